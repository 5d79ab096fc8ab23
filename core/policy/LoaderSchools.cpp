// A school's own layer over CAP's policy: schools/<urn>.lua.

#include <fmt/format.h>

#include <algorithm>

#include "policy/Loader.h"

namespace capd::policy {
namespace {

constexpr std::size_t kUrnDigits = 6;

bool isUrn(const std::string& text) {
  return text.size() == kUrnDigits && text.find_first_not_of("0123456789") == std::string::npos;
}

const std::vector<ProgrammeField>& schoolFields() {
  static const std::vector<ProgrammeField> fields = {
      {"title", {"text"}, true, "what its policy is called"},
      {"source", {"citation"}, false, "where it is written"},
      {"absent", {"weeks", "school_weeks"}, false, "after how long an absence it takes a pupil out for the time being"},
  };
  return fields;
}

}  // namespace

void Loader::addSchool(const std::string& urn, int line) {
  if (!isUrn(urn))
    fault(line, "'" + urn + "' is no URN.", "A school's number has six digits: school \"139384\" { ... }.");
  if (file_ != "schools/" + urn + ".lua")
    fault(line, "the layer of a school stands in a file of its own.", "This one belongs in schools/" + urn + ".lua.");
  if (book_->schools_.count(urn) != 0)
    fault(line, "the school '" + urn + "' is there already.", "One file, one school.");
  SchoolLayer layer;
  layer.urn = urn;
  readBody("school " + urn, line, schoolFields(), layer.values, layer.rules, nullptr, false);
  if (const auto title = layer.values.find("title"); title != layer.values.end())
    layer.title = title->second.text;
  else
    fault(line, "the school '" + urn + "' does not say 'title'.", "It is what its policy is called.");
  for (Rule& rule : layer.rules) {
    if (rule.effect != Effect::hold && rule.effect != Effect::warn)
      fault(rule.line, "'" + rule.id + "' of a school holds or warns; it can't do more.",
            "Write unmet = hold(\"...\") or warn(\"...\").");
    rule.id = "school." + rule.id;  // never one of CAP's own
  }
  book_->schools_[urn] = std::move(layer);
}

// Each programme once more for each school that adds to it: CAP's rules as they are, then the school's.
void Loader::giveSchoolsTheirRules() {
  for (const auto& [urn, layer] : book_->schools_)
    for (const Programme& programme : book_->programmes_) {
      Programme own = programme;
      own.name += "@" + urn;
      own.rules.insert(own.rules.end(), layer.rules.begin(), layer.rules.end());
      book_->bySchool_[own.name] = std::move(own);
    }
}

}  // namespace capd::policy
