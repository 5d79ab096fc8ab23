#pragma once
// What each subcommand of capd does. Every function returns the exit code; 0 only when all is well.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "cases/decision/Decision.h"
#include "cases/policy/PolicyShelf.h"
#include "store/Database.h"

namespace capd::daemon {

struct Options {
  std::string data = "capd-data";
  std::string config;
  std::string plugins;
  std::string share;
  std::string assets;
  std::string listen;
  std::string at;
  bool demonstration = false;
  int city = 0;  ///< of a demonstration: so many times the size of the invented city; 0 = a handful of people
  bool json = false;
  std::string command;
  std::vector<std::string> extras;
  std::string reference;
  std::vector<std::string> anchors;
  std::string year;
  std::string otherYear;
  std::string into;  ///< where a year is carried forward to; empty = beside the year it comes from
  std::string programme;
  std::string factsFile;
  std::string target;
  std::string source;
  std::string key;
  bool onlyCheck = false;
  std::string area;    ///< of an import of the national register
  bool apply = false;  ///< an import is done, not only looked at
  std::string folder;  ///< of an export; of a rehearsal's records
};

/// Folders as they lie around the program: in a build tree, or installed.
Options standardOptions(const std::string& program);

/// Where the records are, by the configuration.
store::Settings recordsOf(const Options& options, const std::map<std::string, std::string>& settings);

/// What the work answers; 1 when it threw, which is then said on standard error.
int exitCodeOf(const std::function<int()>& work);

enum class PolicyTask { check, facts, letters, explain, eval, test, diff, copyForward };

/// What was decided, judged once more from the facts of its receipt.
Judgement judgedAgain(const PolicyShelf& shelf, const std::vector<FactDeclaration>& facts,
                      const DecisionRecord& decision);

int runServe(const Options& options);
int runDo(const Options& options);
/// What runs by itself, or one of it now; through the daemon when one answers.
int runJobs(const Options& options, bool run);
int runPlugins(const Options& options);
int runRoutes(const Options& options);
int runDoctor(const Options& options);
/// The description of the API.
int runOpenApi(const Options& options);
/// Demonstrations: the code that a person's app would show now.
int runUserCode(const Options& options);
int runImport(const Options& options);
int runExport(const Options& options);
int runAuditVerify(const Options& options);
int runMigrate(const Options& options);
int runDecisions(const Options& options, bool rerun);
int runPolicy(const Options& options, PolicyTask task);
/// Plays a case on records of its own; 1 when a line came out otherwise than told.
int runRehearse(const Options& options);
/// Where each row of the tiers' requirements lives, its source and its test.
int runProgrammeWhere(const Options& options);
/// The life of a programme's cases as a picture, or of all into a folder.
int runProgrammeDiagram(const Options& options);
/// Sends policy.publish to the daemon, or runs it here when none answers.
int runPolicyPublish(const Options& options);

}  // namespace capd::daemon
