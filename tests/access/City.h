#pragma once
// Two schools, two providers and a case in every relation to them, with a token of its own in every text that anybody
// typed: whoever finds a token knows which record it came out of.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "daemon/Demonstration.h"
#include "tests/desk/Desk.h"

namespace capd::test {

/// The round that the case before the panel waits for.
inline constexpr const char* kRound = "2025-26-2026-02-02";

/// One case, known in the tables by its letter.
struct Case {
  char letter = ' ';
  std::string says;
  std::string reference;
  std::string school;
  std::string provider;  ///< who has the papers now; empty when nobody
  std::string before;    ///< who had them before its no
  bool draft = false;
  std::string pupil;                ///< id
  std::vector<std::string> papers;  ///< ids of its documents
  std::string lastName;
};

/// What a token stands in, and so who may ever read it.
enum class What {
  comer,  ///< how a pupil is called: on the registers of whoever has the papers too
  pupil,
  answer,
  hiddenAddress,
  paper,
  hold,
  no,
  noShared,
  yes,
  yesShared,
  review,
  call,
  visit,
  slip,
  slipName,
  information
};

struct Token {
  std::string text;
  What what = What::answer;
  char letter = ' ';
  std::string where;
};

class City {
 public:
  explicit City(Kind kind = Kind::sqlite);

  Desk desk;
  Office& office = desk.office;
  std::vector<Case> cases;
  std::vector<Token> tokens;
  [[nodiscard]] const Case& of(char letter) const;

 private:
  std::string token(What what, char letter, const std::string& where);
  Case& begin(char letter, const std::string& says, const std::string& school, const std::string& risk,
              const std::string& course);
  void typeEverywhere(const Case& one);
  void submit(const Case& one);
  void release(Case& one, const std::string& provider);
  void sayYes(const Case& one, What what);
  void sayNo(Case& one, What what);
  void slip(const Case& one);
  void wasThere(const Case& one);
  void beforeThePanel();
  void must(const std::string& who, const std::string& command, const Case& one, Texts texts);
  std::string upload(const std::string& who, What what, What name, char letter);
  std::string coordinatorOf(const Case& one) const;
  int number_ = 0;
};

/// May that person ever read it? DESIGN.md section 5 and TRUST.md 2.3, in one place.
bool mayRead(const daemon::Persona& persona, const Token& token, const Case& about);

/// How a person is called in tables: the part of the address that tells them apart.
std::string shortName(const daemon::Persona& persona);

/// A box of a form as a page shows it.
struct Box {
  std::string name;
  std::string type;  ///< text, tel, hidden, radio, checkbox, textarea, select
  std::string value;
  bool chosen = true;
  bool numeric = false;
};
std::vector<Box> boxesOf(const std::string& html, const std::string& command);

}  // namespace capd::test
