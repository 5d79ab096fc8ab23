// Every programme from its application to its end, as scripts/rehearsals tells it, in the policy year that it belongs
// to; and what `capd rehearse` says of a script that is wrong.
#include "daemon/Rehearsal.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/policy/Desk.h"
#include "tests/refer/Office.h"
#include "tests/support/Daemon.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

const std::string kRehearsals = CAPD_SOURCE "/scripts/rehearsals/";

/// A script of the nine programmes, the state in which its case ends.
const std::vector<std::string> kProgrammes = {
    "2025-26/tier1",      "2024-25/insight",         "2024-25/flourish",          "2024-25/supported_transfer",
    "2024-25/refocus",    "2024-25/year_11_bespoke", "2025-26/send_time_limited", "2025-26/send_eotas_transitional",
    "2025-26/post16_send"};

std::string wordsOf(const Faults& faults) {
  std::string all;
  for (const Fault& each : faults) all += inWords(each) + "\n";
  return all;
}

/// A folder that holds a script of these lines.
class Script {
 public:
  explicit Script(const std::string& lines) { write("case.txt", lines); }
  void write(const std::string& name, const std::string& lines) { std::ofstream(folder_.file(name)) << lines; }
  [[nodiscard]] std::string file() const { return folder_.file("case.txt"); }
  [[nodiscard]] std::string said() const {
    const auto rehearsal = daemon::Rehearsal::read(file());
    return wordsOf(rehearsal.faults);
  }
  [[nodiscard]] Ran played() const { return runCapd({"rehearse", file()}); }

 private:
  TempDir folder_;
};

const std::string kBegun =
    "at 2026-02-02 10:40\ncoordinator@school.example does referral.begin\n  pupil: {pupil Reed-Test}\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(rehearsals)

BOOST_TEST_DECORATOR(*label("TST-20") * label("TST-30"))
BOOST_DATA_TEST_CASE(each_programme_from_its_application_to_its_end, boost::unit_test::data::make(kBoth) * kProgrammes,
                     kind, name) {
  const auto rehearsal = daemon::Rehearsal::read(kRehearsals + name + ".txt");
  BOOST_TEST_REQUIRE(rehearsal.faults.empty(), wordsOf(rehearsal.faults));
  const WorkingFolder folder;
  for (const auto& [policy, file] : rehearsal.policyFiles) {
    std::filesystem::copy_file(file, folder.file("policy/" + policy),
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::remove_all(folder.file("examples"));
  }
  Office office(kind, londonDate(daemon::beginsAt(rehearsal)), folder.path());
  office.clock().set(daemon::beginsAt(rehearsal));
  std::string said;
  const auto played =
      daemon::play(office.house(), office.clock(), rehearsal, [&](const std::string& line) { said += line + "\n"; });
  BOOST_TEST(played.faults.empty(), wordsOf(played.faults) << said);
  BOOST_TEST_REQUIRE(played.references.size() == 1u);
  const std::string& reference = played.references.front();
  BOOST_TEST(office.fact<std::string>("SELECT c.state FROM @all_cases c WHERE c.reference = ?", reference).value() ==
             "ended");
  BOOST_TEST(office.fact<std::int64_t>("SELECT COUNT(*) FROM duty WHERE subject = ? AND closed_ms IS NULL", reference)
                 .value() == 0);
}

// By the command line, with a receipt of each decision that comes out the same again; its records are there to look at.
BOOST_AUTO_TEST_CASE(the_command_line_shows_the_receipts) {
  const TempDir folder;
  const std::string kept = folder.file("kept");
  const Ran ran = runCapd({"rehearse", "--keep", kept, kRehearsals + "2024-25/refocus.txt"});
  BOOST_TEST(ran.exit == 0, ran.err);
  for (const char* words :
       {"submitted: tier3.refocus, 17 rules met, early_help_essential unmet", "released: tier3.refocus, 18 rules met",
        "processed: tier3.refocus", "the same, byte for byte", "CAP24-"})
    BOOST_TEST(has(ran.out, words), words << " in " << ran.out);
  BOOST_TEST(!has(ran.out, "DIFFERENT"));
  const std::string reference = ran.out.substr(ran.out.find("CAP24-"), 12);
  const Ran again = runCapd({"decision", "rerun", reference, "--data", kept});
  BOOST_TEST(again.exit == 0, again.err);
  BOOST_TEST(has(again.out, "the same, byte for byte"));
  BOOST_TEST(runCapd({"audit", "verify", "--data", kept}).exit == 0);
  const Ran twice = runCapd({"rehearse", "--keep", kept, kRehearsals + "2024-25/refocus.txt"});
  BOOST_TEST(twice.exit == 1);
  BOOST_TEST(has(twice.err, "is not empty"), twice.err);
}

BOOST_AUTO_TEST_CASE(all_that_is_wrong_with_a_script_is_said_at_once) {
  const Script script(
      "coordinator@school.example does referral.begin\nat 2026-02-30 10:40\nat 2026-02-02 24:00\n"
      "at 2026-02-02 10:40\n  box: value\nat 2026-02-02 10:40\nsomebody sings\nuse nothing.txt\n"
      "with 2025-26/week.lua from week.lua\ncase is\n"
      "coordinator@school.example does referral.begin\n  no colon\n"
      "with 2025-26/week.lua from week.lua\n");
  const std::string said = script.said();
  for (const char* words :
       {"case.txt:1: Say when it is first", "case.txt:2: This is no moment", "case.txt:3: This is no moment",
        "case.txt:5: Nobody does anything here", "case.txt:6: Time goes forward", "case.txt:7: This is not understood",
        "case.txt:8: ", "nothing.txt cannot be read", "case.txt:9: A policy file is given before",
        "case.txt:10: This is not understood", "case.txt:12: What is typed",
        "case.txt:13: A policy file is given before"})
    BOOST_TEST(has(said, words), words << " in " << said);
  const Ran ran = script.played();
  BOOST_TEST(ran.exit == 1);
  BOOST_TEST(has(ran.err, "case.txt:7: This is not understood"), ran.err);
  BOOST_TEST(has(Script("with 2025-26/week.lua from week.lua\n").said(), "case.txt:1: There is no file"));
  BOOST_TEST(has(Script("# only a remark\n").said(), "Nothing happens in it"));
  Script loop("use case.txt\n");
  BOOST_TEST(has(loop.said(), "It uses itself"));
}

BOOST_AUTO_TEST_CASE(what_comes_out_otherwise_is_said_with_its_line) {
  const std::pair<std::string, std::string> cases[] = {
      {"case is submitted\n", "case.txt:4: The case is not there, not submitted"},
      {"placement is active\n", "case.txt:4: The placement is not there"},
      {"placement ends 2026-05-15\n", "case.txt:4: Its last day is not there"},
      {"asked response.answer\n", "case.txt:4: response.answer is not asked"},
      {"asked nothing.known\n", "case.txt:4: There is no duty nothing.known"},
      {"nobody@school.example does referral.submit\n", "case.txt:4: Nobody here signs in with nobody@school.example"},
      {"admin@cap.example does referral.sing\n", "case.txt:4: There is no command referral.sing"},
      {"coordinator@school.example does referral.submit\n", "case.txt:4: referral.submit was refused: "},
      {"coordinator@school.example cannot referral.submit\n  because: the moon\n",
       "case.txt:4: referral.submit was refused for another reason"},
      {"coordinator@school.example cannot referral.save_section\n  section: week\n  week.sessions: 8\n",
       "case.txt:4: referral.save_section was done, and should have been refused"},
      {"coordinator@school.example does referral.begin\n  pupil: {pupil Nobody}\n",
       "case.txt:4: Nothing is known as {pupil Nobody}"},
      {"coordinator@school.example does referral.begin\n  pupil: {pupil\n", "case.txt:4: Nothing is known as {pupil"},
      {"coordinator@school.example does referral.begin\n  pupil: {in many days}\n",
       "Nothing is known as {in many days}"}};
  for (const auto& [line, says] : cases) {
    const Ran ran = Script(kBegun + line).played();
    BOOST_TEST(ran.exit == 1, line);
    BOOST_TEST(has(ran.err, says), says << " in " << ran.err);
  }
  // What was right is no fault.
  BOOST_TEST(Script(kBegun + "coordinator@school.example cannot referral.submit\n  because: \n").played().exit == 0);
}

// A changed rule is tried before it goes into force, and the policy that lies in the folder stays as it is.
BOOST_AUTO_TEST_CASE(a_policy_of_ones_own_is_tried) {
  const std::string name = "2025-26/programmes/tier2.insight.lua";
  std::string policy = contentOf(CAPD_SOURCE "/scripts/policy/" + name);
  const std::string most = "school_weeks(12)";
  const auto at = policy.find(most);
  BOOST_TEST_REQUIRE(at != std::string::npos);
  policy.replace(at, most.size(), "school_weeks(16)");
  const std::string lines =
      "coordinator@school.example does referral.save_section\n  section: course\n  course.first: online\n"
      "  course.start: 2026-02-27\n  course.sessions: 5a|5p\n  course.weeks: 14\n  course.asked_cap: yes\n"
      "coordinator@school.example cannot referral.submit\n  because: ";
  BOOST_TEST(Script(kBegun + lines + "6 to 12 school weeks\n").played().exit == 0);
  Script own("with " + name + " from insight.lua\n" + kBegun + lines + "6 to 12 school weeks\n");
  own.write("insight.lua", policy);
  const Ran ran = own.played();
  BOOST_TEST(ran.exit == 1);
  BOOST_TEST(has(ran.err, "for another reason"), ran.err);
  Script nowhere("with 1999-00/week.lua from insight.lua\n" + kBegun);
  nowhere.write("insight.lua", policy);
  BOOST_TEST(has(nowhere.played().err, "The policy has no folder for 1999-00/week.lua"));
}

BOOST_AUTO_TEST_SUITE_END()
