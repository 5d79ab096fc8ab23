#include "tests/life/Walk.h"

#include <boost/test/results_collector.hpp>

#include "cases/duty/Duty.h"
#include "cases/hold/Hold.h"
#include "cases/placement/Along.h"
#include "cases/placement/Life.h"
#include "cases/response/Response.h"

namespace capd::test {

unsigned long faults() {
  return boost::unit_test::results_collector.results(boost::unit_test::framework::current_test_unit().p_id)
      .p_assertions_failed.get();
}

namespace {

// What runs by itself; the rest of the house's jobs has nothing to do with a case's life.
const std::vector<std::string> kNightly = {"desk.answered",        "panel.place",       "panel.chase",
                                           "placement.over",       "placement.leaving", "placement.third_days",
                                           "placement.last_weeks", "placement.rolling", "week.nightly",
                                           "schedule.deadlines",   "register.late"};

bool hasVersion(Town& town, const std::string& command) {
  const auto* known = town.office.house().registry().command(command);
  BOOST_TEST_REQUIRE((known != nullptr), command << " is no command");
  for (const Field& field : known->declaration.form.fields)
    if (field.name == "version") return true;
  return false;
}

// Commands whose version is not the case's: that of the section, or of the pupil.
bool ownVersion(const std::string& command) {
  return command == "referral.save_section" || command == "referral.update_data" || command == "pupil.change";
}

// The edges of the life, by hand.
bool edge(const std::string& from, const std::string& to) {
  static const std::map<std::string, std::string> kEdges = {{"draft", "submitted"},
                                                            {"submitted", "complete refused withdrawn"},
                                                            {"complete", "submitted sent withdrawn"},
                                                            {"sent", "answered slt_review submitted withdrawn"},
                                                            {"slt_review", "sent submitted withdrawn"},
                                                            {"answered", "processing sent withdrawn"},
                                                            {"processing", "confirmed withdrawn"},
                                                            {"confirmed", "active ended withdrawn"},
                                                            {"active", "ended withdrawn"}};
  const auto known = kEdges.find(from);
  return known != kEdges.end() && among(known->second, to);
}

}  // namespace

Walk::Walk(Town& town, std::uint32_t seed, Tally& tally) : town_(town), dice_(seed), day_(2026, 2, 2), tally_(tally) {
  town_.at(day_);
  for (int i = 0; i < kCases; ++i) {
    Case one;
    one.draft = std::array{Town::Draft::tierOne, Town::Draft::tierOne, Town::Draft::insight, Town::Draft::flourish,
                           Town::Draft::send}[pick(dice_, 5)];
    // Now and then a second referral of the same pupil: their weeks come together.
    const bool again =
        i > 0 && one.draft == Town::Draft::tierOne && cases_.back().draft == one.draft && pick(dice_, 2) == 0;
    one.reference = town_.copy(one.draft, again ? cases_.back().reference : "",
                               one.draft == Town::Draft::tierOne && pick(dice_, 3) == 0);
    cases_.push_back(std::move(one));
  }
}

std::string Walk::story() const {
  std::string all;
  for (const Case& one : cases_) all += one.reference + ":" + one.done + "\n";
  return all;
}

std::vector<Now> Walk::all() const {
  std::vector<std::string> references;
  for (const Case& one : cases_) references.push_back(one.reference);
  return town_.now(references);
}

bool Walk::isOver(const Now& now) const {
  return now.gone || now.state == "ended" || now.state == "refused" || now.state == "withdrawn";
}

void Walk::forward() {
  // Mostly hours or a few days; now and then weeks in which nobody does anything.
  const auto luck = pick(dice_, 60);
  const auto days = luck == 0 ? 60 : luck < 4 ? 14 : luck < 20 ? 1 + pick(dice_, 3) : 0;
  day_ = day_.plusDays(static_cast<int>(days));
  if (pick(dice_, 60) == 0) day_ = std::max(day_, Date(2026, 6, 22));
  if (days > 0 && pick(dice_, 2) == 0) toASession(pick(dice_, cases_.size()));
  const TimeOfDay now{8 + static_cast<int>(pick(dice_, 9)), static_cast<int>(pick(dice_, 60))};
  // Within a day time goes on.
  if (days > 0 || londonAt(day_, now) > town_.office.clock().now()) town_.at(day_, now);
  town_.office.clock().advanceMs(1000);
}

// To a day on which one of the pupils is expected: registers are taken then.
void Walk::toASession(std::size_t which) {
  const std::string& reference = cases_[which].reference;
  const auto placement = town_.read([&](ReadTx& tx) {
    const auto id = tx.one<std::int64_t>("SELECT c.id FROM @all_cases c WHERE c.reference = ?", reference).value();
    return placementOfCase(tx, id);
  });
  if (!placement || placement->state == "ended" || placement->sessions.empty()) return;
  day_ = std::max(day_, placement->start);
  while (static_cast<int>(day_.weekday()) != placement->sessions.front().weekday) day_ = day_.plusDays(1);
  if (londonAt(day_, {9, 0}) > town_.office.clock().now()) town_.at(day_, {9, 0});
}

void Walk::nightly() {
  // Members of the panel see their cases once CAP has built the agenda of the round.
  if (pick(dice_, 4) == 0)
    town_.run(town_.person('A', Town::Draft::flourish, {}), "panel.open_agenda",
              {{"round", {town_.rounds()[pick(dice_, town_.rounds().size())]}}});
  const std::string& name = kNightly[pick(dice_, kNightly.size())];
  const std::vector<Now> before = all();
  const std::string refused = town_.job(name);
  BOOST_TEST(refused == "", "the job " << name << " found what could not be done: " << refused);
  const std::vector<Now> afterwards = all();
  for (std::size_t i = 0; i < cases_.size(); ++i) {
    const Now& after = afterwards[i];
    if (after.state != before[i].state) {
      cases_[i].done += " (" + name + ")";
      BOOST_TEST(edge(before[i].state, after.state), name << ": " << before[i].state << " to " << after.state);
      tally_.moves.insert({before[i].state, after.state});
    }
    if (after.version != before[i].version || after.state != before[i].state) sound(cases_[i]);
  }
}

void Walk::run(int steps) {
  for (int i = 0; i < steps && faults() == 0; ++i) {
    if (pick(dice_, 4) == 0) forward();
    if (pick(dice_, 8) == 0) nightly();
    step();
    town_.office.clock().advanceMs(1000);  // nobody does two things at once
  }
}

void Walk::step() {
  const std::size_t which = pick(dice_, cases_.size());
  const Now now = town_.now(cases_[which].reference);
  const Deed& deed = pick(dice_, 4) > 0 ? likelyDeed(town_, now, dice_) : allDeeds()[pick(dice_, allDeeds().size())];
  if (deed.command == "register.take" && pick(dice_, 3) > 0) toASession(which);
  const char letter =
      pick(dice_, 5) == 0 ? kEverybody[pick(dice_, kEverybody.size())] : deed.who[pick(dice_, deed.who.size())];
  tries(which, deed, letter);
}

bool Walk::tries(std::size_t which, const Deed& deed, char letter) {
  Case& one = cases_[which];
  const std::vector<Now> others = all();
  const Now& before = others[which];
  const std::string who = town_.person(letter, one.draft, before);
  if (who.empty()) return false;
  ++tally_.deeds;
  FieldTexts texts = fieldsFor(deed, town_, one.draft, one.reference, before, dice_);
  const bool versioned = hasVersion(town_, deed.command) && !ownVersion(deed.command);
  const bool stale = versioned && pick(dice_, 12) == 0;
  if (versioned) texts["version"] = {std::to_string(before.version - (stale ? 1 : 0))};
  Outcome outcome;
  try {
    outcome = town_.run(who, deed.command, texts);
  } catch (const std::exception& error) {
    BOOST_TEST(false, deed.command << " by " << letter << " broke on " << one.reference << " (" << before.state
                                   << "): " << error.what() << "\n"
                                   << town_.office.logged().substr(
                                          std::max<std::size_t>(600, town_.office.logged().size()) - 600));
    return false;
  }
  if (!std::holds_alternative<Done>(outcome)) {
    ++tally_.refused[deed.command][town_.office.dumpOf(outcome)];
    return false;
  }
  const std::vector<Now> nows = all();
  const Now& after = nows[which];
  // The same deed once more is the same deed: nothing was done.
  const auto& declared = town_.office.house().registry().command(deed.command)->declaration;
  if (declared.naturalKey && after.version == before.version && after.state == before.state) return false;
  one.done += std::string(" ") + letter + ":" + deed.command;
  ++tally_.done[deed.command];
  BOOST_TEST(!stale, deed.command << " was done on what had changed");
  guard(one, deed, letter, before, after);
  remember(one, deed, texts, after);
  for (std::size_t i = 0; i < cases_.size(); ++i) {
    const Now& now = nows[i];
    if (now.state != others[i].state) {
      tally_.moves.insert({others[i].state, now.state});
      ++tally_.moved[deed.command][others[i].state + " " + now.state];
      if (i != which) {
        // A register sees whoever comes, and a pupil's record stands on every case of theirs.
        BOOST_TEST(
            (deed.command == "register.take" || deed.command == "pupil.change"),
            deed.command << " moved " << cases_[i].reference << " from " << others[i].state << " to " << now.state);
        BOOST_TEST(edge(others[i].state, now.state), others[i].state << " to " << now.state);
      }
    }
    if (now.version == others[i].version && i != which) continue;
    duties(cases_[i], now);
    if (now.state != others[i].state || pick(dice_, 8) == 0) sight(cases_[i], now);
  }
  if (deed.command == "placement.process") places();
  return true;
}

bool Walk::must(std::size_t which, const std::string& command, char letter, FieldTexts texts) {
  Case& one = cases_[which];
  const Now now = town_.now(one.reference);
  texts["reference"] = {one.reference};
  if (hasVersion(town_, command)) texts["version"] = {std::to_string(now.version)};
  const Outcome outcome = town_.run(town_.person(letter, one.draft, now), command, texts);
  const bool done = std::holds_alternative<Done>(outcome);
  one.done += std::string(" ") + letter + ":" + command + (done ? "!" : "? " + town_.office.dumpOf(outcome));
  if (done) ++tally_.done[command];
  return done;
}

// Who did it, when, and where it led.
void Walk::guard(const Case& one, const Deed& deed, char letter, const Now& before, const Now& after) {
  const std::string who = town_.person(letter, one.draft, before);
  bool allowed = false;
  for (const char each : deed.who)
    if (town_.person(each, one.draft, before) == who) allowed = true;
  BOOST_TEST(allowed, letter << " did " << deed.command << " on " << one.reference << " (" << before.state << ")");
  BOOST_TEST(!before.gone, deed.command << " on a draft that was deleted");
  // A register is its course's, not the case's.
  if (deed.command != "register.take")
    BOOST_TEST(among(deed.from, before.state), deed.command << " was done on what was " << before.state);
  if (after.state == before.state) return;
  BOOST_TEST(among(deed.to, after.state), deed.command << " led from " << before.state << " to " << after.state);
  // One deed may take two steps: a check that sends on, a no after which the next choice is ready.
  const bool straight = edge(before.state, after.state);
  const bool twice =
      (before.state == "submitted" && after.state == "sent") || (before.state == "sent" && after.state == "complete");
  BOOST_TEST((straight || twice), deed.command << ": " << before.state << " to " << after.state);
}

void Walk::remember(Case& one, const Deed& deed, const FieldTexts& texts, const Now& after) {
  const auto said = [&](const char* name) {
    const auto at = texts.find(name);
    return at == texts.end() || at->second.empty() ? std::string() : at->second.front();
  };
  if (deed.command == "response.review" && said("decision") == "agreed") one.called = false;
  if (deed.command == "response.log_call" || deed.command == "response.choose_course") one.called = true;
  if (isOver(after)) one.called = true;
}

void Walk::sound(const Case& one) {
  const Now now = town_.now(one.reference);
  duties(one, now);
  sight(one, now);
}

// Every duty is there exactly while what it asks for is to be done.
void Walk::duties(const Case& one, const Now& now) {
  std::map<std::string, std::int64_t> open;
  bool waits = false;
  bool untold = false;
  std::int64_t unshared = 0;
  town_.read([&](ReadTx& tx) {
    tx.each<std::string, std::int64_t>(
        "SELECT kind, COUNT(*) FROM duty WHERE subject = ? AND closed_ms IS NULL GROUP BY kind",
        [&](std::string kind, std::int64_t count) { open[std::move(kind)] = count; }, one.reference);
    for (const Hold& hold : openHolds(tx, now.id))
      waits = waits || hold.kind == "panel" || hold.rule == "choose_course" || (hold.asked && !hold.answered) ||
              hold.answered;
    untold = tx.one<std::int64_t>(
                   "SELECT COUNT(*) FROM @all_panel_outcomes o WHERE o.case_id = ? AND o.sent_ms IS NULL "
                   "AND o.due_ms IS NOT NULL",
                   now.id)
                 .value_or(0) > 0;
    unshared = tx.one<std::int64_t>(
                     "SELECT COUNT(*) FROM @all_responses r WHERE r.case_id = ? AND r.yes = 0 AND "
                     "r.category = 'availability' AND r.shared_ms IS NULL",
                     now.id)
                   .value_or(0);
  });
  const auto is = [&](const char* state) { return now.state == state ? 1 : 0; };
  const std::string where = one.reference + " (" + now.state + "):" + one.done;
  const bool over = isOver(now);
  // Somebody has it in hand: CAP, or the school that was asked, or the panel.
  if (now.state == "submitted")
    BOOST_TEST((open["desk.first_look"] == 1 || (open["desk.first_look"] == 0 && waits)),
               open["desk.first_look"] << " look at " << where);
  else
    BOOST_TEST(open["desk.first_look"] == 0, "a look at " << where);
  BOOST_TEST(open["desk.send"] == is("complete"), "send " << where);
  BOOST_TEST(open["response.answer"] + open["response.answer_again"] == is("sent"), "answer " << where);
  BOOST_TEST(open["response.review"] == is("slt_review"), "review " << where);
  BOOST_TEST(open["response.share"] == (!over && unshared > 0 ? 1 : 0), "share " << unshared << " " << where);
  BOOST_TEST(open["response.alternatives"] == (one.called ? 0 : 1), "alternatives " << where);
  BOOST_TEST(open["referral.process"] == is("answered"), "process " << where);
  BOOST_TEST(open["placement.confirm"] == is("processing"), "confirm " << where);
  BOOST_TEST(open["panel.outcome"] == (!over && untold ? 1 : 0), "outcome " << where);
  BOOST_TEST(open["desk.pass_on"] <= 1, "changed " << where);
  BOOST_TEST(open["placement.visit"] <= 1, "visit " << where);
  if (over)
    for (const auto& [kind, count] : open)
      BOOST_TEST((count == 0 || kind == "placement.fee" || kind == "schedule.chase" || kind == "placement.outputs"),
                 kind << " is still asked, " << where);
  placementDuties(one, now, open);
}

void Walk::placementDuties(const Case& one, const Now& now, const std::map<std::string, std::int64_t>& all) {
  const auto open = [&](const char* kind) {
    const auto at = all.find(kind);
    return at == all.end() ? 0 : at->second;
  };
  const std::string where = one.reference + " (" + now.state + "):" + one.done;
  town_.read([&](ReadTx& tx) {
    const auto placement = placementOfCase(tx, now.id);
    if (!placement) {
      BOOST_TEST(!among("processing confirmed active", now.state), "no placement is there, " << where);
      return;
    }
    const bool over = placement->state == "ended";
    if (!over) BOOST_TEST(placement->state == now.state, placement->state << " " << where);
    if (over && now.state != "withdrawn") BOOST_TEST(now.state == "ended", placement->state << " " << where);
    const auto change = openDayChange(tx, placement->id);
    const auto withdrawal = openWithdrawal(tx, placement->id);
    const auto is = [&](const char* state) { return !over && change && change->state == state ? 1 : 0; };
    BOOST_TEST(open("placement.agree_change") == is("asked"), where);
    BOOST_TEST(open("placement.send_change") == is("agreed"), where);
    BOOST_TEST(open("placement.do_change") == is("sent"), where);
    BOOST_TEST(open("placement.do_withdrawal") == (!over && withdrawal && withdrawal->state == "sent" ? 1 : 0), where);
    std::int64_t meetings = 0;
    std::int64_t reports = 0;
    std::int64_t fees = 0;
    for (const auto& each : placementMeetings(tx, placement->id)) meetings += each.recorded ? 0 : 1;
    for (const auto& each : placementReports(tx, placement->id)) reports += each.closed ? 0 : 1;
    for (const auto& each : withdrawals(tx, placement->id))
      fees += each.state == "done" && each.fee == "person" && !each.feeDecided ? 1 : 0;
    BOOST_TEST(open("placement.meeting") == (over ? 0 : meetings), where);
    BOOST_TEST(open("placement.answer_report") == (over ? 0 : reports), where);
    BOOST_TEST(open("placement.fee") == fees, where);
    const bool halted = openStanding(tx, placement->id, "halt").has_value();
    BOOST_TEST(open("placement.halt") == (!over && halted ? 1 : 0), where);
    BOOST_TEST((!over || !halted), where);
    // A report is owed past the last day of a placement that ended by time, and of no other.
    const bool byTime = placement->endedHow == "completed" || placement->endedHow == "third_day";
    const bool owed = !placementOutput(tx, placement->id) && placement->started && (!over || byTime);
    BOOST_TEST(open("placement.outputs") <= (owed ? 1 : 0), "a report, " << where);
    if (over) BOOST_TEST(!placement->endedHow.empty(), where);
    if (over) BOOST_TEST(!openStanding(tx, placement->id, "pause").has_value(), where);
    if (!over) BOOST_TEST(!placement->sessions.empty(), "no day is left, " << where);
  });
}

bool Walk::owesReport(const Now& now) {
  std::int64_t owed = 0;
  town_.read([&](ReadTx& tx) {
    owed = tx.one<std::int64_t>(
                 "SELECT COUNT(*) FROM duty d WHERE d.case_id = ? AND d.kind = 'placement.outputs' AND d.closed_ms IS "
                 "NULL",
                 now.id)
               .value_or(0);
  });
  return owed > 0;
}

// Who sees it, as the picture of the life says: and nobody else.
void Walk::sight(const Case& one, const Now& now) {
  const auto sees = [&](char letter) {
    const std::string who = town_.person(letter, one.draft, now);
    if (who.empty()) return false;
    const auto lease = town_.office.house().database().read(town_.viewer(who));
    return findReferral(lease->tx(), one.reference).has_value();
  };
  const Sight said = sightOf(referralStateFrom(now.state));
  const std::string where = one.reference + " (" + now.state + "):" + one.done;
  BOOST_TEST(sees('S') == (said.referrer && !now.gone), "the referrer, " << where);
  BOOST_TEST(sees('A') == said.cap, "CAP, " << where);
  BOOST_TEST(sees('P') == (said.provider || (now.state == "ended" && owesReport(now))), "the provider, " << where);
  BOOST_TEST(!sees('Q'), "another provider sees " << where);
  BOOST_TEST(!sees('O'), "another school sees " << where);
  BOOST_TEST(!sees('N'), "who does not refer here sees " << where);
  if (now.state != "submitted") BOOST_TEST(!sees('E'), "a panel's member sees " << where);
}

// On no day has a course more pupils than places.
void Walk::places() {
  town_.read([&](ReadTx& tx) {
    tx.each<std::string, std::string, std::int64_t, std::int64_t>(
        "SELECT k.code, a.start, k.places, COUNT(*) FROM @all_placements a JOIN @all_placements b ON b.course_id = "
        "a.course_id AND b.state <> 'ended' AND b.start <= a.start AND (b.last_day IS NULL OR b.last_day >= a.start) "
        "JOIN course k ON k.id = a.course_id WHERE a.state <> 'ended' GROUP BY k.code, a.id, a.start, k.places",
        [&](const std::string& code, const std::string& start, std::int64_t most, std::int64_t there) {
          BOOST_TEST(there <= most, code << " has " << there << " pupils for " << most << " places on " << start);
        });
  });
}

void Walk::end() {
  for (std::size_t i = 0; i < cases_.size() && faults() == 0; ++i) endOne(i);
}

void Walk::endOne(std::size_t which) {
  const Case& one = cases_[which];
  const auto state = [&] { return town_.now(one.reference); };
  if (state().state == "draft" && !state().gone) must(which, "referral.withdraw_draft", 'S');
  if (among("submitted complete sent answered slt_review", state().state))
    must(which, "referral.withdraw", 'S', {{"why", {"The pupil stays with us after all."}}});
  if (state().state == "processing")
    must(which, "placement.stop", 'A', {{"reason", {"The provider has closed its doors."}}});
  for (int i = 0; i < 3 && !isOver(state()); ++i) {
    FieldTexts leaving = {{"kind", {"changes"}}};
    for (const char* each : {"reason", "academic", "wellbeing", "safeguarding", "consulted", "continuity"})
      leaving[each] = {"That is what was said about it."};
    const FieldTexts ticked = {{"on_clm", {"yes"}}, {"on_capita", {"yes"}}};
    // Where a meeting has to come before.
    if (i > 0 || one.draft == Town::Draft::send) {
      const auto met = [&](const char* decision) {
        must(which, "placement.record_meeting", 'M',
             {{"decision", {decision}},
              {"outcome", {"held"}},
              {"held_on", {town_.office.clock().today().iso()}},
              {"who_came", {"All three"}},
              {"says", {"That is what was said about it."}}});
      };
      met("");  // one that was asked for about a pause
      must(which, "placement.ask_meeting", 'S',
           {{"reason", {"It does not go on like this."}}, {"proposed", {"Any day"}}});
      met(one.draft == Town::Draft::send ? "ends" : "");
    }
    must(which, "placement.do_withdrawal", 'A', ticked);
    must(which, "placement.take_back_withdrawal", 'A', {{"reason", {"It is written anew."}}});
    must(which, "placement.write_withdrawal", 'S', leaving);
    must(which, "placement.send_withdrawal", 'S');
    must(which, "placement.do_withdrawal", 'A', ticked);
    day_ = day_.plusDays(2);
    town_.at(day_);
    must(which, "placement.leave", 'A');
    must(which, "placement.lift_halt", 'L',
         {{"outcome", {"goes_on"}}, {"reason", {"The school teaches three days a week."}}});
    must(which, "placement.finish", 'A');
    if (!isOver(state())) must(which, "placement.stop", 'A', {{"reason", {"The pupil never came to the course."}}});
  }
  for (int i = 0; i < 5; ++i)
    if (!must(which, "placement.decide_fee", 'L',
              {{"fee", {"nothing"}}, {"reason", {"It was talked over with both."}}}))
      break;
  BOOST_TEST(isOver(state()), "it cannot end: " << one.reference << " (" << state().state << "):" << one.done);
  cases_[which].called = true;
  sound(one);
}

}  // namespace capd::test
