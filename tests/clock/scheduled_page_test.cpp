// The page "Scheduled": every row of group CAL about what the service does, with its next day and its source.

#include "cases/policy/PolicyShelf.h"
#include "tests/clock/Year.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

std::string scheduledPage(Year& year) {
  Screen admin(year.office, "admin@cap.example");
  return textOf(admin.get("/scheduled"));
}

// What stands on the page between one rule and whatever comes after it.
std::string partOf(const std::string& page, const std::string& says, std::size_t length) {
  const auto at = page.find(says);
  BOOST_TEST_REQUIRE((at != std::string::npos), "'" << says << "' is not on the page: " << page);
  return page.substr(at, length);
}

void hasAll(const std::string& part, const std::vector<const char*>& wanted) {
  for (const char* each : wanted)
    BOOST_TEST((part.find(each) != std::string::npos), "expected '" << each << "' in: " << part);
}

void openRenewal(Year& year, Date policyDate) {
  store::WriteRequest request;
  request.viewer = year.office.house().hostViewer(0);
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    openDuty(tx, {.kind = "staff.dbs_renewal",
                  .subject = "whitley",
                  .occurrence = "a:" + policyDate.iso(),
                  .organisation = findOrganisation(tx, "provider", "Whitley Workshops").value().id,
                  .role = "provider.coordinator",
                  .says = "Show CAP a new DBS check",
                  .due = londonEndOf(policyDate)});
    return Done{};
  };
  year.office.house().database().write(std::move(request)).get();
}

}  // namespace

BOOST_TEST_DECORATOR(*label("CAL-19") * label("CAL-20") * label("NUM-84"))
BOOST_DATA_TEST_CASE(the_half_termly_confirmation_shows_its_next_round, kBoth, kind) {
  Year year(kind, Date(2026, 2, 2));
  const std::string part = partOf(scheduledPage(year), "Each provider confirms its half term", 900);
  hasAll(part, {"Every half term: opens on its fifth-last school day at 06:00", "CAP Quality Statement, OFSTED",
                "provisional: the documents say each half term; the days are not printed",
                "CAP quality monitoring officer, Ring the provider", "half term 3 of 2025-26: opens 9 February 2026"});
  year.at(Date(2026, 2, 9), {6, 0});
  hasAll(partOf(scheduledPage(year), "Each provider confirms its half term", 900),
         {"half term 4 of 2025-26: opens 23 March 2026", "half term 3 of 2025-26: 9 February 2026"});
}

BOOST_AUTO_TEST_CASE(terms_and_policies_are_counted_from_the_next_september,
                     *label("CAL-04") * label("CAL-05") * label("CAL-06") * label("CAL-07") * label("CAL-08") *
                         label("CAL-09") * label("CAL-10")) {
  const auto day = [](Date today, const char* review, const char* read) {
    Year year(Kind::sqlite, today);
    const std::string page = scheduledPage(year);
    hasAll(partOf(page, "CAP reviews its terms, its policies, its Ofsted guide and its quality process", 600),
           {review, "30 days from 1 September", "CAP Quality Statement, Policies; Quality Review; OFSTED",
            "provisional: the Quality Statement says September, and no day"});
    hasAll(partOf(page, "Providers, schools and CAP read the year", 600),
           {read, "and the KCSIE letter", "10 working days from 1 September", "CAP Quality Statement, Policies",
            "CAP data administrator, Ring them"});
  };
  // Asked for too late in the year, a review is counted from the asking; nothing is published here to be read.
  day(Date(2026, 2, 2), "The next falls due on Wednesday 4 March 2026",
      "From Tuesday 1 September 2026: 10 working days");
  day(Date(2026, 8, 31), "The next falls due on Wednesday 30 September 2026",
      "From Tuesday 1 September 2026: 10 working days");
  day(Date(2026, 9, 1), "The next falls due on Wednesday 30 September 2026",
      "From Tuesday 1 September 2026: 10 working days");
  day(Date(2026, 9, 2), "The next falls due on Wednesday 30 September 2026",
      "From Wednesday 1 September 2027: 10 working days");
}

BOOST_TEST_DECORATOR(*label("CAL-35") * label("CAL-61") * label("NUM-18"))
BOOST_DATA_TEST_CASE(the_next_renewal_is_that_of_the_nearest_open_duty, kBoth, kind) {
  Year year(kind, Date(2026, 2, 2));
  const char* says = "DBS checks are renewed before their policy date";
  hasAll(partOf(scheduledPage(year), says, 500),
         {"3 years from the day of the last check. Reminded 90 days before, 30 days before, 7 days before",
          "When the next is asked for", "None open", "CAP Quality Statement, OFSTED"});
  openRenewal(year, Date(2026, 6, 1));
  openRenewal(year, Date(2026, 4, 1));
  hasAll(partOf(scheduledPage(year), says, 500), {"The next falls due on Wednesday 1 April 2026", "2 open"});
  // The day itself is still to come; the day after, it is overdue and the other is next.
  year.office.clock().set(londonAt(Date(2026, 4, 1), {23, 59}));
  hasAll(partOf(scheduledPage(year), says, 500), {"The next falls due on Wednesday 1 April 2026"});
  year.office.clock().set(londonAt(Date(2026, 4, 2), {0, 1}));
  hasAll(partOf(scheduledPage(year), says, 500),
         {"The next falls due on Monday 1 June 2026", "2 open, 1 of them overdue. The oldest: -1 days"});
}

BOOST_AUTO_TEST_CASE(a_new_risk_assessment_is_counted_from_september, *label("CAL-12") * label("NUM-05")) {
  Year year(Kind::sqlite, Date(2026, 2, 2));
  hasAll(partOf(scheduledPage(year), "A new or revised risk assessment, before the pupil starts", 500),
         {"Once for each academic year from 1 September", "From Tuesday 1 September 2026", "section 7"});
}

// What an event begins: how long, from when, who does it, how many are open, where it is printed.
BOOST_AUTO_TEST_CASE(duties_with_a_deadline_say_how_long_and_who,
                     *label("CAL-50") * label("CAL-51") * label("CAL-54") * label("CAL-58") * label("CAL-59")) {
  Year year(Kind::sqlite, Date(2026, 2, 2));
  const std::string page = scheduledPage(year);
  hasAll(page, {"Duties with a deadline", "These begin when something happens."});
  struct Row {
    const char* says;
    std::vector<const char*> wanted;
  };
  for (const Row& row : {
           Row{"CAP sets an agreed placement up",
               {"August 2025, Appendix 2, step 10", "2 working days", "the provider", "CAP administrator",
                "None open"}},
           Row{"The provider meets the pupil and answers",
               {"September 2025, Appendix A, step 5", "7 days", "school holidays left out",
                "Provider CAP coordinator"}},
           Row{"The school hears the panel",
               {"2024-25, Tier 2 Flourish", "provisional: printed for 2024-25 only", "3 working days", "meeting"}},
           Row{"A review meeting of a Flourish placement",
               {"August 2025, Appendix 1, Tier 2", "3 school weeks", "the start of the placement", "Not counted"}},
           Row{"The provider tells CAP of joiners, leavers and new checks",
               {"CAP Quality Statement, OFSTED", "immediately", "the change", "Provider CAP coordinator"}},
           Row{"A third day ends", {"Accessing AP", "up to 12 weeks", "its first day", "Nobody: it happens by itself"}},
           Row{"main education provider stops", {"section 3.3", "immediately", "CAP operations lead"}},
       })
    hasAll(partOf(page, row.says, 330), row.wanted);
}

// In the year that CAP has not confirmed every line says so in words.
BOOST_AUTO_TEST_CASE(what_is_carried_forward_says_so) {
  Year year(Kind::sqlite, Date(2026, 10, 1));
  const std::string page = scheduledPage(year);
  hasAll(partOf(page, "CAP sets an agreed placement up", 330),
         {"provisional: carried forward from 2025-26, not confirmed by CAP"});
  std::size_t lines = 0;
  for (std::size_t at = page.find("provisional: "); at != std::string::npos; at = page.find("provisional: ", at + 1))
    ++lines;
  BOOST_TEST(
      lines ==
      year.office.house()
          .services()
          .policy()
          .reading(year.office.house().services().policy().versionFor(Date(2026, 10, 1), Date(2026, 10, 1)).value())
          .scheduled.size());
}
