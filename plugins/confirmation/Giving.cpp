// The provider's page: what stood last time, the list of its staff, one declaration.

#include <fmt/format.h>

#include <algorithm>

#include "Confirmation.h"
#include "cases/duty/Reminding.h"
#include "cases/duty/Round.h"
#include "cases/organisation/Organisation.h"
#include "cases/policy/PolicyShelf.h"
#include "cases/staff/Staff.h"

namespace capd::confirmation {
namespace {

struct GiveIn {
  std::string provider;
  std::string period;
  bool kcsie = false;
  bool staff = false;
  bool guidance = false;
  bool notMainProvider = false;
  std::string dfeStatus;
  std::optional<std::string> says;
  std::vector<std::string> declaration;
};

Field itemField(std::size_t at) {
  return {.name = std::string(kItems[at].name),
          .label = kItems[at].question,
          .kind = FieldKind::yesNo,
          .missing = kItems[at].missing};
}

Form<GiveIn> giveForm() {
  Form<GiveIn> form;
  form.field(
      &GiveIn::provider,
      {.name = "provider", .label = "Provider", .kind = FieldKind::hidden, .missing = "Name the provider", .most = 20});
  form.field(
      &GiveIn::period,
      {.name = "period", .label = "Half term", .kind = FieldKind::hidden, .missing = "Name the half term", .most = 20});
  form.field(&GiveIn::kcsie, itemField(0));
  form.field(&GiveIn::staff, itemField(1));
  form.field(&GiveIn::guidance, itemField(2));
  form.field(&GiveIn::notMainProvider, itemField(3));
  form.field(&GiveIn::dfeStatus, {.name = "dfe_status",
                                  .label = "How are you registered with the Department for Education?",
                                  .kind = FieldKind::choice,
                                  .missing = "Choose how you are registered",
                                  .options = {{"not_registered", statusInWords("not_registered"), ""},
                                              {"independent_school", statusInWords("independent_school"), ""},
                                              {"other_registered", statusInWords("other_registered"), ""}}});
  form.field(&GiveIn::says, {.name = "says",
                             .label = "What has changed, or is not right?",
                             .kind = FieldKind::longText,
                             .hint = "Leave it empty when nothing has. No pupil’s name",
                             .most = 2000});
  form.field(&GiveIn::declaration,
             {.name = "declaration",
              .label = "Declaration",
              .kind = FieldKind::choices,
              .missing = "Tick the declaration",
              .options = {{"true", "This is true today, and I may say so for the provider", ""}}});
  form.check([](const GiveIn& in, Problems& problems) {
    if ((!in.kcsie || !in.staff || !in.guidance || !in.notMainProvider) && in.says.value_or("").empty())
      problems.push_back({"says", "Say what is not right, and what you do about it"});
  });
  return form;
}

std::optional<std::int64_t> ownProvider(ReadTx& tx, const std::string& code) {
  const auto provider = providerByCode(tx, code);
  if (!provider || !tx.viewer().actsFor(*provider, "provider.coordinator")) return std::nullopt;
  return provider;
}

Outcome notOpen(ReadTx& tx, const GiveIn& in, std::int64_t provider) {
  if (const auto before = given(tx, provider, in.period))
    return Refused(Refused::Kind::conflict, "",
                   fmt::format("{} confirmed this half term on {}. If something has changed since, change your staff "
                               "list, or ring CAP.",
                               before->by, londonWords(before->at)));
  for (const Round& round : rounds(tx, "ofsted_confirmation"))
    if (round.period == in.period && round.state == "planned")
      return Refused(
          Refused::Kind::conflict, "",
          fmt::format("The confirmation of {} opens on {}, not before.", round.words, londonWords(round.opens)));
  return Refused(Refused::Kind::conflict, "", "No confirmation of that half term was asked of you.");
}

struct Times {
  Deadline soon;  ///< by when CAP looks at a no
  Instant today;
};

Prepared<Times> prepareGive(Preparing& at, const GiveIn&) {
  const auto calendar = at.services.policy().calendar();
  const auto hash = at.services.policy().versionFor(at.tx.today(), at.tx.today());
  const auto within = hash ? at.services.policy().setting(*hash, "confirmation_looked_at_within") : std::nullopt;
  const int days = within && within->most > 0 ? static_cast<int>(within->most) : 2;
  return Times{withinWorkingDays(*calendar, at.tx.today(), days), londonEndOf(at.tx.today())};
}

void openCap(WriteTx& tx, std::string_view kind, const GiveIn& in, const std::string& role, const std::string& says,
             const Deadline& due) {
  NewDuty duty;
  duty.kind = kind;
  duty.subject = in.provider;
  duty.occurrence = in.period;
  duty.organisation = capOrganisation(tx);
  duty.role = role;
  duty.says = says;
  duty.clause = "002 OFSTED; 004 section 3.3";
  duty.due = due;
  openDuty(tx, duty);
}

Outcome give(WriteTx& tx, const GiveIn& in, const Times& times) {
  const auto provider = ownProvider(tx, in.provider);
  if (!provider) return Refused::notThere();
  const auto duty = findDuty(tx, kDuty, in.provider, in.period);
  if (!duty || duty->closed) return notOpen(tx, in, *provider);
  Given fresh;
  fresh.provider = *provider;
  fresh.period = in.period;
  fresh.due = duty->due;
  fresh.dfeStatus = in.dfeStatus;
  fresh.says = in.says.value_or("");
  fresh.items = {
      {"kcsie", in.kcsie}, {"staff", in.staff}, {"guidance", in.guidance}, {"not_main_provider", in.notMainProvider}};
  addGiven(tx, fresh);
  closeDutiesOf(tx, kDuty, in.provider, in.period);
  closeDutiesOf(tx, kNobody, in.provider, in.period, "not_needed");
  const auto name = findOrganisation(tx, *provider)->name;
  if (!in.kcsie || !in.staff || !in.guidance)
    openCap(tx, kProblem, in, "cap.quality_officer", name + " said no to part of its confirmation: talk to them",
            times.soon);
  // A school registered with the Department may be the main education provider; nobody else may (004 section 3).
  const bool stops = !in.notMainProvider && in.dfeStatus == "not_registered";
  if (stops)
    openCap(tx, kMainProvider, in, "cap.operations_lead",
            name + " thinks that it is the main education provider of a pupil: ring them today", times.today);
  Done done;
  done.says = "Thank you. CAP has your confirmation.";
  done.subject = in.provider + "@" + in.period;
  done.next = stops ? "/confirmations/" + in.provider + "/main-provider" : "/confirmations/" + in.provider;
  return done;
}

// --- the page -----------------------------------------------------------------------------------

std::string capitalised(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

void staffRows(PageRequest& ask, Model& m, std::int64_t provider, bool mine) {
  const auto rules = staffRules(ask.services.policy(), ask.tx.today());
  m.list("STAFF");
  const auto all = currentStaff(ask.tx, provider);
  m.show("NO_STAFF", all.empty());
  for (const StaffLine& line : all) {
    Model& row = m.add("STAFF");
    row.set("NAME", line.member.name).set("JOB", line.member.job);
    row.set("CHECK", line.member.lastCheck ? line.member.lastCheck->words() : "none told");
    const bool known = line.member.lastCheck && rules;
    row.set("POLICY", known ? rules->policyDate(*line.member.lastCheck).words() : "");
    row.set("ASKED", mine ? "please show us a new check" : "a new check is asked for");
    row.show("SOON", known && rules->asksNow(*line.member.lastCheck, ask.tx.today()));
    row.set("SEEN", line.seenCheck && line.unseen == 0 ? "seen by CAP" : "not seen by CAP yet");
  }
}

void receipts(PageRequest& ask, Model& m, std::int64_t provider) {
  m.list("GIVEN");
  const auto before = givenBy(ask.tx, provider, 12);
  m.show("HISTORY", !before.empty());
  for (const Given& each : before) {
    Model& row = m.add("GIVEN");
    row.set("WHAT", capitalised(roundWords(ask.tx, each.period)));
    row.set("WHEN",
            fmt::format("{} by {}{}", londonWords(each.at), each.by, each.late() ? ", after its deadline" : ""));
    row.set("STATUS", statusInWords(each.dfeStatus)).set("SAYS", each.says).list("ITEM").list("TALK");
    // Each item is stored by itself; when all are alike one line says it.
    std::string all;
    for (const Item& item : kItems) all += (all.empty() ? "" : " · ") + std::string(item.shortly);
    if (each.noes() == 0) row.add("ITEM").set("NAME", all).set("ANSWER", "yes").show("NO", false);
    for (const Item& item : kItems) {
      if (each.noes() == 0) break;
      const auto answer = each.items.find(std::string(item.name));
      const bool yes = answer != each.items.end() && answer->second;
      row.add("ITEM").set("NAME", item.shortly).set("ANSWER", yes ? "yes" : "no").show("NO", !yes);
    }
    if (ask.viewer.may("confirmation.see"))
      for (const std::string& talk : talksAbout(ask.tx, providerCode(provider), each.period))
        row.add("TALK").set("WORDS", talk);
  }
}

FieldTexts asLastTime(const std::vector<Given>& before, const std::string& provider, const std::string& period) {
  FieldTexts values = {{"provider", {provider}}, {"period", {period}}};
  if (before.empty()) return values;
  for (const auto& [item, yes] : before.front().items) values[item] = {yes ? "yes" : "no"};
  values["dfe_status"] = {before.front().dfeStatus};
  return values;
}

PageAnswer showConfirmations(PageRequest& ask) {
  const std::string code = ask.part("provider");
  // A provider may close while CAP has still to talk to it about its no.
  const auto provider = providerByCode(ask.tx, code, ask.viewer.may("confirmation.see"));
  if (!provider || !mayRead(ask.viewer, *provider)) return NotThere{};
  Shown shown;
  shown.title = "Confirm the half term";
  shown.back = "/";
  Model& m = shown.model;
  const auto organisation = findOrganisation(ask.tx, *provider);
  const auto open = openDutiesAbout(ask.tx, kDuty, code);
  m.set("PROVIDER", organisation ? organisation->name : "");
  const bool mine = ask.viewer.actsFor(*provider, "provider.coordinator");
  m.list("OPEN").show("NOTHING", open.empty());
  m.set("STAFF_HEADING", mine ? "Your staff" : "Staff");
  m.set("HISTORY_HEADING", mine ? "What you have confirmed" : "What they have confirmed");
  staffRows(ask, m, *provider, mine);
  receipts(ask, m, *provider);
  showTalking(ask, m, *provider, code);
  if (open.empty()) return shown;
  const auto before = givenBy(ask.tx, *provider, 1);
  const bool over = open.front().due <= ask.tx.now();
  m.add("OPEN")
      .set("SAYS", open.front().says)
      .set("DUE", (over ? "It was due by " : "By ") + londonWords(open.front().due))
      .show("LATE", over)
      .show("AGAIN", mine && !before.empty())
      .set("SINCE", before.empty() ? "" : londonDate(before.front().at).words());
  const std::string period = open.front().occurrence;
  if (mine)
    m.form("FORM", {.command = "confirmation.give",
                    .values = asLastTime(before, code, period),
                    .button = "Send the confirmation"});
  return shown;
}

}  // namespace

std::string roundWords(ReadTx& tx, const std::string& period) {
  const auto round = findRound(tx, "ofsted_confirmation", period);
  return round ? round->words : period;
}

std::string statusInWords(std::string_view status) {
  if (status == "not_registered") return "Not registered as a school";
  if (status == "independent_school") return "Registered independent school";
  return "Registered otherwise (academy, maintained school or college)";
}

int Given::noes() const {
  return static_cast<int>(std::count_if(items.begin(), items.end(), [](const auto& item) { return !item.second; }));
}

bool mayRead(const Viewer& viewer, std::int64_t provider) {
  return viewer.actsFor(provider) || viewer.may("confirmation.see");
}

void offerGiving(Offers& offers) {
  offers.command(CommandOf<GiveIn, Times>{.name = "confirmation.give",
                                          .permission = "confirmation.give",
                                          .says = "Confirms a provider’s half term.",
                                          .form = giveForm(),
                                          .prepare = prepareGive,
                                          .apply = give});
  offers.pages.push_back({.path = "/confirmations/{provider}",
                          .name = "confirmation.provider",
                          .permission = "confirmation.read",
                          .says = "A provider’s half-termly confirmations.",
                          .file = "confirm.tpl",
                          .commands = {"confirmation.give", "confirmation.talk"},
                          .fill = showConfirmations});
}

}  // namespace capd::confirmation
