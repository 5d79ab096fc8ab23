// A DBS policy date comes near and passes (J11): who is asked, and what a person decides.

#include "tests/staff/Town.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr char kRenewal[] = "staff.dbs_renewal";
constexpr char kDecision[] = "staff.dbs_decision";

// Rosa, checked on 1 October 2022 and seen by CAP, some days before her policy date of 1 October 2025.
struct Rosa : Town {
  explicit Rosa(Kind kind = Kind::sqlite, Date today = Date(2025, 6, 2)) : Town(kind, today) {
    rosa = join("Rosa Tutor-Test", kWhitley, {{"started", "2022-11-01"}});
    check(rosa, "2022-10-01");
    see(rosa);
  }
  Texts decide(const std::string& decision, const Texts& more = {}) {
    Texts texts{{"member", rosa}, {"version", version(rosa)}, {"decision", decision}};
    for (const auto& [key, value] : more) texts[key] = value;
    return texts;
  }
  static Texts supervisedUntil(const std::string& until, const std::string& assessed = "2025-10-02") {
    return {{"until", until}, {"assessed_on", assessed}, {"assessed_by", "Priya Nair"}};
  }
  std::string rosa;
};

}  // namespace

BOOST_DATA_TEST_CASE(a_renewal_is_asked_for_once_ninety_days_before, kBoth, kind) {
  Rosa town(kind);
  BOOST_TEST(town.run("staff.dbs") == 0u);
  town.day(Date(2025, 7, 2));
  BOOST_TEST(town.run("staff.dbs") == 0u);
  town.day(Date(2025, 7, 3));
  BOOST_TEST(town.run("staff.dbs") == 1u);
  BOOST_TEST(town.run("staff.dbs") == 0u);
  BOOST_TEST(town.open(kRenewal) == 1);
  const auto due = town.office.fact<Instant>("SELECT due_ms FROM duty WHERE kind = ?", kRenewal).value();
  BOOST_CHECK(due == londonEndOf(Date(2025, 10, 1)));
  BOOST_TEST(town.office.fact<std::string>("SELECT occurrence FROM duty WHERE kind = ?", kRenewal).value() ==
             town.rosa + ":2025-10-01");
  BOOST_TEST(town.office.fact<std::string>("SELECT subject FROM duty WHERE kind = ?", kRenewal).value() ==
             town.code(kWhitley));
  // It stands on the provider's home page, leads to the list, and names nobody: mail may carry it.
  const std::string home = town.page(kWhitley, "/");
  BOOST_TEST(has(home, "DBS policy date 1 October 2025: please show us a new check"));
  BOOST_TEST(!has(home, "Rosa"));
  BOOST_TEST(has(Screen(town.office, kWhitley).get("/").body, "/staff/" + town.code(kWhitley)));
  BOOST_TEST(!has(town.page(kSherbourne, "/"), "DBS policy date"));
}

BOOST_AUTO_TEST_CASE(nothing_is_missed_when_the_sweep_was_off_for_weeks, *label("CAL-35")) {
  Rosa town;
  town.day(Date(2025, 9, 20));
  BOOST_TEST(town.run("staff.dbs") == 1u);
  BOOST_TEST(town.open(kRenewal) == 1);
  // Both at once when it comes back after the day itself.
  const std::string late = town.join("Sol Helper-Test", kWhitley, {{"started", "2022-11-01"}});
  town.check(late, "2022-09-30", "001234567895");
  town.day(Date(2025, 10, 14));
  BOOST_TEST(town.run("staff.dbs") == 2u);  // one command for the renewals, one for the decisions
  BOOST_TEST(town.open(kRenewal) == 2);
  BOOST_TEST(town.open(kDecision) == 2);
}

BOOST_AUTO_TEST_CASE(a_new_check_answers_and_both_dates_stay, *label("TST-24") * label("CMP-06") * label("CAL-35")) {
  Rosa town;
  town.day(Date(2025, 9, 1));
  town.run("staff.dbs");
  BOOST_TEST(
      has(town.page(kWhitley, "/staff/" + town.code(kWhitley)), "DBS policy date 1 October 2025: please show us"));
  town.check(town.rosa, "2025-08-28", "001234567899", "renewal");
  BOOST_TEST(town.open(kRenewal) == 0);
  const std::string page = town.page(kQuality, "/staff/" + town.code(kWhitley) + "/" + town.rosa);
  BOOST_TEST(has(page, "First check 1 October 2022"));
  BOOST_TEST(has(page, "Renewal 28 August 2025"));
  BOOST_TEST(has(page, "New check of 28 August 2025 told: CAP has not seen it yet"));
  town.see(town.rosa, 2);
  BOOST_TEST(has(town.page(kQuality, "/staff/" + town.code(kWhitley) + "/" + town.rosa),
                 "Seen by CAP. DBS policy date 28 August 2028"));
  town.day(Date(2025, 10, 2));
  BOOST_TEST(town.run("staff.dbs") == 0u);
}

BOOST_AUTO_TEST_CASE(a_look_at_the_update_service_counts_from_its_day, *label("CMP-06")) {
  Rosa town;
  town.day(Date(2025, 9, 1));
  town.run("staff.dbs");
  const auto look = [&](const std::string& day, const std::string& current) {
    return Texts{{"member", town.rosa}, {"dated", day}, {"current", current}};
  };
  BOOST_TEST(has(town.refused(kWhitley, "staff.update_service", look("2025-09-02", "yes")), "still to come"));
  BOOST_TEST(
      has(town.refused(kWhitley, "staff.update_service", look("2022-09-30", "yes")), "can’t be looked at before"));
  town.must(kWhitley, "staff.update_service", look("2025-09-01", "yes"));
  BOOST_TEST(has(town.refused(kWhitley, "staff.update_service", look("2025-09-01", "yes")), "stands on the record"));
  BOOST_TEST(town.open(kRenewal) == 0);
  town.see(town.rosa, 2);
  BOOST_TEST(has(town.page(kWhitley, "/staff/" + town.code(kWhitley)), "DBS policy date 1 September 2028"));
  // Something new: no date moves, and the quality officer is asked at once.
  town.day(Date(2025, 11, 3));
  town.must(kWhitley, "staff.update_service", look("2025-11-03", "no"));
  BOOST_TEST(town.open(kDecision) == 1);
  BOOST_TEST(town.now(town.rosa).lastCheck.value().iso() == "2025-09-01");
  town.must(kQuality, "staff.decide", town.decide("not_with_pupils", {{"says", "Until we know."}}));
  BOOST_TEST(town.open(kDecision) == 0);
  BOOST_TEST(!town.mayBeNamed(town.rosa));
  // Who is not on the Update Service has no status to look at.
  const std::string sol = town.join("Sol Helper-Test");
  auto texts = Town::checkOf(sol, "2025-08-01", "001234567895");
  texts["update_service"] = "no";
  town.must(kWhitley, "staff.check", texts);
  BOOST_TEST(has(
      town.refused(kWhitley, "staff.update_service", {{"member", sol}, {"dated", "2025-11-03"}, {"current", "yes"}}),
      "being on the Update Service"));
}

BOOST_DATA_TEST_CASE(when_the_date_has_passed_a_person_decides, kBoth, kind) {
  Rosa town(kind);
  town.day(Date(2025, 10, 1));
  BOOST_TEST(town.run("staff.dbs") == 1u);  // the renewal; the day itself is not over
  BOOST_TEST(has(town.refused(kQuality, "staff.decide",
                              town.decide("supervised", Rosa::supervisedUntil("2025-11-01", "2025-10-01"))),
                 "no policy date has passed"));
  town.day(Date(2025, 10, 2));
  BOOST_TEST(town.run("staff.dbs") == 1u);
  BOOST_TEST(town.run("staff.dbs") == 0u);
  BOOST_TEST(town.open(kDecision) == 1);
  BOOST_TEST(town.office.fact<std::string>("SELECT role FROM duty WHERE kind = ?", kDecision).value() ==
             "cap.quality_officer");
  const std::string home = town.page(kQuality, "/");
  BOOST_TEST(has(home, "Whitley Workshops: a DBS policy date, 1 October 2025, has passed. Decide what happens"));
  BOOST_TEST(has(home, "1 DBS policy date has passed"));
  BOOST_TEST(
      has(town.page(kWhitley, "/staff/" + town.code(kWhitley)), "DBS policy date 1 October 2025 passed 1 day ago"));
  BOOST_TEST(town.mayBeNamed(town.rosa));  // nothing stops anybody by itself

  const auto wrong = [&](const std::string& decision, const Texts& more) {
    return town.refused(kQuality, "staff.decide", town.decide(decision, more));
  };
  const std::string nothing = wrong("supervised", {});
  for (const char* part :
       {"until which they work supervised", "date of the written risk assessment", "who wrote the risk assessment"})
    BOOST_TEST(has(nothing, part));
  BOOST_TEST(has(wrong("supervised", Rosa::supervisedUntil("2025-10-02")), "not after today"));
  BOOST_TEST(
      has(wrong("supervised", Rosa::supervisedUntil("2025-12-26")), "12 weeks at a time, until 25 December 2025"));
  BOOST_TEST(has(wrong("supervised", Rosa::supervisedUntil("2025-11-01", "2025-10-03")), "must be written before"));
  BOOST_TEST(has(wrong("not_with_pupils", {}), "Say why"));
  BOOST_TEST(has(wrong("renewal_seen", {}), "No new check stands on the record"));
  auto stale = town.decide("supervised", Rosa::supervisedUntil("2025-12-25"));
  stale["version"] = "1";
  BOOST_TEST(has(town.refused(kQuality, "staff.decide", stale), "Nothing was decided"));
  for (const char* who : {kWhitley, "slt@cap.example", "admin@cap.example"})
    BOOST_TEST((std::get<Refused>(town.office.run(who, "staff.decide",
                                                  town.decide("supervised", Rosa::supervisedUntil("2025-12-25"))))
                    .kind == Refused::Kind::notAllowed),
               who);

  town.must(kQuality, "staff.decide", town.decide("supervised", Rosa::supervisedUntil("2025-12-25")));
  BOOST_TEST(town.open(kDecision) == 0);
  const std::string page = town.page(kWhitley, "/staff/" + town.code(kWhitley) + "/" + town.rosa);
  BOOST_TEST(has(page, "Supervised only, with a written risk assessment, until 25 December 2025"));
  BOOST_TEST(has(page, "Risk assessment of 2 October 2025 by Priya Nair"));
  BOOST_TEST(has(page, "Policy date 1 October 2025"));
  BOOST_TEST(has(page, "Moses Grant (CAP), 2 October 2025 at 9:00am"));
  // The last day of it is in it; then a person decides again, once.
  town.day(Date(2025, 12, 25));
  BOOST_TEST(town.mayBeNamed(town.rosa));
  BOOST_TEST(town.run("staff.dbs") == 0u);
  town.day(Date(2025, 12, 26));
  BOOST_TEST(!town.mayBeNamed(town.rosa));
  BOOST_TEST(town.run("staff.dbs") == 1u);
  BOOST_TEST(town.run("staff.dbs") == 0u);
  town.must(kQuality, "staff.decide", town.decide("not_with_pupils", {{"says", "The risk assessment has ended."}}));
  BOOST_TEST(!town.mayBeNamed(town.rosa));
  // The renewal comes: seeing it is the decision, with who and when.
  town.check(town.rosa, "2025-12-20", "001234567899", "renewal");
  BOOST_TEST(!town.mayBeNamed(town.rosa));
  town.must(kQuality, "staff.decide", town.decide("renewal_seen"));
  BOOST_TEST(town.mayBeNamed(town.rosa));
  BOOST_TEST(town.open(kDecision) == 0);
  BOOST_TEST(town.open(kRenewal) == 0);
  const std::string after = town.page(kQuality, "/staff/" + town.code(kWhitley) + "/" + town.rosa);
  for (const char* part : {"Renewal seen", "Not to work with pupils", "Supervised only"}) BOOST_TEST(has(after, part));
}

BOOST_AUTO_TEST_CASE(an_old_check_seen_puts_nothing_right) {
  Rosa town;
  town.day(Date(2025, 10, 6));
  town.run("staff.dbs");
  const std::string sol = town.join("Sol Helper-Test", kWhitley, {{"started", "2022-11-01"}});
  town.check(sol, "2022-09-30", "001234567895");
  town.run("staff.dbs");
  BOOST_TEST(town.open(kDecision) == 2);
  town.see(sol);  // the certificate is seen; its policy date has passed all the same
  BOOST_TEST(town.open(kDecision) == 2);
  BOOST_TEST(has(town.refused(kQuality, "staff.confirm", {{"provider", town.code(kWhitley)}}), "passed"));
}

BOOST_AUTO_TEST_CASE(a_line_struck_out_asks_again) {
  Rosa town;
  town.day(Date(2025, 10, 6));
  town.run("staff.dbs");
  town.check(town.rosa, "2025-10-05", "001234567899", "renewal");
  town.see(town.rosa, 2);
  BOOST_TEST(town.open(kRenewal) + town.open(kDecision) == 0);
  BOOST_TEST(has(town.refused(kWhitley, "staff.strike", {{"member", town.rosa}, {"check", "2"}, {"why", "Wrong"}}),
                 "only CAP strikes it out"));
  town.must(kQuality, "staff.strike", {{"member", town.rosa}, {"check", "2"}, {"why", "A colleague’s certificate"}});
  BOOST_TEST(town.open(kRenewal) == 1);
  BOOST_TEST(town.open(kDecision) == 1);
  BOOST_TEST(has(town.page(kWhitley, "/staff/" + town.code(kWhitley) + "/" + town.rosa), "Struck out: A colleague’s"));
  BOOST_TEST(town.run("staff.dbs") == 0u);
}

BOOST_AUTO_TEST_CASE(whoever_left_is_asked_for_nothing, *label("CAL-58")) {
  Rosa town;
  town.day(Date(2025, 10, 6));
  town.run("staff.dbs");
  BOOST_TEST(town.open(kRenewal) + town.open(kDecision) == 2);
  town.must(kWhitley, "staff.leave", {{"member", town.rosa}, {"last_day", "2025-10-06"}});
  BOOST_TEST(town.open(kRenewal) + town.open(kDecision) == 0);
  BOOST_TEST(town.run("staff.dbs") == 0u);
  BOOST_TEST(has(town.refused(kQuality, "staff.decide", town.decide("not_with_pupils", {{"says", "x"}})), "left on"));
}

BOOST_AUTO_TEST_CASE(the_numbers_are_policys, *label("NUM-18")) {
  Rosa town;
  const auto& shelf = town.office.house().services().policy();
  const auto rules = staffRules(shelf, Date(2025, 10, 1));
  BOOST_TEST_REQUIRE(rules.has_value());
  BOOST_TEST(rules->renewalMonths == 36);
  BOOST_TEST(rules->opensDays == 90);
  BOOST_TEST(!rules->provisional.empty());
  BOOST_TEST(shelf.setting(shelf.versionFor(Date(2025, 10, 1), Date(2025, 10, 1)).value(), "dbs_renewal")->words ==
             "3 years");
  // Where no version covers the day nothing is guessed and nobody is asked.
  BOOST_TEST(!staffRules(shelf, Date(2023, 10, 6)).has_value());
  Town before(Kind::sqlite, Date(2023, 10, 6));
  const std::string sol = before.join("Sol Helper-Test", kWhitley, {{"started", "2020-11-01"}});
  before.check(sol, "2020-10-01");
  before.see(sol);
  BOOST_TEST(before.run("staff.dbs") == 0u);
  BOOST_TEST(has(before.page(kWhitley, "/staff/" + before.code(kWhitley)), "no date is worked out"));
  BOOST_TEST(has(before.office.logged(), "no policy covers today"));
  BOOST_TEST(has(before.refused(kQuality, "staff.decide",
                                {{"member", sol}, {"version", before.version(sol)}, {"decision", "renewal_seen"}}),
                 "No policy says today"));
}
