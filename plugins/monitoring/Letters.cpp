#include "Letters.h"

namespace capd::monitoring {

const LetterKind kUnexpectedPupil = {
    .name = "unexpected_pupil",
    .title = "At the provider, and not expected",
    .when = "a register says that a pupil came who was not expected",
    .to = {"school", "cap"},
    .slots = {{"half_day", SlotKind::half, "the half day on which the pupil came",
               "the morning of Monday 9 February 2026"}},
    .place = "/unexpected/{subject}",
    .subject = "{reference}: at the provider today, and not expected",
    .body = "The pupil of {reference} was at the provider and was not expected there. Please ring the provider today.",
    .both = true};

const LetterKind kTransportBarrier = {.name = "transport_barrier",
                                      .title = "Getting to the provider is a problem",
                                      .when = "a note says that transport keeps a pupil away",
                                      .to = {"school", "cap"},
                                      .place = "/attendance/{subject}",
                                      .subject = "{reference}: getting to the provider is a problem",
                                      .body = "A note on {reference} says that transport keeps the pupil away.",
                                      .both = true};

std::vector<LetterKind> letterKinds() { return {kUnexpectedPupil, kTransportBarrier}; }

}  // namespace capd::monitoring
