#include "daemon/CityRegisters.h"

#include <fmt/format.h>

#include <algorithm>

#include "cases/course/Course.h"
#include "cases/organisation/Organisation.h"
#include "cases/policy/PolicyShelf.h"
#include "cases/staff/Staff.h"

namespace capd::daemon {
namespace {

constexpr int kDays = 28;
constexpr TimeOfDay kMorning{9, 30};
constexpr TimeOfDay kAfternoon{12, 30};
constexpr std::int64_t kMinute = 60'000;
constexpr const char* kReasons[] = {"Ill", "At the dentist", "A family matter", "Rang in: ill", ""};

// How often somebody comes is their own: the same every week.
unsigned comesOutOfHundred(const std::string& reference) {
  unsigned sum = 0;
  for (const char sign : reference) sum = sum * 31 + static_cast<unsigned char>(sign);
  return sum % 23 == 0 ? 8 : 60 + sum % 38;
}

}  // namespace

void RegisterLife::arrange(Instant until) {
  const Date last = londonDate(until);
  const auto calendar = city_.calendar();
  city_.at(londonAt(last.plusDays(-kDays), {9, 0}), 0, [this] { sayTimes(); });
  for (Date day = last.plusDays(-kDays); day <= last; day = day.plusDays(1)) {
    if (!calendar->isSchoolDay(day).value_or(false)) continue;
    city_.at(londonAt(day, {9, 20}), 0, [this, day] { morning(day); });
    // Before the first of these days nobody took registers here.
    const bool firstWeek = day < last.plusDays(7 - kDays);
    for (const TimeOfDay time : {TimeOfDay{10, 5}, TimeOfDay{13, 5}})
      if (!firstWeek) city_.at(londonAt(day, time), 0, [this] { city_.job("register.late"); });
    city_.at(londonAt(day, {15, 30}), 0, [this] { explain(); });
  }
}

void RegisterLife::sayTimes() {
  for (std::size_t i = 0; i < city_.plan_.courses.size(); ++i) {
    const PlannedOrganisation& provider = city_.plan_.providers[city_.plan_.courses[i].provider];
    city_.run(provider.who("provider.coordinator")->email, "register.set_times",
              {{"course", city_.codes_[i]}, {"morning", toText(kMorning)}, {"afternoon", toText(kAfternoon)}});
  }
}

// Who comes today is known in the morning, after those whose first day it is have been written down.
void RegisterLife::morning(Date day) {
  std::vector<std::pair<std::int64_t, SessionOf>> sessions;
  {
    const auto lease = city_.house_.database().read(city_.house_.hostViewer(0));
    sessions = sessionsWithoutRegister(lease->tx(), day);
  }
  for (const auto& [provider, session] : sessions) {
    const Instant starts = londonAt(day, session.afternoon ? kAfternoon : kMorning);
    // Of a hundred, some are late on the day and one is left for the next.
    const bool late = dice_.percent(4);
    takeAt(late ? londonAt(day, {15, dice_.between(0, 25)}) : starts.plusMs(dice_.between(2, 28) * kMinute), provider,
           session);
  }
}

void RegisterLife::takeAt(Instant when, std::int64_t provider, const SessionOf& session) {
  if (dice_.percent(1)) return;
  city_.at(when, 0, [this, provider, session] { take(provider, session); });
}

void RegisterLife::take(std::int64_t provider, const SessionOf& session) {
  std::map<std::string, std::string> texts;
  std::string who;
  {
    const auto about = city_.house_.database().read(city_.house_.hostViewer(0));
    const auto course = findCourse(about->tx(), session.course);
    const auto takers = contacts(about->tx(), provider, "provider.coordinator");
    if (!course || takers.empty() || takers.front().account == 0) return;
    who = takers.front().email;
    texts["session"] = fmt::format("{}.{}.{}", course->code, session.day.iso(), session.half());
    for (const Nameable& each : nameableOnRegister(about->tx(), provider, session.day))
      if (each.naming.may) texts["led_by"] = each.code;
  }
  {
    const auto lease = city_.house_.database().read(city_.viewer(who));
    for (const Expected& pupil : expectedAt(lease->tx(), provider, session)) {
      const bool comes = pupil.state == "active" && dice_.percent(comesOutOfHundred(pupil.reference));
      texts["mark." + pupil.reference] = !comes ? "absent" : dice_.percent(7) ? "late" : "present";
    }
  }
  if (texts.size() > (texts.count("led_by") + 1)) city_.run(who, "register.take", texts);
}

// In the afternoon schools look at what is new; some leave it for another day.
void RegisterLife::explain() {
  struct Waiting {
    std::string who;
    std::map<std::string, std::string> texts;
  };
  std::vector<Waiting> all;
  {
    const auto lease = city_.house_.database().read(city_.house_.hostViewer(0));
    for (const Organisation& school : organisations(lease->tx(), "school")) {
      const auto coordinators = contacts(lease->tx(), school.id, "school.coordinator");
      if (coordinators.empty() || coordinators.front().account == 0 || dice_.percent(12)) continue;
      Waiting one{coordinators.front().email, {}};
      for (const Mark& mark : unexplainedOf(lease->tx(), school.id, 20)) {
        if (dice_.percent(15)) continue;
        const auto course = findCourse(lease->tx(), mark.session.course);
        const std::string key = fmt::format("{}.{}.{}.{}", mark.reference, mark.session.day.iso(), mark.session.half(),
                                            course ? course->code : "");
        const bool authorised = dice_.percent(45);
        one.texts["reason." + key] = authorised ? "authorised" : "unauthorised";
        if (authorised) one.texts["says." + key] = kReasons[dice_.below(std::size(kReasons))];
      }
      if (!one.texts.empty()) all.push_back(std::move(one));
    }
  }
  for (const Waiting& each : all) city_.run(each.who, "absence.explain", each.texts);
}

}  // namespace capd::daemon
