#pragma once
// Right input for every route and command there is, made from its own declaration and from what only a person could
// know. A new command that asks for something of its own has its line in formFor, a new part of a path in pathFor.

#include <string>

#include "tests/access/City.h"

namespace capd::test {

class Input {
 public:
  /// Puts what is asked about into the city: somebody invited, a mail that failed, an import, staff, terms.
  explicit Input(City& city);

  /// A pattern with its parts filled in: the case's own, or of what was prepared.
  std::string pathFor(std::string path, const Case& about);
  /// Right input for a command on that case. `paper`: a file that whoever sends it has uploaded.
  FieldTexts formFor(const std::string& command, const Case& about, const std::string& paper);

 private:
  void prepareOthers();
  void prepareStaff();
  void prepareTerms();
  void prepareUnexpected();
  std::string doneBy(const std::string& who, const std::string& command, const Texts& texts, const std::string& value);
  std::string memberVersion();
  std::string policyOf(const std::string& year);
  std::string schoolOf(const Case& about);
  std::string courseVersion();
  std::string versionOf(const std::string& reference);

  City& city_;
  std::string link_;
  std::string person_;
  std::string plainPerson_;
  std::string mail_;
  std::string provider_;
  std::string member_;
  std::string rows_;   ///< a file of rows that the administrator has sent
  std::string batch_;  ///< an import that was looked at
};

}  // namespace capd::test
