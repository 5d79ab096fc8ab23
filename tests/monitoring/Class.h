#pragma once
// Pupils who are placed at Whitley Workshops on Tuesday mornings from 24 February 2026, and the people around them.

#include "cases/marks/Marks.h"
#include "cases/placement/Placement.h"
#include "cases/staff/Staff.h"
#include "tests/desk/Desk.h"

namespace capd::test {

inline constexpr char kTutor[] = "tutor@provider.example";
inline constexpr char kOfficer[] = "officer@cap.example";
inline constexpr char kSessionKey[] = "bike.2026-02-24.am";

struct Class : Desk {
  explicit Class(Kind kind = Kind::sqlite) : Desk(kind) {}

  /// A referral of that pupil, confirmed for these sessions from 24 February 2026. @returns its reference.
  std::string placed(const std::string& pupil = "Wynne-Test", const std::vector<std::string>& sessions = {"2a"},
                     const std::string& start = "2026-02-24") {
    const std::string reference = complete("bike", pupil);
    must("desk.release", reference);
    FieldTexts yes{{"reference", {reference}},       {"version", {}},
                   {"interview_on", {"2026-02-02"}}, {"interview_who", {"The pupil, Ms Nair"}},
                   {"sessions", sessions},           {"start", {start}}};
    for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                             "risk_met", "supervision_met"})
      yes[each] = {"yes"};
    must("risk_assessment.read", reference, {{"understood", "yes"}}, kProvider);
    yes["version"] = {std::to_string(version(reference))};
    const Outcome answered =
        office.house().pipeline().run(office.viewer(kProvider), {"response.yes", yes, "yes-" + reference});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(answered), office.dumpOf(answered));
    for (const char* step : {"placement.process", "placement.tick_clm", "placement.tick_capita", "placement.confirm"})
      must(step, reference);
    return reference;
  }
  void at(Date day, TimeOfDay time) { office.clock().set(londonAt(day, time)); }
  void at(TimeOfDay time) { at(Date(2026, 2, 24), time); }

  Outcome take(const std::map<std::string, std::string>& marks, const std::string& session = kSessionKey,
               const std::string& who = kProvider, const std::string& also = {}) {
    Texts texts{{"session", session}};
    for (const auto& [reference, mark] : marks) texts["mark." + reference] = mark;
    if (!also.empty()) texts["also"] = also;
    return office.run(who, "register.take", texts);
  }
  Done took(const std::map<std::string, std::string>& marks, const std::string& session = kSessionKey,
            const std::string& who = kProvider, const std::string& also = {}) {
    const Outcome outcome = take(marks, session, who, also);
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
    return std::get<Done>(outcome);
  }
  std::string refusedTake(const std::map<std::string, std::string>& marks, const std::string& session = kSessionKey,
                          const std::string& who = kProvider, const std::string& also = {}) {
    const Outcome outcome = take(marks, session, who, also);
    BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(outcome), "the register was taken");
    return office.dumpOf(outcome);
  }
  std::string page(const std::string& who, const std::string& path) {
    Screen screen(office, who);
    return textOf(screen.get(path));
  }
  std::vector<Mark> marks(const std::string& reference) {
    const auto lease = office.house().database().read(office.house().hostViewer(0));
    return marksOfCase(lease->tx(), findReferral(lease->tx(), reference).value().id, Date(2026, 1, 1));
  }
  std::vector<Week> weeks(const std::string& reference) {
    const auto lease = office.house().database().read(office.house().hostViewer(0));
    return weeksOf(lease->tx(), findReferral(lease->tx(), reference).value().id, 50);
  }
  /// Runs the job that finds registers nobody took in time. @returns how many commands it named.
  std::size_t lookForLate() {
    std::vector<std::pair<std::string, FieldTexts>> commands;
    for (const JobDeclaration& job : office.house().registry().jobs()) {
      if (job.name != "register.late") continue;
      const auto lease = office.house().database().read(office.house().hostViewer(0));
      commands = job.run(lease->tx(), office.house().services());
    }
    for (const auto& [command, texts] : commands) {
      const Outcome outcome = office.house().pipeline().run(office.house().hostViewer(0), {command, texts, ""});
      BOOST_TEST(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
    }
    return commands.size();
  }
  /// Tells of somebody who works at Whitley Workshops, with a check that CAP has seen or not. @returns their code.
  std::string hire(const std::string& name, bool seen) {
    const std::string code = providerCode(
        office.fact<std::int64_t>("SELECT id FROM organisation WHERE name = ?", "Whitley Workshops").value());
    const Outcome joined = office.run(
        kProvider, "staff.join", {{"provider", code}, {"name", name}, {"job", "Tutor"}, {"started", "2025-09-01"}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(joined), office.dumpOf(joined));
    const std::string member = std::get<Done>(joined).values.at("member");
    const Outcome told = office.run(kProvider, "staff.check",
                                    {{"member", member},
                                     {"kind", "first"},
                                     {"dated", "2025-08-20"},
                                     {"certificate", seen ? "001234567890" : "001234567891"},
                                     {"level", "enhanced"},
                                     {"update_service", "yes"}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(told), office.dumpOf(told));
    if (!seen) return member;
    const Outcome looked = office.run("quality@cap.example", "staff.see", {{"member", member}, {"check", "1"}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(looked), office.dumpOf(looked));
    return member;
  }
  /// One half day more, past every guard: as a mistake in the records would be.
  void oneMore(const std::string& reference, Session session) {
    write([&](WriteTx& tx) {
      const auto placement = placementOfCase(tx, findReferral(tx, reference).value().id).value();
      tx.execute("INSERT INTO placement_day (placement_id, case_id, weekday, half, first_day) VALUES (?, ?, ?, ?, ?)",
                 placement.id, placement.caseId, session.weekday, session.afternoon ? "pm" : "am", placement.start);
    });
  }
  void say(const std::string& reference, const std::string& question, const std::string& value) {
    write([&](WriteTx& tx) { saveAnswers(tx, findReferral(tx, reference).value().id, {{question, value}}); });
  }
  void write(const std::function<void(WriteTx&)>& deed) {
    store::WriteRequest request;
    request.viewer = office.house().hostViewer(0);
    request.command = "test.write";
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      deed(tx);
      return Done{};
    };
    office.house().database().write(std::move(request)).get();
  }
  std::int64_t open(const std::string& kind) {
    return count("SELECT COUNT(*) FROM duty WHERE kind = ? AND closed_ms IS NULL", kind);
  }
  std::string reasonOf(const std::string& reference) { return marks(reference).at(0).reason; }
};

}  // namespace capd::test
