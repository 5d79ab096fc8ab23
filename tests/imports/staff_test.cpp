// Staff of providers and their checks as CAP's own list brings them (CMP-06, ENT-37), on both databases.

#include "tests/imports/StaffImport.h"

using namespace capd;
using namespace capd::test;

BOOST_AUTO_TEST_CASE(staff_come_with_the_check_that_cap_saw, *boost::unit_test::label("ENT-37")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    StaffImport importing(kind);
    importing.looked("staff", kStaffHead + kAnn + "\n");
    BOOST_TEST(importing.staff("Ann Tutor") == 0);
    importing.applies(kAnn + "\nWhitley Workshops,Ben New,Mentor,05/01/2026,001234567891,12/12/2025,enhanced,,,no\n" +
                      "Whitley Workshops,Cy Bare,Kitchen,05/01/2026,,,,,,\n");
    BOOST_TEST(
        importing.checks("c.dated = '2024-08-13' AND c.certificate = '001234567890' AND c.kind = 'first' AND "
                         "c.level = 'enhanced_barred' AND c.update_service = 1 AND c.seen_name = 'Quinn Officer'",
                         "Ann Tutor") == 1);
    BOOST_TEST(importing.mayBeNamed("Ann Tutor"));
    BOOST_TEST(!importing.mayBeNamed("Ben New"));  // nobody at CAP has seen it
    BOOST_TEST(!importing.mayBeNamed("Cy Bare"));
    BOOST_TEST(importing.checks("1 = 1", "Cy Bare") == 0);
    importing.undone();
    for (const char* name : {"Ann Tutor", "Ben New", "Cy Bare"}) BOOST_TEST(importing.staff(name) == 0, name);
    BOOST_TEST(importing.count("SELECT COUNT(*) FROM @all_dbs_checks c WHERE c.certificate = ?", "001234567890") == 0);
  }
}

BOOST_AUTO_TEST_CASE(staff_come_from_a_spreadsheet_that_dropped_the_zeros) {
  StaffImport importing;
  const auto cell = [](const std::string& place, const std::string& text) {
    return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
  };
  const std::string rows =
      "<row r=\"1\">" + cell("A1", "Training provider") + cell("B1", "Full name") + cell("C1", "Job title") +
      cell("D1", "Start") + cell("E1", "DBS certificate number") + cell("F1", "Date of issue") + cell("G1", "Level") +
      "</row><row r=\"2\">" + cell("A2", "Whitley Workshops") + cell("B2", "Dee Sheet") + cell("C2", "Tutor") +
      "<c r=\"D2\" s=\"1\"><v>45901</v></c><c r=\"E2\"><v>1234567892</v></c><c r=\"F2\" s=\"1\"><v>45870</v></c>" +
      cell("G2", "Enhanced") + "</row>";
  const Done done = importing.applied("staff", xlsxOf(rows));
  BOOST_TEST(valueOf(done, "state") == "applied");
  BOOST_TEST(importing.checks("c.certificate = '001234567892' AND c.dated = '2025-08-01'", "Dee Sheet") == 1);
  const auto says = importing.office.fact<std::string>("SELECT says FROM import_row WHERE says LIKE ?", "%zeros%");
  BOOST_TEST(test::says(says.value_or(""), "001234567892"), says.value_or(""));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_named_by_its_column, *boost::unit_test::label("CMP-06")) {
  StaffImport importing;
  struct Try {
    const char* row;
    const char* part;
  };
  const Try tries[] = {
      {"Whitley Workshops,A B,Tutor,01/09/2024,001234567890,03/02/2026,Enhanced,,,no",
       "3 February 2026 is still to come"},
      {"Whitley Workshops,A B,Tutor,01/09/2024,001234567890,13/08/1930,Enhanced,,,no", "no such checks before"},
      {"Whitley Workshops,A B,Tutor,01/09/2024,001234567890,29/02/2025,Enhanced,,,no",
       "“Date on the certificate” is no day"},
      {"Whitley Workshops,A B,Tutor,29/02/2025,001234567890,01/02/2024,Enhanced,,,no", "“First day at work” is no day"},
      {"Whitley Workshops,A B,Tutor,03/02/2027,001234567890,01/02/2024,Enhanced,,,no", "more than a year away"},
      {"Nowhere Ltd,A B,Tutor,01/09/2024,001234567890,01/02/2024,Enhanced,,,no",
       "There is no provider called “Nowhere Ltd”"},
      {"Whitley Workshops,A B,Tutor,01/09/2024,12345,01/02/2024,Enhanced,,,no", "has 12 digits"},
      {"Whitley Workshops,A B,Tutor,01/09/2024,001234567890,01/02/2024,Basic,,,no", "“Level” must be Enhanced"},
      {"Whitley Workshops,A B,Tutor,01/09/2024,001234567890,01/02/2024,,,,no", "“Level” is missing"},
      {"Whitley Workshops,A B,Tutor,01/09/2024,,01/02/2024,Enhanced,,,no", "“Certificate number” is missing"},
      {"Whitley Workshops,A B,Tutor,01/09/2024,001234567890,,Enhanced,,,no", "“Date on the certificate” is missing"},
      {"Whitley Workshops,A B,Tutor,01/09/2024,001234567890,01/02/2024,Enhanced,Q,,no", "“Seen on” is missing"},
      {"Whitley Workshops,A B,Tutor,01/09/2024,001234567890,01/02/2024,Enhanced,,05/02/2024,no",
       "“Seen by” is missing"},
      {"Whitley Workshops,A B,Tutor,01/09/2024,001234567890,01/02/2024,Enhanced,Q,31/01/2024,no", "nobody can see on"},
      {"Whitley Workshops,A B,Tutor,01/09/2024,001234567890,01/02/2024,Enhanced,Q,03/02/2026,no",
       "“Seen on”: 3 February 2026 is still to come"},
      {"Whitley Workshops,A B,Tutor,01/09/2024,001234567890,01/02/2024,Enhanced,,,maybe", "must be yes or no"},
      {"Whitley Workshops,A B,Tutor,01/09/2024,,,,Q,02/02/2024,", "the row has none"},
      {"Whitley Workshops,,,,,,,,,", "Enter the person’s full name"},
  };
  for (const Try& each : tries) {
    const std::string faults = importing.faultOf(each.row);
    BOOST_TEST(says(faults, each.part), each.row << " -> " << faults);
    BOOST_TEST(says(faults, "line 2"), faults);
  }
  const std::string all =
      importing.faultOf("Nowhere Ltd,A B,Tutor,31/04/2024,12345,13/08/1930,Basic,Q,03/02/2026,maybe");
  for (const char* part :
       {"Nowhere Ltd", "First day at work", "12 digits", "no such checks", "Basic", "still to come", "yes or no"})
    BOOST_TEST(says(all, part), all);  // all at once
}

BOOST_AUTO_TEST_CASE(today_and_the_first_day_of_checks_are_days_like_others) {
  StaffImport importing;
  for (const char* row : {"Whitley Workshops,A B,Tutor,01/09/2024,001234567890,02/02/2026,Enhanced,Q,02/02/2026,no",
                          "Whitley Workshops,A B,Tutor,01/09/2004,001234567890,01/03/2002,Enhanced,,,no",
                          "Whitley Workshops,A B,Tutor,01/09/2024,001234567890,29/02/2024,Enhanced,Q,29/02/2024,no",
                          "Whitley Workshops,A B,Tutor,02/02/2027,,,,,,"})
    BOOST_TEST(says(importing.saidOf(row), "add: "), importing.saidOf(row));
  BOOST_TEST(says(importing.faultOf("Whitley Workshops,A B,Tutor,01/09/2004,001234567890,28/02/2002,Enhanced,,,no"),
                  "no such checks before"));
}

BOOST_AUTO_TEST_CASE(a_tutor_at_two_providers_is_two_records_and_each_row_says_so) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    StaffImport importing(kind);
    const std::string two =
        "Whitley Workshops,Twice There,Tutor,01/09/2024,001234567890,13/08/2024,Enhanced,,,no\n"
        "Sherbourne Skills,Twice There,Tutor,06/01/2025,001234567890,13/08/2024,Enhanced,,,no\n";
    const Done done = importing.looked("staff", kStaffHead + two);
    BOOST_TEST(valueOf(done, "add") == "2");
    BOOST_TEST(
        importing.count("SELECT COUNT(*) FROM import_row WHERE says LIKE ?", "Line 3 has the same name at Sher%") == 1);
    BOOST_TEST(
        importing.count("SELECT COUNT(*) FROM import_row WHERE says LIKE ?", "Line 2 has the same name at Whit%") == 1);
    importing.applies(two);
    BOOST_TEST(importing.staff("Twice There") == 2);
    const std::string again =
        importing.saidOf("Sherbourne Skills,Twice There,Mentor,06/01/2025,001234567890,13/08/2024,Enhanced,,,no");
    BOOST_TEST(says(again, "change: What they do: Tutor → Mentor"), again);
    BOOST_TEST(says(again, "Somebody of that name is at Whitley Workshops too"), again);
  }
}

BOOST_AUTO_TEST_CASE(one_certificate_belongs_to_one_person_of_a_provider) {
  StaffImport importing;
  const Done done = importing.looked(
      "staff", std::string(kStaffHead) +
                   "Whitley Workshops,Ann One,Tutor,01/09/2024,001234567890,13/08/2024,Enhanced,,,no\n" +
                   "Whitley Workshops,Bea Two,Tutor,01/09/2024,001234567890,13/08/2024,Enhanced,,,no\n" +
                   "Whitley Workshops,Ann One,Cook,02/09/2024,,,,,,\n");
  BOOST_TEST(valueOf(done, "fault") == "3");
  BOOST_TEST(says(valueOf(done, "faults"), "the same certificate"), valueOf(done, "faults"));
  BOOST_TEST(says(valueOf(done, "faults"), "another first day"), valueOf(done, "faults"));
  importing.applies(kAnn + "\n");
  BOOST_TEST(says(importing.faultOf("Whitley Workshops,Bea Two,Tutor,01/09/2024,001234567890,13/08/2024,Enhanced,,,no"),
                  "is Ann Tutor’s at Whitley Workshops"));
  BOOST_TEST(says(importing.faultOf("Whitley Workshops,Ann Tutor,Tutor,01/10/2024,,,,,,"), "Write that first day"));
  BOOST_TEST(says(importing.saidOf(kAnn), "same"));
}

BOOST_AUTO_TEST_CASE(a_renewal_comes_on_top_and_is_struck_out_when_it_is_taken_back,
                     *boost::unit_test::label("CAL-35")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    StaffImport importing(kind);
    importing.applies(
        "Whitley Workshops,Old Check,Tutor,01/09/2020,001234567880,20/02/2023,Enhanced,Q,21/02/2023,no\n");
    BOOST_TEST(importing.dbsJob() == 1U);
    BOOST_TEST(importing.open("staff.dbs_renewal") == 1);
    BOOST_TEST(
        says(importing.faultOf(
                 "Whitley Workshops,Old Check,Tutor,01/09/2020,001234567881,20/02/2023,Enhanced,Q,21/02/2023,no"),
             "only a later one is taken over"));
    BOOST_TEST(
        says(importing.faultOf(
                 "Whitley Workshops,Old Check,Tutor,01/09/2020,001234567880,21/02/2023,Enhanced,Q,21/02/2023,no"),
             "stands here dated 20 February 2023"));
    importing.applies(
        "Whitley Workshops,Old Check,Tutor,01/09/2020,001234567881,20/01/2026,Enhanced,Q,21/01/2026,no\n");
    BOOST_TEST(importing.checks("c.kind = 'renewal' AND c.seen_name = 'Q'", "Old Check") == 1);
    BOOST_TEST(importing.open("staff.dbs_renewal") == 0);
    BOOST_TEST(importing.dbsJob() == 0U);
    importing.undone();
    BOOST_TEST(importing.checks("c.struck_ms IS NOT NULL", "Old Check") == 1);
    BOOST_TEST(importing.open("staff.dbs_renewal") == 1);  // asked for again
  }
}

BOOST_AUTO_TEST_CASE(whoever_was_asked_of_or_changed_since_then_stays) {
  StaffImport importing;
  importing.applies("Whitley Workshops,Old Check,Tutor,01/09/2020,001234567880,20/02/2023,Enhanced,Q,21/02/2023,no\n" +
                    kAnn + "\n");
  BOOST_TEST(importing.dbsJob() == 1U);
  importing.undone();
  BOOST_TEST(importing.staff("Old Check") == 1);
  BOOST_TEST(importing.staff("Ann Tutor") == 0);
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM import_row WHERE done = ?", "kept") == 1);
}

BOOST_AUTO_TEST_CASE(administrators_neither_import_staff_nor_see_such_an_import) {
  StaffImport importing;
  importing.looked("staff", kStaffHead + kAnn + "\n");
  Screen officer(importing.office, kOfficer);
  BOOST_TEST(says(textOf(officer.get("/imports/" + importing.batch)), "Ann Tutor"));
  for (const char* person : {"admin@cap.example", "provider@provider.example", "slt@cap.example"}) {
    BOOST_TEST(Screen(importing.office, person).get("/imports/" + importing.batch).status == 404, person);
    for (const char* command : {"import.apply", "import.undo", "import.drop"})
      BOOST_TEST(std::holds_alternative<Refused>(importing.office.run(person, command, {{"batch", importing.batch}})),
                 person << " " << command);
  }
  BOOST_TEST(!says(textOf(Screen(importing.office, "admin@cap.example").get("/imports")), "rows.csv"));
  importing.who = "admin@cap.example";
  BOOST_TEST(says(importing.refusedFile("staff", kStaffHead + kAnn + "\n"), "quality officer"));
  importing.who = kOfficer;
  BOOST_TEST(
      says(importing.refusedFile("pupils", "School,Surname,Forename,DOB,Year\nSpon Vale School,A,B,04/03/2011,10\n"),
           "administrators"));
}

// ---- what a cell does not say, and what rows say of each other

BOOST_AUTO_TEST_CASE(a_file_that_does_not_speak_of_the_update_service_changes_nothing_about_it) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    StaffImport importing(kind);
    importing.applies(kAnn + "\n");
    const std::string without = "Provider,Name,Role,Start date,DBS number,DBS date,DBS level\n";
    const std::string ann = "Ann Tutor,Tutor,01/09/2024,001234567890,13/08/2024,Enhanced with barred lists";
    BOOST_TEST(valueOf(importing.looked("staff", without + "Whitley Workshops," + ann + "\n"), "same") == "1");
    BOOST_TEST(says(importing.saidOf("Whitley Workshops," + ann + ",,,"), "same"));  // an empty cell
    importing.applied("staff", without +
                                   "Whitley Workshops,Ann Tutor,Mentor,01/09/2024,001234567890,13/08/2024,Enhanced "
                                   "with barred lists\n");
    BOOST_TEST(importing.now("Ann Tutor").job == "Mentor");
    BOOST_TEST(importing.checks("c.update_service = 1", "Ann Tutor") == 1);
    BOOST_TEST(says(importing.faultOf("Whitley Workshops," + ann + ",,,no"), "as on the Update Service"));
    importing.applied("staff", without + "Sherbourne Skills," + ann + "\n");  // a new check: no
    BOOST_TEST(importing.checks("c.update_service = 0", "Ann Tutor") == 1);
  }
}

BOOST_AUTO_TEST_CASE(a_clash_behind_a_note_is_found, *boost::unit_test::label("ENT-37")) {
  StaffImport importing;
  const Done done =
      importing.looked("staff", std::string(kStaffHead) + "Sherbourne Skills,Ann One,Tutor,01/09/2024,,,,,,\n" +
                                    "Whitley Workshops,Ann One,Tutor,01/09/2024,,,,,,\n" +
                                    "Whitley Workshops,Ann One,Tutor,02/09/2024,,,,,,\n");
  BOOST_TEST(valueOf(done, "fault") == "2");
  BOOST_TEST(valueOf(done, "add") == "1");
  BOOST_TEST(says(valueOf(done, "faults"), "another first day"), valueOf(done, "faults"));
  const Done cards = importing.looked(
      "staff", std::string(kStaffHead) +
                   "Sherbourne Skills,Bea Two,Tutor,01/09/2024,001234567890,13/08/2024,Enhanced,,,\n" +
                   "Whitley Workshops,Ann One,Tutor,01/09/2024,001234567890,13/08/2024,Enhanced,,,\n" +
                   "Whitley Workshops,Cy Three,Tutor,01/09/2024,001234567890,13/08/2024,Enhanced,,,\n");
  BOOST_TEST(valueOf(cards, "fault") == "2");
}

BOOST_AUTO_TEST_CASE(a_certificate_without_its_zeros_is_the_same_certificate, *boost::unit_test::label("ENT-37")) {
  StaffImport importing;
  for (const char* other : {"001234567890", "0012 3456 7890", "01234567890", "1234567890"}) {
    const Done done = importing.looked(
        "staff", std::string(kStaffHead) +
                     "Whitley Workshops,Ann One,Tutor,01/09/2024,1234567890,13/08/2024,Enhanced,,,\n" +
                     "Whitley Workshops,Bea Two,Tutor,01/09/2024," + other + ",13/08/2024,Enhanced,,,\n");
    BOOST_TEST(valueOf(done, "fault") == "2", other);
    BOOST_TEST(says(valueOf(done, "faults"), "the same certificate"), valueOf(done, "faults"));
  }
  const Done done =
      importing.looked("staff", std::string(kStaffHead) +
                                    "Whitley Workshops,Ann One,Tutor,01/09/2024,1234567890,13/08/2024,Enhanced,,,\n" +
                                    "Whitley Workshops,Bea Two,Tutor,01/09/2024,1234567891,13/08/2024,Enhanced,,,\n");
  BOOST_TEST(valueOf(done, "add") == "2");
}

// ---- by the door that a browser uses

BOOST_AUTO_TEST_CASE(whoever_imports_may_send_lists_and_nobody_else, *boost::unit_test::label("ENT-37")) {
  Importing importing;
  const std::string csv = kStaffHead + kAnn + "\n";
  const std::string xlsx = xlsxOf("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Provider</t></is></c></row>");
  const std::string zip = zipOf({{"edubasealldata20260203.csv", csv}});
  const std::pair<const char*, std::string> files[] = {{"rows.csv", csv}, {"rows.xlsx", xlsx}, {"rows.zip", zip}};
  for (const char* who : {"admin@cap.example", "quality@cap.example", "lead@cap.example"}) {
    Screen screen(importing.office, who);
    for (const auto& [name, bytes] : files) {
      const web::Site::Upload taken = screen.upload(name, bytes);
      BOOST_TEST(taken.refused == "", who << " " << name);
    }
    BOOST_TEST(says(screen.upload("rows.exe", csv).refused, "(csv)"));
  }
  for (const char* who : {"coordinator@school.example", "provider@provider.example", "slt@cap.example"}) {
    Screen screen(importing.office, who);
    for (const auto& [name, bytes] : files) {
      const std::string refused = screen.upload(name, bytes).refused;
      BOOST_TEST(says(refused, "This kind of file can't be taken. Send a PDF"), who << " " << name << ": " << refused);
      BOOST_TEST(!says(refused, "csv"), refused);
    }
  }
  const std::string id = Screen(importing.office, "quality@cap.example").upload("staff.csv", csv).id;
  const Outcome begun = importing.office.run("quality@cap.example", "import.begin", {{"kind", "staff"}, {"file", id}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(begun), importing.office.dumpOf(begun));
  BOOST_TEST(valueOf(std::get<Done>(begun), "add") == "1");
}
