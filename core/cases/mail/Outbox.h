#pragma once
// Mail to be sent, written in the same transaction as its cause. A mail carries a reference and a step,
// never a pupil's name, a course's title or anything that came out of a form.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd {

struct NewMail {
  std::optional<std::int64_t> person;
  std::string address;
  std::string subject;  ///< "CAP25-H4K7MX: on hold"
  std::string body;     ///< what, by when, one link, a telephone number
  std::string
      reason;  ///< hold, holds (of a case), duty, digest, choice, response, confirmed, account, link (a one-time link:
               ///< its body goes when it is sent), outcome: asked again at sending, dropped when it is gone
  std::int64_t reasonId = 0;
  std::optional<std::int64_t> caseId;
  std::string letter = {};       ///< which letter of the policy it is (cases/mail/Letter.h); empty = none
  std::string letterTitle = {};  ///< its name on the case's timeline
  bool bothKnow = false;         ///< school and provider may both know that it went out
  std::optional<std::int64_t> organisation = {};  ///< where it goes
  std::string role = {};                          ///< empty = to the organisation's own address
};

/// Queues one mail with its Message-ID, the same at every attempt. @throws std::invalid_argument for CR, LF or another
/// control sign in a header value, and for what is no address.
std::int64_t queueMail(WriteTx& tx, const NewMail& mail);
/// To everybody who holds the role in the organisation; when none of them has an address, to the organisation's own.
/// @returns how many.
std::int64_t queueMailToRole(WriteTx& tx, std::int64_t organisation, std::string_view role, NewMail mail);

/// "The work is the same, the words are the house's": what, by when, one link, a telephone number, nothing to reply
/// with. `path` is a page's path; `publicAddress` and `telephone` are settings.
std::string mailBody(const std::string& what, const std::string& byWhen, const std::string& publicAddress,
                     const std::string& path, const std::string& telephone);

struct Mail {
  std::int64_t id = 0;
  std::string messageId;  ///< without brackets
  std::string address;
  std::string subject;
  std::string body;
  std::string reason;
  std::int64_t reasonId = 0;
  std::optional<std::int64_t> caseId;
  Instant queued;
  Instant nextTry;
  std::int64_t tries = 0;
  std::string state;  ///< waiting, sent, dropped, failed
  std::optional<Instant> ended;
  std::string says;  ///< last answer of the mail server, or why it was dropped
};

/// Waiting and due now, oldest first.
std::vector<Mail> mailsDue(ReadTx& tx, std::size_t most);
/// Of a case that the viewer may see, newest first.
std::vector<Mail> mailsOfCase(ReadTx& tx, std::int64_t caseId);
/// Newest first, of one state (empty = all), older than the mail of that Message-ID (empty = from the newest).
std::vector<Mail> mails(ReadTx& tx, std::string_view state, std::string_view before, std::size_t most);
std::int64_t mailsInState(ReadTx& tx, std::string_view state);

/// Why a mail need not be sent any more; empty when its reason stands (a reason that is not known here always does).
std::string reasonGone(ReadTx& tx, const Mail& mail);
/// Takes one mail for an attempt that must be over at `until`: counts the try. Empty when another sender has it, or
/// when it was dropped just now because its reason is gone or a newer mail says the same.
std::optional<Mail> claimMail(WriteTx& tx, std::int64_t mail, std::int64_t triesSeen, Instant until);
void mailSent(WriteTx& tx, std::int64_t mail, const std::string& says);
void mailLater(WriteTx& tx, std::int64_t mail, Instant next, const std::string& says);
void mailFailed(WriteTx& tx, std::int64_t mail, const std::string& says);
/// Puts off everything that is due: the server cannot be reached.
void putOffMails(WriteTx& tx, Instant next, const std::string& says);
/// A mail that failed is tried again from now. False when it is not failed.
bool retryMail(WriteTx& tx, std::string_view messageId);

}  // namespace capd
