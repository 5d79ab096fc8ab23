// The picture of a programme's life is drawn from what moves cases: states, declared moves and duties, the policy.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "cases/policy/PolicyRecords.h"
#include "cases/policy/PolicyWords.h"
#include "commands/PluginHost.h"
#include "policy/Book.h"
#include "tests/refer/Office.h"
#include "web/LifePicture.h"
#include "web/Template.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

struct Gallery {
  Gallery() : host(registry) {
    host.loadFolder(CAPD_BUILD "/plugins");
    templates.loadFolder("house", CAPD_SOURCE "/core/web/templates");
    files = policy::readYear(CAPD_SOURCE "/scripts/policy", "2025-26");
  }
  std::shared_ptr<const policy::Book> book() {
    auto loaded = policy::Book::load("2025-26", files, allFacts(registry.facts()), registry.programmes());
    for (const Fault& fault : loaded.faults) BOOST_TEST_MESSAGE(inWords(fault));
    BOOST_TEST_REQUIRE((loaded.book != nullptr));
    return loaded.book;
  }
  web::Life life(const std::string& programme) {
    const auto read = book();
    return web::lifeOf(registry, readingOf(*read), cardOf(*read, *read->programme(programme)), read->panelYear());
  }
  std::string drawn(const web::Life& life) {
    Model model;
    web::fillPicture(model, life);
    return templates.render({"house/life_picture.tpl", &model, {}});
  }
  void edit(const std::string& file, const std::string& from, const std::string& to) {
    std::string& text = files.at(file);
    const auto at = text.find(from);
    BOOST_TEST_REQUIRE(at != std::string::npos, file + " does not say " + from);
    text.replace(at, from.size(), to);
  }

  commands::Registry registry;
  commands::PluginHost host;
  web::Templates templates;
  policy::Files files;
};

std::set<std::string> wordsOf(const web::Life& life) {
  std::set<std::string> words;
  for (const auto& each : life.states) words.insert(std::string(toWord(each.state)));
  return words;
}

// Every mark that opens is closed, in order, and no letter stands bare that XML reserves.
std::string unsound(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t at = 0; at < xml.size(); ++at) {
    if (xml[at] == '&') {
      const auto end = xml.find(';', at);
      const std::string name = xml.substr(at + 1, end - at - 1);
      if (name != "amp" && name != "lt" && name != "gt" && name != "quot" && name != "#39") return "&" + name;
    }
    if (xml[at] != '<') continue;
    const auto end = xml.find('>', at);
    if (end == std::string::npos) return "a mark that does not end";
    const std::string mark = xml.substr(at + 1, end - at - 1);
    const std::string name =
        mark.substr(mark[0] == '/' ? 1 : 0, mark.find_first_of(" /", 1) - (mark[0] == '/' ? 1 : 0));
    if (std::count(mark.begin(), mark.end(), '"') % 2 != 0) return mark;
    if (mark[0] == '/') {
      if (open.empty() || open.back() != mark.substr(1)) return mark;
      open.pop_back();
    } else if (mark.back() != '/') {
      open.push_back(name);
    }
    at = end;
  }
  return open.empty() ? "" : open.back();
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_state_of_a_life_is_drawn_with_its_words) {
  Gallery gallery;
  const web::Life life = gallery.life("tier2.flourish");
  const std::string svg = gallery.drawn(life);
  BOOST_TEST(wordsOf(life).size() == allReferralStates().size());
  for (const ReferralState state : allReferralStates()) {
    BOOST_TEST(wordsOf(life).count(std::string(toWord(state))) == 1, toWord(state) << " is not drawn");
    // Each word of the heading: it may be wrapped.
    std::istringstream words{std::string(titleOf(state))};
    for (std::string word; words >> word;) BOOST_TEST(has(svg, word), word);
  }
  for (const auto& state : life.states)
    for (const auto& step : state.steps) BOOST_TEST(!step.by.empty(), step.says << " is done by nobody");
}

// A line of the state machine that no command declares would not be drawn; one that a plugin invents is refused.
BOOST_AUTO_TEST_CASE(the_declared_moves_are_the_state_machine) {
  Gallery gallery;
  std::set<std::pair<std::string, std::string>> declared;
  for (const auto* command : gallery.registry.allCommands())
    for (const LifeMove& move : command->declaration.moves) declared.insert({move.from, move.to});
  for (const ReferralState from : allReferralStates())
    for (const ReferralState to : allReferralStates()) {
      const std::pair<std::string, std::string> line{toWord(from), toWord(to)};
      BOOST_TEST((declared.count(line) == 1) == mayMove(from, to), line.first << " to " << line.second);
    }
  Offers offers;
  offers.permissions = {{"test.see", "Test", {"cap.admin"}}};
  CommandOf<Nothing> command;
  command.name = "test.jump";
  command.permission = "test.see";
  command.apply = [](WriteTx&, const Nothing&, const Nothing&) -> Outcome { return Done{}; };
  command.moves = {{"draft", "active", "It starts at once"}};
  offers.command(command);
  offers.duties = {{"test.duty", "Do it", "", "/", {"waiting"}}};
  const auto faults = gallery.registry.merge("test", offers);
  BOOST_TEST_REQUIRE(faults.size() == 2U);
  BOOST_TEST(has(faults[0], "from 'draft' to 'active', which its life does not have"));
  BOOST_TEST(has(faults[1], "comes up in 'waiting', which is no state of a case"));
}

BOOST_AUTO_TEST_CASE(a_panel_is_drawn_only_where_one_decides, *label("REF-22")) {
  Gallery gallery;
  const web::Life without = gallery.life("tier1");
  BOOST_TEST(wordsOf(without).count("refused") == 0U);
  BOOST_TEST(!has(gallery.drawn(without), "panel"));
  const web::Life with = gallery.life("tier2.flourish");
  BOOST_TEST(wordsOf(with).count("refused") == 1U);
  BOOST_TEST(has(gallery.drawn(with), "Waits for the panel"));
  BOOST_TEST(has(gallery.drawn(with), "The panel did not agree"));
}

BOOST_AUTO_TEST_CASE(another_figure_of_policy_changes_the_picture) {
  Gallery gallery;
  const std::string before = gallery.drawn(gallery.life("tier1"));
  BOOST_TEST(has(before, "Set up a placement: 2 working days, from the provider"));
  gallery.edit("every_programme.lua", "printed(working_days(2), cite(\"guidance-2025\", \"Appendix 2, step 10\"))",
               "printed(working_days(3), cite(\"guidance-2025\", \"Appendix 2, step 11\"))");
  const std::string after = gallery.drawn(gallery.life("tier1"));
  BOOST_TEST(has(after, "Set up a placement: 3 working days, from the provider"));
  BOOST_TEST(!has(after, "Set up a placement: 2 working days"));
  // A setting that a duty names, without a rule of its own.
  BOOST_TEST(has(after, "Record a pupil’s induction: 5 working days"));
  gallery.edit("placements.lua", "induction_within         = provisional(working_days(5)",
               "induction_within         = provisional(working_days(6)");
  BOOST_TEST(has(gallery.drawn(gallery.life("tier1")), "Record a pupil’s induction: 6 working days"));
  // A rule that holds no more.
  BOOST_TEST(has(after, "main education provider"));
  gallery.edit("every_programme.lua", "unmet  = hold(\"Tell us which establishment is the main education provider\")",
               "unmet  = warn(\"Tell us which establishment is the main education provider\")");
  BOOST_TEST(!has(gallery.drawn(gallery.life("tier1")), "says which establishment"));
}

BOOST_AUTO_TEST_CASE(who_refers_is_who_the_picture_names) {
  Gallery gallery;
  const std::string school = gallery.drawn(gallery.life("tier2.insight"));
  BOOST_TEST(has(school, "School CAP coordinator"));
  BOOST_TEST(!has(school, "SEND officer"));
  const std::string send = gallery.drawn(gallery.life("send.time_limited"));
  BOOST_TEST(has(send, "SEND officer"));
  BOOST_TEST(!has(send, "School CAP coordinator"));
  BOOST_TEST(has(send, "Seen by the SEND team"));
}

BOOST_AUTO_TEST_CASE(every_picture_is_sound_and_nothing_runs_over_an_edge) {
  Gallery gallery;
  const auto book = gallery.book();
  for (const auto& programme : book->programmes()) {
    if (programme.dormant) continue;
    BOOST_TEST_CONTEXT(programme.name) {
      const web::Life life = gallery.life(programme.name);
      const std::string svg = gallery.drawn(life);
      BOOST_TEST(unsound(svg) == "");
      for (const char* each : {"<title", "<desc", "role=\"img\"", "aria-labelledby"}) BOOST_TEST(has(svg, each), each);
      const web::LifePicture picture = web::pictureOf(life);
      const auto inside = [&](const web::PictureText& text, const web::PictureBox& box) {
        return text.x > box.x && text.x + text.width() < box.x + box.width && text.y - text.size > box.y &&
               text.y < box.y + box.height;
      };
      for (const web::PictureText& text : picture.texts) {
        BOOST_TEST(text.size >= 14);
        BOOST_TEST(text.x + text.width() <= picture.width, text.words);
        BOOST_TEST(text.y < picture.height, text.words);
        if (text.box >= 0) BOOST_TEST(inside(text, picture.boxes[static_cast<std::size_t>(text.box)]), text.words);
        // Beside the boxes is beside every box.
        if (text.box < 0)
          for (const web::PictureBox& box : picture.boxes)
            BOOST_TEST((text.x > box.x + box.width || text.y < box.y || text.y - text.size > box.y + box.height),
                       text.words);
      }
      std::vector<web::PictureBox> rows;
      for (const web::PictureBox& box : picture.boxes)
        if (box.kind != web::PictureBox::Kind::panel) rows.push_back(box);
      for (std::size_t i = 1; i < rows.size(); ++i) BOOST_TEST(rows[i].y > rows[i - 1].y + rows[i - 1].height);
      for (const web::PictureBox& box : picture.boxes)
        if (box.kind == web::PictureBox::Kind::panel)
          BOOST_TEST(std::any_of(rows.begin(), rows.end(), [&](const web::PictureBox& row) {
            return box.x > row.x && box.x + box.width < row.x + row.width && box.y > row.y &&
                   box.y + box.height < row.y + row.height;
          }));
      // Two lines of words never stand on one another.
      for (std::size_t i = 0; i < picture.texts.size(); ++i)
        for (std::size_t j = i + 1; j < picture.texts.size(); ++j) {
          const auto& a = picture.texts[i];
          const auto& b = picture.texts[j];
          const bool apart =
              a.x + a.width() <= b.x || b.x + b.width() <= a.x || a.y <= b.y - b.size || b.y <= a.y - a.size;
          BOOST_TEST(apart, a.words << " | " << b.words);
        }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_page_has_the_picture_and_the_same_as_a_table) {
  Office office;
  Screen screen(office, kAnna);
  const auto hash = office.house().services().policy().versionFor(Date(2026, 2, 24), Date(2026, 2, 2)).value();
  const std::string version = "/policy/versions/" + hash.substr(0, 12);
  BOOST_TEST(has(screen.get(version).body, version + "/lives/tier2.flourish"));
  const web::Reply shown = screen.get(version + "/lives/tier2.flourish");
  BOOST_TEST(shown.status == 200);
  BOOST_TEST(has(shown.body, "<svg"));
  const std::string table = shown.body.substr(shown.body.find("<table"));
  for (const ReferralState state : allReferralStates()) BOOST_TEST(has(table, std::string(titleOf(state))));
  for (const char* each : {"Set up a placement", "2 working days", "The panel did not agree", "Held until"})
    BOOST_TEST(has(table, each), each);
  BOOST_TEST(screen.get(version + "/lives/tier9").status == 404);
  BOOST_TEST(screen.get("/policy/versions/000000000000/lives/tier1").status == 404);
  Screen school(office, kCarys);
  BOOST_TEST(school.get(version + "/lives/tier2.flourish").status != 200);
}

BOOST_AUTO_TEST_CASE(the_command_draws_one_or_all) {
  const TempDir folder;
  const std::string capd = CAPD_BUILD "/capd programme diagram --year 2025-26 ";
  const auto run = [&](const std::string& what) {
    return std::system((capd + what + " >" + folder.file("said") + " 2>&1").c_str());
  };
  const auto said = [&](const std::string& file) {
    std::ifstream in(folder.file(file));
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  };
  BOOST_TEST(run("--programme tier1") == 0);
  BOOST_TEST(said("said").rfind("<svg", 0) == 0U);
  BOOST_TEST(run("--programme tier1 --out " + folder.file("one.svg")) == 0);
  BOOST_TEST(said("one.svg").rfind("<svg", 0) == 0U);
  BOOST_TEST(run("--out " + folder.file("all")) == 0);
  BOOST_TEST(std::filesystem::exists(folder.file("all") + "/tier2.flourish.svg"));
  BOOST_TEST(run("--programme tier9") != 0);
  BOOST_TEST(has(said("said"), "Its programmes are"));
  BOOST_TEST(run("") != 0);
  BOOST_TEST(has(said("said"), "--out"));
}
