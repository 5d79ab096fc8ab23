// Terms and policies of the invented year: last year's as they were taken over, this year's published in September,
// who has read them when, and whom CAP has rung about it.

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "daemon/CityYear.h"
#include "daemon/Demonstration.h"

namespace capd::daemon {
namespace {

constexpr char kOperationsLead[] = "lead@cap.example";
constexpr char kQualityOfficer[] = "quality@cap.example";
constexpr char kSafeguarding[] = "dsl@cap.example";
constexpr char kData[] = "data@cap.example";
constexpr char kAdvisor[] = "The Safeguarding in Education Advisor";

const Date kTakenOver(2025, 2, 20);
const Date kReviewed(2025, 9, 9);
const Date kRungAbout(2025, 9, 26);

struct PolicyText {
  const char* document;
  const char* keeper;
  const char* audience;
  int published;  ///< day of September on which the year's version is published; 0 = reviewed, and it stays
  bool acknowledge;
  const char* body;
  const char* changes;
};

// In the order in which CAP lists them. The report writing guide has not been reviewed this year yet.
constexpr PolicyText kTexts[] = {
    {"terms", kOperationsLead, "providers", 2, true,
     "These terms are agreed between CAP and each training provider for one academic year.\n\nThe school stays the "
     "main education provider of every pupil. The provider takes no pupil outside CAP’s guidance, says yes or no to a "
     "referral within five working days, and starts nobody before CAP has confirmed the placement.\n\nEverybody who "
     "works with pupils has an enhanced DBS check that CAP has seen. Joiners and leavers are told at once, and each "
     "half term the provider confirms that its list is right.\n\nAttendance is sent twice a day. An absence without "
     "a reason is told to the school within half an hour of the start.",
     "The half-termly confirmation is given in capd, no longer by letter. Joiners and leavers are told there too."},
    {"safeguarding", kSafeguarding, "providers|schools|cap", 4, true,
     "Every pupil has the right to be safe wherever they learn.\n\nWhoever is worried about a pupil tells the "
     "designated safeguarding lead on the same day, and in danger rings 999 first. The provider’s lead and the "
     "school’s lead speak to each other; papers between them go by capd’s closed way and by no other.\n\nA concern "
     "about an adult goes to the head of the organisation and to the local authority designated officer.",
     "The words on online safety and on staff who are alone with a pupil follow this year’s Keeping Children Safe in "
     "Education."},
    {"behaviour", kOperationsLead, "providers|schools", 3, true,
     "Pupils come to learn something that they have chosen. Staff know what helps each of them, from the risk "
     "assessment that they have read.\n\nA session is ended early only after a call to the school. Nobody is sent "
     "away without an adult knowing where they go. What has happened is written down on the same day.",
     "A session that is ended early is told to the school by telephone first, then in writing."},
    {"attendance", kOperationsLead, "providers|schools", 0, false,
     "Registers are sent within half an hour of the start, morning and afternoon.\n\nA pupil who has not come is "
     "rung for at once: the provider rings the school, the school rings the family. After three days CAP asks the "
     "school what will be done.",
     ""},
    {"code-of-conduct", kOperationsLead, "providers", 3, true,
     "Staff are on time, prepared and sober. They use no private telephone with pupils, take no pictures of them and "
     "give no lifts.\n\nWhoever sees that this is not kept says so, to the provider’s lead or to CAP.",
     "Private telephones: messages to pupils are sent from the provider’s telephone only."},
    {"kcsie-letter", kQualityOfficer, "schools", 5, true,
     "Dear colleague,\n\nthis year’s Keeping Children Safe in Education is in force from 1 September. Please make "
     "sure that whoever works with CAP at your school has read part one, and that we have the name of your designated "
     "safeguarding lead and of a deputy.\n\nYour pupils’ providers confirm to us each half term that they work to it.",
     "The date and the edition. We ask for a deputy’s name as well."},
    {"kcsie-cap-staff", kSafeguarding, "cap", 4, true,
     "Everybody at CAP reads part one and annex B of this year’s Keeping Children Safe in Education before the end of "
     "September.\n\nWhoever visits providers reads part three, on safer recruitment, as well.",
     "Annex B is read by everybody this year."},
    {"quality-review", kQualityOfficer, "providers", 8, false,
     "Each provider is visited twice a year. The first visit looks at premises, staff and papers; the second at "
     "teaching and at what pupils say.\n\nWhat is found is sent within ten working days, with what is to be done by "
     "when.",
     "The second visit asks pupils for their view before it looks at anything else."},
    {"ofsted-guide", kQualityOfficer, "providers", 8, false,
     "A provider that gives all or most of a pupil’s education may have to register as an independent school. This "
     "guide says where the line is, and whom to ring when somebody comes near it.\n\nA provider that is visited by "
     "Ofsted tells CAP on the same day.",
     "Examples of weeks on either side of the line."},
    {"report-writing", kOperationsLead, "providers", 0, false,
     "A report says what the pupil can do now that they could not do before, what helped, and what comes next.\n\nTwo "
     "pages at most, in words that the pupil understands. No diagnosis, and no names of other pupils.",
     ""},
};

}  // namespace

void CityYear::publish(std::size_t text, bool thisYear) {
  const PolicyText& each = kTexts[text];
  Texts texts = {{"document", each.document},
                 {"last", thisYear ? "1" : "0"},
                 {"year", thisYear ? "2025-26" : "2024-25"},
                 {"body", each.body},
                 {"audience", each.audience},
                 {"acknowledge", thisYear && each.acknowledge ? "yes" : "no"},
                 {"approved_by", each.keeper == kSafeguarding ? kAdvisor : ""}};
  if (thisYear) texts["changes"] = each.changes;
  city_.run(each.keeper, "terms.publish", texts);
}

void CityYear::arrangeTerms() {
  for (std::size_t text = 0; text < std::size(kTexts); ++text) {
    const PolicyText& each = kTexts[text];
    city_.at(londonAt(kTakenOver, {11, static_cast<int>(text)}), 0, [this, text] { publish(text, false); });
    if (each.published > 0)
      city_.at(londonAt(Date(2025, 9, static_cast<unsigned>(each.published)), {11, static_cast<int>(text)}), 0,
               [this, text] { publish(text, true); });
  }
  city_.at(londonAt(kReviewed, {11, 0}), 0, [this] {
    city_.run(
        kOperationsLead, "terms.review",
        {{"document", "attendance"}, {"says", "Compared with the council’s own policy of July: nothing to change."}});
  });
  arrangeReaders();
  const std::pair<const char*, const char*> calls[] = {
      {"terms", "Will be read this week; the coordinator has changed desks."},
      {"safeguarding", "Said that it was read in the summer. It is this year’s that counts: reads it now."},
      {"kcsie-letter", "The office has it and puts it before the head."}};
  for (const auto& [document, said] : calls) callAboutDocument(kRungAbout, 10, document, said);
}

// Everybody who is chased about it is rung, each by itself.
void CityYear::callAboutDocument(Date day, int hour, const std::string& document, const std::string& said) {
  city_.at(londonAt(day, {hour, 30}), 0, [this, document, said] {
    std::vector<std::string> subjects;
    {
      const auto lease = city_.house_.database().read(city_.house_.hostViewer(0));
      subjects = chasedAbout(lease->tx(), document);
    }
    for (const std::string& subject : subjects)
      city_.run(kData, "schedule.call", {{"subject", subject}, {"who", "The office"}, {"said", said}});
  });
}

void CityYear::reads(Date day, int hour, const std::string& who, const std::string& document) {
  city_.at(londonAt(day, {hour, 20}), 0, [this, who, document] {
    city_.run(who, "terms.read", {{"document", document}, {"number", "2"}, {"read", "yes"}});
  });
}

// Each in one go, most within the ten working days; a few later, a few not at all.
void CityYear::arrangeReaders() {
  const auto someDay = [&] {
    Date day = Date(2025, 9, dice_.percent(92) ? 9U : 18U).plusDays(dice_.between(0, 6));
    while (day.weekday() > 5) day = day.plusDays(1);
    return day;
  };
  const auto goThrough = [&](const std::string& who, const std::string& kind, const std::string& except, Date late) {
    const Date day = someDay();
    const int hour = dice_.between(8, 16);
    for (const PolicyText& each : kTexts) {
      const bool asked = each.published > 0 && each.acknowledge &&
                         ("|" + std::string(each.audience) + "|").find("|" + kind + "|") != std::string::npos;
      if (!asked || (each.document == except && late == Date())) continue;
      reads(each.document == except ? late : day, hour, who, each.document);
    }
  };
  // Who has not read what yet (no day), or read it after CAP had rung.
  struct Slow {
    std::size_t place;
    const char* document;
    Date read;
  };
  const Slow providers[] = {{33, "terms", {}}, {18, "terms", Date(2025, 10, 2)}, {50, "safeguarding", {}}};
  const Slow schools[] = {{9, "kcsie-letter", {}}, {20, "safeguarding", Date(2025, 10, 6)}};
  const auto all = [&](const std::vector<PlannedOrganisation>& some, const std::string& kind, const char* role,
                       std::span<const Slow> slow) {
    for (std::size_t i = 0; i < some.size(); ++i) {
      const auto one = std::find_if(slow.begin(), slow.end(), [&](const Slow& each) { return each.place == i; });
      goThrough(some[i].who(role)->email, kind, one == slow.end() ? "" : one->document,
                one == slow.end() ? Date() : one->read);
    }
  };
  all(city_.plan_.providers, "providers", "provider.coordinator", providers);
  all(city_.plan_.schools, "schools", "school.coordinator", schools);
  for (const Persona& each : personas())
    if (std::string_view(each.role).substr(0, 4) == "cap.") goThrough(each.email, "cap", "", {});
  for (const PlannedPerson& each : city_.plan_.cap) goThrough(each.email, "cap", "", {});
}

}  // namespace capd::daemon
