#pragma once
// The description of the API, made from the same forms and pages that people use: OpenAPI 3.1.

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "commands/Registry.h"

namespace capd::web {

/// JSON schema of the fields of a form, with units, limits, kinds and hints.
nlohmann::json schemaOf(const FormShape& shape, bool takesRest);
/// The whole document, as text.
std::string openApi(const commands::Registry& registry);

}  // namespace capd::web
