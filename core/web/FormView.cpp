#include "web/FormView.h"

#include <algorithm>

#include "base/Text.h"

namespace capd::web {
namespace {

std::string first(const FieldTexts& values, const std::string& name) {
  const auto at = values.find(name);
  return at == values.end() || at->second.empty() ? std::string() : at->second.front();
}

std::string shownText(const FieldTexts& values, const std::string& name) {
  // As typed, as far as a page can show it: bytes that are no text are left out.
  TextFault fault;
  const std::string raw = first(values, name);
  if (const auto clean = cleanText(raw, fault)) return *clean;
  std::string visible;
  for (const char sign : raw)
    if (static_cast<unsigned char>(sign) >= 0x20 && static_cast<unsigned char>(sign) < 0x7F) visible += sign;
  return visible;
}

const Problem* problemOf(const Problems& problems, const std::string& field) {
  for (const Problem& problem : problems)
    if (problem.field == field) return &problem;
  return nullptr;
}

// What every kind has: label, hint, error and the ids that tie them to the box.
void common(Model& model, const Field& field, const std::string& id, const Problem* problem) {
  model.set("ID", id).set("NAME", field.name).set("LABEL", field.label);
  std::string by;
  model.list("HINT").list("ERROR");
  if (!field.hint.empty()) {
    model.add("HINT").set("SAYS", field.hint);
    by = id + "-hint";
  }
  if (problem != nullptr) {
    model.add("ERROR").set("SAYS", problem->says);
    by += (by.empty() ? "" : " ") + id + "-error";
  }
  model.show("HAS_ERROR", problem != nullptr);
  model.list("DESCRIBED");
  if (!by.empty()) model.add("DESCRIBED").set("BY", by);
}

std::string widthOf(const Field& field) {
  if (field.kind == FieldKind::number) return field.most < 1000 ? "govuk-input--width-4" : "govuk-input--width-10";
  if (field.kind == FieldKind::phone) return "govuk-input--width-20";
  return field.most <= 20 ? "govuk-input--width-20" : "govuk-!-width-two-thirds";
}

void textField(Model& row, const Field& field, const FieldTexts& values, const std::string& id,
               const Problem* problem) {
  Model& model = row.add("TEXT");
  common(model, field, id, problem);
  std::string type = "text";
  if (field.kind == FieldKind::password) type = "password";
  if (field.kind == FieldKind::email) type = "email";
  if (field.kind == FieldKind::phone) type = "tel";
  model.set("TYPE", type).set("WIDTH", widthOf(field));
  model.set("VALUE", field.kind == FieldKind::password ? "" : shownText(values, field.name));
  model.show("NUMERIC", field.kind == FieldKind::number)
      .show("WITH_UNIT", !field.unit.empty())
      .list("UNIT")
      .list("AUTOCOMPLETE");
  if (!field.unit.empty()) model.add("UNIT").set("SAYS", field.unit);
  if (!field.autocomplete.empty()) model.add("AUTOCOMPLETE").set("WORD", field.autocomplete);
}

void areaField(Model& row, const Field& field, const FieldTexts& values, const std::string& id,
               const Problem* problem) {
  Model& model = row.add("AREA");
  common(model, field, id, problem);
  model.set("VALUE", shownText(values, field.name)).set("MOST", field.most);
}

void dateField(Model& row, const Field& field, const FieldTexts& values, const std::string& id,
               const Problem* problem) {
  Model& model = row.add("DATE");
  std::string day = shownText(values, field.name + "-day");
  std::string month = shownText(values, field.name + "-month");
  std::string year = shownText(values, field.name + "-year");
  if (day.empty() && month.empty() && year.empty()) {
    if (const auto date = Date::fromIso(first(values, field.name))) {
      day = std::to_string(date->day());
      month = std::to_string(date->month());
      year = std::to_string(date->year());
    }
  }
  model.set("ID", id)
      .set("NAME", field.name)
      .set("LABEL", field.label)
      .set("DAY", day)
      .set("MONTH", month)
      .set("YEAR", year);
  model.set("HINT_TEXT", field.hint.empty() ? "For example, 27 3 2026" : field.hint);
  model.show("HAS_ERROR", problem != nullptr).list("ERROR");
  model.add("DESCRIBED").set("BY", problem == nullptr ? id + "-hint" : id + "-hint " + id + "-error");
  if (problem != nullptr) model.add("ERROR").set("SAYS", problem->says);
}

void choiceField(Model& row, const Field& field, const FieldTexts& values, const std::string& id,
                 const Problem* problem) {
  Model& model = row.add("CHOICE");
  common(model, field, id, problem);
  const bool many = field.kind == FieldKind::choices;
  std::vector<Option> options = field.options;
  if (field.kind == FieldKind::yesNo) options = {{"yes", "Yes", ""}, {"no", "No", ""}};
  const bool inlineRadios = !many && options.size() == 2 && options[0].label.size() + options[1].label.size() < 12;
  const std::string item = many ? "govuk-checkboxes" : "govuk-radios";
  // Mornings and afternoons stand beside each other, a day a line.
  const bool halfDays = many && options.size() == 10 && options[0].value == "1a" && options[1].value == "1p";
  model.set("GROUP_CLASS", item + (inlineRadios ? " govuk-radios--inline" : "") + (halfDays ? " capd-half-days" : ""))
      .set("ITEM_CLASS", item)
      .set("TYPE", many ? "checkbox" : "radio");
  const auto at = values.find(field.name);
  std::size_t number = 0;
  model.list("OPTION");
  for (const Option& option : options) {
    Model& one = model.add("OPTION");
    one.set("OPTION_ID", number == 0 ? id : id + "-" + std::to_string(number))
        .set("VALUE", option.value)
        .set("LABEL", option.label);
    const bool chosen =
        at != values.end() && std::find(at->second.begin(), at->second.end(), option.value) != at->second.end();
    one.show("CHECKED", chosen).list("OPTION_HINT");
    if (!option.hint.empty()) one.add("OPTION_HINT").set("SAYS", option.hint);
    ++number;
  }
}

void selectField(Model& row, const Field& field, const FieldTexts& values, const std::string& id,
                 const Problem* problem) {
  Model& model = row.add("SELECT");
  common(model, field, id, problem);
  const std::string chosen = first(values, field.name);
  Model& none = model.add("OPTION");
  none.set("VALUE", "").set("LABEL", "Choose one").show("SELECTED", chosen.empty());
  for (const Option& option : field.options)
    model.add("OPTION").set("VALUE", option.value).set("LABEL", option.label).show("SELECTED", option.value == chosen);
}

void uploadField(Model& row, const Field& field, const FieldTexts& values, const std::string& id,
                 const Problem* problem, const FormContext& context) {
  Model& model = row.add("UPLOAD");
  common(model, field, id, problem);
  const std::string kept = first(values, field.name);
  const auto [name, scan] =
      kept.empty() || !context.upload ? std::pair<std::string, std::string>() : context.upload(kept);
  model.list("KEPT");
  if (!name.empty()) model.add("KEPT").set("VALUE", kept).set("FILE_NAME", name).set("SCAN", scan);
}

}  // namespace

std::string fieldId(const std::string& command, const std::string& field) {
  std::string id = command + "-" + field;
  std::replace_if(
      id.begin(), id.end(), [](char c) { return c == '.' || c == ' '; }, '-');
  return id;
}

Model formModel(const FormSlot& slot, const FormShape& shape, const FormContext& context) {
  Model model;
  model.set("ACTION", context.action)
      .set("CSRF", context.csrf)
      .set("TOKEN", context.token)
      .set("PAGE", context.page)
      .set("BUTTON", slot.button);
  model.show("WARNING", slot.warning)
      .show("QUIET", slot.quiet && !slot.warning)
      .list("SECOND")
      .list("LEGEND")
      .list("FIELD");
  if (!slot.secondButton.empty()) model.add("SECOND").set("LABEL", slot.secondButton);
  if (!slot.legend.empty()) model.add("LEGEND").set("TEXT", slot.legend);
  bool uploads = false;
  for (const Field& field : shape.fields) {
    Model& row = model.add("FIELD");
    for (const char* kind : {"HIDDEN", "TEXT", "AREA", "DATE", "CHOICE", "SELECT", "UPLOAD"}) row.list(kind);
    const std::string id = fieldId(slot.command, field.name);
    const Problem* problem = problemOf(slot.problems, field.name);
    switch (field.kind) {
      case FieldKind::hidden:
        row.add("HIDDEN").set("NAME", field.name).set("VALUE", shownText(slot.values, field.name));
        break;
      case FieldKind::longText:
        areaField(row, field, slot.values, id, problem);
        break;
      case FieldKind::date:
        dateField(row, field, slot.values, id, problem);
        break;
      case FieldKind::choice:
        if (field.options.size() > 10)
          selectField(row, field, slot.values, id, problem);
        else
          choiceField(row, field, slot.values, id, problem);
        break;
      case FieldKind::choices:
      case FieldKind::yesNo:
        choiceField(row, field, slot.values, id, problem);
        break;
      case FieldKind::upload:
        uploads = true;
        uploadField(row, field, slot.values, id, problem, context);
        break;
      default:
        textField(row, field, slot.values, id, problem);
        break;
    }
  }
  model.show("UPLOADS", uploads);
  return model;
}

}  // namespace capd::web
