#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/Text.h"
#include "store/Vault.h"
#include "web/SiteImpl.h"

namespace capd::web {
namespace {

std::string textOf(const FieldTexts& form, const std::string& name) {
  const auto at = form.find(name);
  return at == form.end() || at->second.empty() ? "" : at->second.front();
}

// Files that were not taken come as `upload-refused-FIELD`, with the words why.
Problems takeRefusedUploads(FieldTexts& form) {
  Problems problems;
  constexpr std::string_view kMark = "upload-refused-";
  for (auto at = form.begin(); at != form.end();) {
    if (at->first.compare(0, kMark.size(), kMark) == 0) {
      problems.push_back(
          {at->first.substr(kMark.size()), at->second.empty() ? "The file could not be taken." : at->second.front()});
      at = form.erase(at);
    } else {
      ++at;
    }
  }
  return problems;
}

std::string pathOnly(const std::string& page) { return page.substr(0, page.find('?')); }

// A cookie has 4 kB, and what is said but once comes whole.
std::string bannerOf(const Done& done) {
  constexpr std::size_t kMost = 2800;
  const std::size_t room = kMost - std::min(kMost, done.once.size() + 1);
  std::string says = shortened(done.says, room);
  if (says.size() > room) says = shortened(done.says, room / 4);
  return done.once.empty() ? says : says + " " + done.once;
}

std::map<std::string, std::string> queryOf(const std::string& page) {
  std::map<std::string, std::string> query;
  const auto mark = page.find('?');
  if (mark == std::string::npos) return query;
  std::string rest = page.substr(mark + 1);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const std::string pair = rest.substr(0, end);
    const auto equals = pair.find('=');
    if (equals != std::string::npos) query[decoded(pair.substr(0, equals))] = decoded(pair.substr(equals + 1));
    rest.erase(0, end + 1);
  }
  return query;
}

}  // namespace

bool isLocalPath(const std::string& path) {
  if (path.empty() || path[0] != '/' || path.size() > 400) return false;
  if (path.size() > 1 && (path[1] == '/' || path[1] == '\\')) return false;
  for (const char sign : path)
    if (static_cast<unsigned char>(sign) <= 0x20 || sign == '\\' || sign == 0x7F) return false;
  return true;
}

Reply redirect(const std::string& path) {
  Reply reply;
  reply.status = 303;
  reply.headers.emplace_back("Location", isLocalPath(path) ? path : "/");
  return reply;
}

bool Site::Impl::comesFromHere(const Request& request) const {
  const std::string site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  const std::string origin = request.header("origin");
  if (origin.empty() || origin == "null") return origin.empty();
  const std::string host = request.header("host");
  return origin == "http://" + host || origin == "https://" + host;
}

Reply Site::Impl::doCommand(const Request& request, const Signed& who, const std::string& name) {
  const auto* command = registry.command(name);
  if (command == nullptr) return notThere(who);
  const std::string csrf = textOf(request.form, "csrf");
  if (!comesFromHere(request))
    return problem(who, 403, "This form did not come from our pages",
                   {"Nothing was changed. Open the page here and send the form again."});
  if (!who.viewer) {
    // Signed out in the meantime: what was typed waits for the same person.
    if (who.formerAccount && !csrf.empty() && csrf == csrfOf(who.session)) {
      Reply reply = redirect("/sign-in?parked=1");
      reply.headers.emplace_back("Set-Cookie", cookie("capd-parked", park(request, *who.formerAccount, name), ""));
      return reply;
    }
    return redirect("/sign-in");
  }
  if (csrf.empty() || csrf != csrfOf(who.session) ||
      (request.form.count("token") != 0 && !isToken(textOf(request.form, "token"))))
    return problem(who, 403, "This form is too old to be sent",
                   {"Nothing was changed. Go back, load the page again, and send it once more."});

  const std::string page = textOf(request.form, "page");
  if (command->declaration.fresh && who.viewer->may(command->declaration.permission) && !isFresh(who)) {
    // What was typed waits until they have shown who they are.
    Reply reply = askToConfirm(isLocalPath(page) ? page : "/");
    reply.headers.emplace_back("Set-Cookie", cookie("capd-parked", park(request, who.viewer->account(), name), ""));
    return reply;
  }
  FieldTexts form = request.form;
  const Problems uploads = takeRefusedUploads(form);
  Outcome outcome = Refused();
  try {
    outcome = pipeline.run(*who.viewer, {name, form, textOf(form, "token")});
  } catch (const commands::CommandBroken& error) {
    return problem(who, 500, "Sorry, something went wrong", {error.what()});
  }
  if (std::holds_alternative<Done>(outcome) && !uploads.empty() && isLocalPath(page)) {
    // What was typed is kept; the file alone has to come again.
    const Typed typed{name, form, uploads, 422};
    Request back = request;
    back.query = queryOf(page);
    return showPage(back, who, pathOnly(page), &typed);
  }
  if (const auto* done = std::get_if<Done>(&outcome)) {
    // Where the command leads may be a page of a plugin that is not there: then home.
    const bool leads = !done->next.empty() && (done->next == "/" || registry.page(pathOnly(done->next)));
    Reply reply = redirect(leads ? done->next : done->next.empty() && isLocalPath(page) ? page : "/");
    const std::string says = bannerOf(*done);
    if (!says.empty())
      reply.headers.emplace_back("Set-Cookie",
                                 cookie("capd-done", database.vault().seal(says, "banner"), "; Max-Age=60"));
    return reply;
  }
  const auto& refused = std::get<Refused>(outcome);
  if (refused.kind == Refused::Kind::notThere) return notThere(who);
  if (refused.kind == Refused::Kind::notAllowed)
    return problem(who, 403, "You can't do this", {refused.problems.empty() ? "" : refused.problems.front().says});
  Typed typed{name, form, uploads, statusOf(refused.kind)};
  for (const Problem& problem : refused.problems)
    if (std::none_of(uploads.begin(), uploads.end(),
                     [&](const Problem& upload) { return upload.field == problem.field; }))
      typed.problems.push_back(problem);
  if (isLocalPath(page)) {
    Request back = request;
    back.method = "GET";
    back.query = queryOf(page);
    Reply reply = showPage(back, who, pathOnly(page), &typed);
    if (reply.status == 404 || reply.status == 303)
      return problem(who, typed.status, "This was not done",
                     {refused.problems.empty() ? "" : refused.problems.front().says});
    return reply;
  }
  return problem(who, typed.status, "This was not done",
                 {refused.problems.empty() ? "" : refused.problems.front().says});
}

std::string Site::Impl::park(const Request& request, std::int64_t account, const std::string& command) {
  const std::string token = store::randomHex(24);
  const std::string hash = hashOfSecret(token);
  const std::string sealed = database.vault().seal(nlohmann::json{{"command", command}, {"form", request.form}}.dump(
                                                       -1, ' ', false, nlohmann::json::error_handler_t::replace),
                                                   "parked:" + hash);
  ViewerMaker maker;
  maker.actor = "account:" + std::to_string(account);
  change("account.park", maker.make(), [&](WriteTx& tx) { parkPost(tx, hash, account, sealed); });
  return token;
}

std::optional<Reply> Site::Impl::replayParked(const Request& request, const Signed& who, bool& gone) {
  const std::string token = request.cookie("capd-parked");
  const std::string hash = hashOfSecret(token);
  std::optional<ParkedPost> found;
  {
    const auto lease = database.read(*who.viewer);
    found = findParked(lease->tx(), hash);
  }
  gone = !found;
  // It still waits for whom it belongs to.
  if (!found || found->account != who.viewer->account()) return std::nullopt;
  nlohmann::json json;
  try {
    json = nlohmann::json::parse(database.vault().open(found->sealed, "parked:" + hash));
  } catch (const std::exception&) {
    gone = true;  // nobody can read it
    return std::nullopt;
  }
  const std::string name = json.at("command").get<std::string>();
  const auto* command = registry.command(name);
  if (command != nullptr && command->declaration.fresh && !isFresh(who)) {
    gone = true;  // they went elsewhere instead of showing who they are
    return std::nullopt;
  }
  Request parked = request;
  parked.method = "POST";
  parked.form = json.at("form").get<FieldTexts>();
  parked.form["csrf"] = {csrfOf(who.session)};
  parked.headers.erase("origin");
  parked.headers.erase("sec-fetch-site");
  Reply reply = doCommand(parked, who, name);
  if (reply.status == 503) return reply;  // it waits on; its token keeps it from being done twice
  change("account.replay", *who.viewer, [&](WriteTx& tx) { takeParked(tx, hash, who.viewer->account()); });
  reply.headers.emplace_back("Set-Cookie", cookie("capd-parked", "", "; Max-Age=0"));
  return reply;
}

}  // namespace capd::web
