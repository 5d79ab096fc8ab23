// What members say about a case: an interest, what their agency knows, a vote (OPEN-08, PAN-02, PAN-10).

#include <fmt/format.h>

#include "panels_store.h"

namespace capd::panels {
namespace {

Prepared<AtPanel> asMember(Preparing& at, const std::string& reference) {
  auto ready = atPanel(at, reference);
  if (const auto* found = std::get_if<AtPanel>(&ready); found != nullptr && found->seats.empty())
    return Refused(Refused::Kind::notAllowed, "", "Only members of the panel do this.");
  return ready;
}

// ---- interest

struct InterestIn : CaseIn {
  std::string grade;
  std::string says;
};

Form<InterestIn> interestForm() {
  Form<InterestIn> form;
  memberFields(form);
  form.field(&InterestIn::grade, {.name = "grade",
                                  .label = "What do you have to do with this case?",
                                  .kind = FieldKind::choice,
                                  .missing = "Choose one",
                                  .options = {{"speaks", "I know it: I speak when asked, and do not vote", ""},
                                              {"none", "I want no part in it", "You will not see it any more"},
                                              {"full", "Nothing: take back what I said", ""}}});
  form.field(&InterestIn::says, {.name = "says",
                                 .label = "Why?",
                                 .hint = "It stands in the minutes. Name nobody",
                                 .missing = "Say why, in a few words",
                                 .least = 3,
                                 .most = 200,
                                 .personal = true});
  return form;
}

Outcome declare(WriteTx& tx, const InterestIn& in, const AtPanel& at) {
  auto opened = openAt(tx, in, at);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  const auto& referral = std::get<ReferralRecord>(opened);
  const Grade grade = in.grade == "none" ? Grade::none : in.grade == "speaks" ? Grade::speaks : Grade::full;
  declareInterest(tx, referral.id, grade, in.says);
  if (grade == Grade::full) {
    const Interest left = interestIn(tx, tx.viewer(), referral, at.seats, at.academies);
    return done(referral, left.grade == Grade::full ? "Taken back. You can vote." : left.why);
  }
  if (grade == Grade::speaks)
    return done(referral, "You told us you know this case. You can speak when asked; you will not vote.");
  Done it = done(referral, "You will not see this case any more.");
  it.next = "/panels";
  return it;
}

// ---- information

struct InformationIn : CaseIn {
  std::string says;
};

struct InformationPlan {
  AtPanel at;
  std::optional<Date> closes;
};

Form<InformationIn> informationForm() {
  Form<InformationIn> form;
  memberFields(form);
  form.field(
      &InformationIn::says,
      {.name = "says",
       .label = "What does your agency know?",
       .kind = FieldKind::longText,
       .hint = "What support there was or is, and what came of it. Child protection matters go from safeguarding "
               "lead to safeguarding lead, not here",
       .missing = "Write what your agency knows, or that it knows nothing",
       .least = 3,
       .most = 2000,
       .personal = true});
  return form;
}

Prepared<InformationPlan> prepareInformation(Preparing& at, const InformationIn& in) {
  auto ready = asMember(at, in.reference);
  if (auto* refused = std::get_if<Refused>(&ready)) return std::move(*refused);
  InformationPlan plan{std::move(std::get<AtPanel>(ready)), std::nullopt};
  if (const auto round = keptRound(at.tx, plan.at.round)) plan.closes = packCloses(at.services.policy(), *round);
  return plan;
}

Outcome addLine(WriteTx& tx, const InformationIn& in, const InformationPlan& plan) {
  auto opened = openAt(tx, in, plan.at);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  const auto& referral = std::get<ReferralRecord>(opened);
  for (const Seat& seat : plan.at.seats)
    if (seat.kind == SeatKind::provider)
      return Refused(Refused::Kind::notAllowed, "", "Members of training providers add nothing to the pack.");
  addInformation(tx, referral.id, plan.at.seats.front().agency, in.says);
  const bool late = plan.closes && tx.today() > *plan.closes;
  return done(referral, late ? fmt::format("It is in the pack, which closed on {}: say it at the meeting as well.",
                                           plan.closes->longWords())
                             : "It is in the pack.");
}

// ---- vote

struct VoteIn : CaseIn {
  std::optional<std::string> panel;
  std::string vote;
};

Form<VoteIn> voteForm() {
  Form<VoteIn> form;
  memberFields(form);
  form.field(&VoteIn::panel, {.name = "panel", .label = "Panel", .kind = FieldKind::hidden, .most = 60});
  form.field(&VoteIn::vote,
             {.name = "vote",
              .label = "Your vote",
              .kind = FieldKind::choice,
              .missing = "Choose your vote",
              .options = {{"for", "For it", ""}, {"against", "Against it", ""}, {"abstains", "I abstain", ""}}});
  return form;
}

Outcome vote(WriteTx& tx, const VoteIn& in, const AtPanel& at) {
  auto opened = openAt(tx, in, at);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  const auto& referral = std::get<ReferralRecord>(opened);
  const Interest interest = interestIn(tx, tx.viewer(), referral, at.seats, at.academies);
  if (interest.grade != Grade::full) return Refused(Refused::Kind::notAllowed, "vote", interest.why);
  const Seat* seat = nullptr;
  for (const Seat& each : at.seats) {
    const PanelRules* panel = at.year.panel(each.panel);
    const bool asked = in.panel.value_or("").empty()
                           ? panel != nullptr && panel->decides(referral.programme.value_or(""))
                           : each.panel == *in.panel;
    if (asked && seat == nullptr) seat = &each;
  }
  if (seat == nullptr)
    return Refused(Refused::Kind::notAllowed, "vote", "You do not sit on the panel that decides this one.");
  if (referral.state != ReferralState::submitted)
    return Refused(Refused::Kind::conflict, "", "This referral waits for no panel any more.");
  addVote(tx, referral.id, at.round, seat->panel, in.vote);
  return done(referral, "Your vote is noted.");
}

}  // namespace

void offerSaying(Offers& offers) {
  offers.command(CommandOf<InterestIn, AtPanel>{
      .name = "panel.declare_interest",
      .permission = "panel.sit",
      .says = "Says that a member has an interest in a case.",
      .form = interestForm(),
      .prepare = [](Preparing& at, const InterestIn& in) { return asMember(at, in.reference); },
      .apply = declare});
  offers.command(CommandOf<InformationIn, InformationPlan>{.name = "panel.add_information",
                                                           .permission = "panel.sit",
                                                           .says = "Adds what a member’s agency knows to the pack.",
                                                           .form = informationForm(),
                                                           .prepare = prepareInformation,
                                                           .apply = addLine});
  offers.command(
      CommandOf<VoteIn, AtPanel>{.name = "panel.vote",
                                 .permission = "panel.sit",
                                 .says = "Notes a member’s vote on a case.",
                                 .form = voteForm(),
                                 .prepare = [](Preparing& at, const VoteIn& in) { return asMember(at, in.reference); },
                                 .apply = vote});
}

}  // namespace capd::panels
