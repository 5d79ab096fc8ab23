#pragma once
// The site without its server: a request in, a reply out. Sign-in, sessions, pages, forms, refusals.

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "commands/Pipeline.h"
#include "commands/PluginHost.h"
#include "commands/Registry.h"
#include "store/Blobs.h"
#include "store/Database.h"
#include "web/Http.h"
#include "web/Template.h"

namespace capd::web {

struct SiteSettings {
  bool secureCookies = false;
  bool demonstration = false;
  std::string assets;                 ///< folder with assets.manifest
  std::string templates;              ///< the house's own
  std::string plugins;                ///< source folder of plugins: <name>/pages/*.tpl
  bool secondFactorRequired = false;  ///< nobody goes on after signing in without one
};

class Site {
 public:
  /// @throws std::runtime_error for a template or asset that cannot be used.
  Site(SiteSettings settings, const commands::Registry& registry, const commands::Pipeline& pipeline,
       store::Database& database, const Services& services, const commands::PluginHost& plugins, store::Blobs& blobs);
  ~Site();
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  /// Never throws: what breaks becomes a page with a reference.
  Reply handle(const Request& request);
  /// Takes an uploaded file for a signed-in person: its document id, or why it may not come in.
  struct Upload {
    std::string id;
    std::string refused;
  };
  class Receiver {
   public:
    virtual ~Receiver() = default;
    /// False: it is too large already; the rest need not be sent.
    virtual bool add(std::string_view piece) = 0;
    virtual Upload done() = 0;
  };
  /// Does the cookie belong to a sign-in, live or ended? Strangers send no large forms.
  bool knows(const Request& headers);
  /// Null when the cookie belongs to nobody who is signed in.
  std::unique_ptr<Receiver> receive(const Request& headers, const std::string& fileName);

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

/// What the house serves besides the pages and commands of plugins: for `capd routes` and the access matrix.
struct HouseRoute {
  const char* method;
  const char* path;
  const char* permission;
  const char* says;
};
std::span<const HouseRoute> houseRoutes();

/// A link with which the first administrator (or anybody invited) chooses a password. @returns the path `/link/...`.
std::string newLink(store::Database& database, std::int64_t account, const std::string& purpose);

}  // namespace capd::web
