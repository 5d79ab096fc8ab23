#pragma once
// Values of policy as sentences: "a placement lasts 6 school weeks" for `lasts`.

#include <string>

#include "policy/Book.h"

namespace capd::policy {

/// "a placement lasts 6 school weeks", without its end; a name that has no sentence of its own: "the panel name is X".
std::string sentenceOf(const PolicyItem& item);
/// The value alone: "6 school weeks", "full programme" for `full_programme`.
std::string plainWords(const PolicyItem& item);
std::string capitalised(std::string text);
/// "the school says ..." for "The school says ..."; what begins like CAP or DBS stays.
std::string uncapitalised(std::string text);

}  // namespace capd::policy
