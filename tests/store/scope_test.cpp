#include "store/Scope.h"

#include "cases/pupil/Pupil.h"
#include "cases/referral/Referral.h"
#include "store/Vault.h"
#include "tests/support/Stores.h"

using namespace capd;
using namespace capd::test;

namespace {

Viewer memberOf(std::vector<std::int64_t> organisations, const std::string& role = "school.coordinator") {
  ViewerMaker maker;
  maker.account = 900 + (organisations.empty() ? 0 : organisations.front());
  maker.actor = "account:" + std::to_string(maker.account);
  maker.door = Viewer::Door::session;
  maker.caseOrganisations = organisations;
  for (const std::int64_t id : organisations) maker.hats.push_back({id, role.substr(0, role.find('.')), role});
  return maker.make();
}

// Two schools (1, 2), a provider (3), a pupil and a referral at each school.
struct City : Store {
  explicit City(Kind kind) : Store(kind) {
    write([&](WriteTx& tx) -> Outcome {
      for (const std::int64_t id : {1, 2, 3})
        tx.execute("INSERT INTO organisation (id, kind, name, sort_name, opened_ms, version) VALUES (?, ?, ?, ?, 0, 1)",
                   id, id == 3 ? "provider" : "school", "Organisation " + std::to_string(id), "o" + std::to_string(id));
      for (const std::int64_t school : {1, 2}) {
        Pupil pupil;
        pupil.school = school;
        pupil.firstName = "Pupil";
        pupil.lastName = "Of" + std::to_string(school);
        pupil.born = Date(2011, 5, 1);
        pupil.yearGroup = 10;
        const auto id = addPupil(tx, pupil);
        cases.push_back(createDraft(tx, {"CAP25-T" + std::to_string(school), school, id, 1, std::nullopt}));
        saveAnswers(tx, cases.back(), {{"needs.detail", "secret of school " + std::to_string(school)}});
      }
      return Done{};
    });
  }
  std::int64_t count(const Viewer& viewer, const std::string& table) {
    return database->read(viewer)->tx().one<std::int64_t>("SELECT COUNT(*) FROM " + table + " t").value();
  }
  void submit(std::size_t which) {
    write([&](WriteTx& tx) -> Outcome {
      auto referral = anyReferral(tx, cases[which]).value();
      moveReferral(tx, referral, ReferralState::submitted, {"submitted", "Sent to CAP.", Audience::all});
      return Done{};
    });
  }
  std::vector<std::int64_t> cases;
};

}  // namespace

BOOST_DATA_TEST_CASE(a_school_sees_its_own_and_nothing_else, kBoth, kind) {
  City city(kind);
  for (const std::string table : {"@cases", "@pupils", "@answers"}) {
    BOOST_CHECK_EQUAL(city.count(memberOf({1}), table), 1);
    BOOST_CHECK_EQUAL(city.count(memberOf({1, 2}), table), 2);
    BOOST_CHECK_EQUAL(city.count(memberOf({3}, "provider.coordinator"), table), 0);
    BOOST_CHECK_EQUAL(city.count(memberOf({}), table), 0);
    BOOST_CHECK_EQUAL(city.count(Viewer::nobody(), table), 0);
  }
  const auto lease = city.database->read(memberOf({1}));
  BOOST_CHECK(findReferral(lease->tx(), "CAP25-T1"));
  BOOST_CHECK(!findReferral(lease->tx(), "CAP25-T2"));
  BOOST_CHECK(currentAnswers(lease->tx(), city.cases[1]).empty());
}

BOOST_DATA_TEST_CASE(cap_sees_no_draft, kBoth, kind) {
  City city(kind);
  BOOST_CHECK_EQUAL(city.count(jobViewer(), "@cases"), 0);
  BOOST_CHECK_EQUAL(city.count(jobViewer(), "@answers"), 0);
  BOOST_CHECK_EQUAL(city.count(jobViewer(), "@pupils"), 0);
  city.submit(0);
  for (const std::string table : {"@cases", "@pupils", "@answers"})
    BOOST_CHECK_EQUAL(city.count(jobViewer(), table), 1);
}

BOOST_DATA_TEST_CASE(a_provider_sees_while_it_is_asked, kBoth, kind) {
  City city(kind);
  city.submit(0);
  const Viewer provider = memberOf({3}, "provider.coordinator");
  BOOST_CHECK_EQUAL(city.count(provider, "@cases"), 0);
  city.write([&](WriteTx& tx) -> Outcome {
    addParty(tx, city.cases[0], 3, "asked");
    addParty(tx, city.cases[0], 3, "asked");
    return Done{};
  });
  BOOST_CHECK_EQUAL(city.count(provider, "@cases"), 1);
  BOOST_CHECK_EQUAL(city.count(provider, "@answers"), 1);
  BOOST_CHECK_EQUAL(city.count(provider, "@pupils"), 1);
  city.write([&](WriteTx& tx) -> Outcome {
    endParty(tx, city.cases[0], 3, "asked");
    return Done{};
  });
  for (const std::string table : {"@cases", "@pupils", "@answers"}) BOOST_CHECK_EQUAL(city.count(provider, table), 0);
}

BOOST_DATA_TEST_CASE(a_bare_scoped_name_is_refused, kBoth, kind) {
  City city(kind);
  const auto lease = city.database->read(memberOf({1}));
  for (const std::string table : {"referral",
                                  "pupil",
                                  "answer",
                                  "placement",
                                  "document",
                                  "hold",
                                  "response",
                                  "risk_assessment",
                                  "referral_choice",
                                  "placement_day",
                                  "safeguarding_slip",
                                  "visit",
                                  "ra_read",
                                  "day_change",
                                  "placement_meeting",
                                  "withdrawal",
                                  "placement_standing",
                                  "induction",
                                  "placement_report",
                                  "placement_output",
                                  "roll_over"})
    BOOST_CHECK_EXCEPTION(
        lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM " + table), std::logic_error,
        [](const std::logic_error& e) { return std::string(e.what()).find("must say @") != std::string::npos; });
  BOOST_CHECK_THROW(lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM @nothing n"), std::logic_error);
  // A word in quotes or after a dot is no table.
  BOOST_CHECK_EQUAL(
      lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM organisation o WHERE o.name = 'referral ?'").value(), 0);
}

BOOST_AUTO_TEST_CASE(values_keep_their_order_around_an_expansion) {
  const auto sql =
      store::scoped("SELECT ? FROM @cases c WHERE c.reference = ? AND c.id IN (SELECT a.case_id FROM @answers a)",
                    memberOf({7, 8}), false);
  BOOST_TEST(sql.order == (std::vector<int>{0, -1, -2, -3, -4, 1, -5, -6, -7, -8}), boost::test_tools::per_element());
  BOOST_TEST(sql.extra == (std::vector<std::int64_t>{7, 8, 7, 8, 7, 8, 7, 8}), boost::test_tools::per_element());
}

// A school that also provides is party twice, and so is who works for two parties: each row is seen once.
BOOST_DATA_TEST_CASE(party_twice_is_seen_once, kBoth, kind) {
  City city(kind);
  city.submit(0);
  const Viewer school = memberOf({1});
  const Viewer both = memberOf({1, 3}, "provider.coordinator");
  const Viewer provider = memberOf({3}, "provider.coordinator");
  city.write([&](WriteTx& tx) -> Outcome {
    addParty(tx, city.cases[0], 3, "asked");
    addParty(tx, city.cases[0], 3, "provides");
    addParty(tx, city.cases[0], 1, "provides");
    return Done{};
  });
  for (const std::string table : {"@cases", "@pupils", "@answers"}) {
    BOOST_CHECK_EQUAL(city.count(provider, table), 1);
    BOOST_CHECK_EQUAL(city.count(both, table), city.count(school, table));
  }
  city.write([&](WriteTx& tx) -> Outcome {
    endParty(tx, city.cases[0], 3, "asked");
    return Done{};
  });
  for (const std::string table : {"@cases", "@pupils", "@answers"}) BOOST_CHECK_EQUAL(city.count(provider, table), 1);
}

// Whoever asks for one case does not pay for all the cases of the organisation.
BOOST_AUTO_TEST_CASE(one_case_is_found_by_index_alone) {
  City city(test::Kind::sqlite);
  const auto lease = city.database->read(memberOf({1}));
  for (const std::string query :
       {"SELECT c.id FROM @cases c WHERE c.reference = ?", "SELECT a.value FROM @answers a WHERE a.case_id = ?",
        "SELECT c.id FROM @cases c WHERE c.pupil_id = ?", "SELECT d.id FROM @documents d WHERE d.case_id = ?",
        "SELECT p.id FROM @pupils p WHERE p.id = ?", "SELECT p.id FROM @placements p WHERE p.case_id = ?"}) {
    lease->tx().each<std::int64_t, std::int64_t, std::int64_t, std::string>(
        "EXPLAIN QUERY PLAN " + query,
        [&](std::int64_t, std::int64_t, std::int64_t, const std::string& step) {
          const bool whole = step.find("SCAN") != std::string::npos || step.find("MATERIALIZE") != std::string::npos ||
                             step.find("LIST SUBQUERY") != std::string::npos;
          BOOST_TEST(!whole, query << ": " << step);
        },
        std::int64_t{1});
  }
}

BOOST_AUTO_TEST_CASE(a_vault_opens_only_its_own) {
  const auto vault = store::Vault::passing();
  const std::string sealed = vault.seal("a secret", "audit:1");
  BOOST_CHECK_EQUAL(vault.open(sealed, "audit:1"), "a secret");
  BOOST_CHECK(sealed.find("secret") == std::string::npos);
  BOOST_CHECK_THROW((void)vault.open(sealed, "audit:2"), std::runtime_error);
  BOOST_CHECK_THROW((void)store::Vault::passing().open(sealed, "audit:1"), std::runtime_error);
  std::string changed = sealed;
  changed[10] = changed[10] == 'A' ? 'B' : 'A';
  BOOST_CHECK_THROW((void)vault.open(changed, "audit:1"), std::runtime_error);
}
