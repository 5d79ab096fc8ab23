#include "daemon/CityStaff.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cases/organisation/Organisation.h"
#include "cases/staff/Staff.h"
#include "daemon/City.h"
#include "daemon/CityNames.h"

namespace capd::daemon {
namespace {

constexpr std::size_t kProvidersOfOneCity = 60;
constexpr int kMostStaff = 6;
constexpr int kRenewalMonths = 36;
constexpr std::size_t kTutorLeaves = 43;
const Date kListsBegin(2025, 2, 24);
const Date kListsConfirmed[] = {Date(2025, 3, 27), Date(2025, 11, 12)};

Date onWeekday(Date day) {
  while (day.weekday() > 5) day = day.plusDays(1);
  return day;
}

std::string jobOf(const std::string& role) {
  if (role == "provider.coordinator") return "Coordinator";
  return role == "provider.dsl" ? "Designated safeguarding lead" : "Tutor";
}

class StaffPlanner {
 public:
  explicit StaffPlanner(const CityPlan& plan) : plan_(plan), dice_(plan.seed ^ 0x57AFFULL) {}

  std::vector<PlannedStaff> plan() {
    for (std::size_t provider = 0; provider < plan_.providers.size(); ++provider) list(provider);
    for (std::size_t from = 0; from < plan_.providers.size(); from += kProvidersOfOneCity) rarities(from);
    return std::move(staff_);
  }

 private:
  PlannedStaff& add(std::size_t provider, const std::string& name, const std::string& job, const std::string& email) {
    PlannedStaff made;
    made.provider = provider;
    made.name = name;
    made.job = job;
    made.email = email;
    made.certificate = fmt::format("00{:010}", 1'640'000'000 + 7919 * staff_.size() + dice_.below(7919));
    made.updateService = dice_.percent(12);
    staff_.push_back(std::move(made));
    return staff_.back();
  }

  std::string newName() {
    std::string name;
    do
      name = word(dice_.of(firstNamesOfStaff())) + " " + word(dice_.of(familyBeginnings())) +
             word(dice_.of(familyEndings()));
    while (!names_.insert(name).second);
    return name;
  }

  void list(std::size_t provider) {
    static constexpr const char* kJobs[] = {"Tutor", "Mentor", "Workshop assistant", "Tutor, two days a week",
                                            "Kitchen and first aid"};
    const PlannedOrganisation& at = plan_.providers[provider];
    for (const PlannedPerson& each : at.people) {
      names_.insert(each.name);
      there(add(provider, each.name, jobOf(each.role), each.email));
    }
    const int room = kMostStaff - static_cast<int>(at.people.size());
    int more = at.known ? 4 : dice_.between(0, std::min(room, 2));
    const std::size_t place = provider % kProvidersOfOneCity;
    if (place == kTutorLeaves || place == kCoordinatorLeaves) more = std::max(more, 1);  // two are left
    for (; more > 0; --more) {
      PlannedStaff& made = add(provider, newName(), kJobs[dice_.below(std::size(kJobs))], "");
      if (dice_.percent(25))
        joins(made, onWeekday(Date(2025, 4, 28).plusDays(dice_.between(0, 255))));
      else
        there(made);
    }
    last_.push_back(staff_.size() - 1);
  }

  static Date entered(std::size_t provider) { return onWeekday(kListsBegin.plusDays(static_cast<int>(provider % 17))); }
  std::optional<Date> seenAfter(Date told) { return onWeekday(told.plusDays(dice_.between(1, 4))); }

  // On the list from the first weeks on; one in eight shows a renewal in time within the year.
  void there(PlannedStaff& made) {
    if (dice_.percent(12)) {
      const Date policyDate = Date(2025, 4, 20).plusDays(dice_.between(0, 265));
      checkedOn(made, policyDate.plusMonths(-kRenewalMonths));
      const Date renewed = policyDate.plusDays(-dice_.between(12, 60));
      const Date told = onWeekday(std::max(renewed, made.told.plusDays(7)).plusDays(dice_.between(1, 5)));
      made.checks.push_back({renewed, told, seenAfter(told)});
    } else {
      checkedOn(made, Date(2023, 6, 1).plusDays(dice_.between(0, 567)));
    }
  }
  void checkedOn(PlannedStaff& made, Date dated) {
    made.told = entered(made.provider);
    made.started = onWeekday(dice_.percent(60) ? dated.plusDays(dice_.between(14, 40))
                                               : dated.plusDays(-dice_.between(300, 3000)));
    made.checks = {{dated, made.told, seenAfter(made.told)}};
  }
  void joins(PlannedStaff& made, Date first) {
    made.started = first;
    made.told = onWeekday(first.plusDays(-dice_.between(0, 3)));
    made.checks = {{first.plusDays(-dice_.between(10, 60)), made.told, seenAfter(made.told)}};
  }

  // Of the last of that provider's list; that person's name is there already.
  PlannedStaff& lastOf(std::size_t from, std::size_t provider) { return staff_[last_[from + provider]]; }

  void rarities(std::size_t from) {
    if (from + kProvidersOfOneCity > plan_.providers.size()) return;
    // Policy dates near; one that has passed on the evening before; one that has passed and is decided.
    const std::pair<std::size_t, Date> policyDates[] = {
        {0, Date(2026, 2, 27)},  {1, Date(2026, 4, 15)}, {5, Date(2026, 2, 13)}, {9, Date(2026, 2, 16)},
        {12, Date(2026, 3, 20)}, {17, Date(2026, 5, 4)}, {21, Date(2026, 2, 9)}, {24, Date(2026, 1, 20)}};
    for (const auto& [provider, policyDate] : policyDates)
      checkedOn(lastOf(from, provider), policyDate.plusMonths(-kRenewalMonths));
    lastOf(from, 24).supervised = Date(2026, 1, 21);
    // Joined this month, and nobody at CAP has seen their check yet.
    joins(lastOf(from, 27), Date(2026, 2, 9));
    joins(lastOf(from, 31), Date(2026, 2, 4));
    for (const std::size_t joined : {std::size_t{27}, std::size_t{31}}) {
      PlannedStaff& member = lastOf(from, joined);
      member.checks.front().told = onWeekday(std::max(member.told, Date(2026, 2, 5)));
      member.checks.front().seen.reset();
    }
    // On the Update Service: a look in October stands for a renewal.
    PlannedStaff& looked = lastOf(from, 34);
    checkedOn(looked, Date(2022, 11, 14));
    looked.updateService = true;
    looked.checks.push_back({Date(2025, 10, 13), Date(2025, 10, 13), Date(2025, 10, 15), true});
    // One person at two providers: two lines, and neither knows of the other.
    PlannedStaff& one = lastOf(from, 37);
    PlannedStaff& other = lastOf(from, 40);
    checkedOn(one, Date(2024, 5, 21));
    checkedOn(other, Date(2024, 5, 21));
    other.name = one.name;
    other.certificate = one.certificate;
    one.job = "Tutor, Mondays and Tuesdays";
    other.job = "Tutor, Thursdays";
    // Two leave: a tutor who could sign in, and the only coordinator of a provider.
    PlannedStaff& tutor = lastOf(from, kTutorLeaves);
    checkedOn(tutor, Date(2024, 3, 12));
    tutor.left = Date(2025, 7, 18);
    PlannedStaff& gone = coordinator(from + kCoordinatorLeaves);
    gone.left = Date(2026, 2, 6);
    gone.onlyCoordinator = true;
  }

  PlannedStaff& coordinator(std::size_t provider) {
    return *std::find_if(staff_.begin(), staff_.end(), [&](const PlannedStaff& each) {
      return each.provider == provider && each.job == jobOf("provider.coordinator");
    });
  }

  const CityPlan& plan_;
  Dice dice_;
  std::set<std::string> names_;
  std::vector<std::size_t> last_;  ///< of each provider's list
  std::vector<PlannedStaff> staff_;
};

}  // namespace

const PlannedPerson* PlannedOrganisation::who(std::string_view role) const {
  for (const PlannedPerson& each : people)
    if (each.role == role) return &each;
  return nullptr;
}

std::vector<PlannedStaff> planStaff(const CityPlan& plan) { return StaffPlanner(plan).plan(); }

void StaffLife::arrange() {
  {
    const auto lease = city_.house_.database().read(city_.house_.hostViewer(0));
    for (const PlannedOrganisation& each : city_.plan_.providers)
      providers_.push_back(providerCode(findOrganisation(lease->tx(), "provider", each.name).value().id));
  }
  quality_ = {"quality@cap.example"};
  for (const PlannedPerson& each : city_.plan_.cap)
    if (each.role == "cap.quality_officer") quality_.push_back(each.email);
  for (std::size_t member = 0; member < city_.plan_.staff.size(); ++member) arrangeOne(member);
  for (std::size_t provider = 0; provider < providers_.size(); ++provider)
    for (const Date begin : kListsConfirmed) {
      // Each by itself over two weeks; a few were not come to in the autumn.
      const Date day = onWeekday(begin.plusDays(static_cast<int>(provider * 5 % 14)));
      if (begin == kListsConfirmed[0] || provider % 9 != 4)
        city_.at(londonAt(day, {16, static_cast<int>(provider % 60)}), 0, [this, provider, day] {
          if (clearOn(provider, day))
            city_.run(officerOf(provider), "staff.confirm", {{"provider", providers_[provider]}});
        });
    }
}

const std::string& StaffLife::coordinatorOf(const PlannedStaff& member) const {
  return city_.plan_.providers[member.provider].who("provider.coordinator")->email;
}

const std::string& StaffLife::officerOf(std::size_t provider) const { return quality_[provider % quality_.size()]; }

// A coordinator has each morning one moment for it, the quality officer one in the afternoon.
void StaffLife::arrangeOne(std::size_t member) {
  const PlannedStaff& plan = city_.plan_.staff[member];
  const int minute = static_cast<int>(plan.provider % 50);
  const auto morning = [&](Date day) { return londonAt(day, {10, minute}); };
  const auto afternoon = [&](Date day) { return londonAt(day, {15, minute}); };
  city_.at(morning(plan.told), 0, [this, member] { join(member); });
  for (std::size_t check = 0; check < plan.checks.size(); ++check) {
    city_.at(morning(plan.checks[check].told), 0, [this, member, check] { tell(member, check); });
    if (plan.checks[check].seen)
      city_.at(afternoon(*plan.checks[check].seen), 0, [this, member, check] {
        city_.run(officerOf(city_.plan_.staff[member].provider), "staff.see",
                  {{"member", codes_[member]}, {"check", std::to_string(check + 1)}});
      });
  }
  if (plan.supervised) city_.at(afternoon(*plan.supervised), 0, [this, member] { decide(member); });
  if (plan.left)
    city_.at(plan.onlyCoordinator ? cityMoment().plusMs(-20 * 60'000) : afternoon(*plan.left), 0, [this, member] {
      const PlannedStaff& who = city_.plan_.staff[member];
      city_.run(who.onlyCoordinator ? officerOf(who.provider) : coordinatorOf(who), "staff.leave",
                {{"member", codes_[member]}, {"last_day", who.left->iso()}});
    });
}

void StaffLife::join(std::size_t member) {
  const PlannedStaff& plan = city_.plan_.staff[member];
  const Outcome outcome = city_.run(coordinatorOf(plan), "staff.join",
                                    {{"provider", providers_[plan.provider]},
                                     {"name", plan.name},
                                     {"job", plan.job},
                                     {"started", plan.started.iso()},
                                     {"email", plan.email}});
  if (const auto* done = std::get_if<Done>(&outcome)) codes_[member] = done->values.at("member");
}

void StaffLife::tell(std::size_t member, std::size_t check) {
  const PlannedStaff& plan = city_.plan_.staff[member];
  const PlannedCheck& told = plan.checks[check];
  if (told.look) {
    city_.run(coordinatorOf(plan), "staff.update_service",
              {{"member", codes_[member]}, {"dated", told.dated.iso()}, {"current", "yes"}});
    return;
  }
  // A renewal has a number of its own.
  std::string certificate = plan.certificate;
  certificate[1] = static_cast<char>('0' + check);
  city_.run(coordinatorOf(plan), "staff.check",
            {{"member", codes_[member]},
             {"kind", check == 0 ? "first" : "renewal"},
             {"dated", told.dated.iso()},
             {"certificate", certificate},
             {"level", member % 3 == 0 ? "enhanced" : "enhanced_barred"},
             {"update_service", plan.updateService ? "yes" : "no"}});
}

void StaffLife::decide(std::size_t member) {
  const PlannedStaff& plan = city_.plan_.staff[member];
  std::string version;
  {
    const auto lease = city_.house_.database().read(city_.viewer(quality_.front()));
    const auto there = findStaff(lease->tx(), codes_[member]);
    version = std::to_string(there ? there->version : 0);
  }
  city_.run(quality_.front(), "staff.decide",
            {{"member", codes_[member]},
             {"version", version},
             {"decision", "supervised"},
             {"until", plan.supervised->plusDays(44).iso()},
             {"assessed_on", plan.supervised->iso()},
             {"assessed_by", "The provider’s coordinator"},
             {"says", "The new check was asked for on 12 January. Until it is here, a second adult is in the room."}});
}

bool StaffLife::clearOn(std::size_t provider, Date day) const {
  for (const PlannedStaff& each : city_.plan_.staff) {
    if (each.provider != provider || each.told > day || (each.left && *each.left <= day)) continue;
    std::optional<Date> newest;
    for (const PlannedCheck& check : each.checks) {
      if (check.told > day) continue;
      if (!check.seen || *check.seen >= day) return false;
      newest = check.dated;
    }
    if (!newest || newest->plusMonths(kRenewalMonths) < day) return false;
  }
  return true;
}

}  // namespace capd::daemon
