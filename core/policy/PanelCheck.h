#pragma once
// What is lawful in panels.lua and still wants a look: days that fall badly.

#include <string>
#include <vector>

#include "policy/Book.h"

namespace capd::policy {

/// A deadline in the holidays, a start before its deadline, a day for the outcome on which no school is open, a
/// programme that no file or panel knows; each with its place: "panels.lua:40: ...".
std::vector<std::string> panelWarnings(const Book& book);
/// How long a panel has to tell the outcome about a programme, in working days; 3 where the version does not say.
int outcomeDays(const Book& book, std::string_view programme);

}  // namespace capd::policy
