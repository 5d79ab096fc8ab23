// When a half term's round opens: one duty and one mail for every live provider, however often it runs.

#include <fmt/format.h>

#include "Confirmation.h"
#include "cases/duty/Duty.h"
#include "cases/mail/Outbox.h"
#include "cases/organisation/Organisation.h"
#include "cases/staff/Staff.h"

namespace capd::confirmation {
namespace {

std::string bodyOf(const RoundOpens& round) {
  return fmt::format(
      "Please confirm {} in capd, by {}. If nothing has changed since the last time, it is one page and one tick.\n\n"
      "Sign in to capd: it stands on your first page.\n",
      round.words, londonWords(round.due.at));
}

// A provider that nobody can write to is found today, not when its confirmation is late.
void nobodyThere(WriteTx& tx, const Organisation& provider, const RoundOpens& round) {
  NewDuty duty;
  duty.kind = kNobody;
  duty.subject = providerCode(provider.id);
  duty.occurrence = round.period;
  duty.organisation = capOrganisation(tx);
  duty.role = "cap.data_admin";
  duty.says = provider.name + ": nobody there has an email address. Find out who coordinates, and ring them";
  duty.clause = round.clause;
  duty.due = round.due;
  openDuty(tx, duty);
}

}  // namespace

void openRound(WriteTx& tx, const RoundOpens& round) {
  std::int64_t opened = 0;
  for (const Organisation& provider : organisations(tx, "provider")) {
    NewDuty duty;
    duty.kind = kDuty;
    duty.subject = providerCode(provider.id);
    duty.occurrence = round.period;
    duty.organisation = provider.id;
    duty.role = "provider.coordinator";
    duty.says = "Confirm " + round.words;
    duty.clause = round.clause;
    duty.due = round.due;
    NewMail mail;
    mail.subject = "capd: please confirm " + round.words;
    mail.body = bodyOf(round);
    mail.reason = "duty";
    mail.reasonId = openDuty(tx, duty);
    if (queueMailToRole(tx, provider.id, "provider.coordinator", mail) == 0) nobodyThere(tx, provider, round);
    ++opened;
  }
  if (round.opened != nullptr) *round.opened = opened;
}

}  // namespace capd::confirmation
