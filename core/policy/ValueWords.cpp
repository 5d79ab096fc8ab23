#include "policy/ValueWords.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "policy/Readback.h"

namespace capd::policy {
namespace {

// One sentence for each name that the service knows; {} is the value.
constexpr std::pair<std::string_view, std::string_view> kSentences[] = {
    {"lasts", "a placement lasts {}"},
    {"attendance", "it is attended {}"},
    {"referred_by", "referrals come from {}"},
    {"categories", "its kinds of course are {}"},
    {"progression", "what may follow is {}"},
    {"starts", "it starts on {}"},
    {"withdrawn.by_school", "when the school withdraws, the provider is paid {}"},
    {"withdrawn.by_provider", "when the provider withdraws, it is paid {}"},
    {"panel.name", "the panel is the {}"},
    {"panel.outcome_within", "the school hears the panel's outcome within {}"},
    {"reviews.every", "there is a review meeting every {}"},
    {"panel.reviewed_by", "before it, the case is looked at by the {}"},
    {"not_open", "nobody may apply for it yet: “{}”"},
    {"exempt_from", "what every programme shares does not bind it in {}"},
    {"silent", "no document says of it: {}"},
    {"early_help", "about early help: {}"},
    {"add_ons", "support that may come with it: {}"},
    {"sla_first", "schools that have bought in come before others: {}"},
    {"hours", "it is given for {}"},
    {"places_a_term", "at most {} start in a term"},
    {"provider", "it is given by {}"},
    {"aim", "it is for: {}"},
    {"after", "afterwards: {}"},
    {"contents", "it holds: {}"},
    {"initial_assessments", "every pupil is assessed at its beginning in {}"},
    {"support_plan", "the school is given at its end: {}"},
    {"outputs", "what comes out of it: {}"},
    {"phases.at_provider", "the first {} are at the provider"},
    {"phases.home_school_day", "of those weeks the home school has each {}"},
    {"phases.back_to_school", "the last {} lead back to the home school"},
    {"roll.main", "the main roll is that of {}"},
    {"roll.subsidiary", "the subsidiary roll is that of {}"},
    {"commissioner", "it is commissioned by {}"},
    {"ehcp", "about the EHC plan, the provider: {}"},
    {"staff", "it is given by: {}"},
    {"assessments", "the provider can do: {}"},
    {"reviews.formal_after", "the formal review is after {}"},
    {"reviews.regular", "other reviews: {}"},
    {"reviews.with_send_every", "it is reviewed with the SEND team every {}"},
    {"reviews.ehcp_every", "the EHC plan is reviewed every {}"},
    {"reintegration", "what leads on: {}"},
    {"disengagement", "when a learner drops away: {}"},
    {"induction", "it begins with: {}"},
    {"communication", "who is kept told: {}"},
    {"safeguarding", "the pupil is kept safe by: {}"},
    {"quality_review", "its quality review follows {}"},
    {"kpis", "it is measured by: {}"},
    {"replaced_by", "the place of a learner who drops away may be given to another by {}"},
    {"progress", "about progress: {}"},
    {"early_help_age", "early help is offered {}"},
    {"process_within", "CAP sets an agreed placement up within {}"},
    {"answer_within", "the provider answers within {}"},
    {"first_look_within", "CAP checks a referral within {}"},
    {"slt_review_within", "CAP's senior leaders look at a provider's no within {}"},
    {"alternatives_within", "CAP offers the school other courses within {}"},
    {"days_a_week", "a pupil is out of school {}"},
    {"sessions_a_week", "over all placements that is {}"},
    {"third_day_sessions", "with a third day it is {}"},
    {"third_day_lasts", "a third day lasts {}"},
    {"risk_assessment_age", "a risk assessment is at most {} old when the school applies"},
    {"risk_assessment_new", "a risk assessment is new or revised {}"},
    {"papers_by", "papers go to providers through {}"},
    {"dbs_renewal", "a DBS check is renewed after {}"},
    {"dbs_renewal_opens", "a renewal is asked for {} before"},
    {"dbs_supervised_at_most", "supervised work is agreed for {} at a time at most"},
    {"staff_changes_told", "providers tell CAP of changes of staff {}"},
    {"no_coordinator_within", "CAP finds out within {} who coordinates at a provider now"},
    {"offered_reasons_purposes", "a placement may be for {}"},
    {"offered_reasons_justification", "it may serve {}"},
    {"offered_needs_kinds", "the form names as needs {}"},
    {"offered_needs_identified", "it names as ways to find needs {}"},
    {"offered_views_measures", "it names as measures of success {}"},
    {"cap_policies", "CAP's own policies are {}"},
    {"terms_acknowledged_within", "terms and policies are to be read within {}"},
    {"terms_reviewed_within", "CAP reviews its terms and policies within {}"},
    {"majority_from_school", "the school gives the majority of education {}"},
    {"full_time_sessions", "a pupil with {} at one provider is there full time"},
    {"full_time_pupils", "a provider that is no registered school has fewer than {} who are there full time"},
    {"week_warned_before", "the end of a third day is said {} before"},
    {"code_by_school", "the school's register may say {} for a placement that it arranged"},
    {"code_by_authority", "it may say {} for one that the authority arranged"},
    {"code_of_two_rolls", "it may say {} for a pupil on two rolls"},
    {"register_within", "a register is taken within {} of the beginning of its session"},
    {"register_sessions", "registers are taken of every {}"},
    {"morning_starts", "a morning session begins at {} when the provider says nothing else"},
    {"afternoon_starts", "an afternoon session begins at {} when the provider says nothing else"},
    {"not_seen_for", "CAP looks at a pupil who was not there for {}"},
    {"attendance_low", "CAP looks at a pupil who was there less than {} of the time"},
    {"attendance_low_after", "low attendance is said once a pupil has had {}"},
    {"pack_closes_before", "the pack of a panel closes {} before it meets"},
    {"pack_chased_before", "what a school still owes is asked for {} before the pack closes"},
    {"reminders_at", "the day's reminders go at {}"},
    {"manual_reminder_counts", "a reminder by hand stands for those of {}"},
    {"late_round_within", "what is opened too late is due {} later"},
    {"confirmation_looked_at_within", "CAP talks to a provider that could not confirm everything within {}"},
    {"change_agreed_within", "a change of day is agreed and sent within {}"},
    {"change_of_day_within", "CAP enters a change of day within {}"},
    {"withdrawal_within", "CAP processes a withdrawal within {}"},
    {"provider_withdraws", "a provider that withdraws is paid, where its programme says nothing else, {}"},
    {"non_starter_before", "nothing is paid for a pupil who never attended and is withdrawn by the school before {}"},
    {"minimum_payment", "a new placement is paid for {} at least"},
    {"session_is", "a session, where a clause does not say, is a {}"},
    {"pause_meeting_within", "after a pause for safety there is a meeting within {}"},
    {"meeting_within", "a meeting about a placement is held within {}"},
    {"fee_decided_within", "CAP decides within {} what is paid when the clauses do not"},
    {"review_asked_before", "a review after so many weeks is asked for {} before"},
    {"term_review_asked_before", "a review of each term is asked for {} before the term ends"},
    {"ehcp_review_asked_before", "an annual review of an EHC plan is asked for {} before"},
    {"review_confirmed_within", "the SEND team says within {} what comes of a review"},
    {"third_day_warned", "the end of a third day is said {} before"},
    {"offered_induction_topics", "an induction goes through {}"},
    {"induction_within", "an induction is recorded within {} of the start"},
    {"report_answered_within", "what is told or asked about a placement is answered within {}"},
    {"outputs_asked", "a provider is asked for its report {} before a placement ends"},
    {"rolls_over", "placements that go on into the next academic year are those of {}"},
    {"roll_over_listed", "schools are told {} before which placements go on"},
    {"roll_over_withdrawn_by", "a rolled-over placement costs nothing when it is withdrawn within {} of the new term"},
    {"main_provider_halts", "a provider that is a pupil's main education provider stops {}"},
};

// Words of policy files, and what they stand for.
constexpr std::pair<std::string_view, std::string_view> kWordsMean[] = {
    {"full_programme", "the whole programme"},
    {"half_term_minimum", "for the half term at least"},
    {"to_withdrawal_date", "up to the day of withdrawal"},
    {"school", "schools"},
    {"send_team", "the SEND team"},
    {"capd", "this service"},
};

std::string meaningOf(const std::string& word) {
  for (const auto& [name, means] : kWordsMean)
    if (name == word) return std::string(means);
  return word;
}

bool isWord(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

std::string plainWords(const PolicyItem& item) {
  // An item that the form offers, `sen: Special educational needs`, is read without the value that is stored.
  const auto inWords = [](const std::string& text) {
    const auto colon = text.find(": ");
    if (colon != std::string::npos && isWord(text.substr(0, colon))) return text.substr(colon + 2);
    return isWord(text) ? spaced(meaningOf(text)) : text;
  };
  if (item.list.empty()) return inWords(item.words());
  std::string all;
  for (std::size_t i = 0; i < item.list.size(); ++i) {
    if (i > 0) all += i + 1 == item.list.size() ? " and " : ", ";
    all += inWords(item.list[i]);
  }
  return all;
}

std::string sentenceOf(const PolicyItem& item) {
  const std::string words = plainWords(item);
  for (const auto& [name, sentence] : kSentences) {
    if (name != item.name) continue;
    const std::string text(sentence);
    const auto at = text.find("{}");
    return text.substr(0, at) + words + text.substr(at + 2);
  }
  return fmt::format("the {} is {}", spaced(item.name), words);
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string uncapitalised(std::string text) {
  const auto upper = [&](std::size_t at) { return at < text.size() && text[at] >= 'A' && text[at] <= 'Z'; };
  if (upper(0) && !upper(1)) text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

}  // namespace capd::policy
