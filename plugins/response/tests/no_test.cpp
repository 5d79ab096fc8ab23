// A provider's no: for places alone it goes back, for anything else CAP's senior leaders look.

#include "World.h"
#include "cases/document/Document.h"
#include "cases/duty/Duty.h"
#include "cases/hold/Hold.h"
#include "cases/response/Response.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

std::vector<std::string> duties(World& world, const std::string& reference) {
  return world.read("admin", [&](ReadTx& tx) {
    std::vector<std::string> kinds;
    for (const Duty& duty : dutiesOfCase(tx, world.referral(reference).id)) kinds.push_back(duty.kind);
    return kinds;
  });
}

bool has(const std::vector<std::string>& all, const std::string& what) {
  return std::find(all.begin(), all.end(), what) != all.end();
}

bool sees(World& world, const std::string& who, const std::string& reference) {
  return world.read(who, [&](ReadTx& tx) { return findReferral(tx, reference).has_value(); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_no_says_why_in_a_sentence, *label("RSP-04") * label("RSP-13")) {
  World world;
  const std::string reference = world.sentCase();
  auto texts = world.no(reference, "need");
  texts["reason"] = {""};
  BOOST_CHECK(says(world.refused("coordinator", "response.no", texts), "reason: Say why"));
  texts["reason"] = {"No."};
  BOOST_CHECK(says(world.refused("coordinator", "response.no", texts), "at least a sentence"));
  texts["reason"] = {"Nooooooooooooooooooooooo"};
  BOOST_CHECK(says(world.refused("coordinator", "response.no", texts), "at least a sentence"));
  texts["reason"] = {"Nineteen letters ok"};  // one short
  BOOST_CHECK(says(world.refused("coordinator", "response.no", texts), "at least a sentence"));
  texts["category"] = {"dislike"};
  BOOST_CHECK(says(world.refused("coordinator", "response.no", texts), "category"));
  texts["category"] = {"need"};
  texts["reason"] = {"Twenty letters it is"};
  world.done("coordinator", "response.no", texts);  // no interview is asked for
  BOOST_CHECK_EQUAL(world.state(reference), "slt_review");
}

BOOST_AUTO_TEST_CASE(no_place_goes_back_without_senior_leaders, *label("TST-07") * label("RSP-16")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    World world(kind);
    const std::string reference = world.sentCase();
    const auto applied = world.referral(reference).applicationDate;
    world.done("coordinator", "response.no", world.no(reference, "availability"));
    BOOST_CHECK_EQUAL(world.state(reference), "submitted");
    BOOST_CHECK(world.referral(reference).applicationDate == applied);
    BOOST_CHECK(!has(duties(world, reference), "response.review"));
    BOOST_CHECK(!has(duties(world, reference), "referral.answer"));
    BOOST_CHECK(!sees(world, "coordinator", reference));
    world.read("admin", [&](ReadTx& tx) {
      const auto id = world.referral(reference).id;
      const auto open = openHolds(tx, id);
      BOOST_REQUIRE_EQUAL(open.size(), 1U);
      BOOST_CHECK_EQUAL(open[0].kind, "missing_data");
      BOOST_CHECK_EQUAL(choices(tx, id)[0].state, "declined");
      BOOST_CHECK_EQUAL(documents(tx, id).size(), 1U);  // the papers stay with the referral
    });
  }
}

BOOST_AUTO_TEST_CASE(the_next_choice_in_order_is_ready_at_once, *label("RSP-16")) {
  World world;
  World::Wanted two;
  two.courses = {"carpentry", "gardening"};
  const std::string reference = world.sentCase(two);
  world.done("coordinator", "response.no", world.no(reference, "availability"));
  BOOST_CHECK_EQUAL(world.state(reference), "complete");
  world.read("admin", [&](ReadTx& tx) {
    const auto r = world.referral(reference);
    for (const Choice& each : choices(tx, r.id))
      if (each.id == *r.choice) BOOST_CHECK_EQUAL(each.course, world.course("gardening"));
    BOOST_CHECK(openHolds(tx, r.id).empty());
  });
  BOOST_CHECK(!sees(world, "rival", reference));  // CAP sends it, nobody else
}

BOOST_AUTO_TEST_CASE(cap_tells_the_school_that_there_is_no_place) {
  World world;
  const std::string reference = world.sentCase();
  world.done("coordinator", "response.no", world.no(reference, "availability"));
  const auto seen = [&] {
    return world.read("school", [&](ReadTx& tx) { return responses(tx, world.referral(reference).id).size(); });
  };
  BOOST_CHECK_EQUAL(seen(), 0U);
  BOOST_CHECK(says(world.page("admin", "/review/" + reference), "Tell the school"));
  world.done("admin", "response.share", world.on(reference));
  BOOST_CHECK_EQUAL(seen(), 1U);
  BOOST_CHECK(says(world.refused("admin", "response.share", world.on(reference)), "already"));
  BOOST_CHECK(!has(duties(world, reference), "response.share"));
}

BOOST_AUTO_TEST_CASE(the_school_is_told_that_the_next_course_is_asked, *label("NOT-06") * label("RSP-16")) {
  World world;
  World::Wanted wanted;
  wanted.courses = {"carpentry", "gardening"};
  const std::string reference = world.sentCase(wanted);
  world.done("coordinator", "response.no", world.no(reference, "availability"));
  BOOST_CHECK_EQUAL(world.state(reference), "complete");
  BOOST_CHECK(has(duties(world, reference), "desk.send"));
  BOOST_CHECK(has(duties(world, reference), "response.share"));
  const auto read = [&] {
    return world.read("school", [&](ReadTx& tx) {
      std::string all;
      for (const Response& each : responses(tx, world.referral(reference).id)) all += each.reason + "\n";
      for (const StepLine& line : timeline(tx, world.referral(reference))) all += line.says + "\n";
      return all;
    });
  };
  const auto mails = [&] {
    return world.one<std::int64_t>("SELECT COUNT(*) FROM mail WHERE subject LIKE '%: the provider has answered'");
  };
  for (const char* each : {"no place", "No place", "We have no member", "next choice"})
    BOOST_CHECK_MESSAGE(!says(read(), each), each);
  BOOST_CHECK_EQUAL(mails(), 0);

  BOOST_CHECK(says(world.page("admin", "/review/" + reference), "Tell the school"));
  world.done("admin", "response.share", world.on(reference));
  BOOST_CHECK(says(read(), "The provider has no place. The next course you named is asked."));
  BOOST_CHECK(says(read(), "We have no member"));
  BOOST_CHECK(!has(duties(world, reference), "response.share"));
  BOOST_CHECK(has(duties(world, reference), "desk.send"));
  BOOST_CHECK_EQUAL(mails(), 1);
  const auto body = world.one<std::string>("SELECT body FROM mail WHERE subject LIKE '%: the provider has answered'");
  BOOST_CHECK(says(body, "/referrals/" + reference));
  BOOST_CHECK(!says(body, "/alternatives/"));  // it has nothing to choose: that page is not there
  BOOST_CHECK_EQUAL(world.page("school", "/alternatives/" + reference), "");
  BOOST_CHECK(says(world.refused("admin", "response.share", world.on(reference)), "already"));
}

BOOST_AUTO_TEST_CASE(a_no_that_was_not_shared_is_shared_after_the_next_answer_too, *label("NOT-06")) {
  World world;
  World::Wanted wanted;
  wanted.courses = {"carpentry", "gardening"};
  const std::string reference = world.sentCase(wanted);
  world.done("coordinator", "response.no", world.no(reference, "availability"));
  world.sendNext(reference);
  world.done("rival", "response.no", world.no(reference, "need"));
  BOOST_CHECK(says(world.page("admin", "/review/" + reference), "Tell the school"));
  world.done("admin", "response.share", world.on(reference));
  const auto seen = world.read("school", [&](ReadTx& tx) { return responses(tx, world.referral(reference).id); });
  BOOST_REQUIRE_EQUAL(seen.size(), 1U);  // and not the no on need, at which senior leaders look first
  BOOST_CHECK_EQUAL(seen.front().category, "availability");
  BOOST_CHECK(says(world.refused("admin", "response.share", world.on(reference)), "senior leaders"));
}

BOOST_AUTO_TEST_CASE(a_no_on_need_goes_to_senior_leaders_then_to_the_officer,
                     *label("TST-07") * label("REF-33") * label("REF-34")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    World world(kind);
    const std::string reference = world.sentCase();
    world.done("coordinator", "response.no", world.no(reference, "need"));
    BOOST_CHECK_EQUAL(world.state(reference), "slt_review");
    BOOST_CHECK(has(duties(world, reference), "response.review"));
    BOOST_CHECK(!sees(world, "coordinator", reference));
    BOOST_CHECK(says(world.page("slt", "/review"), reference));
    BOOST_CHECK(says(world.page("coordinator", "/answers"), "We have no member of staff"));  // its own evidence
    BOOST_CHECK(!says(world.page("rival", "/answers"), "We have no member of staff"));

    auto agree = world.on(reference);
    agree["decision"] = {"agreed"};
    BOOST_CHECK(says(world.refused("admin", "response.review", agree), "Your roles do not include this"));
    world.done("slt", "response.review", agree);
    BOOST_CHECK_EQUAL(world.state(reference), "submitted");
    const auto officer = world.who("officer").account();
    BOOST_CHECK_EQUAL(world.referral(reference).monitoringOfficer.value_or(0), officer);
    BOOST_CHECK(has(duties(world, reference), "response.alternatives"));
    BOOST_CHECK(!has(duties(world, reference), "response.review"));
    BOOST_CHECK(says(world.refused("slt", "response.review", agree), "somebody has looked at it before"));

    BOOST_CHECK(says(world.page("officer", "/review/" + reference), "Course of gardening"));
    FieldTexts call{{"reference", {reference}},
                    {"spoke_with", {"Ms Hall"}},
                    {"says", {"She asks the family about gardening."}},
                    {"offered", {"gardening", "painting"}}};
    world.done("officer", "response.log_call", call);
    BOOST_CHECK(!has(duties(world, reference), "response.alternatives"));
    BOOST_CHECK(
        says(world.page("officer", "/review/" + reference), "Offered: Course of gardening, Course of painting"));
  }
}

BOOST_AUTO_TEST_CASE(the_school_reads_the_reason_after_the_look, *label("TST-31")) {
  World world;
  const std::string reference = world.sentCase();
  world.done("coordinator", "response.no", world.no(reference, "risk"));
  const auto seen = [&] {
    return world.read("school", [&](ReadTx& tx) { return responses(tx, world.referral(reference).id).size(); });
  };
  BOOST_CHECK_EQUAL(seen(), 0U);
  BOOST_CHECK(says(world.refused("admin", "response.share", world.on(reference)), "senior leaders"));
  auto agree = world.on(reference);
  agree["decision"] = {"agreed"};
  world.done("lead", "response.review", agree);
  BOOST_CHECK_EQUAL(seen(), 1U);
}

BOOST_AUTO_TEST_CASE(senior_leaders_ask_again_or_challenge) {
  for (const char* decision : {"ask_again", "challenged"}) {
    World world;
    const std::string reference = world.sentCase();
    world.done("coordinator", "response.no", world.no(reference, "other"));
    auto texts = world.on(reference);
    texts["decision"] = {decision};
    BOOST_CHECK(says(world.refused("slt", "response.review", texts), "says: Say in a sentence"));
    texts["says"] = {"The school offers a support worker on Tuesdays."};
    world.done("slt", "response.review", texts);
    BOOST_CHECK_EQUAL(world.state(reference), "sent");
    BOOST_CHECK(sees(world, "coordinator", reference));
    BOOST_CHECK(has(duties(world, reference), "response.answer_again"));
    world.read("school", [&](ReadTx& tx) { BOOST_CHECK(responses(tx, world.referral(reference).id).empty()); });
    world.done("coordinator", "response.yes", world.yes(reference));
    BOOST_CHECK(!has(duties(world, reference), "response.answer_again"));
    world.done("admin", "placement.process", world.on(reference));
  }
}

BOOST_AUTO_TEST_CASE(three_noes_in_a_row_are_shown_to_the_operations_lead) {
  World world;
  const std::string reference = world.sentCase();
  for (int i = 1; i <= 3; ++i) {
    BOOST_CHECK_EQUAL(says(world.page("lead", "/review"), "Three noes in a row"), false);
    world.done("coordinator", "response.no", world.no(reference, "need"));
    if (i == 3) break;
    auto again = world.on(reference);
    again["decision"] = {"challenged"};
    again["says"] = {"Please look at the support plan again."};
    world.done("slt", "response.review", again);
  }
  BOOST_CHECK(says(world.page("lead", "/review"), "Three noes in a row"));
  BOOST_CHECK(says(world.page("lead", "/review/" + reference), "3 providers in a row have said no"));
}

BOOST_AUTO_TEST_CASE(an_offer_of_a_course_that_is_not_there_is_refused) {
  World world;
  const std::string reference = world.sentCase();
  FieldTexts call{{"reference", {reference}}, {"spoke_with", {"Ms Hall"}}, {"says", {"Spoke"}}, {"offered", {"none"}}};
  BOOST_CHECK(
      says(world.refused("officer", "response.log_call", call), "may not be yours"));  // nobody has answered yet
  world.done("coordinator", "response.no", world.no(reference, "availability"));
  BOOST_CHECK(says(world.refused("officer", "response.log_call", call), "no longer offered"));
}

BOOST_AUTO_TEST_CASE(the_school_chooses_another_course_on_the_same_referral, *label("REF-34")) {
  World world;
  const std::string reference = world.sentCase();
  auto texts = world.on(reference);
  texts["course"] = {"gardening"};
  BOOST_CHECK(says(world.refused("school", "response.choose_course", texts), "does not wait for another course"));
  world.done("coordinator", "response.no", world.no(reference, "availability"));
  world.done("admin", "response.share", world.on(reference));
  const std::string page = world.page("school", "/alternatives/" + reference);
  BOOST_CHECK(says(page, "The risk assessment is of 3 February 2026, yesterday"));
  BOOST_CHECK(says(page, "Course of gardening"));
  BOOST_CHECK(!says(page, "Course of carpentry"));  // it said no
  BOOST_CHECK_EQUAL(world.page("other_school", "/alternatives/" + reference), "");

  texts = world.on(reference);
  texts["course"] = {"carpentry"};
  BOOST_CHECK(says(world.refused("school", "response.choose_course", texts), "said no"));
  texts["course"] = {"nothing"};
  BOOST_CHECK(says(world.refused("school", "response.choose_course", texts), "of the list"));
  texts["course"] = {"gardening"};
  BOOST_CHECK(says(world.refused("other_school", "response.choose_course", texts), "may not be yours"));
  const auto applied = world.referral(reference).applicationDate;
  world.done("school", "response.choose_course", texts);
  BOOST_CHECK(world.referral(reference).applicationDate == applied);
  BOOST_CHECK_EQUAL(world.state(reference), "submitted");
  BOOST_CHECK(has(duties(world, reference), "desk.first_look"));
  world.read("admin", [&](ReadTx& tx) {
    const auto r = world.referral(reference);
    BOOST_CHECK(openHolds(tx, r.id).empty());
    BOOST_CHECK_EQUAL(documents(tx, r.id).size(), 1U);
    const auto all = choices(tx, r.id);
    BOOST_REQUIRE_EQUAL(all.size(), 2U);
    BOOST_CHECK_EQUAL(all[1].id, r.choice.value_or(0));
    BOOST_CHECK_EQUAL(all[1].course, world.course("gardening"));
  });
  BOOST_CHECK(says(world.refused("school", "response.choose_course", world.on(reference)), "course"));
}

BOOST_AUTO_TEST_CASE(the_next_provider_does_not_read_what_cap_wrote_to_the_one_before) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    World world(kind);
    World::Wanted wanted;
    wanted.courses = {"carpentry", "gardening"};
    const std::string reference = world.sentCase(wanted);
    const auto read = [&](const std::string& who) {
      return world.read(who, [&](ReadTx& tx) {
        std::string all = world.page(who, "/answers/" + reference);
        for (const StepLine& line : timeline(tx, world.referral(reference))) all += line.says + "\n";
        return all;
      });
    };
    const auto ask = [&](const std::string& says_) {
      auto texts = world.on(reference);
      texts["decision"] = {"ask_again"};
      texts["says"] = {says_};
      world.done("slt", "response.review", texts);
    };
    world.done("coordinator", "response.no", world.no(reference, "need"));
    world.at(2026, 2, 5);
    ask("The school offers a support worker on Tuesdays.");
    BOOST_CHECK(says(read("coordinator"), "support worker on Tuesdays"));
    world.at(2026, 2, 6);
    world.done("coordinator", "response.no", world.no(reference, "availability"));
    world.at(2026, 2, 9);
    world.sendNext(reference);
    BOOST_CHECK(says(read("rival"), reference));
    BOOST_CHECK(!says(read("rival"), "support worker"));
    BOOST_CHECK(says(read("admin"), "support worker"));
    world.at(2026, 2, 10);
    world.done("rival", "response.no", world.no(reference, "need"));
    ask("Would Wednesday mornings make it possible?");
    BOOST_CHECK(says(read("rival"), "Wednesday mornings"));  // its own
    BOOST_CHECK(!says(read("rival"), "support worker"));
  }
}

BOOST_AUTO_TEST_CASE(the_officer_s_call_is_not_asked_for_once_the_school_has_chosen, *label("REF-34")) {
  const std::pair<const char*, const char*> words[] = {{"need", "Said no on need: ring the school"},
                                                       {"risk", "Said no on risk: ring the school"},
                                                       {"other", "Said no: ring the school"}};
  for (const auto& [category, asks] : words) {
    World world;
    const std::string reference = world.sentCase();
    world.done("coordinator", "response.no", world.no(reference, category));
    auto agree = world.on(reference);
    agree["decision"] = {"agreed"};
    world.done("slt", "response.review", agree);
    BOOST_CHECK_EQUAL(world.one<std::int64_t>("SELECT COUNT(*) FROM duty WHERE kind = 'response.alternatives' AND says "
                                              "LIKE '" +
                                              std::string(asks) + "%' AND closed_ms IS NULL"),
                      1);
    auto texts = world.on(reference);
    texts["course"] = {"gardening"};
    world.done("school", "response.choose_course", texts);
    BOOST_CHECK_EQUAL(world.one<std::string>("SELECT COALESCE(closed_how, 'open') FROM duty WHERE kind = "
                                             "'response.alternatives'"),
                      "not_needed");
  }
}
