#pragma once
// A city in which CAP's quality officer imports the people of providers.

#include "base/Hash.h"
#include "cases/account/Account.h"
#include "cases/staff/Staff.h"
#include "tests/imports/Files.h"

namespace capd::test {

inline constexpr const char* kOfficer = "officer@cap.example";
inline constexpr const char* kStaffHead =
    "Provider,Name,Role,Start date,DBS number,DBS date,DBS level,Seen by,Seen on,Update Service\n";

// A city in which CAP's quality officer imports; today is 2 February 2026.
struct StaffImport : Importing {
  explicit StaffImport(Kind kind = Kind::sqlite) : Importing(kind) {
    const auto person = office.fact<std::int64_t>("SELECT id FROM person WHERE email = ?", kOfficer).value();
    const Outcome role = office.run("admin@cap.example", "account.add_role",
                                    {{"person", hashOfSecret("person:" + std::to_string(person)).substr(0, 12)},
                                     {"organisation", "cap:Coventry Alternative Provision"},
                                     {"role", "cap.quality_officer"}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(role), office.dumpOf(role));
    who = kOfficer;
  }
  std::string faultOf(const std::string& row) {
    const Done done = looked("staff", kStaffHead + row + "\n");
    BOOST_TEST(valueOf(done, "fault") == "1", row);
    return valueOf(done, "faults");
  }
  std::string saidOf(const std::string& row) {
    looked("staff", kStaffHead + row + "\n");
    return office
        .fact<std::string>(
            "SELECT r.action || ': ' || r.says FROM import_row r JOIN import_batch b ON b.id = r.batch_id "
            "WHERE b.code = ?",
            batch)
        .value();
  }
  void applies(const std::string& rows) { applied("staff", kStaffHead + rows); }
  std::int64_t staff(const std::string& name) {
    return count("SELECT COUNT(*) FROM @all_staff_members m WHERE m.name = ? AND m.left_on IS NULL", name);
  }
  std::int64_t checks(const std::string& where, const std::string& name) {
    return count(
        "SELECT COUNT(*) FROM @all_dbs_checks c JOIN @all_staff_members m ON m.id = c.staff_id WHERE m.name = ? AND " +
            where,
        name);
  }
  bool mayBeNamed(const std::string& name) {
    const auto id = office.fact<std::int64_t>("SELECT m.id FROM @all_staff_members m WHERE m.name = ?", name).value();
    const auto lease = office.house().database().read(office.house().hostViewer(0));
    return mayBeNamedOnRegister(lease->tx(), id, lease->tx().today()).may;
  }
  std::size_t dbsJob() {
    std::vector<std::pair<std::string, FieldTexts>> commands;
    for (const JobDeclaration& each : office.house().registry().jobs()) {
      if (each.name != "staff.dbs") continue;
      const auto lease = office.house().database().read(office.house().hostViewer(0));
      commands = each.run(lease->tx(), office.house().services());
    }
    for (const auto& [command, texts] : commands) {
      const Outcome outcome = office.house().pipeline().run(office.house().hostViewer(0), {command, texts, ""});
      BOOST_TEST(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
    }
    return commands.size();
  }
  StaffMember now(const std::string& name) {
    const auto code =
        office.fact<std::string>("SELECT m.code FROM @all_staff_members m WHERE m.name = ?", name).value();
    const auto lease = office.house().database().read(office.house().hostViewer(0));
    return findStaff(lease->tx(), code).value();
  }
  void must(const std::string& person, const std::string& command, const std::map<std::string, std::string>& texts) {
    const Outcome outcome = office.run(person, command, texts);
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), command + " " + office.dumpOf(outcome));
  }
  void decides(const std::string& name) {
    const StaffMember member = now(name);
    must(kOfficer, "staff.decide",
         {{"member", member.code},
          {"version", std::to_string(member.version)},
          {"decision", "not_with_pupils"},
          {"says", "Until we know more."}});
  }
  void tells(const std::string& name, const std::string& number, const std::string& dated) {
    must("provider@provider.example", "staff.check",
         {{"member", now(name).code},
          {"kind", "renewal"},
          {"dated", dated},
          {"certificate", number},
          {"level", "enhanced"},
          {"update_service", "no"}});
  }
  void day(Date day) { office.clock().set(londonAt(day, {9, 0})); }
  std::int64_t open(const std::string& duty) {
    return count("SELECT COUNT(*) FROM duty WHERE kind = ? AND closed_ms IS NULL", duty);
  }
};

inline const std::string kAnn =
    "Whitley Workshops,Ann Tutor,Tutor,01/09/2024,001234567890,13/08/2024,Enhanced with barred lists,Quinn "
    "Officer,02/09/2024,yes";

}  // namespace capd::test
