// Rows on their way into the records: looked at, applied, taken back; on both databases.

#include <fstream>
#include <sstream>

#include "cases/document/Document.h"
#include "tests/imports/Files.h"

using namespace capd;
using namespace capd::test;

namespace {

std::string registerRow(const std::string& urn, const std::string& authority, const std::string& name,
                        const std::string& status, const std::string& phase) {
  return urn + "," + authority + "," + name + "," + status + "," + phase + ",,2076000001,1 Row,,,Coventry,CV1 1AA\n";
}
constexpr const char* kRegister =
    "URN,LA (code),EstablishmentName,EstablishmentStatus (name),PhaseOfEducation "
    "(name),CloseDate,TelephoneNum,Street,Locality,Address3,Town,Postcode\n";
constexpr const char* kPupils = "School,Surname,Forename,DOB,Year,UPN\n";

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_is_changed_before_somebody_says_so) {
  Importing importing;
  const Done done =
      importing.looked("providers", "name,phone\nNew Works,024 7600 0001\nWhitley Workshops,024 7600 9999\n");
  BOOST_TEST(valueOf(done, "add") == "1");
  BOOST_TEST(valueOf(done, "change") == "1");
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM organisation WHERE name = ?", "New Works") == 0);
  const auto words = importing.office.fact<std::string>("SELECT says FROM import_row WHERE action = ?", "change");
  BOOST_TEST(says(words.value_or(""), "Telephone: 024 7600 0000 → 024 7600 9999"), words.value_or(""));
}

BOOST_AUTO_TEST_CASE(a_dropped_import_forgets_its_rows_and_cannot_be_applied) {
  Importing importing;
  importing.looked("providers", "name\nNew Works\n");
  BOOST_TEST(
      std::holds_alternative<Done>(importing.office.run(kImporter, "import.drop", {{"batch", importing.batch}})));
  BOOST_TEST(
      importing.count("SELECT COUNT(*) FROM import_row r JOIN import_batch b ON b.id = r.batch_id WHERE b.code = ?",
                      importing.batch) == 0);
  BOOST_TEST(
      std::holds_alternative<Refused>(importing.office.run(kImporter, "import.apply", {{"batch", importing.batch}})));
}

// An upload that no case took is swept after two days; an import goes on reading its file, and shows where it came
// from.
BOOST_AUTO_TEST_CASE(the_file_of_an_import_stays_until_the_import_is_dropped) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    Importing importing(kind);
    importing.looked("providers", "name\nNew Works\n");
    const auto blob =
        importing.office.fact<std::string>("SELECT blob FROM import_batch WHERE code = ?", importing.batch);
    const auto named = [&] {
      const auto lease = importing.office.house().database().read(importing.office.house().hostViewer(0));
      return isNamed(lease->tx(), blob.value());
    };
    importing.office.clock().set(londonAt(Date(2026, 2, 20), {9, 0}));
    BOOST_TEST(named());
    BOOST_TEST(
        std::holds_alternative<Done>(importing.office.run(kImporter, "import.drop", {{"batch", importing.batch}})));
    BOOST_TEST(!named());
  }
}

BOOST_AUTO_TEST_CASE(a_row_with_a_fault_is_left_out_and_the_others_are_done) {
  Importing importing;
  const Done looked = importing.looked("pupils", std::string(kPupils) + "Spon Vale School,Row,Ann,04/03/2011,10,\n" +
                                                     "Spon Vale School,Row,Bob,31/02/2011,ten,\n" +
                                                     "Nowhere School,Row,Cy,2011-03-04,10,A1\n");
  BOOST_TEST(valueOf(looked, "fault") == "2");
  const std::string faults = valueOf(looked, "faults");
  for (const char* each : {"line 3", "31/02/2011", "“Year group” must be a whole number", "line 4",
                           "There is no school “Nowhere School”", "A UPN has a letter"})
    BOOST_TEST(says(faults, each), faults);
  BOOST_TEST(
      std::holds_alternative<Done>(importing.office.run(kImporter, "import.apply", {{"batch", importing.batch}})));
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM @all_pupils p WHERE p.last_name = ?", "Row") == 1);
}

BOOST_AUTO_TEST_CASE(an_import_is_taken_back_whole) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    Importing importing(kind);
    importing.applied("providers", "name,phone\nNew Works,024 7600 0001\nWhitley Workshops,024 7600 9999\n");
    BOOST_TEST(importing.count("SELECT COUNT(*) FROM organisation WHERE name = ?", "New Works") == 1);
    BOOST_TEST(importing.count("SELECT COUNT(*) FROM organisation WHERE phone = ?", "024 7600 9999") == 1);
    importing.undone();
    BOOST_TEST(importing.count("SELECT COUNT(*) FROM organisation WHERE name = ?", "New Works") == 0);
    BOOST_TEST(importing.count("SELECT COUNT(*) FROM organisation WHERE phone = ?", "024 7600 9999") == 0);
    BOOST_TEST(importing.count("SELECT COUNT(*) FROM import_row WHERE done = ?", "undone") == 2);
  }
}

BOOST_AUTO_TEST_CASE(what_has_been_built_on_or_changed_since_stays) {
  Importing importing;
  importing.applied("providers", "name,phone\nNew Works,024 7600 0001\nWhitley Workshops,024 7600 9999\n");
  const std::string first = importing.batch;
  importing.applied("courses",
                    "Provider,Programme,Category,Title,Days,Places\nNew Works,Tier 1 course,Work-based learning,"
                    "Welding,\"Mon, Wed\",8\n");
  importing.applied("providers", "name,phone\nWhitley Workshops,024 7600 8888\n");
  importing.batch = first;
  importing.undone();
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM organisation WHERE name = ?", "New Works") == 1);
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM organisation WHERE phone = ?", "024 7600 8888") == 1);
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM import_row WHERE done = ?", "kept") == 2);
}

BOOST_AUTO_TEST_CASE(a_row_is_looked_at_again_when_it_is_applied) {
  Importing importing;
  importing.looked("providers", "name\nNew Works\n");
  const std::string first = importing.batch;
  importing.applied("providers", "name\nNew Works\n");
  importing.batch = first;
  BOOST_TEST(std::holds_alternative<Done>(importing.office.run(kImporter, "import.apply", {{"batch", first}})));
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM organisation WHERE name = ?", "New Works") == 1);
}

BOOST_AUTO_TEST_CASE(rows_are_done_500_at_a_time_at_the_boundary_too) {
  for (const int rows : {499, 500, 501, 1001}) {
    Importing importing;
    std::string file = kPupils;
    for (int i = 0; i < rows; ++i) file += "Spon Vale School,Bound,P" + std::to_string(i) + ",04/03/2011,10,\n";
    const Outcome begun = importing.begin("pupils", file);
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(begun), importing.office.dumpOf(begun));
    BOOST_TEST(valueOf(std::get<Done>(begun), "reached") == std::to_string(std::min(rows, 500)));
    BOOST_TEST((valueOf(std::get<Done>(begun), "state") == "ready") == (rows <= 500));
    importing.goOn(std::get<Done>(begun), "reading");
    const Outcome applying = importing.office.run(kImporter, "import.apply", {{"batch", importing.batch}});
    importing.goOn(std::get<Done>(applying), "applying");
    BOOST_TEST(importing.count("SELECT COUNT(*) FROM @all_pupils p WHERE p.last_name = ?", "Bound") == rows);
    importing.undone();
    BOOST_TEST(importing.count("SELECT COUNT(*) FROM @all_pupils p WHERE p.last_name = ?", "Bound") == 0);
  }
}

BOOST_AUTO_TEST_CASE(a_step_that_was_done_by_another_is_answered_and_not_done_twice) {
  Importing importing;
  std::string file = kPupils;
  for (int i = 0; i < 700; ++i) file += "Spon Vale School,Twice,P" + std::to_string(i) + ",04/03/2011,10,\n";
  importing.begin("pupils", file);
  for (int times = 0; times < 2; ++times) {
    const Outcome next = importing.office.run(kImporter, "import.next", {{"batch", importing.batch}, {"from", "500"}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(next), importing.office.dumpOf(next));
    BOOST_TEST(valueOf(std::get<Done>(next), "reached") == "700");
  }
  BOOST_TEST(
      importing.count("SELECT COUNT(*) FROM import_row r JOIN import_batch b ON b.id = r.batch_id WHERE b.code = ?",
                      importing.batch) == 700);
  const Outcome beyond = importing.office.run(kImporter, "import.next", {{"batch", importing.batch}, {"from", "900"}});
  BOOST_TEST(std::holds_alternative<Refused>(beyond));
}

BOOST_AUTO_TEST_CASE(the_job_goes_on_with_what_is_under_way) {
  Importing importing;
  std::string file = kPupils;
  for (int i = 0; i < 1200; ++i) file += "Spon Vale School,Job,P" + std::to_string(i) + ",04/03/2011,10,\n";
  importing.begin("pupils", file);
  for (const JobDeclaration& job : importing.office.house().registry().jobs()) {
    if (job.name != "import.work") continue;
    std::vector<std::pair<std::string, FieldTexts>> commands;
    {
      const auto lease = importing.office.house().database().read(importing.office.house().hostViewer(0));
      commands = job.run(lease->tx(), importing.office.house().services());
    }
    BOOST_TEST(commands.size() == 2U);
    for (const auto& [command, texts] : commands)
      importing.office.house().pipeline().run(importing.office.house().hostViewer(0), {command, texts, ""});
  }
  BOOST_TEST(
      importing.office.fact<std::string>("SELECT state FROM import_batch WHERE code = ?", importing.batch).value() ==
      "ready");
}

// ---- kinds

BOOST_AUTO_TEST_CASE(the_national_register_brings_the_schools_of_the_authority_and_closes_ours) {
  Importing importing;
  importing.applied("schools", "name,urn,group,sla\nOld Hill School,900001,secondary_partnership,sla\n");
  const std::string file = std::string(kRegister) +
                           registerRow("900001", "331", "Old Hill School", "Closed", "Secondary") +
                           registerRow("900002", "331", "New Hill Academy", "Open", "Secondary") +
                           registerRow("900003", "331", "Small Hill Primary", "Open", "Primary") +
                           registerRow("900004", "331", "Long Gone School", "Closed", "Secondary") +
                           registerRow("900005", "936", "Far Away School", "Open", "Secondary");
  const std::string links =
      "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n900001,900002,New Hill Academy,Successor,\n";
  const std::string zip = zipOf({{"__MACOSX/._edubasealldata.csv", "x"},
                                 {"edubasealldata20260203.csv", file},
                                 {"links_edubasealldata20260203.csv", links}});
  const Done done = importing.applied("schools", zip, "331");
  BOOST_TEST(valueOf(done, "total") == "4");  // not the one far away
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM organisation WHERE urn = ? AND closed_ms IS NOT NULL", "900001") ==
             1);
  BOOST_TEST(
      importing.count("SELECT COUNT(*) FROM organisation WHERE urn = ? AND school_group = 'primary_partnership' AND "
                      "phone = '02076000001'",
                      "900003") == 1);
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM organisation WHERE urn = ?", "900004") == 0);
  const auto words = importing.office.fact<std::string>(
      "SELECT says FROM import_row WHERE action = 'change' AND says LIKE ?", "%successor%");
  BOOST_TEST(says(words.value_or(""), "New Hill Academy (URN 900002)"), words.value_or(""));
  importing.undone();
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM organisation WHERE urn = ? AND closed_ms IS NULL", "900001") == 1);
}

BOOST_AUTO_TEST_CASE(the_register_without_an_authority_asks_for_it) {
  Importing importing;
  const std::string why =
      importing.refusedFile("schools", std::string(kRegister) + registerRow("900002", "331", "A", "Open", "Primary"));
  BOOST_TEST(says(why, "[area]"), why);
}

BOOST_AUTO_TEST_CASE(two_schools_of_one_name_are_told_apart_by_a_person) {
  Importing importing;
  importing.applied("schools", "name,urn,group,sla\nHill School,900001,secondary_partnership,sla\n");
  const Done done = importing.looked("schools", "name,urn\nHill School,900009\n");
  BOOST_TEST(valueOf(done, "fault") == "1");
  BOOST_TEST(says(valueOf(done, "faults"), "900001"), valueOf(done, "faults"));
}

BOOST_AUTO_TEST_CASE(nobody_becomes_cap_or_a_safeguarding_lead_by_a_file) {
  Importing importing;
  const Done done = importing.applied("users",
                                      "Name,Email,Organisation,Role\nEve New,eve@x.example,Spon Vale School,School CAP "
                                      "coordinator\nZed Low,zed@x.example,Coventry Alternative Provision,cap.admin\nDi "
                                      "Low,di@x.example,Spon Vale School,school.dsl\n");
  BOOST_TEST(valueOf(done, "state") == "applied");
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM account WHERE email = ? AND state = 'invited'", "eve@x.example") ==
             1);
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM account WHERE email = ?", "zed@x.example") == 0);
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM account WHERE email = ?", "di@x.example") == 0);
  importing.undone();
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM account WHERE email = ? AND state = 'left'", "eve@x.example") == 1);
}

BOOST_AUTO_TEST_CASE(a_running_placement_is_taken_over_and_seen_by_both_sides) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    Importing importing(kind);
    const std::string head = "School,Surname,Forename,DOB,Provider,Course,Days,Start,End\n";
    const Done done = importing.applied(
        "placements", head +
                          "Spon Vale School,Wynne-Test,Aled,04/03/2011,Whitley Workshops,Bicycle maintenance,Tue,"
                          "13/01/2026,\nSpon Vale School,Hassan-Test,Maryam,09/07/2011,Whitley Workshops,Bicycle "
                          "maintenance,Tue am,03/03/2026,\nSpon Vale School,Reed-Test,Jordan,30/01/2012,Whitley "
                          "Workshops,Bicycle maintenance,Tue am,13/01/2026,01/02/2026\n");
    BOOST_TEST(valueOf(done, "state") == "applied");
    // Today is 2 February: the second has not begun, the third is over.
    BOOST_TEST(importing.count("SELECT COUNT(*) FROM @all_placements t WHERE t.state = ?", "active") == 1);
    const auto reference =
        importing.office.fact<std::string>("SELECT c.reference FROM @all_cases c WHERE c.state = ?", "active");
    BOOST_TEST_REQUIRE(reference.has_value());
    for (const char* who : {"coordinator@school.example", "provider@provider.example"})
      BOOST_TEST(Screen(importing.office, who).get("/placements/" + *reference).status == 200, who);
    BOOST_TEST(Screen(importing.office, "other@school.example").get("/placements/" + *reference).status == 404);
    importing.undone();
    BOOST_TEST(importing.count("SELECT COUNT(*) FROM @all_placements t WHERE t.state = ?", "active") == 0);
    BOOST_TEST(Screen(importing.office, "provider@provider.example").get("/placements/" + *reference).status == 404);
  }
}

// ---- who, and what goes out

BOOST_AUTO_TEST_CASE(only_caps_administrators_import) {
  Importing importing;
  importing.looked("providers", "name\nNew Works\n");
  for (const char* who :
       {"coordinator@school.example", "provider@provider.example", "slt@cap.example", "host@cap.example"}) {
    BOOST_TEST(Screen(importing.office, who).get("/imports/" + importing.batch).status == 404, who);
    const Outcome tried = importing.office.run(who, "import.apply", {{"batch", importing.batch}});
    BOOST_TEST(std::holds_alternative<Refused>(tried), who);
  }
  Screen admin(importing.office, kImporter);
  const std::string page = textOf(admin.get("/imports/" + importing.batch));
  BOOST_TEST(says(page, "New Works"), page);
  BOOST_TEST(says(page, "nothing is changed yet"), page);
}

BOOST_AUTO_TEST_CASE(nobody_but_the_host_names_a_stored_file) {
  Importing importing;
  const Outcome tried = importing.office.run(
      kImporter, "import.begin", {{"kind", "providers"}, {"file", "0"}, {"stored", "abc:def"}, {"name", "x.csv"}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(tried), importing.office.dumpOf(tried));
  const std::string theirs = importing.office.upload("coordinator@school.example", "x.csv", "name\nA\n");
  BOOST_TEST(says(importing.office.dumpOf(
                      importing.office.run(kImporter, "import.begin", {{"kind", "providers"}, {"file", theirs}})),
                  "did not arrive"));
}

BOOST_AUTO_TEST_CASE(a_tracker_holds_the_own_schools_referrals_and_no_formula) {
  Importing importing;
  importing.applied("pupils", std::string(kPupils) + "Spon Vale School,=HYPERLINK(1),Ann,04/03/2011,10,\n" +
                                  "Canley Brook Academy,Secret,Bob,04/03/2011,10,\n");
  importing.office.draft("=HYPERLINK(1)");
  importing.office.draft("Secret", "other@school.example");
  const web::Reply own = Screen(importing.office, "coordinator@school.example").get("/exports/tracker");
  BOOST_TEST(own.status == 200);
  BOOST_TEST(says(own.body, "\"'=HYPERLINK(1)\""), own.body);
  BOOST_TEST(!says(own.body, "Secret"));
  BOOST_TEST(own.type == "text/csv; charset=utf-8");
  BOOST_TEST(Screen(importing.office, "provider@provider.example").get("/exports/tracker").status == 404);
  BOOST_TEST(Screen(importing.office, "coordinator@school.example").get("/exports/placements").status == 404);
}
