#pragma once
// A provider's answer: what a yes and a no must hold before they count (RSP-01 to RSP-16, IVW-04). No database here.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/Calendar.h"
#include "capd/Form.h"
#include "cases/course/Course.h"
#include "cases/document/Document.h"
#include "cases/placement/Placement.h"

namespace capd::response {

struct YesIn {
  std::string reference;
  std::int64_t version = 0;
  Date interviewOn;
  std::string interviewWho;
  bool riskRead = false;
  bool documentsUnderstood = false;
  bool agreementConsidered = false;
  bool needsMet = false;
  bool riskMet = false;
  bool supervisionMet = false;
  std::vector<std::string> sessions;
  std::optional<std::int64_t> hours;
  Date start;
};
Form<YesIn> yesForm();

struct NoIn {
  std::string reference;
  std::int64_t version = 0;
  std::string category;
  std::string reason;
};
Form<NoIn> noForm();

/// What a yes is held against.
struct YesTruth {
  Date today;
  bool riskGiven = false;              ///< a risk assessment is among the papers
  std::vector<int> days;               ///< delivery days of the course
  const Calendar* calendar = nullptr;  ///< school days; null when none is known
  std::string talkTo;                  ///< "Ann Lee, 024 7600 0000 at the school, and to CAP on 024 ..."
};
/// Every fault at once; none = it may be given.
Problems faultsOfYes(const YesIn& in, const YesTruth& truth);
/// Why that day cannot be the first one: no school day, or a day on which the pupil does not come. Empty when it can; a
/// day of a year whose terms are not known is judged by its weekday alone.
std::string notAFirstDay(Date start, const std::vector<Session>& sessions, const Calendar* calendar);
/// A reason says something: at least 20 letters in at least two words (RSP-04).
bool tellsEnough(std::string_view reason);

/// The words of a no: "no place" for availability ...
std::string categoryInWords(std::string_view category);

}  // namespace capd::response
