#pragma once
// The panels at their table, in the invented city.

#include <filesystem>
#include <fstream>
#include <sstream>

#include "cases/account/Account.h"
#include "cases/panel/Panel.h"
#include "tests/desk/Desk.h"

namespace capd::test {

inline constexpr const char* kChair = "chair@panel.example";
inline constexpr const char* kMember = "member@panel.example";

struct Table : Desk {
  explicit Table(Kind kind = Kind::sqlite, Date day = Date(2026, 2, 2)) : Desk(kind, day) {}
  explicit Table(const std::string& share) : Desk(Kind::sqlite, Date(2026, 2, 2), share) {}

  void on(Date day, TimeOfDay time = {16, 0}) { office.clock().set(londonAt(day, time)); }
  /// A round for Flourish, added by CAP. @returns its code.
  std::string round(const std::string& deadline = "2026-02-04", const std::string& meets = "2026-02-11",
                    const std::string& again = {}) {
    Texts texts = {{"deadline", deadline}, {"meets_on", meets}, {"programmes", "tier2.flourish"}};
    if (!again.empty()) texts["meets_again_on"] = again;
    const Outcome outcome = office.run(kAdmin, "panel.add_round", texts);
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
    return std::get<Done>(outcome).values.at("round");
  }
  /// A Flourish referral, checked, that waits for the panel.
  std::string waiting(const std::string& risk = "2026-01-20", const std::string& pupil = "Wynne-Test") {
    const std::string reference = submitted(risk, "grow", pupil);
    act("desk.check", reference, {{"date_agrees", "yes"}});
    return reference;
  }
  void record(const std::string& reference, Texts texts) { must("panel.record_outcome", reference, std::move(texts)); }
  void send(const std::string& reference) { must("panel.send_outcome", reference); }
  void openAgenda(const std::string& code) {
    const Outcome outcome = office.run(kAdmin, "panel.open_agenda", {{"round", code}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
  }
  /// Somebody with a role in an organisation, ready to sign in.
  void invite(const std::string& name, const std::string& email, const std::string& organisation,
              const std::string& role) {
    const Outcome outcome = office.run(
        kAdmin, "account.invite", {{"name", name}, {"email", email}, {"organisation", organisation}, {"role", role}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
    person = std::get<Done>(outcome).values.at("person");
    store::WriteRequest request;
    request.viewer = office.house().hostViewer(0);
    request.command = "test.password";
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      setPassword(tx, accountByEmail(tx, email).value().id, "$argon2id$unused");
      return Done{};
    };
    office.house().database().write(std::move(request)).get();
  }
  void alsoHolds(const std::string& organisation, const std::string& role) {
    const Outcome outcome =
        office.run(kAdmin, "account.add_role", {{"person", person}, {"organisation", organisation}, {"role", role}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
  }
  void openSeats() { BOOST_TEST_REQUIRE(std::holds_alternative<Done>(office.run(kAdmin, "panel.open_seats", {}))); }
  std::string pageOf(const std::string& who, const std::string& path) {
    Screen screen(office, who);
    return textOf(screen.get(path));
  }
  std::string statusOf(const std::string& reference) {
    const auto lease = office.house().database().read(office.house().hostViewer(0));
    return waitsForPanel(lease->tx(), findReferral(lease->tx(), reference).value().id);
  }
  std::size_t job(const std::string& name) {
    std::size_t ran = 0;
    for (const JobDeclaration& job : office.house().registry().jobs()) {
      if (job.name != name) continue;
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
  std::string person;
};

}  // namespace capd::test
