#include "store/BackupFile.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "store/Digest.h"

namespace capd::store {
namespace {

constexpr std::size_t kMostInEntry = 512UL * 1024 * 1024;

Manifest manifestFrom(const std::string& text) {
  const auto json = nlohmann::json::parse(text);
  Manifest manifest;
  manifest.moment = Instant{json.at("moment_ms").get<std::int64_t>()};
  manifest.database = json.at("database").get<std::string>();
  manifest.mode = json.at("mode").get<std::string>();
  for (const auto& step : json.at("steps"))
    manifest.steps.push_back({step.at("owner").get<std::string>(), step.at("number").get<std::int64_t>(),
                              step.at("name").get<std::string>(), step.at("sha256").get<std::string>()});
  manifest.audit = {json.at("audit").at("seq").get<std::int64_t>(), json.at("audit").at("hash").get<std::string>()};
  for (const auto& [name, sum] : json.at("tables").items())
    manifest.tables[name] = {sum.at("rows").get<std::int64_t>(), sum.at("sha256").get<std::string>()};
  for (const auto& [name, sum] : json.at("files").items())
    manifest.files[name] = {sum.at("bytes").get<std::int64_t>(), sum.at("sha256").get<std::string>()};
  return manifest;
}

/// Counts what comes, so that it can be held against the manifest.
class Counting {
 public:
  explicit Counting(const Taking& taking) : taking_(taking) {}

  void take(Entry kind, const std::string& content) {
    switch (kind) {
      case Entry::key:
        if (taking_.key) taking_.key(content);
        return;
      case Entry::table:
        close();
        table_ = tableFrom(content);
        sum_ = std::make_unique<Summing>(*table_);
        if (taking_.table) taking_.table(*table_);
        return;
      case Entry::row:
        if (!table_) throw DatabaseProblem("The backup has a row outside of any table.");
        sum_->row(content);
        if (taking_.row) taking_.row(*table_, content);
        return;
      case Entry::file:
        close();
        file_ = content;
        if (taking_.file) taking_.file(content);
        return;
      case Entry::piece:
        if (!file_) throw DatabaseProblem("The backup has a piece outside of any file.");
        digest_.add(content);
        bytes_ += static_cast<std::int64_t>(content.size());
        if (taking_.piece) taking_.piece(content);
        return;
      case Entry::manifest:
        close();
        return;
    }
    throw DatabaseProblem("The backup has a part that this program does not know. Use a newer one.");
  }
  [[nodiscard]] bool fits(const Manifest& manifest) const {
    return tables_ == manifest.tables && files_ == manifest.files;
  }

 private:
  void close() {
    if (table_) tables_[table_->name] = sum_->done();
    if (file_) files_[*file_] = {bytes_, digest_.hex()};
    table_.reset();
    file_.reset();
    digest_ = Digest();
    bytes_ = 0;
  }

  const Taking& taking_;
  std::optional<DumpTable> table_;
  std::unique_ptr<Summing> sum_;
  std::optional<std::string> file_;
  Digest digest_;
  std::int64_t bytes_ = 0;
  TableSums tables_;
  std::map<std::string, FileSum> files_;
};

std::pair<Entry, std::string> nextEntry(SealedIn& in) {
  const std::string head = in.take(5);
  std::size_t size = 0;
  for (std::size_t i = 1; i < head.size(); ++i) size = size << 8U | static_cast<unsigned char>(head[i]);
  if (size > kMostInEntry) throw DatabaseProblem("The backup has a part that is too large to be one.");
  return {static_cast<Entry>(head[0]), in.take(size)};
}

}  // namespace

std::int64_t Manifest::rows() const {
  std::int64_t all = 0;
  for (const auto& [name, sum] : tables) all += sum.rows;
  return all;
}

std::int64_t Manifest::bytes() const {
  std::int64_t all = 0;
  for (const auto& [name, sum] : files) all += sum.bytes;
  return all;
}

std::string Manifest::inJson() const {
  nlohmann::json json = {{"format", 1},
                         {"moment_ms", moment.ms},
                         {"database", database},
                         {"mode", mode},
                         {"audit", {{"seq", audit.first}, {"hash", audit.second}}},
                         {"steps", nlohmann::json::array()},
                         {"tables", nlohmann::json::object()},
                         {"files", nlohmann::json::object()}};
  for (const MigrationStep& step : steps)
    json["steps"].push_back(
        {{"owner", step.owner}, {"number", step.number}, {"name", step.name}, {"sha256", step.sha256}});
  for (const auto& [name, sum] : tables) json["tables"][name] = {{"rows", sum.rows}, {"sha256", sum.sha256}};
  for (const auto& [name, sum] : files) json["files"][name] = {{"bytes", sum.bytes}, {"sha256", sum.sha256}};
  return json.dump();
}

void addEntry(SealedOut& out, Entry kind, std::string_view content) {
  if (content.size() > kMostInEntry) throw DatabaseProblem("A row of the records is too large for a backup.");
  std::string head(5, static_cast<char>(kind));
  for (std::size_t i = 0; i < 4; ++i) head[4 - i] = static_cast<char>(content.size() >> (8U * i) & 0xFFU);
  out.add(head);
  out.add(content);
}

Manifest readThrough(const std::string& path, const Vault& key, const Taking& taking) {
  SealedIn in(path, key);
  Counting counting(taking);
  while (true) {
    const auto [kind, content] = nextEntry(in);
    counting.take(kind, content);
    if (kind != Entry::manifest) continue;
    if (!in.ended()) throw DatabaseProblem("The backup " + path + " goes on behind its end.");
    const Manifest manifest = manifestFrom(content);
    if (!counting.fits(manifest))
      throw DatabaseProblem("The backup " + path + " does not hold what its manifest says. Use another copy.");
    return manifest;
  }
}

}  // namespace capd::store
