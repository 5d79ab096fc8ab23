#include "cases/referral/Referral.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <stdexcept>

namespace capd {
namespace {

struct StateWord {
  ReferralState state;
  std::string_view word;
  std::string_view title;
  Sight sight;
};

// In the order of a life.
constexpr StateWord kWords[] = {
    {ReferralState::draft, "draft", "Draft", {.referrer = true, .cap = false, .provider = false}},
    {ReferralState::submitted, "submitted", "With CAP: being checked", {true, true, false}},
    {ReferralState::complete, "complete", "Complete: ready for the provider", {true, true, false}},
    {ReferralState::sent, "sent", "With the provider", {true, true, true}},
    {ReferralState::sltReview, "slt_review", "CAP’s senior leaders look at the no", {true, true, false}},
    {ReferralState::answered, "answered", "Yes: waiting to be set up", {true, true, true}},
    {ReferralState::processing, "processing", "Place being set up", {true, true, true}},
    {ReferralState::confirmed, "confirmed", "Confirmed: may start on the day", {true, true, true}},
    {ReferralState::active, "active", "Running: the pupil is there", {true, true, true}},
    {ReferralState::ended, "ended", "Ended", {true, true, false}},
    {ReferralState::refused, "refused", "Refused by the panel", {true, true, false}},
    {ReferralState::withdrawn, "withdrawn", "Withdrawn", {true, true, false}},
};

struct Move {
  ReferralState from;
  ReferralState to;
};

using S = ReferralState;

// The whole life. Beside each line the clause that gives it. A draft that is not needed stays a draft, out of sight.
constexpr Move kLife[] = {
    {S::draft, S::submitted},       // REF-20: 000 App.2 step 2
    {S::submitted, S::complete},    // REF-26: 000 App.2 step 7
    {S::submitted, S::refused},     // REF-39: the panel did not agree
    {S::submitted, S::withdrawn},   //
    {S::complete, S::submitted},    // something turned out to be missing after all
    {S::complete, S::sent},         // REF-27: papers to the provider
    {S::complete, S::withdrawn},    //
    {S::sent, S::answered},         // REF-31: yes
    {S::sent, S::sltReview},        // REF-33: no, not for availability alone
    {S::sent, S::submitted},        // RSP-16: no for availability: the same referral, another course
    {S::sent, S::withdrawn},        //
    {S::sltReview, S::sent},        // SLT asks the provider again
    {S::sltReview, S::submitted},   // REF-34: alternatives on the same referral
    {S::sltReview, S::withdrawn},   //
    {S::answered, S::processing},   // REF-32
    {S::answered, S::sent},         // the answer cannot stand as given: the provider is asked again
    {S::answered, S::withdrawn},    //
    {S::processing, S::confirmed},  // REF-36
    {S::processing, S::withdrawn},  //
    {S::confirmed, S::active},      // REF-37
    {S::confirmed, S::ended},       // REF-72: never started
    {S::confirmed, S::withdrawn},   // REF-75
    {S::active, S::ended},          // REF-74
    {S::active, S::withdrawn},      // REF-75
};

const StateWord& wordOf(ReferralState state) {
  for (const StateWord& each : kWords)
    if (each.state == state) return each;
  throw std::invalid_argument("no such referral state");
}

}  // namespace

std::string_view toWord(ReferralState state) { return wordOf(state).word; }

std::span<const ReferralState> allReferralStates() {
  static const auto all = [] {
    std::array<ReferralState, std::size(kWords)> states{};
    std::transform(std::begin(kWords), std::end(kWords), states.begin(),
                   [](const StateWord& each) { return each.state; });
    return states;
  }();
  return all;
}

std::string_view titleOf(ReferralState state) { return wordOf(state).title; }
Sight sightOf(ReferralState state) { return wordOf(state).sight; }

ReferralState referralStateFrom(std::string_view word) {
  for (const StateWord& each : kWords)
    if (each.word == word) return each.state;
  throw std::invalid_argument("no referral state is called '" + std::string(word) + "'");
}

bool mayMove(ReferralState from, ReferralState to) {
  for (const Move& move : kLife)
    if (move.from == from && move.to == to) return true;
  return false;
}

}  // namespace capd
