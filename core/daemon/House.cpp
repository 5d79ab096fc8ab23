#include "daemon/House.h"

#include <chrono>
#include <filesystem>

#include "cases/account/Account.h"
#include "cases/document/Document.h"
#include "cases/organisation/Organisation.h"
#include "cases/organisation/Roles.h"
#include "cases/policy/PolicyShelf.h"
#include "web/Records.h"

namespace capd::daemon {

std::vector<store::MigrationFolder> migrationsOf(const HouseSettings& settings, const commands::PluginHost& plugins) {
  std::vector<store::MigrationFolder> folders = {{"core", settings.share + "/sql/core"}};
  for (const auto& plugin : plugins.all()) {
    const std::string folder = settings.share + "/sql/" + plugin.name;
    if (plugin.name != "core" && std::filesystem::is_directory(folder)) folders.push_back({plugin.name, folder});
  }
  return folders;
}

namespace {
// A demonstration is looked at with a password alone, unless its settings say otherwise.
HouseSettings withDefaults(HouseSettings settings) {
  if (settings.database.demonstration) settings.settings.try_emplace("accounts.second_factor", "offered");
  const auto second = settings.settings.find("accounts.second_factor");
  if (second != settings.settings.end() && second->second != "required" && second->second != "offered")
    throw std::runtime_error("The setting accounts.second_factor is 'required' or 'offered', not '" + second->second +
                             "'.");
  return settings;
}
}  // namespace

House::House(HouseSettings settings, const Clock& clock)
    : settings_(withDefaults(std::move(settings))), clock_(clock), services_(clock, settings_.settings, settings_.log) {
  plugins_ = std::make_unique<commands::PluginHost>(registry_);
  plugins_->loadFolder(settings_.plugins);
  offerOwn();
  database_ = store::Database::open(settings_.database, clock_, migrationsOf(settings_, *plugins_));
  blobs_ = std::make_unique<store::Blobs>(settings_.data + "/blobs", database_->vault());
  services_.setFiles([this](const std::string& blob, const std::function<void(std::string_view)>& piece) {
    blobs_->read(blob, piece);
  });
  pipeline_ = std::make_unique<commands::Pipeline>(registry_, *database_, services_);
  prepareRecords();
  shelf_ = openPolicyShelf(
      *database_, settings_.share + "/scripts/policy", registry_.facts(), registry_.programmes(),
      [this](std::string_view line) { services_.log(line); }, registry_.letters());
  services_.setPolicy(*shelf_);
  plugins_->startAll(services_);
  if (settings_.assets.empty()) return;
  web::SiteSettings site;
  site.secureCookies = services_.setting("secure_cookies") == "yes";
  site.demonstration = settings_.database.demonstration;
  site.secondFactorRequired = services_.setting("accounts.second_factor") == "required";
  site.assets = settings_.assets;
  site.templates = settings_.share + "/core/web/templates";
  site.plugins = settings_.share + "/plugins";
  site_ = std::make_unique<web::Site>(site, registry_, *pipeline_, *database_, services_, *plugins_, *blobs_);
}

House::~House() {
  site_.reset();
  plugins_->stopAll();
  database_->stop();
}

// What the house does itself, whichever plugins are there: cases to read, left-over files to remove.
void House::offerOwn() {
  const auto shown = [&](const char* path) { return registry_.page(path).has_value(); };
  const bool listed = !shown("/referrals") || !shown("/inbox") || !shown("/answers");
  Offers offers = web::houseOffers(registry_, listed);
  offers.jobs.push_back(sweepOfFiles());
  for (const std::string& fault : registry_.merge("house", offers))
    throw std::logic_error("what the house offers itself: " + fault);
}

// The council's one CAP organisation and its SEND team stand from the first start.
void House::prepareRecords() {
  store::WriteRequest request;
  request.viewer = hostViewer(0);
  request.command = "house.found";
  request.key = "house.found";
  request.contentHash = "once";
  request.payload = "{}";
  request.apply = [](WriteTx& tx) -> Outcome {
    Organisation cap;
    cap.kind = "cap";
    cap.name = "Coventry Alternative Provision";
    addOrganisation(tx, cap);
    Organisation send;
    send.kind = "send_team";
    send.name = "SEND Department";
    addOrganisation(tx, send);
    return Done{};
  };
  database_->write(std::move(request)).get();
}

// A file is written before the row that names it: one whose row never came is no part of any record.
JobDeclaration House::sweepOfFiles() {
  JobDeclaration job;
  job.name = "house.sweep_files";
  job.says = "Removes stored files that no record names, a day after they came.";
  job.everySeconds = 3600;
  job.run = [this](ReadTx& tx, const Services& services) {
    const int swept = blobs_->sweep(std::chrono::hours(24), [&](const std::string& name) { return isNamed(tx, name); });
    if (swept > 0) services.log(std::to_string(swept) + " stored files that no record names were removed");
    return std::vector<std::pair<std::string, FieldTexts>>{};
  };
  return job;
}

Viewer House::hostViewer(unsigned uid) {
  ViewerMaker maker;
  maker.actor = "host:" + std::to_string(uid);
  maker.name = "The council's host";
  maker.door = Viewer::Door::socket;
  maker.seesAllCases = true;
  maker.permissions.insert("signed_in");
  for (const auto& [name, permission] : registry_.permissions()) maker.permissions.insert(name);
  return maker.make();
}

std::optional<Viewer> House::viewerOfEmail(const std::string& email) {
  const auto lease = database_->read(Viewer::nobody());
  const auto account = accountByEmail(lease->tx(), email);
  if (!account) return std::nullopt;
  return viewerOf(lease->tx(), account->id, Viewer::Door::session,
                  [this](std::string_view role) { return registry_.permissionsOf(role); });
}

}  // namespace capd::daemon
