// Terms and policies of the year: published, asked for, read, reviewed.

#include "tests/staff/Town.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr char kLead[] = "lead@cap.example";
constexpr char kCapDsl[] = "dsl@cap.example";
constexpr char kAcknowledge[] = "terms.acknowledge";
constexpr char kReview[] = "terms.review";

struct Terms : Town {
  explicit Terms(Kind kind = Kind::sqlite, Date day = Date(2025, 9, 1)) : Town(kind, day) {}
  static FieldTexts version(const std::string& document, int last, const std::string& body,
                            const std::string& changes = {}, std::vector<std::string> audience = {"providers"},
                            const std::string& year = "2025-26", const std::string& acknowledge = "yes") {
    FieldTexts texts{{"document", {document}}, {"last", {std::to_string(last)}},  {"year", {year}},
                     {"body", {body}},         {"audience", std::move(audience)}, {"acknowledge", {acknowledge}}};
    if (!changes.empty()) texts["changes"] = {changes};
    return texts;
  }
  Outcome publish(const FieldTexts& texts, const std::string& who = kLead) {
    commands::Request request{"terms.publish", texts, randomHex(8)};
    return office.house().pipeline().run(office.viewer(who), request);
  }
  Done published(const FieldTexts& texts, const std::string& who = kLead) {
    const Outcome outcome = publish(texts, who);
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
    return std::get<Done>(outcome);
  }
  std::string wrong(const FieldTexts& texts, const std::string& who = kLead) {
    const Outcome outcome = publish(texts, who);
    BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(outcome), "it was published");
    return office.dumpOf(outcome);
  }
  static Texts read(const std::string& document, int number) {
    return {{"document", document}, {"number", std::to_string(number)}, {"read", "yes"}};
  }
  std::int64_t openFor(const std::string& organisation) {
    return office
        .fact<std::int64_t>(
            "SELECT COUNT(*) FROM duty d JOIN organisation o ON o.id = d.organisation_id WHERE d.kind = "
            "'terms.acknowledge' AND d.closed_ms IS NULL AND o.name = ?",
            organisation)
        .value();
  }
};

const std::string kText = "1. Providers answer referrals within 7 days.\n\n2. Staff have an enhanced DBS check.";

}  // namespace

BOOST_DATA_TEST_CASE(a_published_version_is_asked_of_each_live_provider_once, kBoth, kind) {
  Terms town(kind);
  const Done done = town.published(Terms::version("terms", 0, kText));
  BOOST_TEST(has(done.says, "Published for 2025-26. 2 are asked to read it by the end of Monday 15 September 2025"));
  BOOST_TEST(town.open(kAcknowledge) == 2);
  // 1 September and ten working days: the end of Monday the 15th.
  BOOST_CHECK(town.office.fact<Instant>("SELECT due_ms FROM duty WHERE kind = ?", kAcknowledge).value() ==
              londonEndOf(Date(2025, 9, 15)));
  BOOST_TEST(has(town.page(kWhitley, "/"), "Read: Terms and conditions for training providers, 2025-26"));
  BOOST_TEST(!has(town.page(kSchool, "/"), "Terms and conditions"));
  BOOST_TEST(has(town.page(kWhitley, "/documents"), "Please read it by Monday 15 September 2025 (Due in 14 days)"));
  BOOST_TEST(town.run("terms.year") == 9u);  // reviews of the other nine; nobody new to ask
  // One person counts for the whole organisation; the other provider still owes it.
  town.must(kWhitley, "terms.read", Terms::read("terms", 1));
  BOOST_TEST(town.openFor("Whitley Workshops") == 0);
  BOOST_TEST(town.openFor("Sherbourne Skills") == 1);
  BOOST_TEST(has(town.refused(kWhitley, "terms.read", Terms::read("terms", 1)), "already"));
  const std::string grid = town.page(kLead, "/terms");
  BOOST_TEST(has(grid, "Whitley Workshops Read on 1 September 2025 by Priya Nair"));
  BOOST_TEST(has(grid, "Sherbourne Skills Due in 14 days"));
  town.day(Date(2025, 9, 15));
  BOOST_TEST(has(town.page(kLead, "/terms"), "Sherbourne Skills Due today"));
  town.day(Date(2025, 9, 16));
  BOOST_TEST(has(town.page(kLead, "/terms"), "Sherbourne Skills 1 day late"));
  BOOST_TEST(has(town.page(kLead, "/terms/terms"), "Priya Nair Whitley Workshops 2025-26 1 September 2025 at 9:00am"));
}

BOOST_AUTO_TEST_CASE(it_is_read_by_those_to_whom_it_is_addressed, *label("ENT-56") * label("WEB-09")) {
  Terms town;
  town.published(Terms::version("terms", 0, kText));
  town.published(Terms::version("kcsie-letter", 0, "Providers have told us that they work by KCSIE 2025.", "",
                                {"schools"}, "2025-26", "no"),
                 kQuality);
  BOOST_TEST(town.open(kAcknowledge) == 2);  // a letter for schools to hold asks nobody for anything
  BOOST_TEST(town.status(kSchool, "/documents/terms") == 404);
  BOOST_TEST(town.status(kWhitley, "/documents/kcsie-letter") == 404);
  BOOST_TEST(has(town.page(kSchool, "/documents/kcsie-letter"), "For you to know"));
  BOOST_TEST(has(town.page(kWhitley, "/documents/terms"), "Staff have an enhanced DBS check"));
  for (const char* who : {kSchool, "send@cap.example"}) {
    const Outcome outcome = town.office.run(who, "terms.read", Terms::read("terms", 1));
    BOOST_TEST((std::get<Refused>(outcome).kind == Refused::Kind::notThere ||
                std::get<Refused>(outcome).kind == Refused::Kind::notAllowed),
               who);
  }
  for (const char* who : {kWhitley, kSchool, "admin@cap.example", "host@cap.example"}) {
    BOOST_TEST(town.status(who, "/terms/terms/publish") == 404, who);
    BOOST_TEST(std::holds_alternative<Refused>(town.publish(Terms::version("terms", 1, kText + "!", "x"), who)), who);
  }
  for (const char* who : {kWhitley, kSchool, "host@cap.example"}) BOOST_TEST(town.status(who, "/terms") == 404, who);
  auto no = Terms::read("terms", 1);
  no["read"] = "no";
  BOOST_TEST(has(town.refused(kWhitley, "terms.read", no), "Come back when you have read it"));
  BOOST_TEST(town.openFor("Whitley Workshops") == 1);
}

BOOST_AUTO_TEST_CASE(a_reading_of_ones_own_does_not_answer_for_the_organisation, *label("ENT-56")) {
  Terms town;
  town.published(Terms::version("attendance", 0, "Schools tell the provider of every absence.", "", {"schools"}));
  BOOST_TEST(town.openFor("Spon Vale School") == 1);
  town.must("contributor@school.example", "terms.read", Terms::read("attendance", 1));
  BOOST_TEST(town.openFor("Spon Vale School") == 1);
  BOOST_TEST(has(town.page(kLead, "/terms/attendance"), "Tom Archer Spon Vale School"));
  BOOST_TEST(has(town.page(kLead, "/terms?of=school"), "Spon Vale School Due in 14 days"));
  town.must("dsl@school.example", "terms.read", Terms::read("attendance", 1));
  BOOST_TEST(town.openFor("Spon Vale School") == 0);
  BOOST_TEST(town.openFor("Canley Brook Academy") == 1);
  BOOST_TEST(has(town.page(kSchool, "/documents"), "Read by Dee Lowe on 1 September 2025"));
}

BOOST_AUTO_TEST_CASE(at_cap_each_person_reads_for_themself, *label("CAL-05") * label("CMP-09")) {
  Terms town;
  const std::string body = "Part one and annex A of Keeping Children Safe in Education 2025.";
  const Done done = town.published(Terms::version("kcsie-cap-staff", 0, body, "", {"cap"}), kCapDsl);
  BOOST_TEST(has(done.says, "8 are asked"));  // everybody at CAP but the IT host
  BOOST_TEST(has(town.page("admin@cap.example", "/"), "Read: KCSIE"));
  town.must("admin@cap.example", "terms.read", Terms::read("kcsie-cap-staff", 1));
  BOOST_TEST(town.open(kAcknowledge) == 7);
  BOOST_TEST(!has(town.page("admin@cap.example", "/"), "Read: KCSIE"));
  BOOST_TEST(has(town.page("slt@cap.example", "/"), "Read: KCSIE"));
  const std::string grid = town.page(kLead, "/terms?of=cap");
  BOOST_TEST(has(grid, "Anna Field Read on 1 September 2025"));
  BOOST_TEST(has(grid, "Sheila Stone Due in 14 days"));
}

BOOST_AUTO_TEST_CASE(a_replacement_says_what_changed_and_is_read_anew,
                     *label("CAL-04") * label("CMP-14") * label("WEB-09")) {
  Terms town;
  BOOST_TEST(has(town.wrong(Terms::version("terms", 0, kText, "Something")), "leave out what changed"));
  town.published(Terms::version("terms", 0, kText));
  town.must(kWhitley, "terms.read", Terms::read("terms", 1));
  BOOST_TEST(has(town.wrong(Terms::version("terms", 1, kText + " 3. More.")), "Say what changed since"));
  BOOST_TEST(has(town.wrong(Terms::version("terms", 1, kText, "Nothing")), "published for 2025-26 already"));
  BOOST_TEST(has(town.wrong(Terms::version("terms", 0, kText + " 3. More.", "3 is new.")), "Nothing was published"));
  town.published(Terms::version("terms", 1, kText + "\n\n3. capd transfers papers.", "3 is new."));
  BOOST_TEST(town.openFor("Whitley Workshops") == 1);
  BOOST_TEST(town.openFor("Sherbourne Skills") == 1);  // the first is asked of nobody any more
  BOOST_TEST(has(town.refused(kWhitley, "terms.read", Terms::read("terms", 1)), "A newer version"));
  const std::string page = town.page(kWhitley, "/documents/terms");
  BOOST_TEST(has(page, "What changed since the version before 3 is new."));
  BOOST_TEST(has(page, "Before: 2025-26, published on 1 September 2025"));
  BOOST_TEST(has(town.page(kWhitley, "/documents/terms/versions/1"), "has replaced this one"));
  BOOST_TEST(!has(town.page(kWhitley, "/documents/terms/versions/1"), "capd transfers papers"));
  BOOST_TEST(town.status(kWhitley, "/documents/terms/versions/3") == 404);
  // The reading of the first stays a row of its own.
  town.must(kWhitley, "terms.read", Terms::read("terms", 2));
  BOOST_TEST(town.office.fact<std::int64_t>("SELECT COUNT(*) FROM terms_read WHERE who = ?", "Priya Nair").value() ==
             2);
}

BOOST_AUTO_TEST_CASE(next_years_may_be_published_in_july_and_counts_from_september,
                     *label("CAL-04") * label("CAL-08")) {
  Terms town(Kind::sqlite, Date(2026, 7, 6));
  BOOST_TEST(
      has(town.wrong(Terms::version("terms", 0, kText, "", {"providers"}, "2027-28")), "this academic year or the"));
  BOOST_TEST(
      has(town.wrong(Terms::version("terms", 0, kText, "", {"providers"}, "2024-25")), "this academic year or the"));
  town.published(Terms::version("terms", 0, kText, "", {"providers"}, "2026-27"));
  // 1 September 2026 is a Tuesday: ten working days on is Tuesday the 15th.
  BOOST_CHECK(town.office.fact<Instant>("SELECT due_ms FROM duty WHERE kind = ?", kAcknowledge).value() ==
              londonEndOf(Date(2026, 9, 15)));
  BOOST_TEST(has(town.wrong(Terms::version("terms", 1, kText + "!", "x", {"providers"}, "2025-26")), "an older year"));
  // The review of 2026-27 is done by it: September asks for the other nine.
  town.day(Date(2026, 9, 1));
  BOOST_TEST(town.run("terms.year") == 9u);
}

BOOST_AUTO_TEST_CASE(september_asks_for_every_review_once,
                     *label("CAL-07") * label("CAL-08") * label("CAL-09") * label("CAL-10") * label("CMP-13")) {
  Terms town(Kind::sqlite, Date(2025, 8, 31));
  BOOST_TEST(town.run("terms.year") == 10u);  // of 2024-25, as nobody had asked
  town.day(Date(2025, 9, 1));
  BOOST_TEST(town.run("terms.year") == 10u);
  BOOST_TEST(town.run("terms.year") == 0u);
  const auto due = [&](const std::string& document) {
    return town.office
        .fact<Instant>("SELECT due_ms FROM duty WHERE kind = 'terms.review' AND occurrence = '2025-26' AND subject = ?",
                       document)
        .value();
  };
  BOOST_CHECK(due("terms") == londonEndOf(Date(2025, 9, 30)));
  const auto role = [&](const std::string& document) {
    return town.office
        .fact<std::string>(
            "SELECT role FROM duty WHERE kind = 'terms.review' AND occurrence = '2025-26' AND subject = ?", document)
        .value();
  };
  BOOST_TEST(role("safeguarding") == "cap.dsl");
  BOOST_TEST(role("quality-review") == "cap.quality_officer");
  BOOST_TEST(role("ofsted-guide") == "cap.quality_officer");
  BOOST_TEST(role("behaviour") == "cap.operations_lead");
  BOOST_TEST(has(town.page(kCapDsl, "/"), "Review for 2025-26: Safeguarding and child protection policy"));
  // The advisor approves the safeguarding policy, changed or not.
  const Texts looked{{"document", "safeguarding"}, {"says", "Read against KCSIE 2025."}};
  BOOST_TEST(has(town.refused(kCapDsl, "terms.review", looked), "advisor’s approval"));
  auto approved = looked;
  approved["approved_by"] = "Safeguarding in Education Advisor";
  town.must(kCapDsl, "terms.review", approved);
  BOOST_TEST(has(town.refused(kCapDsl, "terms.review", approved), "was reviewed for 2025-26 already"));
  BOOST_TEST(
      has(town.wrong(Terms::version("safeguarding", 0, "Every adult tells the lead at once.", "")), "advisor’s"));
  // Publishing is a review too.
  town.published(Terms::version("behaviour", 0, "We expect and we help.", "", {"providers", "schools"}));
  BOOST_TEST(town.office
                 .fact<std::int64_t>("SELECT COUNT(*) FROM duty WHERE kind = ? AND occurrence = '2025-26' AND "
                                     "closed_ms IS NULL",
                                     kReview)
                 .value() == 8);
  BOOST_TEST(town.run("terms.year") == 0u);
  BOOST_TEST(has(town.page(kLead, "/terms/safeguarding"), "Reviewed for 2025-26."));
  BOOST_TEST(has(town.page(kLead, "/terms/attendance"), "To be reviewed for 2025-26: Due in 29 days"));
}

BOOST_AUTO_TEST_CASE(two_weeks_late_september_ends_on_the_same_day_and_later_it_counts_from_the_asking) {
  Terms town(Kind::sqlite, Date(2025, 9, 15));
  town.run("terms.year");
  BOOST_CHECK(town.office.fact<Instant>("SELECT due_ms FROM duty WHERE kind = ?", kReview).value() ==
              londonEndOf(Date(2025, 9, 30)));
  Terms late(Kind::sqlite, Date(2026, 2, 2));
  late.run("terms.year");
  BOOST_CHECK(late.office.fact<Instant>("SELECT due_ms FROM duty WHERE kind = ?", kReview).value() ==
              londonEndOf(Date(2026, 3, 4)));
}

BOOST_AUTO_TEST_CASE(whoever_comes_later_is_asked_too) {
  Terms town;
  town.published(Terms::version("terms", 0, kText));
  town.must("admin@cap.example", "provider.add", {{"name", "Finham Forge"}});
  BOOST_TEST(town.openFor("Finham Forge") == 0);
  BOOST_TEST(has(town.page(kLead, "/terms"), "Finham Forge Not asked yet"));
  town.run("terms.year");
  BOOST_TEST(town.openFor("Finham Forge") == 1);
  BOOST_TEST(town.run("terms.year") == 0u);
  BOOST_TEST(town.open(kAcknowledge) == 3);
}

BOOST_AUTO_TEST_CASE(a_document_of_ones_own_is_added_once) {
  Terms town;
  const Done added = town.must(kLead, "terms.add", {{"title", "Lone working guide"}});
  BOOST_TEST(has(town.refused(kLead, "terms.add", {{"title", "lone working GUIDE"}}), "on the list already"));
  BOOST_TEST(has(town.refused(kLead, "terms.add", {{"title", "Ofsted guide"}}), "on the list already"));
  const std::string code = added.values.at("document");
  town.published(Terms::version(code, 0, "Nobody works alone with a pupil.", "", {"providers", "schools"}));
  BOOST_TEST(town.open(kAcknowledge) == 4);
  BOOST_TEST(has(town.page(kWhitley, "/documents/" + code), "Nobody works alone"));
  BOOST_TEST(town.status(kLead, "/terms/nothing-like-it") == 404);
  BOOST_TEST(town.status(kLead, "/documents/nothing-like-it") == 404);
  FieldTexts nobody = Terms::version(code, 1, "Nobody works alone.", "Shorter");
  nobody.erase("audience");
  nobody.erase("acknowledge");
  const std::string says = town.wrong(nobody);
  BOOST_TEST(has(says, "Choose who gets it"));
  BOOST_TEST(has(says, "Say whether they are asked"));
}
