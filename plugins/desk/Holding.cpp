// Holds by hand: putting one, asking the school for what is missing, and clearing one with a reason (REF-24, REF-25,
// NOT-02, NOT-03).

#include <fmt/format.h>

#include <algorithm>

#include "Desk.h"
#include "Letters.h"

namespace capd::desk {
namespace {

constexpr int kMostHolds = 20;  // on one page; the twenty-first waits until one is closed

// Holds have no number of their own in a form: they are counted in the order in which the page shows them, which the
// version keeps true.
std::vector<Option> holdNumbers() {
  std::vector<Option> options;
  for (int i = 1; i <= kMostHolds; ++i) options.push_back({std::to_string(i), "Hold " + std::to_string(i), ""});
  return options;
}

const Hold* numbered(const std::vector<Hold>& open, const std::string& number) {
  const auto at = static_cast<std::size_t>(std::stoul(number));
  return at >= 1 && at <= open.size() ? &open[at - 1] : nullptr;
}

Refused noSuchHold(const std::string& field) {
  return Refused(Refused::Kind::stale, field, "That hold is closed already. Load the page again.");
}

// ---- put

constexpr std::string_view kCourse = "course";  // among the kinds of a form: the school chooses another course

struct HoldIn : CaseIn {
  std::string kind;
  std::string says;
};

struct PreparedHold {
  LetterSite site;
  Deadline lookDue;
};

Form<HoldIn> holdForm() {
  Form<HoldIn> form;
  caseFields(form);
  form.field(&HoldIn::kind, {.name = "kind",
                             .label = "What is it about?",
                             .kind = FieldKind::choice,
                             .missing = "Choose what it is about",
                             .options = {{"missing_data", "Something is missing or unclear", ""},
                                         {"risk_assessment", "The risk assessment", ""},
                                         {"consent", "Who agreed, and when", ""},
                                         {"course", "The course can’t be had: the school chooses another",
                                          "The school is told at once, and chooses on its page"},
                                         {"other", "Something else", ""}}});
  form.field(&HoldIn::says, {.name = "says",
                             .label = "What does the school need to send?",
                             .kind = FieldKind::longText,
                             .hint = "The school reads this on its page. It is not put into the mail",
                             .missing = "Say what the school needs to send",
                             .least = 5,
                             .most = 500,
                             .personal = true});
  return form;
}

Prepared<PreparedHold> prepareHold(Preparing& at, const HoldIn& in) {
  auto opened = openCase(at.tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  return PreparedHold{letterSite(at.services),
                      firstLookDue(at.services.policy(), std::get<ReferralRecord>(opened), at.tx.today())};
}

// The course that was asked for can't be had: the school hears at once, by mail and on its page.
std::string askForCourse(WriteTx& tx, const ReferralRecord& referral, const std::string& says, const LetterSite& site) {
  const std::int64_t id = putHold(tx, referral.id, "missing_data", kChooseCourse, says);
  markAsked(tx, id);
  const NewLetter letter{.kind = kChooseAnotherCourse,
                         .subject = referral.reference,
                         .caseId = referral.id,
                         .slots = {},
                         .site = site,
                         .reason = "hold",
                         .reasonId = id};
  const auto school = findOrganisation(tx, referral.school);
  if (sendLetter(tx, letter, referral.school, referrerRole(tx, referral.school)) > 0)
    return "The school is told, and chooses another course on its page.";
  return fmt::format("The school chooses another course on its page. Nobody there has an email address: ring them{}.",
                     school && !school->phone.empty() ? " on " + school->phone : "");
}

Outcome hold(WriteTx& tx, const HoldIn& in, const PreparedHold& p) {
  auto opened = openCase(tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  auto& referral = std::get<ReferralRecord>(opened);
  if (referral.state != ReferralState::submitted && referral.state != ReferralState::complete)
    return wrongMoment(referral, "It cannot be put on hold");
  const auto open = openHolds(tx, referral.id);
  if (open.size() >= kMostHolds)
    return Refused::because("says", "There are 20 holds already. Clear or answer one first.");
  const bool course = in.kind == kCourse;
  if (course && std::any_of(open.begin(), open.end(), [](const Hold& h) { return h.rule == kChooseCourse; }))
    return Refused::because("kind", "This referral waits for another course already. Nothing was changed.");
  const Step step{"held", "On hold: " + in.says, Audience::schoolAndCap};
  if (referral.state == ReferralState::complete) {
    closeDuties(tx, kSend, referral.reference, "not_needed");
    moveReferral(tx, referral, ReferralState::submitted, step);
  } else {
    addStep(tx, referral.id, step);
    touchReferral(tx, referral);
  }
  if (course) return done(referral, askForCourse(tx, referral, in.says, p.site));
  // Each hold that a person puts stands by itself: its rule names the moment.
  putHold(tx, referral.id, in.kind, "cap." + std::to_string(tx.nextId()), in.says);
  needFirstLook(tx, referral, p.lookDue, "ask the school");
  return done(referral, "It is on hold. Ask the school for it when you are ready.");
}

// ---- ask

struct AskIn : CaseIn {
  std::vector<std::string> holds;
};

Form<AskIn> askForm() {
  Form<AskIn> form;
  caseFields(form);
  form.field(&AskIn::holds, {.name = "holds",
                             .label = "Ask the school for",
                             .kind = FieldKind::choices,
                             .missing = "Choose at least one thing to ask for",
                             .options = holdNumbers()});
  return form;
}

Prepared<LetterSite> prepareAsk(Preparing& at, const AskIn&) { return letterSite(at.services); }

// In the school's mail stand policy's words alone; what a person typed is read after signing in.
NewLetter askingLetter(const ReferralRecord& referral, const std::vector<const Hold*>& asked, const LetterSite& site) {
  const bool risk = std::any_of(asked.begin(), asked.end(), [](const Hold* h) { return h->kind == "risk_assessment"; });
  std::vector<std::string> words;
  for (const Hold* hold : asked) {
    const bool byPerson = hold->rule.rfind("cap", 0) == 0 || hold->rule == kDateHold || hold->rule == kChooseCourse;
    words.push_back(byPerson ? "CAP asks you something: read it on the referral's page." : hold->says);
  }
  return {.kind = risk ? kOnHold : kSomethingMissing,
          .subject = referral.reference,
          .caseId = referral.id,
          .slots = {{"asked", SlotValue::asked(words)}},
          .site = site,
          .reason = asked.size() == 1 ? "hold" : "holds",
          .reasonId = asked.size() == 1 ? asked.front()->id : referral.id};
}

Outcome ask(WriteTx& tx, const AskIn& in, const LetterSite& site) {
  auto opened = openCase(tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  auto& referral = std::get<ReferralRecord>(opened);
  const auto open = openHolds(tx, referral.id);
  std::vector<const Hold*> asked;
  for (const std::string& number : in.holds) {
    const Hold* one = numbered(open, number);
    if (one == nullptr) return noSuchHold("holds");
    if (one->kind == "panel")
      return Refused::because("holds", "The school cannot answer for the panel. Leave that one out.");
    if (one->rule == kChooseCourse && !one->asked)
      return Refused::because("holds",
                              "The school hears of this one when the provider’s answer is shared. Leave it out.");
    asked.push_back(one);
  }
  for (const Hold* one : asked) markAsked(tx, one->id);
  // Whoever asks has looked: from here on it waits for the school.
  const auto now = openHolds(tx, referral.id);
  if (std::none_of(now.begin(), now.end(), waitsForCap)) closeDuties(tx, kFirstLook, referral.reference);
  const auto school = findOrganisation(tx, referral.school);
  const auto reached =
      sendLetter(tx, askingLetter(referral, asked, site), referral.school, referrerRole(tx, referral.school));
  std::vector<std::string> says;
  for (const Hold* one : asked) says.push_back(one->says);
  addStep(tx, referral.id,
          {"asked", fmt::format("CAP asked the school: {}", fmt::join(says, " ")), Audience::schoolAndCap});
  touchReferral(tx, referral);
  Done it = done(referral, reached > 0 ? "The school is asked, on its page and by mail."
                                       : fmt::format("The school is asked on its page. Nobody there has an email "
                                                     "address: ring them{}.",
                                                     school && !school->phone.empty() ? " on " + school->phone : ""));
  return it;
}

// ---- clear

struct ClearIn : CaseIn {
  std::string hold;
  std::string why;
};

/// Rules that policy still finds not met, with what would cure each.
struct StillUnmet {
  std::vector<RuleLine> rules;
  Deadline lookDue;
};

Form<ClearIn> clearForm() {
  Form<ClearIn> form;
  caseFields(form);
  form.field(&ClearIn::hold, {.name = "hold",
                              .label = "Which hold?",
                              .kind = FieldKind::choice,
                              .missing = "Choose the hold to clear",
                              .options = holdNumbers()});
  form.field(&ClearIn::why, {.name = "why",
                             .label = "Why is it cleared?",
                             .kind = FieldKind::longText,
                             .hint = "For example: confirmed by telephone with the coordinator. The school reads this",
                             .missing = "Say why it is cleared",
                             .least = 5,
                             .most = 500,
                             .personal = true});
  return form;
}

Prepared<StillUnmet> prepareClear(Preparing& at, const ClearIn& in) {
  auto opened = openCase(at.tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  StillUnmet unmet;
  const auto& referral = std::get<ReferralRecord>(opened);
  const PolicyShelf& policy = at.services.policy();
  unmet.lookDue = firstLookDue(policy, referral, at.tx.today());
  if (const auto judgement = judgeNow(at.tx, referral, policy))
    for (const RuleLine& rule : judgement->rules)
      if (holdsUp(rule)) unmet.rules.push_back(rule);
  return unmet;
}

Outcome clear(WriteTx& tx, const ClearIn& in, const StillUnmet& unmet) {
  auto opened = openCase(tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  auto& referral = std::get<ReferralRecord>(opened);
  const auto open = openHolds(tx, referral.id);
  const Hold* one = numbered(open, in.hold);
  if (one == nullptr) return noSuchHold("hold");
  if (one->kind == "panel") return Refused::because("hold", "This one is cleared by the panel: record its outcome.");
  if (one->rule == kDateHold)
    return Refused::because("hold", "This one closes when the date on the document is seen and agrees.");
  if (one->rule == kChooseCourse)
    return Refused::because("hold", "It closes when the school has chosen another course.");
  for (const RuleLine& rule : unmet.rules)
    if (rule.id == one->rule)
      return Refused::because("hold", fmt::format("Policy still finds this: {} It closes by itself at the next check, "
                                                  "once it is put right.",
                                                  askOf(rule)));
  closeHold(tx, one->id, in.why);
  addStep(tx, referral.id, {"cleared", fmt::format("Cleared: {} ({})", one->says, in.why), Audience::schoolAndCap});
  touchReferral(tx, referral);
  if (open.size() == 1 && referral.state == ReferralState::submitted)
    needFirstLook(tx, referral, unmet.lookDue, "nothing is on hold, check it");
  return done(referral, open.size() == 1 ? "Cleared. Nothing is on hold any more: check the referral."
                                         : "Cleared. Other things are still on hold.");
}

}  // namespace

void offerHolding(Offers& offers) {
  offers.command(
      CommandOf<HoldIn, PreparedHold>{.name = "desk.hold",
                                      .permission = "desk.work",
                                      .says = "Puts a referral on hold, in words that the school reads.",
                                      .form = holdForm(),
                                      .prepare = prepareHold,
                                      .apply = hold,
                                      .moves = {{"complete", "submitted", "CAP needs something more after all"}}});
  offers.command(CommandOf<AskIn, LetterSite>{.name = "desk.ask",
                                              .permission = "desk.work",
                                              .says =
                                                  "Asks the school for what a referral waits for, by mail and on its "
                                                  "page.",
                                              .form = askForm(),
                                              .prepare = prepareAsk,
                                              .apply = ask});
  offers.command(CommandOf<ClearIn, StillUnmet>{.name = "desk.clear_hold",
                                                .permission = "desk.work",
                                                .says = "Clears a hold by hand, with the reason.",
                                                .form = clearForm(),
                                                .prepare = prepareClear,
                                                .apply = clear});
}

}  // namespace capd::desk
