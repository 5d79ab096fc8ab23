#include "Letters.h"

namespace capd::panels {

const LetterKind kPanelOutcome = {
    .name = "panel_outcome",
    .title = "The panel’s outcome",
    .when = "the outcome of a panel is sent",
    .to = {"school"},
    .place = "/referrals/{subject}",
    .subject = "Panel outcome ready: {reference}",
    .body = "The panel has looked at the referral {reference}. Its outcome is on the referral’s page."};

const LetterKind kBeforeThePackCloses = {
    .name = "before_the_pack_closes",
    .title = "Something is missing before the panel",
    .when = "something is missing shortly before the panel’s pack closes",
    .to = {"school"},
    .slots = {{"by_when", SlotKind::day, "the day on which the panel’s pack closes", "Monday 9 February 2026"}},
    .place = "/referrals/{subject}",
    .subject = "{reference}: we need something from you",
    .body =
        "Something is missing on the referral {reference}, which goes before a panel. Please send it by {by_when}."};

const LetterKind kRoundMoved = {
    .name = "round_moved",
    .title = "The panel meets on another day",
    .when = "the round that a referral waits for is moved",
    .to = {"school"},
    .slots = {{"round", SlotKind::round, "when the panel meets now", "the panel of Wednesday 11 February 2026"}},
    .place = "/referrals/{subject}",
    .subject = "{reference}: the panel meets on another day",
    .body = "The round that the referral {reference} waits for was moved. It is now {round}."};

const LetterKind kPackReady = {
    .name = "pack_ready",
    .title = "The panel’s pack",
    .when = "a round’s pack is shown to the members of its panels",
    .to = {"panel"},
    .slots = {{"round", SlotKind::round, "when the panel meets", "the panel of Wednesday 11 February 2026"}},
    .place = "/panels/rounds/{subject}/pack",
    .subject = "The panel’s pack is ready",
    .body = "The pack for {round} is ready. Please add what your agency knows.",
    .aboutCase = false};

std::vector<LetterKind> letterKinds() { return {kPanelOutcome, kBeforeThePackCloses, kRoundMoved, kPackReady}; }

}  // namespace capd::panels
