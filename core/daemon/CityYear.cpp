#include "daemon/CityYear.h"

#include <fmt/format.h>

#include <algorithm>

#include "cases/duty/Reminding.h"
#include "cases/organisation/Organisation.h"
#include "cases/staff/Staff.h"
#include "daemon/City.h"
#include "daemon/CityStaff.h"

namespace capd::daemon {
namespace {

constexpr char kConfirmationRule[] = "ofsted_confirmation";
constexpr char kQuality[] = "quality@cap.example";
constexpr char kOperations[] = "lead@cap.example";

// Providers to whom something happens with a half term, by their place in the plan.
constexpr std::size_t kShown = 0;  // whose coordinator is the first to be signed in as: has the week to do it
constexpr std::size_t kLateInAutumn = 14;
constexpr std::size_t kLateInWinter = 18;
constexpr std::size_t kNotInWinter = 33;
constexpr std::size_t kSaysNo = 8;

}  // namespace

void CityYear::arrange(Instant until) {
  {
    const auto lease = city_.house_.database().read(city_.house_.hostViewer(0));
    for (const PlannedOrganisation& each : city_.plan_.providers)
      providers_.push_back(providerCode(findOrganisation(lease->tx(), "provider", each.name).value().id));
  }
  for (Date day = city_.clock_.today(); londonAt(day, {6, 5}) < until; day = day.plusDays(1)) {
    city_.at(londonAt(day, {0, 20}), 0, [this] {
      city_.job("staff.dbs", true);
      city_.job("terms.year", true);
    });
    city_.at(londonAt(day, {6, 0}), 0, [this, day] { morning(day); });
    city_.at(londonAt(day, {6, 5}), 0, [this] { city_.job("schedule.reminders", true); });
  }
  arrangeTerms();
}

// In a real year the jobs run all day long; here once, at the hour at which rounds open and reminders go.
void CityYear::morning(Date day) {
  city_.job("schedule.rounds", true);
  std::vector<Round> fresh;
  {
    const auto lease = city_.house_.database().read(city_.house_.hostViewer(0));
    for (Round& round : rounds(lease->tx(), kConfirmationRule))
      if (round.state == "opened" && londonDate(round.opens) == day) fresh.push_back(std::move(round));
  }
  for (const Round& round : fresh) {
    if (std::find(rounds_.begin(), rounds_.end(), round.period) != rounds_.end()) continue;
    rounds_.push_back(round.period);
    opened(round);
  }
}

// ---- half-termly confirmations

const std::string& CityYear::coordinatorOf(std::size_t provider) const {
  return city_.plan_.providers[provider].who("provider.coordinator")->email;
}

std::string CityYear::statusOf(std::size_t provider) const {
  if (city_.plan_.providers[provider].urn.empty()) return "not_registered";
  return provider % 3 == 0 ? "other_registered" : "independent_school";
}

void CityYear::confirmOn(Date day, int hour, std::size_t provider, const std::string& period, Texts says) {
  Texts texts = {{"provider", providers_[provider]},
                 {"period", period},
                 {"dfe_status", statusOf(provider)},
                 {"declaration", "true"}};
  for (const char* item : {"kcsie", "staff", "guidance", "not_main_provider"}) texts[item] = "yes";
  for (auto& [name, value] : says) texts[name] = std::move(value);
  city_.at(londonAt(day, {hour, static_cast<int>(provider * 7 + day.day() * 11) % 60}), 0,
           [this, provider, texts = std::move(texts)] {
             if (texts.at("provider") + "@" + texts.at("period") != main_)
               city_.run(coordinatorOf(provider), "confirmation.give", texts);
           });
}

// Most on the first two days of the week that they have, the rest until its last afternoon.
void CityYear::opened(const Round& round) {
  const Date first = londonDate(round.opens);
  const std::size_t turn = dice_.below(100);
  for (std::size_t provider = 0; provider < providers_.size(); ++provider) {
    // Spread evenly, so that the shares are those meant in a small city too.
    const int die = static_cast<int>((provider * 37 + turn) % 100) + 1;
    const int hour = dice_.between(8, 15);
    if (isOneOfAKind(round, provider)) continue;
    if (die <= 22)
      confirmOn(first, hour, provider, round.period);
    else if (die <= 36)
      confirmOn(first.plusDays(1), 8 + hour % 2, provider, round.period);
    else
      confirmOn(first.plusDays(1 + die % 4), die % 4 == 0 ? 11 + hour % 4 : hour, provider, round.period);
  }
}

// True when its confirmation of this half term is arranged here, or does not come.
bool CityYear::isOneOfAKind(const Round& round, std::size_t provider) {
  const std::string& period = round.period;
  const std::string& code = providers_[provider];
  if (provider == kShown) {
    confirmOn(londonDate(round.due), 9 + static_cast<int>(rounds_.size()), provider, period);
    return true;
  }
  if (period == "2025-26/h1" && provider == kLateInAutumn) {
    call(Date(2025, 10, 27), 14, kQuality, code, "The coordinator", "Was on leave; does it tomorrow morning.");
    confirmOn(Date(2025, 10, 28), 9, provider, period);
    return true;
  }
  if (period == "2025-26/h2" && provider == kLateInWinter) {
    confirmOn(Date(2025, 12, 22), 11, provider, period);
    return true;
  }
  if (period == "2025-26/h2" && provider == kNotInWinter) {
    call(Date(2025, 12, 22), 14, kQuality, code, "The workshop’s manager",
         "The coordinator is ill. Somebody else looks into it before Christmas.");
    call(Date(2026, 1, 6), 10, kOperations, code, "The coordinator",
         "Back at work. The list of staff has to be put right first; wants to be rung again.");
    return true;
  }
  if (period != "2025-26/h3") return false;
  if (provider == kSaysNo) {
    confirmOn(
        Date(2026, 2, 9), 11, provider, period,
        {{"staff", "no"},
         {"says", "A mentor began last week and is not on the list yet. We add her when her certificate is here."}});
    return true;
  }
  if (provider == kShown + 1) mainProvider(round);
  return provider == kCoordinatorLeaves;
}

// On the morning on which the city is shown one provider finds that it may be the main education provider.
void CityYear::mainProvider(const Round& round) {
  city_.at(londonAt(londonDate(round.opens).plusDays(1), {10, 5}), 0,
           [this, period = round.period] { isMainProvider(period); });
}

std::string CityYear::pupilAt(std::size_t provider) {
  const auto lease = city_.house_.database().read(city_.house_.hostViewer(0));
  const auto there = findOrganisation(lease->tx(), "provider", city_.plan_.providers[provider].name);
  return there ? somebodyPlacedAt(lease->tx(), there->id).value_or("") : "";
}

void CityYear::isMainProvider(const std::string& period) {
  for (std::size_t provider = 2; provider < providers_.size(); ++provider) {
    const std::string pupil = statusOf(provider) == "not_registered" && provider != kSaysNo ? pupilAt(provider) : "";
    if (pupil.empty()) continue;
    {
      const auto lease = city_.house_.database().read(city_.house_.hostViewer(0));
      const auto duty = findDuty(lease->tx(), "confirmation.half_term", providers_[provider], period);
      if (!duty || duty->closed) continue;
    }
    const std::string& who = coordinatorOf(provider);
    city_.run(who, "confirmation.give",
              {{"provider", providers_[provider]},
               {"period", period},
               {"kcsie", "yes"},
               {"staff", "yes"},
               {"guidance", "yes"},
               {"not_main_provider", "no"},
               {"dfe_status", "not_registered"},
               {"says", "One pupil has been with us on more days than were agreed. Please ring us."},
               {"declaration", "true"}});
    city_.run(who, "confirmation.name_pupil",
              {{"provider", providers_[provider]},
               {"reference", pupil},
               {"says",
                "The school asked us to keep the pupil four days a week since January; on the fifth nobody "
                "teaches anything, as far as we know."}});
    main_ = providers_[provider] + "@" + period;
    return;
  }
}

void CityYear::call(Date day, int hour, const std::string& who, const std::string& subject, const std::string& with,
                    const std::string& said) {
  const Texts texts = {{"subject", subject}, {"who", with}, {"said", said}};
  city_.at(londonAt(day, {hour, 30}), 0, [this, who, texts] { city_.run(who, "schedule.call", texts); });
}

}  // namespace capd::daemon
