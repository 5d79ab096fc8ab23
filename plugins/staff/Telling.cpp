// Joiners, leavers and changes, told at once (CMP-07, CAL-58), and what is read and learnt (CMP-09, CMP-10).

#include <fmt/format.h>

#include "People.h"
#include "base/Text.h"
#include "cases/account/Account.h"
#include "cases/staff/Told.h"

namespace capd::staff {
namespace {

constexpr int kFirstEdition = 2014;  // of Keeping Children Safe in Education

struct JoinIn {
  std::string provider;
  std::string name;
  std::string job;
  Date started;
  std::optional<std::string> email;
  std::optional<bool> another;
};

struct ChangeIn : JoinIn {
  std::string member;
  std::int64_t version = 0;
};

template <class In>
void personFields(Form<In>& form) {
  form.field(&In::name, {.name = "name", .label = "Full name", .missing = "Enter the person’s full name", .most = 120});
  form.field(&In::job, {.name = "job",
                        .label = "What they do",
                        .hint = "Tutor, mentor, kitchen, designated safeguarding lead",
                        .missing = "Enter what they do",
                        .most = 120});
  form.field(&In::started, {.name = "started",
                            .label = "First day at work",
                            .kind = FieldKind::date,
                            .missing = "Enter their first day at work"});
  form.field(&In::email, {.name = "email",
                          .label = "Email address with which they sign in here",
                          .kind = FieldKind::email,
                          .hint = "Only if they have a sign-in. When they leave, it ends with them",
                          .most = 120});
  form.field(&In::another, {.name = "another",
                            .label = "Is somebody else of the same name on the list?",
                            .kind = FieldKind::yesNo,
                            .hint = "Leave this out if there is nobody of that name"});
}

// A start that cannot be.
std::optional<Refused> wrongStart(Date started, Date today) {
  if (std::string why = whyNoFirstDay(started, today); !why.empty()) return Refused::because("started", std::move(why));
  return std::nullopt;
}

// Somebody of that name among those who have not left.
std::optional<StaffMember> namesake(ReadTx& tx, std::int64_t provider, const std::string& name, std::int64_t but) {
  const std::string key = sortKey(name);
  const auto there = currentStaff(tx, provider);
  for (const StaffLine& line : there)
    if (line.member.id != but && sortKey(line.member.name) == key) return line.member;
  return std::nullopt;
}

Refused sameName(const StaffMember& there) {
  return Refused::because(
      "another", fmt::format("{} ({}, since {}) is on the list already. Say whether this is somebody else of that name",
                             there.name, there.job, there.started.words()));
}

Outcome join(WriteTx& tx, const JoinIn& in, const Nothing&) {
  const auto provider = providerByCode(tx, in.provider);
  if (!provider || !mayTell(tx.viewer(), *provider)) return Refused::notThere();
  if (auto wrong = wrongStart(in.started, tx.today())) return std::move(*wrong);
  if (!in.another.value_or(false))
    if (const auto there = namesake(tx, *provider, in.name, 0)) return sameName(*there);
  StaffMember member;
  member.provider = *provider;
  member.name = in.name;
  member.job = in.job;
  member.started = in.started;
  member.email = in.email.value_or("");
  addStaff(tx, member);
  return told(member, fmt::format("{} is on the list. Now enter the DBS check: until CAP has seen it, they can’t be "
                                  "named on a register.",
                                  in.name));
}

Outcome change(WriteTx& tx, const ChangeIn& in, const Nothing&) {
  auto found = whom(tx, in.member);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& member = std::get<StaffMember>(found);
  if (member.version != in.version)
    return Refused::stale(
        "Somebody changed this person’s record while you were writing. Nothing was saved. Load the page again and look "
        "at what stands now.");
  if (auto wrong = wrongStart(in.started, tx.today())) return std::move(*wrong);
  if (sortKey(in.name) != sortKey(member.name) && !in.another.value_or(false))
    if (const auto there = namesake(tx, member.provider, in.name, member.id)) return sameName(*there);
  member.name = in.name;
  member.job = in.job;
  member.started = in.started;
  member.email = in.email.value_or("");
  saveStaff(tx, member);
  return told(member, "Saved.");
}

struct LeaveIn {
  std::string member;
  Date lastDay;
};

bool hasFirstAid(ReadTx& tx, std::int64_t staff) {
  const auto all = evidenceOf(tx, staff);
  for (const StaffEvidence& each : all)
    if (each.kind == "first_aid") return true;
  return false;
}

// Was this the only person with first aid training on the record?
bool onlyFirstAider(ReadTx& tx, const StaffMember& member) {
  if (!hasFirstAid(tx, member.id)) return false;
  const auto there = currentStaff(tx, member.provider);
  for (const StaffLine& line : there)
    if (line.member.id != member.id && hasFirstAid(tx, line.member.id)) return false;
  return true;
}

void findCoordinator(WriteTx& tx, std::int64_t provider, std::int64_t account, const Times& times) {
  const auto there = findOrganisation(tx, provider);
  openDuty(tx, {.kind = std::string(kNoCoordinator),
                .subject = providerCode(provider),
                .occurrence = "account-" + std::to_string(account) + ":" + tx.today().iso(),
                .caseId = {},
                .organisation = capOrganisation(tx),
                .role = "cap.data_admin",
                .account = {},
                .says = fmt::format("{}: the only coordinator has left. Find out who it is now, and invite them",
                                    there ? there->name : "A provider"),
                .clause = "004 6.2",
                .due = times.coordinatorDue.value_or(Deadline(londonEndOf(tx.today())))});
}

Outcome leave(WriteTx& tx, const LeaveIn& in, const Times& times) {
  auto found = whom(tx, in.member);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& member = std::get<StaffMember>(found);
  if (in.lastDay > tx.today())
    return Refused::because("last_day",
                            fmt::format("{} is still to come. Tell us on their last day", in.lastDay.words()));
  if (in.lastDay < member.started)
    return Refused::because("last_day",
                            fmt::format("They started on {}: the last day can’t be before", member.started.words()));
  const auto own = member.email.empty() ? std::nullopt : accountByEmail(tx, member.email);
  if (own && own->id == tx.viewer().account())
    return Refused(Refused::Kind::conflict, "",
                   "This would end your own sign-in. Ask another coordinator, or CAP, to say that you have left.");
  const bool firstAid = onlyFirstAider(tx, member);
  leaveStaff(tx, member, in.lastDay);
  closeAsking(tx, member, "not_needed");
  const ClosedAccess closed = closeAccess(tx, member.provider, member.email);
  if (closed.lastCoordinator) findCoordinator(tx, member.provider, closed.account, times);
  std::string says = fmt::format("{} is off the list.", member.name);
  if (closed.any) says += " Their sign-in here has ended.";
  if (firstAid) says += " Nobody else on the list has first aid training.";
  Done done = told(member, says);
  done.next = listPath(member.provider);
  return done;
}

struct EvidenceIn {
  std::string member;
  std::string kind;
  std::optional<std::string> detail;
  Date dated;
};

std::optional<Refused> wrongEvidence(const EvidenceIn& in, Date today) {
  if (in.dated > today)
    return Refused::because("dated",
                            fmt::format("{} is still to come. Enter it when it has happened", in.dated.words()));
  if (in.dated < Date(1990, 1, 1))
    return Refused::because("dated", fmt::format("{} is too long ago. Look at the year", in.dated.words()));
  if (in.kind == "other" && in.detail.value_or("").empty())
    return Refused::because("detail", "Enter the name of the training");
  if (in.kind != "kcsie") return std::nullopt;
  const std::string edition = in.detail.value_or("");
  const bool digits = edition.size() == 4 && edition.find_first_not_of("0123456789") == std::string::npos;
  const int year = digits ? std::stoi(edition) : 0;
  if (year < kFirstEdition || year > today.year())
    return Refused::because("detail", fmt::format("Enter the year of the edition, such as {}", today.year()));
  if (in.dated.year() < year)
    return Refused::because("dated", fmt::format("The edition of {} could not be read in {}", year, in.dated.year()));
  return std::nullopt;
}

Outcome learn(WriteTx& tx, const EvidenceIn& in, const Nothing&) {
  auto found = whom(tx, in.member);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& member = std::get<StaffMember>(found);
  if (auto wrong = wrongEvidence(in, tx.today())) return std::move(*wrong);
  const auto all = evidenceOf(tx, member.id);
  for (const StaffEvidence& each : all)
    if (each.kind == in.kind && each.dated == in.dated && each.detail == in.detail.value_or(""))
      return Refused::because("dated", "This line stands on the record already");
  addEvidence(tx, member, {in.kind, in.detail.value_or(""), in.dated});
  return told(member, "It is on the record.");
}

}  // namespace

void offerTelling(Offers& offers) {
  Form<JoinIn> joins;
  joins.field(&JoinIn::provider, {.name = "provider",
                                  .label = "Provider",
                                  .kind = FieldKind::hidden,
                                  .missing = "Open the provider’s own list",
                                  .most = 40});
  personFields(joins);
  offers.command(CommandOf<JoinIn>{.name = "staff.join",
                                   .permission = "staff.tell",
                                   .says = "Tells CAP of somebody who has joined a provider.",
                                   .form = joins,
                                   .apply = join});
  Form<ChangeIn> changes;
  changes.field(&ChangeIn::member, memberField());
  changes.field(&ChangeIn::version, {.name = "version",
                                     .label = "Version",
                                     .kind = FieldKind::hidden,
                                     .missing = "Load the page again",
                                     .most = 1'000'000});
  personFields(changes);
  offers.command(CommandOf<ChangeIn>{.name = "staff.change",
                                     .permission = "staff.tell",
                                     .says = "Changes what is known about somebody at a provider.",
                                     .form = changes,
                                     .apply = change});
  Form<LeaveIn> leaves;
  leaves.field(&LeaveIn::member, memberField());
  leaves.field(&LeaveIn::lastDay, {.name = "last_day",
                                   .label = "Last day at work",
                                   .kind = FieldKind::date,
                                   .missing = "Enter their last day at work"});
  offers.command(CommandOf<LeaveIn, Times>{
      .name = "staff.leave",
      .permission = "staff.tell",
      .says = "Tells CAP that somebody has left a provider, and ends their sign-in there.",
      .form = leaves,
      .prepare = [](Preparing& at, const LeaveIn&) -> Prepared<Times> { return timesOf(at.services, at.tx.today()); },
      .apply = leave});
  Form<EvidenceIn> learns;
  learns.field(&EvidenceIn::member, memberField());
  learns.field(&EvidenceIn::kind, {.name = "kind",
                                   .label = "What was read, learnt or seen?",
                                   .kind = FieldKind::choice,
                                   .missing = "Choose what was read, learnt or seen",
                                   .options = evidenceOptions()});
  learns.field(&EvidenceIn::detail, {.name = "detail",
                                     .label = "Edition, or name of the training",
                                     .hint = "For KCSIE the year of the edition",
                                     .most = 120});
  learns.field(&EvidenceIn::dated,
               {.name = "dated", .label = "On which day?", .kind = FieldKind::date, .missing = "Enter the day"});
  offers.command(CommandOf<EvidenceIn>{.name = "staff.learn",
                                       .permission = "staff.tell",
                                       .says = "Puts training, reading or a check of the single central record down.",
                                       .form = learns,
                                       .apply = learn});
}

}  // namespace capd::staff
