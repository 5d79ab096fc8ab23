// capd: the command line. Each subcommand is a few lines here; the work is in the floors.
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "daemon/Keeping.h"
#include "daemon/Subcommands.h"
#include "policy/Lexer.h"

namespace {

constexpr int kUsage = 2;  // the command line itself is wrong; 1 is for what was refused or found not well

/// What is wrong with the first word that is no subcommand; empty when the words are known.
std::string unknownWord(const CLI::App& app, int argc, char** argv) {
  const CLI::App* at = &app;
  for (int i = 1; i < argc && argv[i][0] != '-'; ++i) {
    std::vector<std::string> names;
    const CLI::App* next = nullptr;
    for (const CLI::App* sub : at->get_subcommands([](const CLI::App*) { return true; })) {
      names.push_back(sub->get_name());
      if (sub->get_name() == argv[i]) next = sub;
    }
    if (names.empty()) return {};
    if (next == nullptr) {
      const std::string near = capd::policy::nearest(argv[i], names);
      return "There is no '" + std::string(argv[i]) + "' here." +
             (near.empty() ? " `capd --help` lists what there is." : " Did you mean '" + near + "'?");
    }
    at = next;
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  using namespace capd::daemon;
  CLI::App app{"capd runs a council's Alternative Provision: referrals, panels, placements, duties."};
  app.require_subcommand(1);
  Options options = standardOptions(argv[0]);
  const auto common = [&](CLI::App* sub) {
    sub->add_option("--data", options.data, "folder of the records");
    sub->add_option("--config", options.config, "configuration file");
    sub->add_option("--plugins", options.plugins, "folder of plugin libraries");
    sub->add_option("--share", options.share, "folder with sql, scripts, templates");
    sub->add_option("--assets", options.assets, "folder with the built style sheet");
    sub->add_flag("--demo", options.demonstration,
                  "a demonstration database: invented people, example passwords, this machine only");
    sub->add_flag("--json", options.json, "answer as JSON");
  };
  int exitCode = 0;
  const auto sub = [&](CLI::App& above, const char* name, const char* says, std::function<int()> run) {
    CLI::App* made = above.add_subcommand(name, says);
    common(made);
    made->callback([&exitCode, run = std::move(run)] { exitCode = run(); });
    return made;
  };

  auto* serve = sub(app, "serve", "Run the service", [&] { return runServe(options); });
  serve->add_option("--listen", options.listen, "address:port")->take_last();
  serve->add_option("--at", options.at, "demonstration only: begin at this London time, e.g. 2026-02-13T09:00");

  serve
      ->add_option("--city", options.city,
                   "demonstration only: a whole invented city on the first start, 1 = the size of a real one")
      ->check(CLI::Range(0, 50))
      ->take_last();

  auto* doing = sub(app, "do", "Run one command: capd do provider.add --name \"...\"", [&] { return runDo(options); });
  doing->add_option("command", options.command, "name of the command; `capd routes` lists them")->required();
  doing->allow_extras();
  doing->prefix_command();
  doing->callback([&] {
    options.extras = doing->remaining();
    exitCode = runDo(options);
  });

  auto* job = app.add_subcommand("job", "What runs by itself");
  job->require_subcommand(1);
  sub(*job, "list", "Every job and every round that is written down", [&] { return runJobs(options, false); });
  sub(*job, "run", "Run one job now", [&] { return runJobs(options, true); })
      ->add_option("name", options.command, "`capd job list` shows the names")
      ->required();

  auto* rehearse =
      sub(app, "rehearse", "Play a case from a script, with invented people and the policy as it lies here",
          [&] { return runRehearse(options); });
  rehearse->add_option("script", options.factsFile, "what happens, such as scripts/rehearsals/2025-26/tier1.txt")
      ->required();
  rehearse->add_option("--keep", options.folder, "an empty folder for its records, to look at them afterwards");

  sub(app, "plugins", "List the plugins and how they are", [&] { return runPlugins(options); });
  sub(app, "routes", "List every page and command with its permission", [&] { return runRoutes(options); });
  sub(app, "openapi", "Describe the API, as OpenAPI 3.1", [&] { return runOpenApi(options); });
  auto* user = app.add_subcommand("user", "People who sign in");
  user->require_subcommand(1);
  sub(*user, "code", "Demonstrations: the code that a person's app would show now",
      [&] { return runUserCode(options); })
      ->add_option("name", options.reference, "email address, or the part before the @")
      ->required();
  sub(app, "doctor", "Look for what is wrong with this installation", [&] { return runDoctor(options); });

  auto* import = sub(app, "import", "Read a file of rows, show what each would do, and do it with --apply",
                     [&] { return runImport(options); });
  import->add_option("kind", options.reference, "schools, providers, courses, users, pupils or placements")->required();
  import->add_option("file", options.factsFile, "CSV, xlsx, or the national register's ZIP")->required();
  import->add_option("--area", options.area, "of the national register: the local authority's code, 331 for Coventry");
  import->add_flag("--apply", options.apply, "do it; without this nothing is changed");
  sub(app, "export", "Write every table as CSV, the papers as files and what each column means",
      [&] { return runExport(options); })
      ->add_option("--all", options.folder, "a new folder")
      ->required();

  auto* audit = app.add_subcommand("audit", "The chain of audit lines");
  audit->require_subcommand(1);
  sub(*audit, "verify", "Check every line from the first to the last", [&] { return runAuditVerify(options); })
      ->add_option("--anchor", options.anchors,
                   "SEQ:HASH as the daemon's log says it (`audit head 17:9f86...`): finds a cut end");

  auto* db = app.add_subcommand("db", "The records");
  db->require_subcommand(1);
  sub(*db, "migrate", "Bring the records to the shape this program knows", [&] { return runMigrate(options); });

  auto* backup = sub(app, "backup", "Copy records, files and their key into one sealed file, while the service runs",
                     [&] { return runBackup(options); });
  backup->add_option("target", options.target, "file to write, or a folder to put it in")->required();
  backup->add_option("--key", options.key, "key file that seals it; without one DATA/backup.key, made when needed");
  auto* restore = sub(app, "restore", "Put a backup into an empty folder, and prove that it is equal",
                      [&] { return runRestore(options); });
  restore->add_option("source", options.source, "a file that `capd backup` wrote")->required();
  restore->add_option("--key", options.key, "key file that it was sealed with")->required();
  restore->add_flag("--check", options.onlyCheck, "read it from its first byte to its last, and write nothing");

  auto* decision = app.add_subcommand("decision", "Decisions and their receipts");
  decision->require_subcommand(1);
  sub(*decision, "show", "The decisions of a case", [&] { return runDecisions(options, false); })
      ->add_option("reference", options.reference)
      ->required();
  sub(*decision, "rerun", "Judge again what was judged, and compare", [&] { return runDecisions(options, true); })
      ->add_option("reference", options.reference)
      ->required();

  auto* programme = app.add_subcommand("programme", "What pupils are referred to");
  programme->require_subcommand(1);
  sub(*programme, "where", "Where each row of the tiers' requirements lives, its source and its test",
      [&] { return runProgrammeWhere(options); });
  auto* diagram = sub(*programme, "diagram", "Draw the life of a programme's cases, from draft to end, as SVG",
                      [&] { return runProgrammeDiagram(options); });
  diagram->add_option("--programme", options.programme, "tier2.flourish; without one all of the year, into a folder");
  diagram->add_option("--year", options.year, "2025-26; without one the year of today");
  diagram->add_option("--out", options.target, "file to write, or the folder for all; without one to the screen");
  auto* policy = app.add_subcommand("policy", "CAP's rules");
  policy->require_subcommand(1);
  const auto policySub = [&](const char* name, const char* says, PolicyTask task) {
    return sub(*policy, name, says, [&options, task] { return runPolicy(options, task); });
  };
  policySub("check", "Read every file and tell all faults", PolicyTask::check)->add_option("year", options.year);
  policySub("test", "Judge the worked examples beside the rules", PolicyTask::test)->add_option("year", options.year);
  sub(*policy, "publish", "Put a year of the working folder into force", [&] { return runPolicyPublish(options); })
      ->add_option("year", options.year)
      ->required();
  policySub("facts", "What a rule may ask about a case", PolicyTask::facts);
  policySub("letters", "Every letter as it goes out, filled with an example", PolicyTask::letters)
      ->add_option("year,--year", options.year);
  auto* explain = policySub("explain", "A year's rules in plain English", PolicyTask::explain);
  explain->add_option("year", options.year)->required();
  explain->add_option("programme", options.programme);
  auto* eval = policySub("eval", "Judge the facts of a file", PolicyTask::eval);
  eval->add_option("year", options.year)->required();
  eval->add_option("programme", options.programme)->required();
  eval->add_option("--facts", options.factsFile, "JSON file with facts by name")->required();
  auto* diff = policySub("diff", "What is different between two years", PolicyTask::diff);
  diff->add_option("before", options.year)->required();
  diff->add_option("after", options.otherYear)->required();
  auto* copy = policySub("copy-forward", "Write the next year from a year, each line marked until CAP confirms it",
                         PolicyTask::copyForward);
  copy->add_option("year", options.year, "for example 2026-27")->required();
  copy->add_option("next", options.otherYear, "for example 2027-28")->required();
  copy->add_option("--into", options.into, "a folder that gets policy/ and examples/, instead of the scripts folder");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const std::string unknown = unknownWord(app, argc, argv);
    if (unknown.empty() || error.get_exit_code() == 0) return app.exit(error) == 0 ? 0 : kUsage;
    std::cerr << "capd: " << unknown << "\n";
    return kUsage;
  } catch (const std::exception& error) {
    std::cerr << "capd: " << error.what() << "\n";
    return 1;
  }
  return exitCode;
}
