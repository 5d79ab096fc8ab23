// A version comes into force: who may, what is refused, and that no decision is ever made by a version that was
// withdrawn.
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "tests/policy/Desk.h"
#include "tests/policy/Policies.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;
namespace bdata = boost::unit_test::data;

namespace {

constexpr char kLasts[] = "between(school_weeks(6), school_weeks(12))";
constexpr char kShorter[] = "between(school_weeks(6), school_weeks(11))";
constexpr char kInsightExamples[] = "examples/2025-26/programmes.lua";

// Insight of at most 11 weeks, with the examples put right.
void shorten(const WorkingFolder& folder) {
  folder.edit(kInsight, kLasts, kShorter);
  folder.edit(kInsightExamples, "requested = { weeks = 12 } },\n  rules     = { [\"value.lasts\"] = \"met\" }",
              "requested = { weeks = 12 } },\n  rules     = { [\"value.lasts\"] = \"not met\" }");
}

Facts insightOf(std::int64_t weeks) {
  return {
      {"referrer.kind", std::string("school")}, {"requested.weeks", weeks}, {"requested.days_a_week", std::int64_t{1}}};
}

RuleResult lasts(const PolicyShelf& shelf, const std::string& hash, std::int64_t weeks) {
  const Judgement judgement = shelf.judge(hash, "tier2.insight", insightOf(weeks));
  for (const RuleLine& rule : judgement.rules)
    if (rule.id == "value.lasts") return rule.result;
  BOOST_FAIL("no rule value.lasts");
  return RuleResult::cannotTell;
}

void done(const Outcome& outcome) { BOOST_REQUIRE_MESSAGE(std::holds_alternative<Done>(outcome), saidBy(outcome)); }

// A command that judges by the version in force and keeps nothing but whether that was still so when it was written.
struct Trial {
  std::atomic<int> prepared{0};
  std::atomic<int> applied{0};
  std::atomic<int> byWithdrawn{0};
  std::atomic<int> wrongVerdict{0};
  std::function<void(int)> whilePrepared;  ///< told which preparation this is, after it has judged
  std::string lastHash;

  struct In {};
  struct Plan {
    std::string hash;
    bool twelveWeeksMet = false;
  };

  void offerTo(daemon::House& house) {
    Offers offers;
    offers.command(CommandOf<In, Plan>{.name = "trial.judge",
                                       .permission = "signed_in",
                                       .says = "Judges.",
                                       .form = {},
                                       .prepare = [this](Preparing& at, const In&) -> Prepared<Plan> {
                                         const PolicyShelf& shelf = at.services.policy();
                                         Plan plan;
                                         plan.hash = shelf.versionFor(Date(2026, 2, 24), Date(2026, 2, 2)).value();
                                         plan.twelveWeeksMet = lasts(shelf, plan.hash, 12) == RuleResult::met;
                                         const int which = ++prepared;
                                         if (whilePrepared) whilePrepared(which);
                                         return plan;
                                       },
                                       .apply = [this](WriteTx& tx, const In&, const Plan& plan) -> Outcome {
                                         ++applied;
                                         if (policyInForce(tx).at("2025-26") != plan.hash) ++byWithdrawn;
                                         const auto files = policyFiles(tx, plan.hash);
                                         const bool allowed =
                                             files.at("programmes/tier2.insight.lua").find(kLasts) != std::string::npos;
                                         if (allowed != plan.twelveWeeksMet) ++wrongVerdict;
                                         lastHash = plan.hash;
                                         return Done{};
                                       }});
    offers.permissions.push_back({"signed_in", "Is signed in", {}});
    const auto faults = house.registry().merge("trial", offers);
    for (const std::string& fault : faults) BOOST_ERROR(fault);
  }
};

}  // namespace

BOOST_DATA_TEST_CASE(a_new_version_judges_from_its_publication_on, kBoth, kind) {
  const WorkingFolder folder;
  Office office(kind, Date(2026, 2, 2), folder.path());
  auto& house = office.house();
  const PolicyShelf& shelf = house.services().policy();
  std::string heard;
  Offers listener;
  listener.on<PolicyPublished>([&](WriteTx&, const PolicyPublished& event) { heard = event.year + " " + event.hash; });
  BOOST_REQUIRE(house.registry().merge("listener", listener).empty());

  const std::string old = *shelf.versionFor(Date(2026, 2, 24), Date(2026, 2, 2));
  const auto before = house.database().policyGeneration();
  shorten(folder);
  BOOST_CHECK_EQUAL(*shelf.versionFor(Date(2026, 2, 24), Date(2026, 2, 2)), old);  // editing a file changes nothing
  const Outcome outcome = publish(house, office.viewer(kEditor), "2025-26");
  done(outcome);
  const std::string fresh = std::get<Done>(outcome).values.at("hash");
  BOOST_CHECK_NE(fresh, old);
  BOOST_CHECK_EQUAL(*shelf.versionFor(Date(2026, 2, 24), Date(2026, 2, 2)), fresh);
  BOOST_CHECK_EQUAL(house.database().policyGeneration(), before + 1);
  BOOST_CHECK_EQUAL(heard, "2025-26 " + fresh);
  BOOST_CHECK(lasts(shelf, fresh, 12) == RuleResult::unmet);
  BOOST_CHECK(lasts(shelf, fresh, 11) == RuleResult::met);
  BOOST_CHECK(lasts(shelf, old, 12) == RuleResult::met);  // the old version still judges what was sent under it
  const auto changes = shelf.differences(old, fresh);
  BOOST_REQUIRE_EQUAL(changes.size(), 1u);
  BOOST_CHECK_EQUAL(changes.front(),
                    "Insight: a placement lasts 6 to 11 school weeks; it was 6 to 12 school weeks. (CAP Support and "
                    "Guidance Document, August 2025, Appendix 1, Tier 2)");
  const auto lease = house.database().read(house.hostViewer(0));
  auto history = policyHistory(lease->tx());
  std::erase_if(history, [](const auto& each) { return each.year != "2025-26"; });
  BOOST_REQUIRE(!history.empty());
  BOOST_CHECK_EQUAL(history.front().hash, fresh);
  BOOST_CHECK_EQUAL(history.front().generation, 2);
  BOOST_CHECK_EQUAL(lease->tx()
                        .one<std::int64_t>("SELECT COUNT(*) FROM audit WHERE command = ? AND subject = ?",
                                           "policy.publish", "2025-26")
                        .value(),
                    2);
}

BOOST_DATA_TEST_CASE(a_year_goes_back_to_a_version_it_had, kBoth, kind) {
  const WorkingFolder folder;
  Office office(kind, Date(2026, 2, 2), folder.path());
  const std::string old = inForceNow(office.house(), "2025-26");
  shorten(folder);
  done(publish(office.house(), office.viewer(kEditor), "2025-26"));
  folder.edit(kInsight, kShorter, kLasts);
  folder.edit(kInsightExamples, "requested = { weeks = 12 } },\n  rules     = { [\"value.lasts\"] = \"not met\" }",
              "requested = { weeks = 12 } },\n  rules     = { [\"value.lasts\"] = \"met\" }");
  done(publish(office.house(), office.viewer(kEditor), "2025-26"));
  BOOST_CHECK_EQUAL(inForceNow(office.house(), "2025-26"), old);
  BOOST_CHECK_EQUAL(*office.house().services().policy().versionFor(Date(2026, 2, 24), Date(2026, 2, 2)), old);
}

BOOST_AUTO_TEST_CASE(what_is_not_right_is_refused_with_every_fault_and_changes_nothing) {
  const WorkingFolder folder;
  Office office(Kind::sqlite, Date(2026, 2, 2), folder.path());
  auto& house = office.house();
  const std::string old = inForceNow(house, "2025-26");
  const auto generation = house.database().policyGeneration();
  const auto refused = [&](const std::string& year, std::initializer_list<const char*> words,
                           Refused::Kind kind = Refused::Kind::invalid, const char* who = kEditor) {
    const Outcome outcome = publish(house, office.viewer(who), year);
    BOOST_REQUIRE_MESSAGE(std::holds_alternative<Refused>(outcome), saidBy(outcome));
    BOOST_CHECK(std::get<Refused>(outcome).kind == kind);
    for (const char* each : words)
      BOOST_CHECK_MESSAGE(saidBy(outcome).find(each) != std::string::npos,
                          "expected '" << each << "' in: " << saidBy(outcome));
    BOOST_CHECK_EQUAL(inForceNow(house, "2025-26"), old);
    BOOST_CHECK_EQUAL(house.database().policyGeneration(), generation);
    BOOST_CHECK_EQUAL(*house.services().policy().versionFor(Date(2026, 2, 24), Date(2026, 2, 2)), old);
  };
  refused("2025-26", {"is in force already. The working folder holds nothing new."}, Refused::Kind::conflict);
  refused("2025/26", {"An academic year is written like 2025-26. '2025/26' is none."});
  refused("", {"Enter the academic year to publish"});
  refused("2031-32", {"There is no policy folder"});
  for (const char* who : {"coordinator@school.example", "provider@provider.example", "admin@cap.example",
                          "slt@cap.example", "officer@cap.example"})
    refused("2025-26", {"Your roles do not include this."}, Refused::Kind::notAllowed, who);
  // An example that comes out differently.
  folder.edit(kInsight, kLasts, kShorter);
  refused("2025-26", {"2025-26 is not published: 1 fault has to be put right first. What was in force stays in force.",
                      "2025-26/examples/programmes.lua:",
                      "'Insight of 12 weeks is the longest' (tier2.insight): the rule value.lasts is not met, and the "
                      "example expects met."});
  // Two faults in two files, both told.
  folder.edit(kInsight, kShorter, "weeks(6)");
  folder.edit("policy/2025-26/programmes/tier1.lua", "days_a_week(1)", "dais_a_week(1)");
  refused("2025-26",
          {"2 faults have to be put right first", "2025-26/programmes/tier2.insight.lua:6: 'lasts' is given in weeks.",
           "there is no word 'dais_a_week'. Did you mean 'days_a_week'?"});
}

// A list that the form needs is missed before anybody stands in front of a question with nothing to tick.
BOOST_AUTO_TEST_CASE(a_year_without_a_list_of_the_form_is_refused, *label("NUM-71")) {
  const WorkingFolder folder;
  Office office(Kind::sqlite, Date(2026, 2, 2), folder.path());
  folder.edit("policy/2025-26/questions.lua", "offered_needs_kinds = ", "offered_needs_kind = ");
  const std::string says =
      "2025-26/questions.lua: there is no list 'offered_needs_kinds', so the form would have "
      "nothing to tick for 'needs.kinds'. Take it over from the year before.";
  const Outcome outcome = publish(office.house(), office.viewer(kEditor), "2025-26");
  BOOST_REQUIRE(std::holds_alternative<Refused>(outcome));
  BOOST_CHECK_MESSAGE(saidBy(outcome).find(says) != std::string::npos, saidBy(outcome));
  std::ostringstream out;
  const policy::Tool tool{folder.file("policy"), policy::coreFacts(), shapes(), out};
  BOOST_CHECK_EQUAL(tool.check("2025-26"), 1);
  BOOST_CHECK_MESSAGE(out.str().find(says) != std::string::npos, out.str());
  BOOST_CHECK_EQUAL(tool.check("2024-25"), 0);
}

BOOST_DATA_TEST_CASE(what_was_prepared_under_a_withdrawn_version_is_prepared_again, kBoth, kind) {
  const WorkingFolder folder;
  Office office(kind, Date(2026, 2, 2), folder.path());
  auto& house = office.house();
  Trial trial;
  trial.offerTo(house);
  std::string fresh;
  trial.whilePrepared = [&](int which) {
    if (which != 1) return;
    shorten(folder);
    const Outcome outcome = publish(house, office.viewer(kEditor), "2025-26");
    done(outcome);
    fresh = std::get<Done>(outcome).values.at("hash");
  };
  done(house.pipeline().run(house.hostViewer(0), {"trial.judge", {}, {}}));
  BOOST_CHECK_EQUAL(trial.prepared.load(), 2);
  BOOST_CHECK_EQUAL(trial.applied.load(), 1);
  BOOST_CHECK_EQUAL(trial.lastHash, fresh);
  BOOST_CHECK_EQUAL(trial.byWithdrawn.load(), 0);
  BOOST_CHECK_EQUAL(trial.wrongVerdict.load(), 0);
}

BOOST_DATA_TEST_CASE(while_versions_change_no_decision_is_made_by_a_withdrawn_one, kBoth, kind) {
  const WorkingFolder folder;
  Office office(kind, Date(2026, 2, 2), folder.path());
  auto& house = office.house();
  Trial trial;
  trial.offerTo(house);
  std::atomic<bool> publishing{true};
  std::atomic<int> decided{0};
  std::atomic<int> broken{0};
  std::vector<std::thread> deciders;
  for (int t = 0; t < 4; ++t) {
    deciders.emplace_back([&] {
      while (publishing) {
        try {
          if (std::holds_alternative<Done>(house.pipeline().run(house.hostViewer(0), {"trial.judge", {}, {}})))
            ++decided;
        } catch (const std::exception&) {
          ++broken;
        }
      }
    });
  }
  const Viewer editor = office.viewer(kEditor);
  int published = 0;
  for (int round = 0; round < 10; ++round) {
    // A comment makes a version of its own; the limit goes to and fro as well.
    if (round == 0)
      shorten(folder);
    else
      folder.add(kInsight, "-- round " + std::to_string(round) + "\n");
    if (std::holds_alternative<Done>(publish(house, editor, "2025-26"))) ++published;
    const int seen = decided;
    while (decided < seen + 4 && broken == 0) std::this_thread::yield();
  }
  publishing = false;
  for (std::thread& each : deciders) each.join();
  BOOST_CHECK_EQUAL(published, 10);
  BOOST_CHECK_EQUAL(broken.load(), 0);
  BOOST_CHECK_EQUAL(trial.byWithdrawn.load(), 0);
  BOOST_CHECK_EQUAL(trial.wrongVerdict.load(), 0);
  BOOST_TEST_MESSAGE(decided << " decisions, prepared " << trial.prepared << " times, over 10 publications");
}

BOOST_AUTO_TEST_CASE(what_another_daemon_publishes_judges_here_as_well) {
  const WorkingFolder folder;
  Office here(Kind::postgresql, Date(2026, 2, 2), folder.path());
  Office there(here, folder.path());
  Trial trial;
  trial.offerTo(there.house());
  done(there.house().pipeline().run(there.house().hostViewer(0), {"trial.judge", {}, {}}));
  const std::string old = trial.lastHash;
  shorten(folder);
  const Outcome outcome = publish(here.house(), here.viewer(kEditor), "2025-26");
  done(outcome);
  done(there.house().pipeline().run(there.house().hostViewer(0), {"trial.judge", {}, {}}));
  BOOST_CHECK_NE(trial.lastHash, old);
  BOOST_CHECK_EQUAL(trial.lastHash, std::get<Done>(outcome).values.at("hash"));
  BOOST_CHECK_EQUAL(trial.byWithdrawn.load(), 0);
  BOOST_CHECK_EQUAL(*there.house().services().policy().versionFor(Date(2026, 2, 24), Date(2026, 2, 2)), trial.lastHash);
  // Prepared there, published here in between.
  trial.whilePrepared = [&](int which) {
    if (which != 3) return;
    folder.add(kInsight, "-- once more\n");
    done(publish(here.house(), here.viewer(kEditor), "2025-26"));
  };
  done(there.house().pipeline().run(there.house().hostViewer(0), {"trial.judge", {}, {}}));
  BOOST_CHECK_EQUAL(trial.prepared.load(), 4);
  BOOST_CHECK_EQUAL(trial.byWithdrawn.load(), 0);
  BOOST_CHECK_EQUAL(trial.lastHash, inForceNow(here.house(), "2025-26"));
}

BOOST_AUTO_TEST_CASE(a_year_whose_version_cannot_be_loaded_is_judged_by_no_other) {
  const WorkingFolder folder;
  Office office(Kind::sqlite, Date(2026, 2, 2), folder.path());
  auto& house = office.house();
  const PolicyShelf& shelf = house.services().policy();
  store::WriteRequest request;
  request.viewer = house.hostViewer(0);
  request.command = "policy.publish";
  request.payload = "{}";
  request.changesPolicy = true;
  request.apply = [](WriteTx& tx) -> Outcome {
    putPolicyInForce(tx, "2025-26", std::string(64, 'a'), {{"t.lua", "a_word_of_next_year {}"}});
    return Done{};
  };
  done(house.database().write(std::move(request)).get().outcome);
  BOOST_CHECK(!shelf.has(std::string(64, 'a')));
  BOOST_CHECK(!shelf.versionFor(Date(2026, 2, 24), Date(2026, 2, 2)));
  BOOST_CHECK(shelf.versionFor(Date(2025, 2, 24), Date(2025, 2, 2)));
  Screen editor(office, kEditor);
  BOOST_CHECK(textOf(editor.get("/policy")).find("This program cannot load the version in force.") !=
              std::string::npos);
}

BOOST_DATA_TEST_CASE(a_case_keeps_the_version_it_was_sent_under, kBoth, kind) {
  const WorkingFolder folder;
  Office office(kind, Date(2026, 2, 2), folder.path());
  auto& house = office.house();
  const std::string old = inForceNow(house, "2025-26");
  const auto sent = [&](const std::string& pupil) {
    const std::string reference = office.draft(pupil);
    office.fillIn(reference);
    done(office.run("coordinator@school.example", "referral.submit", {{"reference", reference}}));
    return reference;
  };
  const auto pinned = [&](const std::string& reference) {
    return office.fact<std::string>("SELECT c.policy_hash FROM @all_cases c WHERE c.reference = ?", reference).value();
  };
  const std::string first = sent("Wynne-Test");
  shorten(folder);
  done(publish(house, office.viewer(kEditor), "2025-26"));
  const std::string second = sent("Reed-Test");
  BOOST_CHECK_EQUAL(pinned(first), old);
  BOOST_CHECK_EQUAL(pinned(second), inForceNow(house, "2025-26"));
  BOOST_CHECK_NE(pinned(second), old);
  // CAP looks at the older case again: it is still the older version that judges it.
  const auto version =
      office.fact<std::int64_t>("SELECT c.version FROM @all_cases c WHERE c.reference = ?", first).value();
  done(office.run("admin@cap.example", "desk.check",
                  {{"reference", first}, {"version", std::to_string(version)}, {"date_agrees", "yes"}}));
  BOOST_CHECK_EQUAL(office
                        .fact<std::string>("SELECT d.policy_hash FROM decision d JOIN @all_cases c ON c.id = d.case_id "
                                           "WHERE d.occasion = 'checked' AND c.reference = ?",
                                           first)
                        .value(),
                    old);
  BOOST_CHECK_EQUAL(pinned(first), old);
}

BOOST_AUTO_TEST_CASE(the_policy_reads_in_plain_english) {
  const WorkingFolder folder;
  // A programme whose plugin is not there.
  folder.add("policy/2025-26/programmes/tier5.lua",
             "programme \"tier5\" { title = \"Tier 5\", source = cite(\"terms-2025\", \"nowhere\"), "
             "referred_by = { \"school\" } }\n");
  Office office(Kind::sqlite, Date(2026, 2, 2), folder.path());
  const std::string old = inForceNow(office.house(), "2025-26");
  Screen editor(office, kEditor);
  const auto has = [&](const std::string& path, std::initializer_list<const char*> words) {
    const std::string text = textOf(editor.get(path));
    for (const char* each : words)
      BOOST_CHECK_MESSAGE(text.find(each) != std::string::npos, path << " expected '" << each << "' in: " << text);
  };
  has("/policy", {"Policy in force", "2025-26", "2024-25", "In force", "What is different from 2024-25"});
  has("/policy/versions/" + old.substr(0, 12),
      {"Policy of 2025-26", "In force.", "6 to 12 school weeks",
       "(CAP Support and Guidance Document, August 2025, Appendix 1, Tier 2)", "Provisional: printed for 2024-25 only",
       "Judged as: the date of the risk assessment is not more than 3 months before the day of application, where a "
       "risk assessment was uploaded.",
       "Otherwise it can’t be sent", "Not in use: nobody can apply"});
  has("/policy/versions/" + old.substr(0, 12) + "/since/" + inForceNow(office.house(), "2024-25").substr(0, 12),
      {"Insight: a placement lasts 6 to 12 school weeks; it was 6 school weeks."});
  has("/policy/publish", {"This is in force. There is nothing to publish."});
  folder.edit(kInsight, kLasts, kShorter);
  has("/policy/publish", {"It can’t be published.", "Insight of 12 weeks is the longest"});
  folder.edit(kInsight, kShorter, kLasts);
  shorten(folder);
  has("/policy/publish",
      {"Publishing it changes:", "Insight: a placement lasts 6 to 11 school weeks; it was 6 to 12 school weeks."});
  const auto published = editor.send("/policy/publish", "policy.publish", {{"year", {"2025-26"}}});
  BOOST_CHECK_MESSAGE(
      textOf(published).find("is in force from now on, in place of version " + old.substr(0, 12)) != std::string::npos,
      textOf(published));
  BOOST_CHECK_EQUAL(editor.at(), "/policy");
  has("/policy", {"What changed with version"});
  has("/policy/versions/" + old.substr(0, 12), {"No longer in force for new referrals."});
  BOOST_CHECK_EQUAL(editor.get("/policy/versions/0000000000").status, 404);
  BOOST_CHECK_EQUAL(editor.get("/policy/versions/").status, 404);
}

BOOST_AUTO_TEST_CASE(only_cap_reads_the_policy_and_only_its_editor_publishes) {
  const WorkingFolder folder;
  Office office(Kind::sqlite, Date(2026, 2, 2), folder.path());
  for (const auto& [email, reads, publishes] : {std::tuple{"policy@cap.example", true, true},
                                                {"host@cap.example", true, true},
                                                {"admin@cap.example", true, false},
                                                {"slt@cap.example", true, false},
                                                {"coordinator@school.example", false, false},
                                                {"provider@provider.example", false, false}}) {
    Screen screen(office, email);
    BOOST_CHECK_EQUAL(screen.get("/policy").status == 200, reads);
    BOOST_CHECK_EQUAL(screen.get("/policy/publish").status == 200, publishes);
  }
}
