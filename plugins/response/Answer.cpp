#include "Answer.h"

#include <fmt/format.h>

#include <algorithm>

#include "Common.h"
#include "base/Text.h"

namespace capd::response {
namespace {

std::vector<Option> halfDays() {
  std::vector<Option> all;
  for (unsigned day = 1; day <= 5; ++day) {
    const std::string name(weekdayName(day));
    all.push_back({std::to_string(day) + "a", name + " morning", ""});
    all.push_back({std::to_string(day) + "p", name + " afternoon", ""});
  }
  return all;
}

Field yesNoField(const char* name, const char* label, const char* missing, const char* hint = "") {
  return {.name = name, .label = label, .kind = FieldKind::yesNo, .hint = hint, .missing = missing};
}

}  // namespace

Form<YesIn> yesForm() {
  Form<YesIn> form;
  caseFields(form);
  form.field(&YesIn::interviewOn, {.name = "interview_on",
                                   .label = "When did you meet the pupil?",
                                   .kind = FieldKind::date,
                                   .missing = "You can say yes once you have met the pupil. When did you meet?"});
  form.field(&YesIn::interviewWho, {.name = "interview_who",
                                    .label = "Who was there?",
                                    .hint = "The pupil, parents or carers, school staff, your own staff",
                                    .missing = "Say who was there when you met the pupil",
                                    .most = 300,
                                    .personal = true});
  form.field(&YesIn::riskRead,
             yesNoField("risk_assessment_read", "Have you received the pupil’s risk assessment, and read it?",
                        "Say whether you have received and read the risk assessment"));
  form.field(&YesIn::documentsUnderstood,
             yesNoField("documents_understood", "Have you received and understood the other papers?",
                        "Say whether you have received and understood the papers"));
  form.field(&YesIn::agreementConsidered,
             yesNoField("agreement_considered", "Have you considered the commissioning agreement?",
                        "Say whether you have considered the commissioning agreement"));
  form.field(&YesIn::needsMet,
             yesNoField("needs_met", "Can you meet the pupil’s needs?", "Say whether you can meet the pupil’s needs"));
  form.field(&YesIn::riskMet, yesNoField("risk_met", "Can you manage the level of risk?",
                                         "Say whether you can manage the level of risk"));
  form.field(&YesIn::supervisionMet,
             yesNoField("supervision_met", "Is the agreed level of supervision enough?",
                        "Say whether the agreed level of supervision is enough", "For example, 1 to 1 or 1 to 2"));
  form.field(&YesIn::sessions, {.name = "sessions",
                                .label = "When will the pupil come?",
                                .kind = FieldKind::choices,
                                .hint = "Agree any change of day with the school first",
                                .missing = "Choose at least one morning or afternoon",
                                .options = halfDays()});
  form.field(&YesIn::hours, {.name = "hours",
                             .label = "For how many hours a week?",
                             .kind = FieldKind::number,
                             .hint = "For courses of the SEND team",
                             .least = 1,
                             .most = 40,
                             .unit = "hours a week"});
  form.field(&YesIn::start, {.name = "start",
                             .label = "First day",
                             .kind = FieldKind::date,
                             .hint = "The pupil may not start before this day, nor before CAP has set the placement up",
                             .missing = "Enter the first day"});
  return form;
}

bool tellsEnough(std::string_view reason) {
  const std::string text = trimmed(reason);
  return lengthInLetters(text) >= 20 && text.find(' ') != std::string::npos;
}

Form<NoIn> noForm() {
  Form<NoIn> form;
  caseFields(form);
  form.field(&NoIn::category, {.name = "category",
                               .label = "What is it about?",
                               .kind = FieldKind::choice,
                               .missing = "Choose what it is about",
                               .options = {{"availability", "We have no place at the time", ""},
                                           {"need", "We cannot meet the pupil’s needs",
                                            "Also when the needs cannot be met at the agreed level of supervision"},
                                           {"risk", "The risk is too high for the course or the place", ""},
                                           {"other", "Something else", ""}}});
  form.field(
      &NoIn::reason,
      {.name = "reason",
       .label = "Why, in full",
       .kind = FieldKind::longText,
       .hint = "At least a sentence that names the need, the risk or the time. CAP reads it, and the school when "
               "CAP has shared it. Please name no other child.",
       .missing = "Say why, in at least a sentence",
       .most = 4000,
       .personal = true});
  form.check([](const NoIn& in, Problems& problems) {
    if (!tellsEnough(in.reason))
      problems.push_back({"reason",
                          "Say why in at least a sentence: a word or two is not enough for the school to find "
                          "something better"});
  });
  return form;
}

std::string notAFirstDay(Date start, const std::vector<Session>& sessions, const Calendar* calendar) {
  constexpr char kAsks[] = "Give the first day on which the pupil comes.";
  const auto weekday = static_cast<int>(start.weekday());
  if (weekday > 5) return fmt::format("{} is a {}. {}", start.words(), weekdayName(start.weekday()), kAsks);
  if (calendar != nullptr && !calendar->isSchoolDay(start).value_or(true))
    return fmt::format("{} is no school day. {}", start.longWords(), kAsks);
  const auto comes = [&](const Session& s) { return s.weekday == weekday; };
  if (sessions.empty() || std::any_of(sessions.begin(), sessions.end(), comes)) return {};
  return fmt::format("{} is a {}, and the pupil comes on {}. {}", start.words(), weekdayName(start.weekday()),
                     sessionsInWords(sessions), kAsks);
}

Problems faultsOfYes(const YesIn& in, const YesTruth& truth) {
  Problems problems;
  const auto fault = [&](const char* field, std::string says) { problems.push_back({field, std::move(says)}); };
  if (in.interviewOn > truth.today)
    fault("interview_on",
          fmt::format("{} is still to come. You can say yes once you have met the pupil.", in.interviewOn.words()));
  else if (in.interviewOn < truth.today.plusMonths(-12))
    fault("interview_on",
          fmt::format("{} is more than a year ago. Check the year, or meet the pupil again.", in.interviewOn.words()));
  if (!truth.riskGiven)
    fault("risk_assessment_read",
          "There is no risk assessment among the papers. You cannot say yes without it: call CAP to send it.");
  else if (!in.riskRead)
    fault("risk_assessment_read",
          "You can say yes once you have received and read the risk assessment. It is on the page of this referral.");
  if (!in.documentsUnderstood)
    fault("documents_understood",
          "You can say yes once you have received and understood the papers. Call CAP if one is missing or unclear.");
  if (!in.agreementConsidered)
    fault("agreement_considered",
          "You can say yes once you have considered the commissioning agreement. It is on the page of this referral.");
  if (!in.needsMet)
    fault("needs_met",
          "If you cannot meet the pupil’s needs, the answer is no: go back and choose “No, and here is why”.");
  if (!in.riskMet)
    fault("risk_met", "If you cannot manage the risk, the answer is no: go back and choose “No, and here is why”.");
  if (!in.supervisionMet)
    fault(
        "supervision_met",
        fmt::format(
            "You cannot agree to other supervision by yourself. Talk to {} first. If it cannot be changed, the answer "
            "is no: the needs cannot be met at the agreed level of supervision.",
            truth.talkTo));
  std::string wrong;
  std::string text;
  for (const std::string& each : in.sessions) text += each + ",";
  const auto sessions = sessionsFromText(text);
  for (const Session& session : sessions)
    if (std::find(truth.days.begin(), truth.days.end(), session.weekday) == truth.days.end())
      wrong = std::string(weekdayName(static_cast<unsigned>(session.weekday)));
  if (!wrong.empty())
    fault("sessions", fmt::format("The course does not run on {}. It runs on {}.", wrong, daysInWords(truth.days)));
  if (in.start < truth.today)
    fault("start", fmt::format("The first day must be today or later; {} has passed", in.start.words()));
  else if (in.start > truth.today.plusMonths(15))
    fault("start", fmt::format("{} is more than a year from now. Check the year.", in.start.words()));
  else if (std::string why = notAFirstDay(in.start, sessions, truth.calendar); !why.empty())
    fault("start", std::move(why));
  return problems;
}

std::string categoryInWords(std::string_view category) {
  if (category == "availability") return "No place at the time";
  if (category == "need") return "Needs cannot be met";
  if (category == "risk") return "Risk too high";
  return "Something else";
}

}  // namespace capd::response
