#pragma once
// One referral of the invented city, from its first word to wherever it has come. Each step runs its commands and
// arranges the next.

#include <optional>
#include <string>
#include <vector>

#include "daemon/CityLife.h"

namespace capd::daemon {

class CaseLife {
 public:
  CaseLife(CityLife& city, const PlannedCase& plan);
  /// Arranges the first step.
  void arrange();

 private:
  using Texts = std::map<std::string, std::string>;
  using Step = void (CaseLife::*)();

  /// On a working day of CAP's, so many after today; 0 = later today, or on the next one.
  void next(int workingDays, Step step);
  /// The same for a school or a provider: on taught days.
  void nextTaught(int days, Step step);
  void onDay(Date day, int hour, Step step);
  void after(std::int64_t ms, std::function<void()> deed);
  /// Runs a command on the case with the version that stands; false when it was refused.
  bool act(const std::string& who, const std::string& command, Texts texts = {});
  void save(const std::string& section, Texts texts);
  [[nodiscard]] std::string state() const;
  [[nodiscard]] Date today() const;
  [[nodiscard]] const std::string& admin();
  [[nodiscard]] const std::string& officer() const;
  [[nodiscard]] const std::string& provider() const;
  [[nodiscard]] std::string sessionsText(char between) const;
  [[nodiscard]] Date wantedStart() const;
  /// The first taught day from then on, on which the pupil comes.
  [[nodiscard]] Date firstDay(Date from) const;

  void begin();
  bool name();
  void writeSections();
  void aboutPupil();
  void aboutCourse();
  void aboutAgreement();
  void aboutRisk(Date day);
  void aboutPapers();
  void submit();
  void look();
  void askForAll();
  void answerHolds();
  void answerHold(const std::string& kind, const std::string& rule);
  [[nodiscard]] std::optional<Date> panelDay() const;
  void awaitPanel();
  void panelMeets();
  void outcomeTold();
  void answerAndWait();
  void release();
  void nudge();  ///< CAP looks again after the school has sent something
  void answer();
  void sayNo();
  void afterNo();
  void ringSchool();
  void chooseAgain();
  void setUp();
  void confirm();
  void visit();
  void start();
  void newRisk();
  void takeBack();
  void stop();

  CityLife& city_;
  const PlannedCase& plan_;
  const PlannedPupil& pupil_;
  const PlannedOrganisation& school_;
  Dice dice_;
  std::string reference_;
  std::string writer_;
  std::string coordinator_;
  std::string admin_;
  std::size_t course_ = 0;  ///< the one now asked for
  bool saidNo_ = false;
  bool askedAgain_ = false;
  bool handHeld_ = false;
  int panels_ = 0;  ///< meetings that have had it before them
  bool waits_ = false;
  int looks_ = 0;
  std::optional<Date> risk_;
  Date start_;
};

}  // namespace capd::daemon
