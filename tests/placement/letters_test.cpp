// Who is told what: letters reach the right side in the words of the case's policy, name no pupil and no course, and
// stand on the timeline for those who may know.

#include <boost/test/data/test_case.hpp>
#include <filesystem>
#include <set>

#include "cases/mail/Letter.h"
#include "tests/placement/Running.h"
#include "tests/policy/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

/// Letters of a case as "name > role", each once.
std::set<std::string> told(Running& city, const std::string& reference) {
  std::set<std::string> all;
  city.read([&](ReadTx& tx) {
    tx.each<std::string, std::string>(
        "SELECT m.letter, m.to_role FROM mail m JOIN @all_cases c ON c.id = m.case_id WHERE c.reference = ?",
        [&](std::string letter, std::string role) { all.insert(letter + " > " + role); }, reference);
    return 0;
  });
  return all;
}
bool wasTold(Running& city, const std::string& reference, const std::string& letter, const std::string& role) {
  return told(city, reference).count(letter + " > " + role) == 1;
}

/// Every mail, subject and body, the newest first.
std::vector<std::pair<std::string, std::string>> bodies(Running& city, const std::string& letter) {
  std::vector<std::pair<std::string, std::string>> all;
  city.read([&](ReadTx& tx) {
    tx.each<std::string, std::string>(
        "SELECT m.subject, m.body FROM mail m WHERE m.letter = ? ORDER BY m.id DESC",
        [&](std::string subject, std::string body) { all.emplace_back(std::move(subject), std::move(body)); }, letter);
    return 0;
  });
  return all;
}

// Nothing that went out names a pupil, a course or what somebody typed.
void namesNobody(Running& city) {
  city.read([&](ReadTx& tx) {
    tx.each<std::string, std::string>("SELECT m.subject, m.body FROM mail m WHERE m.case_id IS NOT NULL",
                                      [](const std::string& subject, const std::string& body) {
                                        for (const char* secret : {"Wynne", "Mari", "Bicycle", "Grandmother",
                                                                   "workshop", "hurt another", "less and less"})
                                          BOOST_TEST(!has(subject + body, secret), secret << " in " << subject << body);
                                        BOOST_TEST(!has(subject + body, "{"));
                                      });
    return 0;
  });
}

std::string timelineOf(Running& city, const std::string& reference, const std::string& who) {
  return city.read(
      [&](ReadTx& tx) {
        std::string all;
        const auto referral = findReferral(tx, reference);
        if (!referral) return std::string("not there");
        for (const StepLine& line : timeline(tx, *referral))
          if (line.kind == "mail") all += line.says + "\n";
        return all;
      },
      who);
}

const Texts kPausing = {{"reason", "He hurt another pupil."}, {"school_rung", "yes"}, {"parents_rung", "yes"}};

}  // namespace

BOOST_TEST_DECORATOR(*label("NOT-04") * label("NOT-06") * label("NOT-07"))
BOOST_DATA_TEST_CASE(from_the_papers_to_the_start, kBoth, kind) {
  Running city(kind);
  const std::string reference = city.complete();
  BOOST_TEST(!wasTold(city, reference, "papers_ready", "provider.coordinator"));
  city.must("desk.release", reference);
  BOOST_TEST(told(city, reference) == std::set<std::string>{"papers_ready > provider.coordinator"});
  Running other(kind);
  const std::string confirmed = other.confirmed();
  const std::set<std::string> wanted = {
      "papers_ready > provider.coordinator", "answer_given > cap.admin", "yes_shared > school.coordinator",
      "start_confirmed_school > school.coordinator", "start_confirmed_provider > provider.coordinator"};
  BOOST_TEST(told(other, confirmed) == wanted, boost::test_tools::per_element());
  const auto start = bodies(other, "start_confirmed_school").at(0);
  BOOST_TEST(start.first == confirmed + ": start date confirmed");
  BOOST_TEST(has(start.second, "It starts on Tuesday 24 February 2026. Not before."));
  BOOST_TEST(has(start.second, "the quality measures that your school takes now"));
  BOOST_TEST(has(start.second, "/placements/" + confirmed + "\n"));
  BOOST_TEST(!has(bodies(other, "start_confirmed_provider").at(0).second, "quality measures"));
  BOOST_TEST(has(bodies(other, "answer_given").at(0).second, "/cases/" + confirmed + "/process\n"));
  namesNobody(other);
}

BOOST_AUTO_TEST_CASE(both_sides_hear_of_a_change_of_day, *label("NOT-10")) {
  Running city;
  const std::string reference = city.begun();
  city.at(2026, 2, 25);
  city.mustMany("placement.ask_change", reference, changeTo({"3a", "3p"}, "2026-03-04"), kProvider);
  BOOST_TEST(wasTold(city, reference, "change_to_agree", "school.coordinator"));
  BOOST_TEST(!wasTold(city, reference, "change_to_agree", "provider.coordinator"));
  BOOST_TEST(
      has(bodies(city, "change_to_agree").at(0).second, "The provider asks for a change of day on " + reference));
  city.must("placement.agree_change", reference, {}, kCoordinator);
  city.must("placement.send_change", reference, {}, kCoordinator);
  BOOST_TEST(!wasTold(city, reference, "change_done_school", "school.coordinator"));
  city.must("placement.do_change", reference, ticked());
  BOOST_TEST(wasTold(city, reference, "change_done_school", "school.coordinator"));
  BOOST_TEST(wasTold(city, reference, "change_done_provider", "provider.coordinator"));
  BOOST_TEST(has(bodies(city, "change_done_provider").at(0).second, "from Wednesday 4 March 2026."));
  namesNobody(city);
}

BOOST_AUTO_TEST_CASE(the_form_goes_to_the_side_that_did_not_withdraw, *label("NOT-11")) {
  Running city;
  const std::string reference = city.begun();
  city.at(2026, 3, 2);
  city.mustMany("placement.write_withdrawal", reference, leaving("2026-03-13"), kCoordinator);
  city.must("placement.send_withdrawal", reference, {}, kCoordinator);
  BOOST_TEST(!wasTold(city, reference, "withdrawal_form_provider", "provider.coordinator"));
  city.must("placement.do_withdrawal", reference, ticked());
  BOOST_TEST(wasTold(city, reference, "withdrawal_form_provider", "provider.coordinator"));
  BOOST_TEST(wasTold(city, reference, "your_withdrawal_done", "school.coordinator"));
  BOOST_TEST(bodies(city, "withdrawal_form_school").empty());
  namesNobody(city);
}

BOOST_AUTO_TEST_CASE(changed_data_reaches_cap_and_then_both_sides, *label("NOT-12")) {
  Running city;
  const std::string reference = city.begun();
  city.must("placement.report", reference, {{"kind", "contact"}, {"says", "Grandmother has a new number."}},
            kCoordinator);
  BOOST_TEST(wasTold(city, reference, "something_to_answer", "cap.admin"));
  BOOST_TEST(!wasTold(city, reference, "something_to_answer", "provider.coordinator"));
  BOOST_TEST(!wasTold(city, reference, "report_answered", "provider.coordinator"));
  city.must("placement.answer_report", reference, {{"outcome", "agreed"}, {"answer", "Grandmother is noted."}});
  BOOST_TEST(wasTold(city, reference, "report_answered", "provider.coordinator"));
  BOOST_TEST(wasTold(city, reference, "report_answered", "school.coordinator"));
  namesNobody(city);
}

BOOST_AUTO_TEST_CASE(the_roll_over_list_reaches_the_provider_before_the_new_year, *label("NOT-15") * label("ROL-01")) {
  Running city;
  const std::string reference = city.begun();
  city.arrange([&](WriteTx& tx) {
    tx.execute("UPDATE placement SET last_day = '2026-07-20'");
    tx.execute("UPDATE pupil SET year_group = 10");
  });
  city.at(2026, 6, 8);
  BOOST_TEST(city.job("placement.rolling") == 1);
  BOOST_TEST(wasTold(city, reference, "on_the_roll_over_list", "provider.coordinator"));
  BOOST_TEST(wasTold(city, reference, "goes_on_unless", "school.coordinator"));
  BOOST_TEST(has(bodies(city, "goes_on_unless").at(0).second,
                 "goes on into 2026-27 unless you withdraw the pupil by Monday 20 July 2026."));
  // Once, however often the job runs.
  BOOST_TEST(city.job("placement.rolling") == 0);
  BOOST_TEST(bodies(city, "on_the_roll_over_list").size() == 1U);
  namesNobody(city);
}

BOOST_AUTO_TEST_CASE(a_pause_is_told_to_school_and_cap, *label("NOT-19") * label("NOT-20")) {
  Running city;
  const std::string reference = city.begun();
  city.at(2026, 2, 25);
  city.must("placement.pause", reference, kPausing, kProvider);
  BOOST_TEST(wasTold(city, reference, "paused_school", "school.coordinator"));
  BOOST_TEST(has(bodies(city, "paused_school").at(0).second, "The provider has paused the attendance"));
  BOOST_TEST(wasTold(city, reference, "paused_cap", "cap.monitoring_officer"));
  BOOST_TEST(has(bodies(city, "paused_cap").at(0).second, "by Friday 27 February 2026."));
  BOOST_TEST(bodies(city, "paused_provider").empty());
  namesNobody(city);
  // By CAP itself: the provider hears of it, and CAP writes to nobody of its own.
  Running again;
  const std::string second = again.begun();
  again.must("placement.pause", second, kPausing, kAdmin);
  BOOST_TEST(wasTold(again, second, "paused_provider", "provider.coordinator"));
  BOOST_TEST(has(bodies(again, "paused_school").at(0).second, "CAP has paused the attendance"));
  BOOST_TEST(bodies(again, "paused_cap").empty());
}

BOOST_AUTO_TEST_CASE(cap_is_asked_to_a_meeting_about_a_pupil, *label("NOT-20")) {
  Running city;
  const std::string reference = city.begun();
  city.must("placement.ask_meeting", reference, {{"reason", "He comes less and less."}, {"proposed", "2 March"}},
            kCoordinator);
  BOOST_TEST(wasTold(city, reference, "meeting_to_arrange", "cap.monitoring_officer"));
  BOOST_TEST(wasTold(city, reference, "meeting_asked", "provider.coordinator"));
  BOOST_TEST(!wasTold(city, reference, "meeting_asked", "school.coordinator"));
  // To the officer of the case, not to every officer.
  BOOST_TEST(bodies(city, "meeting_to_arrange").size() == 1U);
  namesNobody(city);
}

// What a person typed for a course that can't be had is read on the page, and stands in no mail when it is asked for
// again.
BOOST_AUTO_TEST_CASE(what_is_typed_for_another_course_is_in_no_mail, *label("NOT-02")) {
  Running city;
  const std::string reference = city.submitted();
  city.must("desk.hold", reference,
            {{"kind", "course"}, {"says", "Mari cannot do Bicycle maintenance. Choose again."}});
  BOOST_TEST(wasTold(city, reference, "choose_another_course", "school.coordinator"));
  city.must("desk.ask", reference, {{"holds", "1"}});
  BOOST_TEST(
      has(bodies(city, "something_missing").at(0).second, "CAP asks you something: read it on the referral's page."));
  namesNobody(city);
}

BOOST_DATA_TEST_CASE(the_timeline_says_who_was_told, kBoth, kind) {
  Running city(kind);
  const std::string reference = city.submitted("2025-10-28");
  city.must("desk.check", reference, {{"date_agrees", "yes"}});
  city.must("desk.ask", reference, {{"holds", "1"}});
  const std::string asked = "“On hold for a risk assessment” to Spon Vale School (School CAP coordinator)";
  BOOST_TEST(has(timelineOf(city, reference, kCoordinator), asked + ": waiting to be sent."),
             timelineOf(city, reference, kCoordinator));
  city.arrange([](WriteTx& tx) {
    for (const Mail& mail : mailsDue(tx, 100))
      if (mail.reason == "hold" || mail.reason == "holds") mailSent(tx, mail.id, "250 carys@school.example accepted");
  });
  for (const char* who : {kCoordinator, kAdmin})
    BOOST_TEST(has(timelineOf(city, reference, who), asked + ": sent 2 February 2026"),
               timelineOf(city, reference, who));
  // No address of anybody, whoever reads, on the page of the case too.
  for (const char* who : {kCoordinator, kAdmin}) BOOST_TEST(!has(timelineOf(city, reference, who), "@"));
  BOOST_TEST(has(city.shown(kCoordinator, "/referrals/" + reference), asked));
}

BOOST_AUTO_TEST_CASE(each_side_reads_on_the_timeline_what_it_may_know) {
  Running city;
  const std::string reference = city.begun();
  const std::string toProvider = "“A referral to answer” to Whitley Workshops (Provider CAP coordinator)";
  const std::string toCap = "“An answer to process” to ";
  const std::string school = timelineOf(city, reference, kCoordinator);
  const std::string provider = timelineOf(city, reference, kProvider);
  const std::string cap = timelineOf(city, reference, kAdmin);
  // Whom CAP asks next is CAP's to say, as an answer may not be shared yet.
  BOOST_TEST(!has(school, toProvider), school);
  for (const std::string& each : {provider, cap}) BOOST_TEST(has(each, toProvider), each);
  for (const std::string& each : {school, provider, cap}) {
    BOOST_TEST(has(each, "“Start date confirmed, to the school”"), each);
    BOOST_TEST(has(each, "“Start date confirmed, to the provider”"), each);
  }
  BOOST_TEST(has(cap, toCap), cap);
  BOOST_TEST(!has(school, toCap), school);
  BOOST_TEST(!has(provider, toCap), provider);
  BOOST_TEST(timelineOf(city, reference, kOther) == "not there");
  BOOST_TEST(timelineOf(city, reference, kOlu) == "not there");
  // A letter that CAP alone has to do with, and one between CAP and the school.
  city.must("placement.ask_meeting", reference, {{"reason", "He comes less and less."}, {"proposed", "2 March"}},
            kProvider);
  BOOST_TEST(has(timelineOf(city, reference, kAdmin), "“A meeting to arrange”"));
  for (const char* who : {kCoordinator, kProvider}) {
    BOOST_TEST(!has(timelineOf(city, reference, who), "“A meeting to arrange”"));
    BOOST_TEST(has(timelineOf(city, reference, who), "“A meeting is asked for”"));
  }
  // The provider reads nothing of what was between CAP and the school before the papers came to it.
  Running second;
  const std::string held = second.submitted("2025-10-28");
  second.must("desk.check", held, {{"date_agrees", "yes"}});
  second.must("desk.ask", held, {{"holds", "1"}});
  second.arrange([&](WriteTx& tx) {
    addParty(
        tx, findReferral(tx, held).value().id,
        tx.one<std::int64_t>("SELECT id FROM organisation WHERE name = ?", std::string("Whitley Workshops")).value(),
        "asked");
  });
  BOOST_TEST(timelineOf(second, held, kProvider).empty(), timelineOf(second, held, kProvider));
}

// September: the words of one year are changed. Cases of that year get them, cases of the other keep theirs.
BOOST_AUTO_TEST_CASE(a_changed_letter_changes_the_mail_of_its_year_alone) {
  const WorkingFolder folder;
  folder.edit("policy/2026-27/letters/papers_ready.txt", "Please meet the pupil and answer by {by_when}.",
              "Answer within the week: by {by_when}. Ring {telephone} when you cannot.");
  Running city(folder.path());
  const std::string now = city.complete();
  const std::string later = city.complete("bike", "Hassan-Test");
  const std::string hash = inForceNow(city.office.house(), "2026-27");
  city.arrange([&](WriteTx& tx) {
    tx.execute("UPDATE referral SET policy_hash = ?, policy_year = '2026-27' WHERE id = ?", hash,
               findReferral(tx, later).value().id);
  });
  city.must("desk.release", now);
  BOOST_TEST(has(bodies(city, "papers_ready").at(0).second, "Please meet the pupil and answer by "));
  city.must("desk.release", later);
  const auto changed = bodies(city, "papers_ready").at(0);
  BOOST_TEST(changed.first == later + ": a referral for you to answer");
  BOOST_TEST(has(changed.second, "Answer within the week: by "), changed.second);
  BOOST_TEST(has(changed.second, ". Ring 024 7697 5555 when you cannot."), changed.second);
  BOOST_TEST(!has(changed.second, "Please meet the pupil"));
  // Published again in the middle of the year: a case that was sent before keeps its words.
  folder.edit("policy/2025-26/letters/start_confirmed_school.txt", "Not before.", "Not a day before.");
  const Outcome done = publish(city.office.house(), city.office.house().hostViewer(0), "2025-26");
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(done), saidBy(done));
  BOOST_TEST(city.confirmed("2a", "Reed-Test").size() > 0U);
  BOOST_TEST(has(bodies(city, "start_confirmed_school").at(0).second, "Not a day before."));
}

// A version without the letter silences nobody, and neither does one whose letter this program cannot read.
BOOST_AUTO_TEST_CASE(without_a_letter_a_plain_sentence_goes_out) {
  Running city;
  const std::string reference = city.complete();
  const LetterKind kind = {.name = "papers_ready",
                           .title = "A referral to answer",
                           .when = "x",
                           .to = {"provider"},
                           .slots = {{"by_when", SlotKind::day, "the day", "Monday 9 February 2026"}},
                           .place = "/answers/{subject}",
                           .subject = "{reference}: a referral for you to answer",
                           .body = "Please answer {reference} by {by_when}."};
  const auto mailFor = [&](const LetterKind& each, SlotValues slots, std::optional<std::int64_t> caseId) {
    return city.read([&](ReadTx& tx) {
      return letterMail(tx, {.kind = each,
                             .subject = reference,
                             .caseId = caseId,
                             .slots = std::move(slots),
                             .site = {"https://cap.example", "024 1"},
                             .reason = "choice"});
    });
  };
  const SlotValues day = {{"by_when", SlotValue::day(Date(2026, 2, 9))}};
  const auto id = city.read([&](ReadTx& tx) { return findReferral(tx, reference).value().id; });
  BOOST_TEST(has(mailFor(kind, day, id).body, "the risk assessment and what belongs to them"));
  // What the year in force says, where there is no case.
  BOOST_TEST(has(mailFor(kind, day, std::nullopt).body, "the risk assessment and what belongs to them"));
  LetterKind unknown = kind;
  unknown.name = "papers_by_pigeon";
  const NewMail plain = mailFor(unknown, day, id);
  BOOST_TEST(plain.subject == reference + ": a referral for you to answer");
  BOOST_TEST(plain.body == "Please answer " + reference +
                               " by Monday 9 February 2026.\n\nOpen it here: https://cap.example/answers/" + reference +
                               "\n\nQuestions? Call CAP on 024 1.\nDo not reply with pupil details.\n");
  // A letter with a slot that the plugin does not declare any more: the plain sentence, and no hole in the text.
  LetterKind fewer = kind;
  fewer.slots.clear();
  fewer.body = "Please answer {reference}.";
  BOOST_TEST(has(mailFor(fewer, {}, id).body, "Please answer " + reference + ".\n"));
  city.arrange([&](WriteTx& tx) { tx.execute("UPDATE referral SET policy_hash = 'gone' WHERE id = ?", id); });
  BOOST_TEST(has(mailFor(kind, day, id).body, "Please answer " + reference + " by Monday 9 February 2026.\n"));
  // What is sent without a slot, or with another kind of value, is a fault of the plugin.
  BOOST_CHECK_THROW(mailFor(kind, {}, id), std::logic_error);
  BOOST_CHECK_THROW(mailFor(kind, {{"by_when", SlotValue::side("cap")}}, id), std::logic_error);
  BOOST_CHECK_THROW(mailFor(fewer, day, id), std::logic_error);
}
