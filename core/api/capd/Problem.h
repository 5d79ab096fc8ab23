#pragma once
// What the service answers when it does not do what was asked: every fault at once, each beside its field,
// each in words that tell what would be right. Refused is a value; broken is an exception.

#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace capd {

struct Problem {
  std::string field;  ///< the form field it stands beside; empty for the form as a whole
  std::string says;   ///< a sentence for the person who typed: what is wrong and what would be right
};

using Problems = std::vector<Problem>;

/// The command was understood and not done. Nothing was changed.
struct Refused {
  enum class Kind {
    invalid,     ///< something in the form is wrong (HTTP 422, exit 1)
    stale,       ///< somebody changed the record since the form was opened (409)
    conflict,    ///< the same key came before with other content, or the moment has passed (409)
    notThere,    ///< not there, or not this viewer's: the two look the same (404)
    notAllowed,  ///< this viewer may never do this (403)
    busy,        ///< cannot be done just now: full disk, database locked (503)
  };
  Kind kind = Kind::invalid;
  Problems problems;

  Refused() = default;
  Refused(Problems all) : problems(std::move(all)) {}  // NOLINT(google-explicit-constructor)
  Refused(Kind what, std::string field, std::string says) : kind(what), problems{{std::move(field), std::move(says)}} {}
  static Refused because(std::string field, std::string says) {
    return Refused(Kind::invalid, std::move(field), std::move(says));
  }
  static Refused notThere() {
    return Refused(Kind::notThere, "", "The link may be wrong, or the record may not be yours to see.");
  }
  static Refused stale(std::string says) { return Refused(Kind::stale, "", std::move(says)); }
};

/// The command was done and its change is on disk.
struct Done {
  std::string says;     ///< a sentence for the person, shown in the green banner
  std::string subject;  ///< what it was done to: a reference, never a name; goes into the audit line
  std::string next;     ///< page path to show now; empty = stay
  std::map<std::string, std::string> values;  ///< for machines (API, command line), e.g. {"reference", "CAP25-H4K7MX"}
  std::vector<std::string> changed;           ///< names of the fields that changed, for the audit line
  std::string once = {};  ///< said after `says` in this reply alone and kept nowhere: a link that works once
};

using Outcome = std::variant<Done, Refused>;

}  // namespace capd
