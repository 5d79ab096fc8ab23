// People who work at providers, with the newest check of each: one row for one person at one provider.
#include <fmt/format.h>

#include <algorithm>

#include "Imports.h"
#include "base/Text.h"
#include "capd/Event.h"
#include "cases/organisation/Organisation.h"
#include "cases/staff/Taking.h"
#include "cases/staff/Told.h"

namespace capd::imports {
namespace {

constexpr std::size_t kFewestDigits = 10;  // of a certificate whose first zeros a spreadsheet dropped

struct StaffRow {
  std::optional<Organisation> provider;
  std::string name;
  std::string job;
  std::string email;
  Date started;
  std::optional<DbsCheck> check;
  bool saysUpdateService = false;  ///< empty says nothing: "no" for a new check, as it stands for one that is there
  std::optional<Date> seenOn;
  std::string faults;
  std::string notes;
};

std::string levelFrom(const std::string& typed) {
  std::string key;
  for (const char sign : sortKey(typed))
    if (std::isalpha(static_cast<unsigned char>(sign)) != 0) key += sign;
  if (key == "enhanced") return "enhanced";
  for (const char* each :
       {"enhancedbarred", "enhancedwithbarredlist", "enhancedwithbarredlists", "enhancedandbarredlist",
        "enhancedandbarredlists", "enhancedbarredlist", "enhancedbarredlists"})
    if (key == each) return "enhanced_barred";
  return {};
}

std::optional<bool> yesFrom(const std::string& typed) {
  const std::string key = sortKey(typed);
  if (key == "no" || key == "n" || key == "false" || key == "0") return false;
  if (key == "yes" || key == "y" || key == "true" || key == "1") return true;
  return std::nullopt;
}

// A spreadsheet takes the number for a number and drops the zeros in front.
std::optional<std::string> certificateFrom(const std::string& typed, std::string& notes) {
  if (const auto whole = certificateNumber(typed)) return whole;
  if (typed.size() < kFewestDigits || typed.size() > 11 || typed.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  const std::string number = std::string(12 - typed.size(), '0') + typed;
  addSentence(notes, fmt::format("Certificate read as {}: spreadsheets drop the zeros in front", number));
  return number;
}

void readCheck(StaffRow& row, const Values& values, Date today) {
  const std::string number = at(values, "certificate");
  const std::string dated = at(values, "dated");
  const std::string level = at(values, "level");
  if (number.empty() && dated.empty() && level.empty()) {
    if (!at(values, "seen_by").empty() || !at(values, "seen_on").empty())
      addSentence(row.faults, "Somebody has seen a check, and the row has none: give its number, date and level");
    else
      addSentence(row.notes, "No check yet: they can’t be named on a register until CAP has seen one");
    return;
  }
  DbsCheck check;
  if (number.empty()) addSentence(row.faults, "“Certificate number” is missing: a check needs number, date and level");
  if (dated.empty())
    addSentence(row.faults, "“Date on the certificate” is missing: a check needs number, date and level");
  if (level.empty()) addSentence(row.faults, "“Level” is missing: a check needs number, date and level");
  if (!number.empty()) {
    const auto digits = certificateFrom(number, row.notes);
    if (!digits)
      addSentence(row.faults, "“Certificate number” has 12 digits, such as 001234567890: " + shortened(number, 40));
    check.certificate = digits.value_or("");
  }
  if (!level.empty()) {
    check.level = levelFrom(level);
    if (check.level.empty())
      addSentence(row.faults,
                  fmt::format("“Level” must be Enhanced, or Enhanced with barred lists: everybody who works "
                              "with pupils needs one of the two, and {} is neither",
                              shortened(level, 40)));
  }
  const std::string onIt = at(values, "update_service");
  const auto update = yesFrom(onIt);
  if (!onIt.empty() && !update) addSentence(row.faults, "“On the Update Service” must be yes or no");
  check.updateService = update.value_or(false);
  row.saysUpdateService = update.has_value();
  const auto day = Date::fromIso(dated);  // what is no day is said with the other columns
  if (day) {
    if (const std::string why = whyNoCheckDay(*day, today); !why.empty())
      addSentence(row.faults, "“Date on the certificate”: " + why);
    check.dated = *day;
  }
  row.check = std::move(check);
}

void readSeen(StaffRow& row, const Values& values, Date today) {
  const std::string by = at(values, "seen_by");
  const auto on = Date::fromIso(at(values, "seen_on"));
  if (by.empty() != at(values, "seen_on").empty())
    addSentence(row.faults, by.empty() ? "“Seen by” is missing: write who at CAP has seen the certificate"
                                       : "“Seen on” is missing: write the day on which it was seen");
  if (!on || !row.check) return;
  if (*on > today) addSentence(row.faults, fmt::format("“Seen on”: {} is still to come", on->words()));
  if (Date::fromIso(at(values, "dated")) && *on < row.check->dated)
    addSentence(row.faults,
                fmt::format("“Seen on”: nobody can see on {} what is dated {}", on->words(), row.check->dated.words()));
  row.check->seenBy = by;
  row.seenOn = on;
}

StaffRow staffRow(WriteTx& tx, const Kind& kind, const Values& values) {
  StaffRow row;
  row.faults = faultsOf(kind, values);
  const std::string provider = at(values, "provider");
  row.provider = findOrganisation(tx, "provider", provider);
  if (!provider.empty() && !row.provider)
    addSentence(row.faults, fmt::format("There is no provider called “{}”. Import it first, or write its name as it "
                                        "stands here",
                                        provider));
  if (row.provider && row.provider->closed) addSentence(row.faults, fmt::format("{} is closed", row.provider->name));
  row.name = at(values, "name");
  row.job = at(values, "job");
  row.email = at(values, "email");
  if (const auto started = Date::fromIso(at(values, "started"))) {
    row.started = *started;
    if (const std::string why = whyNoFirstDay(*started, tx.today()); !why.empty())
      addSentence(row.faults, "“First day at work”: " + why);
  }
  readCheck(row, values, tx.today());
  readSeen(row, values, tx.today());
  return row;
}

// By the certificate first, then by name and first day: of two people of one name, a file cannot say who is who.
std::optional<StaffMember> staffThere(ReadTx& tx, StaffRow& row) {
  if (row.check && !row.check->certificate.empty()) {
    for (StaffMember& each : staffOfCertificate(tx, row.provider->id, row.check->certificate)) {
      if (sortKey(each.name) == sortKey(row.name)) return std::move(each);
      addSentence(row.faults, fmt::format("The certificate {} is {}’s at {}. Look at both, and write each their own",
                                          row.check->certificate, each.name, row.provider->name));
      return std::nullopt;
    }
  }
  auto namesakes = staffOfName(tx, row.provider->id, row.name);
  for (StaffMember& each : namesakes)
    if (each.started == row.started) return std::move(each);
  if (!namesakes.empty())
    addSentence(row.faults,
                fmt::format("{} ({}, since {}) is on this provider’s list already. Write that first day, or, "
                            "for somebody else of that name, enter them on the provider’s page",
                            namesakes.front().name, namesakes.front().job, namesakes.front().started.words()));
  return std::nullopt;
}

// What the row's check does to a record that is there.
struct CheckChange {
  bool adds = false;
  std::int64_t sees = 0;  ///< number of a line that CAP has seen
  std::string kind;
  std::string says;
};

std::string standsOtherwise(const DbsCheck& there, const StaffRow& row) {
  if (there.dated != row.check->dated) return fmt::format("dated {}", there.dated.words());
  if (there.level != row.check->level)
    return there.level == "enhanced" ? "as Enhanced" : "as Enhanced with barred lists";
  if (row.saysUpdateService && there.updateService != row.check->updateService)
    return there.updateService ? "as on the Update Service" : "as not on the Update Service";
  return {};
}

CheckChange checkChange(ReadTx& tx, const StaffMember& member, StaffRow& row) {
  CheckChange change;
  if (!row.check) return change;
  const DbsCheck& wanted = *row.check;
  const auto all = checksOf(tx, member.id);
  const DbsCheck* newest = nullptr;
  for (const DbsCheck& each : all) {
    if (each.struck || each.kind == "status") continue;
    if (each.certificate == wanted.certificate) {
      if (const std::string other = standsOtherwise(each, row); !other.empty())
        addSentence(row.faults, fmt::format("The certificate {} stands here {}. Strike that line out on the person’s "
                                            "page if it is wrong, and import again",
                                            wanted.certificate, other));
      if (row.seenOn && !each.seen) {
        change.sees = each.number;
        change.says = fmt::format("Seen: nothing → by {} on {}", wanted.seenBy, row.seenOn->words());
      }
      return change;
    }
    if (each.counts()) newest = &each;
  }
  const auto latest =
      newest == nullptr ? std::nullopt : std::optional<Date>(std::max(newest->dated, *member.lastCheck));
  if (latest && wanted.dated <= *latest) {
    addSentence(row.faults, fmt::format("A check of {} stands here: only a later one is taken over", latest->words()));
    return change;
  }
  change.adds = true;
  change.kind = newest == nullptr ? "first" : "renewal";
  change.says = fmt::format("DBS check: {} → {}{}", latest ? latest->words() : "nothing", wanted.dated.words(),
                            row.seenOn ? ", seen by " + wanted.seenBy : "");
  return change;
}

std::string personChange(const StaffMember& there, const StaffRow& row) {
  std::string says;
  const auto differs = [&](const char* label, const std::string& was, const std::string& is) {
    if (was != is && !is.empty())
      says += fmt::format("{}{}: {} → {}", says.empty() ? "" : "; ", label, was.empty() ? "nothing" : was, is);
  };
  differs("What they do", there.job, row.job);
  differs("First day at work", there.started.iso(), row.started.iso());
  differs("Email address", there.email, lowerAscii(row.email));
  return says;
}

// What is asked about the person, or was decided, may be newer than what the list knows.
void tellOfDecision(ReadTx& tx, const StaffMember& there, StaffRow& row, const CheckChange& change) {
  if (!row.seenOn || (!change.adds && change.sees == 0) || !decisionMatters(tx, there)) return;
  DbsCheck line = *row.check;
  line.number = change.sees;
  if (const std::string why = whyLeftToDecide(tx, there, line, *row.seenOn); !why.empty()) addSentence(row.notes, why);
}

void tellOfDates(ReadTx& tx, StaffRow& row, const Context& context) {
  if (row.check && context.staff && context.staff->hasPassed(row.check->dated, tx.today()))
    addSentence(row.notes, fmt::format("The policy date {} has passed: CAP is asked to decide",
                                       context.staff->policyDate(row.check->dated).words()));
  const auto elsewhere = providersOfNamesake(tx, row.provider->id, row.name);
  if (!elsewhere.empty())
    addSentence(row.notes, fmt::format("Somebody of that name is at {} too: each provider has a record of its own",
                                       fmt::join(elsewhere, ", ")));
}

Verdict lookAtStaff(WriteTx& tx, const Kind& kind, const Values& values, const Context& context) {
  StaffRow row = staffRow(tx, kind, values);
  if (!row.faults.empty()) return {"fault", row.faults};
  const auto there = staffThere(tx, row);
  const CheckChange check = there ? checkChange(tx, *there, row) : CheckChange{};
  if (!row.faults.empty()) return {"fault", row.faults};
  tellOfDates(tx, row, context);
  if (there) tellOfDecision(tx, *there, row, check);
  if (!there) return {"add", row.notes};
  std::string says = personChange(*there, row);
  if (!check.says.empty()) says += (says.empty() ? "" : "; ") + check.says;
  if (says.empty()) return {"same", "", there->id};
  return {"change", says + (row.notes.empty() ? "" : ". " + row.notes), there->id};
}

// @returns its number. What was asked about the person is looked at again by whoever asks.
std::int64_t takeCheck(WriteTx& tx, const StaffMember& member, const StaffRow& row, const std::string& kind) {
  DbsCheck check = *row.check;
  check.kind = kind;
  const std::int64_t number = addCheck(tx, member, check);
  if (row.seenOn) markSeenEarlier(tx, member, number, check.seenBy, *row.seenOn);
  return number;
}

void tellOfCheck(WriteTx& tx, std::int64_t staff, std::int64_t number, bool wasAdded) {
  StaffCheckTaken event;
  event.added = wasAdded;
  event.staff = staff;
  event.check = number;
  tx.emit(event);
}

Deed doStaff(WriteTx& tx, const Kind& kind, const Values& values, const Verdict& verdict) {
  StaffRow row = staffRow(tx, kind, values);
  Values before;
  if (verdict.action == "add") {
    StaffMember made;
    made.provider = row.provider->id;
    made.name = row.name;
    made.job = row.job;
    made.started = row.started;
    made.email = row.email;
    addStaff(tx, made);
    if (row.check) takeCheck(tx, made, row, "first");
    before["version"] = std::to_string(staffById(tx, made.id).value().version);
    return {made.id, toJson(before)};
  }
  StaffMember member = staffById(tx, verdict.subject).value();
  const CheckChange change = checkChange(tx, member, row);
  before = {{"job", member.job}, {"email", member.email}, {"started", member.started.iso()}};
  if (!personChange(member, row).empty()) {
    member.job = row.job;
    member.started = row.started;
    if (!row.email.empty()) member.email = row.email;
    saveStaff(tx, member);
  }
  const std::size_t decided = decisionsOf(tx, member.id).size();
  const bool mattered = decisionMatters(tx, member);
  if (change.sees != 0 && markSeenEarlier(tx, member, change.sees, row.check->seenBy, *row.seenOn)) {
    before["seen"] = std::to_string(change.sees);
    tellOfCheck(tx, member.id, change.sees, false);
  }
  if (change.adds) {
    const std::int64_t number = takeCheck(tx, member, row, change.kind);
    before["check"] = std::to_string(number);
    tellOfCheck(tx, member.id, number, true);
  }
  const StaffMember now = staffById(tx, member.id).value();
  if (decisionsOf(tx, member.id).size() != decided || (mattered && !decisionMatters(tx, now)))
    before["decided"] = "yes";
  before["version"] = std::to_string(now.version);
  return {member.id, toJson(before)};
}

std::string undoStaff(WriteTx& tx, std::int64_t subject, bool added, const Values& before) {
  const auto there = staffById(tx, subject);
  if (!there) return "They are not there any more.";
  if (there->left) return "They have left since then, so the record stays.";
  const std::string version = at(before, "version");
  if (added)
    return removeStaff(tx, subject, std::stoll(version)) ? "" : "Something was told or asked of them since then.";
  if (std::to_string(there->version) != version) return "Somebody changed the record since then, so it stays.";
  if (before.count("decided") != 0) return "A decision about them was answered by it, so it stays.";
  if (before.count("seen") != 0) unmarkSeen(tx, *there, std::stoll(at(before, "seen")));
  if (before.count("check") != 0) {
    const std::int64_t number = std::stoll(at(before, "check"));
    strikeCheck(tx, *there, number, "The import that brought it was taken back");
    tellOfCheck(tx, subject, number, false);
  }
  StaffMember old = *there;
  old.job = at(before, "job");
  old.email = at(before, "email");
  old.started = Date::fromIso(at(before, "started")).value();
  saveStaff(tx, old);
  return {};
}

std::vector<Column> staffColumns() {
  return {
      {{.name = "provider", .label = "Provider", .missing = "Enter the provider’s name", .most = 120},
       {"training provider", "organisation"}},
      {{.name = "name", .label = "Full name", .missing = "Enter the person’s full name", .most = 120},
       {"name", "staff member", "tutor"}},
      {{.name = "job", .label = "What they do", .missing = "Enter what they do", .most = 120},
       {"role", "job title", "position"}},
      {{.name = "started",
        .label = "First day at work",
        .kind = FieldKind::date,
        .missing = "Enter their first day at work"},
       {"start date", "start", "date started"}},
      {{.name = "certificate", .label = "Certificate number", .most = 40},
       {"dbs number", "dbs certificate number", "dbs no", "dbs certificate"}},
      {{.name = "dated", .label = "Date on the certificate", .kind = FieldKind::date},
       {"dbs date", "date of issue", "dbs issue date"}},
      {{.name = "level", .label = "Level", .most = 80}, {"dbs level", "type of check"}},
      {{.name = "seen_by", .label = "Seen by", .most = 120}, {"dbs seen by", "checked by"}},
      {{.name = "seen_on", .label = "Seen on", .kind = FieldKind::date}, {"dbs seen on", "date seen", "checked on"}},
      {{.name = "update_service", .label = "On the Update Service", .most = 40}, {"update service"}},
      {{.name = "email", .label = "Email address", .kind = FieldKind::email, .most = 120}, {"email", "e-mail"}}};
}

// The whole file's other rows: a name or a certificate that comes twice is two records, or a mistake.
Beside besideStaff(const Values& mine, const Values& other, std::size_t line) {
  const bool sameName = sortKey(at(mine, "name")) == sortKey(at(other, "name"));
  const bool samePlace = sortKey(at(mine, "provider")) == sortKey(at(other, "provider"));
  if (!sameName)
    return {samePlace, fmt::format("Line {} gives {} the same certificate. Look at both, and write each their own.",
                                   line, at(other, "name"))};
  if (samePlace)
    return {true, fmt::format("Line {} has the same name at the same provider with another first day. Two people are "
                              "entered on the provider’s page; one person is one row.",
                              line)};
  return {false, fmt::format("Line {} has the same name at {}: each provider has a record of its own.", line,
                             at(other, "provider"))};
}

}  // namespace

Kind staffKind() {
  Kind kind;
  kind.word = "staff";
  kind.title = "Staff of providers and their DBS checks";
  kind.says = "One row for each person at each provider, with the newest check. No certificate is kept.";
  kind.permission = "import.staff";
  kind.columns = staffColumns();
  Kind shape;
  shape.columns = kind.columns;
  kind.sameAs = [](const Values& v) {
    return sortKey(at(v, "provider") + "|" + at(v, "name") + "|" + at(v, "started"));
  };
  kind.alike = [](const Values& v) {
    const std::string place = "|" + sortKey(at(v, "provider"));
    const std::string name = "n:" + sortKey(at(v, "name"));
    const std::string number = at(v, "certificate");
    if (number.empty()) return std::vector<std::string>{name + place, name};
    std::string notes;  // said when the row is looked at
    const std::string card = "c:" + certificateFrom(number, notes).value_or(number);
    return std::vector<std::string>{name + place, card + place, name, card};
  };
  kind.beside = besideStaff;
  kind.look = [shape](WriteTx& tx, const Values& v, const Context& c) { return lookAtStaff(tx, shape, v, c); };
  kind.apply = [shape](WriteTx& tx, const Values& v, const Verdict& verdict, const std::string&, const Context&) {
    return doStaff(tx, shape, v, verdict);
  };
  kind.undo = [](WriteTx& tx, std::int64_t subject, bool added, const Values&, const Values& before) {
    return undoStaff(tx, subject, added, before);
  };
  return kind;
}

}  // namespace capd::imports
