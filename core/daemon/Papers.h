#pragma once
// Invented papers, for demonstrations.

#include <string>

#include "capd/Viewer.h"

namespace capd::daemon {

class House;

/// A PDF of one page that says so, stored as an upload of that person. @returns its id.
std::string keepPaper(House& house, const Viewer& viewer, const std::string& name, const std::string& says);

}  // namespace capd::daemon
