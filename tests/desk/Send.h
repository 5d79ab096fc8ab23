#pragma once
// The three SEND courses of the invented city, from the SEND team's form to the provider's answer.

#include <ostream>

#include "tests/desk/Desk.h"

namespace capd::test {

inline constexpr char kSunitaRao[] = "send@cap.example";
inline constexpr char kSecondProvider[] = "other@provider.example";

/// One of the three SEND courses, as the SEND team asks for it.
struct Lot {
  const char* course;
  const char* sessions;
  const char* weeks;
  const char* hours;
  const char* born;
  const char* year;
  bool onRoll;
  bool learnerAgrees;
};
inline std::ostream& operator<<(std::ostream& out, const Lot& lot) { return out << lot.course; }
inline const std::vector<Lot> kLots = {{"regain", "1a|1p|3a|3p|5a|5p", "12", "12", "2011-05-04", "10", true, false},
                                       {"transit", "2a|2p|4a|4p", "20", "10", "2010-05-04", "11", false, false},
                                       {"onward", "1a|1p|3a|3p|5a|5p", "36", "16", "2008-05-04", "13", false, true}};

inline void sendAnswers(Desk& desk, const std::string& reference, const Lot& lot) {
  const auto save = [&](const std::string& section, const Texts& texts) {
    desk.office.save(reference, section, texts, kSunitaRao);
  };
  save("pupil", {{"pupil.on_roll", lot.onRoll ? "yes" : "no"}});
  save("needs", {{"needs.kinds", "sen|ehcp"}, {"needs.plan", "yes"}, {"needs.identified", "plans"}});
  save("agreement", {{"agreement.q6", "It asks for a small group."}});
  save("papers", {{"papers.ehcp", desk.office.upload(kSunitaRao, "plan.pdf")}, {"papers.complete", "yes"}});
  if (lot.onRoll)
    save("week", {{"week.main_kind", "other_school"}, {"week.main_name", "Spon Vale School"}, {"week.sessions", "4"}});
  else
    save("week", {{"week.main_kind", "none"}, {"week.sessions", "0"}});
  if (lot.learnerAgrees)
    save("consent", {{"consent.who", "learner"},
                     {"consent.relationship", "The learner"},
                     {"consent.capacity", "yes"},
                     {"consent.consulted", "Nobody, as the learner wishes"}});
  Texts own = {{"course.hours", lot.hours}};
  if (!lot.onRoll) own["contact.lead"] = "Lin Moss, 024 7600 0002";
  if (std::string(lot.course) == "transit") own["ehcp.coordinator"] = "Ben Hall";
  if (std::string(lot.course) == "onward") own["ehcp.review_date"] = "2026-06-01";
  if (std::string(lot.course) == "regain") own["send.assessments"] = "self_image|star";
  save("programme", own);
}

/// A referral of the SEND team with everything in it. @returns its reference.
inline std::string sendDraft(Desk& desk, const Lot& lot, const std::string& lastName = "Nowak-Test") {
  const Outcome added =
      desk.office.run(kSunitaRao, "pupil.add",
                      {{"first_name", "Ola"}, {"last_name", lastName}, {"born", lot.born}, {"year_group", lot.year}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(added), desk.office.dumpOf(added));
  const std::string reference = std::get<Done>(added).subject;
  desk.office.fillIn(reference, "2026-01-20", lot.course, kSunitaRao);
  desk.office.save(reference, "course", {{"course.sessions", lot.sessions}, {"course.weeks", lot.weeks}}, kSunitaRao);
  sendAnswers(desk, reference, lot);
  return reference;
}

inline Texts yesOf(const Lot& lot) {
  Texts yes = {{"interview_on", "2026-02-02"}, {"interview_who", "The pupil and our tutor"}};
  yes["start"] = lot.sessions[0] == '1' ? "2026-02-25" : "2026-02-24";
  for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                           "risk_met", "supervision_met"})
    yes[each] = "yes";
  yes["sessions"] = lot.sessions;
  return yes;
}

/// Office::run takes several values of names with a dot alone.
inline Outcome answeredYes(Desk& desk, const std::string& reference, const Lot& lot, const std::string& hours) {
  commands::Request request;
  request.command = "response.yes";
  request.token = store::randomHex(8);
  for (const auto& [name, value] : yesOf(lot)) request.texts[name] = {value};
  request.texts["sessions"].clear();
  for (std::string all = lot.sessions; !all.empty(); all.erase(0, std::min<std::size_t>(3, all.size())))
    request.texts["sessions"].push_back(all.substr(0, 2));
  request.texts["hours"] = {hours};
  request.texts["reference"] = {reference};
  request.texts["version"] = {std::to_string(desk.version(reference))};
  return desk.office.house().pipeline().run(desk.office.viewer(kSecondProvider), request);
}

inline void answerYes(Desk& desk, const std::string& reference, const Lot& lot) {
  const Outcome outcome = answeredYes(desk, reference, lot, lot.hours);
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), desk.office.dumpOf(outcome));
}

}  // namespace capd::test
