#pragma once
// What every form on a case carries along: its reference, and the version that its page showed.

#include <cstdint>
#include <optional>
#include <string>

#include "capd/Form.h"
#include "cases/referral/Referral.h"

namespace capd {

struct CaseIn {
  std::string reference;
  std::int64_t version = 0;
};
/// Binds `reference` and `version` of any input that has both.
template <class In>
void caseFields(Form<In>& form) {
  form.field(&In::reference, {.name = "reference",
                              .label = "Reference",
                              .kind = FieldKind::hidden,
                              .missing = "Open the page of this case to do it",
                              .most = 20});
  form.field(&In::version, {.name = "version",
                            .label = "Version",
                            .kind = FieldKind::hidden,
                            .missing = "Load the page again",
                            .most = 1'000'000'000});
}
/// Those two and nothing else: a button.
Form<CaseIn> caseForm();
/// As a page fills them in.
FieldTexts caseValues(const ReferralRecord& referral);
/// Says that somebody changed the case since the form was opened; empty when nobody did.
std::optional<Refused> staleOrNot(const ReferralRecord& referral, std::int64_t version);

}  // namespace capd
