// What crosses: fifty that are set up at once for two places, a school that takes back while the provider answers; and
// pupils who are easily taken for one another.
#include <atomic>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "cases/referral/ReferralFacts.h"
#include "tests/desk/Send.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

void changed(Desk& desk, const std::function<void(WriteTx&)>& change) {
  store::WriteRequest request;
  request.viewer = desk.office.house().hostViewer(0);
  request.command = "test.change";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    change(tx);
    return Done{};
  };
  desk.office.house().database().write(std::move(request)).get();
}

Outcome sayYes(Desk& desk, const std::string& reference, std::int64_t version, const std::string& start) {
  commands::Request request;
  request.command = "response.yes";
  request.token = store::randomHex(8);
  request.texts = {
      {"interview_on", {"2026-02-02"}}, {"interview_who", {"The pupil and our tutor"}}, {"start", {start}},
      {"reference", {reference}},       {"version", {std::to_string(version)}},         {"sessions", {"2a", "2p"}}};
  for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                           "risk_met", "supervision_met"})
    request.texts[each] = {"yes"};
  return desk.office.house().pipeline().run(desk.office.viewer(kProvider), request);
}

/// A pupil of the coordinator's, added now.
std::string addPupil(Desk& desk, const std::string& first, const std::string& last, const std::string& upn = {}) {
  Texts texts = {{"first_name", first}, {"last_name", last}, {"born", "2011-05-04"}, {"year_group", "10"}};
  if (!upn.empty()) texts["upn"] = upn;
  const Outcome added = desk.office.run(kCoordinator, "pupil.add", texts);
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(added), desk.office.dumpOf(added));
  return std::get<Done>(added).subject;
}

/// Sent to the provider of the bicycle course.
std::string sentFor(Desk& desk, const std::string& draft) {
  desk.office.fillIn(draft);
  desk.must("referral.submit", draft, {}, kCoordinator);
  desk.must("desk.check", draft, {{"date_agrees", "yes"}});
  desk.must("desk.release", draft);
  return draft;
}

}  // namespace

// Fifty yeses, two places, fifty people at CAP who press the button together: two are set up, the other forty-eight
// wait as before and in the order in which they were answered.
BOOST_AUTO_TEST_CASE(fifty_at_once_for_two_places) {
  constexpr int kMany = 50;
  Desk desk;
  std::vector<std::string> waiting;
  for (int i = 0; i < kMany; ++i) {
    desk.office.clock().set(londonAt(Date(2026, 2, 2), {8 + i / 10, i % 10}));
    const std::string reference = sentFor(desk, addPupil(desk, "Kim", "Reed" + std::to_string(i) + "-Test"));
    const Outcome yes = sayYes(desk, reference, desk.version(reference), "2026-02-24");
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(yes), desk.office.dumpOf(yes));
    waiting.push_back(reference);
  }
  changed(desk, [](WriteTx& tx) { tx.execute("UPDATE course SET places = 2 WHERE code = 'bike'"); });
  std::atomic<int> done = 0, full = 0;
  std::vector<std::thread> people;
  for (const std::string& each : waiting) {
    const Texts texts = {{"reference", each}, {"version", std::to_string(desk.version(each))}};
    people.emplace_back([&desk, &done, &full, texts] {
      const Outcome outcome = desk.office.run(kAdmin, "placement.process", texts);
      if (std::holds_alternative<Done>(outcome)) ++done;
      if (has(desk.office.dumpOf(outcome), "All 2 places of the course are taken")) ++full;
    });
  }
  for (std::thread& each : people) each.join();
  BOOST_TEST(done == 2);
  BOOST_TEST(full == kMany - 2);
  BOOST_TEST(desk.count("SELECT COUNT(*) FROM @all_placements p JOIN course c ON c.id = p.course_id WHERE c.code = ?",
                        "bike") == 2);
  const std::string page = textOf(Screen(desk.office, kAdmin).get("/process"));
  std::size_t at = 0;
  int still = 0;
  for (const std::string& each : waiting) {
    if (desk.state(each) != "answered") continue;
    ++still;
    const auto next = page.find(each, at);
    BOOST_TEST_REQUIRE(next != std::string::npos, each << " is not where it was");
    at = next;
  }
  BOOST_TEST(still == kMany - 2);
}

// A school takes it back while the provider says yes: one of the two is done, and the other hears why not.
BOOST_DATA_TEST_CASE(taken_back_while_it_is_answered, kBoth, kind) {
  Desk desk(kind);
  int withdrawn = 0;
  for (int i = 0; i < 8; ++i) {
    const std::string reference = sentFor(desk, addPupil(desk, "Kim", "Moss" + std::to_string(i) + "-Test"));
    const std::int64_t version = desk.version(reference);
    std::atomic<bool> yes = false, back = false;
    std::thread provider([&] { yes = std::holds_alternative<Done>(sayYes(desk, reference, version, "2026-02-24")); });
    std::thread school([&] {
      back = std::holds_alternative<Done>(
          desk.office.run(kCoordinator, "referral.withdraw",
                          {{"reference", reference}, {"version", std::to_string(version)}, {"why", "He moved away."}}));
    });
    provider.join();
    school.join();
    BOOST_TEST(yes != back);
    BOOST_TEST(desk.state(reference) == (back ? "withdrawn" : "answered"));
    BOOST_TEST(desk.openDuties(reference, "referral.process") == (back ? 0 : 1));
    BOOST_TEST(desk.openDuties(reference, "response.answer") == 0);
    withdrawn += back ? 1 : 0;
    if (back) BOOST_TEST(has(desk.refused("placement.process", reference), "not waiting to be set up"));
    if (yes) {
      // What was answered meanwhile is looked at, and then taken back all the same.
      desk.must("referral.withdraw", reference, {{"why", "He moved away."}}, kCoordinator);
      BOOST_TEST(has(desk.refused("placement.process", reference), "not waiting to be set up"));
    }
  }
}

// The same day, the same name but one: two pupils, each with a week of their own. Neither has a UPN yet.
BOOST_AUTO_TEST_CASE(twins_without_a_upn) {
  Desk desk;
  const std::string first = sentFor(desk, addPupil(desk, "Ela", "Zander-Test"));
  const std::string second = sentFor(desk, addPupil(desk, "Ola", "Zander-Test"));
  const Outcome again = desk.office.run(
      kCoordinator, "pupil.add",
      {{"first_name", "Ola"}, {"last_name", "Zander-Test"}, {"born", "2011-05-04"}, {"year_group", "10"}});
  BOOST_TEST(has(desk.office.dumpOf(again), "on your list already"));
  for (const std::string& each : {first, second}) {
    const Outcome yes = sayYes(desk, each, desk.version(each), "2026-02-24");
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(yes), desk.office.dumpOf(yes));
    // The other twin’s Tuesday is none of this one’s.
    desk.must("placement.process", each);
  }
  const std::string page = textOf(Screen(desk.office, kAdmin).get("/cases/" + second + "/process"));
  BOOST_TEST(has(page, "Ola"), page);
  BOOST_TEST(!has(page, "Ela"), page);
  BOOST_TEST(has(page, "UPN: -"), page);
}

// Known to two schools: each has a row of its own until CAP joins them, and neither learns of the other.
BOOST_AUTO_TEST_CASE(a_pupil_of_two_home_schools) {
  Desk desk;
  const std::string upn = "H801200001001";
  const std::string here = addPupil(desk, "Kim", "Dual-Test", upn);
  const Outcome there = desk.office.run(
      kOlu, "pupil.add",
      {{"first_name", "Kim"}, {"last_name", "Dual-Test"}, {"born", "2011-05-04"}, {"year_group", "10"}, {"upn", upn}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(there), desk.office.dumpOf(there));
  BOOST_TEST(!has(std::get<Done>(there).says, "Spon Vale"));
  desk.office.save(here, "week",
                   {{"week.main_kind", "this_school"}, {"week.sessions", "4"}, {"week.rolls", "Moor Lane School"}});
  const std::string reference = sentFor(desk, here);
  BOOST_TEST(has(textOf(Screen(desk.office, kAdmin).get("/cases/" + reference)), "Moor Lane School"));
  BOOST_TEST(Screen(desk.office, kOlu).get("/referrals/" + reference).status == 404);
}

// A draft without a course is judged by the first programme that whoever writes it may refer to.
BOOST_AUTO_TEST_CASE(a_draft_without_a_course_is_judged_as_its_writer_s) {
  Office office;
  const auto& policy = office.house().services().policy();
  const std::string hash = policy.versionFor(Date(2026, 2, 2), Date(2026, 2, 2)).value();
  ReferralRecord draft;
  BOOST_TEST(programmeToJudge(draft, policy, hash, "school").value_or("") == "tier1");
  const std::string send = programmeToJudge(draft, policy, hash, "send_team").value_or("");
  BOOST_TEST(policy.programme(hash, send)->referredBy.front() == "send_team");
  BOOST_TEST(!programmeToJudge(draft, policy, hash, "provider").has_value());
  draft.programme = "tier2.flourish";
  BOOST_TEST(programmeToJudge(draft, policy, hash, "send_team").value_or("") == "tier2.flourish");
}
