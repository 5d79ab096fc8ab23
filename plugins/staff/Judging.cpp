// What CAP's quality officer does: sees, decides what happens when a policy date has passed, and confirms a list.

#include <fmt/format.h>

#include <algorithm>

#include "People.h"

namespace capd::staff {

void putsRight(WriteTx& tx, const StaffMember& member, const std::vector<DbsCheck>& all, const DbsCheck& seen,
               const StaffRules& rules) {
  if (!seen.counts() || rules.hasPassed(seen.dated, tx.today())) return;
  std::optional<Date> before;
  for (const DbsCheck& each : all)
    if (each.counts() && each.number != seen.number && each.dated < seen.dated) before = each.dated;
  const bool passed = before && rules.hasPassed(*before, tx.today());
  const bool stands = !member.standing.empty();
  if (passed || stands)
    addDecision(tx, member,
                {.policyDate = before ? std::optional(rules.policyDate(*before)) : std::nullopt,
                 .decision = "renewal_seen",
                 .until = {},
                 .assessedOn = {},
                 .assessedBy = {},
                 .says = {},
                 .at = {},
                 .who = {}});
  closeDutiesOf(tx, kDecision, providerCode(member.provider), member.code);
}

namespace {

struct SeenIn {
  std::string member;
  std::int64_t check = 0;
};

Prepared<Times> prepareTimes(Preparing& at) { return timesOf(at.services, at.tx.today()); }

std::variant<StaffMember, Refused> whomToJudge(WriteTx& tx, const std::string& code) {
  if (!judges(tx.viewer())) return Refused::notThere();
  return whom(tx, code);
}

Outcome see(WriteTx& tx, const SeenIn& in, const Times& times) {
  auto found = whomToJudge(tx, in.member);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& member = std::get<StaffMember>(found);
  const auto all = checksOf(tx, member.id);
  const auto line = std::find_if(all.begin(), all.end(), [&](const DbsCheck& each) { return each.number == in.check; });
  if (line == all.end() || line->struck || line->seen)
    return Refused::because("check", "Choose one of the lines that nobody at CAP has seen yet");
  markSeen(tx, member, in.check);
  if (times.rules) putsRight(tx, member, all, *line, *times.rules);
  return told(member, fmt::format("Marked as seen by you today: {} of {}.", checkWords(*line), line->dated.words()));
}

struct DecideIn {
  std::string member;
  std::int64_t version = 0;
  std::string decision;
  std::optional<Date> until;
  std::optional<Date> assessedOn;
  std::optional<std::string> assessedBy;
  std::optional<std::string> says;
};

Form<DecideIn> decideForm() {
  Form<DecideIn> form;
  form.field(&DecideIn::member, memberField());
  form.field(&DecideIn::version, {.name = "version",
                                  .label = "Version",
                                  .kind = FieldKind::hidden,
                                  .missing = "Load the page again",
                                  .most = 1'000'000});
  form.field(&DecideIn::decision,
             {.name = "decision",
              .label = "What happens?",
              .kind = FieldKind::choice,
              .missing = "Choose what happens",
              .options = {{"supervised", "Supervised only, with a written risk assessment, until a day", ""},
                          {"not_with_pupils", "Not to work with pupils", "Until CAP has seen a new check"},
                          {"renewal_seen", "I have seen the renewal", "The newest line is marked as seen by you"}}});
  form.field(&DecideIn::until, {.name = "until",
                                .label = "Supervised until",
                                .kind = FieldKind::date,
                                .hint = "Only for supervised work; the day itself is included"});
  form.field(&DecideIn::assessedOn, {.name = "assessed_on",
                                     .label = "Date of the written risk assessment",
                                     .kind = FieldKind::date,
                                     .hint = "Only for supervised work"});
  form.field(&DecideIn::assessedBy, {.name = "assessed_by", .label = "Who wrote the risk assessment?", .most = 120});
  form.field(
      &DecideIn::says,
      {.name = "says", .label = "Why", .kind = FieldKind::longText, .hint = "The provider reads this", .most = 600});
  form.check([](const DecideIn& in, Problems& problems) {
    if (in.decision == "supervised") {
      if (!in.until) problems.push_back({"until", "Enter the day until which they work supervised"});
      if (!in.assessedOn) problems.push_back({"assessed_on", "Enter the date of the written risk assessment"});
      if (in.assessedBy.value_or("").empty())
        problems.push_back({"assessed_by", "Enter who wrote the risk assessment"});
    }
    if (in.decision == "not_with_pupils" && in.says.value_or("").empty())
      problems.push_back({"says", "Say why they are not to work with pupils"});
  });
  return form;
}

// The newest line that nobody has seen, when it would put things right.
const DbsCheck* renewalToSee(const std::vector<DbsCheck>& all, const StaffRules& rules, Date today) {
  const DbsCheck* newest = nullptr;
  for (const DbsCheck& each : all)
    if (each.counts() && !each.seen && !rules.hasPassed(each.dated, today)) newest = &each;
  return newest;
}

// Is there anything to agree supervised work about?
bool asksForDecision(const StaffMember& member, const std::vector<DbsCheck>& all, const StaffRules& rules, Date today) {
  if (!member.standing.empty()) return true;
  if (member.lastCheck && rules.hasPassed(*member.lastCheck, today)) return true;
  return !all.empty() && !all.back().struck && !all.back().stillCurrent;
}

std::optional<Refused> wrongSupervision(const DecideIn& in, const Times& times, Date today) {
  if (*in.until <= today)
    return Refused::because("until", fmt::format("{} is not after today. Enter a day to come", in.until->words()));
  if (times.supervisedDays > 0 && *in.until > today.plusDays(times.supervisedDays))
    return Refused::because("until", fmt::format("Supervised work is agreed for {} at a time, until {} at most",
                                                 counted(times.supervisedDays / 7, "week", "weeks"),
                                                 today.plusDays(times.supervisedDays).words()));
  if (*in.assessedOn > today)
    return Refused::because("assessed_on",
                            fmt::format("{} is still to come. The risk assessment must be written before you decide",
                                        in.assessedOn->words()));
  return std::nullopt;
}

Outcome decide(WriteTx& tx, const DecideIn& in, const Times& times) {
  auto found = whomToJudge(tx, in.member);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& member = std::get<StaffMember>(found);
  if (member.version != in.version)
    return Refused::stale(
        "Something changed on this record while you had the page open. Nothing was decided. Look at what stands now.");
  if (!times.rules)
    return Refused(Refused::Kind::conflict, "",
                   "No policy says today how often checks are renewed: ring the policy editor.");
  const auto all = checksOf(tx, member.id);
  if (in.decision == "renewal_seen") {
    const DbsCheck* renewal = renewalToSee(all, *times.rules, tx.today());
    if (renewal == nullptr)
      return Refused::because("decision", "No new check stands on the record to be seen. Enter it first");
    return see(tx, {in.member, renewal->number}, times);
  }
  if (in.decision == "supervised") {
    if (!asksForDecision(member, all, *times.rules, tx.today()))
      return Refused::because("decision", "Nothing asks for a decision: no policy date has passed");
    if (auto wrong = wrongSupervision(in, times, tx.today())) return std::move(*wrong);
  }
  const bool supervised = in.decision == "supervised";
  addDecision(
      tx, member,
      {.policyDate = member.lastCheck ? std::optional(times.rules->policyDate(*member.lastCheck)) : std::nullopt,
       .decision = in.decision,
       .until = supervised ? in.until : std::nullopt,
       .assessedOn = supervised ? in.assessedOn : std::nullopt,
       .assessedBy = supervised ? in.assessedBy.value_or("") : "",
       .says = in.says.value_or(""),
       .at = {},
       .who = {}});
  closeDutiesOf(tx, kDecision, providerCode(member.provider), member.code);
  return told(member, "Your decision stands on the record. Ring the provider: it counts from now.");
}

struct ConfirmIn {
  std::string provider;
};

Outcome confirm(WriteTx& tx, const ConfirmIn& in, const Times& times) {
  const auto provider = providerByCode(tx, in.provider);
  if (!provider || !judges(tx.viewer())) return Refused::notThere();
  const auto there = currentStaff(tx, *provider);
  if (there.empty())
    return Refused(Refused::Kind::conflict, "", "Nobody is on this list, so there is nothing to confirm.");
  Problems missing;
  for (const StaffLine& line : there) {
    const Standing now = standingOf(line, times.rules, tx.today());
    if (now.missing) missing.push_back({"", line.member.name + ": " + now.says});
  }
  if (!missing.empty()) return Refused(std::move(missing));
  confirmChecks(tx, *provider);
  Done done;
  done.says = "Confirmed. Schools read that CAP confirmed the checks today, and nothing else.";
  done.subject = "provider:" + in.provider;
  done.next = listPath(*provider);
  return done;
}

}  // namespace

void offerJudging(Offers& offers) {
  Form<SeenIn> sees;
  sees.field(&SeenIn::member, memberField());
  sees.field(&SeenIn::check, {.name = "check",
                              .label = "Which line have you seen?",
                              .kind = FieldKind::number,
                              .missing = "Choose the line that you have seen",
                              .least = 1,
                              .most = 1000});
  offers.command(CommandOf<SeenIn, Times>{.name = "staff.see",
                                          .permission = "staff.judge",
                                          .says = "Marks a DBS check as seen by a CAP quality officer.",
                                          .form = sees,
                                          .prepare = [](Preparing& at, const SeenIn&) { return prepareTimes(at); },
                                          .apply = see});
  offers.command(CommandOf<DecideIn, Times>{.name = "staff.decide",
                                            .permission = "staff.judge",
                                            .says = "Decides what happens when a DBS policy date has passed.",
                                            .form = decideForm(),
                                            .prepare = [](Preparing& at, const DecideIn&) { return prepareTimes(at); },
                                            .apply = decide});
  Form<ConfirmIn> confirms;
  confirms.field(&ConfirmIn::provider, {.name = "provider",
                                        .label = "Provider",
                                        .kind = FieldKind::hidden,
                                        .missing = "Open the provider’s own list",
                                        .most = 40});
  offers.command(
      CommandOf<ConfirmIn, Times>{.name = "staff.confirm",
                                  .permission = "staff.judge",
                                  .says = "Confirms the checks of all who work at a provider; schools see the day.",
                                  .form = confirms,
                                  .prepare = [](Preparing& at, const ConfirmIn&) { return prepareTimes(at); },
                                  .apply = confirm});
}

}  // namespace capd::staff
