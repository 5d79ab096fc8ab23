// Bad input, strangers, the wrong order: nothing is lost, nothing leaks, nothing breaks. On both databases.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "base/Text.h"
#include "cases/referral/Referral.h"
#include "tests/refer/Office.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr char kPriya[] = "provider@provider.example";

Refused refused(Office& office, const Outcome& outcome) {
  BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(outcome), office.dumpOf(outcome));
  return std::get<Refused>(outcome);
}

Outcome save(Office& office, const std::string& reference, const std::string& section,
             std::map<std::string, std::string> texts, const std::string& email = kCarys) {
  texts["reference"] = reference;
  texts["section"] = section;
  return office.run(email, "referral.save_section", texts);
}

std::string answer(Office& office, const std::string& question) {
  return office
      .fact<std::string>("SELECT a.value FROM @all_answers a WHERE a.question = ? ORDER BY a.revision DESC", question)
      .value_or("(none)");
}

std::string repeated(const std::string& letter, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += letter;
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(limits)

BOOST_DATA_TEST_CASE(the_whole_way_on_both_databases, kBoth, kind) {
  Office office(kind);
  const std::string reference = office.draft("Świątek-Test");
  office.fillIn(reference, "2025-10-28", "grow");
  const Outcome sent = office.run(kCarys, "referral.submit", {{"reference", reference}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(sent), office.dumpOf(sent));
  Screen carys(office, kCarys);
  for (const char* path :
       {"", "/sent", "/print", "/copy", "/pupil", "/section/contacts", "/hold/risk_assessment~risk_assessment_age"}) {
    const auto page = carys.get("/referrals/" + reference + path);
    BOOST_TEST(page.status == 200, path << " " << textOf(page));
  }
  for (const char* path : {"/", "/referrals", "/referrals/new", "/referrals/new/pupil"})
    BOOST_TEST(carys.get(path).status == 200, path);
  const std::string home = textOf(carys.get("/"));
  BOOST_TEST(home.find(reference + " Zofia Świątek-Test On hold: waiting for you") != std::string::npos, home);
}

BOOST_AUTO_TEST_CASE(wrong_and_unfinished_text_is_kept_as_typed, *label("REF-15")) {
  Office office;
  const std::string reference = office.draft();
  Screen carys(office, kCarys);
  const std::string page = "/referrals/" + reference + "/section/consent";
  const auto saved = carys.send(page, "referral.save_section",
                                {{"consent.date-day", {"31"}},
                                 {"consent.date-month", {"02"}},
                                 {"consent.date-year", {"2026"}},
                                 {"consent.name", {"Mari"}}});
  BOOST_TEST(answer(office, "consent.date") == "31/02/2026");
  BOOST_TEST(textOf(saved).find("31/02/2026 does not exist") != std::string::npos, textOf(saved));
  const auto again = carys.get(page);
  for (const char* part :
       {"name=\"consent.date-day\" type=\"text\" inputmode=\"numeric\" value=\"31\"",
        "name=\"consent.date-month\" type=\"text\" inputmode=\"numeric\" value=\"02\"", "value=\"Mari\""})
    BOOST_TEST(again.body.find(part) != std::string::npos, part);
  BOOST_TEST(std::holds_alternative<Done>(save(office, reference, "week", {{"week.sessions", "eleventy"}})));
  BOOST_TEST(answer(office, "week.sessions") == "eleventy");
  BOOST_TEST(std::holds_alternative<Done>(save(office, reference, "course", {{"course.first", "no-such-course"}})));
  BOOST_TEST(textOf(carys.get("/referrals/" + reference)).find("0 of 12 sections done") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(lines_stay_lines) {
  Office office;
  const std::string reference = office.draft();
  office.save(reference, "needs", {{"needs.detail", "First line\n\n  - second, indented\nthird"}});
  Screen carys(office, kCarys);
  BOOST_TEST(answer(office, "needs.detail") == "First line\n\n  - second, indented\nthird");
  for (const char* path : {"/check", "/print"})
    BOOST_TEST(
        carys.get("/referrals/" + reference + path).body.find("First line<br><br>  - second, indented<br>third<br>") !=
            std::string::npos,
        path);
}

BOOST_AUTO_TEST_CASE(every_long_text_at_and_past_its_limit) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  struct Long {
    const char* section;
    const char* question;
    std::size_t most;
  };
  for (const Long& each : {Long{"reasons", "reasons.rationale", 4000}, Long{"contacts", "contacts.first_name", 200},
                           Long{"pupil", "pupil.languages", 200}, Long{"views", "views.says", 4000},
                           Long{"agreement", "agreement.q2", 4000}}) {
    std::map<std::string, std::string> texts = {{each.question, repeated("ŵ", each.most)}};
    if (each.section == std::string("reasons"))
      texts.insert({{"reasons.purposes", "curriculum"}, {"reasons.justification", "bespoke"}});
    if (each.section == std::string("views")) texts["views.measures"] = "attendance";
    Screen carys(office, kCarys);
    office.save(reference, each.section, texts);
    const std::string path = "/referrals/" + reference + "/section/" + each.section + "?checked=1";
    BOOST_TEST(textOf(carys.get(path)).find("letters or fewer") == std::string::npos, each.question);
    texts[each.question] += "ŵ";
    office.save(reference, each.section, texts);
    BOOST_TEST(lengthInLetters(answer(office, each.question)) == each.most + 1);
    BOOST_TEST(
        textOf(carys.get(path)).find("letters or fewer; this is " + std::to_string(each.most + 1)) != std::string::npos,
        each.question);
    refused(office, office.run(kCarys, "referral.submit", {{"reference", reference}}));
    texts[each.question] = "Short.";
    office.save(reference, each.section, texts);
  }
  const Outcome huge = save(office, reference, "reasons", {{"reasons.rationale", repeated("a", 20001)}});
  BOOST_TEST(refused(office, huge).problems.front().field == "reasons.rationale");
}

BOOST_AUTO_TEST_CASE(signs_that_hide_or_reorder_are_refused_beside_their_field) {
  Office office;
  const std::string reference = office.draft();
  for (const std::string& bad : {std::string("a\0b", 3),
                                 std::string("\xE2\x80\xAE"
                                             "abc"),
                                 std::string("\xC3\x28"), std::string("a\x1b[0m")}) {
    const Outcome outcome = save(office, reference, "needs", {{"needs.detail", bad}, {"needs.profile", "fine"}});
    BOOST_TEST(refused(office, outcome).problems.front().field == "needs.detail");
    BOOST_TEST(answer(office, "needs.detail") == "(none)");
  }
  for (const std::string& good : {std::string("Ffion Llŷr"), std::string("Świątek Zażółć"), std::string("محمد الأحمد"),
                                  std::string("<script>alert(1)</script>"), std::string("'; DROP TABLE answer; --"),
                                  std::string("=HYPERLINK(1)")}) {
    BOOST_TEST(std::holds_alternative<Done>(save(office, reference, "needs", {{"needs.detail", good}})));
    BOOST_TEST(answer(office, "needs.detail") == good);
    Screen carys(office, kCarys);
    BOOST_TEST(carys.get("/referrals/" + reference + "/section/needs").body.find("<script>alert") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(numbers_at_and_past_their_limits) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  Screen carys(office, kCarys);
  struct Number {
    const char* section;
    const char* question;
    const char* typed;
    bool right;
  };
  for (const Number& each :
       {Number{"week", "week.sessions", "0", true}, Number{"week", "week.sessions", "10", true},
        Number{"week", "week.sessions", "11", false}, Number{"week", "week.sessions", "-1", false},
        Number{"week", "week.sessions", "99999999999999999999", false}, Number{"week", "week.sessions", "3.5", false},
        Number{"pupil", "pupil.attendance", "100", true}, Number{"pupil", "pupil.attendance", "101", false}}) {
    office.save(reference, each.section, {{each.question, each.typed}});
    const bool clean = carys.get(std::string("/referrals/") + reference + "/section/" + each.section + "?checked=1")
                           .body.find("” must be") == std::string::npos;
    BOOST_TEST(clean == each.right, each.question << " " << each.typed);
  }
}

BOOST_AUTO_TEST_CASE(another_school_cap_and_a_provider_see_no_draft) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  const std::string document = std::to_string(
      office.fact<std::int64_t>("SELECT d.id FROM @all_documents d WHERE d.kind = ?", "risk_assessment").value());
  for (const char* email : {kOlu, kAnna, kPriya}) {
    Screen screen(office, email);
    for (const std::string& path : {std::string(), std::string("/section/needs"), std::string("/check"),
                                    std::string("/sent"), std::string("/print"), std::string("/copy"),
                                    std::string("/delete"), std::string("/pupil"), "/documents/" + document}) {
      const auto page = screen.get("/referrals/" + reference + path);
      BOOST_TEST(page.status == 404, email << " " << path);
      BOOST_TEST(page.body.find("Wynne") == std::string::npos);
    }
    const std::map<std::string, std::string> texts = {{"reference", reference},
                                                      {"section", "needs"},
                                                      {"needs.detail", "mine now"},
                                                      {"hold", "a~b"},
                                                      {"pupil", office.pupilId("Wynne-Test")}};
    for (const char* command : {"referral.save_section", "referral.submit", "referral.withdraw_draft", "referral.copy",
                                "referral.update_data", "referral.answer_hold", "referral.begin"}) {
      const Refused answer = refused(office, office.run(email, command, texts));
      BOOST_TEST((answer.kind == Refused::Kind::notThere || answer.kind == Refused::Kind::notAllowed),
                 email << " " << command);
    }
  }
  // A case that is not there looks the same, to the letter.
  Screen olu(office, kOlu);
  BOOST_TEST(olu.get("/referrals/CAP25-BBBBB2").body.size() == olu.get("/referrals/" + reference).body.size());
  BOOST_TEST(answer(office, "needs.detail") == "Short tasks help.");
}

BOOST_AUTO_TEST_CASE(a_deleted_draft_is_seen_by_nobody) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  Screen carys(office, kCarys);
  const auto gone = carys.send("/referrals/" + reference + "/delete", "referral.withdraw_draft", {});
  BOOST_TEST(carys.at() == "/referrals", textOf(gone));
  for (const char* email : {kCarys, kTom, kAnna, kOlu}) {
    BOOST_TEST(Screen(office, email).get("/referrals/" + reference).status == 404, email);
    BOOST_TEST(
        !office.one<std::int64_t>(email, "SELECT c.id FROM @cases c WHERE c.reference = ?", reference).has_value(),
        email);
    BOOST_TEST(!office.one<std::string>(email, "SELECT a.value FROM @answers a WHERE a.question = ?", "needs.detail")
                    .has_value(),
               email);
  }
  const std::string sent = office.draft();
  office.fillIn(sent);
  office.run(kCarys, "referral.submit", {{"reference", sent}});
  BOOST_TEST((refused(office, office.run(kCarys, "referral.withdraw_draft", {{"reference", sent}})).kind ==
              Refused::Kind::conflict));
}

BOOST_AUTO_TEST_CASE(out_of_order_and_empty) {
  Office office;
  const std::string reference = office.draft();
  const Refused early = refused(office, office.run(kCarys, "referral.submit", {{"reference", reference}}));
  BOOST_TEST(early.problems.size() > 20U);  // everything at once
  refused(office, office.run(kCarys, "referral.submit", {{"reference", ""}}));
  refused(office, office.run(kCarys, "referral.submit", {{"reference", "CAP25-NONE"}}));
  refused(office, save(office, reference, "nowhere", {}));
  refused(office, office.run(kCarys, "referral.begin", {{"pupil", "1 OR 1=1"}}));
  refused(office, office.run(kCarys, "referral.begin", {{"pupil", "99999999999999999999"}}));
  refused(office, office.run(kCarys, "referral.answer_hold", {{"reference", reference}, {"hold", "panel~panel"}}));
  Screen carys(office, kCarys);
  BOOST_TEST(carys.get("/referrals/" + reference + "/section/nowhere").status == 404);
  BOOST_TEST(carys.get("/referrals/" + reference + "/documents/1").status == 404);
  BOOST_TEST(carys.get("/referrals/" + reference + "/documents/x").status == 404);
  BOOST_TEST(carys.get("/referrals/" + reference + "/sent").status == 200);  // led back to the task list
  BOOST_TEST(carys.at() == "/referrals/" + reference);
}

BOOST_AUTO_TEST_CASE(two_people_in_one_section) {
  Office office;
  const std::string reference = office.draft();
  office.save(reference, "needs", {{"needs.detail", "from Tom"}}, kTom);
  const Outcome stale = save(office, reference, "needs", {{"needs.detail", "from Carys"}, {"version", "0"}});
  BOOST_TEST((refused(office, stale).kind == Refused::Kind::stale));
  BOOST_TEST(office.dumpOf(stale).find("It says now: from Tom") != std::string::npos, office.dumpOf(stale));
  BOOST_TEST(answer(office, "needs.detail") == "from Tom");
  // In different sections they do not meet.
  BOOST_TEST(std::holds_alternative<Done>(
      save(office, reference, "contacts", {{"contacts.medical", "none"}, {"version", "0"}})));
  // A send prepared before the last change is asked again.
  office.fillIn(reference);
  BOOST_TEST(
      (refused(office, office.run(kCarys, "referral.submit", {{"reference", reference}, {"version", "1"}})).kind ==
       Refused::Kind::stale));
}

BOOST_AUTO_TEST_CASE(a_file_of_somebody_else_is_no_paper_of_mine) {
  Office office;
  const std::string reference = office.draft();
  const std::string theirs = office.upload(kOlu, "theirs.pdf");
  const Outcome taken = save(office, reference, "papers", {{"papers.other", theirs}});
  BOOST_TEST(refused(office, taken).problems.front().field == "papers.other");
  for (const char* bad : {"0", "-1", "abc", "999999"})
    BOOST_TEST(refused(office, save(office, reference, "papers", {{"papers.other", bad}})).problems.front().field ==
                   "papers.other",
               bad);
  const std::string mine = office.upload(kTom, "plan.pdf");
  BOOST_TEST(std::holds_alternative<Done>(save(office, reference, "papers", {{"papers.other", mine}}, kTom)));
  BOOST_TEST(std::holds_alternative<Done>(
      save(office, reference, "papers", {{"papers.other", mine}})));  // stays when the other saves
  const std::string newer = office.upload(kCarys, "plan2.pdf");
  BOOST_TEST(std::holds_alternative<Done>(save(office, reference, "papers", {{"papers.other", newer}})));
  Screen carys(office, kCarys);
  BOOST_TEST(carys.get("/referrals/" + reference + "/documents/" + newer).status == 200);
  BOOST_TEST(carys.get("/referrals/" + reference + "/documents/" + mine).status == 404);
}

BOOST_AUTO_TEST_CASE(pupils_are_added_once_and_right) {
  Office office;
  const auto add = [&](std::map<std::string, std::string> texts) {
    std::map<std::string, std::string> all = {
        {"first_name", "Ffion"}, {"last_name", "Llŷr"}, {"born", "2011-04-05"}, {"year_group", "10"}};
    for (auto& [name, value] : texts) all[name] = value;
    return office.run(kCarys, "pupil.add", all);
  };
  BOOST_TEST(refused(office, add({{"born", "31/02/2011"}})).problems.front().field == "born");
  BOOST_TEST(refused(office, add({{"born", "2026-02-02"}})).problems.front().field == "born");
  BOOST_TEST(refused(office, add({{"born", "1911-04-05"}})).problems.front().field == "born");
  BOOST_TEST(refused(office, add({{"upn", "A123"}})).problems.front().field == "upn");
  BOOST_TEST(refused(office, add({{"year_group", "15"}})).problems.front().field == "year_group");
  BOOST_TEST(refused(office, add({{"first_name", ""}})).problems.front().field == "first_name");
  BOOST_TEST(refused(office, add({{"last_name", repeated("x", 81)}})).problems.front().field == "last_name");
  const Outcome added = add({});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(added), office.dumpOf(added));
  BOOST_TEST(refused(office, add({})).problems.front().field == "last_name");
  const Outcome foreign = add({{"first_name", "Else"}, {"school", office.pupilId("Moor-Test")}});
  BOOST_TEST((refused(office, foreign).kind == Refused::Kind::notThere));
  Screen carys(office, kCarys);
  const std::string reference = std::get<Done>(added).subject;
  const auto changed = carys.send(
      "/referrals/" + reference + "/pupil", "pupil.change",
      {{"first_name", {"Ffion"}}, {"last_name", {"Llyr"}}, {"born", {"2011-04-05"}}, {"year_group", {"11"}}});
  BOOST_TEST(textOf(changed).find("Ffion Llyr") != std::string::npos, textOf(changed));
}

BOOST_AUTO_TEST_CASE(a_pupil_is_found_by_name_and_never_in_the_address) {
  Office office;
  Screen carys(office, kCarys);
  const auto found = carys.send("/referrals/new", "referral.begin", {{"find", {"swi"}}, {"pupil", {""}}});
  BOOST_TEST(found.status == 422);
  BOOST_TEST(textOf(found).find("Zofia Świątek-Test") != std::string::npos, textOf(found));
  BOOST_TEST(textOf(found).find("Wynne-Test") == std::string::npos);
  BOOST_TEST(carys.at().find("swi") == std::string::npos);
  const auto foreign = carys.send("/referrals/new", "referral.begin", {{"find", {"Moor"}}, {"pupil", {""}}});
  BOOST_TEST(textOf(foreign).find("Alex Moor-Test") == std::string::npos);
  BOOST_TEST((refused(office, office.run(kCarys, "referral.begin", {{"pupil", office.pupilId("Moor-Test")}})).kind ==
              Refused::Kind::notThere));
}

BOOST_AUTO_TEST_SUITE_END()
