#include <fmt/format.h>

#include "base/Text.h"
#include "cases/account/SecondFactor.h"
#include "store/Vault.h"
#include "web/SiteImpl.h"

namespace capd::web {
namespace {

constexpr char kWrong[] =
    "The email address, the password or the code is not right. After 10 wrong tries in 5 minutes you have to wait.";

// Somebody's hash to compare with when there is no such account, so that both take the same time.
const std::string& nobodysHash() {
  static const std::string hash = passwordHash("nobody signs in with this");
  return hash;
}

// Who comes. A proxy on this machine says it in the last entry of X-Forwarded-For, which it writes itself; nobody else
// is believed.
std::string addressOf(const Request& request) {
  if (request.from != "127.0.0.1" && request.from != "::1") return request.from;
  const std::string all = request.header("x-forwarded-for");
  const std::string last = trimmed(std::string_view(all).substr(all.rfind(',') + 1));
  const bool address =
      !last.empty() && last.size() <= 45 && last.find_first_not_of("0123456789abcdefABCDEF:.") == std::string::npos;
  return address ? last : request.from;
}

FormShape signInShape() {
  Field email{.name = "email",
              .label = "Email address",
              .kind = FieldKind::email,
              .missing = "Enter your email address",
              .autocomplete = "username"};
  Field password{.name = "password",
                 .label = "Password",
                 .kind = FieldKind::password,
                 .missing = "Enter your password",
                 .most = 256,
                 .autocomplete = "current-password"};
  Field code{.name = "code",
             .label = "Code",
             .hint =
                 "The 6 digits that your app shows, or a recovery code. Leave this empty if you have not set up a "
                 "second factor yet",
             .most = 40,
             .autocomplete = "one-time-code"};
  Field next{.name = "next", .label = "", .kind = FieldKind::hidden};
  return {{email, password, code, next}};
}

FormShape choosePasswordShape() {
  Field password{.name = "password",
                 .label = "Choose a password",
                 .kind = FieldKind::password,
                 .hint =
                     "15 letters or more. Three or four words that only you would put together are easy to remember "
                     "and hard to guess.",
                 .missing = "Choose a password",
                 .most = 256,
                 .autocomplete = "new-password"};
  return {{password}};
}

}  // namespace

Viewer house() {
  ViewerMaker maker;
  maker.actor = "house";
  maker.door = Viewer::Door::job;
  return maker.make();
}

std::string Site::Impl::csrfOf(const std::string& session) {
  return session.empty() ? "" : store::sha256Hex("csrf:" + session);
}

std::string Site::Impl::cookie(const std::string& name, const std::string& value, const std::string& more) const {
  return name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + (settings.secureCookies ? "; Secure" : "") + more;
}

void Site::Impl::change(const std::string& command, const Viewer& viewer, std::function<void(WriteTx&)> deed) {
  store::WriteRequest request;
  request.viewer = viewer;
  request.command = command;
  request.payload = "{}";
  request.apply = [deed = std::move(deed)](WriteTx& tx) -> Outcome {
    deed(tx);
    return Done{};
  };
  const auto reply = database.write(std::move(request)).get();
  if (const auto* refused = std::get_if<Refused>(&reply.outcome))
    throw store::DatabaseProblem(refused->problems.front().says);
}

Signed Site::Impl::signedBy(const Request& request) {
  Signed who;
  const std::string value = request.cookie(cookieName());
  if (value.size() != 64) return who;
  const std::string hash = hashOfSecret(value);
  who.version = database.dataVersion();
  auto known = sessions.find(who.version, hash);
  if (known == nullptr) {
    const auto lease = database.read(house());
    const auto session = findSession(lease->tx(), hash);
    if (!session) return who;
    KnownSession found{*session, {}};
    found.secondFactor = secondFactorOf(lease->tx(), session->account).has_value();
    found.viewer = viewerOf(lease->tx(), session->account, Viewer::Door::session,
                            [this](std::string_view role) { return registry.permissionsOf(role); });
    known = std::make_shared<const KnownSession>(std::move(found));
    sessions.keep(who.version, hash, known);
  }
  who.session = value;
  const Instant now = services.clock().now();
  if (!known->session.live(now)) {
    who.formerAccount = known->session.account;
    return who;
  }
  who.viewer = known->viewer;
  who.proved = known->session.proved;
  who.mustEnrol = settings.secondFactorRequired && !known->secondFactor;
  const bool touch = who.viewer && now.ms - known->session.seen.ms >= kTouchMs;
  if (touch) sessions.forget(hash);
  if (touch) {
    store::WriteRequest seen;
    seen.viewer = house();
    seen.quiet = true;
    seen.apply = [hash](WriteTx& tx) -> Outcome {
      touchSession(tx, hash);
      return Done{};
    };
    database.write(std::move(seen));  // nobody waits for it
  }
  return who;
}

Reply Site::Impl::signInPage(const Request& request, const Problems& problems, const std::string& email,
                             const std::string& next, const std::string& note) {
  Signed nobody;
  FormSlot slot;
  slot.command = "sign-in";
  slot.button = "Sign in";
  slot.values = {{"email", {email}}, {"next", {isLocalPath(next) ? next : "/"}}};
  slot.problems = problems;
  FormContext context;
  context.action = "/sign-in";
  context.page = "/sign-in";
  const Model form = formModel(slot, signInShape(), context);
  Model model;
  model.set("HEADING", "Sign in").set("TELEPHONE", services.setting("telephone")).list("NOTE");
  if (!note.empty()) model.add("NOTE").set("TEXT", note);
  Reply reply =
      inLayout(nobody, "Sign in", "", {"house/sign_in.tpl", &model, {{"FORM", {"house/form.tpl", &form, {}}}}},
               problems, "sign-in", "", request.path);
  if (!problems.empty()) reply.status = 422;
  return reply;
}

Reply Site::Impl::signIn(const Request& request) {
  const std::string email = lowerAscii(typedText(request.form, "email"));
  const auto typed = request.form.find("password");
  const std::string password = typed == request.form.end() || typed->second.empty() ? "" : typed->second.front();
  const std::string next = typedText(request.form, "next");
  Problems problems;
  // Whatever names an account may be typed here ("admin@localhost" too): only a missing answer is a fault.
  FormShape shape = signInShape();
  shape.fields.front().kind = FieldKind::text;
  for (const Field& field : shape.fields) checkField(field, request.form, problems);
  if (!problems.empty()) return signInPage(request, problems, email, next, "");

  const auto counted = beginTryFrom(request, email);
  if (!counted) {
    Reply reply = signInPage(request, {{"", kWait}}, email, next, "");
    reply.status = 429;
    return reply;
  }
  std::optional<Account> account;
  std::string hash = nobodysHash();
  {
    const auto lease = database.read(house());
    account = accountByEmail(lease->tx(), email);
    if (account && account->state == "active") {
      if (auto known = passwordHashOf(lease->tx(), account->id)) hash = *known;
    } else {
      account.reset();
    }
  }
  // A wrong code reads like a wrong password: nobody learns that a password they found somewhere is right.
  Proof proof = Proof::wrong;
  if (passwordFits(password, hash) && account) {
    change("", house(), [&](WriteTx& tx) {
      proof = takeProof(tx, database.vault(), account->id, typedText(request.form, "code"));
      if (proof != Proof::wrong) forgetTry(tx, *counted);
    });
  }
  if (proof == Proof::wrong) {
    change("account.sign_in_failed", house(), [](WriteTx&) {});
    return signInPage(request, {{"email", kWrong}}, email, next, "");
  }
  if (proof == Proof::recovery) change("account.use_recovery_code", house(), [](WriteTx&) {});
  return startSession(account->id, isLocalPath(next) ? next : "/", signedBy(request));
}

std::optional<SignInTry> Site::Impl::beginTryFrom(const Request& request, const std::string& email) {
  const std::string byAccount = "account:" + store::sha256Hex(email);
  const std::string byAddress = "from:" + addressOf(request);
  std::optional<SignInTry> counted;
  bool firstWait = false;
  change("", house(), [&](WriteTx& tx) {
    counted = beginTry(tx, byAccount, byAddress);
    firstWait = !counted && beginWait(tx, byAccount, byAddress);
  });
  if (firstWait) change("account.sign_in_waits", house(), [](WriteTx&) {});
  return counted;
}

Reply Site::Impl::startSession(std::int64_t account, const std::string& next, const Signed& before) {
  const std::string value = store::randomHex(32);
  change("account.sign_in", house(), [&](WriteTx& tx) {
    // A new id at every sign-in: an id that somebody planted or saw is worth nothing.
    if (!before.session.empty()) endSession(tx, hashOfSecret(before.session));
    openSession(tx, account, hashOfSecret(value));
  });
  Reply reply = redirect(next);
  reply.headers.emplace_back("Set-Cookie", cookie(cookieName(), value, ""));
  return reply;
}

Reply Site::Impl::signOut(const Request& request, const Signed& who) {
  if (!comesFromHere(request))
    return problem(who, 403, "This form did not come from our pages", {"Nothing was changed."});
  if (who.viewer) {
    if (typedText(request.form, "csrf") != csrfOf(who.session))
      return problem(who, 403, "This form is too old to be sent",
                     {"You are still signed in. Load the page again, then sign out."});
    change("account.sign_out", *who.viewer, [&](WriteTx& tx) { endSession(tx, hashOfSecret(who.session)); });
  }
  Reply reply = redirect("/sign-in");
  reply.headers.emplace_back("Set-Cookie", cookie(cookieName(), "", "; Max-Age=0"));
  return reply;
}

Reply Site::Impl::linkPage(const Request& request, const std::string& token, const Problems& problems) {
  Signed nobody;
  {
    const auto lease = database.read(house());
    if (!liveLink(lease->tx(), hashOfSecret(token)))
      return problem(nobody, 404, "This link can't be used",
                     {"It was used already, or it is more than 72 hours old. Ask CAP for a new one: " +
                      services.setting("telephone") + "."});
  }
  FormSlot slot;
  slot.command = "link";
  slot.button = "Save and sign in";
  slot.problems = problems;
  FormContext context;
  context.action = "/link/" + token;
  context.page = "/sign-in";
  const Model form = formModel(slot, choosePasswordShape(), context);
  Model model;
  model.set("HEADING", "Welcome").set("TELEPHONE", services.setting("telephone")).list("NOTE");
  Reply reply = inLayout(nobody, "Choose a password", "",
                         {"house/sign_in.tpl", &model, {{"FORM", {"house/form.tpl", &form, {}}}}}, problems, "link", "",
                         request.path);
  if (!problems.empty()) reply.status = 422;
  return reply;
}

Reply Site::Impl::useLink(const Request& request, const std::string& token) {
  const auto typed = request.form.find("password");
  const std::string password = typed == request.form.end() || typed->second.empty() ? "" : typed->second.front();
  const std::string fault = passwordFault(password);
  {
    // Before the costly hash: whoever has no link gets no work out of us.
    const auto lease = database.read(house());
    if (!liveLink(lease->tx(), hashOfSecret(token))) return linkPage(request, token, {});
  }
  if (!fault.empty()) return linkPage(request, token, {{"password", fault}});
  const std::string hash = passwordHash(password);
  std::int64_t account = 0;
  bool asksCode = false;
  change("account.choose_password", house(), [&](WriteTx& tx) {
    const auto owner = liveLink(tx, hashOfSecret(token));
    account = owner.value_or(0);
    if (!owner) return;
    setPassword(tx, account, hash);
    dropLinks(tx, account);
    // Whoever was in with the old password is out.
    endSessions(tx, account);
    asksCode = secondFactorOf(tx, account).has_value();
  });
  if (account == 0) return linkPage(request, token, {});
  // A link takes the place of a forgotten password, never of the code.
  if (asksCode) return redirect("/sign-in?chosen=1");
  return startSession(account, "/", signedBy(request));
}

std::string newLink(store::Database& database, std::int64_t account, const std::string& purpose) {
  const std::string token = store::randomHex(24);
  store::WriteRequest request;
  request.viewer = house();
  request.command = "account.link";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    dropLinks(tx, account);
    addLink(tx, account, hashOfSecret(token), purpose);
    return Done{};
  };
  database.write(std::move(request)).get();
  return "/link/" + token;
}

}  // namespace capd::web
