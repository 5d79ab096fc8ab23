#pragma once
// The half-termly confirmation of every provider (CMP-20 to 22, CMP-33, CAL-19, CAL-20): one duty a provider and half
// term; each item by itself; what a "main education provider" sets off.

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/Instant.h"
#include "capd/Plugin.h"

namespace capd::confirmation {

inline constexpr std::string_view kDuty = "confirmation.half_term";
inline constexpr std::string_view kProblem = "confirmation.problem";
inline constexpr std::string_view kMainProvider = "confirmation.main_provider";
inline constexpr std::string_view kNobody = "confirmation.nobody";

struct Item {
  std::string_view name;
  const char* question;
  const char* shortly;  ///< in lists
  const char* missing;
};
/// What is confirmed, each stored by itself; the status at the Department for Education stands beside them.
inline constexpr std::array<Item, 4> kItems = {{
    {"kcsie", "Do you and your staff work to the Keeping Children Safe in Education that is in force now?", "KCSIE",
     "Say whether you work to Keeping Children Safe in Education"},
    {"staff", "Is the list of your staff and their DBS details above right and complete?", "Staff and DBS",
     "Say whether the list of your staff is right"},
    {"guidance", "Do you work within CAP’s guidance, and take no pupil outside it?", "Within CAP’s guidance",
     "Say whether you work within CAP’s guidance"},
    {"not_main_provider", "Is each pupil’s school still the main education provider?", "School is the main provider",
     "Say whether the school is still the main education provider"},
}};
std::string statusInWords(std::string_view dfeStatus);

struct Given {
  std::int64_t id = 0;
  std::int64_t provider = 0;
  std::string period;
  Instant at;
  std::string by;
  Instant due;
  std::string dfeStatus;
  std::string says;
  std::map<std::string, bool> items;

  [[nodiscard]] bool late() const { return at >= due; }
  /// How many items were answered with no.
  [[nodiscard]] int noes() const;
};

struct Report {
  std::int64_t id = 0;
  std::int64_t provider = 0;
  std::string reference;  ///< of the pupil's case
  Instant at;
  std::string by;
  std::string says;
};

/// May the viewer read a provider's confirmations: its own people, and CAP's.
bool mayRead(const Viewer& viewer, std::int64_t provider);
/// Newest first; none when the viewer may not read them.
std::vector<Given> givenBy(ReadTx& tx, std::int64_t provider, std::size_t most);
std::optional<Given> given(ReadTx& tx, std::int64_t provider, std::string_view period);
void addGiven(WriteTx& tx, const Given& given);
/// References of the pupils who are at the provider now, as the viewer may see them.
std::vector<std::string> pupilsAt(ReadTx& tx, std::int64_t provider);
void addReport(WriteTx& tx, std::int64_t provider, std::int64_t caseId, const std::string& says);
/// Not decided yet, oldest first.
std::vector<Report> openReports(ReadTx& tx, std::int64_t provider);
/// False when it was decided before.
bool decideReport(WriteTx& tx, std::int64_t provider, std::int64_t caseId, std::string_view decision,
                  const std::string& says);

void openRound(WriteTx& tx, const RoundOpens& round);

/// "half term 4 of 2025-26"
std::string roundWords(ReadTx& tx, const std::string& period);

/// What came of CAP's talks about a no of that half term, in words.
std::vector<std::string> talksAbout(ReadTx& tx, const std::string& provider, const std::string& period);
/// Whom to ring about an open no, and the form to write down what came of it; for those who do that. Of several, the
/// form asks which one it was.
void showTalking(PageRequest& ask, Model& model, std::int64_t provider, const std::string& code);

void offerTalking(Offers& offers);
void offerGiving(Offers& offers);
void offerMainProvider(Offers& offers);
void offerGrid(Offers& offers);

}  // namespace capd::confirmation
