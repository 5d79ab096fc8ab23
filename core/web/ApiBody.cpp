#include "web/ApiBody.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/Text.h"
#include "policy/Lexer.h"

namespace capd::web {
namespace {

constexpr std::size_t kMostFields = 2000;
constexpr std::size_t kMostValues = 2000;

/// One value of the object, as far as a form can hold it.
struct Given {
  enum class Kind { nothing, yesNo, whole, fraction, text, list, nested };
  Kind kind = Kind::nothing;
  std::string text;
  std::vector<Given> items;
};

/// Takes the object apart as it is read: what is nested deeper than a form can hold is noted and not kept.
class ObjectReader final : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::vector<std::pair<std::string, Given>> fields;
  std::set<std::string> twice;
  bool isObject = false;

  bool null() override { return take({Given::Kind::nothing, "", {}}); }
  bool boolean(bool value) override { return take({Given::Kind::yesNo, value ? "yes" : "no", {}}); }
  bool number_integer(std::int64_t value) override { return take({Given::Kind::whole, std::to_string(value), {}}); }
  bool number_unsigned(std::uint64_t value) override { return take({Given::Kind::whole, std::to_string(value), {}}); }
  bool number_float(double, const std::string& typed) override {
    // A whole number that is too large for the machine is still a whole number: its size is what is wrong.
    const bool whole = typed.find_first_not_of("-0123456789") == std::string::npos;
    return take({whole ? Given::Kind::whole : Given::Kind::fraction, typed, {}});
  }
  bool string(std::string& value) override { return take({Given::Kind::text, value, {}}); }
  bool binary(nlohmann::json::binary_t&) override { return false; }
  bool start_object(std::size_t) override {
    if (depth_ == 0) isObject = true;
    if (depth_ > 0 && !take({Given::Kind::nested, "", {}})) return false;
    ++depth_;
    return true;
  }
  bool end_object() override { return ends(); }
  bool start_array(std::size_t) override {
    if (depth_ == 0) return false;
    if (!take({depth_ == 1 ? Given::Kind::list : Given::Kind::nested, "", {}})) return false;
    ++depth_;
    return true;
  }
  bool end_array() override { return ends(); }
  bool key(std::string& name) override {
    if (depth_ != 1) return true;
    if (!names_.insert(name).second) twice.insert(name);
    fields.emplace_back(name, Given());
    return fields.size() <= kMostFields;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  bool take(Given given) {
    if (depth_ == 0) return false;  // a lone value
    Given& field = fields.back().second;
    if (depth_ == 1) {
      field = std::move(given);
    } else if (field.kind == Given::Kind::list && depth_ == 2) {
      if (given.kind == Given::Kind::nested) field.kind = Given::Kind::nested;
      field.items.push_back(std::move(given));
      return field.items.size() <= kMostValues;
    }
    return true;
  }
  bool ends() {
    --depth_;
    return true;
  }

  int depth_ = 0;
  std::set<std::string> names_;
};

// What is wrong with the type; empty when the form can read it.
std::string wants(const Given& given, FieldKind kind) {
  using K = Given::Kind;
  switch (kind) {
    case FieldKind::number:
      return given.kind == K::whole ? "" : "must be a whole number, without quotes";
    case FieldKind::yesNo:
      return given.kind == K::yesNo ? "" : "must be true or false";
    case FieldKind::date:
      return given.kind == K::text && (given.text.empty() || Date::fromIso(given.text))
                 ? ""
                 : "must be a date that exists, as text like \"2026-03-27\"";
    case FieldKind::choices: {
      const bool texts = given.kind == K::list && std::all_of(given.items.begin(), given.items.end(),
                                                              [](const Given& g) { return g.kind == K::text; });
      return texts || given.kind == K::text ? "" : "must be a list of texts, like [\"one\", \"two\"]";
    }
    case FieldKind::hidden:
    case FieldKind::upload:
      return given.kind == K::text || given.kind == K::whole ? "" : "must be text, or a whole number";
    default:
      return given.kind == K::text ? "" : "must be text, in quotes";
  }
}

std::vector<std::string> valuesOf(const Given& given) {
  if (given.kind != Given::Kind::list) return {given.text};
  std::vector<std::string> values;
  for (const Given& item : given.items) values.push_back(item.text);
  return values;
}

// A question that comes from the policy: its kind is the policy's, so every plain value may come.
bool isQuestion(const std::string& name) {
  return name.size() <= 100 && name.find('.') != std::string::npos &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return c < 0x80 && (std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-');
         });
}

std::string typeFault(const CommandDeclaration& command, const std::string& name, const Given& given) {
  const auto& fields = command.form.fields;
  const auto field = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
  if (field != fields.end()) {
    const std::string want = wants(given, field->kind);
    return want.empty() ? "" : fmt::format("`{}` {}.", name, want);
  }
  if (command.takesRest && isQuestion(name))
    return given.kind == Given::Kind::nested ? fmt::format("`{}` must be a plain value or a list of texts.", name) : "";
  std::vector<std::string> names;
  for (const Field& each : fields) names.push_back(each.name);
  TextFault fault;
  const bool shown = cleanText(name, fault).has_value();
  const std::string near = shown ? policy::nearest(shortened(name, 60), names) : "";
  return "There is no such field." + (near.empty() ? "" : " Did you mean `" + near + "`?");
}

}  // namespace

ApiBody readApiBody(const std::string& json, const CommandDeclaration& command) {
  ApiBody body;
  ObjectReader reader;
  const bool whole = nlohmann::json::sax_parse(json, &reader) && reader.isObject;
  if (!whole) {
    body.unreadable = true;
    body.problems.push_back(
        {"body", "The body must be one JSON object in UTF-8 with the command's fields, such as {\"name\": \"...\"}."});
    return body;
  }
  for (const std::string& name : reader.twice)
    body.problems.push_back({name, fmt::format("`{}` is given twice. Keep one.", shortened(name, 100))});
  for (const auto& [name, given] : reader.fields) {
    if (given.kind == Given::Kind::nothing) {
      // null is as good as left out, for a field that there is.
      const Given text{Given::Kind::text, "", {}};
      const std::string fault = command.form.find(name) == nullptr ? typeFault(command, name, text) : "";
      if (!fault.empty()) body.problems.push_back({name, fault});
      continue;
    }
    const std::string fault = typeFault(command, name, given);
    if (!fault.empty())
      body.problems.push_back({name, fault});
    else
      body.texts[name] = valuesOf(given);
  }
  return body;
}

}  // namespace capd::web
