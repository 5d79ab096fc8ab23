#pragma once
// The invented city with a quality officer, and what people tell of a provider's staff.

#include "base/Hash.h"
#include "cases/account/Account.h"
#include "cases/staff/Staff.h"
#include "tests/refer/Office.h"

namespace capd::test {

inline constexpr const char* kWhitley = "provider@provider.example";
inline constexpr const char* kSherbourne = "other@provider.example";
inline constexpr const char* kQuality = "officer@cap.example";
inline constexpr const char* kSchool = "coordinator@school.example";

using Texts = std::map<std::string, std::string>;

struct Town {
  explicit Town(Kind kind = Kind::sqlite, Date day = Date(2026, 2, 2)) : office(kind, day) {
    const auto person = office.fact<std::int64_t>("SELECT id FROM person WHERE email = ?", kQuality).value();
    must("admin@cap.example", "account.add_role",
         {{"person", hashOfSecret("person:" + std::to_string(person)).substr(0, 12)},
          {"organisation", "cap:Coventry Alternative Provision"},
          {"role", "cap.quality_officer"}});
  }
  Done must(const std::string& who, const std::string& command, const Texts& texts) {
    const Outcome outcome = office.run(who, command, texts);
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), command + " " + office.dumpOf(outcome));
    return std::get<Done>(outcome);
  }
  /// All that a refused command says; fails the test when it was done.
  std::string refused(const std::string& who, const std::string& command, const Texts& texts) {
    const Outcome outcome = office.run(who, command, texts);
    BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(outcome), command + " was done");
    return office.dumpOf(outcome);
  }
  std::int64_t provider(const std::string& name) {
    return office.fact<std::int64_t>("SELECT id FROM organisation WHERE name = ?", name).value();
  }
  std::string code(const std::string& who) {
    return providerCode(provider(who == kWhitley ? "Whitley Workshops" : "Sherbourne Skills"));
  }
  /// @returns the person's code.
  std::string join(const std::string& name, const std::string& who = kWhitley, const Texts& more = {}) {
    Texts texts{{"provider", code(who)}, {"name", name}, {"job", "Tutor"}, {"started", "2025-09-01"}};
    for (const auto& [key, value] : more) texts[key] = value;
    return must(who, "staff.join", texts).values.at("member");
  }
  static Texts checkOf(const std::string& member, const std::string& dated, const std::string& number = "001234567890",
                       const std::string& kind = "first") {
    return {{"member", member},      {"kind", kind},        {"dated", dated},
            {"certificate", number}, {"level", "enhanced"}, {"update_service", "yes"}};
  }
  void check(const std::string& member, const std::string& dated, const std::string& number = "001234567890",
             const std::string& kind = "first", const std::string& who = kWhitley) {
    must(who, "staff.check", checkOf(member, dated, number, kind));
  }
  void see(const std::string& member, int line = 1) {
    must(kQuality, "staff.see", {{"member", member}, {"check", std::to_string(line)}});
  }
  std::string version(const std::string& member) { return std::to_string(now(member).version); }
  StaffMember now(const std::string& member) {
    const auto lease = office.house().database().read(office.house().hostViewer(0));
    return findStaff(lease->tx(), member).value();
  }
  bool mayBeNamed(const std::string& member) {
    const auto id = now(member).id;
    const auto lease = office.house().database().read(office.house().hostViewer(0));
    return mayBeNamedOnRegister(lease->tx(), id, lease->tx().today()).may;
  }
  /// Runs a job once. @returns how many commands it named; each must be done.
  std::size_t run(const std::string& job) {
    std::vector<std::pair<std::string, FieldTexts>> commands;
    for (const JobDeclaration& each : office.house().registry().jobs()) {
      if (each.name != job) continue;
      const auto lease = office.house().database().read(office.house().hostViewer(0));
      commands = each.run(lease->tx(), office.house().services());
    }
    for (const auto& [command, texts] : commands) {
      const Outcome outcome = office.house().pipeline().run(office.house().hostViewer(0), {command, texts, ""});
      BOOST_TEST(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
    }
    return commands.size();
  }
  void day(Date day) { office.clock().set(londonAt(day, {9, 0})); }
  std::int64_t open(const std::string& kind) {
    return office.fact<std::int64_t>("SELECT COUNT(*) FROM duty WHERE kind = ? AND closed_ms IS NULL", kind).value();
  }
  std::int64_t ever(const std::string& kind) {
    return office.fact<std::int64_t>("SELECT COUNT(*) FROM duty WHERE kind = ?", kind).value();
  }
  std::string page(const std::string& who, const std::string& path) {
    Screen screen(office, who);
    const auto reply = screen.get(path);
    BOOST_TEST(reply.status == 200, path << " of " << who << ": " << textOf(reply));
    return textOf(reply);
  }
  int status(const std::string& who, const std::string& path) { return Screen(office, who).get(path).status; }

  Office office;
};

}  // namespace capd::test
