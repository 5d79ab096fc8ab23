// The catalogue of a version's letters: to whom, when, by which clause, and filled with an example as it would go out.

#include <algorithm>

#include "Policy.h"
#include "cases/policy/PolicyRecords.h"
#include "cases/policy/PolicyShelf.h"

namespace capd::policy_pages {
namespace {

void letterLines(Model& m, const std::string& list, const std::string& text) {
  m.list(list);
  std::size_t from = 0;
  while (from < text.size()) {
    const auto to = std::min(text.find('\n', from), text.size());
    m.add(list).set("TEXT", text.substr(from, to - from));
    from = to + 1;
  }
}

void letterRow(Model& row, const LetterCard& letter) {
  row.set("NAME", letter.name).set("TITLE", letter.title).set("SUBJECT", letter.subject);
  std::string to = letter.to;
  if (!to.empty() && to[0] >= 'a' && to[0] <= 'z') to[0] = static_cast<char>(to[0] - 'a' + 'A');
  row.set("TO", to).set("WHEN", "When " + letter.when);
  row.show("BUILT_IN", letter.builtIn).list("SOURCE").list("PROVISIONAL").list("SLOTS");
  if (!letter.clauses.empty()) {
    Model& source = row.add("SOURCE");
    for (const std::string& clause : letter.clauses) source.add("CLAUSE").set("TEXT", clause);
  }
  if (!letter.provisional.empty()) row.add("PROVISIONAL").set("WHY", letter.provisional);
  if (!letter.slots.empty()) {
    Model& slots = row.add("SLOTS");
    for (const LetterSlot& slot : letter.slots)
      slots.add("SLOT").set("SIGN", "{" + slot.name + "}").set("SAYS", slot.says);
  }
  letterLines(row, "BODY", letter.body);
}

PageAnswer lettersPage(PageRequest& ask) {
  const auto version = versionCalled(policyHistory(ask.tx), ask.part("version"));
  if (!version || !ask.services.policy().has(version->hash)) return NotThere{};
  Shown shown;
  shown.title = "Letters of " + version->year;
  shown.back = versionPath(version->hash);
  Model& m = shown.model;
  m.set("YEAR", version->year).set("VERSION", version->hash.substr(0, 12)).set("PATH", versionPath(version->hash));
  m.list("LETTER").list("TITLE_OF");
  const auto letters = ask.services.policy().letters(version->hash, ask.services.setting("public_address"),
                                                     ask.services.setting("telephone"));
  m.show("NOTHING", letters.empty());
  for (const LetterCard& letter : letters) {
    m.add("TITLE_OF").set("ID", letter.name).set("TEXT", letter.title);
    letterRow(m.add("LETTER"), letter);
  }
  return shown;
}

}  // namespace

void offerLetters(Offers& offers) {
  offers.pages.push_back({.path = "/policy/versions/{version}/letters",
                          .name = "policy.letters",
                          .permission = "policy.see",
                          .says = "Every letter of a version of the policy, filled with an example.",
                          .file = "letters.tpl",
                          .fill = lettersPage});
}

}  // namespace capd::policy_pages
