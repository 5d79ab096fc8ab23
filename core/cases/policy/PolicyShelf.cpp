#include "cases/policy/PolicyShelf.h"

#include <algorithm>
#include <mutex>
#include <set>
#include <stdexcept>

#include "cases/policy/PolicyRecords.h"
#include "cases/policy/PolicyWords.h"
#include "policy/Book.h"
#include "policy/CoreFacts.h"
#include "policy/Readback.h"
#include "store/Database.h"

namespace capd {
namespace {

using policy::Book;
using Log = std::function<void(std::string_view)>;

/// What the records hold at one generation: immutable once made.
struct Versions {
  std::int64_t generation = 0;
  std::map<std::string, std::shared_ptr<const Book>> books;
  std::map<std::string, std::string> inForce;
  std::shared_ptr<const Calendar> calendar;

  [[nodiscard]] const Book& book(const std::string& hash) const {
    const auto found = books.find(hash);
    if (found == books.end())
      throw std::out_of_range("the policy version " + hash.substr(0, 12) + " is not on the shelf");
    return *found->second;
  }
};

std::shared_ptr<const Calendar> calendarOf(const Versions& versions) {
  Calendar::Days days;
  for (const auto& [year, hash] : versions.inForce) {
    const auto book = versions.books.find(hash);
    if (book == versions.books.end()) continue;
    const Calendar::Days& more = book->second->days();
    days.bankHolidays.insert(days.bankHolidays.end(), more.bankHolidays.begin(), more.bankHolidays.end());
    days.councilClosures.insert(days.councilClosures.end(), more.councilClosures.begin(), more.councilClosures.end());
    days.schoolClosures.insert(days.schoolClosures.end(), more.schoolClosures.begin(), more.schoolClosures.end());
    days.halfTerms.insert(days.halfTerms.end(), more.halfTerms.begin(), more.halfTerms.end());
    days.provisional = days.provisional || more.provisional;
  }
  return std::make_shared<Calendar>(days);
}

Viewer shelfKeeper() {
  ViewerMaker maker;
  maker.actor = "house";
  maker.door = Viewer::Door::job;
  return maker.make();
}

class Shelf final : public PolicyShelf {
 public:
  Shelf(store::Database& database, std::string folder, std::vector<FactDeclaration> facts,
        std::vector<ProgrammeShape> shapes, std::vector<LetterKind> letters, Log log)
      : database_(database),
        folder_(std::move(folder)),
        facts_(std::move(facts)),
        shapes_(std::move(shapes)),
        letters_(std::move(letters)),
        log_(std::move(log)) {}

  [[nodiscard]] std::optional<std::string> versionFor(Date start, Date today) const override {
    const auto at = now();
    for (const Date day : {start, today}) {
      const auto found = at->inForce.find(academicYearOf(day));
      if (found == at->inForce.end()) continue;
      // A year's version that this program cannot load is not replaced by another year's: nobody is judged by the wrong
      // one.
      if (at->books.count(found->second) == 0) return std::nullopt;
      return found->second;
    }
    // A year that nobody has written yet is judged by the newest that there is: July's cases must not wait for
    // September.
    for (auto each = at->inForce.rbegin(); each != at->inForce.rend(); ++each)
      if (each->first < academicYearOf(today) && at->books.count(each->second) != 0) return each->second;
    return std::nullopt;
  }
  [[nodiscard]] bool isWhole() const override {
    const auto at = now();
    return std::all_of(at->inForce.begin(), at->inForce.end(),
                       [&](const auto& each) { return at->books.count(each.second) != 0; });
  }
  [[nodiscard]] bool has(const std::string& hash) const override { return now()->books.count(hash) != 0; }
  [[nodiscard]] std::string yearOf(const std::string& hash) const override { return now()->book(hash).year(); }

  [[nodiscard]] std::vector<ProgrammeCard> programmes(const std::string& hash) const override {
    const auto at = now();
    const Book& book = at->book(hash);
    std::vector<ProgrammeCard> cards;
    for (const auto& programme : book.programmes()) cards.push_back(cardOf(book, programme));
    std::stable_sort(cards.begin(), cards.end(), [](const ProgrammeCard& a, const ProgrammeCard& b) {
      return a.tier != b.tier ? a.tier < b.tier : a.title < b.title;
    });
    return cards;
  }
  [[nodiscard]] std::optional<ProgrammeCard> programme(const std::string& hash, std::string_view name) const override {
    const auto at = now();
    const auto* found = at->book(hash).programme(name);
    if (found == nullptr) return std::nullopt;
    return cardOf(at->book(hash), *found);
  }
  [[nodiscard]] std::vector<PolicyQuestion> agreement(const std::string& hash) const override {
    const auto at = now();
    const Book& book = at->book(hash);
    std::vector<PolicyQuestion> all;
    for (const auto& question : book.agreement()) all.push_back(questionOf(book, question));
    return all;
  }
  [[nodiscard]] std::optional<PolicyValue> setting(const std::string& hash, std::string_view name) const override {
    const auto at = now();
    const Book& book = at->book(hash);
    const auto found = book.settings().find(std::string(name));
    if (found == book.settings().end()) return std::nullopt;
    return valueOf(book, found->second);
  }
  [[nodiscard]] Judgement judge(const std::string& hash, std::string_view name, const Facts& facts) const override {
    const auto at = now();
    return judgementOf(at->book(hash), hash, name, facts);
  }
  [[nodiscard]] PolicyReading reading(const std::string& hash) const override {
    const auto at = now();
    return readingOf(at->book(hash));
  }
  [[nodiscard]] std::vector<LetterCard> letters(const std::string& hash, const std::string& publicAddress,
                                                const std::string& telephone) const override {
    const auto at = now();
    std::vector<LetterCard> all;
    for (const LetterKind& kind : letters_) all.push_back(cardOf(at->book(hash), kind, publicAddress, telephone));
    return all;
  }
  [[nodiscard]] std::vector<std::string> differences(const std::string& before,
                                                     const std::string& after) const override {
    const auto at = now();
    return policy::differences(at->book(before), at->book(after));
  }
  [[nodiscard]] std::vector<std::string> draftYears() const override { return policy::yearsIn(folder_); }
  [[nodiscard]] PolicyDraft draft(const std::string& year) const override {
    const auto at = now();
    const auto inForce = at->inForce.find(year);
    const auto book = inForce == at->inForce.end() ? at->books.end() : at->books.find(inForce->second);
    PolicyDraft draft =
        draftOf(folder_, year, {facts_, shapes_, letters_}, book == at->books.end() ? nullptr : book->second.get());
    if (inForce != at->inForce.end()) draft.inForce = inForce->second;
    return draft;
  }
  [[nodiscard]] std::vector<ScheduledRule> scheduled() const override {
    const auto at = now();
    std::vector<ScheduledRule> all;
    for (const auto& [year, hash] : at->inForce) {
      const auto book = at->books.find(hash);
      if (book != at->books.end())
        all.insert(all.end(), book->second->scheduled().begin(), book->second->scheduled().end());
    }
    return all;
  }
  [[nodiscard]] std::vector<PanelYear> panelYears() const override {
    const auto at = now();
    std::vector<PanelYear> all;
    for (const auto& [year, hash] : at->inForce) {
      const auto book = at->books.find(hash);
      if (book != at->books.end()) all.push_back(book->second->panelYear());
    }
    return all;
  }
  [[nodiscard]] std::shared_ptr<const Calendar> calendar() const override { return now()->calendar; }

 private:
  // Whoever asks after the database met a newer generation waits until that one is read: a command prepared under a
  // generation sees that generation's versions or newer ones, and newer ones are found stale by the writer.
  [[nodiscard]] std::shared_ptr<const Versions> now() const {
    const std::int64_t newest = database_.seenPolicyGeneration();
    {
      const std::lock_guard lock(mutex_);
      if (versions_ != nullptr && versions_->generation >= newest) return versions_;
    }
    const std::lock_guard one(reading_);
    std::shared_ptr<const Versions> before;
    {
      const std::lock_guard lock(mutex_);
      if (versions_ != nullptr && versions_->generation >= newest) return versions_;
      before = versions_;
    }
    auto fresh = readVersions(before.get());
    const std::lock_guard lock(mutex_);
    versions_ = std::move(fresh);
    return versions_;
  }

  [[nodiscard]] std::shared_ptr<const Versions> readVersions(const Versions* before) const {
    auto fresh = std::make_shared<Versions>();
    const auto lease = database_.read(shelfKeeper());
    fresh->generation = policyGeneration(lease->tx());
    fresh->inForce = policyInForce(lease->tx());
    for (const auto& [hash, year] : policyVersions(lease->tx())) {
      if (before != nullptr && before->books.count(hash) != 0) {
        fresh->books[hash] = before->books.at(hash);
      } else if (broken_.count(hash) == 0) {
        const auto loaded = Book::load(year, policyFiles(lease->tx(), hash), facts_, shapes_);
        keep(*fresh, hash, year, loaded);
      }
    }
    fresh->calendar = calendarOf(*fresh);
    return fresh;
  }

  void keep(Versions& versions, const std::string& hash, const std::string& year, const Book::Loaded& loaded) const {
    if (loaded.book != nullptr && loaded.book->hash() == hash) {
      loaded.book->onBrokenScript([log = log_, year](const std::string& line) {
        log("policy " + year + ": " + line + "; the case goes to a person");
      });
      versions.books[hash] = loaded.book;
      return;
    }
    broken_.insert(hash);
    log_("the policy version " + hash.substr(0, 12) + " of " + year +
         " cannot be loaded: its cases stay readable and cannot be judged");
    for (const Fault& fault : loaded.faults) log_("policy " + year + ": " + inWords(fault));
  }

  store::Database& database_;
  std::string folder_;
  std::vector<FactDeclaration> facts_;
  std::vector<ProgrammeShape> shapes_;
  std::vector<LetterKind> letters_;
  Log log_;
  mutable std::mutex mutex_;    ///< guards versions_; held for a moment
  mutable std::mutex reading_;  ///< one reads the records, the others wait for what it brings
  mutable std::shared_ptr<const Versions> versions_;
  mutable std::set<std::string> broken_;  ///< told once; guarded by reading_
};

// The first time a database is opened it has no policy: the folder's years come into force as they stand.
void publishFirst(store::Database& database, const PolicyDraft& draft) {
  store::WriteRequest request;
  request.viewer = shelfKeeper();
  request.command = "policy.publish";
  request.key = "policy.publish:" + draft.year + ":" + draft.hash;
  request.contentHash = draft.hash;
  request.changesPolicy = true;
  request.payload = "{\"year\":\"" + draft.year + "\"}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    if (policyInForce(tx).count(draft.year) != 0)
      return Refused(Refused::Kind::conflict, "", "The year has a policy by now.");
    putPolicyInForce(tx, draft.year, draft.hash, draft.files);
    Done done;
    done.subject = draft.year;
    return done;
  };
  database.write(std::move(request)).get();
}

}  // namespace

std::vector<FactDeclaration> allFacts(const std::vector<FactDeclaration>& fromPlugins) {
  auto facts = policy::coreFacts();
  facts.insert(facts.end(), fromPlugins.begin(), fromPlugins.end());
  return facts;
}

std::unique_ptr<PolicyShelf> openPolicyShelf(store::Database& database, const std::string& folder,
                                             const std::vector<FactDeclaration>& facts,
                                             const std::vector<ProgrammeShape>& shapes,
                                             const std::function<void(std::string_view)>& log,
                                             const std::vector<LetterKind>& letters) {
  auto shelf = std::make_unique<Shelf>(database, folder, allFacts(facts), shapes, letters, log);
  for (const std::string& year : policy::yearsIn(folder)) {
    {
      const auto lease = database.read(shelfKeeper());
      if (policyInForce(lease->tx()).count(year) != 0) continue;
    }
    const PolicyDraft draft = shelf->draft(year);
    for (const std::string& fault : draft.faults) log("policy " + fault);
    if (draft.faults.empty()) publishFirst(database, draft);
  }
  (void)shelf->calendar();  // what cannot be loaded is told now, not with the first case
  return shelf;
}

}  // namespace capd
