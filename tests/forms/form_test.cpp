#include "capd/Form.h"

#include <boost/test/unit_test.hpp>

using namespace capd;

namespace {

struct Typed {
  std::string name;
  std::optional<std::string> note;
  std::int64_t weeks = 0;
  std::optional<bool> agreed;
  std::optional<Date> born;
  std::vector<std::string> needs;
  FieldTexts rest;
};

Form<Typed> form() {
  Form<Typed> f;
  f.field(&Typed::name, {.name = "name", .label = "Name", .missing = "Enter a name", .most = 10})
      .field(&Typed::note, {.name = "note", .label = "Note", .kind = FieldKind::longText, .most = 20})
      .field(&Typed::weeks, {.name = "weeks",
                             .label = "Weeks",
                             .kind = FieldKind::number,
                             .missing = "Enter how many weeks",
                             .least = 1,
                             .most = 39,
                             .unit = "weeks"})
      .field(&Typed::agreed, {.name = "agreed", .label = "Agreed?", .kind = FieldKind::yesNo})
      .field(&Typed::born, {.name = "born", .label = "Date of birth", .kind = FieldKind::date})
      .field(&Typed::needs, {.name = "needs",
                             .label = "Needs",
                             .kind = FieldKind::choices,
                             .options = {{"sen", "SEN", ""}, {"eal", "EAL", ""}}});
  return f;
}

// The problem of one field when that field alone is typed so.
std::string problem(const std::string& field, const std::string& value) {
  FieldTexts texts = {{"name", {"A"}}, {"weeks", {"6"}}};
  texts[field] = {value};
  Typed typed;
  Problems problems;
  form().read(texts, typed, problems);
  for (const Problem& each : problems)
    if (each.field == field || field.compare(0, each.field.size(), each.field) == 0) return each.says;
  return "";
}

}  // namespace

BOOST_AUTO_TEST_CASE(all_faults_come_at_once) {
  Typed typed;
  Problems problems;
  BOOST_CHECK(!form().read(
      {{"weeks", {"many"}}, {"agreed", {"perhaps"}}, {"born", {"31/02/2026"}}, {"needs", {"other"}}}, typed, problems));
  BOOST_CHECK_EQUAL(problems.size(), 5u);
  BOOST_CHECK_EQUAL(problems[0].says, "Enter a name");
}

BOOST_AUTO_TEST_CASE(texts_have_limits_in_letters_not_bytes) {
  BOOST_CHECK_EQUAL(problem("name", "ŚŚŚŚŚŚŚŚŚŚ"), "");
  BOOST_CHECK(problem("name", "ŚŚŚŚŚŚŚŚŚŚŚ").find("10 letters or fewer; this is 11") != std::string::npos);
  BOOST_CHECK(problem("name", std::string(300, 'x')).find("this is 300") != std::string::npos);
  BOOST_CHECK(problem("name", "two\nlines").find("on one line") != std::string::npos);
  BOOST_CHECK_EQUAL(problem("note", "two\nlines"), "");
  BOOST_CHECK(problem("name", std::string("a\0b", 3)).find("NUL") != std::string::npos);
  BOOST_CHECK(problem("name",
                      "a\xE2\x80\xAE"
                      "b")
                  .find("direction") != std::string::npos);
  BOOST_CHECK(problem("name", "\xFF").find("UTF-8") != std::string::npos);
  BOOST_CHECK_EQUAL(problem("name", "محمد"), "");
}

BOOST_AUTO_TEST_CASE(numbers_are_whole_and_in_their_range) {
  BOOST_CHECK_EQUAL(problem("weeks", "1"), "");
  BOOST_CHECK_EQUAL(problem("weeks", " 39 "), "");
  BOOST_CHECK(problem("weeks", "0").find("from 1 to 39 weeks") != std::string::npos);
  BOOST_CHECK(problem("weeks", "40").find("from 1 to 39 weeks") != std::string::npos);
  BOOST_CHECK(problem("weeks", "-3").find("from 1 to 39") != std::string::npos);
  BOOST_CHECK(problem("weeks", "99999999999999999999999").find("from 1 to 39") != std::string::npos);
  for (const char* wrong : {"6.5", "six", "6 weeks", "1e3", "0x6", "--3", "-"})
    BOOST_CHECK(problem("weeks", wrong).find("whole number") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(dates_exist_or_are_told_apart) {
  const auto read = [](const std::string& day, const std::string& month, const std::string& year) {
    Problems problems;
    const Field field{
        .name = "born", .label = "Date of birth", .kind = FieldKind::date, .missing = "Enter the date of birth"};
    const auto date = readDate(field, {{"born-day", {day}}, {"born-month", {month}}, {"born-year", {year}}}, problems);
    return date ? date->iso() : problems.front().says;
  };
  BOOST_CHECK_EQUAL(read("29", "2", "2028"), "2028-02-29");
  BOOST_CHECK(read("29", "2", "2026").find("29/2/2026 does not exist") != std::string::npos);
  BOOST_CHECK(read("31", "02", "2026").find("31/02/2026 does not exist") != std::string::npos);
  BOOST_CHECK_EQUAL(read("3", "feb", "2026"), "2026-02-03");
  BOOST_CHECK_EQUAL(read("3", "", "2026"), "“Date of birth” must include a month");
  BOOST_CHECK_EQUAL(read("", "", ""), "Enter the date of birth");
  BOOST_CHECK_EQUAL(problem("born", "2026-02-03"), "");
  BOOST_CHECK_EQUAL(problem("born", "3/2/2026"), "");
  BOOST_CHECK_EQUAL(problem("born", "27 March 2026"), "");
}

BOOST_AUTO_TEST_CASE(addresses_and_telephones_have_a_form) {
  const auto says = [](FieldKind kind, const std::string& text) {
    Problems problems;
    readText({.name = "x", .label = "X", .kind = kind}, {{"x", {text}}}, problems);
    return problems.empty() ? "" : problems.front().says;
  };
  BOOST_CHECK_EQUAL(says(FieldKind::email, "name@example.com"), "");
  for (const char* wrong : {"name", "name@", "@x.y", "a@b", "a b@c.d", "a@b@c.d", "a@b.", "a@b.c\r\nBcc: x@y.z"})
    BOOST_CHECK(!says(FieldKind::email, wrong).empty());
  BOOST_CHECK_EQUAL(says(FieldKind::phone, "024 7683 1234"), "");
  BOOST_CHECK_EQUAL(says(FieldKind::phone, "+44 (0)24-7683-1234"), "");
  for (const char* wrong : {"1234567", "call me", "0247<script>"}) BOOST_CHECK(!says(FieldKind::phone, wrong).empty());
}

BOOST_AUTO_TEST_CASE(what_policy_asks_is_kept_as_typed) {
  struct Section {
    std::string reference;
    FieldTexts answers;
  };
  Form<Section> f;
  f.field(&Section::reference, {.name = "reference", .label = "", .kind = FieldKind::hidden, .missing = "?"})
      .rest(&Section::answers);
  Section section;
  Problems problems;
  BOOST_CHECK(f.read({{"reference", {"CAP25"}}, {"q1", {"one", "two"}}, {"q2", {"\xFF"}}}, section, problems));
  BOOST_CHECK_EQUAL(section.answers.size(), 2u);
  BOOST_CHECK_EQUAL(section.answers["q1"].size(), 2u);
}
