// After a no: which half term the talk was about, and what becomes of it when the provider closes.

#include "tests/clock/Year.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

struct SaidNo : Asked {
  explicit SaidNo(Kind kind = Kind::sqlite) : Asked(kind), page("/confirmations/" + codeOf(kBench)) {
    no("2025-26/h3");
  }
  void no(const std::string& period) {
    const Outcome sent = confirm(kBench, period, {{"staff", "no"}, {"says", "A tutor joins on Monday."}});
    BOOST_TEST_REQUIRE(isDone(sent), office.dumpOf(sent));
  }
  std::string shown() { return textOf(Screen(office, "quality@cap.example").get(page)); }
  std::int64_t openOf(const std::string& period) {
    return count(
        "SELECT COUNT(*) FROM duty d WHERE d.kind = 'confirmation.problem' AND d.closed_ms IS NULL AND "
        "d.occurrence = ?",
        period);
  }
  std::string words(const std::string& period) { return round(period).value().words; }

  std::string page;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_talk_says_which_half_term_it_was_about, *label("CMP-20")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    SaidNo year(kind);
    const std::string about = "You talked to them about their no of ";
    BOOST_TEST(has(year.shown(), about + year.words("2025-26/h3")), year.shown());
    year.at(Date(2026, 3, 23), {6, 0});
    year.no("2025-26/h4");
    BOOST_TEST(has(year.shown(), "About which half term?"), year.shown());
    for (const char* period : {"2025-26/h3", "2025-26/h4"}) BOOST_TEST(has(year.shown(), year.words(period)));
    Screen officer(year.office, "quality@cap.example");
    const FieldTexts talk = {{"who", {"The coordinator"}}, {"says", {"The tutor is on the list."}}};
    BOOST_TEST(officer.send(year.page, "confirmation.talk", talk).status == 422);  // which of the two?
    BOOST_TEST(year.openDutiesOf("confirmation.problem") == 2);
    FieldTexts second = talk;
    second["period"] = {"2025-26/h4"};
    BOOST_TEST(officer.send(year.page, "confirmation.talk", second).status == 200);
    BOOST_TEST(year.openOf("2025-26/h3") == 1);
    BOOST_TEST(year.openOf("2025-26/h4") == 0);
    BOOST_TEST(has(year.shown(), about + year.words("2025-26/h3")), year.shown());
    BOOST_TEST(officer.send(year.page, "confirmation.talk", talk).status == 200);
    BOOST_TEST(year.openDutiesOf("confirmation.problem") == 0);
    BOOST_TEST(!has(year.shown(), "What came of it?"));
  }
}

BOOST_AUTO_TEST_CASE(a_talk_about_a_provider_that_closed_can_be_written_down, *label("CMP-20")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    SaidNo year(kind);
    year.at(Date(2026, 3, 23), {6, 0});
    auto later = year.all(kBench, "2025-26/h4");
    store::WriteRequest request;
    request.viewer = year.office.house().hostViewer(0);
    request.command = "test.close";
    request.payload = "{}";
    request.apply = [](WriteTx& tx) -> Outcome {
      tx.execute("UPDATE organisation SET closed_ms = ? WHERE name = 'Whitley Workshops'", tx.now());
      return Done{};
    };
    year.office.house().database().write(std::move(request)).get();
    BOOST_TEST(has(year.shown(), "What came of it?"));
    BOOST_TEST(!isDone(year.office.run(kBench, "confirmation.give", later)));  // a closed one confirms nothing
    Screen officer(year.office, "quality@cap.example");
    const FieldTexts talk = {{"who", {"Their office"}}, {"says", {"They have closed; nobody is there any more."}}};
    BOOST_TEST(officer.send(year.page, "confirmation.talk", talk).status == 200);
    BOOST_TEST(year.openDutiesOf("confirmation.problem") == 0);
    BOOST_TEST(Screen(year.office, "quality@cap.example").get("/confirmations/0000000000").status == 404);
  }
}
