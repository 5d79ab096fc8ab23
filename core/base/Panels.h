#pragma once
// The panels of an academic year as its policy has them: who sits, what each looks at, the rounds with their deadlines
// and meetings, and what the documents print about them that does not fit together.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Calendar.h"
#include "base/Date.h"

namespace capd {

/// What a seat is for: it decides what its holder may see and vote on.
enum class SeatKind {
  member,       ///< of an agency: Attendance, Early Help ...
  chair,        ///< leads, and votes
  viceChair,    ///< stands in, and signs what the chair decides between meetings
  provider,     ///< of an external training provider: sees neither own nor rival placements
  headteacher,  ///< of a school: speaks about its own pupils and does not vote on them
  academy,      ///< heads the place that a programme is held at: speaks, and does not vote on a place there
};
std::string_view toWord(SeatKind kind);
/// Empty for any other word.
std::optional<SeatKind> seatKindFrom(std::string_view word);

struct PanelSeat {
  std::string agency;  ///< "Early Help": an organisation of the kind `agency` of that name holds it
  SeatKind kind = SeatKind::member;
  bool operator==(const PanelSeat&) const = default;
};

/// One panel of panels.lua.
struct PanelRules {
  std::string name;  ///< `review_and_authorisation`
  std::string year;
  std::string title;
  std::vector<std::string> remit;
  std::vector<PanelSeat> seats;
  std::vector<std::string> reviews;    ///< programmes it looks at before another panel decides
  std::vector<std::string> approves;   ///< programmes it decides
  std::optional<std::int64_t> quorum;  ///< how many must have voted; empty = no document gives one
  bool chairsAction = false;           ///< chair and vice chair may decide between two meetings
  std::string clause;                  ///< "Graduated Model of Support ..., Panels"
  std::string provisional;             ///< why it is not certain; empty = printed
  int line = 0;
  [[nodiscard]] bool looksAt(std::string_view programme) const;
  [[nodiscard]] bool decides(std::string_view programme) const;
};

/// A programme on a round.
struct PanelItem {
  std::string programme;
  std::optional<Date> starts;  ///< its cohort's first day: the truth, whatever a column prints
  std::string startsSays;      ///< where only a month is printed: "September 2025"
  bool panel = true;           ///< false: it goes the normal way, with no panel looking (PAN-11)
  bool operator==(const PanelItem&) const = default;
  [[nodiscard]] std::string startWords() const { return starts ? starts->longWords() : startsSays; }
};

/// A round of panels.lua.
struct PanelRoundRules {
  std::string name;  ///< `autumn_1`
  std::string year;
  Date deadline;
  std::vector<Date> meetings;  ///< in order; empty where none is printed
  std::vector<PanelItem> items;
  std::vector<std::string> printed;  ///< the cells of the row as the document has them: a transcript, used by nothing
  std::string clause;
  std::string provisional;
  int line = 0;
};

/// Something printed that does not fit, kept as it is: a question to CAP.
struct PanelDoubt {
  std::string name;  ///< `starts_a_row_late`
  std::string year;
  std::string says;
  std::string untilThen;  ///< what the service does until CAP has answered
  std::string clause;
  int line = 0;
};

struct PanelYear {
  std::string year;
  std::vector<PanelRules> panels;
  std::vector<PanelRoundRules> rounds;
  std::vector<PanelDoubt> doubts;
  /// The panels that a programme comes before, those that review it first.
  [[nodiscard]] std::vector<const PanelRules*> panelsFor(std::string_view programme) const;
  [[nodiscard]] const PanelRules* panel(std::string_view name) const;
};

/// The last taught day up to the limit, when the limit itself is none: whoever is told later is told nothing, the
/// school is shut. Empty when the limit is a taught day, or no term is known.
std::optional<Date> reachesAPersonBy(const Calendar& calendar, Date from, Date limit);

}  // namespace capd
