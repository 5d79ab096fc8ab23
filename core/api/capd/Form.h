#pragma once
// A form, declared once: from it come the page's fields, the command line's flags, the JSON schema and the error
// summary. Text arrives as typed; reading it gives either the typed struct or every fault at once, and never loses the
// typing.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/Date.h"
#include "capd/Problem.h"

namespace capd {

/// What was typed, by field name; several values for checkboxes. A date may come as `name` (ISO) or `name-day`,
/// `name-month`, `name-year`.
using FieldTexts = std::map<std::string, std::vector<std::string>>;

enum class FieldKind {
  text,      ///< one line
  longText,  ///< several lines
  email,
  phone,
  password,  ///< never echoed, never logged
  number,    ///< whole number with a unit
  date,
  yesNo,
  choice,   ///< one of `options`
  choices,  ///< any of `options`
  upload,   ///< the id of a stored document
  hidden,   ///< carried along: reference, version, section
};

struct Option {
  std::string value;
  std::string label;
  std::string hint;
};

struct Field {
  std::string name;   ///< lower_snake; also the flag `--name` and the JSON property
  std::string label;  ///< a question or noun, as the person reads it
  FieldKind kind = FieldKind::text;
  std::string hint;
  std::string missing;  ///< shown when a required field is empty: "Enter the provider's name"; empty = the field may be
                        ///< left out
  std::int64_t least = 0;   ///< numbers: smallest allowed; texts: fewest letters when given at all
  std::int64_t most = 200;  ///< numbers: largest allowed; texts: most letters
  std::string unit;         ///< numbers: shown after the box: "days a week"
  std::vector<Option> options;
  bool personal = false;     ///< about an identifiable pupil: never in a log, a URL or a mail
  std::string autocomplete;  ///< HTML autocomplete token, for sign-in and contact fields

  [[nodiscard]] bool required() const { return !missing.empty(); }
};

struct FormShape {
  std::vector<Field> fields;
  [[nodiscard]] const Field* find(std::string_view name) const;
};

/// The single typed text of a field, cleaned (base/Text.h); empty when not given.
std::string typedText(const FieldTexts& texts, const std::string& name);
/// A date as typed, joined for showing again: "31/02/2026"; empty when nothing was typed.
std::string typedDate(const FieldTexts& texts, const std::string& name);

/// Reading one field. Each adds its problems and returns what could be read; empty when not given or wrong.
std::optional<std::string> readText(const Field& field, const FieldTexts& texts, Problems& problems);
std::optional<std::int64_t> readNumber(const Field& field, const FieldTexts& texts, Problems& problems);
std::optional<bool> readYesNo(const Field& field, const FieldTexts& texts, Problems& problems);
std::optional<Date> readDate(const Field& field, const FieldTexts& texts, Problems& problems);
std::vector<std::string> readChoices(const Field& field, const FieldTexts& texts, Problems& problems);
/// Checks a field of any kind without a typed target (sections whose questions come from policy).
void checkField(const Field& field, const FieldTexts& texts, Problems& problems);

/// A form whose fields fill the members of `In`.
template <class In>
class Form {
 public:
  Form& field(std::string In::*member, Field f) {
    return bind(std::move(f), [member](const Field& own, In& in, const FieldTexts& texts, Problems& problems) {
      if (auto v = readText(own, texts, problems)) in.*member = *v;
    });
  }
  Form& field(std::optional<std::string> In::*member, Field f) {
    return bind(std::move(f), [member](const Field& own, In& in, const FieldTexts& texts, Problems& problems) {
      in.*member = readText(own, texts, problems);
    });
  }
  Form& field(std::int64_t In::*member, Field f) {
    return bind(std::move(f), [member](const Field& own, In& in, const FieldTexts& texts, Problems& problems) {
      if (auto v = readNumber(own, texts, problems)) in.*member = *v;
    });
  }
  Form& field(std::optional<std::int64_t> In::*member, Field f) {
    return bind(std::move(f), [member](const Field& own, In& in, const FieldTexts& texts, Problems& problems) {
      in.*member = readNumber(own, texts, problems);
    });
  }
  Form& field(bool In::*member, Field f) {
    return bind(std::move(f), [member](const Field& own, In& in, const FieldTexts& texts, Problems& problems) {
      if (auto v = readYesNo(own, texts, problems)) in.*member = *v;
    });
  }
  Form& field(std::optional<bool> In::*member, Field f) {
    return bind(std::move(f), [member](const Field& own, In& in, const FieldTexts& texts, Problems& problems) {
      in.*member = readYesNo(own, texts, problems);
    });
  }
  Form& field(Date In::*member, Field f) {
    return bind(std::move(f), [member](const Field& own, In& in, const FieldTexts& texts, Problems& problems) {
      if (auto v = readDate(own, texts, problems)) in.*member = *v;
    });
  }
  Form& field(std::optional<Date> In::*member, Field f) {
    return bind(std::move(f), [member](const Field& own, In& in, const FieldTexts& texts, Problems& problems) {
      in.*member = readDate(own, texts, problems);
    });
  }
  Form& field(std::vector<std::string> In::*member, Field f) {
    return bind(std::move(f), [member](const Field& own, In& in, const FieldTexts& texts, Problems& problems) {
      in.*member = readChoices(own, texts, problems);
    });
  }
  /// Everything else that was typed, as typed, under its own names: for forms whose questions come from policy.
  Form& rest(FieldTexts In::*member) {
    rest_ = member;
    return *this;
  }
  /// A check over several fields, run when each was read without fault.
  Form& check(std::function<void(const In&, Problems&)> check) {
    checks_.push_back(std::move(check));
    return *this;
  }

  [[nodiscard]] const FormShape& shape() const { return shape_; }
  [[nodiscard]] bool takesRest() const { return rest_ != nullptr; }

  /// Fills `in` from what was typed; true when nothing is wrong. Unknown names are ignored here and logged by the door.
  bool read(const FieldTexts& texts, In& in, Problems& problems) const {
    const std::size_t before = problems.size();
    for (std::size_t i = 0; i < readers_.size(); ++i) readers_[i](shape_.fields[i], in, texts, problems);
    if (rest_ != nullptr)
      for (const auto& [name, values] : texts)
        if (shape_.find(name) == nullptr) (in.*rest_)[name] = values;
    if (problems.size() == before)
      for (const auto& check : checks_) check(in, problems);
    return problems.size() == before;
  }

 private:
  using Reader = std::function<void(const Field&, In&, const FieldTexts&, Problems&)>;
  Form& bind(Field f, Reader reader) {
    shape_.fields.push_back(std::move(f));
    readers_.push_back(std::move(reader));
    return *this;
  }
  FormShape shape_;
  std::vector<Reader> readers_;
  std::vector<std::function<void(const In&, Problems&)>> checks_;
  FieldTexts In::*rest_ = nullptr;
};

}  // namespace capd
