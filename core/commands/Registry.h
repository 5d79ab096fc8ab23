#pragma once
// Everything that is offered, by the house and by its plugins: merged whole or not at all, looked up by name.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "capd/Plugin.h"

namespace capd::commands {

struct OwnedCommand {
  std::string owner;
  CommandDeclaration declaration;
};
struct OwnedPage {
  std::string owner;
  PageDeclaration declaration;
  std::vector<std::string> parts;  ///< of the path, `{name}` for a named one
};
struct PageMatch {
  const OwnedPage* page = nullptr;
  std::map<std::string, std::string> path;
};

/// A form that a page would show if the plugin with its command were there.
struct AbsentCommand {
  std::string owner;  ///< of the page
  std::string path;
  std::string command;
};

class Registry {
 public:
  /// Takes all of a plugin's offers, or none and says why. @returns what is wrong, empty when merged.
  std::vector<std::string> merge(const std::string& owner, const Offers& offers);
  /// Drops everything an owner offered.
  void drop(const std::string& owner);

  [[nodiscard]] const OwnedCommand* command(std::string_view name) const;
  [[nodiscard]] std::optional<PageMatch> page(std::string_view path) const;
  [[nodiscard]] const OwnedPage* pageNamed(std::string_view name) const;
  [[nodiscard]] std::vector<const OwnedCommand*> allCommands() const;
  [[nodiscard]] std::vector<const OwnedPage*> allPages() const;
  [[nodiscard]] const std::map<std::string, PermissionDeclaration>& permissions() const { return permissions_; }
  /// What pages name and nobody offers: the page is shown without that form, and says so.
  [[nodiscard]] std::vector<AbsentCommand> absentCommands() const;
  /// Permissions that a role holds.
  [[nodiscard]] std::set<std::string> permissionsOf(std::string_view role) const;
  /// The same without what people alone may: the role's share for an API key.
  [[nodiscard]] std::set<std::string> permissionsOfKey(std::string_view role) const;
  /// By order, then owner.
  [[nodiscard]] std::vector<Tile> tiles() const;
  [[nodiscard]] std::vector<NavigationLink> navigation() const;
  [[nodiscard]] std::vector<ProgrammeShape> programmes() const;
  [[nodiscard]] std::vector<FactDeclaration> facts() const;
  /// By name.
  [[nodiscard]] std::vector<LetterKind> letters() const;
  [[nodiscard]] const DutyKind* duty(std::string_view kind) const;
  /// By owner, then as declared.
  [[nodiscard]] std::vector<DutyKind> duties() const;
  [[nodiscard]] std::vector<JobDeclaration> jobs() const;
  /// Delivers to every subscriber, in plugin name order. @throws std::runtime_error naming the plugin whose subscriber
  /// threw.
  void deliver(WriteTx& tx, const Event& event) const;

 private:
  std::vector<std::string> faultsOf(const std::string& owner, const Offers& offers) const;
  void faultsOfLetters(const Offers& offers, std::vector<std::string>& faults) const;

  std::map<std::string, Offers, std::less<>> offers_;  ///< by owner: plugin name order
  std::map<std::string, OwnedCommand, std::less<>> commands_;
  std::vector<std::unique_ptr<OwnedPage>> pages_;
  std::map<std::string, PermissionDeclaration> permissions_;
};

}  // namespace capd::commands
