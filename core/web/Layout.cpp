#include "cases/document/Document.h"
#include "store/Vault.h"
#include "web/SiteImpl.h"

namespace capd::web {
namespace {

bool isHere(const std::string& path, const std::string& link) {
  return path == link || (link.size() > 1 && path.compare(0, link.size() + 1, link + "/") == 0);
}

void errors(Model& model, const Problems& problems, const std::string& command) {
  model.list("ERRORS");
  if (problems.empty()) return;
  Model& box = model.add("ERRORS");
  for (const Problem& problem : problems) {
    Model& line = box.add("ERROR");
    line.list("LINKED").list("PLAIN");
    if (problem.field.empty())
      line.add("PLAIN").set("SAYS", problem.says);
    else
      line.add("LINKED").set("SAYS", problem.says).set("TARGET", fieldId(command, problem.field));
  }
}

}  // namespace

const Viewer& Signed::who() const {
  static const Viewer nobody = Viewer::nobody();
  return viewer ? *viewer : nobody;
}

Templates::Part Site::Impl::formPart(const FormSlot& slot, const FormShape& shape, const Signed& who,
                                     const std::string& page, Model& kept, const std::string& token) {
  FormContext context;
  context.action = "/do/" + slot.command;
  context.csrf = csrfOf(who.session);
  context.token = token.empty() ? store::randomHex(12) : token;
  context.page = page;
  context.upload = [this, &who](const std::string& id) -> std::pair<std::string, std::string> {
    if (id.empty() || id.find_first_not_of("0123456789") != std::string::npos || id.size() > 15) return {};
    const auto lease = database.read(who.who());
    const auto document = findDocument(lease->tx(), std::stoll(id));
    if (!document) return {};
    return {document->typedName, document->scan == "clean" ? "virus scan: clean" : "virus scan: not scanned"};
  };
  kept = formModel(slot, shape, context);
  return {"house/form.tpl", &kept, {}};
}

Reply Site::Impl::inLayout(const Signed& who, const std::string& title, const std::string& back, Templates::Part body,
                           const Problems& problems, const std::string& problemCommand, const std::string& banner,
                           const std::string& path) {
  Model model;
  model.set("TITLE", (problems.empty() ? "" : "Error: ") + title + " - Coventry Alternative Provision");
  model.set("STYLE", "/assets/" + assets["style.css"])
      .set("SCRIPT", "/assets/" + assets["page.js"])
      .set("TELEPHONE", services.setting("telephone"));
  model.list("SIGNED_IN").list("DEMONSTRATION").list("NAVIGATION").list("BACK").list("BANNER");
  if (who.viewer) {
    model.add("SIGNED_IN").set("WHO", who.viewer->name()).set("CSRF", csrfOf(who.session));
    Model& navigation = model.add("NAVIGATION");
    navigation.list("LINK");
    navigation.add("LINK").set("LABEL", "Home").set("PATH", "/").show("CURRENT", path == "/");
    for (const NavigationLink& link : registry.navigation()) {
      if (!who.viewer->may(link.permission)) continue;
      navigation.add("LINK").set("LABEL", link.label).set("PATH", link.path).show("CURRENT", isHere(path, link.path));
    }
    if (maySeeStatus(*who.viewer))
      navigation.add("LINK").set("LABEL", "Status").set("PATH", "/status").show("CURRENT", path == "/status");
  }
  if (settings.demonstration) model.add("DEMONSTRATION").set("NOW", londonWords(services.clock().now()));
  if (!back.empty()) model.add("BACK").set("PATH", back);
  if (!banner.empty()) model.add("BANNER").set("SAYS", banner);
  errors(model, problems, problemCommand);
  Reply reply;
  reply.body = templates.render({"house/layout.tpl", &model, {{"BODY", std::move(body)}}});
  return reply;
}

}  // namespace capd::web
