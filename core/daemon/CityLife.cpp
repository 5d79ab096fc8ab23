#include "daemon/CityLife.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "cases/account/Account.h"
#include "cases/mail/Outbox.h"
#include "cases/policy/PolicyShelf.h"
#include "daemon/CityCase.h"
#include "daemon/CityRegisters.h"
#include "daemon/CityStaff.h"
#include "daemon/CityYear.h"
#include "daemon/Demonstration.h"
#include "daemon/Papers.h"

namespace capd::daemon {
namespace {

constexpr char kAdmin[] = "admin@cap.example";
constexpr char kHost[] = "host@cap.example";
constexpr std::size_t kMailsAtOnce = 500;
constexpr std::size_t kHands = 6;

FieldTexts textsOf(const std::map<std::string, std::string>& texts) {
  FieldTexts all;
  for (const auto& [name, value] : texts) {
    auto& values = all[name];
    for (std::size_t at = 0; at <= value.size();) {
      const auto end = std::min(value.find('|', at), value.size());
      values.push_back(value.substr(at, end - at));
      at = end + 1;
    }
  }
  return all;
}

}  // namespace

CityLife::CityLife(House& house, HeldClock& clock, const CityPlan& plan, std::function<void(const std::string&)> say)
    : house_(house), clock_(clock), plan_(plan), say_(std::move(say)) {}

CityLife::~CityLife() = default;

void CityLife::at(Instant when, std::size_t pupil, std::function<void()> deed) {
  const std::lock_guard lock(mutex_);
  events_.push({when, pupil, ++numbered_, std::move(deed)});
}

const Viewer& CityLife::viewer(const std::string& email) {
  const std::lock_guard lock(mutex_);
  const auto known = viewers_.find(email);
  if (known != viewers_.end()) return known->second;
  auto made = house_.viewerOfEmail(email);
  if (!made) throw std::runtime_error("nobody of the invented city has the address " + email);
  return viewers_.emplace(email, std::move(*made)).first->second;
}

Outcome CityLife::run(const std::string& email, const std::string& command, const Texts& texts) {
  commands::Request request;
  request.command = command;
  request.texts = textsOf(texts);
  Outcome outcome = house_.pipeline().run(viewer(email), request);
  count(command, outcome);
  return outcome;
}

void CityLife::count(const std::string& command, const Outcome& outcome) {
  const std::lock_guard lock(mutex_);
  ++commands_;
  if (const auto* refused = std::get_if<Refused>(&outcome))
    ++refusals_[command + ": " + (refused->problems.empty() ? "" : refused->problems.front().says)];
}

void CityLife::must(const std::string& command, const Texts& texts) {
  const Outcome outcome = run(kAdmin, command, texts);
  if (const auto* refused = std::get_if<Refused>(&outcome))
    throw std::runtime_error("the invented city could not be founded: " + command + ": " +
                             (refused->problems.empty() ? "" : refused->problems.front().says));
}

void CityLife::write(const std::function<void(WriteTx&)>& deed) {
  store::WriteRequest request;
  request.viewer = house_.hostViewer(0);
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    deed(tx);
    return Done{};
  };
  house_.database().write(std::move(request)).get();
}

std::string CityLife::upload(const std::string& email, const std::string& name, const std::string& says) {
  return keepPaper(house_, viewer(email), name, says);
}

std::shared_ptr<const Calendar> CityLife::calendar() const { return house_.services().policy().calendar(); }

void CityLife::job(const std::string& name, bool alone) {
  for (const JobDeclaration& job : house_.registry().jobs()) {
    if (job.name != name) continue;
    std::vector<std::pair<std::string, FieldTexts>> commands;
    {
      const auto lease = house_.database().read(house_.hostViewer(0));
      commands = job.run(lease->tx(), house_.services());
    }
    for (auto& [command, texts] : commands) {
      const Outcome outcome = house_.pipeline().run(house_.hostViewer(0), {command, std::move(texts), ""});
      if (alone) count(command, outcome);
    }
  }
}

// ---- who and what is there

void CityLife::found() {
  say_("schools, providers and courses");
  addSchools();
  addProviders();
  addCourses();
  say_("the people who work there");
  addPeople();
  admins_ = {kAdmin};
  officers_ = {"officer@cap.example"};
  for (const PlannedPerson& each : plan_.cap) {
    if (each.role == "cap.admin") admins_.push_back(each.email);
    if (each.role == "cap.monitoring_officer") officers_.push_back(each.email);
  }
}

void CityLife::addSchools() {
  for (const PlannedOrganisation& each : plan_.schools)
    if (!each.known)
      must("school.add", {{"name", each.name},
                          {"urn", each.urn},
                          {"school_group", each.group},
                          {"sla", each.sla},
                          {"phone", each.phone},
                          {"email", each.email},
                          {"address", each.address}});
}

void CityLife::addProviders() {
  for (const PlannedOrganisation& each : plan_.providers)
    if (!each.known)
      must("provider.add", {{"name", each.name},
                            {"urn", each.urn},
                            {"phone", each.phone},
                            {"email", each.email},
                            {"address", each.address},
                            {"travel", "The bus stops outside. Go in by the green door and ask for the tutor."}});
}

void CityLife::addCourses() {
  std::map<std::size_t, std::string> slugs;
  codes_.clear();
  for (const PlannedCourse& each : plan_.courses) {
    if (!each.code.empty()) {
      codes_.push_back(each.code);
      continue;
    }
    const PlannedOrganisation& provider = plan_.providers[each.provider];
    std::string slug;
    for (const char sign : provider.name)
      slug += std::isalnum(static_cast<unsigned char>(sign)) != 0
                  ? static_cast<char>(std::tolower(static_cast<unsigned char>(sign)))
                  : '-';
    std::string days;
    for (const int day : each.days) days += (days.empty() ? "" : "|") + std::to_string(day);
    const Texts texts = {{"provider", slug},
                         {"programme", each.programme},
                         {"category", each.category},
                         {"title", each.title},
                         {"summary", "A small group with a tutor and an assistant, six pupils at most."},
                         {"days", days},
                         {"weeks", each.weeks > 0 ? std::to_string(each.weeks) : ""},
                         {"places", std::to_string(each.places)},
                         {"location", provider.address},
                         {"session_times", "9:30am to 12pm and 12:30pm to 2:30pm"},
                         {"lunch", "Bring a packed lunch"},
                         {"clothing", each.clothing}};
    const Outcome outcome = run(kAdmin, "course.add", texts);
    const auto* done = std::get_if<Done>(&outcome);
    if (done == nullptr)
      throw std::runtime_error("the invented city could not be founded: a course was refused: " +
                               std::get<Refused>(outcome).problems.front().says);
    codes_.push_back(done->values.at("course"));
  }
}

void CityLife::invite(const PlannedOrganisation& at, const PlannedPerson& person) {
  const Outcome outcome = run(kHost, "account.invite",
                              {{"name", person.name},
                               {"email", person.email},
                               {"phone", person.phone},
                               {"organisation", at.kind + ":" + at.name},
                               {"role", person.role}});
  if (const auto* refused = std::get_if<Refused>(&outcome))
    throw std::runtime_error("the invented city could not be founded: " + person.email + ": " +
                             (refused->problems.empty() ? "" : refused->problems.front().says));
  invited_.push_back(person.email);
}

void CityLife::addPeople() {
  PlannedOrganisation cap;
  cap.kind = "cap";
  cap.name = "Coventry Alternative Provision";
  for (const PlannedPerson& person : plan_.cap) invite(cap, person);
  addPanels();
  for (const auto* all : {&plan_.schools, &plan_.providers})
    for (const PlannedOrganisation& each : *all)
      if (!each.known)
        for (const PlannedPerson& person : each.people) invite(each, person);
  // Each has followed the link and chosen the demonstration's password: hashed once, since they all have the same.
  const std::string hash = passwordHash(kDemonstrationPassword);
  write([&](WriteTx& tx) {
    for (const std::string& email : invited_) {
      const auto account = accountByEmail(tx, email);
      if (!account) throw std::runtime_error("nobody has the address " + email);
      setPassword(tx, account->id, hash);
      dropLinks(tx, account->id);
    }
  });
}

// ---- the year

void CityLife::live(Instant until) {
  for (const PlannedCase& each : plan_.cases) {
    cases_.push_back(std::make_unique<CaseLife>(*this, each));
    cases_.back()->arrange();
  }
  staff_ = std::make_unique<StaffLife>(*this);
  staff_->arrange();
  year_ = std::make_unique<CityYear>(*this);
  year_->arrange(until);
  registers_ = std::make_unique<RegisterLife>(*this);
  registers_->arrange(until);
  const Date first = clock_.today();
  for (Date day = first; londonAt(day, {20, 0}) < until; day = day.plusDays(1))
    at(londonAt(day, {20, 0}), 0, [this, day] { evening(day); });
  while (!events_.empty() && events_.top().at < until) {
    const Instant now = events_.top().at;
    if (now > clock_.now()) clock_.set(now);
    std::vector<Event> events;
    while (!events_.empty() && events_.top().at == now) {
      const bool alone = events_.top().pupil == 0;
      if ((alone || (!events.empty() && events.back().pupil == events_.top().pupil)) && !events.empty()) break;
      events.push_back(events_.top());
      events_.pop();
      if (alone) break;
    }
    together(std::move(events));
  }
  clock_.set(until);
  deliverMail();
}

void CityLife::together(std::vector<Event> events) {
  if (events.size() == 1) return events.front().deed();
  std::atomic<std::size_t> next{0};
  std::exception_ptr broken;
  std::vector<std::thread> hands;
  for (std::size_t i = 0; i < std::min(kHands, events.size()); ++i)
    hands.emplace_back([&] {
      try {
        for (std::size_t mine = next++; mine < events.size(); mine = next++) events[mine].deed();
      } catch (...) {
        const std::lock_guard lock(mutex_);
        broken = std::current_exception();
      }
    });
  for (std::thread& each : hands) each.join();
  if (broken) std::rethrow_exception(broken);
}

std::string CityLife::pupilId(std::size_t planned) {
  const std::lock_guard lock(mutex_);
  const auto known = pupils_.find(planned);
  return known == pupils_.end() ? "" : known->second;
}

void CityLife::keepPupil(std::size_t planned, std::string id) {
  const std::lock_guard lock(mutex_);
  pupils_[planned] = std::move(id);
}

void CityLife::evening(Date day) {
  deliverMail();
  job("placement.over");
  if (day.plusDays(1).day() != 1) return;
  static constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                            "July",    "August",   "September", "October", "November", "December"};
  say_(fmt::format("{} {}", kMonths[day.month() - 1], day.year()));
}

// What waits is taken and said to be sent, as the sender does with a mail server; nothing leaves the machine.
void CityLife::deliverMail() {
  while (true) {
    std::size_t went = 0;
    write([&](WriteTx& tx) {
      went = 0;
      for (const Mail& each : mailsDue(tx, kMailsAtOnce)) {
        ++went;
        if (claimMail(tx, each.id, each.tries, tx.now().plusMs(60'000)))
          mailSent(tx, each.id, "Demonstration: kept here, sent to nobody.");
      }
    });
    if (went < kMailsAtOnce) return;
  }
}

}  // namespace capd::daemon
