#pragma once
// What comes round by itself in the invented city's year: the scheduler's jobs at their moments, the half-termly
// confirmations, the terms and policies of September, and CAP's calls to those who are late.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cases/duty/Round.h"
#include "daemon/CityLife.h"

namespace capd::daemon {

/// Reference of the first pupil who is in a placement at that provider now; empty when nobody is.
std::optional<std::string> somebodyPlacedAt(ReadTx& tx, std::int64_t provider);
/// Subjects of the calls that are still to be made about a document, one for each organisation.
std::vector<std::string> chasedAbout(ReadTx& tx, const std::string& document);

class CityYear {
 public:
  explicit CityYear(CityLife& city) : city_(city), dice_(city.plan_.seed ^ 0x7EA5ULL) {}
  /// Arranges what is known at the beginning; rounds arrange their confirmations when they open.
  void arrange(Instant until);

 private:
  using Texts = std::map<std::string, std::string>;

  // The clock.
  void morning(Date day);

  // Confirmations.
  void opened(const Round& round);
  void confirmOn(Date day, int hour, std::size_t provider, const std::string& period, Texts says = {});
  [[nodiscard]] bool isOneOfAKind(const Round& round, std::size_t provider);
  void mainProvider(const Round& round);
  void isMainProvider(const std::string& period);
  void callAboutDocument(Date day, int hour, const std::string& document, const std::string& said);
  void call(Date day, int hour, const std::string& who, const std::string& subject, const std::string& with,
            const std::string& said);
  [[nodiscard]] const std::string& coordinatorOf(std::size_t provider) const;
  [[nodiscard]] std::string statusOf(std::size_t provider) const;
  [[nodiscard]] std::string pupilAt(std::size_t provider);

  // Terms and policies.
  void arrangeTerms();
  void publish(std::size_t text, bool thisYear);
  void arrangeReaders();
  void reads(Date day, int hour, const std::string& who, const std::string& document);

  CityLife& city_;
  Dice dice_;
  std::vector<std::string> providers_;  ///< codes
  std::vector<std::string> rounds_;     ///< that have opened
  std::string main_;                    ///< confirmation of the one that may be a main education provider
};

}  // namespace capd::daemon
