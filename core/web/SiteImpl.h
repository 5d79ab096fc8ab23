#pragma once
// The inside of the site, shared by its few source files and by nobody else.

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

#include "cases/account/Account.h"
#include "cases/account/ApiKey.h"
#include "web/FormView.h"
#include "web/Site.h"
#include "web/WhileUnchanged.h"

namespace capd::web {

/// That a session or a key was used is written down once in so long.
constexpr std::int64_t kTouchMs = 60 * 1000;
/// What is not there and what is not the viewer's read the same.
constexpr char kNotThere[] = "The link may be wrong, or the record may not be yours to see.";

/// Who sent a request, as its cookie tells.
struct Signed {
  std::string session;  ///< the cookie; empty when there is none
  std::optional<Viewer> viewer;
  std::optional<std::int64_t> formerAccount;  ///< whose session it was that has ended
  Instant proved;                             ///< when they last showed who they are
  bool mustEnrol = false;                     ///< nothing is open to them before they have set up a second factor
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
  Impl(SiteSettings wanted, const commands::Registry& offered, const commands::Pipeline& pipe, store::Database& records,
       const Services& house, const commands::PluginHost& loaded, store::Blobs& files)
      : settings(std::move(wanted)),
        registry(offered),
        pipeline(pipe),
        database(records),
        services(house),
        plugins(loaded),
        blobs(files) {}

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
    bool secondFactor = false;
  };
  WhileUnchanged<KnownSession> sessions{4096};
  WhileUnchanged<Reply> lists{256};
  struct KnownKey {
    ApiKey key;
    Viewer viewer;
  };
  WhileUnchanged<KnownKey> keys{1024};
  std::mutex usedMutex;
  std::map<std::int64_t, std::int64_t> used;  ///< of API keys: when the last use was written down

  // Site.cpp
  Reply route(const Request& request);
  Reply getPage(const Request& request, const Signed& who);
  Reply showPage(const Request& request, const Signed& who, const std::string& path, const Typed* typed);
  /// What the person's last deed said, once: for the green banner of the page that follows.
  std::string justDone(const Request& request) const;
  void forgetDone(const Request& request, Reply& reply) const;
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
  void noteDenied(const Viewer& viewer, const std::string& page, const std::string& path);
  /// Logs what broke. @returns what is said about it.
  std::string noteBroken(const std::string& cause, const std::string& where);
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

  // Api.cpp
  Reply api(const Request& request);
  Reply apiCommand(const Request& request, const Viewer& viewer, const std::string& name);
  Reply apiPage(const Request& request, const Viewer& viewer, const std::string& path);
  std::variant<Viewer, Reply> caller(const Request& request);
  std::shared_ptr<const KnownKey> knownKey(const std::string& secret);
  void noteUse(const ApiKey& key, Instant now);

  // SignIn.cpp
  Signed signedBy(const Request& request);
  Reply signInPage(const Request& request, const Problems& problems, const std::string& email, const std::string& next,
                   const std::string& note);
  Reply signIn(const Request& request);
  Reply signOut(const Request& request, const Signed& who);
  Reply linkPage(const Request& request, const std::string& token, const Problems& problems);
  Reply useLink(const Request& request, const std::string& token);
  Reply startSession(std::int64_t account, const std::string& next, const Signed& before);
  std::optional<SignInTry> beginTryFrom(const Request& request, const std::string& email);

  // SecondFactor.cpp
  bool isFresh(const Signed& who) const;
  Reply accountRoute(const Request& request, const Signed& who);
  Reply accountPage(const Signed& who);
  Reply enrolPage(const Signed& who, const std::string& secret, const Problems& problems);
  Reply enrol(const Request& request, const Signed& who);
  Reply renewRecovery(const Signed& who);
  Reply recoveryPage(const Signed& who, const std::vector<std::string>& codes);
  Reply confirmPage(const Request& request, const Signed& who, const std::string& next, const Problems& problems);
  Reply confirm(const Request& request, const Signed& who);
  /// To the page that asks who they are; then to `next`.
  Reply askToConfirm(const std::string& next) const;

  void change(const std::string& command, const Viewer& viewer, std::function<void(WriteTx&)> deed);

  [[nodiscard]] std::string cookieName() const { return settings.secureCookies ? "__Host-capd" : "capd"; }
  [[nodiscard]] std::string cookie(const std::string& name, const std::string& value, const std::string& more) const;
  [[nodiscard]] static std::string csrfOf(const std::string& session);
};

/// Where the API stands.
inline constexpr char kApi[] = "/api/v1/";
/// What the API says when it does not do what was asked.
Reply apiProblem(int status, const std::string& says);
Reply apiProblems(int status, const Problems& problems);
int statusOf(Refused::Kind kind);
/// Our own form tokens are 24 hexadecimal signs; an Idempotency-Key may be any of letters, digits and hyphens.
bool isToken(const std::string& token);

/// The house's own hands, for what nobody signed in does yet.
Viewer house();
inline constexpr char kWait[] = "There were too many wrong tries. Wait 5 minutes, then try again, or call CAP.";

Reply redirect(const std::string& path);
/// A path of this site: begins with one slash, holds no control sign.
bool isLocalPath(const std::string& path);

}  // namespace capd::web
