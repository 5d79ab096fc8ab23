// A joiner, a check, a policy date that passes, a leaver: as people at their screens do it, in the whole house.

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/staff/Town.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

BOOST_AUTO_TEST_CASE(a_joiner_is_named_on_no_register_before_cap_has_seen_a_check,
                     *label("CMP-06") * label("CMP-07") * label("CAL-58") * label("ENT-37")) {
  Town town;
  const std::string rosa = town.join("Rosa Tutor-Test");
  BOOST_TEST(!town.mayBeNamed(rosa));
  const std::string list = "/staff/" + town.code(kWhitley);
  BOOST_TEST(has(town.page(kWhitley, list), "No DBS check told yet: can’t be named on a register"));
  town.check(rosa, "2025-08-01");
  BOOST_TEST(!town.mayBeNamed(rosa));
  BOOST_TEST(has(town.page(kQuality, "/quality/staff"), "CAP has not seen it yet"));
  BOOST_TEST(has(town.page(kQuality, "/"), "1 person’s checks not seen"));
  town.see(rosa);
  BOOST_TEST(town.mayBeNamed(rosa));
  const std::string page = town.page(kWhitley, list + "/" + rosa);
  BOOST_TEST(has(page, "Seen by Moses Grant (CAP) on 2 February 2026"));
  BOOST_TEST(has(page, "Seen by CAP. DBS policy date 1 August 2028"));
  BOOST_TEST(has(town.refused(kQuality, "staff.see", {{"member", rosa}, {"check", "1"}}), "nobody at CAP has seen"));
  BOOST_TEST(has(town.refused(kWhitley, "staff.see", {{"member", rosa}, {"check", "1"}}), ""));
}

BOOST_AUTO_TEST_CASE(the_date_of_a_check_is_one_that_can_be, *label("CMP-06")) {
  Town town;
  const std::string rosa = town.join("Rosa Tutor-Test");
  const auto wrong = [&](const std::string& dated) {
    return town.refused(kWhitley, "staff.check", Town::checkOf(rosa, dated));
  };
  BOOST_TEST(has(wrong("2026-02-03"), "3 February 2026 is still to come"));
  BOOST_TEST(has(wrong("1930-01-01"), "There were no such checks before 1 March 2002"));
  BOOST_TEST(has(wrong("2002-02-28"), "There were no such checks before 1 March 2002"));
  BOOST_TEST(has(wrong("2023-02-29"), "dated"));  // no such day
  town.check(rosa, "2026-02-02");                 // today
  town.must(kWhitley, "staff.strike", {{"member", rosa}, {"check", "1"}, {"why", "Typed for somebody else"}});
  town.check(rosa, "2002-03-01", "001234567891");
  BOOST_TEST(has(wrong("2025-01-01"), "Enter this one as a renewal"));
}

BOOST_AUTO_TEST_CASE(everything_wrong_with_a_check_is_said_at_once) {
  Town town;
  const std::string rosa = town.join("Rosa Tutor-Test");
  auto texts = Town::checkOf(rosa, "2025-08-01", "12345");
  texts["level"] = "other";
  const std::string says = town.refused(kWhitley, "staff.check", texts);
  BOOST_TEST(has(says, "12 digits"));
  BOOST_TEST(has(says, "enhanced check"));
  BOOST_TEST(has(town.refused(kWhitley, "staff.check", {{"member", rosa}}), "Choose the level"));
  BOOST_TEST(has(town.refused(kWhitley, "staff.check", Town::checkOf(rosa, "2025-08-01", "001234567890", "renewal")),
                 "Enter this one as the first"));
  town.check(rosa, "2025-08-01", "0012 3456 7890");  // as it is printed
  BOOST_TEST(has(town.refused(kWhitley, "staff.check", Town::checkOf(rosa, "2026-01-01", "001234567890", "renewal")),
                 "has this number already"));
  for (const char* early : {"2025-07-31", "2025-08-01"})
    BOOST_TEST(has(town.refused(kWhitley, "staff.check", Town::checkOf(rosa, early, "001234567899", "renewal")),
                   "A renewal is dated after"));
  town.check(rosa, "2025-08-02", "001234567899", "renewal");
}

BOOST_AUTO_TEST_CASE(no_file_of_a_certificate_can_be_sent_and_no_page_says_that_one_ran_out, *label("CMP-06")) {
  Town town;
  int forms = 0;
  for (const auto* command : town.office.house().registry().allCommands()) {
    if (command->owner != "staff") continue;
    ++forms;
    for (const Field& field : command->declaration.form.fields)
      BOOST_TEST((field.kind != FieldKind::upload), command->declaration.name << " takes a file in " << field.name);
  }
  BOOST_TEST(forms >= 10);
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(CAPD_SOURCE "/plugins/staff")) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path());
    std::stringstream text;
    text << in.rdbuf();
    std::string small = text.str();
    for (char& sign : small) sign = static_cast<char>(std::tolower(static_cast<unsigned char>(sign)));
    for (const char* word : {"expire", "expiry", "non-compliant", "run out"})
      BOOST_TEST(!has(small, word), entry.path().string() << " says " << word);
    ++files;
  }
  BOOST_TEST(files >= 12);
}

BOOST_AUTO_TEST_CASE(the_same_tutor_at_two_providers_is_two_people_to_them, *label("CMP-06") * label("CMP-08")) {
  Town town;
  const std::string here = town.join("Rosa Tutor-Test");
  town.check(here, "2025-08-01");
  town.see(here);
  const std::string there = town.join("Rosa Tutor-Test", kSherbourne);
  town.check(there, "2025-08-01", "001234567890", "first", kSherbourne);  // the same number tells nobody
  BOOST_TEST(town.mayBeNamed(here));
  BOOST_TEST(!town.mayBeNamed(there));
  const std::string list = "/staff/" + town.code(kWhitley);
  for (const std::string& path :
       {list, list + "/record", list + "/join", list + "/" + here, list + "/" + here + "/check", list + "/" + there,
        "/staff/" + town.code(kSherbourne) + "/" + here})
    BOOST_TEST(town.status(kSherbourne, path) == 404, path);
  for (const char* who : {kSchool, "dsl@school.example", "admin@cap.example", "send@cap.example", "host@cap.example"})
    BOOST_TEST(town.status(who, list) == 404, who);
  BOOST_TEST(town.status(kSherbourne, "/quality/staff") == 404);
  // Commands about them are about nobody.
  const auto stranger = [&](const std::string& command, Texts texts) {
    texts["member"] = here;
    const Outcome outcome = town.office.run(kSherbourne, command, texts);
    BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(outcome), command);
    BOOST_TEST((std::get<Refused>(outcome).kind == Refused::Kind::notThere), command);
  };
  stranger("staff.check", Town::checkOf(here, "2026-01-01", "001234567899", "renewal"));
  stranger("staff.update_service", {{"dated", "2026-01-01"}, {"current", "yes"}});
  stranger("staff.strike", {{"check", "1"}, {"why", "Because"}});
  stranger("staff.leave", {{"last_day", "2026-02-01"}});
  stranger("staff.learn", {{"kind", "dsl"}, {"dated", "2026-01-01"}});
  stranger("staff.change", {{"version", town.version(here)}, {"name", "X"}, {"job", "Y"}, {"started", "2025-09-01"}});
  const Outcome joined =
      town.office.run(kSherbourne, "staff.join",
                      {{"provider", town.code(kWhitley)}, {"name", "X"}, {"job", "Y"}, {"started", "2025-09-01"}});
  BOOST_TEST((std::get<Refused>(joined).kind == Refused::Kind::notThere));
}

BOOST_AUTO_TEST_CASE(schools_read_a_day_and_no_more, *label("CMP-08")) {
  Town town;
  const std::string rosa = town.join("Rosa Tutor-Test");
  const std::string provider = town.code(kWhitley);
  BOOST_TEST(has(town.page(kSchool, "/staff-checks"), "Not confirmed yet"));
  BOOST_TEST(has(town.refused(kQuality, "staff.confirm", {{"provider", provider}}), "Rosa Tutor-Test: No DBS check"));
  town.check(rosa, "2025-08-01");
  BOOST_TEST(has(town.refused(kQuality, "staff.confirm", {{"provider", provider}}), "not seen it yet"));
  town.see(rosa);
  BOOST_TEST(has(town.refused(kWhitley, "staff.confirm", {{"provider", provider}}), ""));
  town.must(kQuality, "staff.confirm", {{"provider", provider}});
  BOOST_TEST(has(town.refused(kQuality, "staff.confirm", {{"provider", town.code(kSherbourne)}}), "Nobody is on"));
  for (const char* who : {kSchool, "send@cap.example", "admin@cap.example"}) {
    const std::string page = town.page(who, "/staff-checks");
    BOOST_TEST(has(page, "Whitley Workshops Checks confirmed on 2 February 2026"));
    for (const char* detail : {"Rosa", "Tutor", "001234567890", "August", "1 person"}) BOOST_TEST(!has(page, detail));
  }
  // Whoever joins after stands on the list; the day of the confirmation stays the day it was.
  town.join("Sol Helper-Test");
  BOOST_TEST(has(town.page(kSchool, "/staff-checks"), "Checks confirmed on 2 February 2026"));
  BOOST_TEST(has(town.page(kQuality, "/staff/" + provider), "CAP confirmed these checks on 2 February 2026"));
}

BOOST_AUTO_TEST_CASE(two_of_one_name_are_told_apart) {
  Town town;
  const std::string first = town.join("Ann Lee-Test");
  const Texts second{
      {"provider", town.code(kWhitley)}, {"name", "ann lee-test"}, {"job", "Mentor"}, {"started", "2026-02-02"}};
  BOOST_TEST(has(town.refused(kWhitley, "staff.join", second), "Ann Lee-Test (Tutor, since 1 September 2025)"));
  auto no = second;
  no["another"] = "no";
  BOOST_TEST(has(town.refused(kWhitley, "staff.join", no), "is on the list already"));
  auto yes = second;
  yes["another"] = "yes";
  town.must(kWhitley, "staff.join", yes);
  town.check(first, "2025-08-01");
  town.see(first);
  BOOST_TEST(
      town.office.fact<std::int64_t>("SELECT COUNT(*) FROM @all_staff_members m WHERE m.sort_name = ?", "ann lee-test")
          .value() == 2);
  BOOST_TEST(town.mayBeNamed(first));
}

BOOST_AUTO_TEST_CASE(a_start_that_cannot_be_is_refused) {
  Town town;
  const auto starts = [&](const std::string& day) {
    return town.office.run(kWhitley, "staff.join",
                           {{"provider", town.code(kWhitley)}, {"name", "X " + day}, {"job", "Y"}, {"started", day}});
  };
  BOOST_TEST(std::holds_alternative<Done>(starts("2027-02-02")));
  BOOST_TEST(std::holds_alternative<Refused>(starts("2027-02-03")));
  BOOST_TEST(std::holds_alternative<Done>(starts("1966-02-02")));
  BOOST_TEST(std::holds_alternative<Refused>(starts("1966-02-01")));
}

BOOST_AUTO_TEST_CASE(who_leaves_is_off_the_list_and_signed_out, *label("CMP-07") * label("CAL-58")) {
  Town town;
  const std::string piotr = town.join("Piotr Zając", kSherbourne, {{"email", "other@provider.example"}});
  const std::string rosa = town.join("Rosa Tutor-Test");
  const auto leave = [](const std::string& member, const std::string& day) {
    return Texts{{"member", member}, {"last_day", day}};
  };
  BOOST_TEST(has(town.refused(kWhitley, "staff.leave", leave(rosa, "2026-02-03")), "still to come"));
  BOOST_TEST(has(town.refused(kWhitley, "staff.leave", leave(rosa, "2025-08-31")), "They started on"));
  town.must(kWhitley, "staff.learn", {{"member", rosa}, {"kind", "first_aid"}, {"dated", "2025-10-01"}});
  const Done gone = town.must(kWhitley, "staff.leave", leave(rosa, "2026-02-02"));
  BOOST_TEST(has(gone.says, "Nobody else on the list has first aid training"));
  BOOST_TEST(!has(gone.says, "sign-in"));
  BOOST_TEST(has(town.refused(kWhitley, "staff.leave", leave(rosa, "2026-02-02")), "left on 2 February 2026"));
  BOOST_TEST(has(town.page(kWhitley, "/staff/" + town.code(kWhitley)), "left 2 February 2026"));
  BOOST_TEST(!town.mayBeNamed(rosa));
  // Nobody ends their own sign-in: it takes a colleague, here CAP. The provider has no coordinator then.
  BOOST_TEST(has(town.refused(kSherbourne, "staff.leave", leave(piotr, "2026-02-02")), "your own sign-in"));
  BOOST_TEST(town.status(kSherbourne, "/staff/" + town.code(kSherbourne)) == 200);
  const Done left = town.must(kQuality, "staff.leave", leave(piotr, "2026-02-02"));
  BOOST_TEST(has(left.says, "Their sign-in here has ended"));
  BOOST_TEST(!town.office.house().viewerOfEmail(kSherbourne).has_value());
  BOOST_TEST(town.open("staff.no_coordinator") == 1);
  BOOST_TEST(town.office.fact<std::string>("SELECT role FROM duty WHERE kind = ?", "staff.no_coordinator").value() ==
             "cap.data_admin");
}

BOOST_AUTO_TEST_CASE(somebody_elses_address_ends_no_sign_in_elsewhere) {
  Town town;
  // A provider that writes a CAP officer's address beside a name reaches nothing but its own roles.
  const std::string trap = town.join("Trap Test", kWhitley, {{"email", "admin@cap.example"}});
  town.must(kWhitley, "staff.leave", {{"member", trap}, {"last_day", "2026-02-02"}});
  BOOST_TEST(town.office.house().viewerOfEmail("admin@cap.example").has_value());
  BOOST_TEST(town.office.viewer("admin@cap.example").may("account.keep"));
  const std::string other = town.join("Trap Two-Test", kWhitley, {{"email", kSherbourne}});
  town.must(kWhitley, "staff.leave", {{"member", other}, {"last_day", "2026-02-02"}});
  BOOST_TEST(town.office.viewer(kSherbourne).may("staff.tell"));
  BOOST_TEST(town.open("staff.no_coordinator") == 0);
}

BOOST_AUTO_TEST_CASE(what_is_read_and_learnt_has_its_day, *label("CMP-09") * label("CMP-10") * label("CMP-08")) {
  Town town;
  const std::string rosa = town.join("Rosa Tutor-Test");
  const auto learn = [&](const std::string& kind, const std::string& detail, const std::string& day) {
    return Texts{{"member", rosa}, {"kind", kind}, {"detail", detail}, {"dated", day}};
  };
  BOOST_TEST(has(town.refused(kWhitley, "staff.learn", learn("kcsie", "", "2025-09-05")), "year of the edition"));
  BOOST_TEST(has(town.refused(kWhitley, "staff.learn", learn("kcsie", "2027", "2025-09-05")), "year of the edition"));
  BOOST_TEST(has(town.refused(kWhitley, "staff.learn", learn("kcsie", "2025", "2024-09-05")), "could not be read"));
  BOOST_TEST(has(town.refused(kWhitley, "staff.learn", learn("dsl", "", "2026-02-03")), "still to come"));
  BOOST_TEST(has(town.refused(kWhitley, "staff.learn", learn("dsl", "", "1930-01-01")), "too long ago"));
  BOOST_TEST(has(town.refused(kWhitley, "staff.learn", learn("other", "", "2026-01-01")), "name of the training"));
  town.must(kWhitley, "staff.learn", learn("kcsie", "2025", "2025-09-05"));
  BOOST_TEST(has(town.refused(kWhitley, "staff.learn", learn("kcsie", "2025", "2025-09-05")), "stands on the record"));
  town.must(kWhitley, "staff.learn", learn("safeguarding", "", "2025-09-03"));
  town.must(kWhitley, "staff.learn", learn("other", "Prevent", "2026-02-02"));
  town.check(rosa, "2025-08-01");
  const std::string record = "/staff/" + town.code(kWhitley) + "/record";
  for (const char* who : {kWhitley, kQuality, "lead@cap.example", "slt@cap.example"}) {
    const std::string page = town.page(who, record);
    BOOST_TEST(has(page, "KCSIE) read 2025, 5 September 2025"));
    BOOST_TEST(has(page, "Prevent, 2 February 2026"));
    BOOST_TEST(has(page, "Identity seen Not entered"));
    BOOST_TEST(has(page, "1 August 2025, number 001234567890, Enhanced. Not seen by CAP yet"));
  }
}

BOOST_AUTO_TEST_CASE(a_change_made_meanwhile_is_not_written_over) {
  Town town;
  const std::string rosa = town.join("Rosa Tutor-Test");
  Texts texts{{"member", rosa},
              {"version", town.version(rosa)},
              {"name", "Rosa Tutor-Test"},
              {"job", "Lead tutor"},
              {"started", "2025-09-01"}};
  town.must(kWhitley, "staff.change", texts);
  BOOST_TEST(town.now(rosa).job == "Lead tutor");
  BOOST_TEST(has(town.refused(kWhitley, "staff.change", texts), "Nothing was saved"));
}
