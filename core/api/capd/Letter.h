#pragma once
// A mail about a case, as the plugin that sends it declares it. Its words stand in the policy of the year
// (scripts/policy/<year>/letters/<name>.txt); slots are a closed set of things that tell nothing about a pupil.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/Date.h"

namespace capd {

/// What may stand in a mail, and nothing else: no text out of a form, no pupil's name, no course's title.
enum class SlotKind : std::uint8_t {
  day,    ///< "Monday 9 February 2026"
  half,   ///< "the morning of Monday 9 February 2026"
  round,  ///< "the panel of Monday 9 February 2026"
  side,   ///< "The school", "The provider", "CAP", "The SEND team"
  year,   ///< "2025-26"
  asked,  ///< what the rules of the policy ask for, in the policy's own words, a line each
};

struct LetterSlot {
  std::string name;  ///< `by_when`: stands in the letter as {by_when}
  SlotKind kind = SlotKind::day;
  std::string says;     ///< completes "This is ...": "the day by which the provider answers"
  std::string example;  ///< as it would stand in a mail; the catalogue fills letters with it
};

/// One kind of letter. Every letter may have the slot {telephone}, and {reference} when it is about a case. The house
/// puts the link, CAP's telephone number and the request not to answer with a pupil's details below every letter.
struct LetterKind {
  std::string name;             ///< `papers_ready`; also the name of its file
  std::string title;            ///< "A referral to answer": its name in lists and on the timeline
  std::string when;             ///< completes "It goes out when ...": "CAP sends the papers to a provider"
  std::vector<std::string> to;  ///< school (or the SEND team, when it refers), provider, cap, panel
  std::vector<LetterSlot> slots;
  std::string place;      ///< the page that its link opens: `/answers/{subject}`
  std::string subject;    ///< when the year has no such letter, or one that cannot be read
  std::string body;       ///< likewise: a plain sentence, with slots
  bool both = false;      ///< school and provider may both know on the timeline that it went out
  bool aboutCase = true;  ///< about one case, on whose timeline it stands
};

/// What fills one slot. There is no way from a text to a slot: every value is made of something that is safe.
class SlotValue {
 public:
  static SlotValue day(Date day);
  static SlotValue half(Date day, bool afternoon);
  /// A panel's round by the days on which it meets; by its deadline when none is named.
  static SlotValue round(Date deadline, const std::vector<Date>& meetings);
  /// school, provider, cap, send_team. @throws std::invalid_argument for another word.
  static SlotValue side(std::string_view word);
  /// @throws std::invalid_argument for what is no academic year.
  static SlotValue year(const std::string& academicYear);
  /// What rules ask for, as the policy that judged says it. Never what a person typed.
  static SlotValue asked(const std::vector<std::string>& wordsOfRules);

  [[nodiscard]] SlotKind kind() const { return kind_; }
  [[nodiscard]] const std::string& words() const { return words_; }

 private:
  SlotValue(SlotKind kind, std::string words) : kind_(kind), words_(std::move(words)) {}
  SlotKind kind_;
  std::string words_;
};
using SlotValues = std::map<std::string, SlotValue>;

}  // namespace capd
