// Where somebody reads a rule, they read whether CAP has confirmed it: in words, on every page that shows the rule.
#include <boost/test/unit_test.hpp>

#include "cases/policy/PolicyShelf.h"
#include "tests/refer/Office.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr const char* kCarried = "Provisional: carried forward from 2025-26, not confirmed by CAP";

std::size_t timesIn(const std::string& text, const std::string& words) {
  std::size_t count = 0;
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++count;
  return count;
}

struct Checked {
  std::string school;
  std::string cap;
  std::size_t rules = 0;
};

/// A referral of that day as the school reads it before it sends it, and as CAP reads it afterwards.
Checked checkedOn(Date day, const std::string& risk) {
  Office office(Kind::sqlite, day);
  const std::string reference = office.draft();
  office.fillIn(reference, risk);
  Checked result;
  Screen school(office, "coordinator@school.example");
  result.school = textOf(school.get("/referrals/" + reference + "/check"));
  const auto sent = school.send("/referrals/" + reference + "/check", "referral.submit", {});
  BOOST_REQUIRE_MESSAGE(sent.status == 200, textOf(sent));
  result.cap = textOf(Screen(office, "admin@cap.example").get("/cases/" + reference));
  const auto& shelf = office.house().services().policy();
  const auto reading = shelf.reading(shelf.versionFor(day.plusDays(22), day).value());
  result.rules = reading.sharedRules.size();
  for (const auto& part : reading.programmes)
    if (part.name == "tier1") result.rules += part.rules.size();
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_school_and_cap_read_that_a_rule_is_not_confirmed) {
  const Checked next = checkedOn(Date(2026, 10, 1), "2026-09-20");
  // How long it lasts and on how many days are provisional for a reason of their own.
  BOOST_CHECK_EQUAL(timesIn(next.school, kCarried), next.rules - 2);
  BOOST_CHECK_EQUAL(timesIn(next.school, "Provisional: "), next.rules);
  BOOST_CHECK_EQUAL(timesIn(next.cap, "Provisional: "), next.rules);
}

BOOST_AUTO_TEST_CASE(what_is_printed_is_not_marked) {
  const Checked now = checkedOn(Date(2026, 2, 2), "2026-01-20");
  BOOST_CHECK_EQUAL(timesIn(now.school, kCarried), 0u);
  BOOST_CHECK_EQUAL(timesIn(now.school, "Provisional: "), 2u);
  BOOST_CHECK_EQUAL(timesIn(now.school, "Provisional: none stated for the tier: within the cap for all placements"),
                    1u);
  BOOST_CHECK_EQUAL(timesIn(now.cap, "Provisional: "), 2u);
}

BOOST_AUTO_TEST_CASE(the_policy_page_marks_rules_and_questions_too) {
  Office office(Kind::sqlite, Date(2026, 10, 1));
  const auto& shelf = office.house().services().policy();
  const std::string hash = shelf.versionFor(Date(2026, 10, 23), Date(2026, 10, 1)).value();
  const std::string page = textOf(Screen(office, "policy@cap.example").get("/policy/versions/" + hash.substr(0, 12)));
  for (const char* each :
       {"Over all placements the pupil is out of school for up to 2 full days a week. (CAP Support and Guidance "
        "Document, August 2025, Accessing AP. Provisional: carried forward from 2025-26, not confirmed by CAP)",
        "Who is the case worker, and what is their role? (CAP Support and Guidance Document, August 2025, section 13, "
        "question 1. Provisional: carried forward from 2025-26, not confirmed by CAP)",
        "6 to 12 school weeks (CAP Support and Guidance Document, August 2025, Appendix 1, Tier 2) Provisional: "
        "carried "
        "forward",
        "the usual pattern of the area, until CAP confirms the dates."})
    BOOST_CHECK_MESSAGE(page.find(each) != std::string::npos, "expected '" << each << "' in: " << page);
}
