// From a referral at the provider to the pupil's first day, and from a no to another course: every plugin, real pages.

#include <fstream>

#include "tests/desk/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr const char* kSlt = "slt@cap.example";
constexpr const char* kOfficer = "officer@cap.example";
constexpr const char* kRival = "other@provider.example";

// 4 February 2026: CAP has sent it to the provider of the bicycle course.
std::string sent(Desk& desk) {
  const std::string reference = desk.complete();
  desk.must("desk.release", reference);
  return reference;
}

FieldTexts yes() {
  FieldTexts texts{{"interview_on-day", {"10"}},    {"interview_on-month", {"2"}},
                   {"interview_on-year", {"2026"}}, {"interview_who", {"The pupil, his mother, our tutor"}},
                   {"sessions", {"2a", "2p"}},      {"start-day", {"24"}},
                   {"start-month", {"2"}},          {"start-year", {"2026"}}};
  for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                           "risk_met", "supervision_met"})
    texts[each] = {"yes"};
  return texts;
}

bool linked(const web::Reply& reply, const std::string& path) { return has(reply.body, "href=\"" + path + "\""); }

}  // namespace

BOOST_AUTO_TEST_CASE(from_the_papers_to_the_first_day,
                     *label("REF-31") * label("REF-32") * label("REF-36") * label("REF-37") * label("REF-67")) {
  Desk desk;
  const std::string reference = sent(desk);
  desk.office.clock().set(londonAt(Date(2026, 2, 12), {14, 0}));

  // The provider: home, the referral, yes: three clicks with the button that sends it.
  Screen provider(desk.office, kProvider);
  const web::Reply home = provider.get("/");
  BOOST_TEST(has(textOf(home), "1 referral to answer"), textOf(home));
  BOOST_TEST(linked(home, "/answers/" + reference));
  const web::Reply papers = provider.get("/answers/" + reference);
  BOOST_TEST(has(textOf(papers), "Short tasks help."));
  BOOST_TEST(has(textOf(papers), "Designated safeguarding lead Dee Lowe"), textOf(papers));
  BOOST_TEST(linked(papers, "/answers/" + reference + "/yes"));
  BOOST_TEST(linked(papers, "/answers/" + reference + "/papers/1"));
  BOOST_TEST(provider.get("/answers/" + reference + "/papers/1").status == 200);
  BOOST_TEST(provider.get("/answers/" + reference + "/papers/2").status == 404);
  Screen rival(desk.office, kRival);
  BOOST_TEST(rival.get("/answers/" + reference).status == 404);
  BOOST_TEST(rival.get("/answers/" + reference + "/papers/1").status == 404);

  // Too early first: what was typed stands on the page again, with what is wrong beside it.
  FieldTexts early = yes();
  early["interview_on-day"] = {"13"};
  const web::Reply wrong = provider.send("/answers/" + reference + "/yes", "response.yes", early);
  BOOST_TEST(wrong.status == 422);
  BOOST_TEST(has(textOf(wrong), "still to come"));
  BOOST_TEST(has(wrong.body, "The pupil, his mother, our tutor"));
  const web::Reply answered = provider.send("/answers/" + reference + "/yes", "response.yes", yes());
  BOOST_TEST(has(textOf(answered), "Your yes is with CAP"), textOf(answered));
  BOOST_TEST(desk.state(reference) == "answered");
  BOOST_TEST(desk.openDuties(reference, "response.answer") == 0);

  // The school sees nothing of it before CAP shares it.
  Screen school(desk.office, kCoordinator);
  const std::string before = textOf(school.get("/referrals/" + reference));
  BOOST_TEST(has(before, "With the provider"));
  BOOST_TEST(!has(before, "24 February"), before);

  // CAP: home, the page, the button.
  Screen admin(desk.office, kAdmin);
  const web::Reply adminHome = admin.get("/");
  const std::string setup = "/cases/" + reference + "/process";
  BOOST_TEST(linked(adminHome, setup), textOf(adminHome));
  BOOST_TEST(has(textOf(adminHome), "due Monday 16 February"), textOf(adminHome));
  const web::Reply set = admin.send(setup, "placement.process", {});
  BOOST_TEST(has(textOf(set), "Days: Tuesday all day"), textOf(set));
  BOOST_TEST(has(textOf(admin.send(setup, "placement.tick_clm", {})), "ticked off"));
  BOOST_TEST(has(textOf(admin.send(setup, "placement.tick_capita", {})), "Confirm and tell the school"));
  const web::Reply confirmed = admin.send(setup, "placement.confirm", {});
  BOOST_TEST(has(textOf(confirmed), "Confirmed: starts Tuesday 24 February. Not before."), textOf(confirmed));
  BOOST_TEST(desk.mails(reference + ": start date confirmed") == 2);
  for (const char* secret : {"%Bicycle%", "%Wynne%", "%Whitley%"})
    BOOST_TEST(desk.count("SELECT COUNT(*) FROM mail WHERE body LIKE ?", secret) == 0);

  const std::string schoolPage = textOf(school.get("/referrals/" + reference));
  BOOST_TEST(has(schoolPage, "Confirmed: starts Tuesday 24 February"), schoolPage);
  const web::Reply sheet = school.get("/placements/" + reference + "/parent-sheet");
  BOOST_TEST(has(textOf(sheet), "Bring a packed lunch"));
  BOOST_TEST(has(textOf(sheet), "First day Tuesday 24 February 2026"), textOf(sheet));
  school.send("/placements/" + reference, "visit.record",
              {{"visited_on-day", {"11"}},
               {"visited_on-month", {"2"}},
               {"visited_on-year", {"2026"}},
               {"outcome", {"Safe and orderly."}}});
  BOOST_TEST(desk.openDuties(reference, "placement.visit") == 0);

  // Not before the day.
  desk.office.clock().set(londonAt(Date(2026, 2, 23), {23, 59}));
  BOOST_TEST(has(desk.refused("placement.start", reference, {}, kProvider), "Not before"));
  desk.office.clock().set(londonAt(Date(2026, 2, 24), {9, 0}));
  const web::Reply started = Screen(desk.office, kProvider).send("/placements/" + reference, "placement.start", {});
  BOOST_TEST(has(textOf(started), "The pupil has started"), textOf(started));
  BOOST_TEST(desk.state(reference) == "active");
  // Of all that was asked on the way, nothing is open; the provider owes the induction now.
  BOOST_TEST(desk.count("SELECT COUNT(*) FROM duty WHERE subject = ? AND closed_ms IS NULL AND kind <> "
                        "'placement.induction'",
                        reference) == 0);
  BOOST_TEST(desk.openDuties(reference, "placement.induction") == 1);
}

BOOST_AUTO_TEST_CASE(a_no_on_need_ends_with_another_provider, *label("TST-07") * label("REF-33") * label("REF-34")) {
  Desk desk;
  const std::string reference = sent(desk);
  Screen provider(desk.office, kProvider);
  const web::Reply no =
      provider.send("/answers/" + reference + "/no", "response.no",
                    {{"category", {"need"}}, {"reason", {"He needs one adult at his side and we have one for six."}}});
  BOOST_TEST(has(textOf(no), "Your answer is with CAP"), textOf(no));
  BOOST_TEST(provider.get("/answers/" + reference).status == 404);
  BOOST_TEST(provider.get("/answers/" + reference + "/papers/1").status == 404);
  BOOST_TEST(has(textOf(provider.get("/answers")), "one adult at his side"));

  Screen school(desk.office, kCoordinator);
  BOOST_TEST(!has(textOf(school.get("/referrals/" + reference)), "one adult at his side"));
  Screen slt(desk.office, kSlt);
  BOOST_TEST(linked(slt.get("/"), "/review/" + reference));
  slt.send("/review/" + reference, "response.review", {{"decision", {"agreed"}}});
  BOOST_TEST(desk.state(reference) == "submitted");

  Screen officer(desk.office, kOfficer);
  BOOST_TEST(linked(officer.get("/"), "/review/" + reference));
  const web::Reply called = officer.send("/review/" + reference, "response.log_call",
                                         {{"spoke_with", {"Carys Penn"}},
                                          {"says", {"She talks to the family about hair and beauty."}},
                                          {"offered", {"hair"}}});
  BOOST_TEST(has(textOf(called), "Offered: Hair and beauty"), textOf(called));

  BOOST_TEST(linked(school.get("/"), "/referrals/" + reference));
  BOOST_TEST(linked(school.get("/referrals/" + reference), "/alternatives/" + reference));
  const web::Reply page = school.get("/alternatives/" + reference);
  BOOST_TEST(has(textOf(page), "one adult at his side"));
  BOOST_TEST(has(textOf(page), "Suggested by CAP."), textOf(page));
  const web::Reply chosen = school.send("/alternatives/" + reference, "response.choose_course", {{"course", {"hair"}}});
  BOOST_TEST(has(textOf(chosen), "CAP has your choice"), textOf(chosen));

  // CAP looks, sends, and the second provider answers; the application keeps its day.
  desk.must("desk.check", reference);
  desk.must("desk.release", reference);
  Screen other(desk.office, kRival);
  BOOST_TEST(other.get("/answers/" + reference).status == 200);
  BOOST_TEST(!has(textOf(other.get("/answers/" + reference)), "one adult at his side"));
  BOOST_TEST(provider.get("/answers/" + reference).status == 404);
  desk.office.clock().set(londonAt(Date(2026, 2, 12), {9, 0}));
  const web::Reply yesToo = Screen(desk.office, kRival).send("/answers/" + reference + "/yes", "response.yes", yes());
  BOOST_TEST(desk.state(reference) == "answered", textOf(yesToo));
  BOOST_TEST(
      desk.office.fact<std::string>("SELECT c.application_date FROM @all_cases c WHERE c.reference = ?", reference)
          .value() == "2026-02-02");
}

BOOST_AUTO_TEST_CASE(no_place_asks_the_school_and_tells_it_when_cap_shares, *label("TST-07") * label("TST-31")) {
  Desk desk;
  const std::string reference = sent(desk);
  desk.must("response.no", reference, {{"category", "availability"}, {"reason", "Tuesdays are full until the summer."}},
            kProvider);
  BOOST_TEST(desk.state(reference) == "submitted");
  BOOST_TEST(desk.openDuties(reference, "response.review") == 0);
  Screen school(desk.office, kCoordinator);
  BOOST_TEST(!has(textOf(school.get("/alternatives/" + reference)), "Tuesdays are full"));
  Screen admin(desk.office, kAdmin);
  admin.send("/review/" + reference, "response.share", {});
  BOOST_TEST(has(textOf(school.get("/alternatives/" + reference)), "Tuesdays are full"));
  BOOST_TEST(desk.mails(reference + ": the provider has answered") == 1);
}

// Two providers have no place before CAP has told of the first: one letter tells of both, so it is owed once.
BOOST_AUTO_TEST_CASE(two_noes_that_nobody_has_told_of_are_one_letter, *label("NOT-06")) {
  Desk desk;
  const std::string reference = desk.office.draft();
  desk.office.fillIn(reference);
  desk.office.save(reference, "course", {{"course.first", "bike"}, {"course.second", "hair"}});
  desk.must("referral.submit", reference, {}, kCoordinator);
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  for (const char* who : {kProvider, "other@provider.example"}) {
    desk.must("desk.release", reference);
    desk.must("response.no", reference,
              {{"category", "availability"}, {"reason", "The group is full until the summer."}}, who);
    BOOST_TEST(desk.openDuties(reference, "response.share") == 1, who);
  }
  desk.must("response.share", reference);
  BOOST_TEST(desk.openDuties(reference, "response.share") == 0);
  // CAP looks at the case once too: when the school has chosen, nothing more is asked than was.
  desk.must("desk.hold", reference, {{"kind", "other"}, {"says", "Please tell us how the pupil travels."}});
  desk.must("response.choose_course", reference, {{"course", "wood"}}, kCoordinator);
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 1);
}

// The letter would offer another course on a referral that is over.
BOOST_AUTO_TEST_CASE(a_no_is_not_told_on_what_was_taken_back, *label("NOT-06")) {
  Desk desk;
  const std::string reference = sent(desk);
  desk.must("response.no", reference, {{"category", "availability"}, {"reason", "The group is full until the summer."}},
            kProvider);
  desk.must("referral.withdraw", reference, {{"why", "The pupil stays with us."}}, kCoordinator);
  BOOST_TEST(has(desk.refused("response.share", reference), "This referral has ended"));
  BOOST_TEST(desk.mails(reference + ": the provider has answered") == 0);
}

BOOST_AUTO_TEST_CASE(every_page_of_an_answer_is_refused_to_strangers) {
  Desk desk;
  const std::string reference = sent(desk);
  const std::vector<std::string> paths = {"/answers/" + reference,
                                          "/answers/" + reference + "/yes",
                                          "/answers/" + reference + "/no",
                                          "/answers/" + reference + "/papers/1",
                                          "/review/" + reference,
                                          "/alternatives/" + reference,
                                          "/cases/" + reference + "/process",
                                          "/placements/" + reference,
                                          "/placements/" + reference + "/parent-sheet"};
  for (const char* who : {"other@school.example", "other@provider.example", "policy@cap.example", "dsl@cap.example"}) {
    Screen stranger(desk.office, who);
    for (const std::string& path : paths) BOOST_TEST(stranger.get(path).status == 404, who << " " << path);
  }
}
