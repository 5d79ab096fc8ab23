#pragma once
// A town in which whole lives are walked: drafts of several programmes, complete and ready to be sent, as many as are
// wanted, and everybody who has to do with them.

#include <map>
#include <random>
#include <string>
#include <vector>

#include "cases/placement/Placement.h"
#include "cases/referral/Referral.h"
#include "tests/refer/Office.h"

namespace capd::test {

/// Who somebody is to a case, as a letter: the table of deeds says who may do what by these.
/// S who refers (coordinator or SEND officer), T who helps there to write, Y the school's safeguarding lead, P the
/// coordinator of the provider asked, U its tutor, Q another provider's coordinator, O another school's, N the SEND
/// officer or school that does not refer here, A CAP's administrator, L its operations lead, M its monitoring officer,
/// V its senior leader, C chair of a panel, E member of a panel, Z CAP's safeguarding lead, H CAP's data administrator.
inline const std::string kEverybody = "STYPUQONALMVCEZH";

/// What a case is now, as the records have it.
struct Now {
  std::int64_t id = 0;
  std::string state;
  std::int64_t version = 0;
  std::string programme;
  std::string provider;  ///< email of the coordinator of the provider that is asked; empty = none
  std::string course;    ///< code
  bool gone = false;     ///< a draft that was deleted
};

class Town {
 public:
  explicit Town(Kind kind);

  enum class Draft { tierOne, insight, flourish, send };
  /// A draft of its own pupil, or of that of another case; with an end of its own, or to the end of the year. @returns
  /// its reference.
  std::string copy(Draft draft, const std::string& pupilOf, bool toTheEnd);
  Now now(const std::string& reference) { return now(std::vector<std::string>{reference}).front(); }
  /// In the same order.
  std::vector<Now> now(const std::vector<std::string>& references);
  /// The person with that letter for a case; empty when there is none.
  std::string person(char letter, Draft draft, const Now& now);
  const Viewer& viewer(const std::string& email);

  Outcome run(const std::string& email, const std::string& command, FieldTexts texts);
  /// What a job finds, done. @returns what of it was refused.
  std::string job(const std::string& name);
  void at(Date day, TimeOfDay time = {9, 0}) { office.clock().set(londonAt(day, time)); }
  template <class F>
  auto read(F f) {
    const auto lease = office.house().database().read(host_);
    return f(lease->tx());
  }
  void write(const std::function<void(WriteTx&)>& deed);
  [[nodiscard]] const std::vector<std::string>& rounds() const { return rounds_; }

  Office office;

 private:
  void furnish();
  std::string prototype(Draft draft);

  Viewer host_;
  std::map<std::string, Viewer> viewers_;
  std::map<Draft, std::string> prototypes_;
  std::map<std::int64_t, std::string> providers_;
  std::vector<std::string> rounds_;
};

}  // namespace capd::test
