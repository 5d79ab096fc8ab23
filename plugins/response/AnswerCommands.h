#pragma once
// response.yes, response.no and risk_assessment.read: what happens in the records when a provider answers.

#include "Answer.h"
#include "Common.h"

namespace capd::response {

/// What is worked out before the writer's turn.
struct PreparedYes {
  std::string talkTo;
  std::shared_ptr<const Calendar> calendar;
  int processWithin = 2;  ///< working days (REF-32)
  std::string week;       ///< the warning about days, in words; empty = none
  LetterSite site;
};
Prepared<PreparedYes> prepareYes(Preparing& at, const YesIn& in);
Outcome giveYes(WriteTx& tx, const YesIn& in, const PreparedYes& p);

struct PreparedNo {
  std::shared_ptr<const Calendar> calendar;
  int reviewWithin = 2;  ///< working days; no document prints it
  LetterSite site;
};
Prepared<PreparedNo> prepareNo(Preparing& at, const NoIn& in);
Outcome giveNo(WriteTx& tx, const NoIn& in, const PreparedNo& p);

struct ReadIn {
  std::string reference;
  bool understood = false;
};
Form<ReadIn> riskReadForm();
Outcome readRisk(WriteTx& tx, const ReadIn& in, const Nothing&);

/// The rule of the day cap as a warning: "With these the pupil would have ...".
std::string weekInWords(const WeekJudgement& week);

}  // namespace capd::response
