// Letters about reviews, halts and replaced learners.
#include "Letters.h"

namespace capd::placement {

const LetterKind kHaltedCap = {.name = "halted_cap",
                               .title = "A placement is halted, to CAP",
                               .when = "a provider or CAP halts a placement",
                               .to = {"cap"},
                               .slots = {{"who", SlotKind::side, "the side that did it", "The provider"}},
                               .place = "/placements/{subject}/changes",
                               .subject = "{reference}: a placement is halted",
                               .body =
                                   "{who} has halted the placement of {reference} with immediate effect. Look into it "
                                   "today: why stands on its page."};

const LetterKind kHalted = {
    .name = "halted",
    .title = "A placement is halted",
    .when = "a placement is halted, to the others",
    .to = {"school", "provider"},
    .slots = {{"who", SlotKind::side, "the side that did it", "The provider"}},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: a placement is halted",
    .body =
        "{who} has halted the placement of {reference} with immediate effect. Nobody is expected at the provider until "
        "CAP has looked into it. It is no withdrawal, and says nothing about money.",
    .both = true};

const LetterKind kHaltEnds = {
    .name = "halt_ends",
    .title = "A halted placement ends",
    .when = "CAP has looked into a halted placement, and it ends",
    .to = {"school"},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: a halted placement ends",
    .body = "CAP has looked into the halted placement of {reference}, and it ends. Why stands on its page.",
    .both = true};

const LetterKind kHaltEndsProvider = {
    .name = "halt_ends_provider",
    .title = "A halted placement ends, to the provider",
    .when = "CAP has looked into a halted placement, and it ends, to the provider",
    .to = {"provider"},
    .place = "/withdrawals",
    .subject = "{reference}: a halted placement ends",
    .body =
        "CAP has looked into the halted placement of {reference}, and it ends. Why stands on the form, under “Forms of "
        "withdrawals”.",
    .both = true};

const LetterKind kHaltGoesOn = {.name = "halt_goes_on",
                                .title = "A halted placement goes on",
                                .when = "CAP has looked into a halted placement, and it goes on",
                                .to = {"school", "provider"},
                                .place = "/placements/{subject}/changes",
                                .subject = "{reference}: a halted placement goes on",
                                .body =
                                    "CAP has looked into the halted placement of {reference}: the pupil is "
                                    "expected again, unless attendance is paused for safety.",
                                .both = true};

const LetterKind kLearnerReplaced = {.name = "learner_replaced",
                                     .title = "A learner is replaced",
                                     .when = "the SEND team gives a learner’s place to another, or gives it up",
                                     .to = {"provider"},
                                     .place = "/placements/{subject}/changes",
                                     .subject = "{reference}: a learner leaves",
                                     .body =
                                         "The SEND team takes the learner of {reference} out. CAP withdraws the "
                                         "learner; the place is then free, or that "
                                         "of the learner who waits for it.",
                                     .both = true};

const LetterKind kReviewRecorded = {
    .name = "review_recorded",
    .title = "A review is recorded",
    .when = "a review of a placement is recorded, to the others",
    .to = {"school", "provider"},
    .place = "/placements/{subject}/reviews",
    .subject = "{reference}: a review is recorded",
    .body = "A review of the placement of {reference} is recorded. What came of it stands on its page.",
    .both = true};

const LetterKind kReviewToConfirm = {
    .name = "review_to_confirm",
    .title = "A review waits for the SEND team",
    .when = "a provider has recorded a review that is held with the SEND team",
    .to = {"school"},
    .place = "/placements/{subject}/reviews",
    .subject = "{reference}: a review waits for your word",
    .body = "A review of the placement of {reference} is recorded, and waits for your word on what comes of it.",
    .both = true};

const LetterKind kReviewConfirmed = {.name = "review_confirmed",
                                     .title = "What comes of a review",
                                     .when = "the SEND team has said what comes of a review",
                                     .to = {"provider"},
                                     .place = "/placements/{subject}/reviews",
                                     .subject = "{reference}: what comes of a review",
                                     .body =
                                         "The SEND team has said what comes of a review of the placement of "
                                         "{reference}. The next steps stand on its page.",
                                     .both = true};

const LetterKind kReviewDay = {.name = "review_day",
                               .title = "The day of an annual review",
                               .when = "the SEND team gives the day of the annual review of an EHC plan",
                               .to = {"provider"},
                               .place = "/placements/{subject}/reviews",
                               .subject = "{reference}: the day of an annual review",
                               .body =
                                   "The SEND team has given the day of the annual review of the EHC plan of "
                                   "{reference}. It stands on the placement’s page.",
                               .both = true};

}  // namespace capd::placement
