#pragma once
// Text as it may enter the records: UTF-8, in one normal form, without signs that hide or reorder others.
// Checked once, at the edge (forms, command line, API); everything behind may trust it.

#include <optional>
#include <string>
#include <string_view>

namespace capd {

/// Why a text was refused, in words that complete "This ...": e.g. "contains a sign that cannot be kept (a NUL)".
struct TextFault {
  std::string says;
};

/// NFC, line ends as LF, white space at both ends removed. Refused (fault filled, empty result): bytes that are not
/// UTF-8, NUL and other control signs (except LF and TAB), unassigned/noncharacters, and direction overrides
/// (U+202A-202E, U+2066-2069). Every script is welcome (Welsh, Polish, Arabic names pass unchanged).
std::optional<std::string> cleanText(std::string_view raw, TextFault& fault);

/// Letters of `text` as a person counts them (grapheme-blind: code points).
std::size_t lengthInLetters(std::string_view text);

/// A key under which names sort as in an English list: lower case, accents removed where they decompose. "Świątek"
/// sorts at "swiatek".
std::string sortKey(std::string_view text);

/// Shortens to at most `letters` code points without cutting one.
std::string shortened(std::string_view text, std::size_t letters);

std::string trimmed(std::string_view text);
std::string lowerAscii(std::string_view text);

}  // namespace capd
