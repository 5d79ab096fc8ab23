// DBS checks as they are told: first check, renewals, looks at the Update Service, and lines that were wrong (CMP-06).

#include <fmt/format.h>

#include <algorithm>

#include "People.h"
#include "cases/staff/Taking.h"
#include "cases/staff/Told.h"

namespace capd::staff {
namespace {

struct CheckIn {
  std::string member;
  std::string kind;
  Date dated;
  std::string certificate;
  std::string level;
  bool updateService = false;
};

Form<CheckIn> checkForm() {
  Form<CheckIn> form;
  form.field(&CheckIn::member, memberField());
  form.field(&CheckIn::kind, {.name = "kind",
                              .label = "Which check is it?",
                              .kind = FieldKind::choice,
                              .missing = "Choose which check it is",
                              .options = {{"first", "The first that CAP is told of", ""},
                                          {"renewal", "A renewal", "The dates before it stay on the record"}}});
  form.field(&CheckIn::dated, {.name = "dated",
                               .label = "Date on the certificate",
                               .kind = FieldKind::date,
                               .missing = "Enter the date that is printed on the certificate"});
  form.field(&CheckIn::certificate, {.name = "certificate",
                                     .label = "Certificate number",
                                     .hint = "12 digits, at the top right. Send no copy: CAP looks at the certificate "
                                             "and keeps none",
                                     .missing = "Enter the certificate number",
                                     .most = 20});
  form.field(&CheckIn::level, {.name = "level",
                               .label = "Level",
                               .kind = FieldKind::choice,
                               .missing = "Choose the level",
                               .options = {{"enhanced", "Enhanced", ""},
                                           {"enhanced_barred", "Enhanced with barred lists", ""},
                                           {"other", "Basic or standard", "Everybody here needs an enhanced check"}}});
  form.field(&CheckIn::updateService, {.name = "update_service",
                                       .label = "Is it on the DBS Update Service?",
                                       .kind = FieldKind::yesNo,
                                       .missing = "Say whether it is on the Update Service"});
  form.check([](const CheckIn& in, Problems& problems) {
    if (!certificateNumber(in.certificate))
      problems.push_back({"certificate", "The certificate number has 12 digits, such as 001234567890"});
    if (in.level == "other")
      problems.push_back({"level", "Everybody who works with pupils needs an enhanced check: ask for one"});
  });
  return form;
}

std::optional<Refused> wrongDay(Date dated, Date today) {
  if (std::string why = whyNoCheckDay(dated, today); !why.empty()) return Refused::because("dated", std::move(why));
  return std::nullopt;
}

const DbsCheck* newestCertificate(const std::vector<DbsCheck>& all) {
  const DbsCheck* newest = nullptr;
  for (const DbsCheck& each : all)
    if (each.counts() && each.kind != "status") newest = &each;
  return newest;
}

std::optional<Refused> doesNotFit(const StaffMember& member, const std::vector<DbsCheck>& before, const CheckIn& in,
                                  const std::string& number) {
  const DbsCheck* newest = newestCertificate(before);
  if (in.kind == "first" && newest != nullptr)
    return Refused::because("kind", fmt::format("A check of {} stands on the record. Enter this one as a renewal, or "
                                                "strike the other out if it is wrong",
                                                newest->dated.words()));
  if (in.kind == "renewal" && newest == nullptr)
    return Refused::because("kind", "No check stands on the record yet. Enter this one as the first");
  for (const DbsCheck& each : before)
    if (!each.struck && each.kind != "status" && each.certificate == number)
      return Refused::because("certificate",
                              fmt::format("The check of {} has this number already", each.dated.words()));
  if (newest != nullptr && in.dated <= newest->dated)
    return Refused::because("dated",
                            fmt::format("A renewal is dated after the check before it, of {}", newest->dated.words()));
  if (member.lastCheck && newest != nullptr && in.dated < *member.lastCheck)
    return Refused::because("dated", fmt::format("A look at the Update Service of {} is newer than this certificate",
                                                 member.lastCheck->words()));
  return std::nullopt;
}

// Asked for again when what stands now asks for it already.
void renewed(WriteTx& tx, const StaffMember& member) {
  closeDutiesOf(tx, kRenewal, providerCode(member.provider), member.code);
}

Outcome addOne(WriteTx& tx, const CheckIn& in, const Nothing&) {
  auto found = whom(tx, in.member);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& member = std::get<StaffMember>(found);
  if (auto wrong = wrongDay(in.dated, tx.today())) return std::move(*wrong);
  const std::string number = certificateNumber(in.certificate).value();
  const auto before = checksOf(tx, member.id);
  if (auto wrong = doesNotFit(member, before, in, number)) return std::move(*wrong);
  if (certificateTaken(tx, member.provider, member.id, number))
    return Refused::because("certificate", "Somebody else on this list has a certificate of this number. Look at both");
  DbsCheck check;
  check.kind = in.kind;
  check.dated = in.dated;
  check.certificate = number;
  check.level = in.level;
  check.updateService = in.updateService;
  addCheck(tx, member, check);
  renewed(tx, member);
  return told(member,
              "The check is on the record. CAP’s quality officer looks at the certificate and marks it as seen.");
}

struct StatusIn {
  std::string member;
  Date dated;
  bool current = false;
};

Outcome addStatus(WriteTx& tx, const StatusIn& in, const Nothing&) {
  auto found = whom(tx, in.member);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& member = std::get<StaffMember>(found);
  if (auto wrong = wrongDay(in.dated, tx.today())) return std::move(*wrong);
  const auto before = checksOf(tx, member.id);
  const DbsCheck* newest = newestCertificate(before);
  if (newest == nullptr || !newest->updateService)
    return Refused(Refused::Kind::conflict, "",
                   "No certificate of theirs stands here as being on the Update Service. Enter the certificate first.");
  if (in.dated < newest->dated)
    return Refused::because("dated", fmt::format("The certificate is dated {}: its status can’t be looked at before",
                                                 newest->dated.words()));
  for (const DbsCheck& each : before)
    if (!each.struck && each.kind == "status" && each.dated == in.dated)
      return Refused::because("dated", fmt::format("A look of {} stands on the record already", in.dated.words()));
  DbsCheck check;
  check.kind = "status";
  check.dated = in.dated;
  check.certificate = newest->certificate;
  check.level = newest->level;
  check.updateService = true;
  check.stillCurrent = in.current;
  addCheck(tx, member, check);
  if (in.current) {
    renewed(tx, member);
    return told(member, "The look is on the record. CAP’s quality officer marks it as seen.");
  }
  askDecision(tx, member, in.dated, "the Update Service has something new about somebody. Decide what happens");
  return told(
      member,
      "The look is on the record. CAP’s quality officer is asked today what happens: ring CAP now, and let them "
      "work with no pupil alone until you know.");
}

struct StrikeIn {
  std::string member;
  std::int64_t check = 0;
  std::string why;
};

// What had been answered by that line is open again.
void askAgain(WriteTx& tx, const StaffMember& member, std::int64_t struck, const StaffRules& rules) {
  if (!member.lastCheck) return;
  const std::string again = fmt::format("again-{}", struck);
  const Date policyDate = rules.policyDate(*member.lastCheck);
  if (rules.asksNow(*member.lastCheck, tx.today())) {
    askRenewal(tx, member, policyDate, again);
    noteRenewalAsked(tx, member);
  }
  if (rules.hasPassed(*member.lastCheck, tx.today()) && member.standing.empty()) {
    askDecision(tx, member, policyDate, passedWords(policyDate), again);
    noteDecisionAsked(tx, member, *member.lastCheck);
  }
}

Outcome strike(WriteTx& tx, const StrikeIn& in, const Times& times) {
  auto found = whom(tx, in.member);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& member = std::get<StaffMember>(found);
  const auto all = checksOf(tx, member.id);
  const auto line = std::find_if(all.begin(), all.end(),
                                 [&](const DbsCheck& each) { return each.number == in.check && !each.struck; });
  if (line == all.end()) return Refused::because("check", "Choose one of the lines that stand on the record");
  if (line->seen && !judges(tx.viewer()))
    return Refused(Refused::Kind::notAllowed, "", "CAP has seen this line: only CAP strikes it out. Ring CAP.");
  strikeCheck(tx, member, in.check, in.why);
  if (times.rules) askAgain(tx, findStaff(tx, in.member).value_or(member), in.check, *times.rules);
  return told(member, "The line is struck out. It stays on the record, with your reason.");
}

}  // namespace

void checkTaken(WriteTx& tx, const StaffCheckTaken& taken, const Times& times) {
  const auto member = staffById(tx, taken.staff);
  if (!member || member->left) return;
  const auto all = checksOf(tx, taken.staff);
  const auto line =
      std::find_if(all.begin(), all.end(), [&](const DbsCheck& each) { return each.number == taken.check; });
  if (line == all.end()) return;
  if (line->struck) {
    if (times.rules) askAgain(tx, *member, taken.check, *times.rules);
    return;
  }
  if (taken.added) renewed(tx, *member);
  if (line->seen && times.rules && whyLeftToDecide(tx, *member, *line, londonDate(*line->seen)).empty())
    putsRight(tx, *member, all, *line, *times.rules);
}

void offerChecks(Offers& offers) {
  offers.command(CommandOf<CheckIn>{.name = "staff.check",
                                    .permission = "staff.tell",
                                    .says = "Tells CAP of a DBS check: its date, number and level. No copy is kept.",
                                    .form = checkForm(),
                                    .apply = addOne});
  Form<StatusIn> looks;
  looks.field(&StatusIn::member, memberField());
  looks.field(&StatusIn::dated, {.name = "dated",
                                 .label = "On which day did you look at the Update Service?",
                                 .kind = FieldKind::date,
                                 .missing = "Enter the day on which you looked"});
  looks.field(&StatusIn::current, {.name = "current",
                                   .label = "Did it say that the certificate is still current?",
                                   .kind = FieldKind::yesNo,
                                   .missing = "Say what the Update Service answered"});
  offers.command(CommandOf<StatusIn>{.name = "staff.update_service",
                                     .permission = "staff.tell",
                                     .says = "Tells CAP of a look at the DBS Update Service.",
                                     .form = looks,
                                     .apply = addStatus});
  Form<StrikeIn> strikes;
  strikes.field(&StrikeIn::member, memberField());
  strikes.field(&StrikeIn::check, {.name = "check",
                                   .label = "Which line is wrong?",
                                   .kind = FieldKind::number,
                                   .missing = "Choose the line that is wrong",
                                   .least = 1,
                                   .most = 1000});
  strikes.field(
      &StrikeIn::why,
      {.name = "why", .label = "What is wrong with it?", .missing = "Say what is wrong with it", .most = 200});
  offers.command(CommandOf<StrikeIn, Times>{
      .name = "staff.strike",
      .permission = "staff.tell",
      .says = "Strikes out a check that was entered wrongly; it stays readable.",
      .form = strikes,
      .prepare = [](Preparing& at, const StrikeIn&) -> Prepared<Times> { return timesOf(at.services, at.tx.today()); },
      .apply = strike});
}

}  // namespace capd::staff
