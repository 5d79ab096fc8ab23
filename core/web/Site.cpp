#include "web/Site.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cases/document/Document.h"
#include "store/Vault.h"
#include "web/Scanner.h"
#include "web/SiteImpl.h"

namespace capd::web {
namespace {

// Of a file that is handed out: nothing in it can leave its header.
std::string safeName(const std::string& name) {
  std::string safe;
  for (const char sign : name)
    if (std::isalnum(static_cast<unsigned char>(sign)) != 0 || sign == '-' || sign == '.') safe += sign;
  return safe;
}

std::string typeOf(const std::string& name) {
  if (name.size() > 4 && name.compare(name.size() - 4, 4, ".css") == 0) return "text/css; charset=utf-8";
  return "text/javascript; charset=utf-8";
}

std::string scannerInWords(const std::string& place) {
  if (place.empty()) return "not configured: uploads are marked 'not scanned'";
  return Scanner(place).answers() ? "answers at " + place
                                  : "does not answer at " + place + ": uploads are put aside until it does";
}

}  // namespace

Site::Site(SiteSettings settings, const commands::Registry& registry, const commands::Pipeline& pipeline,
           store::Database& database, const Services& services, const commands::PluginHost& plugins,
           store::Blobs& blobs)
    : impl_(new Impl(std::move(settings), registry, pipeline, database, services, plugins, blobs)) {
  impl_->templates.loadFolder("house", impl_->settings.templates);
  for (const auto& status : plugins.all())
    impl_->templates.loadFolder(status.name, impl_->settings.plugins + "/" + status.name + "/pages");
  for (const auto* page : registry.allPages())
    if (!impl_->templates.has(page->owner + "/" + page->declaration.file))
      throw std::runtime_error("the page " + page->declaration.path + " of '" + page->owner + "' has no template " +
                               page->declaration.file);
  std::ifstream manifest(impl_->settings.assets + "/assets.manifest");
  std::string name;
  std::string hashed;
  while (manifest >> name >> hashed) impl_->assets[name] = hashed;
  if (impl_->assets.count("style.css") == 0 || impl_->assets.count("page.js") == 0)
    throw std::runtime_error("the style sheet is not in " + impl_->settings.assets + ": build the target 'assets'");
}

Site::~Site() = default;

std::span<const HouseRoute> houseRoutes() {
  static constexpr HouseRoute kRoutes[] = {
      {"GET", "/", "signed_in", "What waits for you."},
      {"GET", "/status", "signed_in",
       "Is the service well? For CAP's administrators, its operations lead and the IT host."},
      {"GET", "/sign-in", "public", "Signing in."},
      {"POST", "/sign-in", "public", "Signing in."},
      {"POST", "/sign-out", "public", "Signing out."},
      {"GET", "/account", "signed_in", "One's own sign-in."},
      {"GET", "/account/second-factor", "signed_in", "Setting up a second factor."},
      {"POST", "/account/second-factor", "signed_in", "Setting up a second factor."},
      {"POST", "/account/recovery-codes", "signed_in", "New recovery codes."},
      {"GET", "/confirm", "signed_in", "Showing again who one is."},
      {"POST", "/confirm", "signed_in", "Showing again who one is."},
      {"GET", "/link/{token}", "public", "Choosing a password by a link that works once."},
      {"POST", "/link/{token}", "public", "Choosing a password by a link that works once."},
      {"GET", "/healthz", "public", "For the machine that watches."},
      {"GET", "/assets/{file}", "public", "Style sheet and script."},
      {"GET", "/api/v1/openapi.json", "public", "What other programs may ask and do here."},
  };
  return kRoutes;
}

Reply Site::handle(const Request& request) {
  const bool api = request.path.compare(0, std::string_view(kApi).size(), kApi) == 0;
  try {
    return impl_->route(request);
  } catch (const store::DatabaseProblem& error) {
    try {
      if (api) return apiProblem(503, error.what());
      return impl_->problem({}, 503, "Sorry, this can't be done just now", {error.what()});
    } catch (const std::exception&) {
    }
  } catch (const std::exception& error) {
    try {
      if (api) return apiProblem(500, impl_->noteBroken(error.what(), "of the API"));
      return impl_->broken({}, error.what(), request.path.compare(0, 6, "/link/") == 0 ? "/link/..." : request.path);
    } catch (const std::exception&) {
    }
  } catch (...) {
  }
  Reply reply;
  reply.status = 500;
  reply.type = "text/plain; charset=utf-8";
  reply.body = "Sorry, something went wrong. Please try again in a few minutes.\n";
  return reply;
}

Reply Site::Impl::route(const Request& request) {
  const std::string& path = request.path;
  const bool posts = request.method == "POST";
  if (request.method != "GET" && request.method != "HEAD" && !posts) {
    Reply reply = problem({}, 405, "This can't be done here", {"Only pages and forms are served."});
    reply.headers.emplace_back("Allow", "GET, HEAD, POST");
    return reply;
  }
  if (path.compare(0, std::string_view(kApi).size(), kApi) == 0) return api(request);
  if (path == "/healthz") return health();
  if (path.compare(0, 8, "/assets/") == 0) return asset(path.substr(8));
  if (path.compare(0, 6, "/link/") == 0) {
    if (posts && !comesFromHere(request))
      return problem({}, 403, "This form did not come from our pages", {"Nothing was changed."});
    return posts ? useLink(request, path.substr(6)) : linkPage(request, path.substr(6), {});
  }
  if (path == "/sign-in") {
    if (posts && !comesFromHere(request))
      return problem({}, 403, "This form did not come from our pages", {"Nothing was changed."});
    if (posts) return signIn(request);
    const auto next = request.query.find("next");
    std::string note;
    if (request.query.count("parked") != 0)
      note =
          "You were signed out because nothing happened for 30 minutes. What you typed is kept: sign in and it will "
          "be saved.";
    if (request.query.count("chosen") != 0) note = "Your password is saved. Sign in with it and with your code.";
    return signInPage(request, {}, "", next == request.query.end() ? "/" : next->second, note);
  }
  const Signed who = signedBy(request);
  if (path == "/sign-out" && posts) return signOut(request, who);
  if (path == "/account" || path.compare(0, 9, "/account/") == 0 || path == "/confirm")
    return accountRoute(request, who);
  if (who.viewer && who.mustEnrol) return redirect("/account/second-factor");
  if (posts) {
    if (path.compare(0, 4, "/do/") == 0) return doCommand(request, who, path.substr(4));
    return notThere(who);
  }
  bool gone = false;
  if (who.viewer && request.method == "GET" && request.cookies.count("capd-parked") != 0)
    if (auto replayed = replayParked(request, who, gone)) return std::move(*replayed);
  Reply reply = path == "/status" ? status(who) : getPage(request, who);
  if (gone) reply.headers.emplace_back("Set-Cookie", cookie("capd-parked", "", "; Max-Age=0"));
  return reply;
}

// A list is the same for the same session until something changes in the records or the minute, which it may show, is
// over.
Reply Site::Impl::getPage(const Request& request, const Signed& who) {
  const auto show = [&] {
    if (request.path == "/") return who.viewer ? home(request, who) : redirect("/sign-in");
    return showPage(request, who, request.path, nullptr);
  };
  if (!who.viewer || request.cookies.count("capd-done") != 0) return show();
  std::string key = fmt::format("{} {} {}", who.session, services.clock().now().ms / 60'000, request.path);
  for (const auto& [name, value] : request.query) key += "\n" + name + "\n" + value;
  if (const auto before = lists.find(who.version, key)) {
    database.recordAccess(*who.viewer, before->list, "", 1, false);
    return *before;
  }
  Reply reply = show();
  constexpr std::size_t kMostKept = 64 * 1024;
  if (!reply.list.empty() && reply.body.size() <= kMostKept)
    lists.keep(who.version, key, std::make_shared<const Reply>(reply));
  return reply;
}

Reply Site::Impl::showPage(const Request& request, const Signed& who, const std::string& path, const Typed* typed) {
  const auto match = registry.page(path);
  if (!match) return who.viewer ? notThere(who) : redirect("/sign-in?next=" + encoded(path));
  const PageDeclaration& page = match->page->declaration;
  if (!who.who().may(page.permission))
    return who.viewer ? denied(who, page.name, path) : redirect("/sign-in?next=" + encoded(path));
  std::string query;
  for (const auto& [name, value] : request.query)
    query += (query.empty() ? "?" : "&") + encoded(name) + "=" + encoded(value);
  if (page.fresh && who.viewer && !isFresh(who)) return askToConfirm(path + query);
  PageAnswer answer;
  try {
    const auto lease = database.read(who.who());
    PageRequest ask{lease->tx(), services,      who.who(),
                    match->path, request.query, typed == nullptr ? nullptr : &typed->texts};
    answer = page.fill(ask);
  } catch (const store::DatabaseProblem&) {
    throw;  // said in its own words
  } catch (const std::exception& error) {
    return broken(who, error.what(), page.name);
  } catch (...) {
    return broken(who, "something that is no std::exception", page.name);
  }
  if (std::holds_alternative<NotThere>(answer)) return denied(who, page.name, path);
  if (const auto* go = std::get_if<GoTo>(&answer)) return redirect(go->path);
  if (const auto* file = std::get_if<Download>(&answer)) return download(*file, who);
  if (auto* file = std::get_if<Written>(&answer)) return written(std::move(*file), who, page.name);
  auto& shown = std::get<Shown>(answer);
  // A record is shown after its line is on disk: no line, no record.
  if (who.viewer) database.recordAccess(*who.viewer, page.name, shown.subject, 1, !shown.subject.empty());

  Templates::Part body{match->page->owner + "/" + page.file, &shown.model, {}};
  for (const auto& [slot, inner] : shown.model.parts())
    body.includes[slot] = {match->page->owner + "/" + inner.file, inner.model.get(), {}};
  std::map<std::string, Model> kept;
  Problems problems;
  std::string problemCommand;
  for (const auto& [slotName, declared] : shown.model.forms()) {
    const auto* command = registry.command(declared.command);
    if (command == nullptr) {
      // Its plugin is not there: the page is shown without the form, and says so.
      Model& absent = kept[slotName];
      absent.set("TELEPHONE", services.setting("telephone"));
      body.includes[slotName] = {"house/absent.tpl", &absent, {}};
      continue;
    }
    FormSlot slot = declared;
    if (typed != nullptr && typed->command == slot.command) {
      for (const auto& [name, value] : typed->texts) slot.values[name] = value;
      // An unticked box sends nothing: what was ticked before must not come back.
      const FormShape& fields = slot.shape ? *slot.shape : command->declaration.form;
      for (const Field& field : fields.fields)
        if (field.kind == FieldKind::choices && typed->texts.count(field.name) == 0) slot.values.erase(field.name);
      slot.problems = typed->problems;
    }
    if (!slot.problems.empty()) {
      problems = slot.problems;
      problemCommand = slot.command;
    }
    body.includes[slotName] = formPart(
        slot, slot.shape ? *slot.shape : command->declaration.form, who, path + query, kept[slotName],
        typed != nullptr && typed->command == slot.command && typed->status == 503 ? typedText(typed->texts, "token")
                                                                                   : "");
  }
  if (typed != nullptr && problems.empty()) problems = typed->problems;
  for (Problem& problem : problems) {
    const bool known = body.includes.empty() ? false : !problem.field.empty();
    if (!known) problem.field.clear();
  }
  const std::string banner = typed == nullptr ? justDone(request) : "";
  Reply reply = inLayout(who, shown.title, shown.back, std::move(body), problems, problemCommand, banner, path);
  forgetDone(request, reply);
  if (typed != nullptr) reply.status = typed->status;
  if (typed == nullptr && shown.subject.empty() && shown.model.forms().empty() && !page.fresh) reply.list = page.name;
  return reply;
}

std::string Site::Impl::justDone(const Request& request) const {
  const std::string sealed = request.cookie("capd-done");
  if (sealed.empty()) return {};
  try {
    return database.vault().open(sealed, "banner");
  } catch (const std::runtime_error&) {
    return {};
  }
}

void Site::Impl::forgetDone(const Request& request, Reply& reply) const {
  if (!request.cookie("capd-done").empty())
    reply.headers.emplace_back("Set-Cookie", cookie("capd-done", "", "; Max-Age=0"));
}

Reply Site::Impl::asset(const std::string& name) const {
  Reply reply;
  const bool known = name.find('/') == std::string::npos && name.find("..") == std::string::npos &&
                     name.find('-') != std::string::npos;
  std::ifstream file(settings.assets + "/" + name, std::ios::binary);
  if (!known || !file) {
    reply.status = 404;
    reply.type = "text/plain; charset=utf-8";
    reply.body = "There is no such file.\n";
    return reply;
  }
  reply.body.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  reply.type = typeOf(name);
  reply.longLived = true;
  return reply;
}

Reply Site::Impl::health() const {
  const store::Health state = database.health();
  std::string failed;
  for (const auto& plugin : plugins.all())
    if (plugin.state != commands::PluginStatus::State::running)
      failed += (failed.empty() ? "\"" : ", \"") + plugin.name + "\"";
  Reply reply;
  reply.type = "application/json";
  reply.status = state.writable ? 200 : 503;
  reply.body = fmt::format("{{\"writable\": {}, \"slow_command\": \"{}\", \"plugins_not_running\": [{}]}}\n",
                           state.writable, state.slowCommand, failed);
  return reply;
}

std::string Site::Impl::dutyPath(const std::string& kind, const std::string& subject) const {
  const DutyKind* declared = registry.duty(kind);
  if (declared == nullptr || declared->page.empty()) return "/";
  constexpr std::string_view kSlot = "{subject}";
  std::string path = declared->page;
  // A placement's reference is its case's with a number behind it.
  if (const auto at = path.find(kSlot); at != std::string::npos)
    path.replace(at, kSlot.size(), subject.substr(0, subject.find('/')));
  return path;
}

Reply Site::Impl::home(const Request& request, const Signed& who) {
  Model model;
  model.set("HEADING", "Hello, " + who.viewer->name()).list("TILE").list("ACTION");
  const auto lease = database.read(*who.viewer);
  PageRequest ask{lease->tx(), services, *who.viewer, {}, request.query, nullptr};
  // Tiles of the same heading are one box: what waits for somebody may come from several plugins.
  struct Box {
    std::string heading;
    std::string nothing;
    std::vector<Tile::Line> lines;
  };
  std::vector<Box> boxes;
  for (const Tile& tile : registry.tiles()) {
    if (!who.viewer->may(tile.permission)) continue;
    std::vector<Tile::Line> lines;
    std::string nothing = tile.nothing;
    try {
      lines = tile.fill(ask);
    } catch (const std::exception& error) {
      services.log("the tile " + tile.name + " broke: " + error.what());
      nothing = "This part can't be shown just now.";
    } catch (...) {
      nothing = "This part can't be shown just now.";
    }
    for (const Tile::Action& action : tile.actions)
      if (who.viewer->may(action.permission)) model.add("ACTION").set("LABEL", action.label).set("PATH", action.path);
    auto at = std::find_if(boxes.begin(), boxes.end(), [&](const Box& each) { return each.heading == tile.heading; });
    if (at == boxes.end()) at = boxes.insert(boxes.end(), Box{tile.heading, "", {}});
    if (at->nothing.empty()) at->nothing = nothing;
    at->lines.insert(at->lines.end(), lines.begin(), lines.end());
  }
  int number = 0;
  for (const Box& each : boxes) {
    if (each.lines.empty() && each.nothing.empty()) continue;
    Model& box = model.add("TILE");
    box.set("ID", "tile-" + std::to_string(++number))
        .set("HEADING", each.heading)
        .show("QUIET", each.lines.empty())
        .list("NOTHING")
        .list("LINE")
        .list("COUNT");
    if (each.lines.empty()) box.add("NOTHING").set("TEXT", each.nothing);
    if (each.lines.size() > 1) box.add("COUNT").set("NUMBER", static_cast<std::int64_t>(each.lines.size()));
    for (const Tile::Line& line : each.lines) {
      Model& row = box.add("LINE");
      row.set("TEXT", line.text)
          .set("PATH", line.duty.empty() ? line.path : dutyPath(line.duty, line.subject))
          .list("DUE")
          .list("STATUS");
      if (!line.status.empty())
        row.add("STATUS").set("TEXT", line.status).show("WAITS", line.urgent && line.due.empty());
      if (!line.due.empty()) row.add("DUE").set("TEXT", line.due).show("URGENT", line.urgent);
    }
  }
  // The list of one's cases is looked at here, too: one line, as for every list.
  database.recordAccess(*who.viewer, "home", "", 1, false);
  Reply reply = inLayout(who, "Home", "", {"house/home.tpl", &model, {}}, {}, "", justDone(request), "/");
  forgetDone(request, reply);
  reply.list = "home";
  return reply;
}

Reply Site::Impl::status(const Signed& who) {
  if (!who.viewer) return redirect("/sign-in?next=/status");
  if (!maySeeStatus(*who.viewer)) return notThere(who);
  const store::Health state = database.health();
  Model model;
  model.list("PLUGIN").list("ROW");
  int down = 0;
  for (const auto& plugin : plugins.all()) {
    if (plugin.state != commands::PluginStatus::State::running) ++down;
    model.add("PLUGIN")
        .set("NAME", plugin.name)
        .set("STATE", std::string(toWord(plugin.state)))
        .set("SAYS", plugin.says);
  }
  model.set("SUMMARY", state.writable && down == 0
                           ? "All parts are running and records can be written."
                           : fmt::format("{} of the parts below {} not running; records {} be written.", down,
                                         down == 1 ? "is" : "are", state.writable ? "can" : "cannot"));
  model.add("ROW").set("KEY", "Commands since the start").set("VALUE", static_cast<std::int64_t>(state.committed));
  model.add("ROW")
      .set("KEY", "Mail server")
      .set("VALUE", services.setting("mail.server").empty() ? "not configured: mails stay in the spool"
                                                            : services.setting("mail.server"));
  model.add("ROW").set("KEY", "Virus scan").set("VALUE", scannerInWords(services.setting("uploads.scan")));
  return inLayout(who, "Is the service well?", "/", {"house/status.tpl", &model, {}}, {}, "", "", "/status");
}

Reply Site::Impl::problem(const Signed& who, int status, const std::string& heading,
                          const std::vector<std::string>& paragraphs) {
  Model model;
  model.set("HEADING", heading).list("PARAGRAPH");
  for (const std::string& text : paragraphs) model.add("PARAGRAPH").set("TEXT", text);
  Reply reply = inLayout(who, heading, "", {"house/problem.tpl", &model, {}}, {}, "", "", "");
  reply.status = status;
  return reply;
}

Reply Site::Impl::notThere(const Signed& who) {
  return problem(who, 404, "You can't open this page",
                 {kNotThere, "If you think you should, call CAP on " + services.setting("telephone") + "."});
}

// Not yours and not there get the same reply, and the same line in the audit (`denied:page:...`).
Reply Site::Impl::denied(const Signed& who, const std::string& page, const std::string& path) {
  if (who.viewer) noteDenied(*who.viewer, page, path);
  return notThere(who);
}

void Site::Impl::noteDenied(const Viewer& viewer, const std::string& page, const std::string& path) {
  store::WriteRequest note;
  note.viewer = viewer;
  note.command = "page:" + page;
  note.payload = nlohmann::json{{"path", path}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  note.apply = [](WriteTx&) -> Outcome { return Refused::notThere(); };
  database.write(std::move(note));  // nobody waits for it
}

Reply Site::Impl::broken(const Signed& who, const std::string& cause, const std::string& where) {
  return problem(who, 500, "Sorry, something went wrong", {noteBroken(cause, where)});
}

std::string Site::Impl::noteBroken(const std::string& cause, const std::string& where) {
  const std::string reference = store::randomHex(4);
  services.log("page " + where + " broke (" + reference + "): " + cause);
  return "Please try again. If it happens again, tell CAP this sign: " + reference + ".";
}

Reply Site::Impl::written(Written what, const Signed& who, const std::string& page) {
  database.recordAccess(who.who(), page, "", what.lines, true);
  Reply reply;
  reply.type = what.mediaType;
  reply.body = std::move(what.text);
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + safeName(what.fileName) + "\"");
  return reply;
}

Reply Site::Impl::download(const Download& what, const Signed& who) {
  std::optional<Document> document;
  {
    const auto lease = database.read(who.who());
    document = findDocument(lease->tx(), what.document);
  }
  if (!document || document->scan == "quarantined") return notThere(who);
  database.recordAccess(who.who(), "document", what.subject, 1, true);
  Reply reply;
  reply.type = what.mediaType;
  reply.length = document->bytes;
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + safeName(what.fileName) + "\"");
  reply.stream = [this, name = document->blob](const std::function<void(std::string_view)>& piece) {
    blobs.read(name, piece);
  };
  return reply;
}

}  // namespace capd::web
