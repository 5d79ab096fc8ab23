#pragma once
// A form as a page shows it: the declared fields, what was typed, and each fault beside its field.

#include <functional>
#include <string>

#include "capd/Page.h"

namespace capd::web {

struct FormContext {
  std::string action;  ///< `/do/provider.add`
  std::string csrf;
  std::string token;  ///< makes a second sending of the same form the same deed
  std::string page;   ///< path of the page it stands on
  /// A stored upload's name and scan state, for "Stored: ..."; empty name when there is none.
  std::function<std::pair<std::string, std::string>(const std::string& id)> upload;
};

/// The model of form.tpl.
Model formModel(const FormSlot& slot, const FormShape& shape, const FormContext& context);
/// Id of a field's first box, the target of its link in the error summary.
std::string fieldId(const std::string& command, const std::string& field);

}  // namespace capd::web
