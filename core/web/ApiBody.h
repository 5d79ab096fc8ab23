#pragma once
// What a program sent as JSON, read into the same texts that a person would have typed, so that one form judges both.

#include <string>

#include "capd/Command.h"

namespace capd::web {

struct ApiBody {
  FieldTexts texts;
  Problems problems;        ///< beside each field: of the wrong type, not there, given twice
  bool unreadable = false;  ///< no JSON object at all; the problem stands beside `body`
};

/// `json` is one object of the command's field names. Never throws.
ApiBody readApiBody(const std::string& json, const CommandDeclaration& command);

}  // namespace capd::web
