// One's own sign-in: setting up the second factor, new recovery codes, and showing again who one is before something
// that gives much away.

#include "cases/account/SecondFactor.h"

#include <fmt/format.h>

#include "base/Text.h"
#include "store/Vault.h"
#include "web/SiteImpl.h"

namespace capd::web {
namespace {

constexpr char kEnrol[] = "/account/second-factor";
constexpr char kWrongCode[] =
    "This code is not right. Type the 6 digits that the app shows now; each code works once. If that does not help, "
    "let "
    "the telephone set its time by itself.";

Field codeField(const std::string& hint) {
  return {.name = "code",
          .label = "Code",
          .hint = hint,
          .missing = "Enter the 6 digits that your app shows",
          .most = 40,
          .autocomplete = "one-time-code"};
}

Field passwordField() {
  return {.name = "password",
          .label = "Password",
          .kind = FieldKind::password,
          .missing = "Enter your password",
          .most = 256,
          .autocomplete = "current-password"};
}

std::string typedPassword(const FieldTexts& form) {
  const auto at = form.find("password");
  return at == form.end() || at->second.empty() ? std::string() : at->second.front();
}

std::string inFours(const std::string& secret) {
  std::string shown;
  for (std::size_t i = 0; i < secret.size(); ++i) shown += (i > 0 && i % 4 == 0 ? " " : "") + secret.substr(i, 1);
  return shown;
}

FormContext contextOf(const std::string& action, const std::string& csrf) {
  FormContext context;
  context.action = action;
  context.csrf = csrf;
  context.page = action;
  return context;
}

}  // namespace

bool Site::Impl::isFresh(const Signed& who) const {
  return services.clock().now().ms - who.proved.ms < kFreshMs && !who.mustEnrol;
}

Reply Site::Impl::askToConfirm(const std::string& next) const { return redirect("/confirm?next=" + encoded(next)); }

Reply Site::Impl::accountRoute(const Request& request, const Signed& who) {
  const std::string& path = request.path;
  const bool posts = request.method == "POST";
  if (posts && !comesFromHere(request))
    return problem(who, 403, "This form did not come from our pages", {"Nothing was changed."});
  if (!who.viewer) return redirect("/sign-in?next=" + encoded(path));
  if (posts && typedText(request.form, "csrf") != csrfOf(who.session))
    return problem(who, 403, "This form is too old to be sent",
                   {"Nothing was changed. Go back, load the page again, and send it once more."});
  if (path == "/confirm") {
    const auto next = request.query.find("next");
    return posts ? confirm(request, who)
                 : confirmPage(request, who, next == request.query.end() ? "/" : next->second, {});
  }
  if (path == kEnrol) {
    bool has = false;
    {
      const auto lease = database.read(*who.viewer);
      has = secondFactorOf(lease->tx(), who.viewer->account()).has_value();
    }
    // Another one in its place is for whoever holds the one there is.
    if (has && !isFresh(who)) return askToConfirm(path);
    return posts ? enrol(request, who) : enrolPage(who, newCodeSecret(), {});
  }
  if (who.mustEnrol) return redirect(kEnrol);
  if (path == "/account" && !posts) return accountPage(who);
  if (path == "/account/recovery-codes" && posts) return isFresh(who) ? renewRecovery(who) : askToConfirm("/account");
  return notThere(who);
}

Reply Site::Impl::accountPage(const Signed& who) {
  std::optional<Account> account;
  std::optional<SecondFactor> factor;
  {
    const auto lease = database.read(*who.viewer);
    account = findAccount(lease->tx(), who.viewer->account());
    factor = secondFactorOf(lease->tx(), who.viewer->account());
  }
  if (!account) return notThere(who);
  FormSlot slot;
  slot.command = "recovery-codes";
  slot.button = "Make ten new recovery codes";
  slot.quiet = true;
  const Model form = formModel(slot, {}, contextOf("/account/recovery-codes", csrfOf(who.session)));
  Model model;
  model.set("NAME", account->name).set("EMAIL", account->email).show("NOT_SET", !factor).list("SET");
  Templates::Part part{"house/account.tpl", &model, {}};
  if (factor)
    model.add("SET")
        .set("SINCE", londonWords(factor->since))
        .set("LEFT", fmt::format("{} of {}", factor->recoveryLeft, kRecoveryCodes));
  if (factor) part.includes["FORM"] = {"house/form.tpl", &form, {}};
  return inLayout(who, "Your account", "/", std::move(part), {}, "", "", "/account");
}

Reply Site::Impl::enrolPage(const Signed& who, const std::string& secret, const Problems& problems) {
  std::string email;
  {
    const auto lease = database.read(*who.viewer);
    if (const auto account = findAccount(lease->tx(), who.viewer->account())) email = account->email;
  }
  FormSlot slot;
  slot.command = "second-factor";
  slot.button = "Save";
  // The page carries its secret along, sealed for this sign-in alone: nothing is kept until the app is shown to work.
  slot.values = {{"secret", {database.vault().seal(secret, "enrol:" + hashOfSecret(who.session))}}};
  slot.problems = problems;
  const FormShape shape{{{.name = "secret", .kind = FieldKind::hidden},
                         codeField("The 6 digits that the app shows for this service now")}};
  const Model form = formModel(slot, shape, contextOf(kEnrol, csrfOf(who.session)));
  Model model;
  model.set("SECRET", inFours(secret))
      .set("LINK", otpauthLink(email, secret).substr(std::string_view("otpauth://totp/").size()))
      .show("MUST", who.mustEnrol);
  Reply reply = inLayout(who, "Set up a second factor", who.mustEnrol ? "" : "/account",
                         {"house/second_factor.tpl", &model, {{"FORM", {"house/form.tpl", &form, {}}}}}, problems,
                         "second-factor", "", kEnrol);
  if (!problems.empty()) reply.status = 422;
  return reply;
}

Reply Site::Impl::enrol(const Request& request, const Signed& who) {
  std::string secret;
  try {
    secret = database.vault().open(typedText(request.form, "secret"), "enrol:" + hashOfSecret(who.session));
  } catch (const std::exception&) {
    return redirect(kEnrol);  // of another sign-in: begun anew
  }
  const std::int64_t account = who.viewer->account();
  std::string email;
  bool same = false;
  {
    const auto lease = database.read(*who.viewer);
    if (const auto known = findAccount(lease->tx(), account)) email = known->email;
    same = currentCode(lease->tx(), database.vault(), account) ==
           codeAt(bytesOfBase32(secret), codeStep(services.clock().now()));
  }
  if (same) return redirect("/account");  // the same form once more
  const auto counted = beginTryFrom(request, email);
  if (!counted) {
    Reply reply = enrolPage(who, secret, {{"", kWait}});
    reply.status = 429;
    return reply;
  }
  const auto step = stepOfCode(bytesOfBase32(secret), typedText(request.form, "code"), services.clock().now(), -1);
  if (!step) return enrolPage(who, secret, {{"code", kWrongCode}});
  const auto codes = newRecoveryCodes();
  change("account.set_second_factor", *who.viewer, [&](WriteTx& tx) {
    setSecondFactor(tx, database.vault(), account, secret, *step, codes);
    proveSession(tx, hashOfSecret(who.session));
    forgetTry(tx, *counted);
  });
  return recoveryPage(who, codes);
}

Reply Site::Impl::renewRecovery(const Signed& who) {
  const auto codes = newRecoveryCodes();
  bool has = false;
  change("account.renew_recovery_codes", *who.viewer, [&](WriteTx& tx) {
    has = secondFactorOf(tx, who.viewer->account()).has_value();
    if (has) setRecoveryCodes(tx, who.viewer->account(), codes);
  });
  return has ? recoveryPage(who, codes) : redirect("/account");
}

Reply Site::Impl::recoveryPage(const Signed& who, const std::vector<std::string>& codes) {
  Model model;
  model.list("CODE");
  for (const std::string& code : codes) model.add("CODE").set("TEXT", code);
  return inLayout(who, "Your recovery codes", "", {"house/recovery_codes.tpl", &model, {}}, {}, "", "", "/account");
}

Reply Site::Impl::confirmPage(const Request& request, const Signed& who, const std::string& next,
                              const Problems& problems) {
  bool has = false;
  {
    const auto lease = database.read(*who.viewer);
    has = secondFactorOf(lease->tx(), who.viewer->account()).has_value();
  }
  FormSlot slot;
  slot.command = "confirm";
  slot.button = "Go on";
  slot.values = {{"next", {isLocalPath(next) ? next : "/"}}};
  slot.problems = problems;
  const FormShape shape{{has ? codeField("The 6 digits that your app shows, or a recovery code") : passwordField(),
                         {.name = "next", .kind = FieldKind::hidden}}};
  const Model form = formModel(slot, shape, contextOf("/confirm", csrfOf(who.session)));
  Model model;
  model.show("KEPT", request.cookies.count("capd-parked") != 0);
  Reply reply = inLayout(who, "Show that it is you", "/",
                         {"house/confirm.tpl", &model, {{"FORM", {"house/form.tpl", &form, {}}}}}, problems, "confirm",
                         "", "/confirm");
  if (!problems.empty()) reply.status = 422;
  return reply;
}

Reply Site::Impl::confirm(const Request& request, const Signed& who) {
  const std::string next = typedText(request.form, "next");
  const std::int64_t account = who.viewer->account();
  std::string email;
  std::string hash;
  bool has = false;
  {
    const auto lease = database.read(*who.viewer);
    if (const auto known = findAccount(lease->tx(), account)) email = known->email;
    hash = passwordHashOf(lease->tx(), account).value_or("");
    has = secondFactorOf(lease->tx(), account).has_value();
  }
  const auto counted = beginTryFrom(request, email);
  if (!counted) {
    Reply reply = confirmPage(request, who, next, {{"", kWait}});
    reply.status = 429;
    return reply;
  }
  bool right = !has && passwordFits(typedPassword(request.form), hash);
  if (has || right)
    change("", *who.viewer, [&](WriteTx& tx) {
      const Proof proof = takeProof(tx, database.vault(), account, typedText(request.form, "code"));
      right = proof == Proof::code || proof == Proof::recovery || (proof == Proof::notSet && right);
      if (right) forgetTry(tx, *counted);
    });
  if (!right) {
    change("account.confirm_failed", *who.viewer, [](WriteTx&) {});
    return confirmPage(request, who, next,
                       {has ? Problem{"code", kWrongCode} : Problem{"password", "This is not your password."}});
  }
  change("account.confirm", *who.viewer, [&](WriteTx& tx) { proveSession(tx, hashOfSecret(who.session)); });
  return redirect(isLocalPath(next) ? next : "/");
}

}  // namespace capd::web
