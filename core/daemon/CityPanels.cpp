// The panels of the invented city: who sits on them, the rounds that CAP has added for its year, and what came of each
// case.
#include <fmt/format.h>

#include <algorithm>

#include "cases/hold/Hold.h"
#include "cases/panel/Panel.h"
#include "cases/referral/Referral.h"
#include "daemon/CityCase.h"

namespace capd::daemon {
namespace {

constexpr char kKeeper[] = "admin@cap.example";

// Meetings of the Review and Authorisation Panel besides those of the printed rounds; each closes five days before.
const Date kMeetings[] = {Date(2025, 3, 12),  Date(2025, 4, 9),  Date(2025, 5, 14),  Date(2025, 6, 18),
                          Date(2025, 7, 16),  Date(2025, 9, 24), Date(2025, 10, 22), Date(2025, 11, 26),
                          Date(2025, 12, 17), Date(2026, 1, 21), Date(2026, 2, 4),   Date(2026, 2, 25),
                          Date(2026, 3, 25)};

struct Sitting {
  const char* agency;
  const char* name;
  const char* email;
  const char* role;
};
constexpr Sitting kSittings[] = {
    {"Local authority officers", "Vikram Hale", "vikram.hale@panel.example", "panel.vice_chair"},
    {"Attendance", "Abena Frost", "abena.frost@panel.example", "panel.member"},
    {"Youth Justice Service", "Yusuf Lane", "yusuf.lane@panel.example", "panel.member"},
    {"Specialist SEMHL", "Sian Marsh", "sian.marsh@panel.example", "panel.member"},
    {"Virtual School", "Vera Quist", "vera.quist@panel.example", "panel.member"},
    {"Secondary headteachers", "Hugo Trent", "hugo.trent@panel.example", "panel.member"},
    {"Independent chair", "Iris Bell", "iris.bell@panel.example", "panel.chair"},
};

}  // namespace

void CityLife::addPanels() {
  must("panel.open_seats", {});
  for (const Sitting& each : kSittings) {
    PlannedOrganisation agency;
    agency.kind = "agency";
    agency.name = each.agency;
    invite(agency, {each.name, each.email, "024 7600 0000", each.role});
  }
  for (const Date day : kMeetings)
    must("panel.add_round",
         {{"deadline", day.plusDays(-5).iso()}, {"meets_on", day.iso()}, {"programmes", "tier2.flourish"}});
}

// The day on which the panel will have it before it: the meeting of its round.
std::optional<Date> CaseLife::panelDay() const {
  const auto lease = city_.house_.database().read(city_.viewer(kKeeper));
  const auto referral = findReferral(lease->tx(), reference_);
  const auto id = referral ? roundOfCase(lease->tx(), referral->id) : std::nullopt;
  const auto round = id ? keptRound(lease->tx(), *id) : std::nullopt;
  if (!round) return std::nullopt;
  for (const Date day : round->meetings)
    if (day > today()) return day;
  return std::nullopt;
}

void CaseLife::awaitPanel() {
  if (const auto day = panelDay()) onDay(*day, 16, &CaseLife::panelMeets);
}

void CaseLife::panelMeets() {
  if (state() != "submitted") return;
  const std::string outcome = panels_++ == 0 ? plan_.panel : "agreed";
  Texts texts = {{"outcome", outcome}, {"met_on", today().iso()}};
  if (outcome == "not_agreed")
    texts["says"] = "Tier 1 fits better: the school has a course in mind, and may refer to it.";
  if (outcome == "more_information") texts["says"] = "What came of the early help of the autumn?";
  if (!act(admin(), "panel.record_outcome", texts)) return;
  next(dice_.between(0, 2), &CaseLife::outcomeTold);
}

void CaseLife::outcomeTold() {
  if (state() != "submitted" || !act(admin(), "panel.send_outcome")) return;
  if (state() != "submitted") return;
  const bool again = panelDay().has_value();
  if (again) return panels_ == 1 && plan_.panel == "more_information" ? answerAndWait() : awaitPanel();
  next(1, &CaseLife::look);
}

void CaseLife::answerAndWait() {
  nextTaught(3, &CaseLife::answerHolds);
  awaitPanel();
}

}  // namespace capd::daemon
