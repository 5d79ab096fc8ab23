// The reviews of a placement: what is planned, what was held and decided, and whoever has to do something about it.

#include <fmt/format.h>

#include <algorithm>

#include "Pages.h"
#include "Reviews.h"

namespace capd::placement {
namespace {

std::string decidedWords(const Review& review) {
  const std::string what = review.decision == "goes_on" ? "It goes on as it is."
                           : review.decision == "ends"  ? "It is to end."
                                                        : "It goes on, with changes.";
  if (!confirmedBySend(review)) return what;
  if (review.side == "school") return what + " Recorded by the SEND team.";
  return review.confirmed ? what + " Confirmed by the SEND team." : what + " The SEND team has not confirmed it yet.";
}

void heldRow(Model& row, const Review& review, const ReviewRules& rules, bool send) {
  fact(row, "Held on", review.heldOn->longWords());
  fact(row, "Who came", review.whoCame);
  if (!review.referrerCame) fact(row, send ? "SEND team" : "Case worker", "not there");
  if (rules.programme)
    if (const auto at = rules.programme->values.find("assessments"); at != rules.programme->values.end())
      for (const std::string& each : at->second.list)
        if (const auto colon = each.find(": ");
            colon != std::string::npos && review.assessments.find(each.substr(0, colon) + "\n") != std::string::npos)
          fact(row, "Assessment done", each.substr(colon + 2));
  fact(row, "What was decided", decidedWords(review));
  fact(row, "Next steps", review.says);
  fact(row, "The SEND team’s word", review.confirmedSays);
}

void reviewRows(PageRequest& ask, Model& m, const Life& life, const std::vector<Review>& all,
                const ReviewRules& rules) {
  const bool send = isSend(ask.tx, life.referral);
  for (const Review& each : all) {
    Model& row = m.add("REVIEW");
    row.set("WHAT", reviewInWords(each, rules)).list("FACT");
    if (each.held()) {
      heldRow(row, each, rules, send);
      continue;
    }
    fact(row, "Due by", each.dueOn.longWords());
    fact(row, "Counts when held from", each.countsFrom.longWords());
    fact(row, "Not held",
         !life.stands()                ? "The placement has ended."
         : each.passed                 ? "Its day had passed before it was planned here: nobody is asked for it."
         : each.dueOn < ask.tx.today() ? "It is late."
                                       : "");
  }
}

void formsOf(PageRequest& ask, Model& m, const Life& life, const std::vector<Review>& all, const ReviewRules& rules) {
  if (!life.stands() || life.ofCap()) return;
  const bool send = isSend(ask.tx, life.referral);
  const Review* waits = toConfirm(all);
  if (waits != nullptr && life.side == Side::school && ask.viewer.may("placement.confirm_review"))
    m.form("CONFIRM", {.command = "placement.confirm_review",
                       .values = caseValues(life.referral),
                       .shape = confirmReviewShape(*waits),
                       .button = "Say what comes of it",
                       .legend = "The SEND team’s word"});
  if (life.placement.started && ask.viewer.may("placement.review"))
    m.form("RECORD", {.command = "placement.record_review",
                      .values = caseValues(life.referral),
                      .shape = recordReviewShape(all, rules, send, ofSendTeam(ask.tx, life)),
                      .button = "Record the review",
                      .legend = "Record a review"});
  if (life.side == Side::school && ask.viewer.may("placement.confirm_review") && rules.programme &&
      rules.programme->values.count("reviews.ehcp_every") != 0)
    m.form("SET_DAY", {.command = "placement.set_annual_review",
                       .values = caseValues(life.referral),
                       .button = "Give the day",
                       .legend = "Annual review of the EHC plan",
                       .quiet = true});
  if (life.side == Side::provider && life.placement.started && ask.viewer.may("placement.induct"))
    m.form("EFFORT", {.command = "placement.note_effort",
                      .values = caseValues(life.referral),
                      .button = "Write it down",
                      .legend = "When the pupil comes less and less",
                      .quiet = true});
}

PageAnswer reviewsPage(PageRequest& ask) {
  const auto life = lifeOf(ask.tx, ask.part("reference"));
  if (!life) return NotThere{};
  const ReviewRules rules = reviewRulesOf(ask.services, life->referral);
  const auto all = reviewsOf(ask.tx, life->placement.id);
  Shown shown;
  shown.title = "Reviews: " + life->placement.reference;
  shown.back = pathTo(*life, "changes");
  shown.subject = life->referral.reference;
  Model& m = shown.model;
  m.set("REFERENCE", life->placement.reference).list("REVIEW").list("NOTE");
  if (!hasReviews(rules)) say(m, "Policy names no review for this programme. Meetings can be recorded all the same.");
  for (const Standing& each : standings(ask.tx, life->placement.id))
    if (!each.closed) say(m, standingInWords(each));
  if (rules.programme && rules.programme->values.count("reviews.ehcp_every") != 0 &&
      std::none_of(all.begin(), all.end(), [](const Review& each) { return each.kind == "ehcp" && !each.held(); }))
    say(m, "No annual review of the EHC plan falls into this placement, by the day that the SEND team gave.");
  reviewRows(ask, m, *life, all, rules);
  formsOf(ask, m, *life, all, rules);
  return shown;
}

}  // namespace

void offerReviewPage(Offers& offers) {
  offers.pages.push_back({.path = "/placements/{reference}/reviews",
                          .name = "placement.reviews",
                          .permission = "placement.follow",
                          .says = "The reviews of a placement: planned, held, decided.",
                          .file = "reviews.tpl",
                          .commands = {"placement.record_review", "placement.confirm_review",
                                       "placement.set_annual_review", "placement.note_effort"},
                          .fill = reviewsPage});
}

}  // namespace capd::placement
