#include "daemon/CityPlan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/Text.h"
#include "cases/pupil/Pupil.h"
#include "daemon/CityNames.h"
#include "daemon/CityStaff.h"
#include "daemon/Demonstration.h"

namespace capd::daemon {
namespace {

constexpr int kSchools = 51;  // and the SEND team
constexpr int kProviders = 60;
constexpr int kCourses = 150;
constexpr int kPupils = 1010;
constexpr int kCases = 1330;
constexpr int kMostPlaces = 500;  // of one course, as the service takes them

std::string domainOf(const std::string& name) {
  std::string domain;
  for (const char sign : sortKey(name))
    if (std::isalnum(static_cast<unsigned char>(sign)) != 0) domain += sign;
  return domain + ".example";
}

class Planner {
 public:
  Planner(std::uint64_t seed, int size) : dice_(seed), size_(size) {}

  CityPlan plan() {
    schools();
    providers();
    cap();
    courses();
    pupils();
    cases();
    rarities();
    places();
    return std::move(plan_);
  }

 private:
  std::string phone() { return fmt::format("024 7600 {:04}", ++phones_ % 10000); }
  std::string familyName() { return word(dice_.of(familyBeginnings())) + word(dice_.of(familyEndings())); }

  PlannedPerson person(const std::string& role, const std::string& domain) {
    PlannedPerson made;
    const std::string first = word(dice_.of(firstNamesOfStaff()));
    const std::string last = familyName();
    made.name = first + " " + last;
    made.role = role;
    made.phone = phone();
    std::string letters;
    for (const char sign : sortKey(first + last))
      if (std::isalnum(static_cast<unsigned char>(sign)) != 0) letters += sign;
    made.email = letters + "@" + domain;
    for (int again = 2; !addresses_.insert(made.email).second; ++again)
      made.email = fmt::format("{}{}@{}", letters, again, domain);
    return made;
  }

  PlannedOrganisation organisation(const std::string& kind, const std::string& name) {
    PlannedOrganisation made;
    made.kind = kind;
    made.name = name;
    made.phone = phone();
    made.email = "office@" + domainOf(name);
    made.address = fmt::format("{} {}, Coventry", dice_.between(1, 180), dice_.of(streets()));
    return made;
  }

  // A name of the list, and once the list is through, with a number of the street.
  static std::string stem(std::span<const std::string_view> all, std::size_t number) {
    const std::string one = word(all[number % all.size()]);
    return number < all.size() ? one : fmt::format("{} {}", one, number / all.size() + 1);
  }

  void schools() {
    struct Kind {
      const char* says;
      int count;
      const char* group;
      int least;
      int most;
      int weight;
    };
    const Kind kinds[] = {{"School", 12, "secondary_partnership", 7, 11, 5},
                          {"Academy", 10, "secondary_partnership", 7, 11, 5},
                          {"Special School", 8, "secondary_partnership", 7, 11, 2},
                          {"Primary School", 14, "primary_partnership", 4, 6, 1},
                          {"AP Academy", 1, "secondary_partnership", 9, 11, 3},
                          {"High School", 4, "west_midlands_national", 7, 11, 1}};
    for (const char* known : {"Spon Vale School", "Canley Brook Academy"}) {
      PlannedOrganisation made = organisation("school", known);
      made.known = true;
      made.weight = known[0] == 'S' ? 34 : 6;
      plan_.schools.push_back(std::move(made));
    }
    plan_.schools[0].people = {{"Carys Penn", "coordinator@school.example", "", "school.coordinator"},
                               {"Tom Archer", "contributor@school.example", "", "school.contributor"},
                               {"Dee Lowe", "dsl@school.example", "", "school.dsl"}};
    plan_.schools[1].people = {{"Olu Bright", "other@school.example", "", "school.coordinator"}};
    const int wanted = kSchools + (size_ - 1) * 12;
    std::size_t number = 0;
    while (static_cast<int>(plan_.schools.size()) < wanted)
      for (const Kind& kind : kinds)
        for (int i = 0; i < kind.count && static_cast<int>(plan_.schools.size()) < wanted; ++i) {
          const std::string name = stem(schoolStems(), number) + " " + kind.says;
          PlannedOrganisation made = organisation("school", name);
          made.group = kind.group;
          made.sla = dice_.percent(48) ? "sla" : "admin_fee";
          made.urn = fmt::format("9{:05}", number + 1);
          made.lowestYear = kind.least;
          made.highestYear = kind.most;
          // Three of them make a third of all referrals.
          made.weight = number < 2 ? 30 : kind.weight + dice_.between(0, 2);
          staff(made);
          plan_.schools.push_back(std::move(made));
          ++number;
        }
  }

  void staff(PlannedOrganisation& school) {
    const std::string domain = domainOf(school.name);
    school.people.push_back(person("school.coordinator", domain));
    school.people.push_back(person("school.dsl", domain));
    school.people.push_back(person("school.contributor", domain));
    if (school.weight > 5) {
      school.people.push_back(person("school.coordinator", domain));
      school.people.push_back(person("school.deputy_dsl", domain));
    }
  }

  void providers() {
    for (const char* known : {"Whitley Workshops", "Sherbourne Skills"}) {
      PlannedOrganisation made = organisation("provider", known);
      made.known = true;
      made.weight = 12;
      plan_.providers.push_back(std::move(made));
    }
    plan_.providers[0].people = {{"Priya Nair", "provider@provider.example", "", "provider.coordinator"}};
    plan_.providers[1].people = {{"Piotr Zając", "other@provider.example", "", "provider.coordinator"}};
    const int wanted = kProviders + (size_ - 1) * 15;
    for (std::size_t number = 0; static_cast<int>(plan_.providers.size()) < wanted; ++number) {
      const InventedTrade& trade = trades()[number % trades().size()];
      const std::string name = stem(providerStems(), number) + " " + word(trade.kind);
      PlannedOrganisation made = organisation("provider", name);
      made.weight = number < 6 ? 12 : dice_.between(1, 2);  // eight of them have half the pupils
      if (dice_.percent(10)) made.urn = fmt::format("8{:05}", number + 1);
      const std::string domain = domainOf(name);
      made.people.push_back(person("provider.coordinator", domain));
      made.people.push_back(person("provider.dsl", domain));
      for (int tutors = dice_.between(0, 3); tutors > 0; --tutors)
        made.people.push_back(person("provider.tutor", domain));
      plan_.providers.push_back(std::move(made));
    }
  }

  void cap() {
    for (const char* role : {"cap.admin", "cap.admin", "cap.monitoring_officer", "cap.monitoring_officer",
                             "cap.quality_officer", "cap.data_admin", "cap.dsl"})
      plan_.cap.push_back(person(role, "cap.example"));
  }

  void courses() {
    const auto known = [&](const char* code, std::size_t provider, const char* programme, std::vector<int> days,
                           int weeks) {
      PlannedCourse made;
      made.code = code;
      made.provider = provider;
      made.programme = programme;
      made.days = std::move(days);
      made.weeks = weeks;
      plan_.courses.push_back(std::move(made));
    };
    known("bike", 0, "tier1", {2, 3}, 0);
    known("wood", 0, "tier1", {1, 2, 4}, 0);
    known("hair", 1, "tier1", {2, 4}, 0);
    known("maths", 1, "tier1", {1, 3, 5}, 0);
    known("choices", 1, "tier2.insight", {3}, 6);
    known("online", 0, "tier2.insight", {5}, 10);
    known("grow", 1, "tier2.flourish", {1, 4}, 12);
    const int wanted = kCourses + (size_ - 1) * 40;
    for (std::size_t number = 0; static_cast<int>(plan_.courses.size()) < wanted; ++number) {
      const std::size_t provider = number % plan_.providers.size();
      PlannedCourse made;
      made.provider = provider;
      const InventedTrade& trade = trades()[(provider + trades().size() - 2) % trades().size()];
      made.clothing = word(trade.clothing);
      const unsigned kind = static_cast<unsigned>(number % 10);
      if (kind == 3 || kind == 7) {
        insight(made, number);
      } else if (kind == 9) {
        flourish(made, number);
      } else {
        tier1(made, trade, number);
      }
      plan_.courses.push_back(std::move(made));
    }
  }

  void insight(PlannedCourse& made, std::size_t number) {
    made.programme = "tier2.insight";
    made.category = "Insight";
    made.title = stem(insightTitles(), (number / 5) % insightTitles().size());
    made.days = {dice_.between(1, 5)};
    made.weeks = dice_.between(6, 12);
  }
  void flourish(PlannedCourse& made, std::size_t number) {
    static const std::vector<std::vector<int>> kPairs = {{1, 4}, {2, 5}, {1, 3}, {2, 4}};
    made.programme = "tier2.flourish";
    made.category = "Flourish";
    made.title = stem(flourishTitles(), (number / 10) % flourishTitles().size());
    made.days = dice_.of(kPairs);
    made.weeks = 12;
  }
  void tier1(PlannedCourse& made, const InventedTrade& trade, std::size_t number) {
    static const std::vector<std::vector<int>> kDays = {{1, 2, 3}, {2, 4}, {1, 3, 5}, {2, 3, 4, 5}, {1, 2, 4}, {3, 5}};
    made.programme = "tier1";
    made.days = dice_.of(kDays);
    if (number % 10 == 4) {
      made.category = "Curriculum support";
      made.title = word(dice_.of(curriculumTitles()));
    } else if (number % 10 == 6) {
      made.category = "Employability and personal development";
      made.title = word(dice_.of(personalTitles()));
    } else {
      made.category = "Work-based learning";
      made.title = word(number < plan_.providers.size() ? trade.title : trade.other);
    }
  }

  std::size_t weighted(const std::vector<PlannedOrganisation>& all) {
    int sum = 0;
    for (const PlannedOrganisation& each : all) sum += each.weight;
    int at = dice_.between(1, sum);
    for (std::size_t i = 0; i < all.size(); ++i)
      if ((at -= all[i].weight) <= 0) return i;
    return 0;
  }

  std::string freshUpn() {
    const std::string twelve = fmt::format("999{:04}25{:03}", 4000 + upns_ / 1000, upns_ % 1000);
    ++upns_;
    return std::string(1, upnCheckLetter(twelve)) + twelve;
  }

  PlannedPupil pupil(std::size_t school) {
    PlannedPupil made;
    made.school = school;
    const PlannedOrganisation& at = plan_.schools[school];
    made.first = word(dice_.percent(68) ? dice_.of(firstNamesOfBoys()) : dice_.of(firstNamesOfGirls()));
    made.last = familyName();
    if (dice_.percent(6)) made.knownAs = made.first.substr(0, 1) + "J";
    made.year = dice_.percent(70) ? std::min(at.highestYear, 10 + static_cast<int>(dice_.below(2)))
                                  : dice_.between(at.lowestYear, at.highestYear);
    made.born = Date(2025 - made.year - 5, 9, 1).plusDays(dice_.between(0, 364));
    if (!dice_.percent(4)) made.upn = freshUpn();
    made.care = dice_.percent(4);
    made.ehcp = dice_.percent(18);
    made.sen = dice_.percent(45);
    made.meals = dice_.percent(58);
    made.hidden = dice_.percent(2);
    return made;
  }

  void pupils() {
    for (int i = 0; i < kPupils * size_; ++i) plan_.pupils.push_back(pupil(weighted(plan_.schools)));
    // Twins, two of one name at different schools, and a pupil who has moved: one number on two rolls.
    PlannedPupil twin = plan_.pupils[0];
    twin.first = plan_.pupils[0].first == "Rhys" ? "Ellis" : "Rhys";
    twin.upn = freshUpn();
    plan_.pupils[1] = twin;
    plan_.pupils[3].first = plan_.pupils[2].first;
    plan_.pupils[3].last = plan_.pupils[2].last;
    plan_.pupils[3].school = (plan_.pupils[2].school + 1) % plan_.schools.size();
    PlannedPupil moved = plan_.pupils[4];
    moved.school = (moved.school + 2) % plan_.schools.size();
    moved.upn = plan_.pupils[4].upn = freshUpn();
    plan_.pupils[5] = moved;
  }

  // What is begun in a week: July before all, the weeks after the summer, few in the spring before.
  Date someDay() {
    struct Stretch {
      Date from;
      Date until;
      int share;
    };
    static const Stretch kStretches[] = {
        {Date(2025, 2, 24), Date(2025, 4, 9), 7},   {Date(2025, 4, 28), Date(2025, 6, 27), 8},
        {Date(2025, 7, 1), Date(2025, 7, 17), 21},  {Date(2025, 9, 8), Date(2025, 10, 3), 21},
        {Date(2025, 10, 6), Date(2025, 10, 23), 6}, {Date(2025, 11, 3), Date(2025, 12, 17), 18},
        {Date(2026, 1, 5), Date(2026, 2, 9), 19}};
    int at = dice_.between(1, 100);
    const Stretch* stretch = kStretches;
    while ((at -= stretch->share) > 0) ++stretch;
    Date day = stretch->from.plusDays(dice_.between(0, stretch->until.daysSince(stretch->from)));
    while (day.weekday() > 5) day = day.plusDays(1);
    return day;
  }

  bool suits(const PlannedCourse& course, const PlannedPupil& pupil, const std::string& programme) const {
    if (course.programme != programme) return false;
    const auto taken = [&](int day) {
      return std::find(pupil.days.begin(), pupil.days.end(), day) != pupil.days.end();
    };
    if (programme == "tier2.flourish") return pupil.days.empty();
    return pupil.days.size() < 2 &&
           std::any_of(course.days.begin(), course.days.end(), [&](int d) { return !taken(d); });
  }

  // Courses that are left for the pupil, of one provider where it has any.
  std::vector<std::size_t> offered(const PlannedPupil& pupil, const std::string& programme) {
    const std::size_t provider = weighted(plan_.providers);
    std::vector<std::size_t> own;
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < plan_.courses.size(); ++i) {
      const PlannedCourse& course = plan_.courses[i];
      if (!suits(course, pupil, programme) || (!course.code.empty() && course.planned >= 5)) continue;
      all.push_back(i);
      if (course.provider == provider) own.push_back(i);
    }
    return own.empty() ? all : own;
  }

  void cases() {
    std::vector<std::size_t> again;  // pupils with one day of one course, who may have a second
    for (int i = 0; i < kCases * size_; ++i) {
      PlannedCase made;
      const bool first = static_cast<std::size_t>(i) < plan_.pupils.size();
      made.pupil = first || again.empty() ? static_cast<std::size_t>(i) % plan_.pupils.size() : again.back();
      if (!first && !again.empty()) again.pop_back();
      PlannedPupil& pupil = plan_.pupils[made.pupil];
      made.school = pupil.school;
      const int die = dice_.between(1, 100);
      const std::string programme = die <= 63 ? "tier1" : die <= 88 ? "tier2.insight" : "tier2.flourish";
      const auto courses = offered(pupil, programme);
      if (courses.empty()) continue;
      made.course = dice_.of(courses);
      made.begun = someDay();
      days(made, pupil);
      if (first && pupil.days.size() == 1 && dice_.percent(70)) again.insert(again.begin(), made.pupil);
      if (dice_.percent(55)) otherChoice(made, pupil, programme);
      fate(made);
      made.seed = dice_.next();
      ++plan_.courses[made.course].planned;
      plan_.cases.push_back(std::move(made));
    }
    std::stable_sort(plan_.cases.begin(), plan_.cases.end(),
                     [](const PlannedCase& a, const PlannedCase& b) { return a.begun < b.begun; });
  }

  void days(PlannedCase& made, PlannedPupil& pupil) {
    const PlannedCourse& course = plan_.courses[made.course];
    if (course.programme == "tier2.flourish") {
      made.days = course.days;
    } else {
      for (const int day : course.days)
        if (made.days.empty() && std::find(pupil.days.begin(), pupil.days.end(), day) == pupil.days.end())
          made.days.push_back(day);
      if (course.programme == "tier1" && pupil.days.empty() && course.days.size() > 1 && dice_.percent(25))
        made.days = {course.days[0], course.days[1]};
      made.halfDays = made.days.size() == 1 && dice_.percent(12);
    }
    for (const int day : made.days) pupil.days.push_back(day);
  }

  void otherChoice(PlannedCase& made, const PlannedPupil& pupil, const std::string& programme) {
    for (const std::size_t other : offered({.school = pupil.school}, programme)) {
      const auto& days = plan_.courses[other].days;
      const bool fits = std::all_of(made.days.begin(), made.days.end(),
                                    [&](int day) { return std::find(days.begin(), days.end(), day) != days.end(); });
      if (other == made.course || !fits) continue;
      made.otherChoices.push_back(other);
      ++plan_.courses[other].planned;
      return;
    }
  }

  // 28 of 100 arrive with a hold, half of them for the risk assessment; 12 are declined; 5 never come.
  void fate(PlannedCase& made) {
    made.writing = dice_.percent(70) ? 0 : dice_.between(1, 6);
    const int hold = dice_.between(1, 100);
    if (hold <= 10) made.risk = PlannedRisk::tooOld;
    if (hold > 10 && hold <= 12) made.risk = PlannedRisk::missing;
    if (hold > 12 && hold <= 14) made.risk = PlannedRisk::dateDiffers;
    made.consentOpen = hold > 14 && hold <= 19;
    made.planMissing = hold > 19 && hold <= 22;
    made.askedByHand = hold > 22 && hold <= 26;
    made.otherMain = hold > 26 && hold <= 28;
    const int no = dice_.between(1, 100);
    if (no <= 12) made.no = no <= 5 ? "availability" : no <= 10 ? "need" : no == 11 ? "risk" : "other";
    made.askAgain = !made.no.empty() && made.no != "availability" && dice_.percent(15);
    const int end = dice_.between(1, 100);
    if (end <= 3) made.end = PlannedEnd::neverSent;
    if (end > 3 && end <= 6) made.end = PlannedEnd::takenBack;
    if (end > 6 && end <= 11) made.end = PlannedEnd::stopped;
    if (made.end == PlannedEnd::neverSent) made.sections = 2 + dice_.below(10);
    made.late = dice_.percent(6);
    const int panel = dice_.between(1, 100);
    if (panel <= 8) made.panel = "not_agreed";
    if (panel > 8 && panel <= 14) made.panel = "more_information";
    if (panel > 14 && panel <= 20) made.panel = "next_meeting";
  }

  // Each rare thing once at least, at the school whose coordinator is the first to be signed in as.
  void rarities() {
    std::vector<PlannedCase*> autumn;
    std::vector<PlannedCase*> now;
    for (PlannedCase& each : plan_.cases) {
      if (each.school != 0 || each.end != PlannedEnd::placed) continue;
      if (each.begun >= Date(2025, 9, 8) && each.begun <= Date(2025, 12, 1)) autumn.push_back(&each);
      if (each.begun >= Date(2026, 1, 29) && each.begun <= Date(2026, 2, 4)) now.push_back(&each);
    }
    if (autumn.size() >= 5) {
      autumn[0]->papersForLeads = autumn[1]->papersForLeads = true;
      autumn[2]->paperMoved = true;
      plan_.pupils[autumn[3]->pupil].hidden = true;
      plan_.pupils[autumn[4]->pupil].care = true;
    }
    // What waits for the school on the day on which the city is shown.
    for (std::size_t i = 0; i < now.size() && i < 4; ++i) {
      PlannedCase& each = *now[i];
      each.late = true;
      each.writing = 0;
      each.consentOpen = each.planMissing = each.askedByHand = each.otherMain = false;
      each.risk = i == 0 ? PlannedRisk::tooOld : i == 3 ? PlannedRisk::missing : PlannedRisk::fresh;
      each.consentOpen = i == 1;
      each.askedByHand = i == 2;
    }
    thirdDays();
  }

  // One pupil with two full days already is offered a third.
  void thirdDays() {
    for (PlannedCase& each : plan_.cases) {
      PlannedPupil& pupil = plan_.pupils[each.pupil];
      if (each.begun < Date(2025, 9, 8) || each.begun > Date(2025, 10, 3) || each.end != PlannedEnd::placed ||
          !each.no.empty() || plan_.courses[each.course].programme != "tier1" || each.days.size() != 2 ||
          pupil.days.size() != 2)
        continue;
      for (std::size_t other = 0; other < plan_.courses.size(); ++other) {
        PlannedCourse& course = plan_.courses[other];
        const auto free = std::find_if(course.days.begin(), course.days.end(), [&](int day) {
          return std::find(pupil.days.begin(), pupil.days.end(), day) == pupil.days.end();
        });
        if (course.programme != "tier1" || free == course.days.end()) continue;
        PlannedCase third = each;
        third.course = other;
        third.otherChoices.clear();
        third.days = {*free};
        third.halfDays = false;
        third.begun = Date(2025, 12, 1);
        third.writing = 0;
        third.risk = PlannedRisk::fresh;
        third.consentOpen = third.planMissing = third.askedByHand = third.otherMain = third.late = false;
        third.papersForLeads = third.paperMoved = false;
        third.thirdDay = true;
        third.seed = dice_.next();
        ++course.planned;
        plan_.cases.insert(std::find_if(plan_.cases.begin(), plan_.cases.end(),
                                        [&](const PlannedCase& c) { return c.begun > third.begun; }),
                           std::move(third));
        return;
      }
    }
  }

  void places() {
    for (PlannedCourse& course : plan_.courses)
      course.places = std::min(course.planned + dice_.between(3, 8), kMostPlaces);
  }

  Dice dice_;
  int size_;
  int phones_ = 0;
  int upns_ = 0;
  std::set<std::string> addresses_;
  CityPlan plan_;
};

}  // namespace

CityPlan planCity(std::uint64_t seed, int size) {
  CityPlan plan = Planner(seed, size).plan();
  plan.seed = seed;
  plan.staff = planStaff(plan);
  return plan;
}

}  // namespace capd::daemon
