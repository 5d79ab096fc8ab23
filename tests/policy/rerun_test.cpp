// A decision that was recorded is judged again to the same bytes, on either database and wherever in the world it is
// done.
#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>

#include "cases/decision/Decision.h"
#include "cases/referral/Referral.h"
#include "policy/Tool.h"
#include "tests/policy/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

class Zone {
 public:
  explicit Zone(const char* name) {
    ::setenv("TZ", name, 1);
    ::tzset();
  }
  ~Zone() {
    ::unsetenv("TZ");
    ::tzset();
  }
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;
};

struct Sent {
  std::string course;
  std::string risk;
  std::string pupil;
};

// The same three applications, sent late in the evening of London: in Tokyo it is tomorrow by then.
std::vector<std::string> receiptsOf(Kind kind, const char* zone) {
  const Zone here(zone);
  Office office(kind, Date(2026, 7, 6));
  office.clock().set(londonAt(Date(2026, 7, 6), {23, 30}));
  std::vector<std::string> receipts;
  for (const Sent& each : {Sent{"bike", "2026-05-20", "Wynne-Test"}, Sent{"grow", "2026-04-05", "Reed-Test"},
                           Sent{"wood", "2026-04-06", "Hassan-Test"}}) {
    const std::string reference = office.draft(each.pupil);
    office.fillIn(reference, each.risk, each.course);
    const Outcome sent = office.run("coordinator@school.example", "referral.submit", {{"reference", reference}});
    BOOST_REQUIRE_MESSAGE(std::holds_alternative<Done>(sent), office.dumpOf(sent));
    auto& house = office.house();
    const auto lease = house.database().read(house.hostViewer(0));
    const auto referral = findReferral(lease->tx(), reference);
    const auto all = decisions(lease->tx(), referral.value().id);
    BOOST_REQUIRE_EQUAL(all.size(), 1u);
    receipts.push_back(all.front().receipt);
    // Judged again from what the receipt says, as `capd decision rerun` does.
    const auto json = nlohmann::json::parse(all.front().receipt);
    std::vector<std::string> faults;
    const Facts facts = policy::factsFromJson(json.at("facts").dump(), allFacts(house.registry().facts()), faults);
    BOOST_CHECK(faults.empty());
    BOOST_CHECK_EQUAL(
        house.services().policy().judge(all.front().policyHash, json.at("programme").get<std::string>(), facts).receipt,
        all.front().receipt);
  }
  return receipts;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_decision_is_the_same_bytes_on_both_databases_in_every_zone) {
  const auto first = receiptsOf(Kind::sqlite, "UTC");
  BOOST_REQUIRE_EQUAL(first.size(), 3u);
  BOOST_CHECK(first[0].find("\"application.date\":\"2026-07-06\"") != std::string::npos);
  BOOST_CHECK(first[1].find("{\"id\":\"risk_assessment_age\",\"result\":\"unmet\"}") != std::string::npos);
  BOOST_CHECK(first[2].find("{\"id\":\"risk_assessment_age\",\"result\":\"met\"}") != std::string::npos);
  for (const Kind kind : {Kind::sqlite, Kind::postgresql})
    for (const char* zone : {"UTC", "Europe/London", "Asia/Tokyo"}) {
      BOOST_TEST_CONTEXT(kind << " " << zone) {
        const auto again = receiptsOf(kind, zone);
        BOOST_CHECK_EQUAL_COLLECTIONS(again.begin(), again.end(), first.begin(), first.end());
      }
    }
}
