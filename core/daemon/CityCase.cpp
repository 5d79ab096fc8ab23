// The school's side of a case: writing, sending, answering what is asked, choosing again, visiting.
#include "daemon/CityCase.h"

#include <fmt/format.h>

#include <algorithm>

#include "cases/duty/Duty.h"
#include "cases/hold/Hold.h"
#include "cases/referral/Referral.h"
#include "daemon/CityNames.h"

namespace capd::daemon {
namespace {

// Never a day of last academic year: that would be a hold of its own.
Date daysBefore(Date day, int days) {
  const Date wanted = day.plusDays(-days);
  const auto begins = academicYearStart(academicYearOf(day));
  return begins && wanted < *begins ? *begins : wanted;
}

}  // namespace

CaseLife::CaseLife(CityLife& city, const PlannedCase& plan)
    : city_(city),
      plan_(plan),
      pupil_(city.plan_.pupils[plan.pupil]),
      school_(city.plan_.schools[plan.school]),
      dice_(plan.seed),
      coordinator_(school_.who("school.coordinator")->email),
      admin_(dice_.of(city.admins_)),
      course_(plan.course) {
  const PlannedPerson* helper = school_.who("school.contributor");
  writer_ = helper != nullptr && dice_.percent(60) ? helper->email : coordinator_;
}

Date CaseLife::today() const { return city_.clock_.today(); }

// Each hour of each day has one moment at which things happen: what several do then, they do side by side.
void CaseLife::onDay(Date day, int hour, Step step) {
  const auto moment = [&](int at) { return londonAt(day, {at, (day.dayNumber() * 7 + at * 13) % 60}); };
  Instant when = moment(hour);
  for (int later = hour; when <= city_.clock_.now() && later < 19;) when = moment(++later);
  if (when <= city_.clock_.now()) when = city_.clock_.now().plusMs(20 * 60'000);
  city_.at(when, plan_.pupil + 1, [this, step] { (this->*step)(); });
}

void CaseLife::after(std::int64_t ms, std::function<void()> deed) {
  city_.at(city_.clock_.now().plusMs(ms), plan_.pupil + 1, std::move(deed));
}

void CaseLife::arrange() { onDay(plan_.begun, 9 + plan_.begun.dayNumber() % 6, &CaseLife::begin); }

void CaseLife::next(int workingDays, Step step) {
  const auto calendar = city_.calendar();
  const bool stays = workingDays == 0 && calendar->isWorkingDay(today());
  onDay(stays ? today() : calendar->addWorkingDays(today(), std::max(workingDays, 1)), dice_.between(9, 16), step);
}

void CaseLife::nextTaught(int days, Step step) {
  const Date wanted = today().plusDays(days);
  onDay(city_.calendar()->nextSchoolDay(wanted).value_or(wanted), dice_.between(8, 16), step);
}

std::string CaseLife::state() const {
  const auto lease = city_.house_.database().read(city_.viewer(coordinator_));
  const auto referral = findReferral(lease->tx(), reference_);
  return referral ? std::string(toWord(referral->state)) : "";
}

bool CaseLife::act(const std::string& who, const std::string& command, Texts texts) {
  texts["reference"] = reference_;
  {
    const auto lease = city_.house_.database().read(city_.viewer(coordinator_));
    const auto referral = findReferral(lease->tx(), reference_);
    if (!referral) return false;
    texts["version"] = std::to_string(referral->version);
  }
  return std::holds_alternative<Done>(city_.run(who, command, texts));
}

std::string CaseLife::sessionsText(char between) const {
  std::string text;
  for (const int day : plan_.days) {
    text += (text.empty() ? "" : std::string(1, between)) + std::to_string(day) + "a";
    if (!plan_.halfDays) text += std::string(1, between) + std::to_string(day) + "p";
  }
  return text;
}

Date CaseLife::firstDay(Date from) const {
  const auto calendar = city_.calendar();
  for (Date day = from; day < from.plusDays(120); day = day.plusDays(1))
    if (calendar->isSchoolDay(day).value_or(false) &&
        std::find(plan_.days.begin(), plan_.days.end(), static_cast<int>(day.weekday())) != plan_.days.end())
      return day;
  return from;
}

// From May on schools ask for September; else three to five weeks from now.
Date CaseLife::wantedStart() const {
  const bool summer = plan_.begun.month() >= 5 && plan_.begun.month() <= 7;
  return firstDay(summer ? Date(plan_.begun.year(), 9, 8)
                         : plan_.begun.plusDays(24 + static_cast<int>(plan_.seed % 12)));
}

// ---- writing

void CaseLife::begin() {
  if (!name()) return;
  writeSections();
  if (plan_.end == PlannedEnd::neverSent) return;
  if (plan_.writing == 0)
    onDay(today(), 16, &CaseLife::submit);
  else
    nextTaught(plan_.writing, &CaseLife::submit);
}

bool CaseLife::name() {
  const std::string known = city_.pupilId(plan_.pupil);
  const Outcome outcome = !known.empty() ? city_.run(writer_, "referral.begin", {{"pupil", known}})
                                         : city_.run(writer_, "pupil.add",
                                                     {{"first_name", pupil_.first},
                                                      {"last_name", pupil_.last},
                                                      {"known_as", pupil_.knownAs},
                                                      {"born", pupil_.born.iso()},
                                                      {"upn", pupil_.upn},
                                                      {"year_group", std::to_string(pupil_.year)}});
  const auto* done = std::get_if<Done>(&outcome);
  if (done == nullptr) return false;
  reference_ = done->subject;
  const auto lease = city_.house_.database().read(city_.viewer(coordinator_));
  city_.keepPupil(plan_.pupil, std::to_string(findReferral(lease->tx(), reference_).value().pupil));
  return true;
}

void CaseLife::save(const std::string& section, Texts texts) {
  texts["reference"] = reference_;
  texts["section"] = section;
  city_.run(writer_, "referral.save_section", texts);
}

void CaseLife::writeSections() {
  using Part = std::function<void()>;
  const Part parts[] = {
      [&] { aboutPupil(); },
      [&] { aboutCourse(); },
      [&] {
        save("reasons", {{"reasons.purposes", "curriculum|attendance"},
                         {"reasons.rationale", word(dice_.of(rationales()))},
                         {"reasons.justification", "bespoke"}});
      },
      [&] {
        std::string kinds = "semh";
        if (pupil_.sen) kinds += "|sen";
        if (pupil_.meals) kinds += "|fsm";
        if (pupil_.care) kinds += "|cic";
        if (pupil_.ehcp) kinds += "|ehcp";
        save("needs", {{"needs.kinds", kinds},
                       {"needs.detail", word(dice_.of(needsInWords()))},
                       {"needs.plan", pupil_.ehcp || plan_.planMissing ? "yes" : "no"},
                       {"needs.identified", "observed|parents"},
                       {"needs.profile", word(dice_.of(profiles()))}});
      },
      [&] {
        save("views", {{"views.taken_on", today().plusDays(-dice_.between(1, 14)).iso()},
                       {"views.says", word(dice_.of(viewsOfPupils()))},
                       {"views.parents", "yes"},
                       {"views.exit", word(dice_.of(exits()))},
                       {"views.measures", "attendance|academic"}});
      },
      [&] {
        save("consent", {{"consent.agreed", "yes"},
                         {"consent.who", pupil_.care ? "authority" : "parent"},
                         {"consent.name", pupil_.care ? "The social worker" : "Mother of " + pupil_.first},
                         {"consent.relationship", pupil_.care ? "Social worker" : "Mother"},
                         {"consent.date", today().plusDays(-dice_.between(1, 12)).iso()},
                         {"consent.how", dice_.percent(50) ? "meeting" : "phone"},
                         {"consent.taken_by", plan_.consentOpen ? "" : "The pastoral manager"}});
      },
      [&] { aboutAgreement(); },
      [&] {
        save("week", {{"week.main_kind", plan_.otherMain ? "other" : "this_school"},
                      {"week.main_name", plan_.otherMain ? "The hospital teaching service" : ""},
                      {"week.sessions", plan_.days.size() > 1 || plan_.thirdDay ? "6" : "8"}});
      },
      [&] {
        save("contacts", {{"contacts.first_name", "Mother of " + pupil_.first},
                          {"contacts.first_relationship", "Mother"},
                          {"contacts.first_phone", fmt::format("024 7600 {:04}", dice_.between(0, 9999))},
                          {"contacts.medical", dice_.percent(20) ? "Inhaler, carried" : "none"},
                          {"contacts.collection", "By bus, alone."},
                          {"contacts.hide_address", pupil_.hidden ? "yes" : "no"}});
      },
      [&] {
        if (plan_.risk == PlannedRisk::missing) return;
        aboutRisk(plan_.risk == PlannedRisk::tooOld ? today().plusDays(-dice_.between(100, 150))
                                                    : daysBefore(today(), dice_.between(2, 55)));
      },
      [&] { aboutPapers(); },
      [&] {
        Texts texts;
        for (const char* each :
             {"tier1.curriculum", "tier1.interests", "tier1.journey", "tier1.right_support", "tier2.insight.concern",
              "tier2.insight.early_help", "tier2.insight.exit", "tier2.insight.agencies", "tier2.insight.ehcp",
              "tier2.flourish.adapted", "tier2.flourish.agencies", "tier2.flourish.capacity", "tier2.flourish.ehcp",
              "tier2.flourish.early_help"})
          texts[each] = word(dice_.of(rationales()));
        save("programme", texts);
      }};
  std::size_t written = 0;
  for (const Part& part : parts)
    if (plan_.end != PlannedEnd::neverSent || written++ < plan_.sections) part();
}

void CaseLife::aboutPupil() {
  save("pupil", {{"pupil.on_roll", "yes"},
                 {"pupil.address", fmt::format("{} {}, Coventry", dice_.between(1, 220), dice_.of(streets()))},
                 {"pupil.attendance", std::to_string(dice_.between(38, 96))}});
}

void CaseLife::aboutCourse() {
  const PlannedCourse& course = city_.plan_.courses[plan_.course];
  // Insight had one length only until the summer of 2025.
  const bool six = course.programme == "tier2.insight" && wantedStart() < Date(2025, 9, 1);
  Texts texts = {{"course.first", city_.codes_[plan_.course]},
                 {"course.start", wantedStart().iso()},
                 {"course.sessions", sessionsText('|')},
                 {"course.weeks", six                ? "6"
                                  : course.weeks > 0 ? std::to_string(course.weeks)
                                                     : ""},
                 {"course.asked_cap", "yes"}};
  if (!plan_.otherChoices.empty()) texts["course.second"] = city_.codes_[plan_.otherChoices.front()];
  save("course", texts);
}

void CaseLife::aboutAgreement() {
  Texts texts = {{"agreement.q1", "The pastoral manager, head of year"},
                 {"agreement.q5", "yes"},
                 {"agreement.q9", "yes"},
                 {"case_worker.attends_reviews", "yes"}};
  for (const char* each :
       {"agreement.q2", "agreement.q3", "agreement.q4", "agreement.q6", "agreement.q7", "agreement.q8"})
    texts[each] = word(dice_.of(rationales()));
  save("agreement", texts);
}

void CaseLife::aboutRisk(Date day) {
  risk_ = day;
  save("risk", {{"risk.document", city_.upload(writer_, "risk assessment.pdf",
                                               "Risk assessment (invented). Completed on " + day.words() + ".")},
                {"risk.completed", day.iso()},
                {"risk.covers", "pupil|others|place"}});
}

void CaseLife::aboutPapers() {
  Texts texts = {{"papers.complete", "yes"}};
  if (pupil_.ehcp && !plan_.planMissing)
    texts["papers.ehcp"] = city_.upload(writer_, "EHC plan.pdf", "Education, health and care plan (invented).");
  if (plan_.paperMoved)
    texts["papers.other"] = city_.upload(writer_, "minutes.pdf", "Minutes of a conference (invented).");
  save("papers", texts);
}

// ---- sending and what comes after

void CaseLife::submit() {
  if (!act(coordinator_, "referral.submit")) return;
  if (plan_.papersForLeads) {
    const PlannedPerson* lead = school_.who("school.dsl");
    act(lead->email, "safeguarding.send",
        {{"paper", city_.upload(lead->email, "for the lead.pdf", "For safeguarding leads (invented).")}});
  }
  if (plan_.end == PlannedEnd::takenBack) nextTaught(2 + dice_.between(0, 9), &CaseLife::takeBack);
  next(plan_.late ? 3 : dice_.between(0, 2), &CaseLife::look);
}

void CaseLife::takeBack() {
  const std::string now = state();
  if (now == "submitted" || now == "complete" || now == "sent" || now == "answered")
    act(coordinator_, "referral.withdraw", {{"why", "The family has moved out of the city."}});
}

void CaseLife::answerHolds() {
  if (state() != "submitted") return;
  std::vector<Hold> open;
  {
    const auto lease = city_.house_.database().read(city_.viewer(coordinator_));
    open = openHolds(lease->tx(), findReferral(lease->tx(), reference_).value().id);
  }
  bool sent = false;
  bool risk = false;
  for (const Hold& hold : open) {
    if (!hold.asked || hold.answered || hold.kind == "panel" || (hold.kind == "risk_assessment" && risk)) continue;
    risk = risk || hold.kind == "risk_assessment";
    answerHold(hold.kind, hold.rule);
    sent = true;
  }
  if (sent) after(120'000, [this] { nudge(); });
}

void CaseLife::answerHold(const std::string& kind, const std::string& rule) {
  Texts texts = {{"hold", kind + "~" + rule}};
  if (kind == "risk_assessment") {
    risk_ = today().plusDays(-dice_.between(0, 1));
    texts["risk.document"] = city_.upload(writer_, "risk assessment, reviewed.pdf",
                                          "Risk assessment (invented). Completed on " + risk_->words() + ".");
    texts["risk.completed"] = risk_->iso();
    texts["risk.covers"] = "pupil|others|place";
  } else if (kind == "consent") {
    texts.insert({{"consent.agreed", "yes"},
                  {"consent.who", pupil_.care ? "authority" : "parent"},
                  {"consent.name", pupil_.care ? "The social worker" : "Mother of " + pupil_.first},
                  {"consent.relationship", pupil_.care ? "Social worker" : "Mother"},
                  {"consent.date", today().plusDays(-dice_.between(0, 3)).iso()},
                  {"consent.how", "phone"},
                  {"consent.taken_by", "The pastoral manager"}});
  } else if (rule.rfind("papers_", 0) == 0) {
    texts["papers.ehcp"] = city_.upload(writer_, "EHC plan.pdf", "Education, health and care plan (invented).");
    texts["papers.complete"] = "yes";
  } else {
    texts["hold.says"] = "We have talked to the family. The answer is yes, on the days that we asked for.";
  }
  texts["reference"] = reference_;
  city_.run(writer_, "referral.answer_hold", texts);
}

// The job runs every minute in a real year; here it runs when there is something for it.
void CaseLife::nudge() {
  city_.job("desk.answered");
  next(dice_.between(0, 1), &CaseLife::look);
}

// Another course of the same programme that runs on the same days.
void CaseLife::chooseAgain() {
  if (state() != "submitted") return;
  const PlannedCourse& before = city_.plan_.courses[course_];
  for (std::size_t tries = 0; tries < city_.plan_.courses.size(); ++tries) {
    const std::size_t other = (course_ + 1 + tries + plan_.seed % 50) % city_.plan_.courses.size();
    const PlannedCourse& course = city_.plan_.courses[other];
    const bool runs = std::all_of(plan_.days.begin(), plan_.days.end(), [&](int day) {
      return std::find(course.days.begin(), course.days.end(), day) != course.days.end();
    });
    if (course.programme != before.programme || course.provider == before.provider || !runs || !course.code.empty())
      continue;
    if (!act(coordinator_, "response.choose_course", {{"course", city_.codes_[other]}})) continue;
    course_ = other;
    next(1, &CaseLife::look);
    return;
  }
}

void CaseLife::visit() {
  bool open = false;
  {
    const auto lease = city_.house_.database().read(city_.viewer(coordinator_));
    for (const Duty& duty : dutiesOfCase(lease->tx(), findReferral(lease->tx(), reference_).value().id))
      open = open || duty.kind == "placement.visit";
  }
  if (open && (state() == "confirmed" || state() == "active"))
    city_.run(coordinator_, "visit.record",
              {{"reference", reference_},
               {"visited_on", today().iso()},
               {"outcome", "Safe and orderly. The tutor knew what helps, and showed where pupils go in a fire."}});
}

// A risk assessment serves one academic year.
void CaseLife::newRisk() {
  if (state() != "confirmed" && state() != "active") return;
  risk_ = today();
  const std::string paper = city_.upload(writer_, "risk assessment, new year.pdf",
                                         "Risk assessment (invented). Completed on " + risk_->words() + ".");
  const Outcome told = city_.run(writer_, "referral.update_data",
                                 {{"reference", reference_},
                                  {"section", "risk"},
                                  {"risk.document", paper},
                                  {"risk.completed", risk_->iso()},
                                  {"risk.covers", "pupil|others|place"}});
  if (std::holds_alternative<Done>(told)) after(3 * 3600'000LL, [this] { act(admin(), "desk.pass_on"); });
}

}  // namespace capd::daemon
