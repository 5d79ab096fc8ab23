// From safeguarding lead to safeguarding lead, and to nobody else.
#include <boost/test/unit_test.hpp>

#include "tests/refer/Office.h"

using namespace capd;
using namespace capd::test;

namespace {
constexpr char kDee[] = "dsl@school.example";
constexpr char kDi[] = "dsl@cap.example";
}  // namespace

BOOST_AUTO_TEST_SUITE(safeguarding)

BOOST_AUTO_TEST_CASE(a_paper_reaches_the_other_lead_alone) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    Office office(kind);
    const std::string reference = office.draft();
    office.fillIn(reference);
    Screen dee(office, kDee);
    BOOST_TEST(dee.get("/safeguarding/" + reference).status == 404);  // not sent to CAP yet
    const Outcome submitted = office.run(kCarys, "referral.submit", {{"reference", reference}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(submitted), office.dumpOf(submitted));
    const std::string paper = office.upload(kDee, "child protection minutes.pdf", "%PDF-1.4 only for leads");
    const auto sent = dee.send("/safeguarding/" + reference, "safeguarding.send", {{"paper", {paper}}});
    BOOST_TEST_REQUIRE(sent.status == 200, textOf(sent));
    BOOST_TEST(textOf(sent).find("Paper 1, PDF") != std::string::npos, textOf(sent));
    BOOST_TEST(textOf(sent).find("minutes") == std::string::npos);

    Screen di(office, kDi);
    BOOST_TEST(textOf(di.get("/safeguarding")).find(reference + " , Spon Vale School: 1 to read") != std::string::npos,
               textOf(di.get("/safeguarding")));
    const auto opened = di.get("/safeguarding/" + reference + "/papers/1");
    BOOST_TEST_REQUIRE(opened.status == 200);
    std::string content;
    opened.stream([&](std::string_view piece) { content += piece; });
    BOOST_TEST(content == "%PDF-1.4 only for leads");
    // Five minutes after the sign-in whoever sits there shows first who they are.
    office.clock().set(office.clock().now().plusMs(5 * 60'000 - 1));
    BOOST_TEST(di.get("/safeguarding/" + reference + "/papers/1").status == 200);
    office.clock().set(office.clock().now().plusMs(1));
    const auto asked = di.get("/safeguarding/" + reference + "/papers/1");
    BOOST_TEST(!asked.stream);
    BOOST_TEST(textOf(asked).find("only for leads") == std::string::npos);
    BOOST_TEST(di.get("/safeguarding/" + reference).status == 200);
    di.send("/safeguarding/" + reference, "safeguarding.read", {});
    BOOST_TEST(textOf(di.get("/safeguarding")).find("nothing new") != std::string::npos);

    for (const char* email :
         {kCarys, "contributor@school.example", "other@school.example", "admin@cap.example", "slt@cap.example",
          "lead@cap.example", "officer@cap.example", "provider@provider.example"}) {
      Screen screen(office, email);
      BOOST_TEST(screen.get("/safeguarding").status == 404, email);
      BOOST_TEST(screen.get("/safeguarding/" + reference).status == 404, email);
      BOOST_TEST(screen.get("/safeguarding/" + reference + "/papers/1").status == 404, email);
      BOOST_TEST(screen.get("/referrals/" + reference + "/documents/" + paper).status == 404, email);
      BOOST_TEST(!office
                      .one<std::int64_t>(email, "SELECT s.id FROM @safeguarding_slips s WHERE s.media_type = ?",
                                         "application/pdf")
                      .has_value(),
                 email);
      BOOST_TEST(
          !office.one<std::int64_t>(email, "SELECT d.id FROM @documents d WHERE d.typed_name = ?", "").has_value(),
          email);
      const Outcome outcome =
          office.run(email, "safeguarding.send", {{"reference", reference}, {"paper", office.upload(email, "x.pdf")}});
      BOOST_TEST((std::get<Refused>(outcome).kind == Refused::Kind::notAllowed), email);
    }
    // Not a step, not a line of the case, not a mail that names it.
    BOOST_TEST(textOf(Screen(office, kCarys).get("/referrals/" + reference)).find("Paper 1") == std::string::npos);
    BOOST_TEST(office.fact<std::int64_t>("SELECT COUNT(*) FROM step WHERE kind LIKE ?", "%safeguarding%").value() == 0);
    BOOST_TEST(
        office
            .fact<std::int64_t>("SELECT COUNT(*) FROM mail WHERE reason = 'safeguarding' AND (subject || body) LIKE ?",
                                "%" + reference + "%")
            .value() == 0);
    BOOST_TEST(office.fact<std::int64_t>("SELECT COUNT(*) FROM mail WHERE reason = ?", "safeguarding").value() == 1);
  }
}

BOOST_AUTO_TEST_CASE(another_schools_lead_and_a_strange_file) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  office.run(kCarys, "referral.submit", {{"reference", reference}});
  const Outcome notMine =
      office.run(kDee, "safeguarding.send", {{"reference", reference}, {"paper", office.upload(kCarys, "x.pdf")}});
  BOOST_TEST(std::get<Refused>(notMine).problems.front().field == "paper");
  const Outcome none = office.run(kDee, "safeguarding.send", {{"reference", reference}, {"paper", ""}});
  BOOST_TEST(std::get<Refused>(none).problems.front().field == "paper");
  const std::string once = office.upload(kDee, "x.pdf");
  BOOST_TEST(
      std::holds_alternative<Done>(office.run(kDee, "safeguarding.send", {{"reference", reference}, {"paper", once}})));
  BOOST_TEST(std::holds_alternative<Refused>(
      office.run(kDee, "safeguarding.send", {{"reference", reference}, {"paper", once}})));
  Screen dee(office, kDee);
  for (const char* number : {"0", "2", "-1", "x"})
    BOOST_TEST(dee.get("/safeguarding/" + reference + "/papers/" + number).status == 404, number);
}

BOOST_AUTO_TEST_SUITE_END()
