#include "tests/life/Deeds.h"

#include <algorithm>
#include <map>

#include "cases/hold/Hold.h"
#include "cases/marks/Marks.h"

namespace capd::test {
namespace {

// States in groups.
const std::string kBefore = "submitted complete sent answered slt_review";
const std::string kAfterwards = "processing confirmed active";
const std::string kSent = kBefore + " " + kAfterwards;
const std::string kOver = "ended refused withdrawn";
const std::string kRuns = "confirmed active";

std::vector<Deed> deeds() {
  return {
      // The school writes and sends it.
      {"referral.save_section", "ST", "draft", ""},
      {"referral.withdraw_draft", "ST", "draft", ""},
      {"referral.submit", "S", "draft", "submitted"},
      {"referral.withdraw", "S", kBefore, "withdrawn"},
      {"referral.update_data", "ST", kSent, "submitted"},
      {"referral.answer_hold", "ST", kSent, ""},
      {"pupil.change", "ST", "draft " + kSent + " " + kOver, "submitted"},
      // CAP's desk.
      {"desk.take", "AL", kSent + " " + kOver, ""},
      {"desk.check", "AL", "submitted", "complete sent"},
      {"desk.hold", "AL", "submitted complete", "submitted"},
      {"desk.ask", "AL", kSent, ""},
      {"desk.clear_hold", "AL", kSent, ""},
      {"desk.release", "AL", "complete", "sent"},
      {"desk.allocate_monitoring_officer", "ALV", kSent + " " + kOver, ""},
      {"desk.pass_on", "AL", kSent, ""},
      // The panel.
      {"panel.put_on_round", "AL", "submitted", ""},
      {"panel.declare_interest", "CE", "submitted", ""},
      {"panel.add_information", "CE", "submitted", ""},
      {"panel.vote", "CE", "submitted", ""},
      {"panel.note_action", "ALC", kSent + " " + kOver, ""},
      {"panel.record_outcome", "ALC", "submitted", ""},
      {"panel.send_outcome", "AL", "submitted", "refused"},
      // The provider answers, CAP looks at a no.
      {"risk_assessment.read", "PU", kSent, ""},
      {"response.yes", "P", "sent", "answered"},
      {"response.no", "P", "sent", "slt_review submitted complete"},
      {"response.review", "VL", "slt_review", "sent submitted"},
      {"response.share", "AVLM", kSent, ""},
      {"response.log_call", "ML", kSent + " " + kOver, ""},
      {"response.choose_course", "S", "submitted", ""},
      {"response.return", "AL", "answered", "sent"},
      // The place is set up.
      {"placement.process", "AL", "answered", "processing"},
      {"placement.grant_third_day", "LV", "answered", ""},
      {"placement.tick_clm", "AL", kAfterwards, ""},
      {"placement.tick_capita", "AL", kAfterwards, ""},
      {"placement.confirm", "AL", "processing", "confirmed"},
      {"placement.stop", "AL", "processing confirmed", "withdrawn"},
      {"visit.record", "STY", kSent + " " + kOver, ""},
      // While it runs.
      {"placement.start", "PALM", "confirmed", "active"},
      {"register.take", "PU", kRuns, "active"},
      {"absence.explain", "ST", kRuns + " " + kOver, ""},
      {"session.note", "STYPMALV", kAfterwards + " " + kOver, ""},
      {"placement.record_induction", "P", kRuns, ""},
      {"placement.agree_photos", "S", kRuns, ""},
      {"placement.report", "SP", kRuns, ""},
      {"placement.answer_report", "SPAL", kRuns, ""},
      {"placement.ask_change", "SP", kRuns, ""},
      {"placement.agree_change", "SP", kRuns, ""},
      {"placement.ask_to_send_change", "P", kRuns, ""},
      {"placement.send_change", "S", kRuns, ""},
      {"placement.do_change", "AL", kRuns, ""},
      {"placement.drop_change", "SPAL", kRuns, ""},
      {"placement.ask_meeting", "SPML", kRuns, ""},
      {"placement.record_meeting", "MLV", kRuns, ""},
      {"placement.pause", "PAMLV", kRuns, ""},
      {"placement.resume", "PAMLV", kRuns, ""},
      {"placement.halt", "PLV", kRuns, ""},
      {"placement.lift_halt", "LV", kRuns, "withdrawn"},
      {"placement.record_review", "SP", kRuns, ""},
      {"placement.note_effort", "P", kRuns, ""},
      {"placement.record_outputs", "P", kRuns, ""},
      {"placement.keep", "S", kRuns, ""},
      // It ends.
      {"placement.write_withdrawal", "SP", kRuns, ""},
      {"placement.send_withdrawal", "SP", kRuns, ""},
      {"placement.take_back_withdrawal", "SPAL", kRuns, ""},
      {"placement.record_non_starter", "P", "confirmed", ""},
      {"placement.do_withdrawal", "AL", kRuns, "ended withdrawn"},
      {"placement.decide_fee", "LV", kRuns + " " + kOver, ""},
      {"placement.leave", "AL", kRuns, "ended withdrawn"},
      {"placement.finish", "AL", "active", "ended"},
  };
}

std::vector<Hold> openHoldsOf(Town& town, std::int64_t id) {
  return town.read([&](ReadTx& tx) { return openHolds(tx, id); });
}

/// Fills fields for one deed.
class Typing {
 public:
  Typing(Town& town, Town::Draft draft, const std::string& reference, const Now& now, Dice& dice)
      : town_(town),
        draft_(draft),
        reference_(reference),
        now_(now),
        dice_(dice),
        today_(town.office.clock().today()) {}

  FieldTexts typed(const std::string& command) {
    const std::string part = command.substr(0, command.find('.'));
    if (part == "referral" || part == "pupil") school(command);
    if (part == "desk") desk(command);
    if (part == "panel") panel(command);
    if (part == "response") response(command);
    if (part == "register" || part == "session" || part == "absence") marks(command);
    if (part == "placement" || part == "visit") placement(command);
    if (command == "risk_assessment.read") put("understood", "yes");
    return std::move(texts_);
  }

 private:
  void put(const std::string& name, const std::string& value) { texts_[name] = {value}; }
  void put(const std::string& name, const std::vector<std::string>& values) { texts_[name] = values; }
  std::string one(const std::vector<std::string>& of) { return of[pick(dice_, of.size())]; }
  bool luck(std::size_t of) { return pick(dice_, of) == 0; }

  void school(const std::string& command) {
    if (command == "referral.withdraw") put("why", "The pupil stays with us after all.");
    if (command == "referral.save_section") {
      put("section", "views");
      put("views.says", "I want to mend bikes, number " + std::to_string(pick(dice_, 1000)));
    }
    if (command == "referral.update_data") updated();
    if (command == "referral.answer_hold") answered();
    if (command == "pupil.change") {
      put("first_name", one({"Aled", "Alun"}));
      put("last_name", reference_);
      put("born", "2011-03-04");
      put("year_group", "10");
    }
  }

  void updated() {
    if (luck(4)) {
      put("section", "risk");
      risk();
      return;
    }
    put("section", "contacts");
    put("contacts.first_name", "Mari Wynne");
    put("contacts.first_relationship", "Mother");
    put("contacts.first_phone", "024 7600 " + std::to_string(1000 + pick(dice_, 9000)));
    put("contacts.medical", "none");
    put("contacts.collection", one({"By bus, alone.", "Her mother fetches her."}));
    put("contacts.hide_address", "no");
  }

  void risk() {
    const std::string who = town_.person('S', draft_, now_);
    put("risk.document", town_.office.upload(who, "ra.pdf"));
    put("risk.completed", today_.plusDays(-static_cast<int>(pick(dice_, 20))).iso());
    put("risk.covers", std::vector<std::string>{"pupil", "others", "place"});
  }

  void answered() {
    const auto open = openHoldsOf(town_, now_.id);
    if (open.empty()) return;
    const Hold& hold = open[pick(dice_, open.size())];
    put("hold", hold.kind + "~" + hold.rule);
    put("hold.says", "Here is what you asked for.");
    if (hold.kind == "risk_assessment") risk();
    if (hold.kind == "consent") {
      put("consent.agreed", "yes");
      put("consent.who", "parent");
      put("consent.name", "Mari Wynne");
      put("consent.relationship", "Mother");
      put("consent.date", "2026-01-16");
      put("consent.how", "meeting");
      put("consent.taken_by", "Carys Penn");
    }
  }

  void desk(const std::string& command) {
    if (command == "desk.check") {
      put("date_agrees", luck(8) ? "no" : "yes");
      put("go_on", luck(6) ? "no" : "yes");
      put("why", "It was talked over.");
      if (luck(3)) put("then", "second");
    }
    if (command == "desk.hold") {
      put("kind", one({"missing_data", "risk_assessment", "consent", "course", "other"}));
      put("says", "Please tell us how the pupil travels.");
    }
    if (command == "desk.ask") {
      std::vector<std::string> all;
      const auto open = openHoldsOf(town_, now_.id);
      for (std::size_t i = 0; i < open.size(); ++i)
        if (open[i].kind != "panel" && !luck(4)) all.push_back(std::to_string(i + 1));
      put("holds", all);
    }
    if (command == "desk.clear_hold") {
      put("hold", std::to_string(1 + pick(dice_, std::max<std::size_t>(1, openHoldsOf(town_, now_.id).size()))));
      put("why", "We had it by telephone.");
    }
    if (command == "desk.release") put("papers_sent", "yes");
    if (command == "desk.allocate_monitoring_officer") put("officer", "officer@cap.example");
  }

  void panel(const std::string& command) {
    if (command == "panel.put_on_round") put("round", one(town_.rounds()));
    if (command == "panel.record_outcome") {
      put("outcome", one({"agreed", "agreed", "different_support", "not_agreed", "more_information", "next_meeting"}));
      put("met_on", met().iso());
      put("says", "A practical course fits.");
      put("programme", "tier1");
    }
    if (command == "panel.declare_interest") {
      put("grade", one({"speaks", "full", "full", "none"}));
      put("says", "I know the family.");
    }
    if (command == "panel.add_information") put("says", "Our team worked with the family.");
    if (command == "panel.vote") put("vote", one({"for", "against", "abstains"}));
    if (command == "panel.note_action") {
      put("who", "Early Help");
      put("what", "Ring the family");
      put("by", today_.plusDays(10).iso());
    }
  }

  // The meeting of the round that the case waits for, where it was.
  Date met() {
    if (luck(4)) return today_.plusDays(-static_cast<int>(pick(dice_, 3)));
    const auto day = town_.read([&](ReadTx& tx) {
      return tx.one<std::string>(
          "SELECT r.meetings FROM panel_round r JOIN @all_panel_places p ON p.round_id = r.id WHERE p.case_id = ?",
          now_.id);
    });
    const auto met = day ? Date::fromIso(day->substr(0, 10)) : std::nullopt;
    return met && *met <= today_ ? *met : today_;
  }

  // The half days of the course that was asked for.
  std::vector<std::string> week() {
    if (draft_ == Town::Draft::send) return {"1a", "1p", "3a", "3p", "5a", "5p"};
    if (now_.course == "grow") return {"1a", "1p", "4a", "4p"};
    if (now_.course == "choices") return {"3a", "3p"};
    if (now_.course == "online") return {"5a", "5p"};
    if (now_.course == "wood")
      return std::vector<std::vector<std::string>>{
          {"2a", "2p"}, {"4a", "4p"}, {"1a", "1p", "2a", "2p"}, {"1a", "1p", "2a", "2p", "4a", "4p"}}[pick(dice_, 4)];
    if (now_.course == "maths") return {"3a", "3p"};
    return {"2a", "2p"};
  }

  void response(const std::string& command) {
    if (command == "response.yes") {
      const auto all = week();
      put("sessions", all);
      put("interview_on", today_.iso());
      put("interview_who", "The pupil and our tutor");
      for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                               "risk_met", "supervision_met"})
        put(each, luck(25) ? "no" : "yes");
      Date start = std::max(today_.plusDays(1 + static_cast<int>(pick(dice_, 7))), Date(2026, 2, 24));
      while (static_cast<int>(start.weekday()) != all.front()[0] - '0') start = start.plusDays(1);
      put("start", start.iso());
      if (draft_ == Town::Draft::send) put("hours", "12");
    }
    if (command == "response.no") {
      put("category", one({"availability", "availability", "need", "risk", "other"}));
      put("reason", "We have nobody who could take the group on that day.");
    }
    if (command == "response.review") put("decision", one({"agreed", "agreed", "ask_again", "challenged"}));
    if (command == "response.review" || command == "response.log_call")
      put("says", "Please look at this once more, we think that it can be done.");
    if (command == "response.log_call") put("spoke_with", "The coordinator");
    if (command == "response.choose_course")
      put("course", now_.programme == "tier1"           ? one({"bike", "wood", "hair", "maths"})
                    : now_.programme == "tier2.insight" ? one({"online", "choices"})
                                                        : one({"grow", "bike"}));
    if (command == "response.return") put("reason", "The days do not fit the pupil's week.");
  }

  void marks(const std::string& command) {
    const bool afternoon = luck(2);
    const std::string day = today_.iso();
    if (command == "register.take") {
      put("session", now_.course + "." + day + (afternoon ? ".pm" : ".am"));
      for (const std::string& each : comers(afternoon))
        put("mark." + each, one({"present", "late", "absent", "absent"}));
    }
    if (command == "session.note") {
      put("says", "Came in good spirits.");
      put("kind", one({"note", "transport"}));
    }
    if (command == "absence.explain") unexplained();
  }

  void unexplained() {
    town_.read([&](ReadTx& tx) {
      for (const Mark& mark : marksOfCase(tx, now_.id, Date(2026, 1, 1)))
        if (mark.reason == "unexplained")
          put("reason." + reference_ + "." + mark.session.day.iso() + "." + std::string(mark.session.half()) + "." +
                  now_.course,
              one({"authorised", "unauthorised"}));
    });
  }

  // Everybody whom the register of the course expects now.
  std::vector<std::string> comers(bool afternoon) {
    std::vector<std::string> all;
    town_.read([&](ReadTx& tx) {
      tx.each<std::string>(
          "SELECT c.reference FROM @all_placements t JOIN @all_cases c ON c.id = t.case_id JOIN course k ON k.id = "
          "t.course_id JOIN @all_placement_days d ON d.placement_id = t.id WHERE k.code = ? AND t.state IN "
          "('confirmed', "
          "'active') AND t.start <= ? AND d.weekday = ? AND d.half = ? AND d.first_day <= ? AND (d.until_day IS NULL "
          "OR "
          "d.until_day >= ?)",
          [&](std::string reference) { all.push_back(std::move(reference)); }, now_.course, today_,
          static_cast<std::int64_t>(today_.weekday()), std::string(afternoon ? "pm" : "am"), today_, today_);
    });
    return all;
  }

  void placement(const std::string& command) {
    if (command == "visit.record") {
      put("visited_on", today_.iso());
      put("outcome", "Safe and orderly.");
    }
    put("kind", command == "placement.ask_change" ? "scheduling"
                : command == "placement.report"   ? one({"contact", "more_days", "collection", "site_risk"})
                : command == "placement.halt"     ? "substantially_all"
                                                  : "changes");
    put("reason", "It was talked over with the family.");
    for (const char* each : {"achievement", "health", "wellbeing", "academic", "safeguarding", "consulted",
                             "continuity", "says", "answer", "against_purpose", "exit_plan"})
      put(each, "That is what was said about it.");
    put("proposed", "Any day");
    put("who_came", "All three");
    put("held_on", today_.iso());
    put("fee", one({"nothing", "to_withdrawal_date", "half_term_minimum"}));
    for (const char* each : {"on_clm", "on_capita", "school_rung", "parents_rung", "photos", "support_plan", "report"})
      put(each, "yes");
    for (const char* each : {"cap_rung", "family_rung", "referrer_came"}) put(each, "yes");
    put("registered", "no");
    put("review", "extra");
    if (command == "placement.record_review") put("decision", one({"goes_on", "changes", "ends"}));
    if (command == "placement.record_meeting" && draft_ == Town::Draft::send)
      put("decision", one({"re_engage", "re_direct", "ends"}));
    put("induction.topics", std::vector<std::string>{"safeguarding", "rights"});
    days(command);
    put("outcome", command == "placement.lift_halt"       ? one({"goes_on", "changes", "ends"})
                   : command == "placement.answer_report" ? "agreed"
                   : command == "visit.record"            ? "Safe and orderly."
                                                          : one({"held", "refused", "go_on", "agreed"}));
  }

  void days(const std::string& command) {
    put("from", today_.plusDays(1 + static_cast<int>(pick(dice_, 9))).iso());
    std::vector<std::string> some;
    for (const std::string& each : week())
      if (luck(2)) some.push_back(each);
    if (command == "placement.ask_change") some = otherDays();
    if (command == "placement.write_withdrawal" && luck(2)) some.clear();
    if (!some.empty()) put("sessions", some);
    if (command == "placement.write_withdrawal" && luck(2))
      put("last_day", today_.plusDays(static_cast<int>(pick(dice_, 20))).iso());
  }

  // As many half days as now, on the days of the course.
  std::vector<std::string> otherDays() {
    const auto placement = town_.read([&](ReadTx& tx) { return placementOfCase(tx, now_.id); });
    static const std::map<std::string, std::string> kDays = {{"wood", "124"}, {"hair", "24"},    {"maths", "135"},
                                                             {"grow", "14"},  {"regain", "135"}, {"bike", "23"}};
    const auto known = kDays.find(now_.course);
    const std::string days = known == kDays.end() ? "3" : known->second;
    std::vector<std::string> all;
    const std::size_t count = placement ? placement->sessions.size() : 2;
    for (std::size_t i = 0, from = pick(dice_, days.size()); i < days.size() && all.size() < count; ++i)
      for (const char* half : {"a", "p"}) all.push_back(days[(from + i) % days.size()] + std::string(half));
    all.resize(std::min(all.size(), count));
    return all;
  }

  Town& town_;
  Town::Draft draft_;
  const std::string& reference_;
  const Now& now_;
  Dice& dice_;
  Date today_;
  FieldTexts texts_;
};

}  // namespace

const std::vector<Deed>& allDeeds() {
  static const std::vector<Deed> all = deeds();
  return all;
}

const Deed& deedCalled(const std::string& command) {
  for (const Deed& each : allDeeds())
    if (each.command == command) return each;
  throw std::logic_error("no deed is called " + command);
}

bool among(const std::string& words, const std::string& word) {
  return !word.empty() && (" " + words + " ").find(" " + word + " ") != std::string::npos;
}

FieldTexts fieldsFor(const Deed& deed, Town& town, Town::Draft draft, const std::string& reference, const Now& now,
                     Dice& dice) {
  FieldTexts texts = Typing(town, draft, reference, now, dice).typed(deed.command);
  if (!texts.empty() && pick(dice, 10) == 0) {
    const auto spoilt = std::next(texts.begin(), static_cast<std::ptrdiff_t>(pick(dice, texts.size())));
    if (pick(dice, 2) == 0)
      texts.erase(spoilt);
    else
      spoilt->second = {"???"};
  }
  texts["reference"] = {reference};
  return texts;
}

}  // namespace capd::test
