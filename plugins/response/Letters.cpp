#include "Letters.h"

namespace capd::response {

const LetterKind kAnswerGiven = {
    .name = "answer_given",
    .title = "An answer to process",
    .when = "a provider has said yes",
    .to = {"cap"},
    .slots = {{"by_when", SlotKind::day, "the day by which CAP processes the placement", "Monday 9 February 2026"}},
    .place = "/cases/{subject}/process",
    .subject = "{reference}: a yes to process",
    .body = "A provider has said yes to the referral {reference}. Please process it by {by_when}."};

const LetterKind kNoToReview = {
    .name = "no_to_review",
    .title = "A no to look at",
    .when = "a provider has said no, and not for want of places",
    .to = {"cap"},
    .slots = {{"by_when", SlotKind::day, "the day by which senior leaders look at it", "Monday 9 February 2026"}},
    .place = "/review/{subject}",
    .subject = "{reference}: a provider has said no",
    .body = "A provider has said no to the referral {reference}. Please look at it by {by_when}."};

const LetterKind kYesShared = {
    .name = "yes_shared",
    .title = "The provider’s yes",
    .when = "CAP shares a yes with the school and sets the placement up",
    .to = {"school"},
    .place = "/placements/{subject}",
    .subject = "{reference}: the provider has answered",
    .body = "The provider has answered the referral {reference}, and CAP is setting the placement up.",
    .both = true};

const LetterKind kNoShared = {.name = "no_shared",
                              .title = "The provider’s no",
                              .when = "CAP shares a no with the school",
                              .to = {"school"},
                              .place = "/alternatives/{subject}",
                              .subject = "{reference}: the provider has answered",
                              .body = "The provider has answered the referral {reference} and cannot take the pupil."};

const LetterKind kNoPlaceNextAsked = {
    .name = "no_place_next_asked",
    .title = "No place, and the next course is asked",
    .when = "CAP shares that a provider has no place while the next choice is asked",
    .to = {"school"},
    .place = "/referrals/{subject}",
    .subject = "{reference}: the provider has answered",
    .body = "The provider has answered the referral {reference} and has no place. The next course you named is asked."};

const LetterKind kNoPlaceToShare = {
    .name = "no_place_to_share",
    .title = "No place, for CAP to share",
    .when = "a provider has said that it has no place",
    .to = {"cap"},
    .slots = {{"by_when", SlotKind::day, "the day by which CAP shares it", "Monday 9 February 2026"}},
    .place = "/review/{subject}",
    .subject = "{reference}: a provider has no place",
    .body = "A provider has no place for the referral {reference}. Please tell the school by {by_when}."};

const LetterKind kAnswerAgain = {.name = "answer_again",
                                 .title = "An answer to give again",
                                 .when = "CAP asks a provider about its answer",
                                 .to = {"provider"},
                                 .place = "/answers/{subject}",
                                 .subject = "{reference}: we need something from you",
                                 .body = "CAP asks you to answer the referral {reference} again."};

const LetterKind kStartConfirmedSchool = {
    .name = "start_confirmed_school",
    .title = "Start date confirmed, to the school",
    .when = "CAP confirms a placement",
    .to = {"school"},
    .slots = {{"start", SlotKind::day, "the first day of the placement", "Tuesday 24 February 2026"}},
    .place = "/placements/{subject}",
    .subject = "{reference}: start date confirmed",
    .body = "The placement on the referral {reference} is confirmed. It starts on {start}. Not before.",
    .both = true};

const LetterKind kStartConfirmedProvider = {
    .name = "start_confirmed_provider",
    .title = "Start date confirmed, to the provider",
    .when = "CAP confirms a placement",
    .to = {"provider"},
    .slots = {{"start", SlotKind::day, "the first day of the placement", "Tuesday 24 February 2026"}},
    .place = "/placements/{subject}",
    .subject = "{reference}: start date confirmed",
    .body = "The placement on the referral {reference} is confirmed. It starts on {start}. Not before.",
    .both = true};

const LetterKind kStoppedSchool = {
    .name = "stopped_school",
    .title = "The placement is stopped, to the school",
    .when = "CAP stops a placement before its start",
    .to = {"school"},
    .place = "/referrals/{subject}",
    .subject = "{reference}: the placement is stopped",
    .body = "CAP has stopped the placement on the referral {reference} before its start.",
    .both = true};

const LetterKind kStoppedProvider = {
    .name = "stopped_provider",
    .title = "The placement is stopped, to the provider",
    .when = "CAP stops a placement before its start",
    .to = {"provider"},
    .place = "/answers",
    .subject = "{reference}: the placement is stopped",
    .body = "CAP has stopped the placement on the referral {reference} before its start.",
    .both = true};

std::vector<LetterKind> letterKinds() {
  return {kAnswerGiven,   kNoToReview,           kYesShared,
          kNoShared,      kNoPlaceNextAsked,     kNoPlaceToShare,
          kAnswerAgain,   kStartConfirmedSchool, kStartConfirmedProvider,
          kStoppedSchool, kStoppedProvider};
}

}  // namespace capd::response
