#pragma once
// One immutable version of the policy: all files of an academic year, built once, named by their content, judged
// natively.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Calendar.h"
#include "base/Fault.h"
#include "base/Panels.h"
#include "base/Quantity.h"
#include "base/Rhythm.h"
#include "capd/Fact.h"
#include "capd/Programme.h"
#include "policy/Letters.h"
#include "policy/Node.h"

namespace capd::policy {

struct Citation {
  std::string source;  ///< key of sources.lua
  std::string place;
  [[nodiscard]] bool empty() const { return source.empty(); }
};

/// A value of a programme or a setting, as written.
struct PolicyItem {
  std::string name;
  std::optional<Quantity> quantity;
  std::string text;  ///< for words and lists
  std::vector<std::string> list;
  std::optional<Date> date;
  Citation source;
  std::string provisional;  ///< why; empty = printed in a document
  std::string file;
  int line = 0;
  [[nodiscard]] std::string words() const;
};

/// The rule of a programme that nobody may apply for yet.
inline constexpr std::string_view kNotOpenRule = "not_open";
/// The value that says how many may start a programme in a term.
inline constexpr std::string_view kPlacesATerm = "places_a_term";
/// No rule of policy but a look of the form, from which a programme may be exempt like from a rule.
inline constexpr std::string_view kMajorityOfEducation = "majority_of_education";

enum class Effect : std::uint8_t { hold, block, person, warn };
std::string_view toWord(Effect effect);

struct Rule {
  std::string id;
  std::string says;
  NodePtr test;
  Effect effect = Effect::person;
  std::string ask;  ///< the words of hold("..."), block("...")
  Citation source;
  std::string provisional;  ///< why CAP has not confirmed it; empty = as printed
  std::string file;
  int line = 0;
};

struct Question {
  std::string id;
  std::string says;
  std::string kind = "text";  ///< text, yes
  std::string onlyIf;
  bool required = true;
  Citation source;
  std::string provisional;
};

struct Programme {
  std::string name;
  bool dormant = false;  ///< no plugin declares it
  std::string title;
  std::string tier;
  bool needsPanel = false;
  std::string notOpen;  ///< why nobody may apply for it yet, in words to a school; empty = it is open
  std::vector<std::string> referredBy;
  std::vector<std::string> exemptFrom;  ///< rules of every programme that do not bind it
  std::map<std::string, PolicyItem> values;
  std::vector<Rule> rules;  ///< of every programme, then its own
  std::vector<Question> asks;
};

/// What one school asks beyond CAP's policy: it adds rules that hold or warn, and lifts nothing (SCH-20).
struct SchoolLayer {
  std::string urn;
  std::string title;
  std::map<std::string, PolicyItem> values;
  std::vector<Rule> rules;
};

struct Verdict {
  std::vector<Tri> results;  ///< in the order of Programme::rules
};

/// What a verdict comes to, the gravest first: a rule refuses; a person has to look; something is held; a warning;
/// nothing.
enum class Ending : std::uint8_t { refused, person, held, warned, clear };
std::string_view toWord(Ending ending);
Ending endingOf(const Programme& programme, const Verdict& verdict);

/// Where script rules tell that they broke. Shared by a book and its rules.
struct ScriptWatch {
  std::mutex one;
  std::function<void(const std::string&)> tell;
  void say(const std::string& line) {
    const std::lock_guard lock(one);
    if (tell) tell(line);
  }
};

/// Files of a version by path: `every_programme.lua`, `programmes/tier1.lua`, `letters/on_hold.txt`, `sources.lua`.
using Files = std::map<std::string, std::string>;
/// Reads a year's folder and the shared sources.lua. @throws std::runtime_error when the folder cannot be read.
Files readYear(const std::string& policyFolder, const std::string& year);

class Book {
 public:
  struct Loaded;
  /// Either a book or everything that is wrong with it, in file order.
  static Loaded load(const std::string& year, const Files& files, std::vector<FactDeclaration> facts,
                     const std::vector<ProgrammeShape>& shapes);

  [[nodiscard]] const std::string& year() const { return year_; }
  [[nodiscard]] const std::string& hash() const { return hash_; }
  [[nodiscard]] const FactCatalogue& facts() const { return *facts_; }
  /// `tier1`, or `tier1@139384`: with the rules that this school adds, where it has a layer of its own.
  [[nodiscard]] const Programme* programme(std::string_view name) const;
  /// By URN.
  [[nodiscard]] const std::map<std::string, SchoolLayer>& schools() const { return schools_; }
  [[nodiscard]] const std::vector<Programme>& programmes() const { return programmes_; }
  [[nodiscard]] const std::map<std::string, PolicyItem>& settings() const { return settings_; }
  [[nodiscard]] const std::vector<Question>& agreement() const { return agreement_; }
  [[nodiscard]] const Calendar::Days& days() const { return days_; }
  /// What comes round by itself, in order of the text.
  [[nodiscard]] const std::vector<ScheduledRule>& scheduled() const { return scheduled_; }
  /// Its panels and their rounds, in order of the text.
  [[nodiscard]] const PanelYear& panelYear() const { return panelYear_; }
  /// Its letters by name, those that can be read. An unreadable one is no fault of the book: a mail must go out, and
  /// cases must be judged (policy/Letters.h, letterFaults).
  [[nodiscard]] const std::map<std::string, Letter, std::less<>>& letters() const { return letters_; }
  [[nodiscard]] const Faults& unreadableLetters() const { return unreadableLetters_; }
  [[nodiscard]] bool hasSource(const std::string& key) const { return sources_.count(key) != 0; }
  /// "Support and Guidance 2025, section 7"
  [[nodiscard]] std::string inWords(const Citation& citation) const;
  /// With its doubt: "Support and Guidance 2025, section 7. Provisional: carried forward from 2025-26"
  [[nodiscard]] std::string inWords(const Citation& citation, const std::string& provisional) const;

  /// Whom to tell when a script rule breaks while a case is judged: one line, without any fact's value.
  void onBrokenScript(std::function<void(const std::string&)> tell) const;

  /// The native judgement: no text is made.
  void judge(const Programme& programme, const FactSlots& facts, Verdict& verdict) const;
  /// Policy hash, judge revision, facts and results as canonical JSON.
  [[nodiscard]] std::string receipt(const Programme& programme, const Facts& facts, const Verdict& verdict) const;

 private:
  friend class Loader;
  Book() = default;
  std::string year_;
  std::string hash_;
  std::shared_ptr<const FactCatalogue> facts_;
  std::vector<Programme> programmes_;
  std::map<std::string, SchoolLayer> schools_;
  std::map<std::string, Programme, std::less<>> bySchool_;  ///< `tier1@139384`
  std::map<std::string, PolicyItem> settings_;
  std::vector<Question> agreement_;
  std::map<std::string, std::string> sources_;
  Calendar::Days days_;
  std::vector<ScheduledRule> scheduled_;
  PanelYear panelYear_;
  std::map<std::string, Letter, std::less<>> letters_;
  Faults unreadableLetters_;
  std::shared_ptr<void> lua_;  ///< keeps the functions of script rules
  std::shared_ptr<ScriptWatch> watch_ = std::make_shared<ScriptWatch>();
};

struct Book::Loaded {
  std::shared_ptr<const Book> book;  ///< null when there are faults
  Faults faults;
};

/// Academic years that have a folder of their own, in order.
std::vector<std::string> yearsIn(const std::string& policyFolder);
/// SHA-256 over paths and contents, in order of path.
std::string hashOf(const Files& files);

}  // namespace capd::policy
