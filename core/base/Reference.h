#pragma once
// The reference that people read aloud on the telephone: CAP25-H4K7MX.
// CAP, the academic year of the start, five random signs without vowels or look-alikes, one check sign.

#include <optional>
#include <string>
#include <string_view>

#include "base/Date.h"

namespace capd {

class Reference {
 public:
  /// From five random numbers below 23 each (from a secure source) for a start on `start`.
  static Reference make(Date start, const unsigned (&signs)[5]);
  /// As people type it: any case, spaces, missing hyphen, "I" for "1" is not guessed. Empty when the check sign is
  /// wrong.
  static std::optional<Reference> parse(std::string_view typed);

  /// `CAP25-H4K7MX`
  [[nodiscard]] const std::string& text() const { return text_; }
  bool operator==(const Reference&) const = default;

 private:
  explicit Reference(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace capd
