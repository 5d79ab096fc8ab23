#pragma once
// A command's outcome as kept for its repetition: Done in, the same Done out.

#include <string>

#include "capd/Problem.h"

namespace capd::store {

std::string toJson(const Done& done);
/// @throws std::runtime_error for a text that toJson did not write.
Done doneFromJson(const std::string& text);

}  // namespace capd::store
