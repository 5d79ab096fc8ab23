#pragma once
// The services that the house lends to plugins.

#include <functional>
#include <map>
#include <span>
#include <string>

#include "base/Fault.h"
#include "capd/Services.h"

namespace capd::commands {

/// What a setting's value may be.
enum class SettingKind { text, listen, database, address, yesNo, server, mail, number };

/// Every setting there is: name, default, what it is for. The example file and `--help` are made from this table.
struct Setting {
  std::string_view name;
  std::string_view standard;
  std::string_view says;
  SettingKind kind = SettingKind::text;
};
std::span<const Setting> allSettings();

/// Reads `name = value` lines; `#` at the beginning of a line or after a space begins a comment. Unknown names are
/// faults with their line and the nearest name that there is; so are values that the setting cannot have.
std::map<std::string, std::string> readSettings(const std::string& text, const std::string& file, Faults& faults);

class HouseServices final : public Services {
 public:
  HouseServices(const Clock& clock, std::map<std::string, std::string> settings,
                std::function<void(std::string_view)> log);
  void setPolicy(const PolicyShelf& shelf) { policy_ = &shelf; }
  /// Gives a stored file's bytes piece by piece.
  using Files = std::function<void(const std::string& blob, const std::function<void(std::string_view)>& piece)>;
  void setFiles(Files files) { files_ = std::move(files); }

  [[nodiscard]] const Clock& clock() const override { return clock_; }
  [[nodiscard]] std::string randomHex(std::size_t bytes) const override;
  [[nodiscard]] Reference newReference(Date start) const override;
  [[nodiscard]] const PolicyShelf& policy() const override;
  [[nodiscard]] std::string setting(std::string_view name) const override;
  [[nodiscard]] std::string storedFile(const std::string& blob, std::size_t most) const override;
  void log(std::string_view line) const override;

 private:
  const Clock& clock_;
  std::map<std::string, std::string> settings_;
  std::function<void(std::string_view)> log_;
  const PolicyShelf* policy_ = nullptr;
  Files files_;
};

}  // namespace capd::commands
