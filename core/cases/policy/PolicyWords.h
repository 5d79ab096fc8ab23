#pragma once
// From a book of policy to the plain answers that pages and commands use. Inside the cases floor; plugins see
// PolicyShelf.

#include "cases/policy/PolicyShelf.h"
#include "policy/Book.h"

namespace capd {

PolicyValue valueOf(const policy::Book& book, const policy::PolicyItem& item);
PolicyQuestion questionOf(const policy::Book& book, const policy::Question& question);
ProgrammeCard cardOf(const policy::Book& book, const policy::Programme& programme);
Judgement judgementOf(const policy::Book& book, const std::string& hash, std::string_view programme,
                      const Facts& facts);
PolicyReading readingOf(const policy::Book& book);
LetterCard cardOf(const policy::Book& book, const LetterKind& kind, const std::string& publicAddress,
                  const std::string& telephone);
/// What plugins declare, as a year is read with it.
struct Declared {
  const std::vector<FactDeclaration>& facts;
  const std::vector<ProgrammeShape>& shapes;
  const std::vector<LetterKind>& letters;
};
/// Reads a year of the folder and tries its examples; what cannot be read is a fault as well. `inForce` may be null.
PolicyDraft draftOf(const std::string& folder, const std::string& year, const Declared& declared,
                    const policy::Book* inForce);

}  // namespace capd
