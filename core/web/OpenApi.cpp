#include "web/OpenApi.h"

#include <nlohmann/json.hpp>

namespace capd::web {
namespace {

using nlohmann::json;

const char* kindWord(FieldKind kind) {
  switch (kind) {
    case FieldKind::text:
      return "text";
    case FieldKind::longText:
      return "long text";
    case FieldKind::email:
      return "email";
    case FieldKind::phone:
      return "telephone";
    case FieldKind::password:
      return "password";
    case FieldKind::number:
      return "number";
    case FieldKind::date:
      return "date";
    case FieldKind::yesNo:
      return "yes or no";
    case FieldKind::choice:
      return "choice";
    case FieldKind::choices:
      return "choices";
    case FieldKind::upload:
      return "stored file";
    case FieldKind::hidden:
      return "carried along";
  }
  return "";
}

json valuesOf(const Field& field) {
  json values = json::array();
  for (const Option& option : field.options) values.push_back(option.value);
  return values;
}

// What a page carries along is text or a number: its limit is one of letters only where it can be one.
json carriedType(const Field& field) {
  constexpr std::int64_t kMostLetters = 10'000;
  json type = {{"type", json::array({"string", "integer"})}};
  if (field.most <= kMostLetters) type["maxLength"] = field.most;
  return type;
}

json typeOf(const Field& field) {
  switch (field.kind) {
    case FieldKind::number:
      return {{"type", "integer"}, {"minimum", field.least}, {"maximum", field.most}};
    case FieldKind::yesNo:
      return {{"type", "boolean"}};
    case FieldKind::date:
      return {{"type", "string"}, {"format", "date"}};
    case FieldKind::choice:
      return {{"type", "string"}, {"enum", valuesOf(field)}};
    case FieldKind::choices:
      return {{"type", "array"}, {"items", {{"type", "string"}, {"enum", valuesOf(field)}}}};
    case FieldKind::hidden:
    case FieldKind::upload:
      return carriedType(field);
    default:
      break;
  }
  json type = {{"type", "string"}, {"maxLength", field.most}};
  if (field.least > 0) type["minLength"] = field.least;
  if (field.kind == FieldKind::email) type["format"] = "email";
  if (field.kind == FieldKind::password) type["format"] = "password";
  return type;
}

json schemaOfField(const Field& field) {
  json schema = typeOf(field);
  if (!field.label.empty()) schema["title"] = field.label;
  if (!field.hint.empty()) schema["description"] = field.hint;
  schema["x-kind"] = kindWord(field.kind);
  if (!field.unit.empty()) schema["x-unit"] = field.unit;
  if (field.required()) schema["x-missing"] = field.missing;
  if (field.personal) schema["x-personal"] = true;
  json labels = json::object();
  for (const Option& option : field.options) labels[option.value] = option.label;
  if (!labels.empty()) schema["x-labels"] = std::move(labels);
  return schema;
}

json reply(const char* says, const char* schema) {
  return {{"description", says},
          {"content", {{"application/json", {{"schema", {{"$ref", std::string("#/components/schemas/") + schema}}}}}}}};
}

json refusals(std::initializer_list<const char*> codes) {
  const std::map<std::string, const char*> says = {
      {"400", "The body is no JSON object."},
      {"401", "No key, or one that is not known or has ended."},
      {"403", "The key's roles do not include this, or a person has to do it."},
      {"404", "Not there, or not yours: the two look the same."},
      {"409", "Somebody changed the record since, or the same Idempotency-Key came with other content."},
      {"422", "Something in the fields is wrong: every fault at once, each with its field."},
      {"503", "Cannot be done just now. Nothing was changed."},
  };
  json all = json::object();
  for (const char* code : codes) all[code] = reply(says.at(code), "Problems");
  return all;
}

// `provider.add` -> `provider_add`: a name that generators of clients can use.
std::string plainName(std::string name) {
  for (char& sign : name)
    if (sign == '.') sign = '_';
  return name;
}

json commandOperation(const CommandDeclaration& command) {
  json responses = refusals({"400", "401", "403", "404", "409", "422", "503"});
  responses["200"] = reply("Done, and on disk.", "Done");
  std::string says = command.says;
  if (command.fresh) says += " Never by a key: a person shows who they are.";
  return {{"operationId", "do_" + plainName(command.name)},
          {"summary", says},
          {"x-permission", command.permission},
          {"parameters", json::array({{{"$ref", "#/components/parameters/IdempotencyKey"}}})},
          {"requestBody",
           {{"required", true},
            {"content",
             {{"application/json", {{"schema", {{"$ref", "#/components/schemas/" + plainName(command.name)}}}}}}}}},
          {"responses", std::move(responses)}};
}

json pageOperation(const PageDeclaration& page) {
  json responses = refusals({"401", "403", "404", "503"});
  responses["200"] = reply("What the page shows.", "Page");
  json parameters = json::array();
  for (auto open = page.path.find('{'); open != std::string::npos; open = page.path.find('{', open + 1))
    parameters.push_back({{"name", page.path.substr(open + 1, page.path.find('}', open) - open - 1)},
                          {"in", "path"},
                          {"required", true},
                          {"schema", {{"type", "string"}}}});
  return {{"operationId", "get_" + plainName(page.name)},
          {"summary", page.says + (page.fresh ? " Never by a key: a person shows who they are." : "")},
          {"x-permission", page.permission},
          {"parameters", std::move(parameters)},
          {"responses", std::move(responses)}};
}

json commonSchemas() {
  const json text = {{"type", "string"}};
  return {
      {"Done",
       {{"type", "object"},
        {"required", {"done", "says"}},
        {"properties",
         {{"done", {{"const", true}}},
          {"says", text},
          {"subject", text},
          {"next", text},
          {"values", {{"type", "object"}, {"additionalProperties", text}}}}}}},
      {"Problem",
       {{"type", "object"}, {"required", {"field", "says"}}, {"properties", {{"field", text}, {"says", text}}}}},
      {"Problems",
       {{"type", "object"},
        {"required", {"done", "problems"}},
        {"properties",
         {{"done", {{"const", false}}},
          {"problems", {{"type", "array"}, {"items", {{"$ref", "#/components/schemas/Problem"}}}}}}}}},
      {"Model",
       {{"type", "object"},
        {"description", "Texts by name; lists of further models by name."},
        {"additionalProperties",
         {{"oneOf", {text, {{"type", "array"}, {"items", {{"$ref", "#/components/schemas/Model"}}}}}}}}}},
      {"Page",
       {{"type", "object"},
        {"required", {"page", "title", "model", "forms"}},
        {"properties",
         {{"page", text},
          {"title", text},
          {"subject", text},
          {"model", {{"$ref", "#/components/schemas/Model"}}},
          {"forms", {{"type", "object"}, {"description", "Forms on the page: command, values, fields."}}}}}}},
  };
}

}  // namespace

json schemaOf(const FormShape& shape, bool takesRest) {
  json properties = json::object();
  json required = json::array();
  for (const Field& field : shape.fields) {
    properties[field.name] = schemaOfField(field);
    if (field.required()) required.push_back(field.name);
  }
  json schema = {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  if (takesRest)
    schema["patternProperties"] = {
        {"^[A-Za-z0-9_-]+\\.[A-Za-z0-9_.-]+$",
         {{"description", "A question that comes from the policy; the page with this form lists them."},
          {"type", json::array({"string", "integer", "boolean", "array"})},
          {"items", {{"type", "string"}}}}}};
  return schema;
}

std::string openApi(const commands::Registry& registry) {
  json paths = json::object();
  json schemas = commonSchemas();
  for (const auto* page : registry.allPages()) paths[page->declaration.path]["get"] = pageOperation(page->declaration);
  for (const auto* command : registry.allCommands()) {
    paths["/" + command->declaration.name]["post"] = commandOperation(command->declaration);
    schemas[plainName(command->declaration.name)] = schemaOf(command->declaration.form, command->declaration.takesRest);
  }
  const json document = {
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Coventry Alternative Provision"},
        {"version", "1"},
        {"description",
         "Every command by POST, every page by GET, with the same checks and the same two logs as for people. "
         "Dates are YYYY-MM-DD; texts are UTF-8."}}},
      {"servers", {{{"url", "/api/v1"}}}},
      {"security", {{{"key", json::array()}}}},
      {"paths", std::move(paths)},
      {"components",
       {{"securitySchemes", {{"key", {{"type", "http"}, {"scheme", "bearer"}}}}},
        {"parameters",
         {{"IdempotencyKey",
           {{"name", "Idempotency-Key"},
            {"in", "header"},
            {"description",
             "Up to 64 letters, digits and hyphens. The same key with the same content is the same deed: it is done "
             "once and gets the same reply."},
            {"schema", {{"type", "string"}, {"maxLength", 64}, {"pattern", "^[A-Za-z0-9-]+$"}}}}}}},
        {"schemas", std::move(schemas)}}}};
  return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace capd::web
