#pragma once
// The invented city's year, lived day by day through the commands that people use, each at its moment: so audit,
// duties, mails and timelines are those of a real year. Only the clock is moved.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <tuple>
#include <vector>

#include "base/Calendar.h"
#include "daemon/CityPlan.h"
#include "daemon/House.h"

namespace capd::daemon {

class CaseLife;
class CityYear;
class RegisterLife;
class StaffLife;

class CityLife {
 public:
  CityLife(House& house, HeldClock& clock, const CityPlan& plan, std::function<void(const std::string&)> say);
  ~CityLife();
  CityLife(const CityLife&) = delete;
  CityLife& operator=(const CityLife&) = delete;

  /// Adds who and what is there, at the clock's moment. @throws std::runtime_error when a command is refused.
  void found();
  /// Lives until then; what is under way at that moment stays so.
  void live(Instant until);

  /// Commands that were refused, by command and first reason: an invented city in which nothing is wrong has none.
  [[nodiscard]] const std::map<std::string, int>& refusals() const { return refusals_; }
  [[nodiscard]] std::size_t commands() const { return commands_; }

 private:
  friend class CaseLife;
  friend class CityYear;
  friend class RegisterLife;
  friend class StaffLife;
  using Texts = std::map<std::string, std::string>;
  /// Something that happens at a moment, to one pupil or (0) to all. What happens to several pupils at one moment
  /// happens side by side, as it does.
  struct Event {
    Instant at;
    std::size_t pupil = 0;
    std::uint64_t number = 0;
    std::function<void()> deed;
    bool operator<(const Event& other) const {
      return std::tie(other.at.ms, other.pupil, other.number) < std::tie(at.ms, pupil, number);
    }
  };

  void at(Instant when, std::size_t pupil, std::function<void()> deed);
  void together(std::vector<Event> events);
  /// Runs a command as that person. Several values of one box are written with a bar between.
  Outcome run(const std::string& email, const std::string& command, const Texts& texts);
  const Viewer& viewer(const std::string& email);
  /// A PDF of one page that says so, stored as an upload of that person. @returns its id.
  std::string upload(const std::string& email, const std::string& name, const std::string& says);
  void write(const std::function<void(WriteTx&)>& deed);
  /// Runs a job of the service. One that runs `alone` may not be refused; of those that run side by side one may find
  /// that another was there before.
  void job(const std::string& name, bool alone = false);
  void count(const std::string& command, const Outcome& outcome);
  void must(const std::string& command, const Texts& texts);
  void addSchools();
  void addProviders();
  void addCourses();
  void addPeople();
  void addPanels();
  void invite(const PlannedOrganisation& at, const PlannedPerson& person);
  std::string pupilId(std::size_t planned);
  void keepPupil(std::size_t planned, std::string id);
  void evening(Date day);
  void deliverMail();
  [[nodiscard]] std::shared_ptr<const Calendar> calendar() const;

  House& house_;
  HeldClock& clock_;
  const CityPlan& plan_;
  std::function<void(const std::string&)> say_;
  std::mutex mutex_;  ///< of what is kept here, while several write
  std::priority_queue<Event> events_;
  std::uint64_t numbered_ = 0;
  std::size_t commands_ = 0;
  std::map<std::string, Viewer> viewers_;
  std::map<std::string, int> refusals_;
  std::vector<std::string> codes_;  ///< of courses
  std::vector<std::string> admins_;
  std::vector<std::string> officers_;
  std::vector<std::string> invited_;
  std::map<std::size_t, std::string> pupils_;  ///< ids of those who are on a list
  std::vector<std::unique_ptr<CaseLife>> cases_;
  std::unique_ptr<StaffLife> staff_;
  std::unique_ptr<CityYear> year_;
  std::unique_ptr<RegisterLife> registers_;
};

}  // namespace capd::daemon
