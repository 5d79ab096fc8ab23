#pragma once
// The inside of the site, shared by its few source files and by nobody else.

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "cases/account/Account.h"
#include "web/FormView.h"
#include "web/Site.h"
#include "web/WhileUnchanged.h"

namespace capd::web {

/// Who sent a request, as its cookie tells.
struct Signed {
  std::string session;  ///< the cookie; empty when there is none
  std::optional<Viewer> viewer;
  std::optional<std::int64_t> formerAccount;  ///< whose session it was that has ended
  std::int64_t version = 0;                   ///< of the records, from before the session was looked up
  [[nodiscard]] const Viewer& who() const;
};

/// What a page is shown with when a form on it was refused, and after one was done.
struct Typed {
  std::string command;
  FieldTexts texts;
  Problems problems;
  int status = 200;
};

struct Site::Impl {
  SiteSettings settings;
  const commands::Registry& registry;
  const commands::Pipeline& pipeline;
  store::Database& database;
  const Services& services;
  const commands::PluginHost& plugins;
  store::Blobs& blobs;
  Templates templates;
  std::map<std::string, std::string> assets;  ///< logical name to hashed file
  struct KnownSession {
    SessionRecord session;
    std::optional<Viewer> viewer;
  };
  WhileUnchanged<KnownSession> sessions{4096};
  WhileUnchanged<Reply> lists{256};

  // Site.cpp
  Reply route(const Request& request);
  Reply getPage(const Request& request, const Signed& who);
  Reply showPage(const Request& request, const Signed& who, const std::string& path, const Typed* typed);
  Reply asset(const std::string& name) const;
  Reply health() const;
  Reply home(const Request& request, const Signed& who);
  /// Who looks after the service: its status page stands in their navigation.
  static bool maySeeStatus(const Viewer& viewer) {
    return viewer.hasRole("cap.admin") || viewer.hasRole("cap.host") || viewer.hasRole("cap.operations_lead");
  }
  /// The page declared for a kind of duty, for one subject; the home page for a kind nobody declares.
  std::string dutyPath(const std::string& kind, const std::string& subject) const;
  Reply status(const Signed& who);
  Reply problem(const Signed& who, int status, const std::string& heading, const std::vector<std::string>& paragraphs);
  Reply notThere(const Signed& who);
  Reply denied(const Signed& who, const std::string& page, const std::string& path);
  Reply broken(const Signed& who, const std::string& cause, const std::string& where);
  Reply download(const Download& what, const Signed& who);
  Reply written(Written what, const Signed& who, const std::string& page);

  // Layout.cpp
  Reply inLayout(const Signed& who, const std::string& title, const std::string& back, Templates::Part body,
                 const Problems& problems, const std::string& problemCommand, const std::string& banner,
                 const std::string& path);
  /// `token`: of a form that is shown again and may have been done already; empty = a new one.
  Templates::Part formPart(const FormSlot& slot, const FormShape& shape, const Signed& who, const std::string& page,
                           Model& kept, const std::string& token);

  // Forms.cpp
  Reply doCommand(const Request& request, const Signed& who, const std::string& command);
  bool comesFromHere(const Request& request) const;
  std::string park(const Request& request, std::int64_t account, const std::string& command);
  /// `gone`: nothing waits under that cookie any more.
  std::optional<Reply> replayParked(const Request& request, const Signed& who, bool& gone);

  // SignIn.cpp
  Signed signedBy(const Request& request);
  Reply signInPage(const Request& request, const Problems& problems, const std::string& email, const std::string& next,
                   const std::string& note);
  Reply signIn(const Request& request);
  Reply signOut(const Request& request, const Signed& who);
  Reply linkPage(const Request& request, const std::string& token, const Problems& problems);
  Reply useLink(const Request& request, const std::string& token);
  Reply startSession(std::int64_t account, const std::string& next, const Signed& before);
  void change(const std::string& command, const Viewer& viewer, std::function<void(WriteTx&)> deed);

  [[nodiscard]] std::string cookieName() const { return settings.secureCookies ? "__Host-capd" : "capd"; }
  [[nodiscard]] std::string cookie(const std::string& name, const std::string& value, const std::string& more) const;
  [[nodiscard]] static std::string csrfOf(const std::string& session);
};

Reply redirect(const std::string& path);
/// A path of this site: begins with one slash, holds no control sign.
bool isLocalPath(const std::string& path);

}  // namespace capd::web
