// Any command, by anybody, on any case, in any order: an answer in words, never a broken one; and to those whose case
// it is not, the same answer as for a case that is not there.

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

#include "commands/Pipeline.h"
#include "daemon/Demonstration.h"
#include "tests/border/AnyCommand.h"
#include "tests/desk/Desk.h"

using namespace capd;
using namespace capd::test;

namespace {

Outcome run(Desk& desk, const std::string& who, const CommandDeclaration& command, FieldTexts texts) {
  return desk.office.house().pipeline().run(desk.office.viewer(who), {command.name, std::move(texts), ""});
}

}  // namespace

BOOST_AUTO_TEST_CASE(another_organisations_case_looks_like_none) {
  Desk desk;
  const std::string submitted = desk.submitted("2026-01-20", "bike", "Reed-Test");
  const std::string sent = desk.complete();
  desk.must("desk.release", sent);
  std::size_t tried = 0;
  for (const auto* each : desk.office.house().registry().allCommands()) {
    const CommandDeclaration& command = each->declaration;
    if (command.form.find("reference") == nullptr) continue;
    for (const char* stranger : {"other@school.example", "other@provider.example", "policy@cap.example",
                                 "host@cap.example", "send@cap.example"}) {
      for (const std::string& reference : {submitted, sent}) {
        const std::int64_t version = desk.version(reference);
        const auto says = [&](const std::string& of) {
          return desk.office.dumpOf(
              run(desk, stranger, command, plausible(command, of, version, desk.office.clock().today())));
        };
        const std::string mine = says(reference);
        BOOST_TEST(!has(mine, "done"), stranger << " " << command.name << " " << mine);
        BOOST_TEST(mine == says("CAP25-BBBBB2"), stranger << " " << command.name);
        for (const char* secret : {"Wynne", "Reed", "Spon", "Whitley", "Bicycle"})
          BOOST_TEST(!has(mine, secret), command.name << ": " << mine);
        BOOST_TEST(desk.version(reference) == version);
        ++tried;
      }
    }
  }
  BOOST_TEST(tried > 250U);
  BOOST_TEST(desk.state(submitted) == "submitted");
  BOOST_TEST(desk.state(sent) == "sent");
}

BOOST_DATA_TEST_CASE(whatever_the_order_nothing_breaks, boost::unit_test::data::make({1U, 2U, 3U}), seed) {
  Desk desk;
  std::vector<std::string> references = {desk.office.draft(), desk.submitted("2025-10-28", "grow", "Reed-Test"),
                                         desk.submitted("2026-01-20", "bike", "Hassan-Test"),
                                         desk.complete("bike", "Świątek-Test")};
  const std::string sent = desk.complete();
  desk.must("desk.release", sent);
  references.push_back(sent);
  std::vector<std::pair<std::string, const CommandDeclaration*>> deeds;
  for (const auto* each : desk.office.house().registry().allCommands())
    for (const auto& persona : daemon::personas())
      if (desk.office.viewer(persona.email).may(each->declaration.permission))
        deeds.emplace_back(persona.email, &each->declaration);
  std::mt19937 random(seed);
  std::size_t done = 0;
  std::size_t refused = 0;
  for (int round = 0; round < 3; ++round) {
    std::shuffle(deeds.begin(), deeds.end(), random);
    for (const auto& [who, command] : deeds) {
      const std::string& reference = references[random() % references.size()];
      try {
        const Outcome outcome = run(
            desk, who, *command, plausible(*command, reference, desk.version(reference), desk.office.clock().today()));
        if (std::holds_alternative<Done>(outcome)) {
          ++done;
          continue;
        }
        ++refused;
        const auto& problems = std::get<Refused>(outcome).problems;
        BOOST_TEST(!problems.empty(), command->name);
        for (const Problem& problem : problems) BOOST_TEST(problem.says.size() > 10U, command->name);
      } catch (const std::exception& broken) {
        BOOST_ERROR(who << " " << command->name << " on " << desk.state(reference) << ": " << broken.what());
      }
    }
  }
  BOOST_TEST(done > 20U);
  BOOST_TEST(refused > 20U);
  // Whatever became of the cases, everybody's pages of them still stand.
  for (const auto& persona : daemon::personas()) {
    Screen screen(desk.office, persona.email);
    for (const std::string& reference : references)
      for (const char* path : {"/referrals/", "/cases/", "/answers/", "/placements/", "/review/", "/records/"}) {
        const auto page = screen.get(path + reference);
        BOOST_TEST((page.status == 200 || page.status == 404), persona.email << " " << path << " " << textOf(page));
      }
  }
}

// Fifty at once: one of them does it, the others hear why not or that it was done, and nothing is done twice.
BOOST_AUTO_TEST_CASE(fifty_at_once_are_one) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    Desk desk(kind);
    const std::string sent = desk.complete();
    desk.must("desk.release", sent);
    const std::string draft = desk.office.draft("Reed-Test");
    desk.office.fillIn(draft);
    const auto fifty = [&](const std::string& who, const std::string& command, const FieldTexts& texts) {
      const Viewer viewer = desk.office.viewer(who);
      std::vector<std::thread> threads;
      std::atomic<int> done{0};
      std::atomic<int> broken{0};
      for (int i = 0; i < 50; ++i)
        threads.emplace_back([&, i] {
          try {
            commands::Request request{command, texts, who + std::to_string(i)};
            if (std::holds_alternative<Done>(desk.office.house().pipeline().run(viewer, request))) ++done;
          } catch (const std::exception&) {
            ++broken;
          }
        });
      for (std::thread& thread : threads) thread.join();
      BOOST_TEST(broken.load() == 0, command);
      return done.load();
    };
    const auto steps = [&](const std::string& reference, const std::string& kind_) {
      return desk.count("SELECT COUNT(*) FROM step s JOIN @all_cases c ON c.id = s.case_id WHERE s.kind = '" + kind_ +
                            "' AND c.reference = ?",
                        reference);
    };
    fifty(kCoordinator, "referral.submit", {{"reference", {draft}}});
    BOOST_TEST(steps(draft, "submitted") == 1);
    BOOST_TEST(desk.openDuties(draft, "desk.first_look") == 1);
    FieldTexts yes = {{"reference", {sent}},
                      {"version", {std::to_string(desk.version(sent))}},
                      {"interview_on", {"2026-02-02"}},
                      {"interview_who", {"The pupil and our tutor"}},
                      {"sessions", {"2a"}},
                      {"start", {"2026-02-24"}}};
    for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                             "risk_met", "supervision_met"})
      yes[each] = {"yes"};
    BOOST_TEST(fifty(kProvider, "response.yes", yes) == 1);
    BOOST_TEST(steps(sent, "answered") == 1);
    const FieldTexts process = {{"reference", {sent}}, {"version", {std::to_string(desk.version(sent))}}};
    BOOST_TEST(fifty(kAdmin, "placement.process", process) == 1);
    BOOST_TEST(desk.count("SELECT COUNT(*) FROM @all_placements p JOIN @all_cases c ON c.id = p.case_id WHERE "
                          "c.reference = ?",
                          sent) == 1);
  }
}
