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
    {"listen", "127.0.0.1:8080", "address and port of the web server; put nginx in front of it", SettingKind::listen},
    {"database", "", "empty = SQLite in the data folder; or postgresql:host=... dbname=... user=...",
     SettingKind::database},
    {"public_address", "http://127.0.0.1:8080", "how people reach the service; stands in the links of mails",
     SettingKind::address},
    {"secure_cookies", "no", "yes when people come by https (nginx in front): cookies then travel by https alone",
     SettingKind::yesNo},
    {"accounts.second_factor", "required",
     "required or offered: whether everybody who signs in has to set up a second factor; demonstrations offer it"},
    {"telephone", "024 7697 5555", "the number of CAP that pages and mails give"},
    {"mail.server", "", "host:port of the SMTP server; empty = mails stay in the spool that the admin page shows",
     SettingKind::server},
    {"mail.from", "cap@example.invalid", "sender's address of mails", SettingKind::mail},
    {"mail.starttls", "yes", "no only for a server on this machine", SettingKind::yesNo},
    {"mail.ca_file", "", "certificates to trust for the SMTP server; empty = the system's"},
    {"uploads.most_mb", "10", "largest upload, in megabytes", SettingKind::number},
    {"uploads.scan", "", "clamd socket path; empty = files are marked 'not scanned'"},
    {"uploads.scan_seconds", "30", "how long the scan of one file may take before the file is put aside",
     SettingKind::number},
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

bool isPort(std::string_view text) {
  return !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == std::string_view::npos &&
         std::stoi(std::string(text)) <= 65'535;
}

bool isPlace(std::string_view text) {
  const auto colon = text.rfind(':');
  return colon != std::string_view::npos && colon > 0 && text.find(' ') == std::string_view::npos &&
         isPort(text.substr(colon + 1));
}

bool isAddress(std::string_view text) {
  const auto after = text.find("://");
  if (after == std::string_view::npos || text.find_first_of(" \t\"'<>") != std::string_view::npos) return false;
  const std::string_view scheme = text.substr(0, after);
  return (scheme == "http" || scheme == "https") && text.size() > after + 3 && text.back() != '/';
}

// What would be right; empty when the value is.
std::string_view wouldBeRight(const Setting& setting, const std::string& value) {
  if (value == setting.standard) return {};
  switch (setting.kind) {
    case SettingKind::text:
      return {};
    case SettingKind::listen:
      return isPlace(value) ? "" : "It is address:port, such as 127.0.0.1:8080.";
    case SettingKind::database:
      return value.compare(0, 11, "postgresql:") == 0 && value.size() > 11
                 ? ""
                 : "It is empty for SQLite, or postgresql: with what the library connects by, such as "
                   "postgresql:host=/run/postgresql dbname=capd.";
    case SettingKind::address:
      return isAddress(value) ? "" : "It is http:// or https:// with the name people type, without a / at its end.";
    case SettingKind::yesNo:
      return value == "yes" || value == "no" ? "" : "It is yes or no.";
    case SettingKind::server:
      return isPlace(value) ? "" : "It is host:port, such as mail.coventry.example:25.";
    case SettingKind::mail: {
      const auto at = value.find('@');
      return at != std::string::npos && at > 0 && at + 1 < value.size() &&
                     value.find('@', at + 1) == std::string::npos &&
                     value.find_first_of(" \t<>\",;") == std::string::npos
                 ? ""
                 : "It is one mail address, such as cap@coventry.example.";
    }
    case SettingKind::number:
      return !value.empty() && value.size() <= 4 && value.find_first_not_of("0123456789") == std::string::npos &&
                     std::stoi(value) > 0
                 ? ""
                 : "It is a whole number from 1 to 9999.";
  }
  return {};
}

// A # inside a word (a password) belongs to it.
std::string withoutComment(const std::string& line) {
  for (std::size_t at = line.find('#'); at != std::string::npos; at = line.find('#', at + 1))
    if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t') return line.substr(0, at);
  return line;
}

}  // namespace

std::span<const Setting> allSettings() { return kSettings; }

std::map<std::string, std::string> readSettings(const std::string& text, const std::string& file, Faults& faults) {
  std::map<std::string, std::string> settings;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const std::string rule = trimmed(withoutComment(line));
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
    const std::string value = trimmed(rule.substr(equals + 1));
    const auto right = wouldBeRight(*known, value);
    if (right.empty())
      settings[name] = value;
    else
      faults.push_back({file, number, 1, "'" + value + "' is no value of '" + name + "'.", std::string(right)});
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
