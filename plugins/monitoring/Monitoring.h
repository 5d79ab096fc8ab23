#pragma once
// Registers of the providers, absences that schools explain, and who is seen too seldom.

#include <optional>
#include <string>
#include <vector>

#include "capd/Plugin.h"
#include "cases/course/Course.h"
#include "cases/marks/Marks.h"
#include "cases/policy/PolicyShelf.h"

namespace capd::monitoring {

/// A register that nobody took in time; one for each session.
inline constexpr std::string_view kTake = "register.take";
/// A pupil was there whom nobody expected: the school and CAP look at it today.
inline constexpr std::string_view kUnexpected = "register.unexpected";
/// Somebody was there who is on none of the provider's lists.
inline constexpr std::string_view kStrangerDuty = "register.stranger";

/// What policy says about registers, by the version in force for a day (attendance.lua).
struct Rules {
  int minutes = 0;          ///< `register_within`, after the session begins
  CourseTimes usual;        ///< when a provider told nothing
  int notSeenDays = 0;      ///< `not_seen_for`: who was not there for so long is looked at
  int lowPercent = 0;       ///< `attendance_low`
  int lowAfter = 0;         ///< `attendance_low_after`: sessions that a pupil has had before it is said
  std::string provisional;  ///< why those about attendance are not certain
};
/// Empty when no version covers the day or it does not say.
std::optional<Rules> rulesOf(const PolicyShelf& policy, Date day);

/// When a session begins and from when on taking its register is late: more than so many minutes after it begins.
struct Times {
  Instant starts;
  Instant due;
};
Times timesOf(ReadTx& tx, const SessionOf& session, const Rules& rules);

/// `bike.2026-02-24.am`: how a session stands in a URL; empty for what is none.
std::string keyOf(const Course& course, const SessionOf& session);
struct Named {
  Course course;
  SessionOf session;
};
std::optional<Named> namedBy(ReadTx& tx, const std::string& key);
/// "Tuesday 24 February 2026, morning"
std::string sessionWords(const SessionOf& session);
/// "here", "came late", "not here"
std::string markWords(const Mark& mark);

/// Does the viewer take that provider's registers?
bool takesRegisters(const Viewer& viewer, std::int64_t provider);
/// The organisations for which the viewer wears one of these hats.
std::vector<std::int64_t> wornAt(const Viewer& viewer, std::initializer_list<const char*> roles);
/// Is the day one on which pupils come, as far as the calendar knows?
bool pupilsCome(const PolicyShelf& policy, Date day);

void offerTaking(Offers& offers);
void offerRegisters(Offers& offers);
void offerLate(Offers& offers);
void offerUnexpected(Offers& offers);
void offerAbsences(Offers& offers);
void offerAttendance(Offers& offers);
void offerWatching(Offers& offers);

}  // namespace capd::monitoring
