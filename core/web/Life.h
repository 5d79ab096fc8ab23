#pragma once
// The life of a programme's cases, put together from what moves them: the state machine (cases/referral), what commands
// and duties declare, and the policy of one year. Nothing here knows a state, a command or a figure of its own.

#include <map>
#include <string>
#include <vector>

#include "cases/policy/PolicyShelf.h"
#include "cases/referral/Referral.h"
#include "commands/Registry.h"

namespace capd::web {

struct LifeStep {
  int to = 0;        ///< number of the state that it leads to
  std::string says;  ///< "The provider says yes"
  std::string by;    ///< "Provider CAP coordinator"
};

struct LifeDue {
  std::string what;         ///< "Check the referral"
  std::string when;         ///< "2 working days from the day on which it arrives"; empty where policy gives no time
  std::string by;           ///< who does it; may be empty
  std::string clause;       ///< where it is printed
  std::string provisional;  ///< why the figure is not certain; empty = printed
};

struct LifeState {
  int number = 0;  ///< from 1, in the order of the life
  ReferralState state = ReferralState::draft;
  std::string title;
  std::string seen;              ///< "the school and CAP"
  std::vector<LifeStep> begins;  ///< what begins a case in this state
  std::vector<LifeStep> steps;   ///< in the order of where they lead
  std::vector<LifeDue> due;
  std::map<int, std::vector<std::string>> alsoDue;  ///< what is due as in an earlier state, by its number
  std::vector<std::string> waits;                   ///< what policy holds it up for, beside the state
  std::vector<std::string> panel;                   ///< of a programme that a panel decides: who looks and who decides
  std::vector<std::string> figures;  ///< of this programme alone, where a pupil is there: "Lasts: 6 to 12 weeks"
  [[nodiscard]] bool isEnd() const { return steps.empty(); }
};

struct Life {
  std::string programme;
  std::string title;
  std::string tier;
  std::string year;
  std::string notOpen;  ///< why nobody may apply for it yet; empty = it is open
  std::vector<LifeState> states;
  std::vector<PolicyReading::Value> values;  ///< what the year's policy says of this programme alone
};

/// Of one programme in one year. `panels`: those of the same year.
Life lifeOf(const commands::Registry& registry, const PolicyReading& reading, const ProgrammeCard& card,
            const PanelYear& panels);

/// The page `/policy/versions/{version}/lives/{programme}`. The registry lives longer than its pages.
void offerLives(Offers& offers, const commands::Registry& registry);

}  // namespace capd::web
