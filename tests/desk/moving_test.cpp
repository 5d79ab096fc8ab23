// Papers that CAP should not have go to the safeguarding leads; what the school changes reaches those who need it.

#include "cases/duty/Duty.h"
#include "cases/organisation/Organisation.h"
#include "tests/desk/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr const char* kSchoolLead = "dsl@school.example";
constexpr const char* kCapLead = "dsl@cap.example";

// A complete application with a paper that is none for CAP. @returns its reference.
std::string withPaper(Desk& desk, bool released) {
  const std::string reference = desk.office.draft();
  desk.office.fillIn(reference);
  desk.office.save(reference, "papers",
                   {{"papers.other", desk.office.upload(kCoordinator, "conference minutes.pdf", "%PDF-1.4 for leads")},
                    {"papers.complete", "yes"}});
  desk.must("referral.submit", reference, {}, kCoordinator);
  if (!released) return reference;
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  desk.must("desk.release", reference);
  return reference;
}

std::string numberOf(Desk& desk, const std::string& reference, const std::string& name) {
  Screen admin(desk.office, kAdmin);
  const std::string html = admin.get("/cases/" + reference + "/dsl").body;
  const auto at = html.find(name);
  BOOST_TEST_REQUIRE(at != std::string::npos, textOf(admin.get("/cases/" + reference + "/dsl")));
  const auto value = html.rfind("value=\"", at) + 7;
  return html.substr(value, html.find('"', value) - value);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_paper_for_safeguarding_leads_is_moved_and_leaves_everybody_else) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    Desk desk(kind);
    const std::string reference = withPaper(desk, true);
    Screen provider(desk.office, kProvider);
    Screen admin(desk.office, kAdmin);
    Screen school(desk.office, kCoordinator);
    BOOST_TEST(provider.get("/answers/" + reference + "/papers/2").status == 200);
    const std::string number = numberOf(desk, reference, "conference minutes");
    for (const char* who : {kCoordinator, kProvider, "officer@cap.example", "slt@cap.example", kCapLead})
      BOOST_TEST(has(desk.refused("desk.move_to_dsl", reference, {{"paper", number}}, who), "roles"), who);
    for (const char* wrong : {"0", "9", "-1", "x"})
      BOOST_TEST(has(desk.refused("desk.move_to_dsl", reference, {{"paper", wrong}}), "Choose one of the papers"));
    const std::int64_t lines = desk.count("SELECT COUNT(*) FROM audit a WHERE a.command = ?", "desk.move_to_dsl");
    const auto moved = admin.send("/cases/" + reference + "/dsl", "desk.move_to_dsl",
                                  {{"paper", {number}}, {"version", {std::to_string(desk.version(reference))}}});
    BOOST_TEST(has(textOf(moved), "Nobody else can open it any more"), textOf(moved));
    BOOST_TEST(desk.count("SELECT COUNT(*) FROM audit a WHERE a.command = ?", "desk.move_to_dsl") == lines + 1);
    // Gone for CAP, school and provider; there for both safeguarding leads, as a new paper.
    BOOST_TEST(!has(textOf(admin.get("/cases/" + reference)), "minutes"));
    BOOST_TEST(!has(textOf(school.get("/referrals/" + reference)), "minutes"));
    BOOST_TEST(!has(textOf(school.get("/referrals/" + reference + "/print")), "minutes"));
    BOOST_TEST(!has(textOf(provider.get("/answers/" + reference)), "minutes"));
    BOOST_TEST(provider.get("/answers/" + reference + "/papers/2").status == 404);
    BOOST_TEST(admin.get("/cases/" + reference + "/papers/2").status == 404);
    for (const char* lead : {kSchoolLead, kCapLead}) {
      const auto opened = Screen(desk.office, lead).get("/safeguarding/" + reference + "/papers/1");
      BOOST_TEST_REQUIRE(opened.status == 200, lead);
      std::string content;
      opened.stream([&](std::string_view piece) { content += piece; });
      BOOST_TEST(content == "%PDF-1.4 for leads", lead);
    }
    BOOST_TEST(has(textOf(Screen(desk.office, kCapLead).get("/safeguarding")), "1 to read"));
    BOOST_TEST(desk.mails("A record needs you today") == 2);
    // Nothing that others read tells of it.
    BOOST_TEST(!has(textOf(school.get("/referrals/" + reference)), "moved"));
    BOOST_TEST(desk.count("SELECT COUNT(*) FROM audit a WHERE a.command = 'desk.move_to_dsl' AND a.subject = ?",
                          reference) == 0);
    BOOST_TEST(has(desk.refused("desk.move_to_dsl", reference, {{"paper", "2"}}), "Choose one of the papers"));
    // The school's section is right as it stands: what was moved is not missed.
    const Outcome later = desk.act("referral.update_data", reference,
                                   {{"section", "papers"}, {"version", ""}, {"papers.complete", "yes"}}, kCoordinator);
    BOOST_TEST(std::holds_alternative<Done>(later), desk.office.dumpOf(later));
  }
}

BOOST_AUTO_TEST_CASE(the_risk_assessment_itself_stays) {
  Desk desk;
  const std::string reference = withPaper(desk, false);
  const std::string other = numberOf(desk, reference, "conference minutes");
  const std::string risk = other == "1" ? "2" : "1";
  BOOST_TEST(has(desk.refused("desk.move_to_dsl", reference, {{"paper", risk}}), "must stay"));
  BOOST_TEST(!has(textOf(Screen(desk.office, kAdmin).get("/cases/" + reference + "/dsl")), "ra.pdf"));
}

// After the papers have gone out a change reaches the provider by mail and by its page, and CAP by a duty; a new risk
// assessment must be read anew by each of the provider's staff.
BOOST_AUTO_TEST_CASE(a_change_reaches_the_provider_and_cap, *label("REF-52") * label("REF-53") * label("RSP-15")) {
  Desk desk;
  const std::string reference = desk.complete();
  const auto change = [&](const Texts& texts) {
    Texts all = texts;
    all["version"] = "";
    desk.must("referral.update_data", reference, all, kCoordinator);
  };
  change({{"section", "contacts"}, {"contacts.medical", "asthma"}});
  BOOST_TEST(desk.mails(reference + ": the school has changed something") == 0);  // no provider has it yet
  BOOST_TEST(desk.openDuties(reference, "desk.pass_on") == 0);
  desk.must("desk.check", reference);  // what is ready to send is what was checked
  desk.must("desk.release", reference);
  Screen provider(desk.office, kProvider);
  desk.must("risk_assessment.read", reference, {{"understood", "yes"}}, kProvider);
  const std::string readIt = "Note that I have read it";
  BOOST_TEST(!has(textOf(provider.get("/answers/" + reference)), readIt));

  desk.office.clock().advanceMs(60 * 1000);
  change({{"section", "risk"},
          {"risk.document", desk.office.upload(kCoordinator, "newer.pdf")},
          {"risk.completed", "2026-02-02"},
          {"risk.covers", "pupil|others|place"}});
  BOOST_TEST(desk.mails(reference + ": the school has changed something") == 1);
  BOOST_TEST(desk.count("SELECT COUNT(*) FROM mail WHERE body LIKE ?", "%Wynne%") == 0);
  BOOST_TEST(desk.openDuties(reference, "desk.pass_on") == 1);
  BOOST_TEST((desk.due(reference, "desk.pass_on") == londonEndOf(Date(2026, 2, 4))));
  BOOST_TEST(has(textOf(provider.get("/answers/" + reference)), "Risk assessment of 2 February 2026"));
  BOOST_TEST(has(textOf(provider.get("/answers/" + reference)), readIt));

  change({{"section", "contacts"}, {"contacts.medical", "asthma and a nut allergy"}});
  BOOST_TEST(has(textOf(provider.get("/answers/" + reference)), "nut allergy"));
  // The same answer again changes nothing and tells nobody.
  change({{"section", "contacts"}, {"contacts.medical", "asthma and a nut allergy"}});
  BOOST_TEST(desk.mails(reference + ": the school has changed something") == 2);
  // One look passes everything on: it is asked for once, by the earlier moment.
  BOOST_TEST(desk.openDuties(reference, "desk.pass_on") == 1);
  BOOST_TEST((desk.due(reference, "desk.pass_on") == londonEndOf(Date(2026, 2, 4))));
  Screen admin(desk.office, kAdmin);
  admin.send("/cases/" + reference, "desk.pass_on", {{"version", {std::to_string(desk.version(reference))}}});
  BOOST_TEST(desk.openDuties(reference, "desk.pass_on") == 0);
  BOOST_TEST(has(desk.refused("desk.pass_on", reference), "Nothing that the school changed waits"));
}

// It stays with the provider until the provider answers, however late that is.
BOOST_AUTO_TEST_CASE(with_the_provider_until_it_answers, *label("REF-30") * label("REF-28")) {
  Desk desk;
  const std::string reference = desk.complete();
  desk.must("desk.release", reference);
  desk.office.clock().set(londonAt(Date(2026, 4, 20), {9, 0}));
  BOOST_TEST(desk.state(reference) == "sent");
  BOOST_TEST(desk.openDuties(reference, "response.answer") == 1);
  Screen school(desk.office, kCoordinator);
  BOOST_TEST(has(textOf(school.get("/referrals/" + reference)), "With the provider"));
  BOOST_TEST(has(desk.refused("placement.process", reference), "not waiting to be set up"));
  Screen provider(desk.office, kProvider);
  BOOST_TEST(has(textOf(provider.get("/answers")), "Late"));
  // All that it reviews stands on one page: every paper, every answer, whom to ring about other days.
  const std::string papers = textOf(provider.get("/answers/" + reference));
  for (const char* part :
       {"ra.pdf", "Short tasks help.", "Two meetings.", "Good with tools", "Carys Penn", "By bus, alone."})
    BOOST_TEST(has(papers, part), part);
}

BOOST_AUTO_TEST_CASE(every_case_has_a_card_of_safeguarding_leads) {
  Desk desk;
  const std::string reference = desk.complete();
  desk.must("desk.release", reference);
  const std::string school = textOf(Screen(desk.office, kCoordinator).get("/referrals/" + reference));
  BOOST_TEST(has(school, "Dee Lowe"));
  BOOST_TEST(has(school, "Di Summers"));
  BOOST_TEST(has(textOf(Screen(desk.office, kProvider).get("/answers/" + reference)), "Dee Lowe"));
  BOOST_TEST(has(textOf(Screen(desk.office, kAdmin).get("/cases/" + reference)), "Safeguarding lead Dee Lowe"));
}

BOOST_AUTO_TEST_CASE(a_risk_assessment_of_the_new_year_is_what_the_placement_waits_for, *label("TST-01")) {
  Desk desk;
  const std::string reference = desk.submitted();
  store::WriteRequest request;
  request.viewer = desk.office.house().hostViewer(0);
  request.command = "test.owe";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    const auto referral = findReferral(tx, reference);
    openDuty(tx, {.kind = "placement.risk_assessment",
                  .subject = reference,
                  .caseId = referral->id,
                  .organisation = referral->school,
                  .role = "school.coordinator",
                  .says = "Give a new one",
                  .due = londonStartOf(Date(2026, 9, 8))});
    return Done{};
  };
  desk.office.house().database().write(std::move(request)).get();
  const auto give = [&](const char* completed) {
    const Outcome given = desk.office.run(
        kCoordinator, "referral.update_data",
        {{"reference", reference},
         {"section", "risk"},
         {"risk.document", desk.office.upload(kCoordinator, "newer.pdf", std::string("%PDF-1.4 ") + completed)},
         {"risk.completed", completed},
         {"risk.covers", "pupil|others|place"}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(given), desk.office.dumpOf(given));
    return desk.openDuties(reference, "placement.risk_assessment");
  };
  desk.office.clock().set(londonAt(Date(2026, 8, 31), {9, 0}));
  BOOST_TEST(give("2026-08-31") == 1);  // the last day of the year before
  desk.office.clock().set(londonAt(Date(2026, 9, 1), {9, 0}));
  BOOST_TEST(give("2026-09-01") == 0);
}

// A corrected name or birthday is as much of a change as an answer: for every case of that pupil that goes on.
BOOST_AUTO_TEST_CASE(a_corrected_pupil_reaches_the_provider_and_cap, *label("REF-52") * label("ENT-02")) {
  Desk desk;
  const std::string out = desk.complete();
  desk.must("desk.release", out);
  const std::string ready = desk.complete("hair");
  const auto pupil = [&](const std::string& column) {
    return desk.office
        .fact<std::string>("SELECT p." + column + " FROM @all_pupils p WHERE p.last_name = ?", "Wynne-Test")
        .value();
  };
  Texts texts = {{"first_name", pupil("first_name")},
                 {"last_name", "Wynne-Test"},
                 {"born", pupil("born")},
                 {"year_group", "10"},
                 {"version", ""}};
  const std::string mail = out + ": the school has changed something";
  desk.must("pupil.change", ready, texts, kCoordinator);
  const std::int64_t once = desk.mails(mail);
  desk.must("pupil.change", ready, texts, kCoordinator);  // nothing is different now
  BOOST_TEST(desk.mails(mail) == once);
  texts["born"] = "2011-03-09";
  desk.must("pupil.change", ready, texts, kCoordinator);
  BOOST_TEST(desk.mails(mail) == once + 1);
  BOOST_TEST(desk.count("SELECT COUNT(*) FROM mail WHERE body LIKE ?", "%Wynne%") == 0);
  BOOST_TEST(desk.openDuties(out, "desk.pass_on") >= 1);
  BOOST_TEST(desk.state(out) == "sent");
  BOOST_TEST(desk.state(ready) == "submitted");
  BOOST_TEST(desk.openDuties(ready, "desk.first_look") == 1);
  BOOST_TEST(desk.openDuties(ready, "desk.pass_on") == 0);
}
