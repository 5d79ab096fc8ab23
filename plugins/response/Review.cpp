#include "Review.h"

#include <fmt/format.h>

#include "Answer.h"
#include "InWords.h"
#include "Letters.h"
#include "cases/hold/Hold.h"
#include "cases/mail/Letter.h"
#include "cases/organisation/Organisation.h"
#include "response_store.h"

namespace capd::response {
namespace {

constexpr char kOther[] =
    "CAP is looking for another place together with you. Choose another course for this referral: its date and papers "
    "stay.";

Form<ReviewIn> reviewForm() {
  Form<ReviewIn> form;
  caseFields(form);
  form.field(
      &ReviewIn::decision,
      {.name = "decision",
       .label = "What do you say to it?",
       .kind = FieldKind::choice,
       .missing = "Choose what you say to it",
       .options = {{"agreed", "Agree",
                    "The school reads the reason, and a monitoring officer looks for something else with it"},
                   {"ask_again", "Ask again", "Something is unclear: the provider gets the papers and your words"},
                   {"challenged", "Challenge",
                    "You think the provider can take the pupil: it gets the papers and your words"}}});
  form.field(&ReviewIn::says, {.name = "says",
                               .label = "Your words",
                               .kind = FieldKind::longText,
                               .hint = "The provider reads them when you ask again or challenge",
                               .most = 2000});
  form.check([](const ReviewIn& in, Problems& problems) {
    if (in.decision != "agreed" && !tellsEnough(in.says.value_or("")))
      problems.push_back({"says", "Say in a sentence what you ask the provider"});
  });
  return form;
}

struct No {
  ReferralRecord referral;
  Response answer;
};
std::variant<No, Refused> noIn(ReadTx& tx, const std::string& reference) {
  auto referral = findReferral(tx, reference);
  if (!referral) return Refused::notThere();
  auto answer = latestResponse(tx, referral->id);
  if (referral->state != ReferralState::sltReview || !answer || answer->yes)
    return Refused(Refused::Kind::conflict, "",
                   "No answer waits for review on this referral: somebody has looked at it before, or the school has "
                   "withdrawn it.");
  return No{std::move(*referral), std::move(*answer)};
}

Done doneReviewing(const ReferralRecord& referral, std::string says, std::string next) {
  Done d;
  d.says = std::move(says);
  d.subject = referral.reference;
  d.next = std::move(next);
  return d;
}

void mailAnswered(WriteTx& tx, const ReferralRecord& referral, std::int64_t response, const LetterKind& kind,
                  const LetterSite& site) {
  const NewLetter letter{.kind = kind,
                         .subject = referral.reference,
                         .caseId = referral.id,
                         .slots = {},
                         .site = site,
                         .reason = "response",
                         .reasonId = response};
  sendLetter(tx, letter, referral.school, referrerRole(tx, referral.school));
}

bool hasEnded(ReferralState state) {
  return state == ReferralState::ended || state == ReferralState::refused || state == ReferralState::withdrawn;
}

// Noes for want of a place that the school does not read yet, newest first: CAP shares them by itself.
std::vector<Response> toShare(ReadTx& tx, const ReferralRecord& referral) {
  auto all = responses(tx, referral.id);
  std::erase_if(all, [](const Response& r) { return r.yes || r.category != "availability" || r.shared; });
  return all;
}

std::string callInWords(const Response& no) {
  const char* about = no.category == "need" ? " on need" : no.category == "risk" ? " on risk" : "";
  return fmt::format("Said no{}: ring the school and offer other courses", about);
}

// The no stands: the same referral goes on, with a monitoring officer beside the school.
void alternatives(WriteTx& tx, ReferralRecord& referral, const Response& answer, const PreparedReview& p) {
  shareResponse(tx, answer.id);
  if (!referral.monitoringOfficer) {
    referral.monitoringOfficer = nextOfficer(tx, capOrganisation(tx), referral.school);
    saveReferral(tx, referral);
  }
  putHold(tx, referral.id, "missing_data", kChooseCourse, kOther);
  // The school reads the reason from now on, and may choose.
  for (const Hold& hold : openHolds(tx, referral.id))
    if (hold.rule == kChooseCourse) markAsked(tx, hold.id);
  NewDuty duty;
  duty.kind = "response.alternatives";
  duty.subject = referral.reference;
  duty.occurrence = std::to_string(answer.id);
  duty.caseId = referral.id;
  duty.organisation = capOrganisation(tx);
  duty.role = "cap.monitoring_officer";
  duty.account = referral.monitoringOfficer;
  duty.says = callInWords(answer);
  duty.clause = "000 App.2 step 11";
  duty.due = withinWorkingDays(*p.again.calendar, tx.today(), p.callWithin);
  openDuty(tx, duty);
  moveReferral(tx, referral, ReferralState::submitted,
               {"alternatives", "The provider cannot take the pupil. CAP looks for something else with the school.",
                Audience::schoolAndCap});
}

PageAnswer listToReview(PageRequest& ask) {
  Shown shown;
  shown.title = "Noes to look at";
  Model& m = shown.model;
  const auto all = toReview(ask.tx);
  m.list("ROW").list("OFTEN").show("NONE", all.empty());
  for (const ToReview& each : all)
    m.add("ROW")
        .set("REFERENCE", each.reference)
        .set("PATH", "/review/" + each.reference)
        .set("SCHOOL", each.school)
        .set("PROVIDER", each.provider)
        .set("CATEGORY", categoryInWords(each.category))
        .set("DUE", each.due ? byWords(*each.due) : "")
        .show("LATE", each.due && *each.due <= ask.tx.now());
  const auto often = threeNoes(ask.tx);
  for (const std::string& reference : often)
    m.add("OFTEN").set("REFERENCE", reference).set("PATH", "/review/" + reference);
  m.show("HAS_OFTEN", !often.empty());
  return shown;
}

void answerRows(PageRequest& ask, Model& m, const ReferralRecord& referral) {
  m.list("ANSWER");
  for (const Response& each : responses(ask.tx, referral.id)) {
    const auto provider = findOrganisation(ask.tx, each.provider);
    Model& row = m.add("ANSWER");
    row.set("PROVIDER", provider ? provider->name : "").set("GIVEN", londonWords(each.given));
    row.set("SAYS", each.yes ? "Yes" : "No: " + categoryInWords(each.category)).set("REASON", each.reason);
    row.set("SHARED",
            each.shared ? "The school reads it since " + londonWords(*each.shared) : "The school does not read it yet");
    row.set("REVIEW", each.review.empty() ? ""
                                          : fmt::format("Senior leaders: {}. {}",
                                                        each.review == "agreed"      ? "agreed"
                                                        : each.review == "ask_again" ? "asked again"
                                                                                     : "challenged",
                                                        each.reviewSays));
  }
}

// Courses of the same programme with places on the days asked for, for the telephone.
FormShape callShape(PageRequest& ask, const ReferralRecord& referral) {
  Form<CallIn> unused;
  FormShape shape;
  shape.fields = {
      {.name = "reference", .label = "Reference", .kind = FieldKind::hidden},
      {.name = "spoke_with", .label = "With whom did you speak?", .missing = "x", .most = 120},
      {.name = "says", .label = "What was said?", .kind = FieldKind::longText, .missing = "x", .most = 2000}};
  CourseFilter filter;
  filter.programme = referral.programme.value_or("");
  filter.withPlaces = true;
  filter.from = wantedFrom(referral, ask.tx.today());
  const auto answers = currentAnswers(ask.tx, referral.id);
  const auto asked = answers.find("course.sessions");
  const auto wanted = asked == answers.end() ? std::vector<Session>() : sessionsFromText(asked->second);
  Field offered{.name = "offered",
                .label = "Which courses did you offer?",
                .kind = FieldKind::choices,
                .hint = "Those of the same programme with places left; the days that were asked for come first"};
  for (const bool fits : {true, false})
    for (const Course& course : findCourses(ask.tx, filter, 60)) {
      bool onDay = wanted.empty();
      for (const Session& each : wanted)
        for (const int day : course.days) onDay = onDay || each.weekday == day;
      if (onDay == fits)
        offered.options.push_back(
            {course.code, course.title + ", " + course.providerName,
             fmt::format("{}, {} of {} places left", daysInWords(course.days), course.free(), course.places)});
    }
  if (!offered.options.empty()) shape.fields.push_back(offered);
  return shape;
}

PageAnswer showReview(PageRequest& ask) {
  const auto referral = findReferral(ask.tx, ask.part("reference"));
  if (!referral) return NotThere{};
  const auto all = responses(ask.tx, referral->id);
  if (all.empty()) return NotThere{};
  Shown shown;
  shown.title = "Answers: " + referral->reference;
  shown.back = ask.viewer.may("response.review") ? "/review" : "/";
  shown.subject = referral->reference;
  Model& m = shown.model;
  m.set("REFERENCE", referral->reference).list("CONTACT").list("CALL");
  answerRows(ask, m, *referral);
  const auto noes = noesInARow(ask.tx, referral->id);
  m.list("WARN");
  if (noes >= 3) m.add("WARN").set("SAYS", fmt::format("{} providers in a row have said no.", noes));
  for (const char* role : {"school.coordinator", "send.officer"})
    for (const Contact& each : contacts(ask.tx, referral->school, role))
      m.add("CONTACT").set("NAME", each.name).set("PHONE", each.phone).set("EMAIL", each.email);
  for (const CallNote& note : callNotes(ask.tx, referral->id)) {
    std::string offered;
    for (const std::string& code : note.courses)
      if (const auto course = courseByCode(ask.tx, code))
        offered += (offered.empty() ? "Offered: " : ", ") + course->title;
    m.add("CALL")
        .set("AT", londonWords(note.at))
        .set("BY", note.by)
        .set("WITH", note.spokeWith)
        .set("SAYS", note.says)
        .set("OFFERED", offered);
  }
  if (referral->state == ReferralState::sltReview && ask.viewer.may("response.review"))
    m.form("REVIEW_FORM", {.command = "response.review",
                           .values = caseValues(*referral),
                           .button = "Record it",
                           .legend = "Your look at it"});
  const Response& newest = all.front();
  if (!toShare(ask.tx, *referral).empty() && !hasEnded(referral->state) && ask.viewer.may("response.share"))
    m.form("SHARE_FORM", {.command = "response.share",
                          .values = caseValues(*referral),
                          .button = "Tell the school",
                          .legend = "The school does not know yet"});
  if (!newest.yes && referral->state == ReferralState::submitted && ask.viewer.may("response.alternatives"))
    m.form("CALL_FORM", {.command = "response.log_call",
                         .values = {{"reference", {referral->reference}}},
                         .shape = callShape(ask, *referral),
                         .button = "Note the call",
                         .legend = "Ring the school"});
  return shown;
}

std::vector<Tile::Line> reviewTile(PageRequest& ask) {
  std::vector<Tile::Line> lines;
  // Senior leaders have each of these as a duty already; others who may look see them here.
  if (!ask.viewer.hasRole("cap.slt"))
    for (const ToReview& each : toReview(ask.tx))
      lines.push_back({each.reference + ": " + categoryInWords(each.category), "/review/" + each.reference,
                       each.due ? byWords(*each.due) : "", each.due && *each.due <= ask.tx.now()});
  for (const std::string& reference : threeNoes(ask.tx))
    lines.push_back({.text = reference + ": three noes in a row",
                     .path = "/review/" + reference,
                     .due = "",
                     .urgent = true,
                     .status = "Needs a leader’s eye"});
  return lines;
}

Form<CallIn> callForm() {
  Form<CallIn> form;
  form.field(&CallIn::reference, {.name = "reference",
                                  .label = "Reference",
                                  .kind = FieldKind::hidden,
                                  .missing = "Open the referral's own page to do this",
                                  .most = 20});
  form.field(
      &CallIn::spokeWith,
      {.name = "spoke_with", .label = "With whom did you speak?", .missing = "Say with whom you spoke", .most = 120});
  form.field(&CallIn::says, {.name = "says",
                             .label = "What was said?",
                             .kind = FieldKind::longText,
                             .missing = "Write what was said",
                             .most = 2000});
  form.rest(&CallIn::rest);
  return form;
}

}  // namespace

Prepared<PreparedReview> prepareReview(Preparing& at, const ReviewIn& in) {
  auto found = noIn(at.tx, in.reference);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& referral = std::get<No>(found).referral;
  PreparedReview p;
  p.again.calendar = at.services.policy().calendar();
  p.again.answerWithin = policyNumber(at.services, referral.policyHash, "answer_within", 7);
  p.again.site = letterSite(at.services);
  p.callWithin = policyNumber(at.services, referral.policyHash, "alternatives_within", 2);
  return p;
}

Outcome review(WriteTx& tx, const ReviewIn& in, const PreparedReview& p) {
  auto found = noIn(tx, in.reference);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& [referral, answer] = std::get<No>(found);
  if (auto stale = staleOrNot(referral, in.version)) return std::move(*stale);
  reviewResponse(tx, answer.id, in.decision, in.says.value_or(""));
  closeDuties(tx, "response.review", referral.reference);
  if (in.decision == "agreed") {
    alternatives(tx, referral, answer, p);
    mailAnswered(tx, referral, answer.id, kNoShared, p.again.site);
    return doneReviewing(referral, "The no stands. The school reads the reason, and a monitoring officer rings it.",
                         "/review");
  }
  const auto choice = currentChoice(tx, referral);
  if (!choice) throw std::logic_error("an answer was reviewed on a case without a choice");
  backToProvider(tx, referral, *choice, in.says.value_or(""), p.again);
  return doneReviewing(referral, "The provider has the papers again, and your words.", "/review");
}

Outcome logCall(WriteTx& tx, const CallIn& in, const Nothing&) {
  auto referral = findReferral(tx, in.reference);
  if (!referral) return Refused::notThere();
  if (responses(tx, referral->id).empty()) return Refused::notThere();
  std::vector<std::string> courses;
  if (const auto offered = in.rest.find("offered"); offered != in.rest.end())
    for (const std::string& code : offered->second) {
      const auto course = courseByCode(tx, code);
      if (!course || course->closed)
        return Refused::because("offered", "One of the courses is no longer offered. Load the page again.");
      courses.push_back(code);
    }
  addCallNote(tx, referral->id, in.spokeWith, in.says, courses);
  closeDuties(tx, "response.alternatives", referral->reference);
  touchReferral(tx, *referral);
  addStep(tx, referral->id,
          {"called",
           courses.empty() ? "CAP rang the school."
                           : fmt::format("CAP rang the school and offered {} {}.", courses.size(),
                                         courses.size() == 1 ? "course" : "courses"),
           Audience::schoolAndCap});
  return doneReviewing(*referral, "The call is noted.", "/review/" + referral->reference);
}

Outcome share(WriteTx& tx, const CaseIn& in, const PreparedShare& p) {
  auto referral = findReferral(tx, in.reference);
  if (!referral) return Refused::notThere();
  const auto fresh = toShare(tx, *referral);
  if (fresh.empty()) {
    const auto answer = latestResponse(tx, referral->id);
    if (!answer || answer->yes || answer->category != "availability")
      return Refused(Refused::Kind::conflict, "",
                     "There is no answer here that CAP shares by itself: a yes is shared when it is set up, a no when "
                     "senior leaders have looked at it.");
    return Refused(Refused::Kind::conflict, "", "The school reads this answer already.");
  }
  if (hasEnded(referral->state))
    return Refused(Refused::Kind::conflict, "",
                   "This referral has ended, so the school chooses nothing else on it. If it asks why there was no "
                   "place, tell it on the telephone.");
  if (auto stale = staleOrNot(*referral, in.version)) return std::move(*stale);
  for (const Response& each : fresh) shareResponse(tx, each.id);
  bool chooses = false;
  for (const Hold& hold : openHolds(tx, referral->id)) {
    if (hold.rule != kChooseCourse) continue;
    markAsked(tx, hold.id);
    chooses = true;
  }
  closeDuties(tx, "response.share", referral->reference);
  touchReferral(tx, *referral);
  addStep(tx, referral->id,
          {"shared",
           chooses ? "The provider has no place at that time. Another course can be chosen on this referral."
                   : "The provider has no place. The next course you named is asked.",
           Audience::schoolAndCap});
  mailAnswered(tx, *referral, fresh.front().id, chooses ? kNoShared : kNoPlaceNextAsked, p.site);
  return doneReviewing(*referral, "The school reads the answer now.", "/review/" + referral->reference);
}

void offerReview(Offers& offers) {
  offers.command(
      CommandOf<ReviewIn, PreparedReview>{.name = "response.review",
                                          .permission = "response.review",
                                          .says = "Records what CAP's senior leaders say to a provider's no.",
                                          .form = reviewForm(),
                                          .prepare = prepareReview,
                                          .apply = review,
                                          .moves = {{"slt_review", "sent", "The provider is asked again"},
                                                    {"slt_review", "submitted", "Another course is looked for"}}});
  offers.command(CommandOf<CallIn>{.name = "response.log_call",
                                   .permission = "response.alternatives",
                                   .says = "Notes a call with the school about other courses.",
                                   .form = callForm(),
                                   .apply = logCall});
  offers.command(
      CommandOf<CaseIn, PreparedShare>{.name = "response.share",
                                       .permission = "response.share",
                                       .says = "Tells the school that the provider has no place.",
                                       .form = caseForm(),
                                       .prepare = [](Preparing& at, const CaseIn&) -> Prepared<PreparedShare> {
                                         return PreparedShare{letterSite(at.services)};
                                       },
                                       .apply = share});
  offers.pages.push_back({.path = "/review",
                          .name = "review",
                          .permission = "response.review",
                          .says = "Providers' noes that wait for CAP's senior leaders.",
                          .file = "review_list.tpl",
                          .fill = listToReview});
  offers.pages.push_back({.path = "/review/{reference}",
                          .name = "review.one",
                          .permission = "response.see_all",
                          .says = "The answers to one referral, and what CAP does about a no.",
                          .file = "review.tpl",
                          .commands = {"response.review", "response.share", "response.log_call"},
                          .fill = showReview});
  offers.tiles.push_back({.name = "review",
                          .permission = "response.review",
                          .order = 11,
                          .heading = "Noes to look at",
                          .nothing = "",
                          .fill = reviewTile});
  offers.navigation.push_back({"Noes to look at", "/review", "response.review", 13});
}

}  // namespace capd::response
