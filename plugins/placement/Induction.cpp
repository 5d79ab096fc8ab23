#include <fmt/format.h>

#include <algorithm>

#include "Along.h"
#include "cases/policy/PolicyChoices.h"

namespace capd::placement {
namespace {

struct PreparedTopics {
  std::vector<PolicyChoice> topics;
};

Prepared<PreparedTopics> prepareInduction(Preparing& at, const InductionIn& in) {
  const auto referral = findReferral(at.tx, in.reference);
  if (!referral) return Refused::notThere();
  return PreparedTopics{policyChoices(at.services.policy(), referral->policyHash, kInductionTopics)};
}

Outcome record(WriteTx& tx, const InductionIn& in, const PreparedTopics& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (life.side != Side::provider) return Refused::notThere();
  Problems problems;
  if (in.heldOn > tx.today())
    problems.push_back(
        {"held_on", fmt::format("{} is still to come. Record the induction when it was held.", in.heldOn.words())});
  if (in.heldOn < life.placement.start)
    problems.push_back({"held_on", fmt::format("The placement began on {}. Give that day or a later one.",
                                               life.placement.start.words())});
  const auto topics = readChoices(topicsField(p.topics), in.rest, problems);
  if (!problems.empty()) return Refused(std::move(problems));
  Induction induction;
  induction.caseId = life.referral.id;
  induction.placement = life.placement.id;
  induction.heldOn = in.heldOn;
  for (const PolicyChoice& each : p.topics)
    if (std::find(topics.begin(), topics.end(), each.value) != topics.end())
      induction.topics += each.value + "\n";
    else
      problems.push_back({"", each.says});
  induction.complete = problems.empty() && !p.topics.empty();
  induction.photos = in.photos ? "yes" : "no";
  addInduction(tx, induction);
  if (induction.complete) closeDuties(tx, kInduction, life.referral.reference);
  note(tx, life, "induction", fmt::format("The provider recorded the induction of {}.", in.heldOn.words()));
  std::string says = "The induction is recorded.";
  for (const Problem& each : problems) says += (&each == &problems.front() ? " Still to come: " : ", ") + each.says;
  if (!problems.empty()) says += ".";
  if (in.photos) says += " No photo or film is taken before the school has agreed as well.";
  return done(life, says, "/placements/" + in.reference + "/record");
}

Outcome photos(WriteTx& tx, const CaseIn& in, const Nothing&) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (life.side != Side::school) return Refused::notThere();
  for (const Induction& each : inductions(tx, life.placement.id)) {
    if (each.photos != "yes") return conflict("The parents or carers have not agreed to photos or films.");
    if (each.photosAgreed) return conflict("The school has agreed already.");
    agreePhotos(tx, each.id);
    note(tx, life, "photos", "The school agrees to photos and films, as the parents or carers did.");
    return done(life, "The school agrees to photos and films.", "/placements/" + in.reference + "/record");
  }
  return conflict("The induction is not recorded yet: what the parents or carers said about photos is not known.");
}

}  // namespace

Form<InductionIn> inductionForm() {
  Form<InductionIn> form;
  caseFields(form);
  form.field(&InductionIn::heldOn, {.name = "held_on",
                                    .label = "When was the induction?",
                                    .kind = FieldKind::date,
                                    .missing = "Enter the day of the induction"});
  form.field(&InductionIn::photos, {.name = "photos",
                                    .label = "Did the parents or carers agree to photos and films?",
                                    .kind = FieldKind::yesNo,
                                    .hint = "The school has to agree as well",
                                    .missing = "Say whether they agreed"});
  form.rest(&InductionIn::rest);
  return form;
}

Field topicsField(const std::vector<PolicyChoice>& topics) {
  Field field{.name = kInductionTopics,
              .label = "What was gone through?",
              .kind = FieldKind::choices,
              .missing = "Choose what was gone through"};
  for (const PolicyChoice& each : topics) field.options.push_back({each.value, each.says, ""});
  return field;
}

void oweInduction(WriteTx& tx, const Services& services, std::int64_t referralId) {
  const auto referral = anyReferral(tx, referralId);
  const auto placement = referral ? placementOfCase(tx, referralId) : std::nullopt;
  if (!placement || !referral->policyHash) return;
  const auto within = services.policy().setting(*referral->policyHash, "induction_within");
  Life life;
  life.referral = *referral;
  life.placement = *placement;
  ask(tx, life,
      {kInduction, "provider", "", "Record a pupil’s induction", within ? within->clause : "",
       withinWorkingDays(*services.policy().calendar(), placement->start,
                         within && within->most > 0 ? static_cast<int>(within->most) : 5)},
      placement->id);
}

void offerInduction(Offers& offers) {
  offers.command(CommandOf<InductionIn, PreparedTopics>{.name = "placement.record_induction",
                                                        .permission = "placement.induct",
                                                        .says = "Records a pupil's induction with its topics.",
                                                        .form = inductionForm(),
                                                        .prepare = prepareInduction,
                                                        .apply = record});
  offers.command(CommandOf<CaseIn>{.name = "placement.agree_photos",
                                   .permission = "placement.send_change",
                                   .says = "The school agrees to photos and films that the parents agreed to.",
                                   .form = caseForm(),
                                   .apply = photos});
}

}  // namespace capd::placement
