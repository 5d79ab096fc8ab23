#pragma once
// What cannot be true of a person at a provider or of their check, whichever way it comes: told on a form, or in a list
// that is taken over. Each answer is a sentence for whoever typed it; empty when nothing is wrong.

#include <optional>
#include <string>
#include <string_view>

#include "base/Date.h"

namespace capd {

/// A first day at work more than a year ahead or sixty years back is a slip of the pen.
std::string whyNoFirstDay(Date started, Date today);
/// A certificate is dated today at the latest, and not before there were such checks.
std::string whyNoCheckDay(Date dated, Date today);
/// Its twelve digits, spaces and dashes left out; nothing when it is no such number.
std::optional<std::string> certificateNumber(std::string_view typed);

}  // namespace capd
