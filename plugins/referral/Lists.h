#pragma once
// What lists and tiles ask the records; the SQL stands in referral_store.cpp.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd::refer {

/// Parts of a school's list: what waits for the school, what it is writing, the rest; of the rest, what is not over.
enum class Part { waiting, drafts, sent, live };
/// References of that part of the schools' cases, as far as the viewer may see them: the latest change of state first,
/// at most `most`, those after the case `after` where one is named. An unknown `after` is the top.
std::vector<std::string> referencesOf(ReadTx& tx, const std::vector<std::int64_t>& schools, Part part, std::size_t most,
                                      const std::string& after = {});
/// When the school last saved something.
std::optional<Instant> lastSaved(ReadTx& tx, std::int64_t caseId);
/// By when the school may expect the provider's answer, as it was told at sending: an answer that CAP has not shared
/// changes nothing in it, and neither does asking again. Empty when nothing was sent since the last answer that was
/// shared.
std::optional<Instant> answerExpected(ReadTx& tx, std::int64_t caseId);
/// References of the pupil's cases that the viewer may see.
std::vector<std::string> referencesOfPupil(ReadTx& tx, std::int64_t pupil);
/// A draft that stands for the pupil already.
std::optional<std::int64_t> draftOf(ReadTx& tx, std::int64_t pupil);

}  // namespace capd::refer
