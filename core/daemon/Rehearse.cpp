// `capd rehearse FILE`: plays a case on records of its own, and shows the receipts of all that was judged.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cases/decision/Decision.h"
#include "cases/duty/Duty.h"
#include "cases/policy/PolicyRecords.h"
#include "cases/policy/PolicyShelf.h"
#include "cases/referral/Referral.h"
#include "daemon/Demonstration.h"
#include "daemon/House.h"
#include "daemon/Rehearsal.h"
#include "daemon/Serve.h"
#include "daemon/Subcommands.h"
#include "store/Vault.h"

namespace capd::daemon {
namespace {

namespace fs = std::filesystem;

/// A folder that goes when it is no more needed, unless it was asked for.
class Stage {
 public:
  explicit Stage(const std::string& kept)
      : path_(kept.empty() ? fs::temp_directory_path() / ("capd-rehearsal-" + store::randomHex(8)) : fs::path(kept)),
        keep_(!kept.empty()) {
    if (keep_ && fs::exists(path_) && !fs::is_empty(path_))
      throw std::runtime_error("A rehearsal is played on records of its own: " + path_.string() + " is not empty.");
    fs::create_directories(path_);
    fs::permissions(path_, fs::perms::owner_all);
  }
  ~Stage() {
    std::error_code ignored;
    if (!keep_) fs::remove_all(path_, ignored);
    fs::remove_all(path_ / "share", ignored);
  }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

  /// The folders of `share`, with a copy of its scripts in which the rehearsal's own policy files stand.
  [[nodiscard]] std::string shareWith(const std::string& share, const Rehearsal& rehearsal) const {
    if (rehearsal.policyFiles.empty()) return share;
    const fs::path own = path_ / "share";
    fs::create_directories(own);
    for (const char* each : {"core", "plugins", "sql", "etc"})
      if (fs::exists(fs::path(share) / each)) fs::create_directory_symlink(fs::absolute(share) / each, own / each);
    // Without the worked examples: those of the rules that are changed need not be right yet.
    fs::create_directories(own / "scripts");
    fs::copy(fs::path(share) / "scripts/policy", own / "scripts/policy", fs::copy_options::recursive);
    for (const auto& [name, file] : rehearsal.policyFiles) {
      const fs::path at = own / "scripts/policy" / name;
      if (!fs::exists(at.parent_path())) throw std::runtime_error("The policy has no folder for " + name + ".");
      fs::copy_file(file, at, fs::copy_options::overwrite_existing);
    }
    return own.string();
  }

 private:
  fs::path path_;
  bool keep_;
};

// `13 rules met`, or which are not.
std::string resultsOf(const nlohmann::json& receipt) {
  std::string others;
  std::size_t met = 0;
  for (const auto& rule : receipt.at("rules")) {
    const auto result = rule.at("result").get<std::string>();
    if (result == "met")
      ++met;
    else
      others += fmt::format(", {} {}", rule.at("id").get<std::string>(), result);
  }
  return fmt::format("{} rules met{}", met, others);
}

// Each decision of a case, judged again; what is still asked of somebody.
int tellReceipts(House& house, const std::string& reference) {
  const auto lease = house.database().read(house.hostViewer(0));
  const auto referral = findReferral(lease->tx(), reference);
  std::cout << fmt::format("\n{}: {}\n", reference, referral ? toWord(referral->state) : "a draft");
  if (!referral) return 0;
  const auto facts = allFacts(house.registry().facts());
  int different = 0;
  for (const DecisionRecord& each : decisions(lease->tx(), referral->id)) {
    const auto receipt = nlohmann::json::parse(each.receipt);
    const bool same = judgedAgain(house.services().policy(), facts, each).receipt == each.receipt;
    different += same ? 0 : 1;
    std::cout << fmt::format("  receipt  {}, {}: {}, {}, policy {}, judged again: {}\n", londonWords(each.at),
                             each.occasion, receipt.at("programme").get<std::string>(), resultsOf(receipt),
                             each.policyHash.substr(0, 12), same ? "the same, byte for byte" : "DIFFERENT");
  }
  for (const Duty& each : dutiesOfCase(lease->tx(), referral->id))
    std::cout << fmt::format("  asked    {} by {}\n", each.kind, londonWords(each.due));
  return different;
}

}  // namespace

int runRehearse(const Options& options) {
  return exitCodeOf([&] {
    const Rehearsal rehearsal = Rehearsal::read(options.factsFile);
    for (const Fault& fault : rehearsal.faults) std::cerr << "capd: " << inWords(fault) << "\n";
    if (!rehearsal.faults.empty()) return 1;
    const Stage stage(options.folder);
    Options own = options;
    own.data = stage.path();
    own.share = stage.shareWith(options.share, rehearsal);
    own.demonstration = true;
    HouseSettings settings = houseSettings(own, false);
    settings.settings.erase("database");
    settings.database.kind = store::Settings::Kind::sqlite;
    settings.database.place = own.data + "/capd.db";
    settings.database.untilPowerFails = true;
    HeldClock clock(beginsAt(rehearsal));
    House house(std::move(settings), clock);
    fillDemonstration(house);
    const Played played = play(house, clock, rehearsal, [](const std::string& line) { std::cout << line << "\n"; });
    int different = 0;
    for (const std::string& reference : played.references) different += tellReceipts(house, reference);
    for (const Fault& fault : played.faults) std::cerr << "capd: " << inWords(fault) << "\n";
    return played.faults.empty() && different == 0 ? 0 : 1;
  });
}

}  // namespace capd::daemon
