// The sweep (CAL-35): renewals are asked for before their policy date, decisions when it has passed. It only names
// commands; each runs by itself, and a second run finds nothing.

#include <sstream>

#include "People.h"
#include "base/Hash.h"

namespace capd::staff {
namespace {

constexpr std::int64_t kEvery = 60 * 60;
constexpr std::size_t kMostAtOnce = 20'000;  // of each sort in one run; what is left comes an hour later
constexpr std::size_t kInOneCommand = 200;   // nobody waits longer for the writer than these take

using Commands = std::vector<std::pair<std::string, FieldTexts>>;

// Several people, each with the day that is asked about: `code@2026-05-01 code@2026-05-02`.
struct AskIn {
  std::string members;
};

Form<AskIn> askForm() {
  Form<AskIn> form;
  form.field(&AskIn::members, {.name = "members",
                               .label = "Staff members, each with the day that is asked about",
                               .hint = "1a2b3c4d5e6f@2026-05-01, a space between them",
                               .missing = "Name somebody and the day, such as 1a2b3c4d5e6f@2026-05-01",
                               .most = 10'000});
  return form;
}

std::string keyOf(const AskIn& in) { return sha256Hex(in.members); }

Prepared<Times> prepareTimes(Preparing& at, const AskIn& in) {
  if (in.members.find('@') == std::string::npos)
    return Refused::because("members", "Name each with a day, such as 1a2b3c4d5e6f@2026-05-01");
  return timesOf(at.services, at.tx.today());
}

Refused nothingToAsk() {
  return Refused(Refused::Kind::conflict, "", "The record does not ask for this today. Nothing was changed.");
}

bool askedForRenewal(WriteTx& tx, const StaffMember& member, Date about, const Times& times) {
  if (!times.rules || !member.lastCheck || *member.lastCheck != about || !times.rules->asksNow(about, tx.today()))
    return false;
  askRenewal(tx, member, times.rules->policyDate(about));
  noteRenewalAsked(tx, member);
  return true;
}

bool askedForDecision(WriteTx& tx, const StaffMember& member, Date about, const Times& times) {
  if (member.standing == "supervised" && member.standingUntil == about && about < tx.today()) {
    askDecision(tx, member, about, "supervised work was agreed until " + about.words() + ". Decide again");
  } else if (times.rules && member.standing.empty() && member.lastCheck == about &&
             times.rules->hasPassed(about, tx.today())) {
    const Date policyDate = times.rules->policyDate(about);
    askDecision(tx, member, policyDate, passedWords(policyDate));
  } else {
    return false;
  }
  noteDecisionAsked(tx, member, about);
  return true;
}

// Each by itself: one of whom the record asks no more is left out.
template <class Ask>
Outcome askEach(WriteTx& tx, const AskIn& in, const Times& times, Ask ask) {
  std::int64_t asked = 0;
  std::istringstream words(in.members);
  for (std::string word; words >> word;) {
    const auto at = word.find('@');
    const auto about = at == std::string::npos ? std::nullopt : Date::fromIso(word.substr(at + 1));
    auto found = whom(tx, word.substr(0, at));
    if (!about || std::holds_alternative<Refused>(found)) continue;
    if (ask(tx, std::get<StaffMember>(found), *about, times)) ++asked;
  }
  if (asked == 0) return nothingToAsk();
  Done done;
  done.says = counted(asked, "person is asked about.", "people are asked about.");
  done.subject = "staff";
  return done;
}

// So many in one command that a sweep over a whole country is soon through, so few that others hardly wait.
class Asks {
 public:
  Asks(Commands& commands, const char* command) : commands_(commands), command_(command) {}
  void add(const StaffMember& member, Date about) {
    if (inThis_ % kInOneCommand == 0) commands_.push_back({command_, {{"members", {""}}}});
    std::string& text = commands_.back().second.at("members").front();
    text += (text.empty() ? "" : " ") + member.code + "@" + about.iso();
    ++inThis_;
  }

 private:
  Commands& commands_;
  const char* command_;
  std::size_t inThis_ = 0;
};

Commands sweep(ReadTx& tx, const Services& services) {
  Commands commands;
  const auto rules = staffRules(services.policy(), tx.today());
  if (!rules) {
    services.log("no policy covers today: nobody is asked to renew a DBS check");
    return commands;
  }
  Asks renewals(commands, "staff.ask_renewal");
  const auto near = renewalsToAsk(tx, *rules, kMostAtOnce);
  for (const StaffMember& member : near) renewals.add(member, *member.lastCheck);
  Asks decisions(commands, "staff.ask_decision");
  const auto passed = decisionsToAsk(tx, *rules, kMostAtOnce);
  for (const StaffMember& member : passed)
    decisions.add(member, member.standing.empty() ? *member.lastCheck : *member.standingUntil);
  return commands;
}

}  // namespace

void offerAsking(Offers& offers) {
  offers.command(CommandOf<AskIn, Times>{.name = "staff.ask_renewal",
                                         .permission = "staff.judge",
                                         .says = "Asks providers to renew the DBS checks of these people.",
                                         .form = askForm(),
                                         .naturalKey = keyOf,
                                         .prepare = prepareTimes,
                                         .apply = [](WriteTx& tx, const AskIn& in, const Times& times) {
                                           return askEach(tx, in, times, askedForRenewal);
                                         }});
  offers.command(CommandOf<AskIn, Times>{.name = "staff.ask_decision",
                                         .permission = "staff.judge",
                                         .says = "Asks CAP’s quality officer to decide about a passed policy date.",
                                         .form = askForm(),
                                         .naturalKey = keyOf,
                                         .prepare = prepareTimes,
                                         .apply = [](WriteTx& tx, const AskIn& in, const Times& times) {
                                           return askEach(tx, in, times, askedForDecision);
                                         }});
  offers.jobs.push_back({"staff.dbs", "Finds DBS checks whose policy date is near or has passed.", kEvery, sweep});
}

}  // namespace capd::staff
