#pragma once
// A pupil as one school knows them (ENT-02). Two schools that meet the same child keep two rows until CAP joins them:
// matching by number would tell one school about the other.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Date.h"
#include "capd/Tx.h"

namespace capd {

struct Pupil {
  std::int64_t id = 0;
  std::int64_t school = 0;
  std::string firstName;
  std::string lastName;
  std::string knownAs;
  Date born;
  std::optional<std::string> upn;  ///< 13 signs; not every pupil has one yet
  std::int64_t yearGroup = 0;      ///< 0 = reception, 1 to 14
  std::int64_t version = 0;

  [[nodiscard]] std::string name() const { return firstName + " " + lastName; }
};

/// When the viewer may see them: on the roll of their school, or subject of a case they are party to.
std::optional<Pupil> findPupil(ReadTx& tx, std::int64_t id);
/// On the viewer's own school's roll, whose name begins with (or has a word that begins with) the text; at most `most`,
/// by name.
std::vector<Pupil> findPupils(ReadTx& tx, std::int64_t school, std::string_view text, std::size_t most);
std::int64_t addPupil(WriteTx& tx, const Pupil& pupil);
void savePupil(WriteTx& tx, const Pupil& pupil);
/// The same school's pupil of that UPN, or of the same name and birthday.
std::optional<Pupil> samePupil(WriteTx& tx, const Pupil& pupil);

/// Upper case, no spaces; empty when the text is no UPN (a letter, twelve digits or eleven and a letter, right check
/// letter).
std::optional<std::string> readUpn(std::string_view typed);
/// The first letter that a UPN of these twelve signs must have.
char upnCheckLetter(std::string_view twelveSigns);

}  // namespace capd
