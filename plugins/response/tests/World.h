#pragma once
// A small city for the tests: one school, two providers, CAP's people, the policy of 2025-26, and a case on its way.

#include <boost/test/unit_test.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cases/account/Account.h"
#include "cases/course/Course.h"
#include "cases/placement/Placement.h"
#include "cases/policy/PolicyShelf.h"
#include "cases/pupil/Pupil.h"
#include "cases/referral/Referral.h"
#include "commands/HouseServices.h"
#include "commands/Pipeline.h"
#include "commands/Registry.h"
#include "tests/support/Says.h"
#include "tests/support/Stores.h"

namespace capd::test {

class World {
 public:
  explicit World(Kind kind = Kind::sqlite);
  ~World();

  /// At a moment in London.
  void at(int year, unsigned month, unsigned day, int hour = 9, int minute = 0);
  /// A viewer as their session would have it: `coordinator`, `rival`, `school`, `admin`, `slt`, `lead`, `officer`,
  /// `other_school`.
  Viewer who(const std::string& name);
  Outcome run(const std::string& name, const std::string& command, FieldTexts texts);
  /// Runs it and fails the test when it was refused.
  Done done(const std::string& name, const std::string& command, FieldTexts texts);
  /// Runs it and fails the test when it was done. @returns what was said, one problem a line.
  std::string refused(const std::string& name, const std::string& command, FieldTexts texts);

  struct Wanted {
    std::vector<std::string> courses = {"carpentry"};
    bool riskAssessment = true;
    std::int64_t pupil = 0;  ///< 0 = a new one
    std::string sessions = "2a\n2p";
  };
  /// A referral that CAP has sent to the provider of the first course today. @returns its reference.
  std::string sentCase(const Wanted& wanted);
  std::string sentCase() { return sentCase(Wanted{}); }
  /// Sends a complete referral to the provider of the choice that is asked now, as CAP's desk does.
  void sendNext(const std::string& reference);
  /// A placement of the pupil at the other provider, running since September.
  void elsewhere(std::int64_t pupil, const std::string& sessions);

  ReferralRecord referral(const std::string& reference);
  std::int64_t version(const std::string& reference) { return referral(reference).version; }
  std::string state(const std::string& reference) { return std::string(toWord(referral(reference).state)); }
  FieldTexts yes(const std::string& reference);
  FieldTexts no(const std::string& reference, const std::string& category);
  /// `reference` and `version`, for commands that carry nothing else.
  FieldTexts on(const std::string& reference);
  /// Answered yes, processed, ticked, confirmed.
  void confirmed(const std::string& reference);

  template <class T>
  T one(const std::string& sql) {
    return store.one<T>(sql);
  }
  template <class F>
  auto read(const std::string& name, F f) {
    const auto lease = store.database->read(who(name));
    return f(lease->tx());
  }
  /// What a job finds to do, done by its commands. @returns how many were done; a refusal fails the test.
  int job(const std::string& name);
  std::int64_t course(const std::string& name) { return courses_.at(name); }

  /// A page as a viewer gets it, rendered with its template; empty when it is not there for them.
  std::string page(const std::string& name, const std::string& path);

  Store store;
  commands::HouseServices services;
  commands::Registry registry;
  std::unique_ptr<PolicyShelf> shelf;
  std::unique_ptr<commands::Pipeline> pipeline;
  std::int64_t cap = 0, school = 0, otherSchool = 0, provider = 0, rival = 0;

 private:
  void people(WriteTx& tx);
  void coursesOf(WriteTx& tx);
  std::map<std::string, std::int64_t> accounts_;
  std::map<std::string, std::int64_t> courses_;
  int pupils_ = 0;
};

/// The placement of that case; fails the test when there is none.
Placement placementOn(World& world, const std::string& reference);

}  // namespace capd::test
