#include "tests/kill/Load.h"

#include <algorithm>

#include "base/Hash.h"

namespace capd::test {
namespace {

struct SectionTexts {
  const char* section;
  Typed texts;
};

// A referral for bicycle maintenance without a risk assessment: it is sent, and held until one comes.
const std::vector<SectionTexts>& sections() {
  static const std::vector<SectionTexts> all = {
      {"pupil", {{"pupil.on_roll", "yes"}, {"pupil.address", "2 Example Street, Coventry"}}},
      {"course",
       {{"course.first", "bike"},
        {"course.start", "2026-02-24"},
        {"course.sessions", "2a"},
        {"course.sessions", "2p"},
        {"course.weeks", "12"}}},
      {"reasons",
       {{"reasons.purposes", "curriculum"},
        {"reasons.purposes", "attendance"},
        {"reasons.rationale", "He learns best with his hands."},
        {"reasons.justification", "bespoke"}}},
      {"needs",
       {{"needs.kinds", "sen"},
        {"needs.detail", "Short tasks help."},
        {"needs.plan", "no"},
        {"needs.identified", "observed"},
        {"needs.profile", "Good with tools."}}},
      {"views",
       {{"views.taken_on", "2026-01-15"},
        {"views.says", "I want to fix bikes."},
        {"views.parents", "yes"},
        {"views.exit", "A level 1 course at college."},
        {"views.measures", "attendance"}}},
      {"consent",
       {{"consent.agreed", "yes"},
        {"consent.who", "parent"},
        {"consent.name", "Mari Wynne"},
        {"consent.relationship", "Mother"},
        {"consent.date", "2026-01-16"},
        {"consent.how", "meeting"},
        {"consent.taken_by", "Carys Penn"}}},
      {"agreement",
       {{"agreement.q1", "Tom Archer, head of year"},
        {"agreement.q2", "Two meetings."},
        {"agreement.q3", "A trade."},
        {"agreement.q4", "Pupil and mother."},
        {"agreement.q5", "yes"},
        {"agreement.q7", "He chose it."},
        {"agreement.q8", "Beside maths at school."},
        {"agreement.q9", "yes"},
        {"case_worker.attends_reviews", "yes"}}},
      {"week", {{"week.main_kind", "this_school"}, {"week.sessions", "8"}}},
      {"contacts",
       {{"contacts.first_name", "Mari Wynne"},
        {"contacts.first_relationship", "Mother"},
        {"contacts.first_phone", "024 7600 0001"},
        {"contacts.medical", "none"},
        {"contacts.collection", "By bus, alone."},
        {"contacts.hide_address", "no"}}},
      {"papers", {{"papers.complete", "yes"}}},
      {"programme",
       {{"tier1.curriculum", "As we talked over."},
        {"tier1.interests", "As we talked over."},
        {"tier1.journey", "As we talked over."},
        {"tier1.right_support", "As we talked over."}}},
  };
  return all;
}

std::string referenceIn(const std::string& location) {
  const std::string mark = "/referrals/";
  const auto at = location.find(mark);
  if (at == std::string::npos) return {};
  const auto begin = at + mark.size();
  return location.substr(begin, location.find_first_of("/?", begin) - begin);
}

}  // namespace

std::uint64_t School::random(std::uint64_t below) {
  seed_ = seed_ * 6364136223846793005ULL + 1442695040888963407ULL;
  return (seed_ >> 33U) % below;
}

std::size_t School::acknowledged() const {
  return static_cast<std::size_t>(
      std::count_if(deeds_.begin(), deeds_.end(), [](const Deed& deed) { return deed.acknowledged; }));
}

std::vector<Deed> School::nextCase() {
  std::vector<Deed> deeds;
  deeds.push_back({"referral.begin", {{"pupil", pupils_[random(pupils_.size())]}}, "", "", false});
  for (const SectionTexts& each : sections()) {
    Deed save{"referral.save_section", {{"section", each.section}}, "", "", false};
    save.typed.insert(save.typed.end(), each.texts.begin(), each.texts.end());
    deeds.push_back(std::move(save));
  }
  deeds.push_back({"referral.submit", {}, "", "", false});
  for (Deed& deed : deeds) deed.typed.emplace_back("token", randomHex(16));
  std::reverse(deeds.begin(), deeds.end());
  return deeds;
}

bool School::send(Deed& deed) {
  const auto answer = caller_.run(deed.command, deed.typed);
  if (!answer || answer->status != 303) {
    deed.location = answer ? "status " + std::to_string(answer->status) : "";
    return false;
  }
  deed.acknowledged = true;
  ++soFar_;
  deed.location = answer->header("location");
  if (deed.command == "referral.begin") deed.reference = referenceIn(deed.location);
  return true;
}

bool School::begin(std::uint16_t port) {
  caller_.moveTo(port);
  if (!signedIn_) signedIn_ = caller_.signIn(email_, kPassword);
  return signedIn_;
}

bool School::step() {
  if (ahead_.empty()) {
    ahead_ = nextCase();
    reference_.clear();
  }
  Deed deed = std::move(ahead_.back());
  ahead_.pop_back();
  if (deed.command != "referral.begin") {
    deed.reference = reference_;
    deed.typed.emplace_back("reference", reference_);
  }
  const bool went = send(deed);
  if (went && deed.command == "referral.begin") reference_ = deed.reference;
  deeds_.push_back(std::move(deed));
  return went;
}

void School::workUntilItBreaks(std::uint16_t port, const std::atomic<bool>& stop) {
  if (!begin(port)) return;
  while (!stop && step()) continue;
}

std::string School::referOne(std::uint16_t port) {
  if (!begin(port)) return {};
  do {
    if (!step()) return {};
  } while (!ahead_.empty());
  return reference_;
}

// The same form again, token and all: it is either the deed's own reply or, if it never happened, happens now.
std::string School::again(Deed& deed) {
  Deed repeat = deed;
  repeat.acknowledged = false;
  const std::string what = deed.command + (deed.reference.empty() ? "" : " of " + deed.reference);
  if (!send(repeat))
    return what + (deed.acknowledged ? " was acknowledged and is refused now: " : " is refused: ") + repeat.location;
  if (deed.acknowledged && repeat.location != deed.location)
    return what + " was answered " + deed.location + " and now " + repeat.location;
  if (!deed.acknowledged && deed.command == "referral.begin") reference_ = repeat.reference;
  deed = std::move(repeat);
  return {};
}

std::vector<std::string> School::sendAgain(std::uint16_t port, int samples) {
  caller_.moveTo(port);
  std::vector<std::string> faults;
  if (!signedIn_) return faults;  // it had not come that far
  const auto note = [&](const std::string& fault) {
    if (!fault.empty()) faults.push_back(email_ + ": " + fault);
  };
  for (int i = 0; i < samples && !deeds_.empty(); ++i) {
    Deed& deed = deeds_[random(deeds_.size())];
    if (deed.acknowledged) note(again(deed));
  }
  if (!deeds_.empty() && !deeds_.back().acknowledged) note(again(deeds_.back()));
  return faults;
}

}  // namespace capd::test
