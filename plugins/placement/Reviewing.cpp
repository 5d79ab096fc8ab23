// Reviews as they were held: recorded by the provider or whoever commissions, confirmed by the SEND team; the day of
// the next annual review; what a provider does to win a pupil back.

#include <fmt/format.h>

#include <algorithm>

#include "Letters.h"
#include "Reviews.h"

namespace capd::placement {
namespace {

constexpr char kAssessments[] = "assessments";
constexpr char kExtra[] = "extra";

// "Self-Image Profile" of "self_image: Self-Image Profile".
std::vector<Option> assessmentsOf(const ReviewRules& rules) {
  std::vector<Option> all;
  if (const PolicyValue* value = valueOf(rules, kAssessments))
    for (const std::string& each : value->list)
      if (const auto colon = each.find(": "); colon != std::string::npos)
        all.push_back({each.substr(0, colon), each.substr(colon + 2), ""});
  return all;
}

std::string codeOf(const Review& review) { return review.kind + "-" + std::to_string(review.number); }

std::string decisionInWords(const std::string& decision) {
  return decision == "goes_on" ? "the placement goes on as it is"
         : decision == "ends"  ? "the placement is to end"
                               : "the placement goes on, with changes";
}

std::vector<Option> decisionOptions() {
  return {{"goes_on", "It goes on as it is", ""},
          {"changes", "It goes on, with changes", "A change of day or of hours is asked for on the placement’s page"},
          {"ends", "It is to end", "The withdrawal is written on the placement’s page; the next step stands below"}};
}

Review* chosen(std::vector<Review>& reviews, const std::string& code) {
  for (Review& each : reviews)
    if (!each.held() && codeOf(each) == code) return &each;
  return nullptr;
}

Problems faultsOfHeld(ReadTx& tx, const RecordReviewIn& in, const Life& life, const Review* review) {
  if (in.heldOn > tx.today())
    return {{"held_on", fmt::format("{} is still to come. Record the review when it was held.", in.heldOn.words())}};
  if (in.heldOn < life.placement.start)
    return {{"held_on",
             fmt::format("The placement began on {}. Give that day or a later one.", life.placement.start.words())}};
  if (review != nullptr && in.heldOn < review->countsFrom)
    return {{"held_on", fmt::format("This review is held from {} on. Record an earlier meeting as another one.",
                                    review->countsFrom.longWords())}};
  return {};
}

Problems faultsOfReview(ReadTx& tx, const RecordReviewIn& in, const Life& life, const Review* review) {
  Problems problems = faultsOfHeld(tx, in, life, review);
  if (review != nullptr && withSendTeam(*review) && !in.referrerCame)
    problems.push_back({"referrer_came",
                        "This review is held with the SEND team. When its officer is away, a colleague of the team "
                        "comes: the review is on the team’s list. Record a meeting without them as another one."});
  if (in.nextOn && review != nullptr && review->kind == "ehcp" && !ofSendTeam(tx, life))
    problems.push_back({"next_on", "The SEND team gives the day of the next annual review. Leave this empty."});
  else if (in.nextOn && *in.nextOn <= in.heldOn)
    problems.push_back({"next_on", "The next review comes after this one. Give a later day, or leave it empty."});
  return problems;
}

// The day of the next annual review is the SEND team's answer, so the plan is made from it again.
void noteNextEhcp(WriteTx& tx, const Life& life, Date heldOn, std::optional<Date> nextOn, const ReviewRules& rules) {
  const PolicyValue* years = valueOf(rules, "reviews.ehcp_every");
  if (years == nullptr) return;
  const Date next = nextOn.value_or(heldOn.plusMonths(12 * static_cast<int>(std::max<std::int64_t>(1, years->most))));
  saveAnswers(tx, life.referral.id, {{kEhcpQuestion, next.iso()}});
}

// A provider's record of it waits for the SEND team's word.
bool waitsForTeam(ReadTx& tx, const Life& life, const Review& review) {
  return life.side == Side::provider && confirmedBySend(review) && isSend(tx, life.referral);
}

void tellOfReview(WriteTx& tx, const Life& life, const Review& review, const Rules& rules, const ReviewRules& own,
                  std::int64_t id) {
  const bool waits = waitsForTeam(tx, life, review);
  if (waits)
    ask(tx, life,
        {kConfirmReview, "school", "", "Say what comes of a review that the provider recorded",
         clauseOfReview(review, own), withinWorkingDays(*own.calendar, tx.today(), own.confirmedWithin)},
        id);
  tellOthers(tx, life, waits ? kReviewToConfirm : kReviewRecorded, rules);
}

Review extraOf(const std::vector<Review>& all, Date heldOn) {
  Review review;
  review.kind = kExtra;
  for (const Review& each : all) review.number += each.kind == kExtra ? 1 : 0;
  review.askOn = review.countsFrom = review.dueOn = heldOn;
  return review;
}

Outcome recordHeld(WriteTx& tx, const RecordReviewIn& in, const PreparedReview& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (life.ofCap()) return Refused::notThere();
  if (!life.placement.started) return conflict("The pupil has not started: there is nothing to review yet.");
  auto all = reviewsOf(tx, life.placement.id);
  const Review* planned = chosen(all, in.review);
  if (planned == nullptr && in.review != kExtra)
    return Refused::because("review", "Choose a review of this placement that is not recorded yet");
  Problems problems = faultsOfReview(tx, in, life, planned);
  Field field{.name = kAssessments, .label = "Assessments", .kind = FieldKind::choices};
  field.options = assessmentsOf(p.reviews);
  const auto doneOnes = field.options.empty() ? std::vector<std::string>() : readChoices(field, in.rest, problems);
  if (!problems.empty()) return Refused(std::move(problems));
  Review review = planned != nullptr ? *planned : extraOf(all, in.heldOn);
  review.caseId = life.referral.id;
  review.placement = life.placement.id;
  review.heldOn = in.heldOn;
  review.side = toWord(life.side);
  review.whoCame = in.whoCame;
  review.referrerCame = in.referrerCame;
  for (const std::string& each : doneOnes) review.assessments += each + "\n";
  review.decision = in.decision;
  review.says = in.says;
  recordReview(tx, review);
  if (planned != nullptr) closeDutiesOf(tx, kReview, life.referral.reference, std::to_string(review.id));
  if (review.kind == "ehcp" && ofSendTeam(tx, life)) noteNextEhcp(tx, life, in.heldOn, in.nextOn, p.reviews);
  note(tx, life, "review_held",
       fmt::format("{}, held on {}: {}.", reviewInWords(review, p.reviews), in.heldOn.words(),
                   decisionInWords(in.decision)));
  tellOfReview(tx, life, review, p.rules, p.reviews, review.id);
  planAndAsk(tx, life, p.reviews);
  return done(life,
              waitsForTeam(tx, life, review) ? "The review is recorded. The SEND team says what comes of it."
                                             : "The review is recorded.",
              "/placements/" + in.reference + "/reviews");
}

// ---- the SEND team's word

struct ConfirmIn {
  std::string reference;
  std::int64_t version = 0;
  std::string decision;
  std::string says;
  std::optional<Date> nextOn;
};
Form<ConfirmIn> confirmReviewForm() {
  Form<ConfirmIn> form;
  caseFields(form);
  form.field(&ConfirmIn::decision, {.name = "decision",
                                    .label = "What comes of the review?",
                                    .kind = FieldKind::choice,
                                    .missing = "Choose what comes of it",
                                    .options = decisionOptions()});
  Field says = longField("says", "Next steps, by whom and until when", "Say what the next steps are");
  says.least = 10;
  form.field(&ConfirmIn::says, std::move(says));
  form.field(&ConfirmIn::nextOn, {.name = "next_on",
                                  .label = "When is the next annual review due?",
                                  .kind = FieldKind::date,
                                  .hint = "Left empty, a year after this one, or the day that you gave since"});
  return form;
}

Problems faultsOfNext(ReadTx& tx, const ConfirmIn& in, const Review& review) {
  if (!in.nextOn) return {};
  if (review.kind != "ehcp")
    return {{"next_on", "Only an annual review of the EHC plan has a next day. Leave this empty."}};
  if (*in.nextOn <= *review.heldOn)
    return {{"next_on", "The next review comes after this one. Give a later day, or leave it empty."}};
  if (*in.nextOn < tx.today()) return {{"next_on", in.nextOn->words() + " has passed. Give the day of the next one."}};
  return {};
}

Outcome sayWhatComes(WriteTx& tx, const ConfirmIn& in, const PreparedReview& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (life.side != Side::school) return Refused::notThere();
  const auto all = reviewsOf(tx, life.placement.id);
  const Review* review = toConfirm(all);
  if (review == nullptr) return conflict("No review of this placement waits for your word.");
  if (auto problems = faultsOfNext(tx, in, *review); !problems.empty()) return Refused(std::move(problems));
  const Review* waits = waitsForNextDay(tx, life, all);
  if (review->kind == "ehcp" && (in.nextOn || (waits != nullptr && waits->id == review->id)))
    noteNextEhcp(tx, life, *review->heldOn, in.nextOn, p.reviews);
  confirmReview(tx, review->id, in.decision, in.says);
  closeDutiesOf(tx, kConfirmReview, life.referral.reference, std::to_string(review->id));
  planAndAsk(tx, life, p.reviews);
  note(tx, life, "review_confirmed",
       fmt::format("{}: the SEND team confirms that {}.", reviewInWords(*review, p.reviews),
                   decisionInWords(in.decision)));
  tell(tx, life, "provider", kReviewConfirmed, p.rules);
  return done(life, "Your word is with the provider and CAP.", "/placements/" + in.reference + "/reviews");
}

// ---- the day of the annual review

struct SetDayIn {
  std::string reference;
  std::int64_t version = 0;
  Date on;
};
Form<SetDayIn> setDayForm() {
  Form<SetDayIn> form;
  caseFields(form);
  form.field(&SetDayIn::on, {.name = "review_on",
                             .label = "When is the next annual review of the EHC plan due?",
                             .kind = FieldKind::date,
                             .missing = "Enter the day on which it is due"});
  return form;
}

Outcome setReviewDay(WriteTx& tx, const SetDayIn& in, const PreparedReview& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (life.side != Side::school) return Refused::notThere();
  if (valueOf(p.reviews, "reviews.ehcp_every") == nullptr)
    return conflict("Policy has the provider see to no annual review on this programme.");
  if (in.on < tx.today())
    return Refused::because("review_on", in.on.words() + " has passed. Give the day of the next one.");
  const auto all = reviewsOf(tx, life.placement.id);
  if (const Review* held = waitsForNextDay(tx, life, all); held != nullptr && held->dueOn == in.on)
    return Refused::because("review_on",
                            "The review that was due on " + in.on.words() + " is held. Give the day of the next one.");
  saveAnswers(tx, life.referral.id, {{kEhcpQuestion, in.on.iso()}});
  planAndAsk(tx, life, p.reviews);
  note(tx, life, "ehcp_day",
       fmt::format("The SEND team says that the next annual review of the EHC plan is due on {}.", in.on.words()));
  tell(tx, life, "provider", kReviewDay, p.rules);
  return done(life, "The day is with the provider.", "/placements/" + in.reference + "/reviews");
}

// ---- winning a learner back

Outcome noteEffort(WriteTx& tx, const ReasonIn& in, const Nothing&) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (life.side != Side::provider) return Refused::notThere();
  note(tx, life, "effort", "The provider, to win the pupil back: " + in.reason);
  return done(life, "It stands in the record for the others.", "/placements/" + in.reference + "/reviews");
}

}  // namespace

Form<RecordReviewIn> recordReviewForm() {
  Form<RecordReviewIn> form;
  caseFields(form);
  form.field(&RecordReviewIn::review,
             {.name = "review", .label = "Which review?", .missing = "Choose which review it was", .most = 40});
  form.field(&RecordReviewIn::heldOn, {.name = "held_on",
                                       .label = "When was it held?",
                                       .kind = FieldKind::date,
                                       .missing = "Enter the day of the review"});
  form.field(&RecordReviewIn::whoCame,
             {.name = "who_came", .label = "Who came?", .missing = "Say who came", .most = 300, .personal = true});
  form.field(&RecordReviewIn::referrerCame, {.name = "referrer_came",
                                             .label = "Was the SEND team, or the school’s case worker, there?",
                                             .kind = FieldKind::yesNo,
                                             .missing = "Say whether they were there"});
  form.field(&RecordReviewIn::decision, {.name = "decision",
                                         .label = "What was decided?",
                                         .kind = FieldKind::choice,
                                         .missing = "Choose what was decided",
                                         .options = decisionOptions()});
  Field says = longField("says", "What was looked at, and what are the next steps?",
                         "Say what was looked at and what the next steps are",
                         "The others read it. A worry about a child goes from lead to lead, not here");
  says.least = 10;
  form.field(&RecordReviewIn::says, std::move(says));
  form.field(&RecordReviewIn::nextOn, {.name = "next_on",
                                       .label = "When is the next one?",
                                       .kind = FieldKind::date,
                                       .hint = "For an annual review; left empty, a year after this one"});
  form.rest(&RecordReviewIn::rest);
  return form;
}

FormShape recordReviewShape(const std::vector<Review>& reviews, const ReviewRules& rules, bool send, bool team) {
  FormShape shape = recordReviewForm().shape();
  bool ehcp = false;
  for (Field& field : shape.fields) {
    if (field.name == "review") {
      field.kind = FieldKind::choice;
      for (const Review& each : reviews) {
        if (each.held()) continue;
        ehcp = ehcp || each.kind == "ehcp";
        field.options.push_back({codeOf(each), reviewInWords(each, rules), "Due by " + each.dueOn.longWords()});
      }
      field.options.push_back({kExtra, "Another meeting", ""});
    }
    if (field.name == "referrer_came")
      field.label = send ? "Was the SEND team there?" : "Was the school’s case worker there?";
  }
  if (!ehcp || !team) std::erase_if(shape.fields, [](const Field& field) { return field.name == "next_on"; });
  if (auto options = assessmentsOf(rules); !options.empty())
    shape.fields.push_back({.name = kAssessments,
                            .label = "Which assessments were done?",
                            .kind = FieldKind::choices,
                            .hint = "As they fit the pupil; leave empty when none was",
                            .options = std::move(options)});
  return shape;
}

FormShape confirmReviewShape(const Review& review) {
  FormShape shape = confirmReviewForm().shape();
  if (review.kind != "ehcp") std::erase_if(shape.fields, [](const Field& field) { return field.name == "next_on"; });
  return shape;
}

void offerReviewing(Offers& offers) {
  offers.command(CommandOf<RecordReviewIn, PreparedReview>{
      .name = "placement.record_review",
      .permission = "placement.review",
      .says = "Records a review of a placement: who came, what was decided, the next steps.",
      .form = recordReviewForm(),
      .prepare = prepareReview<RecordReviewIn>,
      .apply = recordHeld});
  offers.command(CommandOf<ConfirmIn, PreparedReview>{
      .name = "placement.confirm_review",
      .permission = "placement.confirm_review",
      .says = "The SEND team says what comes of a review that the provider recorded.",
      .form = confirmReviewForm(),
      .prepare = prepareReview<ConfirmIn>,
      .apply = sayWhatComes});
  offers.command(CommandOf<SetDayIn, PreparedReview>{.name = "placement.set_annual_review",
                                                     .permission = "placement.confirm_review",
                                                     .says = "Gives the day of the next annual review of the EHC plan.",
                                                     .form = setDayForm(),
                                                     .prepare = prepareReview<SetDayIn>,
                                                     .apply = setReviewDay});
  offers.command(CommandOf<ReasonIn>{.name = "placement.note_effort",
                                     .permission = "placement.induct",
                                     .says = "Notes what a provider did to win a pupil back who drops away.",
                                     .form = reasonForm("What did you do to win the pupil back?", "Say what you did"),
                                     .apply = noteEffort});
}

}  // namespace capd::placement
