// A script of the policy in force breaks while a school sends a referral: the school gets a clear page, CAP gets the
// case, the operator gets a line, and nothing is approved.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/policy/Desk.h"

using namespace capd;
using namespace capd::test;
namespace bdata = boost::unit_test::data;

namespace {

// Right on all examples, which name no year group; on a real case, which has one, it breaks.
void addScript(const WorkingFolder& folder, const std::string& effect, const std::string& breaks) {
  folder.edit(
      "policy/2025-26/every_programme.lua", "  must \"two_days\" {",
      "  must \"script\" {\n    says = \"Not more than a script allows\",\n    test = script(\"short\", "
      "function(case)\n      if case.pupil.year_group then " +
          breaks +
          " end\n      return case.requested.sessions_a_week ~= 9\n    end, { { given = { requested = { "
          "sessions_a_week = 3 } }, expect = true }, { given = { requested = { sessions_a_week = 9 } }, expect = false "
          "} }),\n"
          "    unmet = " +
          effect +
          "(\"Ask CAP about this\"),\n    source = cite(\"service-default\", \"x\"),\n  },\n  must \"two_days\" {");
}

struct Breaking {
  const char* effect;
  const char* code;
  const char* hold;  ///< what the case is held for
  const char* log;
};
std::ostream& operator<<(std::ostream& out, const Breaking& each) { return out << each.effect << " " << each.code; }

const Breaking kBreaking[] = {
    {"hold", "while true do end", "Ask CAP about this.", "this takes too long"},
    {"block", "return case.nothing.there", "CAP looks at this with you: Ask CAP about this.",
     "attempt to index a nil value"},
    {"warn", "local s = 'x' while true do s = s .. s end",
     "CAP looks at this with you: a rule of the policy could not be worked out.", "this needs too much memory"},
    {"person", "return 7", "CAP looks at this with you: a rule of the policy could not be worked out.",
     "it returned neither true nor false nor nil"},
};

}  // namespace

BOOST_TEST_DECORATOR(*boost::unit_test::label("REF-26"))
BOOST_DATA_TEST_CASE(a_script_that_breaks_while_a_referral_is_sent_leaves_it_to_a_person, bdata::make(kBreaking),
                     breaking) {
  const WorkingFolder folder;
  addScript(folder, breaking.effect, breaking.code);
  Office office(Kind::sqlite, Date(2026, 2, 2), folder.path());
  const std::string reference = office.draft();
  office.fillIn(reference);
  Screen carys(office, "coordinator@school.example");
  const auto check = carys.get("/referrals/" + reference + "/check");
  BOOST_CHECK_EQUAL(check.status, 200);
  const auto sent = carys.send("/referrals/" + reference + "/check", "referral.submit", {});
  BOOST_CHECK_EQUAL(sent.status, 200);
  BOOST_CHECK_EQUAL(carys.at(), "/referrals/" + reference + "/sent");
  BOOST_CHECK_MESSAGE(textOf(sent).find("Something went wrong") == std::string::npos, textOf(sent));
  // Held for a person, with the words for the school.
  const auto says = office.fact<std::string>(
      "SELECT h.says FROM @holds h JOIN @all_cases c ON c.id = h.case_id WHERE h.rule = 'script' AND c.reference = ?",
      reference);
  BOOST_REQUIRE_MESSAGE(says, office.logged() << textOf(sent));
  BOOST_CHECK_EQUAL(*says, breaking.hold);
  // Told to the operator without a fact of the case.
  const std::string log = office.logged();
  BOOST_CHECK_MESSAGE(log.find("policy 2025-26: the script 'short' broke: ") != std::string::npos, log);
  BOOST_CHECK_MESSAGE(log.find(breaking.log) != std::string::npos, log);
  BOOST_CHECK(log.find("the case goes to a person") != std::string::npos);
  // And CAP's page of the case opens.
  Screen anna(office, "admin@cap.example");
  const auto page = anna.get("/cases/" + reference);
  BOOST_CHECK_EQUAL(page.status, 200);
  BOOST_CHECK(textOf(page).find("May it go on all the same?") != std::string::npos);
  // It is not trapped: a person at CAP says that it goes on, and why.
  const auto checked = [&](std::map<std::string, std::string> texts) {
    texts["reference"] = reference;
    texts["version"] = std::to_string(
        office.fact<std::int64_t>("SELECT c.version FROM @all_cases c WHERE c.reference = ?", reference).value());
    texts["date_agrees"] = "yes";
    return office.run("admin@cap.example", "desk.check", texts);
  };
  const auto state = [&] {
    return office.fact<std::string>("SELECT c.state FROM @all_cases c WHERE c.reference = ?", reference).value();
  };
  BOOST_CHECK(std::holds_alternative<Refused>(checked({})));
  BOOST_CHECK(std::holds_alternative<Refused>(checked({{"go_on", "yes"}})));
  BOOST_CHECK(std::holds_alternative<Done>(checked({{"go_on", "no"}})));
  BOOST_CHECK_EQUAL(state(), "submitted");
  const Outcome last = checked({{"go_on", "yes"}, {"why", "Looked up by hand, it is met"}});
  BOOST_CHECK_MESSAGE(std::holds_alternative<Done>(last), office.dumpOf(last));
  BOOST_CHECK_EQUAL(state(), "complete");
}

// The same script on a case that it can judge: met, and nothing is held or told.
BOOST_AUTO_TEST_CASE(a_script_that_works_holds_nothing) {
  const WorkingFolder folder;
  addScript(folder, "hold", "return true");
  Office office(Kind::sqlite, Date(2026, 2, 2), folder.path());
  const std::string reference = office.draft();
  office.fillIn(reference);
  BOOST_REQUIRE(std::holds_alternative<Done>(
      office.run("coordinator@school.example", "referral.submit", {{"reference", reference}})));
  BOOST_CHECK_EQUAL(
      office
          .fact<std::int64_t>(
              "SELECT COUNT(*) FROM @holds h JOIN @all_cases c ON c.id = h.case_id WHERE c.reference = ?", reference)
          .value(),
      0);
  BOOST_CHECK(office.logged().find("broke") == std::string::npos);
}
