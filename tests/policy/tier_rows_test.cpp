// Rows of the tiers that are a value of policy: each says what is printed, with its place, in the year that it is
// printed for; and what no document says is said as such.
#include <boost/test/unit_test.hpp>

#include "tests/policy/Policies.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

struct Row {
  const char* year;
  const char* programme;
  const char* value;
  const char* words;   ///< stands in the value
  const char* source;  ///< stands in where it is printed
};

void holds(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    BOOST_TEST_CONTEXT(row.year << " " << row.programme << " " << row.value) {
      const auto book = bookOf(row.year);
      const Programme* programme = book->programme(row.programme);
      BOOST_REQUIRE(programme != nullptr);
      const auto item = programme->values.find(row.value);
      BOOST_REQUIRE(item != programme->values.end());
      BOOST_CHECK_MESSAGE(item->second.words().find(row.words) != std::string::npos, item->second.words());
      const std::string source = book->inWords(item->second.source, item->second.provisional);
      BOOST_CHECK_MESSAGE(source.find(row.source) != std::string::npos, source);
    }
  }
}

constexpr char kTransfer[] = "tier3.supported_transfer";
constexpr char kRefocus[] = "tier3.refocus";
constexpr char kTimeLimited[] = "send.time_limited";
constexpr char kEotas[] = "send.eotas_transitional";
constexpr char kPost16[] = "post16.send";

}  // namespace

BOOST_AUTO_TEST_CASE(tier_1_and_2_in_values, *label("TIER-T1-14") * label("TIER-FL-05") * label("TIER-X-12") *
                                                 label("TIER-X-02") * label("TIER-IN-12") * label("TIER-FL-10") *
                                                 label("TIER-FL-12")) {
  holds({{"2025-26", "tier2.insight", "contents", "One topic of social development", "Appendix 1, Tier 2"},
         {"2025-26", "tier2.insight", "outputs", "What further support the school may think of", "Appendix 1, Tier 2"},
         {"2025-26", "tier2.flourish", "contents", "runs through the whole course", "Appendix 1, Tier 2"},
         {"2025-26", "tier2.flourish", "aim", "Back to a mainstream school", "Appendix 1, Tier 2"},
         {"2025-26", "tier1", "progression", "progression", "Appendix 1, Tier 1"},
         {"2024-25", "tier1", "categories", "Curriculum support", ""},
         {"2024-25", "tier2.flourish", "starts", "16 September 2024, 13 January 2025, 28 April 2025", "Panel Dates"}});
  std::set<std::string> tiers;
  for (const ProgrammeShape& shape : shapes()) tiers.insert(shape.tier);
  BOOST_CHECK((tiers == std::set<std::string>{"SEND", "Tier 1", "Tier 2", "Tier 3"}));
}

BOOST_AUTO_TEST_CASE(supported_transfer_in_values, *label("TIER-ST-01") * label("TIER-ST-02") * label("TIER-ST-09") *
                                                       label("TIER-ST-11") * label("TIER-ST-12") * label("TIER-ST-13") *
                                                       label("TIER-X-18")) {
  holds({{"2024-25", kTransfer, "lasts", "10 to 14 school weeks", "printed as a term"},
         {"2024-25", kTransfer, "aim", "come back to the home school", "Tier 3 Supported Transfer"},
         {"2024-25", kTransfer, "early_help", "without a plan with Children’s Services", "Early Help"},
         {"2024-25", kTransfer, "panel.outcome_within", "3 working days", "Tier 3 Supported Transfer"},
         {"2024-25", kTransfer, "panel.name", "Multi-Agency", "Supported Transfer"},
         {"2024-25", kTransfer, "silent", "days and hours a week", "no document says it"},
         {"2024-25", kTransfer, "silent", "what is paid when it ends early", "no document says it"},
         {"2025-26", kTransfer, "panel.outcome_within", "3 working days", "printed for 2024-25 only"},
         {"2026-27", kTransfer, "aim", "come back to the home school", "printed for 2024-25 only"}});
}

BOOST_AUTO_TEST_CASE(refocus_in_values, *label("TIER-RF-05") * label("TIER-RF-08") * label("TIER-RF-12") *
                                            label("TIER-RF-14") * label("TIER-RF-15")) {
  holds({{"2024-25", kRefocus, "provider", "Coventry AP Academy", "Tier 3 Refocus"},
         {"2024-25", kRefocus, "starts", "7 October 2024, 4 November 2024, 27 January 2025, 6 May 2025", "Panel Dates"},
         {"2024-25", kRefocus, "contents", "SEMH work for every pupil", "Tier 3 Refocus"},
         {"2024-25", kRefocus, "panel.outcome_within", "3 working days", "Tier 3 Refocus"},
         {"2024-25", kRefocus, "places_a_term", "25 people", "SLA Tier 3"},
         {"2024-25", kRefocus, "silent", "review meetings, what is paid when it ends early", "no document says it"},
         {"2025-26", kRefocus, "phases.at_provider", "7 school weeks", "printed for 2024-25 only"}});
  // The starts are days of one year, and no policy of another year has them.
  BOOST_CHECK(bookOf("2025-26")->programme(kRefocus)->values.count("starts") == 0);
}

BOOST_AUTO_TEST_CASE(send_time_limited_in_values,
                     *label("TIER-STL-04") * label("TIER-STL-06") * label("TIER-STL-07") * label("TIER-STL-08") *
                         label("TIER-STL-09") * label("TIER-STL-10") * label("TIER-STL-11") * label("TIER-STL-13") *
                         label("TIER-STL-14") * label("TIER-STL-16")) {
  holds({{"2025-26", kTimeLimited, "silent", "panels and deadlines, whose roll the pupil is on, early help",
          "no document"},
         {"2025-26", kTimeLimited, "staff", "SEN practitioners", "STL.3"},
         {"2025-26", kTimeLimited, "contents", "Therapeutic work", "STL.5"},
         {"2025-26", kTimeLimited, "assessments",
          "self_image: Self-Image Profile, star: Star Outcomes, cognitive: Cognitive assessment", "STL.12"},
         {"2025-26", kTimeLimited, "outputs", "Awards and certificates", "STL.10 and STL.7"},
         {"2025-26", kTimeLimited, "reviews.formal_after", "8 school weeks", "STL.14"},
         {"2025-26", kTimeLimited, "reintegration", "with the SEND team", "STL.9"},
         {"2025-26", kTimeLimited, "safeguarding", "KCSIE 2025", "STL.8"},
         {"2025-26", kTimeLimited, "induction", "every pupil", "STL.13"},
         {"2025-26", kTimeLimited, "communication", "Everybody", "STL.11"},
         {"2025-26", kTimeLimited, "disengagement", "take part again", "STL.16"},
         {"2026-27", kTimeLimited, "reviews.formal_after", "8 school weeks", "carried forward from 2025-26"}});
  BOOST_CHECK(bookOf("2024-25")->programme(kTimeLimited) == nullptr);
}

BOOST_AUTO_TEST_CASE(send_eotas_transitional_in_values,
                     *label("TIER-ETS-03") * label("TIER-ETS-04") * label("TIER-ETS-05") * label("TIER-ETS-06") *
                         label("TIER-ETS-07") * label("TIER-ETS-08") * label("TIER-ETS-10") * label("TIER-ETS-12") *
                         label("TIER-ETS-13")) {
  holds({{"2025-26", kEotas, "outputs", "A recognised qualification", "ETS.5 and ETS.12"},
         {"2025-26", kEotas, "reviews.with_send_every", "1 term", "ETS.15"},
         {"2025-26", kEotas, "ehcp", "shows the SEND team how when asked", "ETS.4 and ETS.10"},
         {"2025-26", kEotas, "outputs", "support and transition papers", "ETS.12"},
         {"2025-26", kEotas, "reintegration", "after 16", "ETS.11"},
         {"2025-26", kEotas, "safeguarding", "EHC plan co-ordinator", "ETS.8 and ETS.9"},
         {"2025-26", kEotas, "staff", "SEN specialists", "ETS.3"},
         {"2025-26", kEotas, "disengagement", "take part again", "ETS.17"},
         {"2025-26", kEotas, "silent", "how long it lasts, the days a week, panels and deadlines", "no document"}});
  // What the documents leave silent is no rule: any length and any number of days.
  Facts facts = goodFacts();
  const auto book = bookOf("2025-26");
  for (const Rule& rule : book->programme(kEotas)->rules)
    BOOST_CHECK_MESSAGE(rule.id != "value.lasts" && rule.id != "value.attendance", rule.id);
  // The co-ordinator of the plan works with the provider: named, or the referral waits.
  BOOST_CHECK_EQUAL(resultOf(*book, kEotas, "ehcp_coordinator", facts), Tri::cannotTell);
  facts["ehcp.coordinator_named"] = false;
  BOOST_CHECK_EQUAL(resultOf(*book, kEotas, "ehcp_coordinator", facts), Tri::unmet);
}

BOOST_AUTO_TEST_CASE(post_16_in_values,
                     *label("TIER-P16-02") * label("TIER-P16-04") * label("TIER-P16-07") * label("TIER-P16-09")) {
  holds({{"2025-26", kPost16, "contents", "A vocational qualification, Functional skills in maths and English, Careers",
          "P16.2"},
         {"2025-26", kPost16, "replaced_by", "send_team", "P16.6"},
         {"2025-26", kPost16, "progress", "win back", "P16.9"},
         {"2025-26", kPost16, "early_help_age", "to 25 with SEND", "printed for 2024-25 only"},
         {"2025-26", kPost16, "disengagement", "take part again", "P16.5"},
         {"2025-26", kPost16, "reviews.ehcp_every", "1 year", "P16.8"}});
}

// A programme is bound by what every programme shares but for what it is exempt from; a name that no rule has is told.
BOOST_AUTO_TEST_CASE(exempt_from_a_rule_by_name, *label("TIER-X-16")) {
  const auto book = bookOf("2025-26");
  for (const Programme& programme : book->programmes()) {
    const bool capped = std::any_of(programme.rules.begin(), programme.rules.end(),
                                    [](const Rule& rule) { return rule.id == "two_days"; });
    const bool exempt = programme.name.rfind("tier3.", 0) == 0 || programme.tier == "SEND";
    BOOST_CHECK_MESSAGE(capped != exempt, programme.name);
    BOOST_CHECK(std::any_of(programme.rules.begin(), programme.rules.end(),
                            [](const Rule& rule) { return rule.id == "risk_assessment_given"; }));
  }
}
