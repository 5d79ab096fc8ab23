#pragma once
// Builds a book out of a year's files: runs each in the closed environment, in which every word makes a node or a
// value.

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "policy/Book.h"
#include "policy/Lexer.h"
#include "policy/Lua.h"

namespace capd::policy {

/// What a word of a policy file stands for, while the file is being read.
struct Built {
  enum class Kind {
    quantity,
    date,
    citation,
    node,
    provisional,
    effect,
    rule,
    question,
    halfTerm,
    moment,
    escalation,
    seat,
    panelItem
  } kind = Kind::quantity;
  int line = 0;
  Quantity quantity;
  Date date;
  Date until;
  Citation citation;
  NodePtr node;
  std::string text;  ///< of provisional, effect
  Effect effect = Effect::person;
  Rule rule;
  Question question;
  std::shared_ptr<PolicyItem> inner;  ///< of provisional
  MomentInPeriod moment;
  Escalation escalation;
  PanelSeat seat;
  PanelItem item;
};

class Loader {
 public:
  Loader(std::string year, const Files& files, std::vector<FactDeclaration> facts,
         const std::vector<ProgrammeShape>& shapes);
  Book::Loaded load();

  // Called by the words (Words.cpp).
  void fault(int line, std::string says, std::string instead = {});
  const Built* built(std::size_t index) const { return index < things_.size() ? &things_[index] : nullptr; }
  /// @throws std::length_error when a year builds more than it ever needs.
  std::size_t keep(Built thing);
  [[nodiscard]] const FactCatalogue& facts() const { return *facts_; }
  /// The slot of a fact, or a fault with the nearest name.
  std::optional<std::size_t> factSlot(const std::string& name, int line);
  Lua& lua() { return *lua_; }
  /// Where the words find their loader; empty once the book stands, so that no script can build.
  Loader** link() { return link_.get(); }
  void addProgramme(const std::string& name, int line);  // table on top of the stack
  void addEveryProgramme(int line);
  void addSources(int line);
  void addCalendar(int line);
  void addQuestions(int line);
  void addSettings(int line);
  void addSchool(const std::string& urn, int line);
  void addScheduled(const std::string& name, int line);
  void addPanel(const std::string& name, int line);
  void addRound(const std::string& name, int line);
  void addDoubt(const std::string& name, int line);
  /// A citation of a document that sources.lua does not list is a fault where it stands.
  void checkSource(const Citation& citation, int line);
  /// The inputs of an example beside a script: what it is given, and what the script should say.
  void addScriptExample(NodePtr script, Facts given, std::optional<bool> expect, int number, int line);
  const std::shared_ptr<ScriptWatch>& watch() const { return book_->watch_; }
  Built makeRule(const std::string& id, int line);
  Built makeQuestion(const std::string& id, int line);
  const std::string& file() const { return file_; }

 private:
  struct Entry {
    std::string name;
    int line = 0;
  };
  std::optional<PolicyItem> itemOnTop(const std::string& name, int line);
  std::string textField(const std::string& table, const char* field, int line, bool required);
  void readBody(const std::string& path, int line, const std::vector<ProgrammeField>& fields,
                std::map<std::string, PolicyItem>& values, std::vector<Rule>& rules, std::vector<Question>* asks,
                bool dormant);
  void leaveOutExempt(Programme& programme);
  void limitPlaces(Programme& programme);
  void closeIt(Programme& programme, int line);
  void onlyKnown(const std::string& whose, const char* kind, const std::vector<std::string>& known, int line);
  std::vector<Date> datesOf(const std::string& path, const char* field, int line);
  void tryScriptExamples();
  void takeLetter(const std::string& path, const std::string& text);
  MomentInPeriod momentField(const std::string& whose, const char* field, int line);
  std::vector<Offset> offsetsField(const std::string& whose, const char* field, int line);
  void whenOf(ScheduledRule& rule, int line);
  void afterwardsOf(ScheduledRule& rule, int line);
  void deadlineOf(ScheduledRule& rule, int line);
  void resolveWithins();
  void giveSchoolsTheirRules();
  std::vector<std::string> textsField(const std::string& whose, const char* field, int line);
  std::string sourceField(const std::string& whose, int line);
  std::vector<const Built*> thingsField(const std::string& whose, const char* field, Built::Kind kind,
                                        const char* example, int line);
  void checkOverlap(const PanelRoundRules& a, const PanelRoundRules& b, int line);
  /// A scheduled rule whose time is the name of a value, which may stand in a later file.
  struct Within {
    std::size_t rule = 0;
    std::string name;
    std::string file;
    int line = 0;
  };
  struct ScriptExample {
    NodePtr script;
    Facts given;
    std::optional<bool> expect;
    int number = 0;
    int line = 0;
    std::string file;
  };

  std::string year_;
  const Files& files_;
  std::shared_ptr<FactCatalogue> facts_;
  const std::vector<ProgrammeShape>& shapes_;
  std::shared_ptr<Lua> lua_;
  std::shared_ptr<Loader*> link_ = std::make_shared<Loader*>(this);
  std::shared_ptr<Book> book_;
  std::vector<Rule> everyRules_;
  std::vector<Built> things_;
  std::vector<ScriptExample> scriptExamples_;
  std::vector<Within> withins_;
  PanelYear panelYear_;
  std::string file_;
  Scan scan_;
  Faults faults_;
};

/// Puts every word into the state's globals.
void installWords(Loader& loader);
/// All words there are: for faults and help.
std::vector<std::string> allWords();

}  // namespace capd::policy
