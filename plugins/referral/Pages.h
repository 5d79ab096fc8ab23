#pragma once
// The school's pages. Each fills its template and names the commands whose forms it shows.

#include "Commands.h"
#include "Status.h"

namespace capd::refer {

void offerListPages(Offers& offers);     ///< /referrals, /referrals/new, the home tile
void offerCasePages(Offers& offers);     ///< /referrals/{reference}, its papers, holds, corrections, copy, delete
void offerSectionPages(Offers& offers);  ///< /referrals/{reference}/section/{section}
void offerSendingPages(Offers& offers);  ///< check, sent, print

void offerWithdrawing(Offers& offers);  ///< /referrals/{reference}/withdraw, with its command

/// Whether the viewer may take the referral back now: sent, and no placement set up yet.
bool mayTakeBack(const Viewer& viewer, const ReferralRecord& referral);

/// One row of a summary list: question and answer, in the template's section ROW.
void summaryRow(Model& model, const std::string& key, const std::string& value);
/// The paths of all pages begin so; name and file follow.
PageDeclaration page(std::string path, std::string name, std::string permission, std::string says, std::string file,
                     std::vector<std::string> commands, std::function<PageAnswer(PageRequest&)> fill);

}  // namespace capd::refer
