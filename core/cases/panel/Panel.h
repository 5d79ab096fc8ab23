#pragma once
// The rounds of the panels, and which round a case waits for (PAN-09, PAN-11, ENT-41). What a panel says about a case
// belongs to the plugin that works for it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Panels.h"
#include "capd/Tx.h"
#include "cases/policy/PolicyShelf.h"

namespace capd {

struct PanelRound {
  std::int64_t id = 0;  ///< 0: it stands in policy, and nothing is written down about it yet
  std::string code;     ///< how it stands in a URL: `2024-25-autumn-4`
  std::string year;
  std::string name;
  Date deadline;               ///< applications that come by the end of it are in time
  std::vector<Date> meetings;  ///< in order; empty where none is known
  std::vector<PanelItem> items;
  bool byHand = false;            ///< CAP added or moved it
  std::optional<Instant> agenda;  ///< members were let in
  std::int64_t version = 0;

  /// Null when it does not list the programme.
  [[nodiscard]] const PanelItem* lists(std::string_view programme) const;
  /// The next meeting from that day on, or the last one; empty where none is known.
  [[nodiscard]] std::optional<Date> meetingFrom(Date day) const;
};

/// Every round there is, by deadline: those of the policy of each year in force, as CAP has moved them, and those that
/// CAP has added.
std::vector<PanelRound> panelRounds(ReadTx& tx, const PolicyShelf& policy);
/// Null when there is none of that code.
const PanelRound* roundByCode(const std::vector<PanelRound>& rounds, std::string_view code);
/// The first round that lists the programme and takes what comes on that day; null when none is known.
const PanelRound* roundFor(const std::vector<PanelRound>& rounds, std::string_view programme, Date received);
/// The first that lists the programme after that one closes.
const PanelRound* roundAfter(const std::vector<PanelRound>& rounds, std::string_view programme,
                             const PanelRound& before);
/// What is wrong with a round beside the others, in words; empty when it can stand there.
std::string overlapsWith(const std::vector<PanelRound>& rounds, const PanelRound& round);

/// Writes it down, as it is given. @returns its id.
std::int64_t keepRound(WriteTx& tx, PanelRound round);
/// Is there one of that code, written down?
bool isKept(ReadTx& tx, std::string_view code);
/// The members of its panels may look from now on.
void openAgenda(WriteTx& tx, std::int64_t round);
/// By its number, as it is written down.
std::optional<PanelRound> keptRound(ReadTx& tx, std::int64_t id);

/// The round that a case waits for, when the viewer may see the case.
std::optional<std::int64_t> roundOfCase(ReadTx& tx, std::int64_t caseId);
void putOnRound(WriteTx& tx, std::int64_t caseId, std::int64_t round);
void leaveRound(WriteTx& tx, std::int64_t caseId);
/// Submitted cases on it, whatever the viewer: what a command moves together.
std::vector<std::int64_t> casesOnRound(WriteTx& tx, std::int64_t round);

/// "Waiting for the panel on 17 December", or what is known instead.
std::string waitsForPanel(ReadTx& tx, std::int64_t caseId);
/// "Next round closes on 4 December 2024, starts on 13 January 2025."; empty when no round lists it, or it goes without
/// a panel.
std::string nextRoundWords(const std::vector<PanelRound>& rounds, std::string_view programme, Date today);

}  // namespace capd
