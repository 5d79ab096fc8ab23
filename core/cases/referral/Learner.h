#pragma once
// A learner of 16 or more who agreed for themselves may ask that parents and carers are not told.

#include "cases/referral/Referral.h"

namespace capd {

/// Parents and carers are not to be told of the referral: the learner decides for themselves, understands it, and asked
/// for that.
inline bool keptFromParents(const Answers& answers) {
  const auto is = [&](const char* question, std::string_view value) {
    const auto at = answers.find(question);
    return at != answers.end() && at->second == value;
  };
  return is("consent.who", "learner") && is("consent.capacity", "yes") && is("consent.parents_told", "no");
}
inline bool keptFromParents(ReadTx& tx, std::int64_t caseId) { return keptFromParents(currentAnswers(tx, caseId)); }

}  // namespace capd
