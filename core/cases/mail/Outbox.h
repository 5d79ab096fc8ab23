#pragma once
// Mail to be sent, written in the same transaction as its cause. A mail carries a reference and a step,
// never a pupil's name, a course's title or anything that came out of a form.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capd/Tx.h"

namespace capd {

struct NewMail {
  std::optional<std::int64_t> person;
  std::string address;
  std::string subject;  ///< "CAP25-H4K7MX: on hold"
  std::string body;     ///< what, by when, one link, a telephone number
  std::string reason;   ///< hold, duty, response, confirmed, account: asked again at sending, dropped when it is gone
  std::int64_t reasonId = 0;
  std::optional<std::int64_t> caseId;
};

/// Queues one mail with its Message-ID, the same at every attempt. @throws std::invalid_argument for CR, LF in a header
/// value.
std::int64_t queueMail(WriteTx& tx, const NewMail& mail);
/// To everybody who holds the role in the organisation. @returns how many.
std::int64_t queueMailToRole(WriteTx& tx, std::int64_t organisation, std::string_view role, NewMail mail);

}  // namespace capd
