#pragma once
// A referral on CAP's desk, in the invented city.

#include "cases/hold/Hold.h"
#include "cases/referral/Referral.h"
#include "tests/refer/Office.h"

namespace capd::test {

inline constexpr const char* kAdmin = "admin@cap.example";
inline constexpr const char* kColleague = "lead@cap.example";
inline constexpr const char* kCoordinator = "coordinator@school.example";
inline constexpr const char* kProvider = "provider@provider.example";

using Texts = std::map<std::string, std::string>;

struct Desk {
  explicit Desk(Kind kind = Kind::sqlite, Date day = Date(2026, 2, 2)) : office(kind, day) {}
  /// With the scripts of that folder.
  Desk(Kind kind, Date day, const std::string& share) : office(kind, day, share) {}

  /// Sent to CAP by the school today, with a risk assessment of that day.
  std::string submitted(const std::string& risk = "2026-01-20", const std::string& course = "bike",
                        const std::string& pupil = "Wynne-Test") {
    const std::string reference = office.draft(pupil);
    office.fillIn(reference, risk, course);
    const Outcome sent = act("referral.submit", reference, {}, kCoordinator);
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(sent), office.dumpOf(sent));
    return reference;
  }
  /// Checked by CAP with nothing left to wait for.
  std::string complete(const std::string& course = "bike", const std::string& pupil = "Wynne-Test") {
    const std::string reference = submitted("2026-01-20", course, pupil);
    must("desk.check", reference, {{"date_agrees", "yes"}});
    BOOST_TEST_REQUIRE(state(reference) == "complete");
    return reference;
  }
  /// Runs a command on the case with the version that stands now.
  Outcome act(const std::string& command, const std::string& reference, Texts texts = {},
              const std::string& who = kAdmin) {
    texts["reference"] = reference;
    if (texts.count("version") == 0) texts["version"] = std::to_string(version(reference));
    return office.run(who, command, texts);
  }
  Done must(const std::string& command, const std::string& reference, Texts texts = {},
            const std::string& who = kAdmin) {
    const Outcome outcome = act(command, reference, std::move(texts), who);
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), command + " " + office.dumpOf(outcome));
    return std::get<Done>(outcome);
  }
  /// Everything that a refused command says, in one text; fails the test when it was done.
  std::string refused(const std::string& command, const std::string& reference, Texts texts = {},
                      const std::string& who = kAdmin) {
    const Outcome outcome = act(command, reference, std::move(texts), who);
    BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(outcome), command + " was done");
    return office.dumpOf(outcome);
  }
  std::int64_t version(const std::string& reference) {
    return office.fact<std::int64_t>("SELECT c.version FROM @all_cases c WHERE c.reference = ?", reference).value();
  }
  std::string state(const std::string& reference) {
    return office.fact<std::string>("SELECT c.state FROM @all_cases c WHERE c.reference = ?", reference).value();
  }
  /// Rules of the open holds, in order, space between.
  std::string holding(const std::string& reference) {
    const auto lease = office.house().database().read(office.house().hostViewer(0));
    const auto referral = findReferral(lease->tx(), reference);
    std::string rules;
    for (const Hold& hold : openHolds(lease->tx(), referral.value().id))
      rules += (rules.empty() ? "" : " ") + hold.rule;
    return rules;
  }
  std::int64_t count(const std::string& sql, const std::string& arg) {
    return office.fact<std::int64_t>(sql, arg).value_or(0);
  }
  /// Runs the job that finds what schools have sent. @returns how many it found.
  std::size_t lookAgain() {
    std::size_t ran = 0;
    for (const JobDeclaration& job : office.house().registry().jobs()) {
      if (job.name != "desk.answered") continue;
      std::vector<std::pair<std::string, FieldTexts>> commands;
      {
        const auto lease = office.house().database().read(office.house().hostViewer(0));
        commands = job.run(lease->tx(), office.house().services());
      }
      for (const auto& [command, texts] : commands) {
        const Outcome outcome = office.house().pipeline().run(office.house().hostViewer(0), {command, texts, ""});
        BOOST_TEST(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
        ++ran;
      }
    }
    return ran;
  }
  std::int64_t mails(const std::string& subject) {
    return count("SELECT COUNT(*) FROM mail WHERE subject = ?", subject);
  }
  std::int64_t openDuties(const std::string& reference, const std::string& kind) {
    const auto lease = office.house().database().read(office.house().hostViewer(0));
    return lease->tx()
        .one<std::int64_t>("SELECT COUNT(*) FROM duty WHERE subject = ? AND kind = ? AND closed_ms IS NULL", reference,
                           kind)
        .value_or(0);
  }
  Instant due(const std::string& reference, const std::string& kind) {
    const auto lease = office.house().database().read(office.house().hostViewer(0));
    return lease->tx()
        .one<Instant>("SELECT due_ms FROM duty WHERE subject = ? AND kind = ? ORDER BY id DESC", reference, kind)
        .value();
  }

  Office office;
};

}  // namespace capd::test
