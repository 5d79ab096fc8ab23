// A provider confirms its half term.

#include "cases/mail/Outbox.h"
#include "tests/clock/Year.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

BOOST_TEST_DECORATOR(*label("CMP-20") * label("ENT-43") * label("CAL-20"))
BOOST_DATA_TEST_CASE(each_item_is_stored_by_itself, kBoth, kind) {
  Asked year(kind);
  const Outcome sent = year.confirm(kBench, "2025-26/h3", {{"staff", "no"}, {"says", "A tutor joins on Monday."}});
  BOOST_TEST_REQUIRE(isDone(sent), year.office.dumpOf(sent));
  for (const auto& [item, yes] : {std::pair{"kcsie", 1}, {"staff", 0}, {"guidance", 1}, {"not_main_provider", 1}})
    BOOST_TEST(year.count("SELECT i.yes FROM confirmation_item i WHERE i.item = ?", item) == yes, item);
  BOOST_TEST(year.office.fact<std::string>("SELECT g.dfe_status FROM confirmation g WHERE g.period = ?", "2025-26/h3")
                 .value() == "not_registered");
  BOOST_TEST(year.openDutiesOf("confirmation.problem") == 1);  // one no: the quality officer talks to them
  BOOST_TEST(year.openDutiesOf("confirmation.half_term") == year.providers() - 1);
}

// The officer's task ends when what came of the talk is written down, and not before; the provider does not read it.
BOOST_AUTO_TEST_CASE(cap_talks_about_a_no, *label("CMP-20")) {
  Asked year;
  const std::string path = "/confirmations/" + year.codeOf(kBench);
  const std::map<std::string, std::string> talk = {{"provider", year.codeOf(kBench)},
                                                   {"period", "2025-26/h3"},
                                                   {"who", "The coordinator"},
                                                   {"says", "The new tutor is on the list by Wednesday."}};
  BOOST_TEST(has(year.refused(year.office.run("quality@cap.example", "confirmation.talk", talk)), "Nothing is left"));
  BOOST_TEST_REQUIRE(
      isDone(year.confirm(kBench, "2025-26/h3", {{"staff", "no"}, {"says", "A tutor joins on Monday."}})));
  BOOST_TEST(has(textOf(Screen(year.office, "quality@cap.example").get(path)), "What came of it?"));
  BOOST_TEST(!has(textOf(Screen(year.office, kBench).get(path)), "What came of it?"));
  for (const char* other : {kBench, "admin@cap.example", "data@cap.example"})
    BOOST_TEST(!isDone(year.office.run(other, "confirmation.talk", talk)), other);
  BOOST_TEST(year.openDutiesOf("confirmation.problem") == 1);
  BOOST_TEST(!isDone(year.office.run("quality@cap.example", "confirmation.talk",
                                     {{"provider", year.codeOf(kBench)}, {"period", "2025-26/h3"}})));
  BOOST_TEST_REQUIRE(isDone(year.office.run("quality@cap.example", "confirmation.talk", talk)));
  BOOST_TEST(year.openDutiesOf("confirmation.problem") == 0);
  BOOST_TEST(has(year.refused(year.office.run("quality@cap.example", "confirmation.talk", talk)), "Nothing is left"));
  BOOST_TEST(has(textOf(Screen(year.office, "lead@cap.example").get(path)), "on the list by Wednesday"));
  BOOST_TEST(!has(textOf(Screen(year.office, kBench).get(path)), "on the list by Wednesday"));
}

BOOST_AUTO_TEST_CASE(all_faults_at_once, *label("CMP-20")) {
  Asked year;
  const std::string says = year.refused(
      year.office.run(kBench, "confirmation.give", {{"provider", year.codeOf(kBench)}, {"period", "2025-26/h3"}}));
  for (const char* fault : {"Keeping Children Safe in Education", "list of your staff", "CAP’s guidance",
                            "main education provider", "Choose how you are registered", "Tick the declaration"})
    BOOST_TEST(has(says, fault), fault << " is not in: " << says);
  BOOST_TEST(has(year.refused(year.confirm(kBench, "2025-26/h3", {{"kcsie", "no"}})), "Say what is not right"));
}

BOOST_AUTO_TEST_CASE(not_before_it_opens_not_twice_not_another_s, *label("CMP-20")) {
  Asked year;
  BOOST_TEST(has(year.refused(year.confirm(kBench, "2025-26/h4")), "opens on 23 March 2026 at 6:00am, not before"));
  BOOST_TEST(has(year.refused(year.confirm(kBench, "2025-26/h1")), "No confirmation of that half term"));
  BOOST_TEST_REQUIRE(isDone(year.confirm(kBench, "2025-26/h3")));
  BOOST_TEST(has(year.refused(year.confirm(kBench, "2025-26/h3", {{"kcsie", "no"}, {"says", "x"}})),
                 "confirmed this half term on 9 February 2026"));
  auto others = year.all(kOther, "2025-26/h3");
  const std::string elsewhere = year.refused(year.office.run(kBench, "confirmation.give", others));
  others["provider"] = "0000000000";
  BOOST_TEST(elsewhere == year.refused(year.office.run(kBench, "confirmation.give", others)));  // not yours = not there
  BOOST_TEST_REQUIRE(
      !isDone(year.office.run("coordinator@school.example", "confirmation.give", year.all(kOther, "2025-26/h3"))));
}

BOOST_AUTO_TEST_CASE(after_the_half_term_it_is_late_and_still_counts, *label("CMP-20")) {
  Asked year;
  year.office.clock().set(londonAt(Date(2026, 2, 13), {17, 0}).plusMs(-1));
  BOOST_TEST_REQUIRE(isDone(year.confirm(kBench, "2025-26/h3")));
  year.office.clock().set(londonAt(Date(2026, 2, 24), {10, 0}));
  BOOST_TEST_REQUIRE(isDone(year.confirm(kOther, "2025-26/h3")));
  const std::string grid = textOf(Screen(year.office, "lead@cap.example").get("/confirmations"));
  BOOST_TEST(has(grid, "Confirmed 13 February"), grid);
  BOOST_TEST(!has(grid, "Confirmed 13 February, late"), grid);
  BOOST_TEST(has(grid, "Confirmed 24 February, late"), grid);
}

// Registered schools are excepted; for the others the operations lead rings the same day, and nothing ends by itself.
BOOST_AUTO_TEST_CASE(a_main_education_provider, *label("CMP-21") * label("CMP-22") * label("CMP-33")) {
  Asked year;
  const std::map<std::string, std::string> no = {{"not_main_provider", "no"}, {"says", "Four days a week."}};
  BOOST_TEST_REQUIRE(isDone(
      year.confirm(kOther, "2025-26/h3",
                   {{"not_main_provider", "no"}, {"says", "We are a school."}, {"dfe_status", "independent_school"}})));
  BOOST_TEST(year.openDutiesOf("confirmation.main_provider") == 0);
  const Outcome sent = year.confirm(kBench, "2025-26/h3", no);
  BOOST_TEST_REQUIRE(isDone(sent), year.office.dumpOf(sent));
  BOOST_TEST(has(std::get<Done>(sent).next, "/main-provider"));
  BOOST_TEST(year.openDutiesOf("confirmation.main_provider") == 1);
  const std::string page = textOf(Screen(year.office, kBench).get(std::get<Done>(sent).next));
  BOOST_TEST(has(page, "sessions stop until CAP has rung you"), page);
  BOOST_TEST(has(page, "Nothing ends by this page"), page);
  // A pupil who is not there cannot be named.
  const std::string says = year.refused(
      year.office.run(kBench, "confirmation.name_pupil",
                      {{"provider", year.codeOf(kBench)}, {"reference", "CAP25-H4K7MX"}, {"says", "All week."}}));
  BOOST_TEST(has(says, "Choose a pupil who is with you now"), says);
}

// The page of a provider whose confirmation was given before holds what it said: one tick and one button.
BOOST_AUTO_TEST_CASE(what_was_said_last_time_stands_there) {
  Asked year;
  BOOST_TEST_REQUIRE(isDone(year.confirm(kBench, "2025-26/h3")));
  year.at(Date(2026, 3, 23), {6, 0});
  Screen screen(year.office, kBench);
  const std::string path = "/confirmations/" + year.codeOf(kBench);
  BOOST_TEST(has(textOf(screen.get(path)), "If nothing has changed since"));
  const std::string after = textOf(screen.send(path, "confirmation.give", {{"declaration", {"true"}}}));
  BOOST_TEST(year.count("SELECT COUNT(*) FROM confirmation g WHERE g.period = ?", "2025-26/h4") == 1, after);
}

// The coordinator has gone: nobody can be written to, and CAP hears of it on the day.
BOOST_AUTO_TEST_CASE(nobody_to_write_to_is_a_duty_of_the_data_administrator) {
  Year year(Kind::sqlite, Date(2026, 2, 2));
  store::WriteRequest request;
  request.viewer = year.office.house().hostViewer(0);
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    tx.execute("UPDATE person SET email = '' WHERE email = ?", kBench);
    tx.execute("UPDATE organisation SET email = '' WHERE kind = 'provider'");
    return Done{};
  };
  year.office.house().database().write(std::move(request)).get();
  year.at(Date(2026, 2, 9), {6, 0});
  BOOST_TEST(year.openDutiesOf("confirmation.nobody") >= 1);
}

// An address that takes no mail is found out too, and is done when the mail goes to another.
BOOST_AUTO_TEST_CASE(a_mail_that_bounced_is_a_duty_of_the_data_administrator) {
  Asked year;
  const auto inHouse = [&](const std::function<void(WriteTx&)>& deed) {
    store::WriteRequest request;
    request.viewer = year.office.house().hostViewer(0);
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      deed(tx);
      return Done{};
    };
    year.office.house().database().write(std::move(request)).get();
  };
  inHouse([](WriteTx& tx) { mailFailed(tx, mailsDue(tx, 1).front().id, "550 no such mailbox"); });
  BOOST_TEST(year.openDutiesOf("mail.bounced") == 1);
  const auto id = year.office.fact<std::string>("SELECT m.message_id FROM mail m WHERE m.state = ?", "failed").value();
  const Outcome again = year.office.run("admin@cap.example", "mail.retry", {{"mail", id}});
  BOOST_TEST_REQUIRE(isDone(again), year.office.dumpOf(again));
  BOOST_TEST(year.openDutiesOf("mail.bounced") == 0);
}
