#pragma once
// The twelve sections of a referral: what each asks, how an answer is kept as typed and shown again, and what is still
// to put right. The commissioning agreement and the programme's own questions come from policy.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "Writing.h"
#include "capd/Form.h"

namespace capd::refer {

struct Section {
  std::string_view id;  ///< in URLs: `needs`
  std::string_view title;
  std::string_view lead;      ///< a sentence above the questions; may be empty
  bool changesLater = false;  ///< the school may correct it after sending (REF-52); the rest is kept as sent (REF-66)
};
std::span<const Section> allSections();
/// Null when there is none.
const Section* findSection(std::string_view id);

/// Which courses a page offers; a course already chosen is always among them.
struct CourseShown {
  std::string programme;
  int weekday = 0;
};
/// The questions of a section for this referral; their names are the questions' ids.
FormShape sectionShape(ReadTx& tx, std::string_view section, const Writing& writing, const CourseShown& shown = {});

/// What a form showed for these answers, and back. Dates are kept as ISO when they exist, else as typed.
FieldTexts shownAnswers(const FormShape& shape, const Answers& answers);
/// Only what was sent. A browser sends nothing for boxes of which none is ticked: with `wholeForm` they count as sent
/// empty. Texts that cannot be kept are `problems`.
Answers typedAnswers(const FormShape& shape, const FieldTexts& texts, bool wholeForm, Problems& problems);

/// What the form itself finds to wait for; what policy's rules find comes with its judgement.
struct Waiting {
  std::string kind;  ///< of the hold: risk_assessment, missing_data, other
  std::string rule;
  std::string says;
};

struct Looked {
  Problems stops;              ///< must be put right before the referral can be sent
  Problems waits;              ///< the referral can be sent, and will wait for it
  std::vector<Waiting> holds;  ///< those of the waits that no rule of policy holds
  bool begun = false;
  bool cannotStart = false;  ///< the programme's questions, before there is a course
  [[nodiscard]] bool done() const { return !cannotStart && stops.empty() && waits.empty(); }
};
Looked lookAt(ReadTx& tx, std::string_view section, const Writing& writing);
std::size_t sectionsDone(ReadTx& tx, const Writing& writing);

/// An answer as a person reads it: labels of options, dates in words, a file's name. Empty when there is none.
std::string answerInWords(const Field& field, const Writing& writing);

/// Why this referral can't be for the programme, in words that name the way that there is (label 29); empty when it
/// can.
std::string whyNotOffered(ReadTx& tx, const Writing& writing, const std::string& programme);
/// May a referral of this kind of organisation name the programme?
bool mayReferTo(const ProgrammeCard& programme, std::string_view organisationKind);

}  // namespace capd::refer
