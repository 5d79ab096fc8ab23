#pragma once
// The invented city with the scheduler in the test's hand.

#include "cases/duty/Reminding.h"
#include "cases/duty/Round.h"
#include "cases/organisation/Organisation.h"
#include "schedule/Scheduler.h"
#include "tests/refer/Office.h"

namespace capd::test {

inline constexpr const char* kBench = "provider@provider.example";
inline constexpr const char* kOther = "other@provider.example";

struct Year {
  explicit Year(Kind kind, Date day = Date(2025, 9, 1), const std::string& share = CAPD_SOURCE)
      : office(kind, day, share),
        scheduler(office.house().registry(), office.house().pipeline(), office.house().database(), office.clock(),
                  office.house().services()) {
    comeBy();  // the year is written down
  }

  /// The scheduler comes by, as it does every few seconds.
  void comeBy() { scheduler.runOnce(); }
  /// Time goes on to a London moment, and the scheduler comes by.
  void at(Date day, TimeOfDay time) {
    office.clock().set(londonAt(day, time));
    comeBy();
  }
  std::int64_t providers() {
    return count("SELECT COUNT(*) FROM organisation o WHERE o.kind = ? AND o.closed_ms IS NULL", "provider");
  }
  std::int64_t duties(const std::string& period) {
    return count("SELECT COUNT(*) FROM duty d WHERE d.kind = 'confirmation.half_term' AND d.occurrence = ?", period);
  }
  std::int64_t openDutiesOf(const std::string& kind) {
    return count("SELECT COUNT(*) FROM duty d WHERE d.kind = ? AND d.closed_ms IS NULL", kind);
  }
  /// Mails to an address whose subject begins so.
  std::int64_t mails(const std::string& address, const std::string& subject) {
    return office
        .fact<std::int64_t>("SELECT COUNT(*) FROM mail m WHERE m.subject LIKE '" + subject + "%' AND m.to_address = ?",
                            address)
        .value();
  }
  std::int64_t count(const std::string& sql, const std::string& arg) {
    return office.fact<std::int64_t>(sql, arg).value();
  }
  std::optional<Round> round(const std::string& period) {
    return findRound(office.house().database().read(office.house().hostViewer(0))->tx(), "ofsted_confirmation", period);
  }
  std::string codeOf(const std::string& email) {
    return office
        .fact<std::string>(
            "SELECT d.subject FROM duty d JOIN membership m ON m.organisation_id = "
            "d.organisation_id JOIN person p ON p.id = m.person_id WHERE d.kind = "
            "'confirmation.half_term' AND p.email = ?",
            email)
        .value();
  }
  std::map<std::string, std::string> all(const std::string& email, const std::string& period) {
    return {{"provider", codeOf(email)},
            {"period", period},
            {"kcsie", "yes"},
            {"staff", "yes"},
            {"guidance", "yes"},
            {"not_main_provider", "yes"},
            {"dfe_status", "not_registered"},
            {"declaration", "true"}};
  }
  Outcome confirm(const std::string& email, const std::string& period,
                  std::map<std::string, std::string> changes = {}) {
    auto texts = all(email, period);
    for (auto& [name, value] : changes) texts[name] = value;
    return office.run(email, "confirmation.give", texts);
  }

  Office office;
  schedule::Scheduler scheduler;
};

inline bool isDone(const Outcome& outcome) { return std::holds_alternative<Done>(outcome); }

/// The confirmation of the third half term has just been asked for.
struct Asked : Year {
  explicit Asked(Kind kind = Kind::sqlite) : Year(kind, Date(2026, 2, 2)) { at(Date(2026, 2, 9), {6, 0}); }
  std::string refused(const Outcome& outcome) {
    BOOST_TEST_REQUIRE(!isDone(outcome), "it was done");
    return office.dumpOf(outcome);
  }
};

}  // namespace capd::test
