#include "cases/referral/Referral.h"

#include <stdexcept>

namespace capd {
namespace {

struct StateWord {
  ReferralState state;
  std::string_view word;
};

constexpr StateWord kWords[] = {
    {ReferralState::draft, "draft"},           {ReferralState::submitted, "submitted"},
    {ReferralState::complete, "complete"},     {ReferralState::sent, "sent"},
    {ReferralState::answered, "answered"},     {ReferralState::sltReview, "slt_review"},
    {ReferralState::processing, "processing"}, {ReferralState::confirmed, "confirmed"},
    {ReferralState::active, "active"},         {ReferralState::ended, "ended"},
    {ReferralState::refused, "refused"},       {ReferralState::withdrawn, "withdrawn"},
};

struct Move {
  ReferralState from;
  ReferralState to;
};

using S = ReferralState;

// The whole life. Beside each line the clause that gives it.
constexpr Move kLife[] = {
    {S::draft, S::submitted},       // REF-20: 000 App.2 step 2
    {S::draft, S::withdrawn},       // a draft that is not needed
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

}  // namespace

std::string_view toWord(ReferralState state) {
  for (const StateWord& each : kWords)
    if (each.state == state) return each.word;
  throw std::invalid_argument("no such referral state");
}

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
