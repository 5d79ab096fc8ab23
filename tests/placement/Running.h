#pragma once
// A placement on its way, in the invented city: referred, answered, confirmed, begun.

#include "cases/duty/Duty.h"
#include "cases/placement/Life.h"
#include "tests/desk/Desk.h"

namespace capd::test {

inline constexpr const char* kOfficer = "officer@cap.example";
inline constexpr const char* kSlt = "slt@cap.example";
inline constexpr const char* kOther = "other@provider.example";
inline constexpr const char* kSend = "send@cap.example";

struct Running : Desk {
  explicit Running(Kind kind = Kind::sqlite) : Desk(kind) {}
  /// With the scripts of that folder.
  explicit Running(const std::string& share) : Desk(Kind::sqlite, Date(2026, 2, 2), share) {}

  void at(int year, unsigned month, unsigned day, int hour = 9, int minute = 0) {
    office.clock().set(londonAt(Date(year, month, day), {hour, minute}));
  }
  /// 4 February 2026: confirmed from Tuesday 24 February, all day, at Whitley Workshops.
  std::string confirmed(const std::string& sessions = "2a\n2p", const std::string& pupil = "Wynne-Test") {
    const std::string reference = complete("bike", pupil);
    must("desk.release", reference);
    FieldTexts yes = {{"interview_on", {"2026-02-02"}},
                      {"interview_who", {"The pupil and our tutor"}},
                      {"start", {"2026-02-24"}},
                      {"sessions", {}}};
    for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                             "risk_met", "supervision_met"})
      yes[each] = {"yes"};
    for (const Session& each : sessionsFromText(sessions)) yes["sessions"].push_back(sessionsToText({each}));
    mustMany("response.yes", reference, yes, kProvider);
    for (const char* command :
         {"placement.process", "placement.tick_clm", "placement.tick_capita", "placement.confirm"})
      must(command, reference);
    return reference;
  }
  /// The same, and the pupil came on the first day, which is today.
  std::string begun(const std::string& sessions = "2a\n2p", const std::string& pupil = "Wynne-Test") {
    const std::string reference = confirmed(sessions, pupil);
    at(2026, 2, 24, 16);
    must("placement.start", reference, {}, kProvider);
    return reference;
  }
  Outcome actMany(const std::string& command, const std::string& reference, FieldTexts texts,
                  const std::string& who = kAdmin) {
    texts["reference"] = {reference};
    if (texts.count("version") == 0) texts["version"] = {std::to_string(version(reference))};
    return office.house().pipeline().run(office.viewer(who), {command, texts, store::randomHex(8)});
  }
  Done mustMany(const std::string& command, const std::string& reference, FieldTexts texts,
                const std::string& who = kAdmin) {
    const Outcome outcome = actMany(command, reference, std::move(texts), who);
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), command + " " + office.dumpOf(outcome));
    return std::get<Done>(outcome);
  }
  std::string refusedMany(const std::string& command, const std::string& reference, FieldTexts texts,
                          const std::string& who = kAdmin) {
    const Outcome outcome = actMany(command, reference, std::move(texts), who);
    BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(outcome), command + " was done");
    return office.dumpOf(outcome);
  }
  template <class F>
  auto read(F f, const std::string& who = kAdmin) {
    const Viewer viewer = office.viewer(who);
    const auto lease = office.house().database().read(viewer);
    return f(lease->tx());
  }
  /// Puts records as a test needs them, past every guard.
  template <class F>
  void arrange(F f) {
    store::WriteRequest request;
    request.viewer = office.house().hostViewer(0);
    request.command = "test.arrange";
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      f(tx);
      return Done{};
    };
    office.house().database().write(std::move(request)).get();
  }
  Placement placementOf(const std::string& reference) {
    return read([&](ReadTx& tx) { return placementOfCase(tx, findReferral(tx, reference).value().id).value(); });
  }
  /// The newest withdrawal.
  Withdrawal withdrawalOf(const std::string& reference) {
    const auto placement = placementOf(reference);
    return read([&](ReadTx& tx) { return withdrawals(tx, placement.id).front(); });
  }
  /// What a job finds to do, done. @returns how many.
  int job(const std::string& name) {
    int ran = 0;
    for (const JobDeclaration& each : office.house().registry().jobs()) {
      if (each.name != name) continue;
      std::vector<std::pair<std::string, FieldTexts>> commands;
      {
        const auto lease = office.house().database().read(office.house().hostViewer(0));
        commands = each.run(lease->tx(), office.house().services());
      }
      for (const auto& [command, texts] : commands) {
        const Outcome outcome = office.house().pipeline().run(office.house().hostViewer(0), {command, texts, ""});
        BOOST_TEST(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
        ++ran;
      }
    }
    return ran;
  }
  std::string shown(const std::string& who, const std::string& path) {
    Screen screen(office, who);
    return textOf(screen.get(path));
  }
};

inline FieldTexts changeTo(const std::vector<std::string>& sessions, const std::string& from) {
  return {{"kind", {"scheduling"}},
          {"reason", {"The workshop moves to another day."}},
          {"sessions", sessions},
          {"from", {from}},
          {"achievement", {"None: the same course."}},
          {"health", {"None."}},
          {"wellbeing", {"He likes it better."}}};
}
inline Texts ticked() { return {{"on_clm", "yes"}, {"on_capita", "yes"}}; }
inline FieldTexts leaving(const std::string& lastDay, const std::vector<std::string>& sessions = {}) {
  FieldTexts texts = {{"kind", {"changes"}},
                      {"reason", {"He goes back to school."}},
                      {"academic", {"He takes the unit along."}},
                      {"wellbeing", {"His form tutor sees him daily."}},
                      {"safeguarding", {"Nothing is open, the lead was asked."}},
                      {"consulted", {"He, his mother and the tutor."}},
                      {"continuity", {"At school from then on."}}};
  if (!lastDay.empty()) texts["last_day"] = {lastDay};
  if (!sessions.empty()) texts["sessions"] = sessions;
  return texts;
}

}  // namespace capd::test
