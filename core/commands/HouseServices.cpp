#include "commands/HouseServices.h"

#include <sodium.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "base/Text.h"
#include "store/Vault.h"

namespace capd::commands {
namespace {

constexpr Setting kSettings[] = {
    {"listen", "127.0.0.1:8080", "address and port of the web server; put nginx in front of it"},
    {"database", "", "empty = SQLite in the data folder; or postgresql:host=... dbname=... user=..."},
    {"public_address", "http://127.0.0.1:8080", "how people reach the service; stands in the links of mails"},
    {"secure_cookies", "no", "yes when people come by https (nginx in front): cookies then travel by https alone"},
    {"telephone", "024 7697 5555", "the number of CAP that pages and mails give"},
    {"mail.server", "", "host:port of the SMTP server; empty = mails stay in the spool that the admin page shows"},
    {"mail.from", "cap@example.invalid", "sender's address of mails"},
    {"mail.starttls", "yes", "no only for a server on this machine"},
    {"mail.ca_file", "", "certificates to trust for the SMTP server; empty = the system's"},
    {"uploads.most_mb", "10", "largest upload, in megabytes"},
    {"uploads.scan", "", "clamd socket path; empty = files are marked 'not scanned'"},
    {"uploads.scan_seconds", "30", "how long the scan of one file may take before the file is put aside"},
};

// How far two words are apart: letters changed, left out or put in.
std::size_t apart(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      corner = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::span<const Setting> allSettings() { return kSettings; }

std::map<std::string, std::string> readSettings(const std::string& text, const std::string& file, Faults& faults) {
  std::map<std::string, std::string> settings;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const std::string rule = trimmed(line.substr(0, line.find('#')));
    if (rule.empty()) continue;
    const auto equals = rule.find('=');
    if (equals == std::string::npos) {
      faults.push_back({file, number, 0, "This line is no 'name = value'.", ""});
      continue;
    }
    const std::string name = trimmed(rule.substr(0, equals));
    const auto known =
        std::find_if(std::begin(kSettings), std::end(kSettings), [&](const Setting& s) { return s.name == name; });
    if (known == std::end(kSettings)) {
      const auto nearest = std::min_element(
          std::begin(kSettings), std::end(kSettings),
          [&](const Setting& a, const Setting& b) { return apart(a.name, name) < apart(b.name, name); });
      faults.push_back({file, number, 1, "There is no setting '" + name + "'.",
                        "Did you mean '" + std::string(nearest->name) + "'?"});
      continue;
    }
    if (settings.count(name) != 0)
      faults.push_back({file, number, 1, "The setting '" + name + "' stands twice.", "Keep one of the two lines."});
    settings[name] = trimmed(rule.substr(equals + 1));
  }
  return settings;
}

HouseServices::HouseServices(const Clock& clock, std::map<std::string, std::string> settings,
                             std::function<void(std::string_view)> log)
    : clock_(clock), settings_(std::move(settings)), log_(std::move(log)) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium could not start");
}

std::string HouseServices::randomHex(std::size_t bytes) const { return store::randomHex(bytes); }

Reference HouseServices::newReference(Date start) const {
  unsigned signs[5];
  for (unsigned& sign : signs) sign = randombytes_uniform(23);
  return Reference::make(start, signs);
}

const PolicyShelf& HouseServices::policy() const {
  if (policy_ == nullptr) throw std::logic_error("the policy shelf is asked for before it stands");
  return *policy_;
}

std::string HouseServices::setting(std::string_view name) const {
  const auto set = settings_.find(std::string(name));
  if (set != settings_.end()) return set->second;
  for (const Setting& setting : kSettings)
    if (setting.name == name) return std::string(setting.standard);
  throw std::logic_error("the program asks for a setting that there is not: " + std::string(name));
}

std::string HouseServices::storedFile(const std::string& blob, std::size_t most) const {
  if (!files_) throw std::logic_error("this house keeps no files");
  std::string bytes;
  files_(blob, [&](std::string_view piece) {
    if (bytes.size() + piece.size() > most) throw std::runtime_error("a stored file is larger than what may be read");
    bytes.append(piece);
  });
  return bytes;
}

void HouseServices::log(std::string_view line) const {
  if (log_) log_(line);
}

}  // namespace capd::commands
