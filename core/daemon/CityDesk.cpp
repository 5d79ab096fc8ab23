// CAP's and the provider's side of a case: check, hold, ask, panel, release, answer, set up, start.
#include <fmt/format.h>

#include <algorithm>

#include "cases/hold/Hold.h"
#include "cases/referral/Referral.h"
#include "daemon/CityCase.h"

namespace capd::daemon {
namespace {

constexpr char kLeader[] = "slt@cap.example";
constexpr char kLead[] = "lead@cap.example";

std::string reasonOf(const std::string& category) {
  if (category == "availability") return "All places on that day are taken until the summer half term.";
  if (category == "need") return "The pupil needs one adult at hand all day, and we have one for six.";
  if (category == "risk")
    return "There are open machines on the site, and the risk assessment speaks of throwing things.";
  return "The tutor of this course leaves at half term and nobody has followed yet.";
}

}  // namespace

const std::string& CaseLife::admin() {
  if (dice_.percent(15)) admin_ = dice_.of(city_.admins_);
  return admin_;
}

// Each school has one of the three monitoring officers.
const std::string& CaseLife::officer() const { return city_.officers_[plan_.school % city_.officers_.size()]; }

const std::string& CaseLife::provider() const {
  return city_.plan_.providers[city_.plan_.courses[course_].provider].who("provider.coordinator")->email;
}

// ---- CAP looks

void CaseLife::look() {
  if (state() != "submitted") return;
  const std::string who = admin();
  if (looks_++ == 0) {
    if (dice_.percent(35)) act(who, "desk.take");
    if (plan_.paperMoved) act(who, "desk.move_to_dsl", {{"paper", "2"}});
  }
  if (plan_.askedByHand && !handHeld_) {
    handHeld_ = true;
    act(who, "desk.hold",
        {{"kind", "missing_data"}, {"says", "On which days is the pupil with the mentor? We need it for the week."}});
  }
  Texts check;
  if (risk_) check["date_agrees"] = plan_.risk == PlannedRisk::dateDiffers && looks_ == 1 ? "no" : "yes";
  if (plan_.otherMain)
    check.insert({{"go_on", "yes"}, {"why", "The teaching service and the school share the roll; both have said so."}});
  // What the school has answered and no rule of policy can look at is lifted by hand.
  std::vector<Hold> open;
  const auto read = [&] {
    const auto lease = city_.house_.database().read(city_.viewer(coordinator_));
    open = openHolds(lease->tx(), findReferral(lease->tx(), reference_).value().id);
  };
  read();
  for (std::size_t number = open.size(); number > 0; --number) {
    const Hold& hold = open[number - 1];
    const bool byHand =
        hold.rule.rfind("cap.", 0) == 0 || hold.rule.rfind("papers_", 0) == 0 || hold.rule == "majority_of_education";
    if (byHand && hold.answered)
      act(who, "desk.clear_hold", {{"hold", std::to_string(number)}, {"why", "The school has sent what was missing."}});
  }
  if (!act(who, "desk.check", check)) return;
  if (state() == "complete") return release();
  read();
  if (std::any_of(open.begin(), open.end(), [](const Hold& h) { return h.kind != "panel" && !h.asked; })) askForAll();
  const bool panel = std::any_of(open.begin(), open.end(), [](const Hold& h) { return h.kind == "panel"; });
  if (!panel || waits_) return;
  waits_ = true;
  awaitPanel();
}

void CaseLife::askForAll() {
  std::string numbers;
  {
    const auto lease = city_.house_.database().read(city_.viewer(coordinator_));
    const auto open = openHolds(lease->tx(), findReferral(lease->tx(), reference_).value().id);
    for (std::size_t i = 0; i < open.size(); ++i)
      if (open[i].kind != "panel" && !open[i].asked) numbers += (numbers.empty() ? "" : "|") + std::to_string(i + 1);
  }
  act(admin(), "desk.ask", {{"holds", numbers}});
  nextTaught(plan_.late ? 12 : dice_.between(2, 8), &CaseLife::answerHolds);
}

void CaseLife::release() {
  if (state() != "complete") return;
  if (!act(admin(), "desk.release", {{"papers_sent", "yes"}})) return;
  nextTaught(plan_.late ? 10 : dice_.between(2, 7), &CaseLife::answer);
}

// ---- the provider answers

void CaseLife::answer() {
  if (state() != "sent") return;
  if (!plan_.no.empty() && !saidNo_) return sayNo();
  start_ = firstDay(std::max(today().plusDays(dice_.between(7, 12)), wantedStart()));
  act(provider(), "risk_assessment.read", {{"understood", "yes"}});
  Texts yes = {{"interview_on", today().plusDays(-dice_.between(0, 2)).iso()},
               {"interview_who", "The pupil, the mother, the pastoral manager and our tutor"},
               {"sessions", sessionsText('|')},
               {"start", start_.iso()}};
  for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                           "risk_met", "supervision_met"})
    yes[each] = "yes";
  if (act(provider(), "response.yes", yes)) next(plan_.late ? 3 : dice_.between(1, 2), &CaseLife::setUp);
}

void CaseLife::sayNo() {
  saidNo_ = act(provider(), "response.no", {{"category", plan_.no}, {"reason", reasonOf(plan_.no)}});
  if (saidNo_) next(plan_.late ? 3 : dice_.between(1, 2), &CaseLife::afterNo);
}

void CaseLife::afterNo() {
  if (plan_.no == "availability") {
    act(admin(), "response.share");
    const bool nextAsked = !plan_.otherChoices.empty();
    if (nextAsked) course_ = plan_.otherChoices.front();
    if (state() == "complete") return next(1, &CaseLife::release);
    if (nextAsked) return next(1, &CaseLife::look);
    return nextTaught(dice_.between(2, 6), &CaseLife::chooseAgain);
  }
  if (state() != "slt_review") return;
  if (!askedAgain_) act(admin(), "desk.allocate_monitoring_officer", {{"officer", officer()}});
  if (plan_.askAgain && !askedAgain_) {
    askedAgain_ = true;
    act(kLeader, "response.review",
        {{"decision", "ask_again"},
         {"says", "The school offers its own assistant for the first six weeks. Does that change it?"}});
    return nextTaught(dice_.between(2, 5), &CaseLife::answer);
  }
  if (!act(kLeader, "response.review", {{"decision", "agreed"}, {"says", "The reason holds."}})) return;
  next(2, &CaseLife::ringSchool);
}

void CaseLife::ringSchool() {
  act(officer(), "response.log_call",
      {{"spoke_with", "The school’s coordinator"}, {"says", "The family would go to another place on the same days."}});
  nextTaught(dice_.between(3, 8), &CaseLife::chooseAgain);
}

// ---- CAP sets it up

void CaseLife::setUp() {
  if (state() != "answered") return;
  const std::string who = admin();
  if (plan_.thirdDay)
    act(kLead, "placement.grant_third_day",
        {{"reason", "Twelve weeks until the exam season; the school has asked in writing."}});
  if (!act(who, "placement.process")) return;
  act(who, "placement.tick_clm");
  act(who, "placement.tick_capita");
  if (dice_.percent(75))
    confirm();
  else
    next(1, &CaseLife::confirm);
}

void CaseLife::confirm() {
  if (state() != "processing" || !act(admin(), "placement.confirm")) return;
  const bool afterwards = plan_.late && dice_.percent(70);
  const Date day = afterwards ? start_.plusDays(dice_.between(3, 12)) : start_.plusDays(-dice_.between(1, 5));
  onDay(std::max(today(), city_.calendar()->nextSchoolDay(day).value_or(day)), 8, &CaseLife::visit);
  if (risk_ && academicYearOf(*risk_) < academicYearOf(start_))
    onDay(Date(start_.year(), 9, static_cast<unsigned>(dice_.between(2, 5))), 10, &CaseLife::newRisk);
  if (plan_.end == PlannedEnd::stopped)
    onDay(start_.plusDays(8), 11, &CaseLife::stop);
  else
    onDay(start_, 9, &CaseLife::start);
}

void CaseLife::start() {
  if (state() == "confirmed") act(provider(), "placement.start");
}

// Nobody came, on three days: CAP takes back what was set up.
void CaseLife::stop() {
  if (state() == "confirmed")
    act(admin(), "placement.stop",
        {{"reason", "The pupil did not come on the first days; the school asks to stop it."}});
}

}  // namespace capd::daemon
