// Whoever does whatever in whatever order: no guard is passed, no duty is lost or doubled, every case can still end.

#include <boost/test/data/test_case.hpp>
#include <boost/test/results_collector.hpp>
#include <cstdlib>
#include <random>

#include "cases/placement/Along.h"
#include "cases/policy/PolicyShelf.h"
#include "cases/response/Response.h"
#include "tests/placement/Running.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

const std::vector<std::string> kPeople = {kCoordinator, kProvider, kAdmin, kColleague, kOfficer,
                                          kSlt,         kOlu,      kOther, kSend};

struct Deed {
  const char* command;
  std::set<std::string> who;  // nobody else may ever do it
};
const std::vector<Deed> kDeeds = {
    {"placement.start", {kProvider, kAdmin, kColleague, kOfficer}},
    {"placement.ask_change", {kCoordinator, kProvider}},
    {"placement.agree_change", {kCoordinator, kProvider}},
    {"placement.ask_to_send_change", {kProvider}},
    {"placement.send_change", {kCoordinator}},
    {"placement.do_change", {kAdmin, kColleague}},
    {"placement.drop_change", {kCoordinator, kProvider, kAdmin, kColleague}},
    {"placement.write_withdrawal", {kCoordinator, kProvider}},
    {"placement.send_withdrawal", {kCoordinator, kProvider}},
    {"placement.take_back_withdrawal", {kCoordinator, kProvider, kAdmin, kColleague}},
    {"placement.record_non_starter", {kProvider}},
    {"placement.do_withdrawal", {kAdmin, kColleague}},
    {"placement.decide_fee", {kColleague, kSlt}},
    {"placement.ask_meeting", {kCoordinator, kProvider, kOfficer, kColleague}},
    {"placement.record_meeting", {kOfficer, kColleague, kSlt}},
    {"placement.pause", {kProvider, kAdmin, kOfficer, kSlt, kColleague}},
    {"placement.resume", {kProvider, kAdmin, kOfficer, kSlt, kColleague}},
    {"placement.halt", {kProvider, kSlt, kColleague}},
    {"placement.lift_halt", {kSlt, kColleague}},
    {"placement.record_review", {kCoordinator, kProvider}},
    {"placement.record_induction", {kProvider}},
    {"placement.report", {kCoordinator, kProvider}},
    {"placement.answer_report", {kCoordinator, kProvider, kAdmin, kColleague}},
    {"placement.record_outputs", {kProvider}},
    {"placement.stop", {kAdmin, kColleague}},
    {"placement.finish", {kAdmin, kColleague}},
    {"placement.leave", {kAdmin, kColleague}},
};

class Walk {
 public:
  Walk(Running& city, std::uint32_t seed, std::map<std::string, int>& deeds)
      : city_(city), dice_(seed), day_(2026, 2, 24), deeds_(deeds) {
    begin(seed);
  }

  void run(int steps) {
    for (int i = 0; i < steps; ++i) {
      if (pick(4) == 0) nextDay(1 + static_cast<int>(pick(9)));
      const Deed& deed = pick(2) == 0 ? likely() : kDeeds[pick(kDeeds.size())];
      const std::string who = pick(4) == 0
                                  ? kPeople[pick(kPeople.size())]
                                  : *std::next(deed.who.begin(), static_cast<std::ptrdiff_t>(pick(deed.who.size())));
      const Placement before = city_.placementOf(reference_);
      if (!tries(deed.command, who)) continue;
      done_ += std::string(" ") + deed.command;
      BOOST_TEST(deed.who.count(who) == 1, who << " did " << deed.command << " after" << done_);
      BOOST_TEST((before.state != "ended" || std::string(deed.command) == "placement.decide_fee"),
                 deed.command << " on what had ended, after" << done_);
      guards(deed.command, who);
      sound();
    }
  }

  // However it stands: what waits is processed, the school withdraws, CAP processes it, and the day passes.
  void end() {
    for (int i = 0; i < 3 && city_.placementOf(reference_).state != "ended"; ++i) {
      tries("placement.do_withdrawal", kAdmin);
      tries("placement.take_back_withdrawal", kAdmin);
      tries("placement.write_withdrawal", kCoordinator, true);
      tries("placement.send_withdrawal", kCoordinator);
      tries("placement.do_withdrawal", kAdmin);
      nextDay(300);
      tries("placement.leave", kAdmin);
      for (int tried = 0; tried < 9 && halted(); ++tried) tries("placement.lift_halt", kColleague);
      tries("placement.finish", kAdmin);
    }
    // A pupil who never came, and nobody withdrew before the last day: CAP stops it.
    if (city_.placementOf(reference_).state != "ended") tries("placement.stop", kAdmin, true);
    for (int i = 0; i < 5; ++i) tries("placement.decide_fee", kColleague);
    BOOST_TEST(city_.placementOf(reference_).state == "ended", "it cannot end, after" << done_);
    sound();
    BOOST_TEST(open("placement.") == 0, "something is still asked, after" << done_);
  }

 private:
  bool halted() {
    const auto placement = city_.placementOf(reference_);
    return city_.read([&](ReadTx& tx) { return openStanding(tx, placement.id, "halt").has_value(); });
  }
  std::size_t pick(std::size_t of) { return std::uniform_int_distribution<std::size_t>(0, of - 1)(dice_); }
  void nextDay(int days) {
    day_ = day_.plusDays(days);
    city_.at(day_.year(), day_.month(), day_.day(), 8 + static_cast<int>(pick(9)));
  }

  // What somebody would do next: walks by chance alone do not get far.
  const Deed& likely() {
    const auto placement = city_.placementOf(reference_);
    const char* next = placement.started ? "placement.ask_change"
                       : pick(2) == 0    ? "placement.start"
                                         : "placement.write_withdrawal";
    city_.read([&](ReadTx& tx) {
      const auto change = openDayChange(tx, placement.id);
      const auto withdrawal = openWithdrawal(tx, placement.id);
      if (placement.state == "ended")
        next = "placement.decide_fee";
      else if (withdrawal && pick(3) > 0)
        next = withdrawal->state == "written"                       ? "placement.send_withdrawal"
               : withdrawal->side == "school" && !placement.started ? "placement.record_non_starter"
                                                                    : "placement.do_withdrawal";
      else if (const auto told = placementReports(tx, placement.id);
               !told.empty() && !told.back().closed && pick(3) == 0)
        next = "placement.answer_report";
      else if (openStanding(tx, placement.id, "halt") && pick(2) == 0)
        next = "placement.lift_halt";
      else if (openStanding(tx, placement.id, "pause") && pick(2) == 0)
        next = pick(2) == 0 ? "placement.record_meeting" : "placement.resume";
      else if (change)
        next = change->state == "asked"  ? "placement.agree_change"
               : change->state == "sent" ? "placement.do_change"
               : pick(3) == 0            ? "placement.ask_to_send_change"
                                         : "placement.send_change";
    });
    for (const Deed& each : kDeeds)
      if (std::string_view(each.command) == next) return each;
    return kDeeds.front();
  }

  // A confirmed placement of a pupil of its own, as if everything before had been done.
  void begin(std::uint32_t seed) {
    city_.at(2026, 2, 24, 8);
    reference_ = "CAP26-W" + std::to_string(10000 + seed);
    store::WriteRequest request;
    request.viewer = city_.office.house().hostViewer(0);
    request.command = "test.begin";
    request.payload = "{}";
    const auto hash = city_.office.house().services().policy().versionFor(Date(2026, 2, 24), Date(2026, 2, 24));
    request.apply = [&](WriteTx& tx) -> Outcome {
      const auto school = tx.one<std::int64_t>("SELECT id FROM organisation WHERE name = 'Spon Vale School'").value();
      const auto course = tx.one<std::int64_t>("SELECT id FROM course WHERE code = 'bike'").value();
      const auto provider = tx.one<std::int64_t>("SELECT provider_id FROM course WHERE code = 'bike'").value();
      const auto pupil = tx.nextId();
      tx.execute(
          "INSERT INTO pupil (id, school_id, first_name, last_name, known_as, sort_name, born, year_group, version) "
          "SELECT ?, p.school_id, 'W', ?, '', ?, p.born, 10, 1 FROM pupil p WHERE p.id = (SELECT MIN(id) FROM pupil)",
          pupil, reference_, reference_);
      const auto id = createDraft(tx, {reference_, school, pupil, tx.viewer().account(), std::nullopt});
      setChoices(tx, id, {course});
      const auto chosen = tx.one<std::int64_t>("SELECT id FROM referral_choice WHERE case_id = ?", id).value();
      setChoiceState(tx, chosen, "accepted");
      addParty(tx, id, provider, "asked");
      tx.execute(
          "UPDATE referral SET state = 'confirmed', programme = ?, policy_hash = ?, choice_id = ?, submitted_ms = ?, "
          "application_date = '2026-02-02' WHERE id = ?",
          pick(2) == 0 ? "tier1" : "tier2.insight", hash, chosen, tx.now(), id);
      Response answer;
      answer.caseId = id;
      answer.choice = chosen;
      answer.provider = provider;
      answer.yes = true;
      answer.sessions = "2a,2p";
      answer.start = Date(2026, 2, 24);
      Placement p;
      p.reference = reference_ + "/1";
      p.caseId = id;
      p.pupil = pupil;
      p.school = school;
      p.provider = provider;
      p.course = course;
      p.response = addResponse(tx, answer);
      p.programme = "tier1";
      p.start = Date(2026, 2, 24);
      p.lastDay = Date(2026, 5, 19);
      p.state = "confirmed";
      p.sessions = sessionsFromText(pick(2) == 0 ? "2a,2p" : "2a,2p,3a");
      addPlacement(tx, p);
      return Done{};
    };
    city_.office.house().database().write(std::move(request)).get();
  }

  FieldTexts input(bool whole) {
    FieldTexts texts = changeTo({}, day_.plusDays(static_cast<int>(pick(6))).iso());
    const auto placement = city_.placementOf(reference_);
    const std::vector<std::string> week = {"2a", "2p", "3a", "3p"};
    if (pick(2) == 0) {
      for (std::size_t i = 0, from = pick(week.size()); i < placement.sessions.size(); ++i)
        texts["sessions"].push_back(week[(from + i) % week.size()]);
    } else {
      for (const std::string& each : week)
        if (pick(2) == 0) texts["sessions"].push_back(each);
    }
    for (const auto& [name, values] : leaving("")) texts[name] = values;
    if (whole) texts["sessions"] = {};
    if (!whole && pick(2) == 0) texts["last_day"] = {day_.plusDays(static_cast<int>(pick(20))).iso()};
    texts["kind"] = {"changes"};
    texts["on_clm"] = texts["on_capita"] = {"yes"};
    texts["outcome"] = {std::vector<std::string>{"held", "refused", "go_on", "agreed"}[pick(4)]};
    texts["held_on"] = {day_.iso()};
    texts["who_came"] = {"All three"};
    texts["says"] = texts["answer"] = {"That is what was said."};
    texts["proposed"] = {"Any day"};
    texts["school_rung"] = texts["parents_rung"] = {"yes"};
    texts["registered"] = {"no"};
    texts["cap_rung"] = texts["family_rung"] = texts["referrer_came"] = {"yes"};
    texts["review"] = {"extra"};
    texts["decision"] = {};
    texts["fee"] = {"nothing"};
    texts["photos"] = texts["support_plan"] = texts["report"] = {"yes"};
    texts["induction.topics"] = {"safeguarding", "rights"};
    texts["against_purpose"] = texts["exit_plan"] = {"As it was intended."};
    return texts;
  }

  bool tries(const std::string& command, const std::string& who, bool whole = false) {
    FieldTexts texts = input(whole);
    if (command == "placement.write_withdrawal" && pick(2) == 0) texts["sessions"] = {};
    if (command == "placement.ask_change") texts["kind"] = {"scheduling"};
    if (command == "placement.halt") texts["kind"] = {"main_provider"};
    if (command == "placement.lift_halt")
      texts["outcome"] = {std::vector<std::string>{"goes_on", "changes", "ends"}[pick(3)]};
    if (command == "placement.answer_report") texts["outcome"] = {"agreed"};
    if (command == "placement.record_review") texts["decision"] = {"goes_on"};
    if (command == "placement.report") texts["kind"] = {pick(2) == 0 ? "contact" : "more_days"};
    // A form that was opened before the last deed.
    if (pick(12) == 0 && !whole) texts["version"] = {std::to_string(city_.version(reference_) - 1)};
    const bool stale = texts.count("version") != 0;
    const bool done = std::holds_alternative<Done>(city_.actMany(command, reference_, std::move(texts), who));
    if (done) ++deeds_[command];
    const bool versioned =
        command != "placement.decide_fee" && command != "placement.finish" && command != "placement.leave";
    BOOST_TEST(!(done && stale && versioned), command << " on what had changed");
    return done;
  }

  void guards(const std::string& command, const std::string& who) {
    const auto placement = city_.placementOf(reference_);
    city_.read([&](ReadTx& tx) {
      if ((command == "placement.write_withdrawal" || command == "placement.send_withdrawal") && who == kProvider) {
        bool met = false;
        for (const auto& each : placementMeetings(tx, placement.id))
          met = met || each.outcome == "held" || each.outcome == "go_on";
        BOOST_TEST(met, "a provider withdrew without a meeting, after" << done_);
      }
      if (command == "placement.record_non_starter")
        BOOST_TEST(!placement.started.has_value(), "a non-starter had started, after" << done_);
    });
  }

  std::int64_t open(const std::string& kind) {
    const auto lease = city_.office.house().database().read(city_.office.house().hostViewer(0));
    return lease->tx()
        .one<std::int64_t>(
            "SELECT COUNT(*) FROM duty WHERE subject = ? AND closed_ms IS NULL AND SUBSTR(kind, 1, ?) = ?", reference_,
            static_cast<std::int64_t>(kind.size()), kind)
        .value_or(0);
  }

  // Every duty is there exactly while what it asks for is to be done.
  void sound() {
    const auto placement = city_.placementOf(reference_);
    const bool over = placement.state == "ended";
    city_.read([&](ReadTx& tx) {
      const auto change = openDayChange(tx, placement.id);
      const auto withdrawal = openWithdrawal(tx, placement.id);
      const auto is = [&](const char* state) { return !over && change && change->state == state ? 1 : 0; };
      BOOST_TEST(open("placement.agree_change") == is("asked"), done_);
      BOOST_TEST(open("placement.send_change") == is("agreed"), done_);
      BOOST_TEST(open("placement.do_change") == is("sent"), done_);
      BOOST_TEST(open("placement.do_withdrawal") == (!over && withdrawal && withdrawal->state == "sent" ? 1 : 0),
                 done_);
      std::int64_t meetings = 0, reports = 0, fees = 0;
      for (const auto& each : placementMeetings(tx, placement.id)) meetings += each.recorded ? 0 : 1;
      for (const auto& each : placementReports(tx, placement.id)) reports += each.closed ? 0 : 1;
      for (const auto& each : withdrawals(tx, placement.id))
        fees += each.state == "done" && each.fee == "person" && !each.feeDecided ? 1 : 0;
      BOOST_TEST(open("placement.meeting") == (over ? 0 : meetings), done_);
      BOOST_TEST((over || meetings <= 1), done_);
      BOOST_TEST(open("placement.answer_report") == (over ? 0 : reports), done_);
      BOOST_TEST(open("placement.fee") == fees, done_);
      std::int64_t halts = 0;
      for (const auto& each : standings(tx, placement.id)) halts += each.kind == "halt" && !each.closed ? 1 : 0;
      BOOST_TEST(open("placement.halt") == halts, done_);
      BOOST_TEST(halts <= 1, done_);
      const std::string state = city_.state(reference_);
      BOOST_TEST(over == (state == "ended" || state == "withdrawn"), state << " " << placement.state << done_);
      if (over) {
        BOOST_TEST(!placement.endedHow.empty(), done_);
        BOOST_TEST(!openStanding(tx, placement.id, "pause").has_value(), done_);
      } else {
        BOOST_TEST(!placement.sessions.empty(), "no day is left, after" << done_);
      }
    });
  }

  Running& city_;
  std::mt19937 dice_;
  Date day_;
  std::map<std::string, int>& deeds_;
  std::string reference_;
  std::string done_;
};

// On each database. CAPD_WALKS=50000 for a long night.
int walks() {
  const char* wanted = std::getenv("CAPD_WALKS");
  return wanted == nullptr ? 250 : std::atoi(wanted);
}

}  // namespace

BOOST_TEST_DECORATOR(*boost::unit_test::timeout(3000))
BOOST_DATA_TEST_CASE(any_order_of_deeds_by_anybody, kBoth, kind) {
  Running city(kind);
  std::map<std::string, int> deeds;
  const auto faults = [] {
    return boost::unit_test::results_collector.results(boost::unit_test::framework::current_test_unit().p_id)
        .p_assertions_failed.get();
  };
  for (int i = 0; i < walks() && faults() == 0; ++i) BOOST_TEST_CONTEXT("walk " << i) {
      Walk walk(city, static_cast<std::uint32_t>(i), deeds);
      walk.run(20);
      walk.end();
    }
  // Walks that never get anywhere would prove nothing.
  if (walks() >= 200)
    for (const Deed& deed : kDeeds) BOOST_TEST(deeds[deed.command] > 0, deed.command << " was never done");
}
