#pragma once
// Registers and their marks (ENT-24): who was at which session of which course, and why not. Providers mark; schools
// say whether an absence was authorised; the weekly sum of a pupil is written with the marks.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Date.h"
#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd {

/// A course on one day, morning or afternoon.
struct SessionOf {
  std::int64_t course = 0;
  Date day;
  bool afternoon = false;
  [[nodiscard]] std::string_view half() const { return afternoon ? "pm" : "am"; }
  auto operator<=>(const SessionOf&) const = default;
};

/// When the sessions of a course begin, on a London clock.
struct CourseTimes {
  TimeOfDay morning;
  TimeOfDay afternoon;
};
/// `09:15`; empty for anything else.
std::optional<TimeOfDay> timeOfDayFrom(std::string_view text);
std::string toText(TimeOfDay time);
/// As the provider told; empty when it told nothing.
std::optional<CourseTimes> courseTimes(ReadTx& tx, std::int64_t course);
void saveCourseTimes(WriteTx& tx, std::int64_t course, const CourseTimes& times);

struct Register {
  std::int64_t id = 0;
  std::int64_t provider = 0;
  SessionOf session;
  Instant starts;
  Instant due;  ///< taking it after that moment is late
  Instant taken;
  std::string takenBy;                ///< name of who took it
  std::optional<std::int64_t> ledBy;  ///< staff member who was with the pupils
  std::int64_t version = 0;
  [[nodiscard]] bool late() const { return taken > due; }
};
std::optional<Register> findRegister(ReadTx& tx, const SessionOf& session);
/// Of one provider, that day.
std::vector<Register> registersOf(ReadTx& tx, std::int64_t provider, Date day);
/// The first time it is written down; later the same register with the moment of the change. @returns its id.
std::int64_t saveRegister(WriteTx& tx, const Register& taken);

/// A pupil whom a register may name, as the provider's people see them.
struct Expected {
  std::int64_t caseId = 0;
  std::optional<std::int64_t> placement;
  std::string reference;  ///< of the case
  std::string name;       ///< as the pupil is called
  std::int64_t school = 0;
  std::string state;  ///< of the placement: confirmed, active; empty when none is set up yet
};
/// Who comes to that session: placements that are confirmed or running, whose days it is, by name. For those who take
/// the provider's registers.
std::vector<Expected> expectedAt(ReadTx& tx, std::int64_t provider, const SessionOf& session);
/// Whoever the provider knows besides: on other days or another course, not started yet, or still being asked for.
std::vector<Expected> othersKnownTo(ReadTx& tx, std::int64_t provider, const SessionOf& session);
/// Sessions of the provider's courses on that day at which somebody is expected, in order of course and time.
std::vector<SessionOf> sessionsOn(ReadTx& tx, std::int64_t provider, Date day);
/// Sessions of all providers on that day at which somebody is expected and whose register nobody has taken: provider
/// and session.
std::vector<std::pair<std::int64_t, SessionOf>> sessionsWithoutRegister(ReadTx& tx, Date day);

struct Mark {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::string reference;
  SessionOf session;
  bool expected = true;
  std::string mark;        ///< present, late, absent
  std::string reason;      ///< of an absence: unexplained, authorised, unauthorised
  std::string reasonSays;  ///< the school's words
  Instant recorded;
  bool registerLate = false;
  std::int64_t version = 0;
};
/// Of one register, whoever may see it.
std::vector<Mark> marksOf(ReadTx& tx, std::int64_t registerId);
/// Of one case from a day on, oldest first.
std::vector<Mark> marksOfCase(ReadTx& tx, std::int64_t caseId, Date from);
/// Absences of a school's pupils that nobody has explained, oldest first, at most `most`.
std::vector<Mark> unexplainedOf(ReadTx& tx, std::int64_t school, std::size_t most);
std::optional<Mark> findMark(ReadTx& tx, std::int64_t id);

/// What a register says about one pupil.
struct NewMark {
  Expected pupil;
  bool expected = true;
  std::string mark;  ///< present, late, absent
};
/// Writes or changes a mark, and the week's sum. An absence begins unexplained; one that stays an absence keeps its
/// reason. @returns whether anything changed.
bool saveMark(WriteTx& tx, const Register& of, const NewMark& mark);
/// Takes the mark of somebody back who was named by mistake.
void removeMark(WriteTx& tx, std::int64_t mark);
/// authorised or unauthorised, with the school's words; and the week's sum.
void explainMark(WriteTx& tx, const Mark& mark, std::string_view reason, const std::string& says);

struct Week {
  Date monday;
  std::int64_t expected = 0;
  std::int64_t present = 0;  ///< of those expected
  std::int64_t late = 0;
  std::int64_t unexplained = 0;
  std::int64_t authorised = 0;
  std::int64_t unauthorised = 0;
  std::int64_t unexpected = 0;
};
/// Newest first.
std::vector<Week> weeksOf(ReadTx& tx, std::int64_t caseId, std::size_t most);
/// Of a case: was the pupil ever there, and when for the last time; how many sessions passed.
struct Presence {
  std::int64_t expected = 0;
  std::int64_t present = 0;
  std::optional<Date> firstThere;
  std::optional<Date> lastThere;
};
Presence presenceOf(ReadTx& tx, std::int64_t caseId);

/// A pupil who is at a provider now, with how often they were there.
struct Seen {
  std::string reference;
  std::string placement;
  std::int64_t school = 0;
  std::int64_t provider = 0;
  Date start;
  std::int64_t expected = 0;
  std::int64_t present = 0;
  std::optional<Date> lastThere;
};
/// Running placements that the viewer may see, with what was marked from that day on.
std::vector<Seen> seenSince(ReadTx& tx, Date from);

struct SessionNote {
  std::string kind;  ///< note, transport, not_held
  std::optional<Date> day;
  std::string says;
  Instant at;
  std::string who;
};
std::vector<SessionNote> sessionNotes(ReadTx& tx, std::int64_t caseId, std::size_t most);
void addSessionNote(WriteTx& tx, std::int64_t caseId, const SessionNote& note);

}  // namespace capd
