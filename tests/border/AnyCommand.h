#pragma once
// Plausible texts for any declared command, made from its form alone: tests that hold for every command need no list.

#include <string>

#include "base/Date.h"
#include "capd/Command.h"

namespace capd::test {

/// What a willing person would type into every field. `reference` and `version` are filled as given.
inline FieldTexts plausible(const CommandDeclaration& command, const std::string& reference, std::int64_t version,
                            Date today) {
  FieldTexts texts;
  for (const Field& field : command.form.fields) {
    std::string value;
    switch (field.kind) {
      case FieldKind::date:
        value = today.iso();
        break;
      case FieldKind::number:
        value = std::to_string(field.least);
        break;
      case FieldKind::yesNo:
        value = "yes";
        break;
      case FieldKind::choice:
      case FieldKind::choices:
        value = field.options.empty() ? "" : field.options.front().value;
        break;
      case FieldKind::email:
        value = "somebody@example.org";
        break;
      case FieldKind::phone:
        value = "024 7600 0009";
        break;
      case FieldKind::hidden:
      case FieldKind::upload:
        value = "1";
        break;
      default:
        value = std::string("Some words that fill this in.").substr(0, static_cast<std::size_t>(field.most));
    }
    if (field.name == "reference") value = reference;
    if (field.name == "version") value = std::to_string(version);
    if (field.name == "section") value = "contacts";
    texts[field.name] = {value};
  }
  return texts;
}

}  // namespace capd::test
