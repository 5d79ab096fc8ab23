// What a file of rows may be: letters of every kind, quotes, doubled rows, merged cells, two headings; and what it may
// not: bombs, locked, cut, old or no tables at all.

#include "tests/imports/Files.h"

using namespace capd;
using namespace capd::test;

namespace {

constexpr const char* kProviderCount = "SELECT COUNT(*) FROM organisation WHERE kind = 'provider' AND name = ?";

std::string cell(const std::string& place, const std::string& text) {
  return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

}  // namespace

BOOST_AUTO_TEST_CASE(letters_arrive_as_they_were_written) {
  Importing importing;
  importing.applied("providers",
                    "\xEF\xBB\xBFname,phone\nZaj\xC4\x85"
                    "c Works,024 7600 0001\n");
  BOOST_TEST(importing.count(kProviderCount, "Zając Works") == 1);
  importing.applied("providers", "name,phone\nCaf\xE9 \x96 Kitchens,024 7600 0002\n");  // Windows-1252
  BOOST_TEST(importing.count(kProviderCount, "Café – Kitchens") == 1);
  std::string wide = "\xFF\xFE";
  for (const char sign : std::string("name\nWide Works\n")) wide += std::string(1, sign) + '\0';
  importing.applied("providers", wide);
  BOOST_TEST(importing.count(kProviderCount, "Wide Works") == 1);
}

BOOST_AUTO_TEST_CASE(quotes_hold_separators_line_ends_and_quotes) {
  Importing importing;
  importing.applied("providers", "Training provider;Address\r\n\"Row; \"\"Old\"\" Yard\";\"1 Row\r\nCoventry\"\r\n");
  BOOST_TEST(importing.count(kProviderCount, "Row; \"Old\" Yard") == 1);
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM organisation WHERE address = ?", "1 Row\nCoventry") == 1);
}

BOOST_AUTO_TEST_CASE(a_quote_that_never_ends_is_named_with_its_line) {
  Importing importing;
  const std::string why = importing.refusedFile("providers", "name\nOne\n\"Two\nThree\n");
  BOOST_TEST(says(why, "line 3"), why);
  BOOST_TEST(says(why, "never ends"), why);
}

BOOST_AUTO_TEST_CASE(a_doubled_row_counts_once_and_says_with_which) {
  Importing importing;
  const Done done = importing.looked("providers", "name\nTwin Works\nTWIN WORKS\n");
  BOOST_TEST(valueOf(done, "add") == "1");
  BOOST_TEST(valueOf(done, "skip") == "1");
  const auto row = importing.office.fact<std::string>("SELECT says FROM import_row WHERE action = ?", "skip");
  BOOST_TEST(says(row.value_or(""), "line 2"), row.value_or(""));
}

BOOST_AUTO_TEST_CASE(a_file_without_a_heading_is_told_what_is_missing) {
  Importing importing;
  const std::string none = importing.refusedFile("pupils", "1,2,3\n4,5,6\n");
  BOOST_TEST(says(none, "No line of the file is a heading"), none);
  const std::string some = importing.refusedFile("pupils", "School,Surname,Forename\nSpon Vale School,A,B\n");
  BOOST_TEST(says(some, "Date of birth"), some);
  BOOST_TEST(says(some, "Year group"), some);
}

BOOST_AUTO_TEST_CASE(a_spreadsheet_with_merged_cells_and_two_headings_is_read) {
  Importing importing;
  // A title over everything; groups above the columns, one of them over two lines; a school merged over two pupils.
  const std::string rows = "<row r=\"1\">" + cell("A1", "Pupils of this year") + "</row><row r=\"2\">" +
                           cell("A2", "School") + cell("B2", "Pupil") + "</row><row r=\"3\">" + cell("B3", "Surname") +
                           cell("C3", "Forename") + cell("D3", "DOB") + cell("E3", "Year") + "</row><row r=\"4\">" +
                           cell("A4", "Spon Vale School") + cell("B4", "Sheet") + cell("C4", "Ann") +
                           "<c r=\"D4\" s=\"1\"><v>40606</v></c><c r=\"E4\"><v>10</v></c></row><row r=\"5\">" +
                           "<c r=\"B5\" t=\"s\"><v>0</v></c>" + cell("C5", "Bob") + cell("D5", "05/03/2011") +
                           "<c r=\"E5\"><v>10</v></c></row>";
  const std::string merged =
      "<mergeCells><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:E2\"/><mergeCell "
      "ref=\"A4:A5\"/></mergeCells>";
  const Done done = importing.applied("pupils", xlsxOf(rows, merged, "<si><r><t>Sh</t></r><r><t>eet</t></r></si>"));
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM @all_pupils p WHERE p.last_name = ?", "Sheet") == 2);
  BOOST_TEST(importing.count("SELECT COUNT(*) FROM @all_pupils p WHERE p.born = ?", "2011-03-04") >= 1);
  BOOST_TEST(valueOf(done, "state") == "applied");
}

BOOST_AUTO_TEST_CASE(a_bomb_is_refused_while_it_unpacks) {
  Importing importing;
  const std::string bomb = zipOf({{"rows.csv", "name\n" + std::string(300 * 1024 * 1024, 'a')}});
  BOOST_TEST(bomb.size() < 1024U * 1024U);
  const std::string why = importing.refusedFile("providers", bomb);
  BOOST_TEST(says(why, "unpacks to far more"), why);
}

BOOST_AUTO_TEST_CASE(xml_that_defines_its_own_words_is_refused) {
  Importing importing;
  const std::string laughs =
      "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><workbook/>";
  const std::string why = importing.refusedFile(
      "providers", zipOf({{"xl/workbook.xml", laughs}, {"xl/_rels/workbook.xml.rels", "<Relationships/>"}}));
  BOOST_TEST(says(why, "cannot be read"), why);
}

BOOST_AUTO_TEST_CASE(a_zip_that_is_cut_or_lies_about_its_content_is_refused) {
  Importing importing;
  const std::string whole = zipOf({{"rows.csv", "name\nCut Works\n"}});
  BOOST_TEST(says(importing.refusedFile("providers", whole.substr(0, whole.size() - 30)), "damaged"));
  std::string changed = zipOf({{"rows.csv", "name\nCut Works\n", false}});
  changed[changed.find("Cut")] = 'X';
  BOOST_TEST(says(importing.refusedFile("providers", changed), "damaged"));
  BOOST_TEST(says(importing.refusedFile("providers", zipOf({{"a.csv", "name\nA\n"}, {"b.csv", "name\nB\n"}})),
                  "several CSV files"));
}

BOOST_AUTO_TEST_CASE(what_is_no_table_is_refused_in_words) {
  Importing importing;
  BOOST_TEST(says(importing.refusedFile("providers", "\xD0\xCF\x11\xE0 old"), "old kind"));
  BOOST_TEST(says(importing.refusedFile("providers", std::string("na\0me\n", 6)), "no table"));
  BOOST_TEST(says(importing.refusedFile("providers", "name\n"), "no row"));
}
