#pragma once
// The policy in force, as pages and commands use it: what a programme is called and asks, and how a case is judged.
// The rules themselves are CAP's Lua files (core/policy builds and judges them); here are plain answers.

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Calendar.h"
#include "base/Date.h"
#include "base/Panels.h"
#include "base/Rhythm.h"
#include "capd/Fact.h"
#include "capd/Letter.h"
#include "capd/Programme.h"

namespace capd {

/// A question that policy puts to the school; people weigh the answer.
struct PolicyQuestion {
  std::string id;      ///< `agreement.q3`, `tier2.flourish.capacity`
  std::string says;    ///< as asked
  std::string kind;    ///< text (several lines), yes (must be agreed to), choice_yes_no
  std::string clause;  ///< "000 section 13, question 3"
  bool required = true;
  std::string onlyIf;  ///< a yes/no fact: asked only when it is true; empty = always
};

/// A number of policy in words, with what stands behind it.
struct PolicyValue {
  std::string words;              ///< "6 to 12 school weeks"
  std::vector<std::string> list;  ///< of a list, its items as written
  std::int64_t least = 0;
  std::int64_t most = 0;
  std::string clause;
  std::string provisional;  ///< why it is not certain; empty when printed in a document
};

struct ProgrammeCard {
  std::string name;   ///< tier2.insight
  std::string title;  ///< Insight
  std::string tier;   ///< Tier 2
  bool needsPanel = false;
  bool dormant = false;                 ///< its plugin is not there: readable, not to be applied for
  std::string notOpen;                  ///< why nobody may apply for it yet; empty = it is open
  std::vector<std::string> referredBy;  ///< school, send_team
  std::vector<std::string> exemptFrom;  ///< rules of every programme that do not bind it: two_days ...
  /// Its own rules, each with the facts that it reads: the form asks for them (REF-16).
  std::map<std::string, std::vector<std::string>> rules;
  std::map<std::string, PolicyValue> values;  ///< lasts, attendance ... by field name
  std::vector<std::string> categories;
  std::vector<PolicyQuestion> asks;
  [[nodiscard]] bool isExemptFrom(std::string_view rule) const {
    return std::find(exemptFrom.begin(), exemptFrom.end(), rule) != exemptFrom.end();
  }
  [[nodiscard]] bool asksAbout(std::string_view fact) const {
    return std::any_of(rules.begin(), rules.end(), [&](const auto& each) {
      return std::find(each.second.begin(), each.second.end(), fact) != each.second.end();
    });
  }
};

/// Do schools that have bought in (SLA) come before others (TIER-X-17)?
inline bool comesFirstWithSla(const ProgrammeCard& programme) {
  const auto said = programme.values.find("sla_first");
  return said != programme.values.end() && said->second.words == "yes";
}

enum class RuleResult { met, unmet, cannotTell };

/// One rule's answer, in words.
struct RuleLine {
  std::string id;
  RuleResult result = RuleResult::met;
  std::string says;    ///< the rule as a sentence
  std::string clause;  ///< where it is printed
  std::string
      found;  ///< the facts used: "The risk assessment is dated 28 October 2025; you applied on 2 February 2026."
  std::string wouldChange;  ///< "The date of the risk assessment must be on or after 2 November 2025."
  std::string effect;       ///< when not met: hold, block, person, warn
  std::string ask;          ///< words for the school: what to do about it
};

struct Judgement {
  std::string policyHash;
  std::string year;
  std::vector<RuleLine> rules;
  std::string receipt;  ///< canonical JSON, the same bytes whenever the same facts meet the same policy
  /// No rule of that effect is unmet or untellable.
  [[nodiscard]] bool clear(std::string_view effect) const {
    for (const RuleLine& rule : rules)
      if (rule.result != RuleResult::met && rule.effect == effect) return false;
    return true;
  }
};

/// A version read back in plain English, from what will be judged.
struct PolicyReading {
  struct Value {
    std::string name;   ///< "days a week"
    std::string words;  ///< "up to 2 days a week"
    std::string clause;
    std::string provisional;  ///< why it is not certain; empty = printed in a document
  };
  struct Rule {
    std::string id;
    std::string says;    ///< as CAP wrote it
    std::string reads;   ///< as it will be judged
    std::string effect;  ///< when not met: hold, block, person, warn
    std::string ask;     ///< words for the school
    std::string clause;
  };
  struct Part {
    std::string name;
    std::string title;
    std::string tier;
    bool dormant = false;
    std::vector<Value> values;
    std::vector<Rule> rules;  ///< its own; the shared ones stand once
    std::vector<PolicyQuestion> asks;
  };
  std::string year;
  std::vector<Value> shared;  ///< values that every programme shares, and settings
  std::vector<Rule> sharedRules;
  std::vector<PolicyQuestion> agreement;
  std::vector<Part> programmes;
  Calendar::Days days;
  std::vector<ScheduledRule> scheduled;  ///< what comes round by itself
};

/// A letter of a version, filled with its examples: as it would go out.
struct LetterCard {
  std::string name;   ///< `papers_ready`
  std::string title;  ///< "A referral to answer"
  std::string to;     ///< "the provider"
  std::string when;   ///< completes "It goes out when ..."
  std::string rows;   ///< "NOT-04"
  std::vector<std::string> clauses;
  std::string provisional;  ///< why CAP has not confirmed it; empty = it has
  std::string subject;
  std::string body;      ///< to its last line, with this link and telephone number
  bool builtIn = false;  ///< the version has no such letter: the service's plain sentence goes out
  std::vector<LetterSlot> slots;
};

/// A year of the working folder, read and tried: what publishing would put in force.
struct PolicyDraft {
  std::string year;
  std::string hash;
  std::map<std::string, std::string> files;
  std::vector<std::string> faults;    ///< in words, with file and line; not empty = it can't be published
  std::vector<std::string> warnings;  ///< rules that no example shows
  std::string inForce;                ///< the version that it would replace; empty = the year has none
  std::vector<std::string> changes;   ///< against that version, a sentence each
  std::size_t examples = 0;           ///< worked examples that came out as expected
};

/// Thread-safe. Versions never change; what is in force may, between two calls.
class PolicyShelf {
 public:
  virtual ~PolicyShelf() = default;

  /// The version that judges an application made on `today` for a start on `start`: that of the start's academic year,
  /// or the current year's where that has none yet (OPEN-20). Empty when no version covers today either.
  [[nodiscard]] virtual std::optional<std::string> versionFor(Date start, Date today) const = 0;
  /// Is the version on the shelf? One that this program cannot load is not.
  [[nodiscard]] virtual bool has(const std::string& hash) const = 0;
  /// Could every version that is in force be loaded? If not, `calendar` lacks the days of a year.
  [[nodiscard]] virtual bool isWhole() const = 0;
  /// `2025-26` for a version.
  [[nodiscard]] virtual std::string yearOf(const std::string& hash) const = 0;
  /// Programmes of a version, in order of the tiers.
  [[nodiscard]] virtual std::vector<ProgrammeCard> programmes(const std::string& hash) const = 0;
  [[nodiscard]] virtual std::optional<ProgrammeCard> programme(const std::string& hash,
                                                               std::string_view name) const = 0;
  /// The questions every programme shares: the commissioning agreement (ENT-11).
  [[nodiscard]] virtual std::vector<PolicyQuestion> agreement(const std::string& hash) const = 0;
  /// A value that every programme shares or a named setting: `process_within`, `risk_assessment_age` ...; empty when
  /// the version has none.
  [[nodiscard]] virtual std::optional<PolicyValue> setting(const std::string& hash, std::string_view name) const = 0;
  /// `programme` may name the school too: see ReferralFacts.h, asJudged.
  /// @throws std::out_of_range for an unknown version; an unknown or dormant programme comes out as one rule "cannot
  /// tell".
  [[nodiscard]] virtual Judgement judge(const std::string& hash, std::string_view programme,
                                        const Facts& facts) const = 0;
  /// The version in plain English. @throws std::out_of_range for an unknown version.
  [[nodiscard]] virtual PolicyReading reading(const std::string& hash) const = 0;
  /// Every letter that plugins send, by name, as it stands in the version. @throws std::out_of_range for an unknown
  /// version.
  [[nodiscard]] virtual std::vector<LetterCard> letters(const std::string& hash, const std::string& publicAddress,
                                                        const std::string& telephone) const = 0;
  /// What is different between two versions, a sentence each. @throws std::out_of_range for an unknown version.
  [[nodiscard]] virtual std::vector<std::string> differences(const std::string& before,
                                                             const std::string& after) const = 0;
  /// Years that the working folder holds, in order.
  [[nodiscard]] virtual std::vector<std::string> draftYears() const = 0;
  /// Reads that year of the working folder and tries its examples. Slow: for prepare, never for apply.
  [[nodiscard]] virtual PolicyDraft draft(const std::string& year) const = 0;
  /// What comes round by itself, of every year in force, the years in order.
  [[nodiscard]] virtual std::vector<ScheduledRule> scheduled() const = 0;
  /// Panels and rounds of every year in force, the years in order.
  [[nodiscard]] virtual std::vector<PanelYear> panelYears() const = 0;
  /// Half terms, bank holidays and closure days of every year that has a version.
  [[nodiscard]] virtual std::shared_ptr<const Calendar> calendar() const = 0;
};

namespace store {
class Database;
}

/// Opens the shelf of a database. It looks again into the records when the database meets a newer generation: after a
/// publication here at once, after one by another daemon with the next command or write of this one. Versions come from
/// the records; on a database that has none, the folder's years are published first. A version that cannot be loaded is
/// left out and said in the log: its cases stay readable and cannot be judged.
std::unique_ptr<PolicyShelf> openPolicyShelf(store::Database& database, const std::string& folder,
                                             const std::vector<FactDeclaration>& facts,
                                             const std::vector<ProgrammeShape>& shapes,
                                             const std::function<void(std::string_view)>& log,
                                             const std::vector<LetterKind>& letters = {});

}  // namespace capd
