// What each person's @tables hold, table by table: the second line behind every page's own questions.

#include "tests/access/City.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

// The letters of the cases whose rows that person finds in the table.
std::string lettersIn(City& city, const Viewer& viewer, const std::string& table) {
  const auto lease = city.office.house().database().read(viewer);
  std::set<std::string> found;
  const std::string sql = table == "cases" ? "SELECT t.reference FROM @cases t"
                          : table == "pupils"
                              ? "SELECT c.reference FROM @pupils t JOIN @all_cases c ON c.pupil_id = t.id"
                              : "SELECT c.reference FROM @" + table + " t JOIN @all_cases c ON c.id = t.case_id";
  for (const auto& [reference] : lease->tx().rows<std::string>(sql)) found.insert(reference);
  std::string letters;
  for (const Case& each : city.cases)
    if (found.count(each.reference) != 0) letters += each.letter;
  return letters;
}

// The same, whoever asks.
std::string allLettersIn(City& city, const std::string& table) {
  return lettersIn(city, city.office.house().hostViewer(0), "all_" + table);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scope)

BOOST_DATA_TEST_CASE(every_scoped_table_holds_the_rows_of_one_s_own_cases, kBoth, kind) {
  City city(kind);
  for (const std::string table :
       {"cases", "pupils", "documents", "answers", "choices", "responses", "holds", "risk_assessments", "ra_reads",
        "placements", "placement_days", "visits", "session_notes", "session_weeks"}) {
    const std::string there = table == "cases" || table == "pupils" ? "dhcsaperoxf" : allLettersIn(city, table);
    BOOST_TEST(!there.empty(), table << " is empty: nothing is proved");
    for (const auto& persona : daemon::personas()) {
      std::string expected;
      for (const Case& each : city.cases)
        if (there.find(each.letter) != std::string::npos &&
            mayRead(persona, Token{"", What::paper, each.letter, ""}, each))
          expected += each.letter;
      BOOST_TEST(lettersIn(city, city.office.viewer(persona.email), table) == expected,
                 persona.email << " (" << persona.says << ") in @" << table);
    }
  }
  for (const auto& persona : daemon::personas()) {
    std::string expected;
    for (const char letter : {'h', 's'})
      if (mayRead(persona, Token{"", What::slip, letter, ""}, city.of(letter))) expected += letter;
    BOOST_TEST(lettersIn(city, city.office.viewer(persona.email), "safeguarding_slips") == expected,
               persona.email << " (" << persona.says << ") in @safeguarding_slips");
  }
}

// Registers: those who take them read the marks of their own provider's pupils, and whom to expect.
BOOST_DATA_TEST_CASE(a_tutor_s_tables_hold_registers_alone, kBoth, kind) {
  City city(kind);
  BOOST_TEST(allLettersIn(city, "marks") == "p");
  for (const auto& persona : daemon::personas()) {
    const Viewer viewer = city.office.viewer(persona.email);
    const bool theirs = persona.organisation == "Whitley Workshops";
    const bool reads = theirs || mayRead(persona, Token{"", What::paper, 'p', ""}, city.of('p'));
    BOOST_TEST(lettersIn(city, viewer, "marks") == (reads ? "p" : ""), persona.email);
    BOOST_TEST(lettersIn(city, viewer, "comers") == (theirs ? "p" : ""), persona.email);
    const auto lease = city.office.house().database().read(viewer);
    const auto cases = lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM @comers_cases c").value();
    const auto names = lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM @comers_names c").value();
    const std::int64_t expected = theirs ? 3 : persona.organisation == "Sherbourne Skills" ? 1 : 0;
    BOOST_TEST(cases == expected, persona.email);
    BOOST_TEST(names == expected, persona.email);
    if (persona.role == "provider.tutor") BOOST_TEST(lettersIn(city, viewer, "cases").empty());
  }
}

// What somebody has just uploaded is theirs alone until they file it; what is sealed is among nobody's papers.
BOOST_DATA_TEST_CASE(an_upload_is_its_sender_s_alone, kBoth, kind) {
  City city(kind);
  const std::string id = city.office.upload(kCoordinator, "just sent.pdf");
  for (const auto& persona : daemon::personas()) {
    const auto lease = city.office.house().database().read(city.office.viewer(persona.email));
    const auto mine =
        lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM @documents d WHERE d.typed_name = ?", "just sent.pdf");
    BOOST_TEST(mine.value() == (persona.email == kCoordinator ? 1 : 0), persona.email);
    BOOST_TEST(lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM @documents d WHERE d.sealed = 1").value() == 0,
               persona.email);
  }
}

BOOST_AUTO_TEST_SUITE_END()
