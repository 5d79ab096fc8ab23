// The door of other programs: a bearer key instead of a session, JSON instead of forms and pages; behind it the same
// forms, commands, pages, checks and logs. Cookies count for nothing here.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/Text.h"
#include "cases/account/ApiKey.h"
#include "web/ApiBody.h"
#include "web/OpenApi.h"
#include "web/SiteImpl.h"

namespace capd::web {
namespace {

using nlohmann::json;

constexpr char kNoKey[] =
    "Send a key in the header `Authorization: Bearer capd_...`. A CAP administrator makes keys under People.";
constexpr char kUnknownKey[] = "This key is not known.";
constexpr char kPersonAlone[] = "This is opened by a person who shows who they are, never by a key.";

Reply inJson(int status, const json& body) {
  Reply reply;
  reply.status = status;
  reply.type = "application/json";
  reply.body = body.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
  return reply;
}

// Texts and lists by lower-case name; a name that stands for both keeps its text under `name_text`.
json jsonOf(const Model& model) {
  json all = json::object();
  for (const auto& [name, rows] : model.sections()) {
    json list = json::array();
    for (const auto& row : rows) list.push_back(jsonOf(*row));
    all[lowerAscii(name)] = std::move(list);
  }
  for (const auto& [name, text] : model.texts())
    all[lowerAscii(name) + (model.sections().count(name) != 0 ? "_text" : "")] = text;
  return all;
}

json jsonOf(const FormSlot& slot, const commands::OwnedCommand& command) {
  json values = json::object();
  for (const auto& [name, given] : slot.values) values[name] = given.size() == 1 ? json(given.front()) : json(given);
  return {{"command", slot.command},
          {"values", std::move(values)},
          {"fields", schemaOf(slot.shape ? *slot.shape : command.declaration.form, false)}};
}

}  // namespace

int statusOf(Refused::Kind kind) {
  switch (kind) {
    case Refused::Kind::invalid:
      return 422;
    case Refused::Kind::stale:
    case Refused::Kind::conflict:
      return 409;
    case Refused::Kind::notThere:
      return 404;
    case Refused::Kind::notAllowed:
      return 403;
    case Refused::Kind::busy:
      return 503;
  }
  return 500;
}

bool isToken(const std::string& token) {
  return !token.empty() && token.size() <= 64 && std::all_of(token.begin(), token.end(), [](unsigned char c) {
    return (c < 0x80 && std::isalnum(c) != 0) || c == '-';
  });
}

Reply apiProblems(int status, const Problems& problems) {
  json all = json::array();
  for (const Problem& problem : problems) all.push_back({{"field", problem.field}, {"says", problem.says}});
  return inJson(status, {{"done", false}, {"problems", std::move(all)}});
}

Reply apiProblem(int status, const std::string& says) { return apiProblems(status, {{"", says}}); }

std::shared_ptr<const Site::Impl::KnownKey> Site::Impl::knownKey(const std::string& secret) {
  if (!looksLikeApiKey(secret)) return nullptr;
  const std::string hash = hashOfSecret(secret);
  const std::int64_t version = database.dataVersion();
  auto known = keys.find(version, hash);
  if (known != nullptr) return known;
  const auto lease = database.read(Viewer::nobody());
  auto key = apiKeyByHash(lease->tx(), hash);
  if (!key) return nullptr;
  Viewer viewer = viewerOf(*key, [this](std::string_view role) { return registry.permissionsOfKey(role); });
  known = std::make_shared<const KnownKey>(KnownKey{std::move(*key), std::move(viewer)});
  keys.keep(version, hash, known);
  return known;
}

// Who calls: the key's viewer, or the reply that says what is wrong with it.
std::variant<Viewer, Reply> Site::Impl::caller(const Request& request) {
  const auto refused = [](const std::string& says) {
    Reply reply = apiProblem(401, says);
    reply.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"capd\"");
    return reply;
  };
  constexpr std::string_view kScheme = "bearer ";
  const std::string given = request.header("authorization");
  if (lowerAscii(given.substr(0, kScheme.size())) != kScheme) return refused(kNoKey);
  const auto known = knownKey(trimmed(std::string_view(given).substr(kScheme.size())));
  if (known == nullptr) return refused(kUnknownKey);
  const Instant now = services.clock().now();
  const ApiKey& key = known->key;
  if (key.ended) return refused("This key was ended. Ask a CAP administrator for a new one.");
  if (!key.live(now))
    return refused(fmt::format("This key was good until {}. Ask a CAP administrator for a new one.",
                               londonWords(key.expires.plusMs(-1))));
  noteUse(key, now);
  return known->viewer;
}

// When it was used last, to the minute; nobody waits for it.
void Site::Impl::noteUse(const ApiKey& key, Instant now) {
  {
    const std::lock_guard lock(usedMutex);
    std::int64_t& last = used[key.id];
    if (last == 0 && key.used) last = key.used->ms;
    if (now.ms - last < kTouchMs) return;
    last = now.ms;
  }
  store::WriteRequest seen;
  seen.quiet = true;
  seen.apply = [id = key.id](WriteTx& tx) -> Outcome {
    touchApiKey(tx, id);
    return Done{};
  };
  database.write(std::move(seen));
}

Reply Site::Impl::api(const Request& request) {
  const std::string path = request.path.substr(std::string_view(kApi).size());
  if (request.method != "POST" && path == "openapi.json") {
    Reply reply;
    reply.type = "application/json";
    reply.body = openApi(registry);
    return reply;
  }
  const auto who = caller(request);
  if (const auto* refused = std::get_if<Reply>(&who)) return *refused;
  const Viewer& viewer = std::get<Viewer>(who);
  return request.method == "POST" ? apiCommand(request, viewer, path) : apiPage(request, viewer, "/" + path);
}

Reply Site::Impl::apiCommand(const Request& request, const Viewer& viewer, const std::string& name) {
  const auto* command = registry.command(name);
  if (command == nullptr) return apiProblem(404, kNotThere);
  const std::string token = request.header("idempotency-key");
  if (!token.empty() && !isToken(token))
    return apiProblems(422, {{"Idempotency-Key", "`Idempotency-Key` is up to 64 letters, digits and hyphens."}});
  // Whoever may not do it at all learns nothing about its fields.
  if (!viewer.may(command->declaration.permission) || command->declaration.fresh) {
    const Outcome denied = pipeline.run(viewer, {name, {}, ""});
    if (const auto* refused = std::get_if<Refused>(&denied))
      return apiProblems(statusOf(refused->kind), refused->problems);
    return apiProblem(403, kPersonAlone);
  }
  ApiBody body = readApiBody(request.body, command->declaration);
  if (body.unreadable) return apiProblems(400, body.problems);
  if (!body.problems.empty()) {
    // Everything that is wrong is said at once.
    Problems more;
    command->declaration.read(body.texts, more);
    for (const Problem& problem : more)
      if (std::none_of(body.problems.begin(), body.problems.end(),
                       [&](const Problem& each) { return each.field == problem.field; }))
        body.problems.push_back(problem);
    return apiProblems(422, body.problems);
  }
  Outcome outcome = Refused();
  try {
    outcome = pipeline.run(viewer, {name, std::move(body.texts), token});
  } catch (const commands::CommandBroken& error) {
    return apiProblem(500, error.what());
  }
  if (const auto* refused = std::get_if<Refused>(&outcome))
    return apiProblems(statusOf(refused->kind), refused->problems);
  const Done& done = std::get<Done>(outcome);
  json said = {
      {"done", true}, {"says", done.says}, {"subject", done.subject}, {"next", done.next}, {"values", done.values}};
  if (!done.once.empty()) said["once"] = done.once;
  return inJson(200, said);
}

Reply Site::Impl::apiPage(const Request& request, const Viewer& viewer, const std::string& path) {
  const auto match = registry.page(path);
  if (!match) return apiProblem(404, kNotThere);
  const PageDeclaration& page = match->page->declaration;
  Signed who;
  who.viewer = viewer;
  const auto noted = [&](int status, const std::string& says) {
    noteDenied(viewer, page.name, path);
    return apiProblem(status, says);
  };
  if (!viewer.may(page.permission)) return noted(404, kNotThere);
  if (page.fresh) return noted(403, kPersonAlone);
  PageAnswer answer;
  try {
    const auto lease = database.read(viewer);
    PageRequest ask{lease->tx(), services, viewer, match->path, request.query, nullptr};
    answer = page.fill(ask);
  } catch (const store::DatabaseProblem&) {
    throw;  // said in its own words
  } catch (const std::exception& error) {
    return apiProblem(500, noteBroken(error.what(), page.name));
  } catch (...) {
    return apiProblem(500, noteBroken("something that is no std::exception", page.name));
  }
  if (std::holds_alternative<NotThere>(answer)) return noted(404, kNotThere);
  if (const auto* go = std::get_if<GoTo>(&answer)) {
    Reply reply = inJson(303, {{"next", go->path}});
    reply.headers.emplace_back("Location", std::string(kApi) + (isLocalPath(go->path) ? go->path.substr(1) : ""));
    return reply;
  }
  if (const auto* file = std::get_if<Download>(&answer)) {
    Reply reply = download(*file, who);
    return reply.status == 200 ? std::move(reply) : apiProblem(404, kNotThere);
  }
  if (auto* file = std::get_if<Written>(&answer)) return written(std::move(*file), who, page.name);
  const auto& shown = std::get<Shown>(answer);
  // A record is shown after its line is on disk: no line, no record.
  database.recordAccess(viewer, page.name, shown.subject, 1, !shown.subject.empty());
  json forms = json::object();
  for (const auto& [slot, form] : shown.model.forms())
    if (const auto* command = registry.command(form.command)) forms[lowerAscii(slot)] = jsonOf(form, *command);
  return inJson(200, {{"page", page.name},
                      {"title", shown.title},
                      {"subject", shown.subject},
                      {"model", jsonOf(shown.model)},
                      {"forms", std::move(forms)}});
}

}  // namespace capd::web
