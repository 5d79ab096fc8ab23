#pragma once
// A version read back in plain English from what will be judged, and what is different between two.

#include <map>
#include <string>
#include <vector>

#include "policy/Book.h"

namespace capd::policy {

/// "withdrawn by school" for `withdrawn.by_school`.
std::string spaced(const std::string& name);
/// Values of a programme as lines, "lasts": "6 school weeks"; what is provisional says so.
std::map<std::string, std::string> valuesInWords(const Programme& programme);

/// One thing that is different, as minutes of a meeting would put it.
struct Minute {
  std::string about;  ///< "Insight", "Every programme", "Duties and reminders", "The calendar"
  std::string says;   ///< "A placement lasts 6 to 12 school weeks; it was 6 school weeks. (CAP Support ...)"
};
/// What changed from one version to another, then what is newly unconfirmed; by programme.
std::vector<Minute> minutes(const Book& before, const Book& after);
/// The same, each with what it is about: "Insight: a placement lasts ..."
std::vector<std::string> differences(const Book& before, const Book& after);

/// What CAP had not confirmed before and has not confirmed since, by programme and reason.
std::vector<Minute> stillUnconfirmed(const Book& before, const Book& after);

/// Values that name neither the place where they are printed nor why they are provisional: "every_programme.lua:3:
/// ...".
std::vector<std::string> withoutSource(const Book& book);
/// Lists that the form needs and the year does not have, each with what would be right.
std::vector<std::string> missingLists(const Book& book);

}  // namespace capd::policy
