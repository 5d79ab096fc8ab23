#include "Letters.h"

namespace capd::refer {

const LetterKind kReferralWithdrawn = {
    .name = "referral_withdrawn",
    .title = "The school has withdrawn a referral",
    .when = "a school withdraws a referral that a provider has",
    .to = {"provider"},
    .place = "/answers",
    .subject = "{reference}: withdrawn by the school",
    .body = "The school has withdrawn the referral {reference}. You need not answer it.",
    .both = true};

const LetterKind kPupilDetailsChanged = {.name = "pupil_details_changed",
                                         .title = "The pupil’s details changed",
                                         .when = "a school changes something about a pupil whose papers a provider has",
                                         .to = {"provider"},
                                         .place = "/answers/{subject}",
                                         .subject = "{reference}: the school has changed something",
                                         .body =
                                             "The school has changed something about the pupil of the referral "
                                             "{reference}. Read it before the next session.",
                                         .both = true};

std::vector<LetterKind> letterKinds() { return {kReferralWithdrawn, kPupilDetailsChanged}; }

}  // namespace capd::refer
