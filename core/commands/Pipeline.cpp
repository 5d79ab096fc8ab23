#include "commands/Pipeline.h"

#include <nlohmann/json.hpp>

#include "store/Vault.h"

namespace capd::commands {
namespace {

// Names that doors use for themselves; never part of a command.
bool isDoorField(const std::string& name) {
  return name == "token" || name == "csrf" || name == "page" || name == "then";
}

std::string hidden(const std::string& bytes) { return store::sha256Hex(bytes); }

}  // namespace

std::string payloadOf(const FormShape& shape, const FieldTexts& texts) {
  nlohmann::json json = nlohmann::json::object();
  for (const auto& [name, values] : texts) {
    if (isDoorField(name)) continue;
    const Field* field = shape.find(name);
    if (field != nullptr && field->kind == FieldKind::password) continue;
    json[name] = values.size() == 1 ? nlohmann::json(values.front()) : nlohmann::json(values);
  }
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Pipeline::Pipeline(const Registry& registry, store::Database& database, const Services& services)
    : registry_(registry), database_(database), services_(services) {
  database_.setEventSink([&registry](WriteTx& tx, const Event& event) { registry.deliver(tx, event); });
}

Outcome Pipeline::run(const Viewer& viewer, const Request& request) const {
  const OwnedCommand* command = registry_.command(request.command);
  if (command == nullptr)
    return Refused(Refused::Kind::notThere, "", "There is no command called '" + request.command + "'.");
  const CommandDeclaration& declared = command->declaration;
  if (!viewer.may(declared.permission))
    return denied(
        viewer, request, payloadOf(declared.form, request.texts),
        Refused(Refused::Kind::notAllowed, "", "Your roles do not include this. If you think they should, call CAP."));
  if (declared.fresh && viewer.door() == Viewer::Door::apiKey)
    return denied(
        viewer, request, payloadOf(declared.form, request.texts),
        Refused(Refused::Kind::notAllowed, "", "This is done by a person who shows who they are, never by a key."));
  std::string says;
  try {
    Problems problems;
    const auto in = declared.read(request.texts, problems);
    if (in == nullptr) return Refused(std::move(problems));
    return attempt(viewer, *command, request, in.get());
  } catch (const store::DatabaseProblem& error) {
    return Refused(Refused::Kind::busy, "", error.what());
  } catch (const std::exception& error) {
    says = error.what();
  } catch (...) {
    says = "something that is no std::exception";
  }
  const std::string reference = store::randomHex(4);
  services_.log("command " + request.command + " of plugin '" + command->owner + "' broke (" + reference +
                "): " + says);
  throw CommandBroken(reference);
}

// A deed that was not this viewer's to do leaves its line in the audit (`denied:...`), wherever it was stopped.
Outcome Pipeline::denied(const Viewer& viewer, const Request& request, const std::string& payload,
                         Refused refused) const {
  store::WriteRequest note;
  note.viewer = viewer;
  note.command = request.command;
  note.payload = payload;
  note.apply = [refused = std::move(refused)](WriteTx&) -> Outcome { return refused; };
  return database_.write(std::move(note)).get().outcome;
}

Outcome Pipeline::attempt(const Viewer& viewer, const OwnedCommand& command, const Request& request,
                          const void* in) const {
  const CommandDeclaration& declared = command.declaration;
  const std::string payload = payloadOf(declared.form, request.texts);
  std::string key;
  if (declared.naturalKey)
    key = declared.name + ":" + declared.naturalKey(in);
  else if (!request.token.empty())
    key = declared.name + ":" + viewer.actor() + ":" + request.token;
  // A natural key says by itself what the deed is; a token also holds the content to be the same.
  const std::string content = declared.naturalKey ? "natural" : hidden(payload);

  for (int tries = 0; tries < 3; ++tries) {
    const std::int64_t generation = database_.policyGeneration();
    std::shared_ptr<const void> prepared;
    {
      const auto lease = database_.read(viewer);
      Preparing at{lease->tx(), services_};
      auto result = declared.prepare(at, in);
      if (auto* refused = std::get_if<Refused>(&result)) {
        // The same deed again finds its door closed behind it: what stands is the reply it had.
        // A natural key is the same for everybody: whose record it is not may not read the reply that others had.
        const bool others = key.empty() || declared.naturalKey;
        if (refused->kind == Refused::Kind::notAllowed || (others && refused->kind == Refused::Kind::notThere))
          return denied(viewer, request, payload, std::move(*refused));
        if (key.empty()) return std::move(*refused);
        store::WriteRequest lookup;
        lookup.viewer = viewer;
        lookup.command = declared.name;
        lookup.key = key;
        lookup.contentHash = content;
        lookup.payload = payload;
        lookup.apply = [refused = *refused](WriteTx&) -> Outcome { return refused; };
        return database_.write(std::move(lookup)).get().outcome;
      }
      prepared = std::get<std::shared_ptr<const void>>(std::move(result));
    }
    store::WriteRequest write;
    write.viewer = viewer;
    write.command = declared.name;
    write.key = key;
    write.contentHash = content;
    write.policyGeneration = generation;
    write.changesPolicy = declared.changesPolicy;
    write.payload = payload;
    write.apply = [&declared, in, prepared](WriteTx& tx) { return declared.apply(tx, in, prepared.get()); };
    store::WriteReply reply = database_.write(std::move(write)).get();
    if (!reply.stalePolicy) return std::move(reply.outcome);
  }
  return Refused(Refused::Kind::busy, "",
                 "The policy is being changed just now. Nothing was changed. Please try again in a minute.");
}

}  // namespace capd::commands
