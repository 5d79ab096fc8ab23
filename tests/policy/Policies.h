#pragma once
// The shipped policy as the tests of rules use it: shapes as the tier plugins declare them, and an application that
// meets every rule.

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "commands/PluginHost.h"
#include "commands/Registry.h"
#include "policy/Book.h"
#include "policy/CoreFacts.h"
#include "policy/Readback.h"
#include "policy/Tool.h"

namespace capd::policy {
inline std::ostream& operator<<(std::ostream& out, Tri tri) { return out << static_cast<int>(tri); }
inline std::ostream& operator<<(std::ostream& out, Ending ending) { return out << toWord(ending); }
}  // namespace capd::policy

namespace capd::test {

using namespace capd::policy;

inline const std::string kPolicy = CAPD_SOURCE "/scripts/policy";

/// As the tier plugins that were built declare them.
inline const std::vector<ProgrammeShape>& shapes() {
  struct Declared {
    commands::Registry registry;
    commands::PluginHost host{registry};
    std::vector<ProgrammeShape> all;
    Declared() {
      host.loadFolder(CAPD_BUILD "/plugins");
      all = registry.programmes();
    }
  };
  static const Declared declared;
  return declared.all;
}

/// The letters that the plugins which were built send.
inline const std::vector<LetterKind>& letterKinds() {
  static const std::vector<LetterKind> all = [] {
    commands::Registry registry;
    commands::PluginHost host(registry);
    host.loadFolder(CAPD_BUILD "/plugins");
    return registry.letters();
  }();
  return all;
}

inline std::shared_ptr<const Book> bookOf(const std::string& year) {
  auto loaded = Book::load(year, readYear(kPolicy, year), coreFacts(), shapes());
  for (const Fault& fault : loaded.faults) BOOST_TEST_MESSAGE(inWords(fault));
  BOOST_REQUIRE(loaded.book != nullptr);
  return loaded.book;
}

inline Facts goodFacts() {
  return {{"referrer.kind", std::string("school")},
          {"referrer.sla", true},
          {"referrer.places_this_year", std::int64_t{1}},
          {"application.date", Date(2026, 2, 2)},
          {"requested.start", Date(2026, 2, 24)},
          {"requested.weeks", std::int64_t{10}},
          {"requested.days_a_week", std::int64_t{1}},
          {"requested.sessions_a_week", std::int64_t{2}},
          {"pupil.sessions_in_all", std::int64_t{2}},
          {"pupil.has_ehcp", false},
          {"risk_assessment.given", true},
          {"risk_assessment.date", Date(2026, 1, 12)},
          {"consent.agreed", true},
          {"consent.recorded_fully", true},
          {"main_provider.stated", true},
          {"main_provider.is_school", true},
          {"case_worker.named", true},
          {"case_worker.attends_reviews", true},
          {"agreement.complete", true},
          {"agreement.visit_acknowledged", true}};
}

inline Tri resultOf(const Book& book, const std::string& programme, const std::string& rule, const Facts& facts) {
  const Programme* found = book.programme(programme);
  BOOST_REQUIRE(found != nullptr);
  Verdict verdict;
  book.judge(*found, book.facts().index(facts), verdict);
  for (std::size_t i = 0; i < found->rules.size(); ++i)
    if (found->rules[i].id == rule) return verdict.results[i];
  BOOST_FAIL("no rule " << rule);
  return Tri::cannotTell;
}

inline bool clear(const Book& book, const std::string& programme, const Facts& facts) {
  const Programme* found = book.programme(programme);
  Verdict verdict;
  book.judge(*found, book.facts().index(facts), verdict);
  return std::all_of(verdict.results.begin(), verdict.results.end(), [](Tri t) { return t == Tri::met; });
}

/// A year of two files, for what the shipped policy has not: one shared rule with this test, and one programme.
inline Book::Loaded smallYear(const std::string& test, const std::string& effect = "hold(\"Ask CAP\")") {
  const Files files = {
      {"sources.lua", "sources { [\"s\"] = \"A document\" }"},
      {"every_programme.lua",
       "every_programme { must \"all\" { says = \"All is well\", source = cite(\"s\", \"p\"), unmet = " + effect +
           ",\ntest = " + test + " } }"},
      {"t.lua",
       "programme \"tier1\" { title = \"T\", referred_by = { \"school\" }, lasts = school_weeks(6), attendance = "
       "days_a_week(1), "
       "withdrawn = { by_school = \"x\", by_provider = \"y\" } }"}};
  return Book::load("2025-26", files, coreFacts(), shapes());
}

}  // namespace capd::test
