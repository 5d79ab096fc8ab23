// The record of a provider's people: whose rows are whose, what counts as the newest check, who may be named.

#include "cases/account/Account.h"
#include "cases/organisation/Organisation.h"
#include "cases/staff/Staff.h"
#include "tests/support/Stores.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

Viewer person(const std::string& role, std::int64_t organisation, std::int64_t account = 900) {
  ViewerMaker maker;
  maker.account = account;
  maker.name = "Quinn Hall";
  maker.actor = "account:" + std::to_string(account);
  maker.door = Viewer::Door::session;
  maker.seesAllCases = role == "cap.admin";
  maker.caseOrganisations = {organisation};
  maker.hats.push_back({organisation, role.substr(0, role.find('.')), role});
  return maker.make();
}

// Two providers and the same tutor at both, with the same certificate.
struct TwoProviders : Store {
  explicit TwoProviders(Kind kind) : Store(kind) {
    does([&](WriteTx& tx) {
      Organisation o;
      o.kind = "provider";
      o.name = "Whitley Workshops";
      whitley = addOrganisation(tx, o);
      o.name = "Sherbourne Skills";
      sherbourne = addOrganisation(tx, o);
      o.kind = "cap";
      o.name = "CAP";
      cap = addOrganisation(tx, o);
    });
    here = join(whitley, "Rosa Tutor-Test");
    there = join(sherbourne, "Rosa Tutor-Test");
  }
  void does(const std::function<void(WriteTx&)>& deed, std::optional<Viewer> who = std::nullopt) {
    store::WriteRequest request;
    request.viewer = who.value_or(jobViewer());
    request.command = "test.do";
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      deed(tx);
      return Done{};
    };
    const auto reply = database->write(std::move(request)).get();
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(reply.outcome));
  }
  StaffMember join(std::int64_t provider, const std::string& name, Date started = Date(2025, 9, 1)) {
    StaffMember m;
    m.provider = provider;
    m.name = name;
    m.job = "Tutor";
    m.started = started;
    does([&](WriteTx& tx) { addStaff(tx, m); });
    return m;
  }
  std::int64_t check(const StaffMember& m, Date dated, const std::string& kind = "first", bool current = true) {
    std::int64_t number = 0;
    does([&](WriteTx& tx) {
      number = addCheck(tx, m,
                        {.kind = kind,
                         .dated = dated,
                         .certificate = "001234567890",
                         .level = "enhanced_barred",
                         .updateService = true,
                         .stillCurrent = current});
    });
    return number;
  }
  StaffMember now(const StaffMember& m) { return findStaff(database->read(jobViewer())->tx(), m.code).value(); }
  Naming named(const StaffMember& m, Date day) {
    return mayBeNamedOnRegister(database->read(jobViewer())->tx(), m.id, day);
  }
  std::vector<std::string> namesFor(const Viewer& who, std::int64_t provider) {
    std::vector<std::string> names;
    const auto lease = database->read(who);
    const auto lines = currentStaff(lease->tx(), provider);
    for (const StaffLine& line : lines) names.push_back(line.member.name);
    return names;
  }

  std::int64_t whitley = 0;
  std::int64_t sherbourne = 0;
  std::int64_t cap = 0;
  StaffMember here;
  StaffMember there;
};

const StaffRules kThreeYears{36, 90, ""};

}  // namespace

BOOST_AUTO_TEST_CASE(a_check_of_october_2022_asks_for_the_next_in_october_2025,
                     *label("TST-24") * label("CMP-06") * label("CAL-35")) {
  BOOST_TEST(kThreeYears.policyDate(Date(2022, 10, 1)).iso() == "2025-10-01");
  BOOST_TEST(!kThreeYears.hasPassed(Date(2022, 10, 1), Date(2025, 9, 30)));
  BOOST_TEST(!kThreeYears.hasPassed(Date(2022, 10, 1), Date(2025, 10, 1)));
  BOOST_TEST(kThreeYears.hasPassed(Date(2022, 10, 1), Date(2025, 10, 2)));
  // 29 February has no day of its own three years on.
  BOOST_TEST(kThreeYears.policyDate(Date(2024, 2, 29)).iso() == "2027-02-28");
  BOOST_TEST(!kThreeYears.hasPassed(Date(2024, 2, 29), Date(2027, 2, 28)));
  BOOST_TEST(kThreeYears.hasPassed(Date(2024, 2, 29), Date(2027, 3, 1)));
  // Ninety days before 1 October 2025 is 3 July.
  BOOST_TEST(!kThreeYears.asksNow(Date(2022, 10, 1), Date(2025, 7, 2)));
  BOOST_TEST(kThreeYears.asksNow(Date(2022, 10, 1), Date(2025, 7, 3)));
}

BOOST_DATA_TEST_CASE(a_provider_sees_its_own_people_and_cap_quality_all, kBoth, kind) {
  TwoProviders town(kind);
  town.check(town.here, Date(2024, 5, 6));
  using Names = std::vector<std::string>;
  const Names rosa{"Rosa Tutor-Test"};
  const auto ours = person("provider.coordinator", town.whitley);
  BOOST_CHECK(town.namesFor(ours, town.whitley) == rosa);
  BOOST_CHECK(town.namesFor(ours, town.sherbourne) == Names());
  for (const char* role : {"cap.quality_officer", "cap.operations_lead", "cap.slt"})
    BOOST_CHECK(town.namesFor(person(role, town.cap), town.sherbourne) == rosa);
  // Those who see every case do not see staff by that; nor do a provider's other people.
  for (const char* role : {"cap.admin", "cap.monitoring_officer", "cap.dsl", "cap.host"})
    BOOST_CHECK(town.namesFor(person(role, town.cap), town.whitley) == Names());
  for (const char* role : {"provider.dsl", "provider.tutor", "school.coordinator"})
    BOOST_CHECK(town.namesFor(person(role, town.whitley), town.whitley) == Names());
  // Every function that takes an id keeps to it too.
  const auto lease = town.database->read(person("provider.coordinator", town.sherbourne));
  BOOST_TEST(!findStaff(lease->tx(), town.here.code).has_value());
  BOOST_TEST(checksOf(lease->tx(), town.here.id).empty());
  const auto counts = staffCounts(lease->tx(), std::nullopt);
  BOOST_TEST_REQUIRE(counts.size() == 1u);
  BOOST_TEST(counts.begin()->second.people == 1);
}

BOOST_DATA_TEST_CASE(the_same_certificate_at_two_providers_tells_neither_of_the_other, kBoth, kind) {
  TwoProviders town(kind);
  town.check(town.here, Date(2024, 5, 6));
  const StaffMember colleague = town.join(town.whitley, "Sol Helper-Test");
  const auto lease = town.database->read(jobViewer());
  BOOST_TEST(certificateTaken(lease->tx(), town.whitley, colleague.id, "001234567890"));
  BOOST_TEST(!certificateTaken(lease->tx(), town.whitley, town.here.id, "001234567890"));
  BOOST_TEST(!certificateTaken(lease->tx(), town.sherbourne, town.there.id, "001234567890"));
  town.check(town.there, Date(2024, 5, 6));
  BOOST_TEST(town.now(town.here).id != town.now(town.there).id);
}

BOOST_DATA_TEST_CASE(the_newest_check_that_counts_is_kept_with_the_person, kBoth, kind) {
  TwoProviders town(kind);
  BOOST_TEST(!town.now(town.here).lastCheck.has_value());
  town.check(town.here, Date(2022, 10, 1));
  const auto renewal = town.check(town.here, Date(2025, 9, 20), "renewal");
  BOOST_TEST(town.now(town.here).lastCheck.value().iso() == "2025-09-20");
  // A status check that found something new moves no date.
  town.check(town.here, Date(2026, 1, 20), "status", false);
  BOOST_TEST(town.now(town.here).lastCheck.value().iso() == "2025-09-20");
  town.does([&](WriteTx& tx) { BOOST_TEST(strikeCheck(tx, town.here, renewal, "Another person’s certificate")); });
  BOOST_TEST(town.now(town.here).lastCheck.value().iso() == "2022-10-01");
  town.does([&](WriteTx& tx) {
    BOOST_TEST(!strikeCheck(tx, town.here, renewal, "Again"));
    BOOST_TEST(!markSeen(tx, town.here, renewal));
    BOOST_TEST(!markSeen(tx, town.here, 99));
  });
  // Both dates stand, each on a line of its own, the struck one too.
  const auto lease = town.database->read(jobViewer());
  BOOST_TEST(checksOf(lease->tx(), town.here.id).size() == 3u);
  const auto lines = currentStaff(lease->tx(), town.whitley);
  BOOST_TEST(lines.front().firstCheck.value().iso() == "2022-10-01");
  BOOST_TEST(!lines.front().seenCheck.has_value());
  BOOST_TEST(lines.front().unseen == 2);
}

BOOST_DATA_TEST_CASE(nobody_is_named_on_a_register_before_cap_has_seen_a_check, kBoth, kind) {
  TwoProviders town(kind);
  const Date monday(2026, 2, 2);
  BOOST_TEST(!town.named(town.here, monday).may);
  const auto number = town.check(town.here, Date(2025, 8, 1));
  BOOST_TEST(!town.named(town.here, monday).may);
  BOOST_TEST(town.named(town.here, monday).why.find("not seen") != std::string::npos);
  town.does([&](WriteTx& tx) { BOOST_TEST(markSeen(tx, town.here, number)); },
            person("cap.quality_officer", town.cap, 77));
  BOOST_TEST(town.named(town.here, monday).may);
  BOOST_TEST(!town.named(town.there, monday).may);  // the same person, another provider: another look
  // Day before, on, after: start and last day.
  BOOST_TEST(!town.named(town.here, Date(2025, 8, 31)).may);
  BOOST_TEST(town.named(town.here, Date(2025, 9, 1)).may);
  town.does([&](WriteTx& tx) { leaveStaff(tx, town.here, monday); });
  BOOST_TEST(town.named(town.here, monday).may);
  BOOST_TEST(!town.named(town.here, monday.plusDays(1)).may);
  BOOST_TEST(!mayBeNamedOnRegister(town.database->read(jobViewer())->tx(), 1, monday).may);
  // Struck out, it was never a check.
  const StaffMember other = town.join(town.whitley, "Sol Helper-Test");
  const auto wrong = town.check(other, Date(2025, 8, 1));
  town.does([&](WriteTx& tx) { markSeen(tx, other, wrong); });
  BOOST_TEST(town.named(other, monday).may);
  town.does([&](WriteTx& tx) { strikeCheck(tx, other, wrong, "Not theirs"); });
  BOOST_TEST(!town.named(other, monday).may);
}

BOOST_DATA_TEST_CASE(a_decision_stands_until_the_next, kBoth, kind) {
  TwoProviders town(kind);
  const Date monday(2026, 2, 2);
  const auto number = town.check(town.here, Date(2022, 10, 1));
  town.does([&](WriteTx& tx) { markSeen(tx, town.here, number); });
  const auto officer = person("cap.quality_officer", town.cap, 77);
  // A date that passed stops nobody by itself.
  BOOST_TEST(town.named(town.here, monday).may);
  const auto decide = [&](StaffDecision d) { town.does([&](WriteTx& tx) { addDecision(tx, town.here, d); }, officer); };
  decide({.policyDate = Date(2025, 10, 1),
          .decision = "supervised",
          .until = monday,
          .assessedOn = Date(2026, 1, 30),
          .assessedBy = "Priya Nair"});
  BOOST_TEST(town.named(town.here, monday.plusDays(-1)).may);
  BOOST_TEST(town.named(town.here, monday).may);
  BOOST_TEST(!town.named(town.here, monday.plusDays(1)).may);
  decide({.policyDate = Date(2025, 10, 1), .decision = "not_with_pupils", .says = "No risk assessment came."});
  BOOST_TEST(!town.named(town.here, monday).may);
  decide({.policyDate = Date(2025, 10, 1), .decision = "renewal_seen"});
  BOOST_TEST(town.named(town.here, monday).may);
  const auto lease = town.database->read(jobViewer());
  const auto all = decisionsOf(lease->tx(), town.here.id);
  BOOST_TEST_REQUIRE(all.size() == 3u);
  BOOST_TEST(all[0].decision == "renewal_seen");
  BOOST_TEST(all[2].who == "Quinn Hall");
  BOOST_TEST(all[2].until.value().iso() == monday.iso());
  BOOST_CHECK_THROW(town.does([&](WriteTx& tx) { tx.execute("DELETE FROM staff_decision"); }), std::exception);
}

BOOST_DATA_TEST_CASE(the_sweep_finds_each_once, kBoth, kind) {
  TwoProviders town(kind);
  town.clock.set(londonAt(Date(2025, 7, 2), {9, 0}));
  town.check(town.here, Date(2022, 10, 1));
  const auto asked = [&] { return renewalsToAsk(town.database->read(jobViewer())->tx(), kThreeYears, 10).size(); };
  const auto decide = [&] { return decisionsToAsk(town.database->read(jobViewer())->tx(), kThreeYears, 10).size(); };
  BOOST_TEST(asked() == 0u);
  town.clock.set(londonAt(Date(2025, 7, 3), {0, 1}));
  BOOST_TEST(asked() == 1u);
  town.does([&](WriteTx& tx) { noteRenewalAsked(tx, town.here); });
  BOOST_TEST(asked() == 0u);
  town.clock.set(londonAt(Date(2025, 10, 1), {23, 59}));
  BOOST_TEST(decide() == 0u);
  town.clock.set(londonAt(Date(2025, 10, 2), {0, 0}));
  BOOST_TEST(decide() == 1u);
  town.does([&](WriteTx& tx) { noteDecisionAsked(tx, town.here, Date(2022, 10, 1)); });
  BOOST_TEST(decide() == 0u);
  // Supervised until a day: that day is still in it, then a person decides again, once.
  town.does([&](WriteTx& tx) { addDecision(tx, town.here, {.decision = "supervised", .until = Date(2025, 11, 30)}); });
  town.clock.set(londonAt(Date(2025, 11, 30), {12, 0}));
  BOOST_TEST(decide() == 0u);
  town.clock.set(londonAt(Date(2025, 12, 1), {0, 0}));
  BOOST_TEST(decide() == 1u);
  town.does([&](WriteTx& tx) { noteDecisionAsked(tx, town.here, Date(2025, 11, 30)); });
  BOOST_TEST(decide() == 0u);
  // A renewal begins all of it anew.
  town.check(town.here, Date(2025, 12, 1), "renewal");
  BOOST_TEST(asked() == 0u);
  town.clock.set(londonAt(Date(2028, 9, 3), {9, 0}));
  BOOST_TEST(asked() == 1u);
  // Whoever left is asked for nothing.
  town.does([&](WriteTx& tx) { leaveStaff(tx, town.here, Date(2028, 9, 3)); });
  BOOST_TEST(asked() == 0u);
}

BOOST_DATA_TEST_CASE(a_leap_day_is_found_on_its_clamped_days, kBoth, kind) {
  TwoProviders town(kind);
  town.check(town.here, Date(2024, 2, 29));
  const auto asked = [&] { return renewalsToAsk(town.database->read(jobViewer())->tx(), kThreeYears, 10).size(); };
  const auto decide = [&] { return decisionsToAsk(town.database->read(jobViewer())->tx(), kThreeYears, 10).size(); };
  town.clock.set(londonAt(Date(2027, 2, 28).plusDays(-91), {12, 0}));
  BOOST_TEST(asked() == 0u);
  town.clock.set(londonAt(Date(2027, 2, 28).plusDays(-90), {12, 0}));
  BOOST_TEST(asked() == 1u);
  town.clock.set(londonAt(Date(2027, 2, 28), {12, 0}));
  BOOST_TEST(decide() == 0u);
  town.clock.set(londonAt(Date(2027, 3, 1), {12, 0}));
  BOOST_TEST(decide() == 1u);
}

BOOST_DATA_TEST_CASE(who_leaves_loses_the_sign_in_there_and_keeps_another, kBoth, kind) {
  TwoProviders town(kind);
  std::int64_t two = 0;
  std::int64_t one = 0;
  town.does([&](WriteTx& tx) {
    const auto both = addPerson(tx, "Rosa Tutor-Test", "rosa@work.example", "");
    addMembership(tx, both, town.whitley, "provider.tutor");
    addMembership(tx, both, town.sherbourne, "provider.tutor");
    two = addAccount(tx, both, "rosa@work.example");
    const auto single = addPerson(tx, "Cora Only-Test", "cora@work.example", "");
    addMembership(tx, single, town.whitley, "provider.coordinator");
    one = addAccount(tx, single, "cora@work.example");
  });
  const auto hats = [&](std::int64_t account) {
    const auto lease = town.database->read(jobViewer());
    return lease->tx()
        .one<std::int64_t>(
            "SELECT COUNT(*) FROM membership m JOIN account a ON a.person_id = m.person_id WHERE a.id = ? AND "
            "m.until_ms IS NULL",
            account)
        .value();
  };
  town.does([&](WriteTx& tx) {
    BOOST_TEST(!closeAccess(tx, town.whitley, "").any);
    BOOST_TEST(!closeAccess(tx, town.whitley, "nobody@work.example").any);
    const auto closed = closeAccess(tx, town.whitley, "ROSA@work.example");
    BOOST_TEST(closed.any);
    BOOST_TEST(!closed.lastCoordinator);
    BOOST_TEST(!closeAccess(tx, town.whitley, "rosa@work.example").any);  // has none there any more
  });
  BOOST_TEST(hats(two) == 1);
  BOOST_TEST(findAccount(town.database->read(jobViewer())->tx(), two).value().state != "left");
  town.does([&](WriteTx& tx) {
    const auto closed = closeAccess(tx, town.whitley, "cora@work.example");
    BOOST_TEST(closed.any);
    BOOST_TEST(closed.lastCoordinator);
  });
  BOOST_TEST(hats(one) == 0);
  BOOST_TEST(findAccount(town.database->read(jobViewer())->tx(), one).value().state == "left");
}

BOOST_DATA_TEST_CASE(a_day_of_confirmation_is_all_that_stands_for_schools, kBoth, kind) {
  TwoProviders town(kind);
  const auto lease = [&] { return town.database->read(person("school.coordinator", 5)); };
  BOOST_TEST(!checksConfirmedOn(lease()->tx(), town.whitley).has_value());
  town.does([&](WriteTx& tx) { confirmChecks(tx, town.whitley); });
  BOOST_TEST(checksConfirmedOn(lease()->tx(), town.whitley).value().iso() == "2026-02-02");
  BOOST_TEST(!checksConfirmedOn(lease()->tx(), town.sherbourne).has_value());
}
