// What the tiers ask, who may refer to them and when: through the form, with the policy that is shipped.
#include <boost/test/unit_test.hpp>

#include "cases/policy/PolicyShelf.h"
#include "tests/desk/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr char kSunita[] = "send@cap.example";

const std::map<std::string, std::vector<std::string>>& considerations() {
  static const std::map<std::string, std::vector<std::string>> all = {
      {"bike", {"tier1.curriculum", "tier1.interests", "tier1.journey", "tier1.right_support"}},
      {"choices",
       {"tier2.insight.concern", "tier2.insight.early_help", "tier2.insight.exit", "tier2.insight.agencies"}},
      {"grow",
       {"tier2.flourish.adapted", "tier2.flourish.agencies", "tier2.flourish.capacity", "tier2.flourish.early_help"}}};
  return all;
}

/// A draft filled in for the course, its considerations answered so.
std::string filled(Desk& desk, const std::string& course, const std::string& answer = "We have talked it over.",
                   const std::string& pupil = "Wynne-Test", const std::string& risk = {}) {
  const std::string reference = desk.office.draft(pupil);
  desk.office.fillIn(reference, risk.empty() ? desk.office.clock().today().plusDays(-10).iso() : risk, course);
  if (course == "choices") desk.office.save(reference, "course", {{"course.sessions", "3a|3p"}, {"course.weeks", "6"}});
  Texts questions;
  for (const std::string& each : considerations().at(course)) questions[each] = answer;
  desk.office.save(reference, "programme", questions);
  return reference;
}

std::string submit(Desk& desk, const std::string& reference) {
  const Outcome outcome = desk.act("referral.submit", reference, {}, kCoordinator);
  return std::holds_alternative<Done>(outcome) ? "" : desk.office.dumpOf(outcome);
}

/// Rules that hold the referral once it is sent for these weeks and half days; "refused" with why when it is not.
std::string asked(Desk& desk, const std::string& course, const std::string& weeks, const std::string& sessions) {
  const std::string reference = filled(desk, course);
  desk.office.save(reference, "course", {{"course.weeks", weeks}, {"course.sessions", sessions}});
  const std::string why = submit(desk, reference);
  return why.empty() ? desk.holding(reference) : why;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tiers)

// A "no" to every consideration, and any year group: answers that people weigh, no bar (TIER-X-01).
BOOST_AUTO_TEST_CASE(there_are_no_entry_criteria, *label("TIER-X-01") * label("TIER-X-20") * label("TIER-IN-09")) {
  for (const char* course : {"bike", "choices", "grow"}) {
    Desk desk;
    for (const std::int64_t year : {0, 3, 7, 11, 14}) {
      store::WriteRequest request;
      request.viewer = desk.office.house().hostViewer(0);
      request.command = "test.year";
      request.payload = "{}";
      request.apply = [&](WriteTx& tx) -> Outcome {
        tx.execute("UPDATE pupil SET year_group = ? WHERE last_name = 'Wynne-Test'", year);
        return Done{};
      };
      desk.office.house().database().write(std::move(request)).get();
      const std::string reference = filled(desk, course, "No.");
      BOOST_TEST(submit(desk, reference).empty(), course << " year " << year);
      BOOST_TEST(desk.holding(reference) == (course == std::string("grow") ? "panel" : ""), course << " " << year);
    }
  }
}

// All that the graduated model asks must be answered; the plan's question only where there is a plan.
BOOST_AUTO_TEST_CASE(every_consideration_is_answered,
                     *label("TIER-T1-08") * label("TIER-IN-07") * label("TIER-FL-06") * label("TIER-X-13")) {
  Desk desk;
  for (const auto& [course, questions] : considerations()) {
    const std::string reference = filled(desk, course);
    for (const std::string& question : questions) {
      desk.office.save(reference, "programme", {{question, ""}});
      BOOST_TEST(has(submit(desk, reference), "Questions of the programme"), question);
      desk.office.save(reference, "programme", {{question, "As before."}});
    }
    if (course != "bike") {
      const std::string plan = (course == "grow" ? "tier2.flourish" : "tier2.insight") + std::string(".ehcp");
      desk.office.save(reference, "needs",
                       {{"needs.plan", "yes"}, {"needs.kinds", "ehcp"}, {"needs.identified", "plans"}});
      desk.office.save(reference, "agreement", {{"agreement.q6", "Practical work."}});
      desk.office.save(reference, "papers", {{"papers.ehcp", desk.office.upload(kCoordinator, "plan.pdf")}});
      BOOST_TEST(has(submit(desk, reference), "Questions of the programme"), plan);
      desk.office.save(reference, "programme", {{plan, "It asks for a small group."}});
    }
    BOOST_TEST(submit(desk, reference).empty());
  }
}

// Tier 2 alone asks about early help; the universal offer is promoted with every referral (TIER-X-15).
BOOST_AUTO_TEST_CASE(early_help_by_tier, *label("TIER-X-15") * label("TIER-T1-11")) {
  Desk desk;
  Screen carys(desk.office, kCoordinator);
  for (const auto& [course, questions] : considerations()) {
    const std::string reference = filled(desk, course);
    const std::string page = textOf(carys.get("/referrals/" + reference + "/section/programme"));
    BOOST_TEST(has(page, "Has early help been offered, and is the parents&#39; consent recorded on EHM?") ==
                   (course != "bike"),
               page);
    BOOST_TEST(submit(desk, reference).empty());
    BOOST_TEST(has(textOf(carys.get("/referrals/" + reference + "/sent")), "Coventry Families App"));
  }
}

// The case worker: named for Insight and Flourish, and at the reviews for Flourish.
BOOST_AUTO_TEST_CASE(the_case_worker_comes_to_the_reviews_of_flourish, *label("TIER-FL-09")) {
  for (const char* course : {"bike", "choices", "grow"}) {
    Desk desk;
    const std::string reference = filled(desk, course);
    desk.office.save(reference, "agreement", {{"case_worker.attends_reviews", "no"}});
    BOOST_TEST(submit(desk, reference).empty());
    BOOST_TEST(has(desk.holding(reference), "case_worker") == (course == std::string("grow")), course);
  }
  Office office;
  const auto& policy = office.house().services().policy();
  const auto card = policy.programme(policy.versionFor(Date(2026, 2, 2), Date(2026, 2, 2)).value(), "tier2.flourish");
  BOOST_TEST_REQUIRE(card.has_value());
  BOOST_TEST(card->values.at("reviews.every").most == 3);
}

BOOST_AUTO_TEST_CASE(flourish_alone_has_a_panel, *label("TIER-FL-03") * label("TIER-T1-05") * label("TIER-IN-04")) {
  for (const char* course : {"bike", "choices", "grow"}) {
    Desk desk;
    const std::string reference = filled(desk, course);
    BOOST_TEST(submit(desk, reference).empty());
    BOOST_TEST((desk.holding(reference) == "panel") == (course == std::string("grow")), course);
  }
}

BOOST_AUTO_TEST_CASE(how_long_and_how_often,
                     *label("TIER-T1-02") * label("TIER-T1-04") * label("TIER-FL-01") * label("TIER-IN-02")) {
  Desk desk;
  struct Case {
    const char* course;
    const char* weeks;
    const char* sessions;
    bool fits;
  };
  for (const Case& each :
       {Case{"bike", "1", "2a", true}, Case{"bike", "39", "2a|2p", true}, Case{"bike", "40", "2a|2p", false},
        Case{"choices", "5", "3a|3p", false}, Case{"choices", "6", "3a|3p", true}, Case{"choices", "12", "3a|3p", true},
        Case{"choices", "13", "3a|3p", false}, Case{"grow", "11", "1a|1p|4a|4p", false},
        Case{"grow", "12", "1a|1p|4a|4p", true}, Case{"grow", "13", "1a|1p|4a|4p", false},
        // Left empty: the whole course, or the rest of the school year.
        Case{"bike", "", "2a|2p", true}, Case{"choices", "", "3a|3p", true}, Case{"grow", "", "1a|1p|4a|4p", true}}) {
    const std::string says = asked(desk, each.course, each.weeks, each.sessions);
    BOOST_TEST((says.empty() || says == "panel") == each.fits,
               each.course << " " << each.weeks << " weeks, " << each.sessions << ": " << says);
  }
}

// The year before: half a term to a year for Tier 1, 6 weeks for Insight, a term for Flourish.
BOOST_AUTO_TEST_CASE(how_long_in_2024_25, *label("TIER-T1-03") * label("TIER-FL-01") * label("TIER-IN-01")) {
  Desk desk(Kind::sqlite, Date(2025, 3, 3));
  struct Case {
    const char* course;
    const char* weeks;
    bool fits;
  };
  for (const Case& each :
       {Case{"bike", "5", false}, Case{"bike", "6", true}, Case{"bike", "39", true}, Case{"bike", "40", false},
        Case{"choices", "5", false}, Case{"choices", "6", true}, Case{"choices", "7", false}, Case{"grow", "9", false},
        Case{"grow", "10", true}, Case{"grow", "14", true}, Case{"grow", "15", false}}) {
    const std::string sessions = each.course == std::string("bike")      ? "2a|2p"
                                 : each.course == std::string("choices") ? "3a|3p"
                                                                         : "1a|1p|4a|4p";
    const std::string says = asked(desk, each.course, each.weeks, sessions);
    BOOST_TEST((says.empty() || says == "panel") == each.fits, each.course << " " << each.weeks << ": " << says);
  }
}

// Whoever is responsible agrees before the application, whatever the tier.
BOOST_AUTO_TEST_CASE(nobody_applies_without_agreement,
                     *label("TIER-T1-10") * label("TIER-IN-08") * label("TIER-FL-07")) {
  for (const char* course : {"bike", "choices", "grow"}) {
    Desk desk;
    const std::string reference = filled(desk, course);
    for (const char* answer : {"no", ""}) {
      desk.office.save(reference, "consent", {{"consent.agreed", answer}});
      BOOST_TEST(has(submit(desk, reference), "Consent: "), course);
    }
    desk.office.save(reference, "consent", {{"consent.agreed", "yes"}});
    BOOST_TEST(submit(desk, reference).empty(), course);
  }
}

BOOST_AUTO_TEST_CASE(a_third_day_is_warned_at_the_referral, *label("TIER-X-04")) {
  Desk desk;
  const std::string reference = filled(desk, "bike");
  Screen carys(desk.office, kCoordinator);
  const auto check = [&](const char* sessions) {
    desk.office.save(reference, "course", {{"course.sessions", sessions}});
    return has(textOf(carys.get("/referrals/" + reference + "/check")), "This would be a third day");
  };
  BOOST_TEST(!check("2a|2p|3a|3p"));
  BOOST_TEST(check("2a|2p|3a|3p|1a"));
  BOOST_TEST(submit(desk, reference).empty());  // a warning, no bar
  BOOST_TEST(!has(desk.holding(reference), "two_days"));
}

// Any day of the year, and a school without an SLA too.
BOOST_AUTO_TEST_CASE(any_school_at_any_time, *label("TIER-T1-06") * label("TIER-T1-07") * label("TIER-IN-05") *
                                                 label("TIER-IN-06") * label("TIER-FL-04")) {
  for (const Date day : {Date(2025, 9, 1), Date(2025, 12, 25), Date(2026, 2, 18), Date(2026, 5, 4), Date(2026, 7, 20)})
    for (const char* course : {"bike", "choices"}) {
      Desk desk(Kind::sqlite, day);
      const std::string reference = filled(desk, course, "As talked over.", "Wynne-Test", day.iso());
      BOOST_TEST(submit(desk, reference).empty(), day.iso() << " " << course);
    }
  for (const auto& [course, questions] : considerations()) {
    Desk desk;
    const std::string own = filled(desk, course);
    Texts answers;
    const Outcome begun = desk.office.run(kOlu, "referral.begin", {{"pupil", desk.office.pupilId("Moor-Test")}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(begun));
    const std::string theirs = std::get<Done>(begun).subject;
    store::WriteRequest request;
    request.viewer = desk.office.viewer(kOlu);
    request.command = "test.answers";
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      const auto lease = desk.office.house().database().read(desk.office.viewer(kCoordinator));
      Answers copied = currentAnswers(lease->tx(), findReferral(lease->tx(), own).value().id);
      copied.erase("risk.document");
      saveAnswers(tx, findReferral(tx, theirs).value().id, copied);
      return Done{};
    };
    desk.office.house().database().write(std::move(request)).get();
    desk.office.save(theirs, "course", {{"course.first", course}}, kOlu);
    desk.office.save(theirs, "risk", {{"risk.document", desk.office.upload(kOlu, "ra.pdf")}}, kOlu);
    const Outcome sent = desk.act("referral.submit", theirs, {}, kOlu);
    BOOST_TEST(std::holds_alternative<Done>(sent), desk.office.dumpOf(sent));
    // CAP sees who has bought in, for those who come first.
    const std::string page = textOf(Screen(desk.office, kAdmin).get("/cases/" + theirs));
    BOOST_TEST(has(page, "Admin fee, no SLA"), page);
  }
}

BOOST_AUTO_TEST_CASE(the_pupil_stays_on_a_roll,
                     *label("TIER-X-03") * label("TIER-T1-12") * label("TIER-IN-10") * label("TIER-FL-08")) {
  for (const char* course : {"bike", "choices", "grow"}) {
    Desk desk;
    const std::string reference = filled(desk, course);
    desk.office.save(reference, "pupil", {{"pupil.on_roll", "no"}});
    BOOST_TEST(has(submit(desk, reference), "on its own roll"), course);
    desk.office.save(reference, "pupil", {{"pupil.on_roll", ""}});
    BOOST_TEST(has(submit(desk, reference), "Say whether the pupil is on your roll"), course);
    desk.office.save(reference, "pupil", {{"pupil.on_roll", "yes"}});
    BOOST_TEST(submit(desk, reference).empty(), course);
  }
}

// The school keeps most of the education: as many half days elsewhere as at school is not most (TIER-X-08).
BOOST_AUTO_TEST_CASE(most_of_the_education_comes_from_the_school, *label("TIER-X-08")) {
  for (const auto& [here, held] : std::map<std::string, bool>{{"1", true}, {"2", true}, {"3", false}, {"8", false}}) {
    Desk desk;
    const std::string reference = filled(desk, "bike");
    desk.office.save(reference, "week", {{"week.sessions", here}});
    BOOST_TEST(submit(desk, reference).empty());
    BOOST_TEST((desk.holding(reference) == "majority_of_education") == held, here);
  }
}

BOOST_AUTO_TEST_CASE(a_training_provider_is_no_main_provider, *label("TIER-X-09")) {
  Desk desk;
  for (const char* kind : {"this_school", "other_school", "other"}) {
    const std::string reference = filled(desk, "bike");
    desk.office.save(reference, "week", {{"week.main_kind", kind}, {"week.main_name", "Whitley Workshops"}});
    BOOST_TEST(submit(desk, reference).empty());
    const bool other = kind == std::string("other");
    const std::string refused = other ? desk.refused("desk.check", reference, {{"date_agrees", "yes"}}) : "";
    BOOST_TEST(has(refused, "Policy leaves something to you here") == other, kind);
    if (!other) continue;
    desk.must("desk.check", reference, {{"date_agrees", "yes"}, {"go_on", "no"}});
    BOOST_TEST(desk.holding(reference) == "main_provider_is_a_school");
    BOOST_TEST(desk.state(reference) == "submitted");
  }
}

BOOST_AUTO_TEST_CASE(cap_sees_what_comes_from_school_and_what_from_elsewhere, *label("TIER-X-07")) {
  Desk desk;
  const std::string reference = filled(desk, "bike");
  BOOST_TEST(submit(desk, reference).empty());
  const std::string page = textOf(Screen(desk.office, kAdmin).get("/cases/" + reference));
  BOOST_TEST(has(page, "2 half days asked for, 0 in other placements, 8 at school"), page);
}

// The SEND team refers to its own programmes and to no other; schools to theirs; a pupil on no roll is the SEND team's.
BOOST_AUTO_TEST_CASE(the_send_route_is_its_own, *label("REF-61") * label("TIER-X-19")) {
  Desk desk;
  const Outcome added = desk.office.run(
      kSunita, "pupil.add",
      {{"first_name", "Ola"}, {"last_name", "Nowak-Test"}, {"born", "2011-05-04"}, {"year_group", "10"}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(added), desk.office.dumpOf(added));
  const std::string reference = std::get<Done>(added).subject;
  desk.office.save(reference, "course", {{"course.first", "bike"}, {"course.start", "2026-02-24"}}, kSunita);
  desk.office.save(reference, "pupil", {{"pupil.on_roll", "no"}, {"pupil.address", "3 Example Street"}}, kSunita);
  Screen sunita(desk.office, kSunita);
  BOOST_TEST(!has(textOf(sunita.get("/referrals/" + reference + "/section/course")), "Carpentry"));
  const std::string says = desk.refused("referral.submit", reference, {}, kSunita);
  BOOST_TEST(has(says, "The SEND team doesn’t refer to this course"), says);
  BOOST_TEST(!has(says, "own roll"), says);
  BOOST_TEST(has(desk.refused("referral.submit", reference, {}, kCoordinator), "refused"));
}

// Providers take no referral by themselves: every door of it is the school's or the SEND team's.
BOOST_AUTO_TEST_CASE(a_provider_begins_no_referral, *label("REF-55")) {
  Desk desk;
  for (const char* command :
       {"referral.begin", "pupil.add", "referral.copy", "referral.submit", "referral.save_section"}) {
    const Outcome outcome = desk.office.run(kProvider, command,
                                            {{"reference", desk.office.draft("Reed-Test")},
                                             {"section", "needs"},
                                             {"pupil", desk.office.pupilId("Reed-Test")},
                                             {"first_name", "Ola"},
                                             {"last_name", "Nowak-Test"},
                                             {"born", "2011-05-04"},
                                             {"year_group", "10"}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(outcome), command);
    BOOST_TEST((std::get<Refused>(outcome).kind == Refused::Kind::notAllowed), command);
  }
  Screen provider(desk.office, kProvider);
  BOOST_TEST(provider.get("/referrals/new").status == 404);
  // Nothing reaches a provider but what CAP has released, and no placement is set up of anything else.
  const std::string reference = desk.submitted();
  BOOST_TEST(provider.get("/answers/" + reference).status == 404);
  BOOST_TEST(has(desk.refused("placement.process", reference), "not waiting to be set up"));
}

BOOST_AUTO_TEST_SUITE_END()
