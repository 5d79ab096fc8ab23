#include "policy/CoreFacts.h"

namespace capd::policy {

std::vector<FactDeclaration> coreFacts() {
  using T = FactType;
  return {
      {"referrer.kind", T::text, "", "who refers: a school or the SEND team", false, {"school", "send_team"}},
      {"application.date", T::date, "", "the day on which the application was sent to CAP", true, {}},
      {"requested.start", T::date, "", "the start that the school asks for", true, {}},
      {"requested.weeks", T::number, "school_weeks", "how long the placement is asked for", true, {}},
      {"requested.days_a_week", T::number, "days_a_week", "on how many days a week it is asked for", true, {}},
      {"requested.sessions_a_week", T::number, "sessions_a_week", "how many sessions a week are asked for or answered", true, {}},
      {"pupil.sessions_elsewhere", T::number, "sessions_a_week", "sessions a week in the pupil's other placements", true, {}},
      {"pupil.sessions_in_all", T::number, "sessions_a_week", "sessions a week over all placements, this one counted", true, {}},
      {"pupil.year_group", T::number, "", "the pupil's year group", true, {}},
      {"pupil.has_ehcp", T::yesNo, "", "whether the pupil has an EHC plan or individual learning plan", true, {}},
      {"pupil.on_roll", T::yesNo, "", "whether the pupil is on the roll of the referring school", true, {}},
      {"risk_assessment.given", T::yesNo, "", "whether a risk assessment was uploaded", true, {}},
      {"risk_assessment.date", T::date, "", "the day on which the risk assessment was completed or last reviewed", true, {}},
      {"consent.agreed", T::yesNo, "", "whether those with responsibility agreed to the referral", true, {}},
      {"consent.recorded_fully", T::yesNo, "", "whether it is recorded who agreed, when, how and to whom", true, {}},
      {"main_provider.stated", T::yesNo, "", "whether the school says who the main education provider is", true, {}},
      {"main_provider.is_school", T::yesNo, "", "whether the main education provider is a school", true, {}},
      {"case_worker.named", T::yesNo, "", "whether a case worker is named", true, {}},
      {"case_worker.attends_reviews", T::yesNo, "", "whether the case worker will come to the review meetings", true, {}},
      {"agreement.complete", T::yesNo, "", "whether every question of the commissioning agreement is answered", true, {}},
      {"agreement.visit_acknowledged", T::yesNo, "", "whether the school knows that it must visit before the start", true, {}},
      {"early_help.offered", T::yesNo, "", "whether early help was offered", true, {}},
  };
}

}  // namespace capd::policy
