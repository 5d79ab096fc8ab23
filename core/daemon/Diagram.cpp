// The lives of programmes as pictures, from the scripts and what plugins declare; no records are needed.

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "base/Clock.h"
#include "base/Date.h"
#include "cases/policy/PolicyRecords.h"
#include "cases/policy/PolicyWords.h"
#include "commands/PluginHost.h"
#include "daemon/Subcommands.h"
#include "web/LifePicture.h"
#include "web/Template.h"

namespace capd::daemon {
namespace {

namespace fs = std::filesystem;

std::shared_ptr<const policy::Book> bookOf(const Options& options, const commands::Registry& registry,
                                           const std::string& year) {
  auto loaded = policy::Book::load(year, policy::readYear(options.share + "/scripts/policy", year),
                                   allFacts(registry.facts()), registry.programmes());
  if (loaded.book == nullptr)
    throw std::runtime_error(
        fmt::format("The policy of {} has faults; `capd policy check {}` tells them.", year, year));
  return loaded.book;
}

std::string namesOf(const policy::Book& book) {
  std::string names;
  for (const auto& each : book.programmes())
    if (!each.dormant) names += (names.empty() ? "" : ", ") + each.name;
  return names;
}

class Drawer {
 public:
  explicit Drawer(const Options& options)
      : host_(registry_), year_(options.year.empty() ? academicYearOf(SystemClock().today()) : options.year) {
    host_.loadFolder(options.plugins);
    templates_.loadFolder("house", options.share + "/core/web/templates");
    book_ = bookOf(options, registry_, year_);
    reading_ = readingOf(*book_);
  }

  [[nodiscard]] std::string drawn(const std::string& name) const {
    const policy::Programme* programme = book_->programme(name);
    if (programme == nullptr || programme->dormant)
      throw std::runtime_error(
          fmt::format("There is no programme '{}' in {}. Its programmes are {}.", name, year_, namesOf(*book_)));
    Model model;
    web::fillPicture(model, web::lifeOf(registry_, reading_, cardOf(*book_, *programme), book_->panelYear()));
    return templates_.render({"house/life_picture.tpl", &model, {}});
  }

  // One file for each programme.
  [[nodiscard]] int all(const std::string& folder) const {
    fs::create_directories(folder);
    for (const auto& each : book_->programmes()) {
      if (each.dormant) continue;
      const std::string file = fmt::format("{}/{}.svg", folder, each.name);
      write(file, drawn(each.name));
      std::cout << file << "\n";
    }
    return 0;
  }

  static void write(const std::string& file, const std::string& text) {
    std::ofstream out(file, std::ios::binary);
    if (!(out << text).flush()) throw std::runtime_error("The file " + file + " cannot be written.");
  }

 private:
  commands::Registry registry_;
  commands::PluginHost host_;
  web::Templates templates_;
  std::string year_;
  std::shared_ptr<const policy::Book> book_;
  PolicyReading reading_;
};

}  // namespace

int runProgrammeDiagram(const Options& options) {
  return exitCodeOf([&] {
    const Drawer drawer(options);
    if (options.programme.empty() && options.target.empty())
      throw std::runtime_error("Name a programme with --programme, or a folder for all of them with --out.");
    if (options.programme.empty()) return drawer.all(options.target);
    const std::string picture = drawer.drawn(options.programme);
    if (options.target.empty())
      std::cout << picture;
    else
      Drawer::write(options.target, picture);
    return 0;
  });
}

}  // namespace capd::daemon
