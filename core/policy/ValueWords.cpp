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
    {"pack_closes_before", "the pack of a panel closes {} before it meets"},
    {"pack_chased_before", "what a school still owes is asked for {} before the pack closes"},
    {"reminders_at", "the day's reminders go at {}"},
    {"manual_reminder_counts", "a reminder by hand stands for those of {}"},
    {"late_round_within", "what is opened too late is due {} later"},
    {"confirmation_looked_at_within", "CAP talks to a provider that could not confirm everything within {}"},
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
