#pragma once
// Mails about cases, in the words of the policy: filled and queued in the transaction of their cause.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Instant.h"
#include "capd/Letter.h"
#include "capd/Services.h"
#include "capd/Tx.h"
#include "cases/mail/Outbox.h"
#include "cases/organisation/Organisation.h"

namespace capd {

/// What the house puts below every letter; read where a command is prepared.
struct LetterSite {
  std::string address;  ///< the setting public_address
  std::string telephone;
};
LetterSite letterSite(const Services& services);

struct NewLetter {
  const LetterKind& kind;
  std::string subject;  ///< the case's reference; of a letter about no case, what its link needs: a round's code
  std::optional<std::int64_t> caseId;
  SlotValues slots;
  LetterSite site;
  std::string reason;  ///< as NewMail's
  std::int64_t reasonId = 0;
};

/// The letter in the words of the policy version that the case is judged by; of the year in force for a case that has
/// none yet and for what is no case. Where that version has no such letter, or one that does not fit, the kind's own
/// sentence. @throws std::logic_error when the slots given are not those that the kind declares.
NewMail letterMail(ReadTx& tx, const NewLetter& letter);
/// To everybody who holds the role in the organisation, or to the organisation's own address (queueMailToRole).
/// @returns how many.
std::int64_t sendLetter(WriteTx& tx, const NewLetter& letter, std::int64_t organisation, std::string_view role);

/// To one person who holds that role there. @returns 1.
std::int64_t sendLetterTo(WriteTx& tx, const NewLetter& letter, const Contact& person, std::int64_t organisation,
                          std::string_view role);

/// One letter on a case's timeline: what went to whom, and what became of it. Never an address.
struct LetterLine {
  Instant queued;
  std::string says;  ///< "“On hold” to Westbrook School (School CAP coordinator): sent on 4 February 2026 at 10:02."
};
/// Letters of a case that the viewer may see, newest first. CAP's staff read all; a school and a provider those to
/// themselves, and those that both may know of; a provider none from before it was asked (`from`).
std::vector<LetterLine> lettersOfCase(ReadTx& tx, std::int64_t caseId, bool asSchool, std::optional<Instant> from);

}  // namespace capd
