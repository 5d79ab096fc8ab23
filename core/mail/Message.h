#pragma once
// A mail as it goes over the wire: headers that nobody can break out of, a text that every server carries unchanged.

#include <string>
#include <string_view>

#include "cases/mail/Outbox.h"

namespace capd::mail {

struct Letterhead {
  std::string from;  ///< the sender's address
  std::string name = "Coventry Alternative Provision";
};

/// `Name: value` with its line end. A value that is not ASCII becomes encoded words, folded.
/// @throws std::invalid_argument when the value holds CR, LF, NUL or another control sign.
std::string header(std::string_view name, std::string_view value);
/// The whole message with CR LF line ends; no line begins with a dot, none is longer than 76 signs but for header
/// words. The same mail gives the same bytes at every attempt. @throws std::invalid_argument as `header`.
std::string compose(const Mail& mail, const Letterhead& letterhead);

}  // namespace capd::mail
