#pragma once
// What a check asks of a text.

#include <string>

namespace capd::test {

/// The text holds the part. Two names for it: a message says, a page has.
inline bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
inline bool has(const std::string& page, const std::string& part) { return says(page, part); }

}  // namespace capd::test
