#include "Status.h"

#include <fmt/format.h>

#include <algorithm>

#include "Lists.h"
#include "cases/panel/Panel.h"
#include "cases/placement/Placement.h"
#include "cases/response/Response.h"

namespace capd::refer {
namespace {

using S = ReferralState;

// A provider's no sends the referral back for another course; the school hears of it when CAP shares the answer.
bool isSecret(const Hold& hold) { return hold.rule == kAnotherCourse && !hold.asked; }

// A provider had the papers and the school was told of no answer: to the school they are still there, whether CAP looks
// for another course or has the next choice in hand (NOT-06).
bool cameBackUnshared(ReadTx& tx, const ReferralRecord& referral) {
  const auto told = responses(tx, referral.id);
  for (const Choice& choice : choices(tx, referral.id)) {
    const bool shared = std::any_of(told.begin(), told.end(),
                                    [&](const Response& r) { return r.choice == choice.id && r.shared.has_value(); });
    if (choice.sent && !shared) return true;
  }
  return false;
}

// As far as the school may know: an answer that CAP has not shared looks like a referral still with the provider.
S stateForSchool(ReadTx& tx, const ReferralRecord& referral) {
  if (referral.state == S::submitted || referral.state == S::complete) {
    const auto open = openHolds(tx, referral.id);
    if (std::any_of(open.begin(), open.end(), waitsForSchool)) return S::submitted;
    if (std::any_of(open.begin(), open.end(), isSecret)) return S::sent;
    return cameBackUnshared(tx, referral) ? S::sent : referral.state;
  }
  if (referral.state != S::answered && referral.state != S::sltReview && referral.state != S::processing)
    return referral.state;
  // What an earlier provider answered tells nothing of the one that has the papers now.
  for (const Response& response : responses(tx, referral.id))
    if (response.shared && response.choice == referral.choice) return S::processing;
  return S::sent;
}

std::string withCap(ReadTx& tx, const ReferralRecord& referral, const std::vector<Hold>& open) {
  if (std::any_of(open.begin(), open.end(), waitsForSchool)) return "On hold: waiting for you";
  if (std::any_of(open.begin(), open.end(), [](const Hold& h) { return h.kind == "panel"; }))
    return waitsForPanel(tx, referral.id);
  return "With CAP: being checked";
}

// The words stay the same when the provider has answered and CAP has not shared it: nothing tells that there is an
// answer.
std::string withProvider(ReadTx& tx, const ReferralRecord& referral) {
  const auto due = answerExpected(tx, referral.id);
  if (!due || *due <= tx.now()) return "With the provider";
  return fmt::format("With the provider: they should answer by {}", londonDate(due->plusMs(-1)).longWords());
}

std::string confirmed(ReadTx& tx, const ReferralRecord& referral) {
  const auto placement = placementOfCase(tx, referral.id);
  if (!placement) return "Confirmed";
  return fmt::format("Confirmed: starts {}. Not before.", placement->start.longWords());
}

}  // namespace

std::vector<Hold> holdsForSchool(ReadTx& tx, std::int64_t caseId) {
  auto open = openHolds(tx, caseId);
  open.erase(std::remove_if(open.begin(), open.end(), isSecret), open.end());
  return open;
}

bool waitsForSchool(const Hold& hold) {
  if (hold.closed || hold.kind == "panel") return false;
  if ((hold.kind == "other" || hold.rule == kAnotherCourse) && !hold.asked) return false;  // CAP looks at it first
  return !hold.answered || (hold.asked && *hold.asked > *hold.answered);
}

bool looksWithProvider(ReadTx& tx, const ReferralRecord& referral) { return stateForSchool(tx, referral) == S::sent; }

std::string statusWords(ReadTx& tx, const ReferralRecord& referral, const std::vector<Hold>& open) {
  switch (stateForSchool(tx, referral)) {
    case S::draft:
      return "Draft, not sent";
    case S::submitted:
      return withCap(tx, referral, open);
    case S::complete:
      return open.empty() ? "With CAP: ready to go to the provider" : withCap(tx, referral, open);
    case S::sent:
      return withProvider(tx, referral);
    case S::answered:
    case S::sltReview:
    case S::processing:
      return "Provider has answered: CAP is setting it up";
    case S::confirmed:
      return confirmed(tx, referral);
    case S::active:
      return "Started";
    case S::ended:
      return "Ended";
    case S::refused:
      return "Not agreed";
    case S::withdrawn:
      return "Withdrawn";
  }
  return {};
}

std::vector<StepOfSix> sixSteps(ReadTx& tx, const ReferralRecord& referral) {
  std::vector<StepOfSix> steps = {{"Sent to CAP"},           {"Checked by CAP"},  {"With the provider"},
                                  {"Provider has answered"}, {"Start confirmed"}, {"Started"}};
  std::size_t done = 1;
  switch (stateForSchool(tx, referral)) {
    case S::draft:
      done = 0;
      break;
    case S::submitted:
      done = 1;
      break;
    case S::complete:
      done = 2;
      break;
    case S::sent:
      done = 2;
      break;
    case S::answered:
    case S::sltReview:
    case S::processing:
      done = 4;
      break;
    case S::confirmed:
      done = 5;
      break;
    case S::active:
      done = 6;
      break;
    case S::ended:
    case S::refused:
    case S::withdrawn:
      done = 0;
      break;
  }
  const bool rests = referral.state == S::ended || referral.state == S::refused || referral.state == S::withdrawn ||
                     referral.state == S::confirmed;
  for (std::size_t i = 0; i < steps.size(); ++i)
    steps[i].state = i < done ? StepState::done : i == done && !rests ? StepState::now : StepState::later;
  return steps;
}

std::optional<Date> firstLookBy(const ReferralRecord& referral, const PolicyShelf& policy) {
  if (!referral.policyHash || !referral.applicationDate) return std::nullopt;
  const auto within = policy.setting(*referral.policyHash, "first_look_within");
  const auto calendar = policy.calendar();
  if (!within || within->most < 1 || !calendar) return std::nullopt;
  return calendar->addWorkingDays(*referral.applicationDate, static_cast<int>(within->most));
}

std::string holdKey(const Hold& hold) { return hold.kind + "~" + hold.rule; }

}  // namespace capd::refer
