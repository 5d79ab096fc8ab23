#include "daemon/Rehearsal.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "cases/duty/Duty.h"
#include "cases/placement/Placement.h"
#include "cases/referral/Referral.h"
#include "daemon/House.h"
#include "daemon/Jobs.h"
#include "daemon/Papers.h"

namespace capd::daemon {
namespace {

using Kind = RehearsalLine::Kind;

std::string wordsOf(const Outcome& outcome) {
  if (const auto* done = std::get_if<Done>(&outcome)) return done->says;
  std::string all;
  for (const Problem& each : std::get<Refused>(outcome).problems) all += (all.empty() ? "" : " ") + each.says;
  return all;
}

class Player {
 public:
  Player(House& house, HeldClock& clock, const std::function<void(const std::string&)>& say)
      : house_(house), clock_(clock), say_(say) {}

  Played play(const std::vector<RehearsalLine>& lines) {
    for (const RehearsalLine& line : lines) {
      const std::string wrong = isAsTold(line);
      if (wrong.empty()) continue;
      played_.faults.push_back({line.file, line.line, 0, wrong, {}});
      break;
    }
    return std::move(played_);
  }

 private:
  // What is different from what the line tells; empty when nothing is.
  std::string isAsTold(const RehearsalLine& line) {
    switch (line.kind) {
      case Kind::at:
        waitFor(line.moment);
        return {};
      case Kind::does:
      case Kind::cannot:
        return deed(line);
      case Kind::stateIs:
        return same("The case", stateOfCase(), line.what);
      case Kind::placementIs:
        return same("The placement", ofPlacement(&Placement::state), line.what);
      case Kind::placementEnds:
        return same("Its last day", ofPlacement([](const Placement& p) { return p.lastDay ? p.lastDay->iso() : ""; }),
                    line.what);
      case Kind::asked:
      case Kind::notAsked:
        return asked(line);
    }
    return {};
  }

  static std::string same(const char* what, const std::string& is, const std::string& told) {
    return is == told ? "" : fmt::format("{} is {}, not {}.", what, is.empty() ? "not there" : is, told);
  }

  // Each morning's jobs, as they run in a real year.
  void waitFor(Instant moment) {
    for (Date day = clock_.today().plusDays(1); londonAt(day, {6, 5}) < moment; day = day.plusDays(1)) {
      clock_.set(londonAt(day, {6, 5}));
      runJobs();
    }
    if (moment > clock_.now()) clock_.set(moment);
    runJobs();
  }

  void runJobs() {
    for (const JobDeclaration& job : house_.registry().jobs()) runJob(house_, job.name);
  }

  std::string deed(const RehearsalLine& line) {
    const auto viewer = house_.viewerOfEmail(line.who);
    if (!viewer) return fmt::format("Nobody here signs in with {}.", line.who);
    const auto* command = house_.registry().command(line.what);
    if (command == nullptr) return fmt::format("There is no command {}.", line.what);
    commands::Request request;
    request.command = line.what;
    for (const auto& [name, value] : line.texts) {
      std::string why;
      const auto box = filledIn(name, line.who, why);
      auto typed = filledIn(value, line.who, why);
      if (!why.empty()) return why;
      request.texts[box.front()] = std::move(typed);
    }
    nameTheCase(command->declaration.form, *viewer, request.texts);
    const Outcome outcome = house_.pipeline().run(*viewer, request);
    say_(fmt::format("{}  {}  {}: {}", londonWords(clock_.now()), line.who, line.what, wordsOf(outcome)));
    if (const auto* done = std::get_if<Done>(&outcome)) keep(*done);
    return differs(line, outcome);
  }

  static std::string differs(const RehearsalLine& line, const Outcome& outcome) {
    const std::string words = wordsOf(outcome);
    const bool done = std::holds_alternative<Done>(outcome);
    if (line.kind == Kind::does) return done ? "" : fmt::format("{} was refused: {}", line.what, words);
    if (done) return fmt::format("{} was done, and should have been refused.", line.what);
    return words.find(line.because) != std::string::npos
               ? ""
               : fmt::format("{} was refused for another reason: {}", line.what, words);
  }

  // `a|b` are two values; what stands in braces is looked up.
  std::vector<std::string> filledIn(const std::string& value, const std::string& who, std::string& why) {
    std::vector<std::string> all;
    for (std::size_t at = 0; at <= value.size();) {
      const auto end = std::min(value.find('|', at), value.size());
      std::string one = value.substr(at, end - at);
      for (auto open = one.find('{'); open != std::string::npos; open = one.find('{')) {
        const auto close = one.find('}', open);
        const std::string name = one.substr(open + 1, close - open - 1);
        const auto found = close == std::string::npos ? std::nullopt : lookedUp(name, who);
        if (!found) {
          why = fmt::format("Nothing is known as {{{}}}.", name);
          return {};
        }
        one.replace(open, close - open + 1, *found);
      }
      all.push_back(std::move(one));
      at = end + 1;
    }
    return all;
  }

  std::optional<std::string> lookedUp(const std::string& name, const std::string& who) {
    if (name.rfind("paper ", 0) == 0)
      return keepPaper(house_, house_.viewerOfEmail(who).value(), name.substr(6), "Invented for a rehearsal.");
    if (name.rfind("pupil ", 0) == 0) {
      const auto lease = house_.database().read(house_.hostViewer(0));
      const auto pupil = pupilCalled(lease->tx(), name.substr(6));
      return pupil ? std::optional(std::to_string(*pupil)) : std::nullopt;
    }
    if (const auto day = dayCalled(name)) return day->iso();
    const auto known = values_.find(name);
    return known == values_.end() ? std::nullopt : std::optional(known->second);
  }

  // `today`, `10 days ago`, `in 22 days`.
  std::optional<Date> dayCalled(const std::string& name) const {
    if (name == "today") return clock_.today();
    const bool ago = name.size() > 9 && name.compare(name.size() - 9, 9, " days ago") == 0;
    const bool ahead = name.size() > 8 && name.rfind("in ", 0) == 0 && name.compare(name.size() - 5, 5, " days") == 0;
    if (!ago && !ahead) return std::nullopt;
    const std::string number = ago ? name.substr(0, name.size() - 9) : name.substr(3, name.size() - 8);
    if (number.empty() || number.size() > 3 || number.find_first_not_of("0123456789") != std::string::npos)
      return std::nullopt;
    return clock_.today().plusDays(ago ? -std::stoi(number) : std::stoi(number));
  }

  void nameTheCase(const FormShape& form, const Viewer& viewer, FieldTexts& texts) {
    if (played_.references.empty() || form.find("reference") == nullptr) return;
    if (texts.count("reference") == 0) texts["reference"] = {played_.references.back()};
    // A section counts its own versions, and one who names none overwrites.
    if (form.find("version") == nullptr || form.find("section") != nullptr || texts.count("version") != 0) return;
    const auto lease = house_.database().read(viewer);
    const auto referral = findReferral(lease->tx(), texts["reference"].front());
    if (referral) texts["version"] = {std::to_string(referral->version)};
  }

  void keep(const Done& done) {
    for (const auto& [name, value] : done.values) values_[name] = value;
    const auto reference = done.values.find("reference");
    auto& all = played_.references;
    if (reference != done.values.end() && std::find(all.begin(), all.end(), reference->second) == all.end())
      all.push_back(reference->second);
  }

  // The case as CAP sees it: a draft is its school's alone.
  std::optional<ReferralRecord> ofCap() {
    if (played_.references.empty()) return std::nullopt;
    const auto lease = house_.database().read(house_.hostViewer(0));
    return findReferral(lease->tx(), played_.references.back());
  }

  std::string stateOfCase() {
    const auto referral = ofCap();
    return referral ? std::string(toWord(referral->state)) : "";
  }

  template <class What>
  std::string ofPlacement(What what) {
    const auto referral = ofCap();
    if (!referral) return {};
    const auto lease = house_.database().read(house_.hostViewer(0));
    const auto placement = placementOfCase(lease->tx(), referral->id);
    return placement ? std::string(std::invoke(what, *placement)) : "";
  }

  std::string asked(const RehearsalLine& line) {
    if (house_.registry().duty(line.what) == nullptr) return fmt::format("There is no duty {}.", line.what);
    std::string others;
    bool found = false;
    if (const auto referral = ofCap()) {
      const auto lease = house_.database().read(house_.hostViewer(0));
      for (const Duty& each : dutiesOfCase(lease->tx(), referral->id)) {
        found = found || each.kind == line.what;
        others += (others.empty() ? "" : ", ") + each.kind;
      }
    }
    if (found == (line.kind == Kind::asked)) return {};
    return found ? fmt::format("{} is still asked.", line.what)
                 : fmt::format("{} is not asked. What is: {}.", line.what, others.empty() ? "nothing" : others);
  }

  House& house_;
  HeldClock& clock_;
  const std::function<void(const std::string&)>& say_;
  Played played_;
  std::map<std::string, std::string> values_;
};

}  // namespace

Played play(House& house, HeldClock& clock, const Rehearsal& rehearsal,
            const std::function<void(const std::string&)>& say) {
  return Player(house, clock, say).play(rehearsal.lines);
}

}  // namespace capd::daemon
