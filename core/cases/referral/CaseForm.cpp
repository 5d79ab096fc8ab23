#include "cases/referral/CaseForm.h"

namespace capd {

Form<CaseIn> caseForm() {
  Form<CaseIn> form;
  caseFields(form);
  return form;
}

FieldTexts caseValues(const ReferralRecord& referral) {
  return {{"reference", {referral.reference}}, {"version", {std::to_string(referral.version)}}};
}

std::optional<Refused> staleOrNot(const ReferralRecord& referral, std::int64_t version) {
  if (referral.version == version) return std::nullopt;
  return Refused::stale(
      "Something changed on this referral while you had the page open. Look at what stands now, and send the form "
      "again if it is still right.");
}

}  // namespace capd
