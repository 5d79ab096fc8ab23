// What one school asks of itself beyond CAP's policy: the headteacher's word, and an absence of four weeks.
#include <boost/test/unit_test.hpp>

#include "tests/desk/Desk.h"
#include "tests/policy/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr char kLayer[] = R"(school "139384" {
  title  = "Alternative provision at Spon Vale",
  source = cite("school-policy-2023", "section 2"),
  absent = printed(weeks(4), cite("school-policy-2023", "section 10")),

  must "headteacher" {
    says   = "The headteacher authorised the referral",
    test   = yes("headteacher.authorised"),
    unmet  = hold("Ask your headteacher to authorise the referral"),
    source = cite("school-policy-2023", "section 2"),
  },
}
)";

struct OwnPolicy {
  OwnPolicy() : desk(Kind::sqlite, Date(2026, 2, 2), prepared()) {
    store::WriteRequest request;
    request.viewer = desk.office.house().hostViewer(0);
    request.command = "test.urn";
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      tx.execute("UPDATE organisation SET urn = '139384' WHERE name = 'Spon Vale School'");
      return Done{};
    };
    desk.office.house().database().write(std::move(request)).get();
  }
  std::string prepared() {
    std::filesystem::create_directories(scripts.file("policy/2025-26/schools"));
    scripts.add("policy/2025-26/schools/139384.lua", kLayer);
    return scripts.path();
  }
  std::string draft(const std::string& headteacher) {
    const std::string reference = desk.office.draft();
    desk.office.fillIn(reference);
    desk.office.save(reference, "programme", {{"headteacher.authorised", headteacher}});
    return reference;
  }
  WorkingFolder scripts;
  Desk desk;
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_headteacher_authorises_where_the_school_asks_it, *label("SCH-01") * label("SCH-20")) {
  for (const auto& [answer, held] : {std::pair{"yes", ""}, {"no", "school.headteacher"}, {"", "school.headteacher"}}) {
    OwnPolicy city;
    const std::string reference = city.draft(answer);
    city.desk.must("referral.submit", reference, {}, kCoordinator);
    BOOST_TEST(city.desk.holding(reference) == held, answer);
    if (std::string(held).empty()) continue;
    city.desk.must("referral.answer_hold", reference,
                   {{"hold", "missing_data~school.headteacher"},
                    {"hold.says", "She has signed."},
                    {"headteacher.authorised", "yes"}},
                   kCoordinator);
    city.desk.must("desk.check", reference, {{"date_agrees", "yes"}});
    BOOST_TEST(city.desk.state(reference) == "complete");
  }
}

// Another school is asked nothing of it, and CAP's own rules bind this school as before.
BOOST_AUTO_TEST_CASE(a_layer_binds_its_school_and_lifts_nothing, *label("SCH-20")) {
  OwnPolicy city;
  Screen olu(city.desk.office, kOlu);
  const std::string theirs = city.desk.office.draft("Moor-Test", kOlu);
  city.desk.office.save(theirs, "course", {{"course.first", "bike"}}, kOlu);
  BOOST_TEST(!has(textOf(olu.get("/referrals/" + theirs + "/section/programme")), "headteacher"));
  const std::string own = city.draft("yes");
  Screen carys(city.desk.office, kCoordinator);
  BOOST_TEST(has(textOf(carys.get("/referrals/" + own + "/section/programme")), "Has the headteacher authorised"));
  const auto& policy = city.desk.office.house().services().policy();
  const auto hash = policy.versionFor(Date(2026, 2, 2), Date(2026, 2, 2)).value();
  const auto with = policy.judge(hash, "tier1@139384", {});
  const auto without = policy.judge(hash, "tier1", {});
  BOOST_TEST(with.rules.size() == without.rules.size() + 1);
  for (std::size_t i = 0; i < without.rules.size(); ++i) BOOST_TEST(with.rules[i].id == without.rules[i].id);
  // A school without a layer is judged as the programme stands.
  BOOST_TEST(policy.judge(hash, "tier1@100000", {}).receipt == without.receipt);
}

// The four weeks stand in the layer with their place; the register will read them.
BOOST_AUTO_TEST_CASE(four_weeks_of_absence_stand_in_the_layer, *label("SCH-02")) {
  OwnPolicy city;
  const auto& policy = city.desk.office.house().services().policy();
  const auto reading = policy.reading(policy.versionFor(Date(2026, 2, 2), Date(2026, 2, 2)).value());
  bool there = false;
  for (const auto& part : reading.programmes)
    for (const auto& value : part.values)
      there = there || (part.name == "school 139384" && value.name == "absent" && value.words == "4 weeks" &&
                        has(value.clause, "section 10"));
  BOOST_TEST(there);
}
