#pragma once
// The border: one exported constant, compared before any plugin code runs; then describe (no I/O), start, stop.
// A plugin declares what it offers; the house owns every registration and takes all of it or none.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "capd/Command.h"
#include "capd/Event.h"
#include "capd/Fact.h"
#include "capd/Letter.h"
#include "capd/Page.h"
#include "capd/Programme.h"

namespace capd {

/// Grows with every change that a plugin compiled before could not live with.
inline constexpr std::uint32_t kPluginApi = 1;

struct PermissionDeclaration {
  std::string name;                ///< `referral.submit`
  std::string says;                ///< "Send a referral to CAP"
  std::vector<std::string> roles;  ///< who holds it: role words of cases/organisation/Roles.h
  bool peopleAlone = false;        ///< no API key ever holds it, whatever its roles: letting people in, making keys
};

/// Something that can become due from someone (DESIGN: duty). Its moments come from policy and calendar, not from here.
struct DutyKind {
  std::string name;    ///< `referral.process`
  std::string says;    ///< what to do, as a line on a home page: "Process the placement"
  std::string clause;  ///< "000 App.2 step 10"
  std::string page;    ///< where it is done, with `{subject}` for the reference: `/referrals/{subject}`
  std::vector<std::string> states = {};  ///< of a case, in whose life it comes up: `submitted`; empty = beside any life
  bool panelOnly = false;                ///< only in programmes that a panel decides
  std::string within = {};  ///< the setting that gives its time, where no `scheduled` rule of policy names the duty
};

/// Work that the scheduler starts; it reads, and changes things by commands only.
struct JobDeclaration {
  std::string name;
  std::string says;
  std::int64_t everySeconds = 60;
  /// Commands to run now, each with its fields; each runs by itself under its natural key.
  std::function<std::vector<std::pair<std::string, FieldTexts>>(ReadTx&, const Services&)> run;
};

struct EventHandler {
  std::string event;
  std::function<void(WriteTx&, const Event&)> handle;
};

/// Everything a plugin brings. Plain data: filling it does nothing yet.
struct Offers {
  std::vector<PermissionDeclaration> permissions;
  std::vector<CommandDeclaration> commands;
  std::vector<PageDeclaration> pages;
  std::vector<NavigationLink> navigation;
  std::vector<Tile> tiles;
  std::vector<FactDeclaration> facts;
  std::vector<ProgrammeShape> programmes;
  std::vector<DutyKind> duties;
  std::vector<LetterKind> letters;
  std::vector<JobDeclaration> jobs;
  std::vector<EventHandler> handlers;

  template <class In, class P>
  void command(const CommandOf<In, P>& c) {
    commands.push_back(c.declaration());
  }
  template <class E>
  void on(std::function<void(WriteTx&, const E&)> handle) {
    handlers.push_back({std::string(E::kName), [handle = std::move(handle)](WriteTx& tx, const Event& event) {
                          handle(tx, static_cast<const E&>(event));
                        }});
  }
};

class Plugin {
 public:
  virtual ~Plugin() = default;
  /// Fills `offers`; no files, no database, no clock.
  virtual void describe(Offers& offers) = 0;
  /// `services` lives until after stop().
  virtual void start(const Services& services) { (void)services; }
  virtual void stop() noexcept {}
};

struct PluginEntry {
  std::uint32_t api;
  const char* build;  ///< CAPD_BUILD_HASH of capd/Build.h: public headers, compiler, flags
  const char* name;
  const char* version;
  Plugin* (*create)();
};

}  // namespace capd

extern "C" {
/// The one symbol that a plugin exports.
extern __attribute__((visibility("default"))) const capd::PluginEntry capd_plugin;
}
