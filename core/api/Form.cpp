#include "capd/Form.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/Text.h"

namespace capd {
namespace {

const std::vector<std::string>* valuesOf(const FieldTexts& texts, const std::string& name) {
  const auto at = texts.find(name);
  return at == texts.end() ? nullptr : &at->second;
}

std::string firstRaw(const FieldTexts& texts, const std::string& name) {
  const auto* values = valuesOf(texts, name);
  return values == nullptr || values->empty() ? std::string() : values->front();
}

// The label as it stands inside a sentence: "Provider's name" -> "provider's name" stays as typed by its author.
void add(Problems& problems, const Field& field, std::string says) {
  problems.push_back({field.name, std::move(says)});
}

// Cleaned text, empty when nothing was given. False when it cannot be kept.
bool cleaned(const Field& field, const FieldTexts& texts, Problems& problems, std::string& text) {
  TextFault fault;
  const auto clean = cleanText(firstRaw(texts, field.name), fault);
  if (!clean) {
    add(problems, field, fmt::format("“{}” {}. Please type it again.", field.label, fault.says));
    return false;
  }
  text = *clean;
  return true;
}

bool missing(const Field& field, Problems& problems) {
  if (field.required()) add(problems, field, field.missing);
  return true;
}

bool looksLikeMail(const std::string& text) {
  const auto at = text.find('@');
  if (at == std::string::npos || at == 0 || text.find('@', at + 1) != std::string::npos) return false;
  const auto dot = text.find('.', at);
  return dot != std::string::npos && dot > at + 1 && dot + 1 < text.size() &&
         text.find_first_of(" \t\n,;<>\"") == std::string::npos;
}

bool isOption(const Field& field, const std::string& value) {
  return std::any_of(field.options.begin(), field.options.end(), [&](const Option& o) { return o.value == value; });
}

constexpr char kDateHint[] = "a real date, such as 27 3 2026";

struct TypedDate {
  std::string day, month, year;
  [[nodiscard]] bool empty() const { return day.empty() && month.empty() && year.empty(); }
};

TypedDate typedParts(const FieldTexts& texts, const std::string& name) {
  TypedDate typed{trimmed(firstRaw(texts, name + "-day")), trimmed(firstRaw(texts, name + "-month")),
                  trimmed(firstRaw(texts, name + "-year"))};
  if (!typed.empty()) return typed;
  // In one piece: 2026-03-27, 27/3/2026, 27 March 2026.
  std::string whole = trimmed(firstRaw(texts, name));
  if (whole.empty()) return typed;
  if (const auto iso = Date::fromIso(whole))
    return {std::to_string(iso->day()), std::to_string(iso->month()), std::to_string(iso->year())};
  std::replace_if(
      whole.begin(), whole.end(), [](char c) { return c == '/' || c == '.' || c == '-'; }, ' ');
  std::string parts[3];
  int at = 0;
  for (std::size_t i = 0; i < whole.size() && at < 3; ++i) {
    if (whole[i] != ' ')
      parts[at] += whole[i];
    else if (!parts[at].empty() && at < 2)
      ++at;
    else if (!parts[at].empty())
      parts[at] += ' ';
  }
  return {parts[0], parts[1], parts[2]};
}

}  // namespace

const Field* FormShape::find(std::string_view name) const {
  for (const Field& field : fields) {
    if (field.name == name) return &field;
    if (field.kind == FieldKind::date && name.size() > field.name.size() &&
        name.substr(0, field.name.size()) == field.name) {
      const std::string_view rest = name.substr(field.name.size());
      if (rest == "-day" || rest == "-month" || rest == "-year") return &field;
    }
  }
  return nullptr;
}

std::string typedText(const FieldTexts& texts, const std::string& name) {
  TextFault fault;
  return cleanText(firstRaw(texts, name), fault).value_or("");
}

std::string typedDate(const FieldTexts& texts, const std::string& name) {
  const TypedDate typed = typedParts(texts, name);
  if (typed.empty()) return {};
  TextFault fault;
  return cleanText(typed.day + "/" + typed.month + "/" + typed.year, fault).value_or("");
}

std::optional<std::string> readText(const Field& field, const FieldTexts& texts, Problems& problems) {
  std::string text;
  if (field.kind == FieldKind::password) {
    text = firstRaw(texts, field.name);  // a password is kept byte for byte
    TextFault fault;
    if (!cleanText(text, fault)) {
      add(problems, field, fmt::format("“{}” {}. Please type it again.", field.label, fault.says));
      return std::nullopt;
    }
  } else if (!cleaned(field, texts, problems, text)) {
    return std::nullopt;
  }
  if (text.empty()) {
    missing(field, problems);
    return std::nullopt;
  }
  const auto letters = static_cast<std::int64_t>(lengthInLetters(text));
  if (letters > field.most) {
    add(problems, field, fmt::format("“{}” must be {} letters or fewer; this is {}", field.label, field.most, letters));
    return std::nullopt;
  }
  if (letters < field.least) {
    add(problems, field, fmt::format("“{}” must be {} letters or more; this is {}", field.label, field.least, letters));
    return std::nullopt;
  }
  if (field.kind != FieldKind::longText && field.kind != FieldKind::password && text.find('\n') != std::string::npos) {
    add(problems, field, fmt::format("“{}” must be on one line", field.label));
    return std::nullopt;
  }
  if (field.kind == FieldKind::email && !looksLikeMail(text)) {
    add(problems, field, "Enter an email address in the right form, such as name@example.com");
    return std::nullopt;
  }
  if (field.kind == FieldKind::phone) {
    const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits < 8 || text.find_first_not_of("0123456789 +()-.x") != std::string::npos) {
      add(problems, field, "Enter a telephone number, such as 024 7683 1234");
      return std::nullopt;
    }
  }
  if (field.kind == FieldKind::choice && !isOption(field, text)) {
    add(problems, field,
        field.required() ? field.missing : fmt::format("Choose one of the answers to “{}”", field.label));
    return std::nullopt;
  }
  return text;
}

std::optional<std::int64_t> readNumber(const Field& field, const FieldTexts& texts, Problems& problems) {
  std::string text;
  if (!cleaned(field, texts, problems, text)) return std::nullopt;
  if (text.empty()) {
    missing(field, problems);
    return std::nullopt;
  }
  const bool negative = text[0] == '-';
  const std::string digits = negative ? text.substr(1) : text;
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) {
    add(problems, field,
        fmt::format("“{}” must be a whole number, such as {}", field.label, field.least > 0 ? field.least : 1));
    return std::nullopt;
  }
  const std::int64_t value = digits.size() > 15 ? field.most + 1 : std::stoll(digits) * (negative ? -1 : 1);
  if (value < field.least || value > field.most) {
    add(problems, field,
        fmt::format("“{}” must be from {} to {}{}{}", field.label, field.least, field.most,
                    field.unit.empty() ? "" : " ", field.unit));
    return std::nullopt;
  }
  return value;
}

std::optional<bool> readYesNo(const Field& field, const FieldTexts& texts, Problems& problems) {
  std::string text;
  if (!cleaned(field, texts, problems, text)) return std::nullopt;
  if (text.empty()) {
    missing(field, problems);
    return std::nullopt;
  }
  if (text == "yes" || text == "true" || text == "1") return true;
  if (text == "no" || text == "false" || text == "0") return false;
  add(problems, field, fmt::format("Answer “{}” with yes or no", field.label));
  return std::nullopt;
}

std::optional<Date> readDate(const Field& field, const FieldTexts& texts, Problems& problems) {
  const TypedDate typed = typedParts(texts, field.name);
  if (typed.empty()) {
    missing(field, problems);
    return std::nullopt;
  }
  std::string gaps;
  if (typed.day.empty()) gaps = "a day";
  if (typed.month.empty()) gaps += (gaps.empty() ? "" : " and ") + std::string("a month");
  if (typed.year.empty()) gaps += (gaps.empty() ? "" : " and ") + std::string("a year");
  if (!gaps.empty()) {
    add(problems, field, fmt::format("“{}” must include {}", field.label, gaps));
    return std::nullopt;
  }
  const auto date = Date::fromFields(typed.day, typed.month, typed.year);
  if (!date) {
    TextFault fault;
    const auto shown = cleanText(typed.day + "/" + typed.month + "/" + typed.year, fault);
    add(problems, field,
        fmt::format("“{}” must be {}{}", field.label, kDateHint,
                    shown ? fmt::format(": {} does not exist", shortened(*shown, 40)) : ""));
    return std::nullopt;
  }
  return date;
}

std::vector<std::string> readChoices(const Field& field, const FieldTexts& texts, Problems& problems) {
  std::vector<std::string> chosen;
  if (const auto* values = valuesOf(texts, field.name)) {
    for (const std::string& raw : *values) {
      TextFault fault;
      const auto value = cleanText(raw, fault);
      if (value && value->empty()) continue;
      if (!value || !isOption(field, *value)) {
        add(problems, field, fmt::format("Choose from the answers to “{}”", field.label));
        return {};
      }
      if (std::find(chosen.begin(), chosen.end(), *value) == chosen.end()) chosen.push_back(*value);
    }
  }
  if (chosen.empty()) missing(field, problems);
  return chosen;
}

void checkField(const Field& field, const FieldTexts& texts, Problems& problems) {
  switch (field.kind) {
    case FieldKind::number:
      readNumber(field, texts, problems);
      return;
    case FieldKind::date:
      readDate(field, texts, problems);
      return;
    case FieldKind::yesNo:
      readYesNo(field, texts, problems);
      return;
    case FieldKind::choices:
      readChoices(field, texts, problems);
      return;
    default:
      readText(field, texts, problems);
      return;
  }
}

}  // namespace capd
