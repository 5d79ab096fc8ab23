#include "tests/panels/Table.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

namespace fs = std::filesystem;

constexpr const char* kHead = "head@school.example";
constexpr const char* kRival = "rival@provider.example";

/// A round whose members have the pack, and one case on it.
struct Sitting : Table {
  explicit Sitting(Kind kind = Kind::sqlite) : Table(kind) { sit(); }
  void sit() {
    openSeats();
    code = round();
    reference = waiting();
    on(Date(2026, 2, 5), {9, 0});
    openAgenda(code);
  }
  std::string path() { return "/panels/cases/" + reference; }
  std::string vote(const char* who) {
    const Outcome outcome = office.run(who, "panel.vote", {{"reference", reference}, {"vote", "for"}});
    return std::holds_alternative<Done>(outcome) ? "done" : office.dumpOf(outcome);
  }
  std::string add(const char* who) {
    const Outcome outcome =
        office.run(who, "panel.add_information", {{"reference", reference}, {"says", "A key worker since May."}});
    return std::holds_alternative<Done>(outcome) ? "done" : office.dumpOf(outcome);
  }
  std::string code;
  std::string reference;
};

/// The scripts with a change to one of their files.
struct Edited {
  Edited(const std::string& file, const std::string& what, const std::string& by) {
    for (const char* part : {"scripts", "sql"})
      fs::copy(fs::path(CAPD_SOURCE) / part, folder.file(part), fs::copy_options::recursive);
    for (const char* part : {"core", "plugins"})
      fs::create_directory_symlink(fs::path(CAPD_SOURCE) / part, folder.file(part));
    change(file, what, by);
  }
  void change(const std::string& file, const std::string& what, const std::string& by) const {
    const std::string path = folder.file("scripts/policy/" + file);
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    std::string all = text.str();
    const auto at = all.find(what);
    BOOST_TEST_REQUIRE(at != std::string::npos, what);
    all.replace(at, what.size(), by);
    std::ofstream(path) << all;
  }
  TempDir folder;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(panel_interest)

BOOST_AUTO_TEST_CASE(members_see_the_agenda_from_the_day_it_is_built, *label("PAN-10") * label("ENT-59")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    BOOST_TEST_CONTEXT(static_cast<int>(kind)) {
      Table table(kind);
      const std::string code = table.round();
      const std::string reference = table.waiting();
      const std::string other = table.submitted("2026-01-20", "bike", "Hassan-Test");
      const auto agenda = [&] {
        return table.office.dumpOf(table.office.run(kAdmin, "panel.open_agenda", {{"round", code}}));
      };
      BOOST_TEST(has(agenda(), "Build the agenda after that"));
      const auto opens = [&](const std::string& path) {
        Screen screen(table.office, kMember);
        return screen.get(path).status == 200;
      };
      BOOST_TEST(!opens("/panels/cases/" + reference));
      BOOST_TEST(!opens("/panels/rounds/" + code + "/pack"));
      table.on(Date(2026, 2, 5), {9, 0});
      table.openAgenda(code);
      BOOST_TEST(has(agenda(), "already"));
      BOOST_TEST(table.mails("The panel’s pack is ready") == 2);
      const std::string page = table.pageOf(kMember, "/panels/cases/" + reference);
      for (const char* each : {"Wynne-Test", "Short tasks help.", "As we talked over with the pupil."})
        BOOST_TEST(has(page, each), each);
      BOOST_TEST(!opens("/panels/cases/" + other));
      for (const char* path : {"/records/", "/cases/", "/referrals/"}) BOOST_TEST(!opens(path + reference), path);
      table.on(Date(2026, 2, 11));
      table.record(reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}});
      table.send(reference);
      BOOST_TEST(!opens("/panels/cases/" + reference));
      BOOST_TEST(!table.office.one<std::int64_t>(kMember, "SELECT c.id FROM @cases c WHERE c.reference = ?", reference)
                      .has_value());
    }
  }
}

BOOST_AUTO_TEST_CASE(what_an_agency_knows_is_added_before_the_meeting, *label("PAN-02")) {
  Sitting sitting;
  BOOST_TEST(sitting.add(kMember) == "done");
  BOOST_TEST(has(sitting.pageOf(kAdmin, sitting.path()), "Early Help knows"));
  BOOST_TEST(has(sitting.pageOf(kChair, "/panels/rounds/" + sitting.code + "/pack"), "A key worker since May."));
  for (const char* who : {kAdmin, kCoordinator, kProvider}) BOOST_TEST(sitting.add(who) != "done", who);
}

BOOST_AUTO_TEST_CASE(a_member_votes_once_and_may_think_again, *label("PAN-12")) {
  Sitting sitting;
  BOOST_TEST(sitting.vote(kMember) == "done");
  BOOST_TEST(sitting.vote(kMember) == "done");
  BOOST_TEST(sitting.vote(kChair) == "done");
  sitting.on(Date(2026, 2, 11));
  sitting.record(sitting.reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}});
  BOOST_TEST(has(sitting.pageOf(kAdmin, "/panels/rounds/" + sitting.code + "/decisions"), "2 for, 0 against"));
}

// A headteacher of the panel whose own school has referred: heard, and not counted.
BOOST_AUTO_TEST_CASE(nobody_votes_on_a_pupil_of_their_own_school, *label("OPEN-08")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    BOOST_TEST_CONTEXT(static_cast<int>(kind)) {
      Sitting sitting(kind);
      sitting.invite("Hugo Head", kHead, "agency:Virtual School", "panel.member");
      BOOST_TEST(sitting.vote(kHead) == "done");
      sitting.alsoHolds("school:Spon Vale School", "school.contributor");
      BOOST_TEST(
          has(sitting.vote(kHead), "It is a pupil of your own school. You can speak when asked; you will not vote"));
      const std::string page = sitting.pageOf(kHead, sitting.path());
      BOOST_TEST(has(page, "Wynne-Test"));
      BOOST_TEST(has(page, "you will not vote"));
      BOOST_TEST(!has(page, "Your vote"));
    }
  }
}

// Flourish is a provider's: a member of training providers sees neither an own nor a rival place.
BOOST_AUTO_TEST_CASE(members_of_providers_see_neither_own_nor_rival_places, *label("OPEN-08") * label("PAN-10")) {
  Sitting sitting;
  sitting.invite("Rita Rival", kRival, "agency:Training providers of Tier 2", "panel.member");
  for (const char* provider : {"", "provider:Whitley Workshops", "provider:Sherbourne Skills"}) {
    BOOST_TEST_CONTEXT(provider) {
      if (*provider != 0) sitting.alsoHolds(provider, "provider.coordinator");
      Screen screen(sitting.office, kRival);
      BOOST_TEST(screen.get(sitting.path()).status == 404);
      BOOST_TEST(has(textOf(screen.get("/panels/rounds/" + sitting.code + "/pack")), "There is nothing for you"));
      BOOST_TEST(!has(textOf(screen.get("/panels/rounds/" + sitting.code)), sitting.reference));
      BOOST_TEST(has(sitting.vote(kRival), "link may be wrong"));
    }
  }
  // Somebody of an agency who works for a provider as well.
  sitting.invite("Both Sides", "both@panel.example", "agency:Virtual School", "panel.member");
  BOOST_TEST(sitting.vote("both@panel.example") == "done");
  sitting.alsoHolds("provider:Whitley Workshops", "provider.tutor");
  BOOST_TEST(has(sitting.vote("both@panel.example"), "link may be wrong"));
}

BOOST_AUTO_TEST_CASE(an_interest_is_declared_and_taken_back, *label("OPEN-08")) {
  Sitting sitting;
  const auto declare = [&](const char* grade) {
    const Outcome outcome =
        sitting.office.run(kMember, "panel.declare_interest",
                           {{"reference", sitting.reference}, {"grade", grade}, {"says", "I know the family."}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), sitting.office.dumpOf(outcome));
    return std::get<Done>(outcome).says;
  };
  BOOST_TEST(declare("speaks") == "You told us you know this case. You can speak when asked; you will not vote.");
  BOOST_TEST(has(sitting.vote(kMember), "You told us you know this case"));
  BOOST_TEST(sitting.add(kMember) == "done");
  declare("full");
  BOOST_TEST(sitting.vote(kMember) == "done");
  declare("none");
  Screen screen(sitting.office, kMember);
  BOOST_TEST(screen.get(sitting.path()).status == 404);
  BOOST_TEST(!has(textOf(screen.get("/panels/rounds/" + sitting.code + "/pack")), "Wynne-Test"));
  BOOST_TEST(has(sitting.pageOf(kChair, sitting.path()), "Wynne-Test"));
  sitting.on(Date(2026, 2, 11));
  sitting.record(sitting.reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}});
  BOOST_TEST(has(sitting.pageOf(kAdmin, "/panels/rounds/" + sitting.code + "/decisions"), "took no part"));
}

// The chair of the panel may record, but not where the chair has an interest.
BOOST_AUTO_TEST_CASE(a_chair_with_an_interest_does_not_record, *label("OPEN-08")) {
  Sitting sitting;
  sitting.on(Date(2026, 2, 11));
  const Texts texts = {{"outcome", "agreed"}, {"met_on", "2026-02-11"}};
  sitting.must("panel.record_outcome", sitting.reference, texts, kChair);
  BOOST_TEST(std::holds_alternative<Refused>(sitting.act("panel.send_outcome", sitting.reference, {}, kChair)));
  BOOST_TEST(std::holds_alternative<Done>(
      sitting.office.run(kChair, "panel.declare_interest",
                         {{"reference", sitting.reference}, {"grade", "speaks"}, {"says", "A neighbour’s child."}})));
  BOOST_TEST(has(sitting.refused("panel.record_outcome", sitting.reference, texts, kChair), "somebody else records"));
}

BOOST_AUTO_TEST_CASE(findings_answer_the_programme_s_questions, *label("PAN-08")) {
  Sitting sitting;
  sitting.on(Date(2026, 2, 11));
  sitting.record(sitting.reference, {{"outcome", "agreed"},
                                     {"met_on", "2026-02-11"},
                                     {"finding-tier2.flourish.capacity", "Two teachers were freed for it."}});
  BOOST_TEST(has(sitting.pageOf(kAdmin, sitting.path()), "Two teachers were freed for it."));
  BOOST_TEST(!has(sitting.pageOf(kCoordinator, "/referrals/" + sitting.reference), "Two teachers"));
}

// Where one panel looks and another decides, the second waits for the first and reads its insight.
BOOST_AUTO_TEST_CASE(a_panel_that_looks_comes_before_the_one_that_decides, *label("PAN-05") * label("PAN-02")) {
  const Edited scripts("2025-26/panels.lua",
                       "  approves    = { \"tier2.flourish\" },\n  reviews     = { \"tier3.supported_transfer\", "
                       "\"tier3.refocus\", \"tier3.year_11_bespoke\" },",
                       "  reviews     = { \"tier2.flourish\" },");
  scripts.change("2025-26/panels.lua", "approves    = { \"tier3.supported_transfer\"",
                 "approves    = { \"tier2.flourish\", \"tier3.supported_transfer\"");
  Table table(scripts.folder.path());
  table.round();
  const std::string reference = table.waiting();
  table.on(Date(2026, 2, 11));
  const Texts agreed = {{"outcome", "agreed"}, {"met_on", "2026-02-11"}};
  BOOST_TEST(has(table.refused("panel.record_outcome", reference, agreed),
                 "The CAP Review and Authorisation Panel looks at it first"));
  BOOST_TEST(
      has(table.refused("panel.record_outcome", reference,
                        {{"panel", "review_and_authorisation"}, {"outcome", "agreed"}, {"met_on", "2026-02-11"}}),
          "does not decide it"));
  table.record(reference, {{"outcome", "reviewed"}, {"met_on", "2026-02-11"}, {"says", "Attendance rose in spring."}});
  BOOST_TEST(table.openDuties(reference, "panel.outcome") == 0);
  BOOST_TEST(has(table.pageOf(kAdmin, "/panels/cases/" + reference), "Attendance rose in spring."));
  BOOST_TEST(!has(table.pageOf(kCoordinator, "/referrals/" + reference), "Attendance rose"));
  table.record(reference, agreed);
  BOOST_TEST(table.openDuties(reference, "panel.outcome") == 1);
}

BOOST_AUTO_TEST_CASE(between_two_meetings_nobody_decides_unless_policy_allows_it, *label("OPEN-08")) {
  const Texts chairs = {{"outcome", "agreed"},
                        {"met_on", "2026-02-03"},
                        {"chairs_action", "yes"},
                        {"says", "The child is out of school."}};
  {
    Table table;
    table.round();
    const std::string reference = table.waiting();
    table.on(Date(2026, 2, 3));
    BOOST_TEST(has(table.refused("panel.record_outcome", reference, chairs), "Policy does not let the chair decide"));
  }
  const Edited scripts("2025-26/panels.lua", "  title       = \"CAP Review and Authorisation Panel\",",
                       "  title       = \"CAP Review and Authorisation Panel\",\n  chairs_action = true,\n  quorum = "
                       "people(2),");
  Table table(scripts.folder.path());
  table.round();
  const std::string next = table.round("2026-03-04", "2026-03-11");
  const std::string reference = table.waiting();
  table.on(Date(2026, 2, 3));
  Texts bare = chairs;
  bare.erase("says");
  BOOST_TEST(has(table.refused("panel.record_outcome", reference, bare), "reasons"));
  table.record(reference, chairs);
  table.send(reference);
  BOOST_TEST(has(table.pageOf(kCoordinator, "/referrals/" + reference), "Chair and vice chair decided it"));
  BOOST_TEST(has(table.pageOf(kAdmin, "/panels/rounds/" + next + "/decisions"), "chair’s action of 3 February 2026"));
  // At a meeting, the quorum that policy has set counts.
  table.on(Date(2026, 2, 3), {17, 0});
  const std::string another = table.waiting("2026-01-20", "Hassan-Test");
  table.on(Date(2026, 2, 11));
  BOOST_TEST(has(table.refused("panel.record_outcome", another, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}}),
                 "0 of the 2 members"));
}

BOOST_AUTO_TEST_SUITE_END()
