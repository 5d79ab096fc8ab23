// A list of 100,000 pupils from its file to its end, 500 rows a command, while somebody else goes on working.

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "tests/bench/Bench.h"

using namespace capd;
using namespace capd::bench;

namespace {

constexpr std::size_t kRows = 100'000;

std::string pupilsFile(std::size_t rows) {
  std::string file = "School,Surname,Forename,DOB,Year\n";
  for (std::size_t i = 0; i < rows; ++i)
    file += fmt::format("{},Bench{},P{},{:02}/{:02}/2011,10\n",
                        i % 2 == 0 ? "Spon Vale School" : "Canley Brook Academy", i / 10, i, i % 28 + 1, i % 12 + 1);
  return file;
}

std::string staffFile(std::size_t rows) {
  std::string file = "Provider,Name,Role,Start date,DBS number,DBS date,DBS level,Seen by,Seen on,Update Service\n";
  for (std::size_t i = 0; i < rows; ++i)
    file += fmt::format("{},Bench {},Tutor,01/09/2024,{:012},13/08/2024,Enhanced,Quinn Officer,02/09/2024,no\n",
                        i % 2 == 0 ? "Whitley Workshops" : "Sherbourne Skills", i, i);
  return file;
}

/// The commands of one import as the command line gives them, one after the other.
struct Way {
  explicit Way(Town& t) : town(t) {}
  Done run(const std::string& command, const std::map<std::string, std::string>& texts) {
    FieldTexts typed;
    for (const auto& [name, text] : texts) typed[name] = {text};
    const Outcome outcome = town.office.house().pipeline().run(town.office.house().hostViewer(0), {command, typed, ""});
    if (!std::holds_alternative<Done>(outcome)) throw std::runtime_error(town.office.dumpOf(outcome));
    return std::get<Done>(outcome);
  }
  void goOn(Done done, const std::string& state, double& longest) {
    while (done.values.at("state") == state) {
      const Figures one = measure(1, 1, [&](std::size_t, int) {
        done = run("import.next", {{"batch", batch}, {"from", done.values.at("reached")}});
      });
      longest = std::max(longest, one.seconds * 1000);
    }
  }
  Town& town;
  std::string batch;
};

void tellOf(const std::string& what, Town& town, const std::function<void(double& longest)>& deed) {
  Neighbour beside(town.office.house());
  double longest = 0;
  const Figures figures = measure(1, 1, [&](std::size_t, int) { deed(longest); });
  const Figures waited = beside.ended();
  row(what, fmt::format("{:.1f} s, {}", figures.seconds, rate(static_cast<double>(kRows) / figures.seconds)),
      fmt::format("longest 500 rows {:.0f} ms", longest), "others " + waits(waited));
}

void importOf(test::Kind kind, const std::string& name, const std::string& what, const std::string& file) {
  Town town(kind);
  Way way(town);
  heading(fmt::format("Import of {} {}, {} MB, {}", kRows, what, file.size() / 1'000'000, name));
  auto incoming = town.office.house().blobs().take();
  incoming->add(file);
  const auto blob = incoming->done();
  tellOf("read, looked at, shown", town, [&](double& longest) {
    Done begun =
        way.run("import.begin",
                {{"kind", what}, {"file", "0"}, {"stored", blob.name + ":" + blob.sha256}, {"name", "bench.csv"}});
    way.batch = begun.values.at("batch");
    way.goOn(std::move(begun), "reading", longest);
  });
  tellOf("done", town, [&](double& longest) {
    way.goOn(way.run("import.apply", {{"batch", way.batch}}), "applying", longest);
  });
  const auto added = town.office.fact<std::int64_t>("SELECT COUNT(*) FROM import_row WHERE done = ?", "added").value();
  BOOST_TEST(added == static_cast<std::int64_t>(kRows));
  tellOf("taken back", town, [&](double& longest) {
    way.goOn(way.run("import.undo", {{"batch", way.batch}}), "undoing", longest);
  });
  row("memory", fmt::format("{:.0f} MB at most", memoryOf("VmHWM")), "", "");
}

}  // namespace

BOOST_AUTO_TEST_CASE(import_pupils_sqlite) { importOf(test::Kind::sqlite, "SQLite", "pupils", pupilsFile(kRows)); }
BOOST_AUTO_TEST_CASE(import_staff_sqlite) { importOf(test::Kind::sqlite, "SQLite", "staff", staffFile(kRows)); }
BOOST_AUTO_TEST_CASE(import_pupils_postgresql) {
  importOf(test::Kind::postgresql, "PostgreSQL", "pupils", pupilsFile(kRows));
}
