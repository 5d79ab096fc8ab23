#include "Common.h"

#include <fmt/format.h>

#include <algorithm>

#include "cases/marks/Marks.h"
#include "cases/organisation/Organisation.h"

namespace capd::placement {
namespace {

constexpr std::size_t kMostNotes = 200;

int numberOf(const Services& services, const std::string& hash, std::string_view name, int otherwise) {
  const auto value = services.policy().setting(hash, name);
  return value && value->most > 0 ? static_cast<int>(value->most) : otherwise;
}

std::string clauseOf(const Services& services, const std::string& hash, std::string_view name) {
  const auto value = services.policy().setting(hash, name);
  return value ? value->clause : "";
}

// "09:00"; a text that is no time of day leaves the usual one.
int minutesOf(const Services& services, const std::string& hash, std::string_view name, int otherwise) {
  const auto value = services.policy().setting(hash, name);
  if (!value || value->words.size() != 5 || value->words[2] != ':') return otherwise;
  const auto digits = [&](std::size_t at) { return (value->words[at] - '0') * 10 + value->words[at + 1] - '0'; };
  const int minutes = digits(0) * 60 + digits(3);
  return minutes >= 0 && minutes < 24 * 60 ? minutes : otherwise;
}

FeeWord feeWord(const std::optional<ProgrammeCard>& card, const std::string& name) {
  if (!card) return {};
  const auto at = card->values.find(name);
  return at == card->values.end() ? FeeWord{} : FeeWord{at->second.words, at->second.clause};
}

}  // namespace

Field longField(const char* name, const char* label, const char* missing, const char* hint) {
  return {.name = name,
          .label = label,
          .kind = FieldKind::longText,
          .hint = hint,
          .missing = missing,
          .most = 2000,
          .personal = true};
}

Form<ReasonIn> reasonForm(const std::string& label, const std::string& missing) {
  Form<ReasonIn> form;
  caseFields(form);
  Field field = longField("reason", label.c_str(), missing.c_str());
  field.least = 10;
  form.field(&ReasonIn::reason, std::move(field));
  return form;
}

std::vector<Option> halfDays() {
  std::vector<Option> all;
  for (unsigned day = 1; day <= 5; ++day) {
    const std::string name(weekdayName(day));
    all.push_back({std::to_string(day) + "a", name + " morning", ""});
    all.push_back({std::to_string(day) + "p", name + " afternoon", ""});
  }
  return all;
}

FormShape onDaysOf(FormShape shape, const std::vector<int>& days) {
  for (Field& field : shape.fields) {
    if (field.name != "sessions") continue;
    std::vector<Option> own;
    for (const Option& option : field.options)
      if (std::find(days.begin(), days.end(), option.value[0] - '0') != days.end()) own.push_back(option);
    field.options = own;
  }
  return shape;
}

std::string joined(const std::vector<std::string>& values) {
  std::string all;
  for (const std::string& each : values) all += each + ",";
  return all;
}

std::string_view toWord(Side side) {
  return side == Side::school ? "school" : side == Side::provider ? "provider" : "cap";
}

std::string nameOf(std::string_view side) {
  return side == "school" ? "the school" : side == "provider" ? "the provider" : "CAP";
}

std::optional<Life> lifeOf(ReadTx& tx, const std::string& reference) {
  Life life;
  auto referral = findReferral(tx, reference);
  auto placement = referral ? placementOfCase(tx, referral->id) : std::nullopt;
  if (!placement || placement->state == "processing") return std::nullopt;
  const Viewer& viewer = tx.viewer();
  if (viewer.actsFor(placement->provider))
    life.side = Side::provider;
  else if (viewer.actsFor(referral->school))
    life.side = Side::school;
  else if (!viewer.seesAllCases())
    return std::nullopt;
  life.referral = std::move(*referral);
  life.placement = std::move(*placement);
  return life;
}

Rules rulesOf(const Services& services, const ReferralRecord& referral, Date today) {
  Rules r;
  r.calendar = services.policy().calendar();
  r.site = letterSite(services);
  const auto hash = referral.policyHash ? referral.policyHash : services.policy().versionFor(today, today);
  if (!hash || !services.policy().has(*hash)) return r;
  r.changeAgreedWithin = numberOf(services, *hash, "change_agreed_within", r.changeAgreedWithin);
  r.changeWithin = numberOf(services, *hash, "change_of_day_within", r.changeWithin);
  r.withdrawalWithin = numberOf(services, *hash, "withdrawal_within", r.withdrawalWithin);
  r.pauseMeetingWithin = numberOf(services, *hash, "pause_meeting_within", r.pauseMeetingWithin);
  r.meetingWithin = numberOf(services, *hash, "meeting_within", r.meetingWithin);
  r.feeWithin = numberOf(services, *hash, "fee_decided_within", r.feeWithin);
  r.reportWithin = numberOf(services, *hash, "report_answered_within", r.reportWithin);
  r.sessionsAWeek = numberOf(services, *hash, "sessions_a_week", r.sessionsAWeek);
  r.rollOverWeeks = numberOf(services, *hash, "roll_over_withdrawn_by", r.rollOverWeeks);
  r.times.morning = minutesOf(services, *hash, "morning_starts", r.times.morning);
  r.times.afternoon = minutesOf(services, *hash, "afternoon_starts", r.times.afternoon);
  r.changeClause = clauseOf(services, *hash, "change_of_day_within");
  r.withdrawalClause = clauseOf(services, *hash, "withdrawal_within");
  r.nonStarterClause = clauseOf(services, *hash, "non_starter_before");
  r.minimumClause = clauseOf(services, *hash, "minimum_payment");
  r.rollOverClause = clauseOf(services, *hash, "roll_over_withdrawn_by");
  if (const auto value = services.policy().setting(*hash, "provider_withdraws"))
    r.otherwise = {value->words, value->clause};
  const auto card =
      referral.programme ? services.policy().programme(*hash, *referral.programme) : std::optional<ProgrammeCard>();
  r.bySchool = feeWord(card, "withdrawn.by_school");
  r.byProvider = feeWord(card, "withdrawn.by_provider");
  return r;
}

std::optional<PolicyValue> programmeValue(const Services& services, const ReferralRecord& referral,
                                          const std::string& name) {
  if (!referral.policyHash || !referral.programme || !services.policy().has(*referral.policyHash)) return std::nullopt;
  const auto card = services.policy().programme(*referral.policyHash, *referral.programme);
  if (!card) return std::nullopt;
  const auto at = card->values.find(name);
  return at == card->values.end() ? std::nullopt : std::optional<PolicyValue>(at->second);
}

bool wasThere(ReadTx& tx, const Life& life) {
  return life.placement.started.has_value() || presenceOf(tx, life.referral.id).present > 0;
}

SessionTimes timesOf(ReadTx& tx, const Life& life, const Rules& rules) {
  SessionTimes times = rules.times;
  if (const auto own = courseTimes(tx, life.placement.course)) {
    times.morning = own->morning.hour * 60 + own->morning.minute;
    times.afternoon = own->afternoon.hour * 60 + own->afternoon.minute;
  }
  for (const SessionNote& each : sessionNotes(tx, life.referral.id, kMostNotes))
    if (each.kind == "not_held" && each.day) times.notHeld.push_back(*each.day);
  return times;
}

Refused conflict(std::string says) { return Refused(Refused::Kind::conflict, "", std::move(says)); }

std::variant<Life, Refused> standing(ReadTx& tx, const std::string& reference, std::int64_t version) {
  auto life = lifeOf(tx, reference);
  if (!life) return Refused::notThere();
  if (!life->stands()) return conflict("This placement has ended, so nothing is changed on it any more.");
  if (life->referral.version != version)
    return Refused::stale(
        "Something changed on this placement while you had the page open. Look at what stands now, and send the form "
        "again if it is still right.");
  return std::move(*life);
}

bool isSend(ReadTx& tx, const ReferralRecord& referral) { return referrerKind(tx, referral) == "send_team"; }

void tell(WriteTx& tx, const Life& life, std::string_view side, const LetterKind& kind, const Rules& rules,
          const SlotValues& slots, const std::string& capRole) {
  const NewLetter letter{.kind = kind,
                         .subject = life.referral.reference,
                         .caseId = life.referral.id,
                         .slots = slots,
                         .site = rules.site,
                         .reason = "placement",
                         .reasonId = life.placement.id};
  if (side == "school") {
    sendLetter(tx, letter, life.referral.school, referrerRole(tx, life.referral.school));
  } else if (side == "provider") {
    sendLetter(tx, letter, life.placement.provider, "provider.coordinator");
  } else {
    const auto officer = capRole == "cap.monitoring_officer" && life.referral.monitoringOfficer
                             ? contactOfAccount(tx, *life.referral.monitoringOfficer)
                             : std::nullopt;
    if (officer && !officer->email.empty())
      sendLetterTo(tx, letter, *officer, capOrganisation(tx), capRole);
    else
      sendLetter(tx, letter, capOrganisation(tx), capRole);
  }
}

void tellOthers(WriteTx& tx, const Life& life, const LetterKind& kind, const Rules& rules, const SlotValues& slots) {
  for (const char* side : {"school", "provider"})
    if (toWord(life.side) != side) tell(tx, life, side, kind, rules, slots);
}

SlotValues whoActs(const Life& life) { return {{"who", SlotValue::side(toWord(life.side))}}; }

void ask(WriteTx& tx, const Life& life, const Asked& asked, std::int64_t occurrence) {
  ask(tx, life, asked, std::to_string(occurrence));
}

void ask(WriteTx& tx, const Life& life, const Asked& asked, const std::string& occurrence) {
  NewDuty duty;
  duty.kind = asked.kind;
  duty.subject = life.referral.reference;
  duty.occurrence = occurrence;
  duty.caseId = life.referral.id;
  if (asked.side == "school") {
    duty.organisation = life.referral.school;
    duty.role = referrerRole(tx, life.referral.school);
  } else if (asked.side == "provider") {
    duty.organisation = life.placement.provider;
    duty.role = "provider.coordinator";
  } else {
    duty.organisation = capOrganisation(tx);
    duty.role = asked.role;
    if (duty.role == "cap.monitoring_officer") duty.account = life.referral.monitoringOfficer;
  }
  duty.says = asked.says;
  duty.clause = asked.clause;
  duty.due = asked.due;
  openDuty(tx, duty);
}

Done done(const Life& life, std::string says, std::string next) {
  Done d;
  d.says = std::move(says);
  d.subject = life.referral.reference;
  d.next = next.empty() ? "/placements/" + life.referral.reference + "/changes" : std::move(next);
  d.values["reference"] = life.referral.reference;
  return d;
}

void note(WriteTx& tx, Life& life, const std::string& kind, const std::string& says, Audience audience) {
  touchReferral(tx, life.referral);
  addStep(tx, life.referral.id, {kind, says, audience});
}

void fact(Model& model, const std::string& key, const std::string& value) {
  if (!value.empty()) model.add("FACT").set("KEY", key).set("VALUE", value);
}

std::string dayWords(Date day) {
  const std::string whole = day.longWords();
  return whole.substr(0, whole.rfind(' '));
}

}  // namespace capd::placement
