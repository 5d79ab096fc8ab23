#include "cases/policy/PolicyShelf.h"

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <stdexcept>

#include "cases/policy/PolicyRecords.h"
#include "policy/Book.h"
#include "policy/CoreFacts.h"
#include "store/Database.h"

namespace capd {
namespace {

using policy::Book;

PolicyValue valueOf(const Book& book, const policy::PolicyItem& item) {
  PolicyValue value;
  value.words = item.words();
  if (item.quantity) {
    value.least = item.quantity->least;
    value.most = item.quantity->most;
  }
  value.clause = book.inWords(item.source);
  value.provisional = item.provisional;
  return value;
}

PolicyQuestion questionOf(const Book& book, const policy::Question& question) {
  return {question.id, question.says, question.kind, book.inWords(question.source), question.required, question.onlyIf};
}

ProgrammeCard cardOf(const Book& book, const policy::Programme& programme) {
  ProgrammeCard card;
  card.name = programme.name;
  card.title = programme.title;
  card.tier = programme.tier;
  card.needsPanel = programme.needsPanel;
  card.dormant = programme.dormant;
  card.referredBy = programme.referredBy;
  for (const auto& [name, item] : programme.values) card.values[name] = valueOf(book, item);
  const auto categories = programme.values.find("categories");
  if (categories != programme.values.end()) card.categories = categories->second.list;
  for (const auto& ask : programme.asks) card.asks.push_back(questionOf(book, ask));
  return card;
}

RuleResult resultOf(policy::Tri tri) {
  switch (tri) {
    case policy::Tri::met: return RuleResult::met;
    case policy::Tri::unmet: return RuleResult::unmet;
    case policy::Tri::cannotTell: return RuleResult::cannotTell;
  }
  return RuleResult::cannotTell;
}

class Shelf final : public PolicyShelf {
 public:
  Shelf(std::map<std::string, std::shared_ptr<const Book>> books, std::map<std::string, std::string> inForce)
      : books_(std::move(books)), inForce_(std::move(inForce)) {
    Calendar::Days days;
    for (const auto& [year, hash] : inForce_) {
      const auto book = books_.find(hash);
      if (book == books_.end()) continue;
      const auto& more = book->second->days();
      days.bankHolidays.insert(days.bankHolidays.end(), more.bankHolidays.begin(), more.bankHolidays.end());
      days.councilClosures.insert(days.councilClosures.end(), more.councilClosures.begin(), more.councilClosures.end());
      days.schoolClosures.insert(days.schoolClosures.end(), more.schoolClosures.begin(), more.schoolClosures.end());
      days.halfTerms.insert(days.halfTerms.end(), more.halfTerms.begin(), more.halfTerms.end());
      days.provisional = days.provisional || more.provisional;
    }
    calendar_ = std::make_shared<Calendar>(days);
  }

  [[nodiscard]] std::optional<std::string> versionFor(Date start, Date today) const override {
    for (const Date day : {start, today}) {
      const auto found = inForce_.find(academicYearOf(day));
      if (found != inForce_.end() && books_.count(found->second) != 0) return found->second;
    }
    // A year that nobody has written yet is judged by the newest that there is: July's cases must not wait for September.
    for (auto at = inForce_.rbegin(); at != inForce_.rend(); ++at)
      if (at->first < academicYearOf(today) && books_.count(at->second) != 0) return at->second;
    return std::nullopt;
  }
  [[nodiscard]] std::string yearOf(const std::string& hash) const override { return book(hash).year(); }

  [[nodiscard]] std::vector<ProgrammeCard> programmes(const std::string& hash) const override {
    std::vector<ProgrammeCard> cards;
    for (const auto& programme : book(hash).programmes()) cards.push_back(cardOf(book(hash), programme));
    std::stable_sort(cards.begin(), cards.end(), [](const ProgrammeCard& a, const ProgrammeCard& b) { return a.tier != b.tier ? a.tier < b.tier : a.title < b.title; });
    return cards;
  }
  [[nodiscard]] std::optional<ProgrammeCard> programme(const std::string& hash, std::string_view name) const override {
    const auto* found = book(hash).programme(name);
    if (found == nullptr) return std::nullopt;
    return cardOf(book(hash), *found);
  }
  [[nodiscard]] std::vector<PolicyQuestion> agreement(const std::string& hash) const override {
    std::vector<PolicyQuestion> all;
    for (const auto& question : book(hash).agreement()) all.push_back(questionOf(book(hash), question));
    return all;
  }
  [[nodiscard]] std::optional<PolicyValue> setting(const std::string& hash, std::string_view name) const override {
    const auto& settings = book(hash).settings();
    const auto found = settings.find(std::string(name));
    if (found == settings.end()) return std::nullopt;
    return valueOf(book(hash), found->second);
  }

  [[nodiscard]] Judgement judge(const std::string& hash, std::string_view name, const Facts& facts) const override {
    const Book& by = book(hash);
    Judgement judgement{hash, by.year(), {}, {}};
    const auto* programme = by.programme(name);
    if (programme == nullptr || programme->dormant) {
      judgement.rules.push_back({"programme", RuleResult::cannotTell, "The programme can be applied for", "", "", "", "person", "CAP looks at this: the programme is not in use in " + by.year()});
      return judgement;
    }
    const policy::FactSlots slots = by.facts().index(facts);
    policy::Verdict verdict;
    by.judge(*programme, slots, verdict);
    for (std::size_t i = 0; i < programme->rules.size(); ++i) {
      const auto& rule = programme->rules[i];
      RuleLine line;
      line.id = rule.id;
      line.result = resultOf(verdict.results[i]);
      line.says = rule.says;
      line.clause = by.inWords(rule.source);
      line.found = policy::found(*rule.test, slots, by.facts());
      line.wouldChange = policy::wouldChange(*rule.test, slots, by.facts());
      line.effect = policy::toWord(rule.effect);
      line.ask = rule.ask;
      judgement.rules.push_back(std::move(line));
    }
    judgement.receipt = by.receipt(*programme, facts, verdict);
    return judgement;
  }
  [[nodiscard]] std::shared_ptr<const Calendar> calendar() const override { return calendar_; }

 private:
  [[nodiscard]] const Book& book(const std::string& hash) const {
    const auto found = books_.find(hash);
    if (found == books_.end()) throw std::out_of_range("the policy version " + hash.substr(0, 12) + " is not on the shelf");
    return *found->second;
  }

  std::map<std::string, std::shared_ptr<const Book>> books_;
  std::map<std::string, std::string> inForce_;
  std::shared_ptr<const Calendar> calendar_;
};

Viewer shelfKeeper() {
  ViewerMaker maker;
  maker.actor = "house";
  maker.door = Viewer::Door::job;
  return maker.make();
}

}  // namespace

std::vector<FactDeclaration> allFacts(const std::vector<FactDeclaration>& fromPlugins) {
  auto facts = policy::coreFacts();
  facts.insert(facts.end(), fromPlugins.begin(), fromPlugins.end());
  return facts;
}

std::unique_ptr<PolicyShelf> openPolicyShelf(store::Database& database, const std::string& folder, const std::vector<FactDeclaration>& facts,
                                             const std::vector<ProgrammeShape>& shapes, const std::function<void(std::string_view)>& log) {
  // Each year of the folder that the records have no version of is published as it stands.
  std::vector<std::string> years;
  if (std::filesystem::is_directory(folder))
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.is_directory() && academicYearStart(entry.path().filename().string())) years.push_back(entry.path().filename().string());
  std::sort(years.begin(), years.end());
  for (const std::string& year : years) {
    {
      const auto lease = database.read(shelfKeeper());
      if (policyInForce(lease->tx()).count(year) != 0) continue;
    }
    const policy::Files files = policy::readYear(folder, year);
    const auto loaded = Book::load(year, files, allFacts(facts), shapes);
    if (loaded.book == nullptr) {
      for (const Fault& fault : loaded.faults) log("policy " + year + ": " + inWords(fault));
      continue;
    }
    store::WriteRequest request;
    request.viewer = shelfKeeper();
    request.command = "policy.publish";
    request.key = "policy.publish:" + year + ":" + loaded.book->hash();
    request.contentHash = loaded.book->hash();
    request.changesPolicy = true;
    request.payload = "{\"year\":\"" + year + "\"}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      putPolicyInForce(tx, year, loaded.book->hash(), files);
      Done done;
      done.subject = year;
      return done;
    };
    database.write(std::move(request)).get();
  }
  std::map<std::string, std::shared_ptr<const Book>> books;
  std::map<std::string, std::string> inForce;
  const auto lease = database.read(shelfKeeper());
  inForce = policyInForce(lease->tx());
  for (const auto& [hash, year] : policyVersions(lease->tx())) {
    const auto loaded = Book::load(year, policyFiles(lease->tx(), hash), allFacts(facts), shapes);
    if (loaded.book != nullptr && loaded.book->hash() == hash) {
      books[hash] = loaded.book;
      continue;
    }
    log("the policy version " + hash.substr(0, 12) + " of " + year + " cannot be loaded: its cases stay readable and cannot be judged");
    for (const Fault& fault : loaded.faults) log("policy " + year + ": " + inWords(fault));
  }
  return std::make_unique<Shelf>(std::move(books), std::move(inForce));
}

}  // namespace capd
