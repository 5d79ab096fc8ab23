#include "tests/panels/Table.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

namespace fs = std::filesystem;

constexpr const char* kHead = "head@school.example";
constexpr const char* kRival = "rival@provider.example";
constexpr const char* kVice = "vice@panel.example";

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

/// What somebody sends who has read the outcome that stands now.
Texts read(Table& table, const std::string& reference, Texts texts) {
  const auto outcome = table.office.fact<std::int64_t>(
      "SELECT MAX(o.id) FROM @panel_outcomes o JOIN @all_cases c ON c.id = o.case_id WHERE c.reference = ?", reference);
  texts["outcome"] = std::to_string(outcome.value_or(0));
  return texts;
}

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
  table.openSeats();
  table.invite("Vic Deputy", kVice, "agency:Local authority officers", "panel.vice_chair");
  table.record(reference, chairs);
  // Two confirmations, by two people, each from their own seat; CAP's record is neither.
  BOOST_TEST(has(table.refused("panel.send_outcome", reference), "confirmed it yet"));
  BOOST_TEST(table.openDuties(reference, "panel.confirm") == 2);
  BOOST_TEST(
      has(table.refused("panel.confirm_action", reference, read(table, reference, {{"decides", "yes"}}), kMember),
          "Your roles do not include this"));
  BOOST_TEST(has(table.refused("panel.confirm_action", reference, read(table, reference, {{"decides", "no"}}), kVice),
                 "[says]"));
  // The agenda is not built: chair and vice chair see the case all the same, and nobody else of the panel.
  BOOST_TEST(has(table.pageOf(kVice, "/panels/cases/" + reference), "Decided between two meetings, if you say so too"));
  BOOST_TEST(Screen(table.office, kMember).get("/panels/cases/" + reference).status == 404);
  table.must("panel.confirm_action", reference, read(table, reference, {{"decides", "yes"}}), kChair);
  BOOST_TEST(has(table.refused("panel.confirm_action", reference, read(table, reference, {{"decides", "yes"}}), kChair),
                 "link may be wrong"));
  BOOST_TEST(has(table.refused("panel.send_outcome", reference), "the vice chair has not confirmed"));
  table.must("panel.confirm_action", reference, read(table, reference, {{"decides", "yes"}}), kVice);
  BOOST_TEST(table.openDuties(reference, "panel.confirm") == 0);
  table.send(reference);
  BOOST_TEST(has(table.pageOf(kCoordinator, "/referrals/" + reference), "Chair and vice chair decided it"));
  // Reported to the next meeting, on the day of one and not before.
  const auto decisions = [&] { return table.pageOf(kAdmin, "/panels/rounds/" + next + "/decisions"); };
  BOOST_TEST(
      has(decisions(), "To be reported to the CAP Review and Authorisation Panel: chair’s action of 3 February"));
  const auto report = [&](const char* day) {
    return table.office.dumpOf(table.office.run(kAdmin, "panel.report_actions", {{"round", next}, {"met_on", day}}));
  };
  BOOST_TEST(has(report("2026-03-11"), "still to come"));
  BOOST_TEST(has(report("2026-03-10"), "[met_on]"));
  const Date asks = Date(2026, 2, 3);
  table.on(Date(2026, 3, 11));
  BOOST_TEST(has(report("2026-03-11"), "1 chair’s action is reported"));
  BOOST_TEST(has(report("2026-03-11"), "No chair’s action waits"));
  BOOST_TEST(has(decisions(), "Reported to the CAP Review and Authorisation Panel on 11 March 2026"));
  table.on(asks);
  // At a meeting, the quorum that policy has set counts.
  table.on(Date(2026, 2, 3), {17, 0});
  const std::string another = table.waiting("2026-01-20", "Hassan-Test");
  table.on(Date(2026, 2, 11));
  BOOST_TEST(has(table.refused("panel.record_outcome", another, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}}),
                 "0 of the 2 members"));
}

// One of the two says no, or records it alone: then it waits.
BOOST_AUTO_TEST_CASE(a_vice_chair_who_does_not_decide_it, *label("OPEN-08")) {
  const Edited scripts("2025-26/panels.lua", "  title       = \"CAP Review and Authorisation Panel\",",
                       "  title       = \"CAP Review and Authorisation Panel\",\n  chairs_action = true,");
  Table table(scripts.folder.path());
  table.openSeats();
  table.round();
  table.invite("Vic Deputy", kVice, "agency:Local authority officers", "panel.vice_chair");
  const std::string reference = table.waiting();
  table.on(Date(2026, 2, 3));
  const Texts chairs = {
      {"outcome", "agreed"}, {"met_on", "2026-02-03"}, {"chairs_action", "yes"}, {"says", "Out of school."}};
  table.record(reference, chairs);
  table.must("panel.confirm_action", reference,
             read(table, reference, {{"decides", "no"}, {"says", "Two agencies know more."}}), kVice);
  BOOST_TEST(table.openDuties(reference, "panel.confirm") == 0);
  BOOST_TEST(table.openDuties(reference, "panel.outcome") == 0);
  BOOST_TEST(has(table.refused("panel.send_outcome", reference), "no outcome"));
  // Recorded anew it is confirmed anew, and not by who has the old one on their screen; somebody who holds both seats
  // is one person.
  table.record(reference, chairs);
  const Texts old = read(table, reference, {{"decides", "yes"}});
  Texts other = chairs;
  other["outcome"] = "not_agreed";
  table.record(reference, other);
  BOOST_TEST(has(table.refused("panel.confirm_action", reference, old, kVice), "changed while you had the page open"));
  BOOST_TEST(table.openDuties(reference, "panel.confirm") == 2);
  table.alsoHolds("agency:Local authority officers", "panel.chair");
  table.must("panel.confirm_action", reference, read(table, reference, {{"decides", "yes"}}), kVice);
  BOOST_TEST(has(table.refused("panel.confirm_action", reference, read(table, reference, {{"decides", "yes"}}), kVice),
                 "the other of the two"));
}

// The head of the academy sits because every place is at theirs: heard, and no vote (OPEN-08).
BOOST_AUTO_TEST_CASE(the_academy_s_head_speaks_and_does_not_vote, *label("OPEN-08")) {
  const Edited scripts("2025-26/panels.lua", "    seat(\"Virtual School\"),\n  },\n  provisional = \"named in 2024-25;",
                       "    seat(\"Virtual School\"),\n    seat(\"Head of the academy\", \"academy\"),\n  },\n  "
                       "provisional = \"named in 2024-25;");
  Table table(scripts.folder.path());
  table.openSeats();
  const std::string code = table.round();
  const std::string reference = table.waiting();
  const std::string provider =
      "provider:" + table.office
                        .fact<std::string>(
                            "SELECT o.name FROM organisation o JOIN course c ON c.provider_id = o.id "
                            "WHERE c.code = ?",
                            "grow")
                        .value();
  table.invite("Ada Academy", kHead, "agency:Head of the academy", "panel.member");
  table.on(Date(2026, 2, 5), {9, 0});
  table.openAgenda(code);
  const auto vote = [&](const char* who) {
    return table.office.dumpOf(table.office.run(who, "panel.vote", {{"reference", reference}, {"vote", "for"}}));
  };
  const auto said = [&] { return table.pageOf(kHead, "/panels/cases/" + reference); };
  BOOST_TEST(has(said(), "Your vote"));
  table.alsoHolds(provider, "provider.coordinator");
  BOOST_TEST(has(said(), "The place is at your own academy. You can speak when asked; you will not vote."));
  BOOST_TEST(!has(said(), "Your vote"));
  BOOST_TEST(has(vote(kHead), "at your own academy"));
  BOOST_TEST(has(table.office.dumpOf(table.office.run(kHead, "panel.add_information",
                                                      {{"reference", reference}, {"says", "Two places are free."}})),
                 "It is in the pack"));
}

// A school that takes its referral back: members lose sight of it at once.
BOOST_AUTO_TEST_CASE(what_is_taken_back_is_nobody_s_to_see, *label("PAN-10")) {
  Sitting sitting;
  BOOST_TEST(has(sitting.pageOf(kMember, sitting.path()), "Wynne-Test"));
  sitting.must("referral.withdraw", sitting.reference, {{"why", "The family has moved away."}}, kCoordinator);
  BOOST_TEST(Screen(sitting.office, kMember).get(sitting.path()).status == 404);
  BOOST_TEST(Screen(sitting.office, kMember).get("/records/" + sitting.reference).status == 404);
  BOOST_TEST(sitting.count("SELECT COUNT(*) FROM case_party p JOIN @all_cases c ON c.id = p.case_id WHERE p.relation = "
                           "'agenda' AND p.until_ms IS NULL AND c.reference = ?",
                           sitting.reference) == 0);
}

// What a member sat over stays with them as references and outcomes; the pupil and the reasons do not.
BOOST_AUTO_TEST_CASE(members_keep_their_part_of_the_minutes, *label("ENT-59") * label("PAN-10")) {
  Sitting sitting;
  const std::string path = "/panels/rounds/" + sitting.code + "/decisions";
  sitting.on(Date(2026, 2, 11));
  sitting.must("panel.note_action", sitting.reference,
               {{"who", "Early Help"}, {"what", "A visit before the start"}, {"by", "2026-02-20"}});
  sitting.record(sitting.reference,
                 {{"outcome", "not_agreed"}, {"met_on", "2026-02-11"}, {"says", "Tier 1 comes first."}});
  BOOST_TEST(has(sitting.pageOf(kMember, path), "Nothing that you sat over"));
  sitting.send(sitting.reference);
  BOOST_TEST(Screen(sitting.office, kMember).get(sitting.path()).status == 404);
  const std::string kept = sitting.pageOf(kMember, path);
  BOOST_TEST(has(kept, sitting.reference), kept);
  BOOST_TEST(has(kept, "Not agreed"), kept);
  BOOST_TEST(has(kept, "A visit before the start"), kept);
  for (const char* gone : {"Wynne-Test", "Tier 1 comes first", "Spon Vale"}) BOOST_TEST(!has(kept, gone), gone);
  // An agency that had it not before it, and whoever wanted no part in it.
  sitting.invite("Rita Rival", kRival, "agency:Training providers of Tier 2", "panel.member");
  BOOST_TEST(!has(sitting.pageOf(kRival, path), sitting.reference));
}

BOOST_AUTO_TEST_CASE(who_wanted_no_part_keeps_no_minutes, *label("OPEN-08")) {
  Sitting sitting;
  sitting.office.run(kMember, "panel.declare_interest",
                     {{"reference", sitting.reference}, {"grade", "none"}, {"says", "I know the family."}});
  sitting.on(Date(2026, 2, 11));
  sitting.record(sitting.reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}});
  sitting.send(sitting.reference);
  const std::string path = "/panels/rounds/" + sitting.code + "/decisions";
  BOOST_TEST(!has(sitting.pageOf(kMember, path), sitting.reference));
  BOOST_TEST(has(sitting.pageOf(kChair, path), sitting.reference));
}

BOOST_AUTO_TEST_SUITE_END()
