#include "Letters.h"

namespace capd::placement {

const LetterKind kChangeToAgree = {.name = "change_to_agree",
                                   .title = "A change of day to agree to",
                                   .when = "one side asks for a change of day",
                                   .to = {"school", "provider"},
                                   .slots = {{"who", SlotKind::side, "the side that did it", "The school"}},
                                   .place = "/placements/{subject}/changes",
                                   .subject = "{reference}: a change of day to agree to",
                                   .body =
                                       "{who} asks for a change of day on {reference}. What changes, from when and why "
                                       "stands on its page. You agree with one button.",
                                   .both = true};

const LetterKind kChangeToSend = {
    .name = "change_to_send",
    .title = "A change of day to send",
    .when = "the provider has agreed to a change of day",
    .to = {"school"},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: a change of day to send",
    .body = "The provider agrees to the change of day on {reference}. Your school sends it to CAP now.",
    .both = true};

const LetterKind kChangeAskedToSend = {
    .name = "change_asked_to_send",
    .title = "An agreed change of day is still to be sent",
    .when = "the provider asks the school to send the agreed change of day",
    .to = {"school"},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: a change of day to send",
    .body = "The provider asks you to send the agreed change of day on {reference} to CAP. Only the school can.",
    .both = true};

const LetterKind kChangeDoneSchool = {
    .name = "change_done_school",
    .title = "The change of day is confirmed, to the school",
    .when = "CAP has entered a change of day",
    .to = {"school"},
    .slots = {{"from", SlotKind::day, "the first day on which the new days hold", "Monday 9 March 2026"}},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: the change of day is confirmed",
    .body =
        "The change of day on {reference} is confirmed, from {from}. The days stand on the placement’s page. Tell the "
        "pupil and the family, and how to travel.",
    .both = true};

const LetterKind kChangeDoneProvider = {
    .name = "change_done_provider",
    .title = "The change of day is confirmed, to the provider",
    .when = "CAP has entered a change of day",
    .to = {"provider"},
    .slots = {{"from", SlotKind::day, "the first day on which the new days hold", "Monday 9 March 2026"}},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: the change of day is confirmed",
    .body = "The change of day on {reference} is confirmed, from {from}. The days stand on the placement’s page.",
    .both = true};

const LetterKind kChangeDropped = {.name = "change_dropped",
                                   .title = "The change of day does not happen",
                                   .when = "one side, or CAP, does not go on with a change of day",
                                   .to = {"school", "provider"},
                                   .slots = {{"who", SlotKind::side, "the side that did it", "The school"}},
                                   .place = "/placements/{subject}/changes",
                                   .subject = "{reference}: the change of day does not happen",
                                   .body =
                                       "{who} does not go on with the change of day on {reference}. The old day "
                                       "stands. Why stands on the placement’s page.",
                                   .both = true};

const LetterKind kWithdrawalFormSchool = {
    .name = "withdrawal_form_school",
    .title = "The form of the provider’s withdrawal",
    .when = "CAP has processed a withdrawal by the provider",
    .to = {"school"},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: a withdrawal is processed",
    .body =
        "CAP has processed a withdrawal by the provider on {reference}. The form with the days, the last day and what "
        "is paid stands on the placement’s page.",
    .both = true};

const LetterKind kWithdrawalFormProvider = {
    .name = "withdrawal_form_provider",
    .title = "The form of the school’s withdrawal",
    .when = "CAP has processed a withdrawal by the school",
    .to = {"provider"},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: a withdrawal is processed",
    .body =
        "CAP has processed a withdrawal by the school on {reference}. The form with the days, the last day and what is "
        "paid stands under “Forms of withdrawals”.",
    .both = true};

const LetterKind kYourWithdrawalDone = {.name = "your_withdrawal_done",
                                        .title = "Your withdrawal is processed",
                                        .when = "CAP has processed a withdrawal, to the side that sent it",
                                        .to = {"school", "provider"},
                                        .place = "/placements/{subject}/changes",
                                        .subject = "{reference}: your withdrawal is processed",
                                        .body = "CAP has processed your withdrawal on {reference}.",
                                        .both = true};

const LetterKind kWithdrawalTakenBack = {
    .name = "withdrawal_taken_back",
    .title = "A withdrawal is taken back",
    .when = "a withdrawal is taken back before CAP has processed it",
    .to = {"school", "provider"},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: the withdrawal is taken back",
    .body = "The withdrawal on {reference} is taken back: the placement goes on. Why stands on its page.",
    .both = true};

const LetterKind kNonStarterToRecord = {
    .name = "non_starter_to_record",
    .title = "A non-starter to record",
    .when = "a school withdraws a pupil who never came",
    .to = {"provider"},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: a non-starter to record",
    .body =
        "The school has withdrawn the pupil of {reference}, who never came. You record a non-starter with one button.",
    .both = true};

const LetterKind kFeeDecided = {
    .name = "fee_decided",
    .title = "What is paid is decided",
    .when = "CAP decides what is paid for a withdrawal that no clause settles",
    .to = {"school", "provider"},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: what is paid is decided",
    .body =
        "CAP decided what is paid for the withdrawal on {reference}, which no clause settles. It stands with the form.",
    .both = true};

const LetterKind kMeetingAsked = {.name = "meeting_asked",
                                  .title = "A meeting is asked for",
                                  .when = "one side asks for a meeting about a placement",
                                  .to = {"school", "provider"},
                                  .slots = {{"who", SlotKind::side, "the side that did it", "The school"}},
                                  .place = "/placements/{subject}/changes",
                                  .subject = "{reference}: a meeting is asked for",
                                  .body =
                                      "{who} asks for a meeting about the placement of {reference}. CAP rings you "
                                      "about the day. Proposed days stand on its page.",
                                  .both = true};

const LetterKind kMeetingToArrange = {
    .name = "meeting_to_arrange",
    .title = "A meeting to arrange",
    .when = "a school or a provider asks for a meeting about a placement",
    .to = {"cap"},
    .slots = {{"who", SlotKind::side, "the side that did it", "The school"},
              {"by_when", SlotKind::day, "the day by which CAP holds the meeting", "Monday 9 February 2026"}},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: a meeting to arrange",
    .body =
        "{who} asks for a meeting about the placement of {reference}. Proposed days stand on its page.  Please arrange "
        "it by {by_when}."};

const LetterKind kPausedSchool = {
    .name = "paused_school",
    .title = "Attendance is paused, to the school",
    .when = "attendance is paused for safety",
    .to = {"school"},
    .slots = {{"who", SlotKind::side, "the side that did it", "The school"}},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: attendance is paused",
    .body =
        "{who} has paused the attendance of the pupil of {reference} for safety from today. Your school expects the "
        "pupil instead. A meeting follows. It is no withdrawal, and says nothing about money.",
    .both = true};

const LetterKind kPausedProvider = {.name = "paused_provider",
                                    .title = "Attendance is paused, to the provider",
                                    .when = "CAP pauses attendance for safety",
                                    .to = {"provider"},
                                    .place = "/placements/{subject}/changes",
                                    .subject = "{reference}: attendance is paused",
                                    .body =
                                        "CAP has paused the attendance of the pupil of {reference} for safety from "
                                        "today. The pupil does not come until CAP says so.",
                                    .both = true};

const LetterKind kPausedCap = {
    .name = "paused_cap",
    .title = "Attendance is paused, to CAP",
    .when = "a provider pauses attendance for safety",
    .to = {"cap"},
    .slots = {{"by_when", SlotKind::day, "the day by which CAP holds the meeting", "Monday 9 February 2026"}},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: attendance is paused, a meeting is due",
    .body =
        "The provider has paused the attendance of the pupil of {reference} for safety from today.  Please meet the "
        "school and the provider by {by_when}."};

const LetterKind kAttendanceGoesOn = {
    .name = "attendance_goes_on",
    .title = "Attendance goes on",
    .when = "a pause for safety is over",
    .to = {"school", "provider"},
    .place = "/placements/{subject}/changes",
    .subject = "{reference}: attendance goes on",
    .body = "The pause for safety on {reference} is over: the pupil comes again from today.",
    .both = true};

const LetterKind kSomethingToAnswer = {
    .name = "something_to_answer",
    .title = "Something was told and waits for an answer",
    .when = "one side tells what changed on a placement",
    .to = {"school", "provider", "cap"},
    .slots = {{"by_when", SlotKind::day, "the day by which it is answered", "Monday 9 February 2026"}},
    .place = "/placements/{subject}/record",
    .subject = "{reference}: something to answer",
    .body =
        "Something was told about the placement of {reference} and waits for your answer. It stands on its page.  "
        "Please answer by {by_when}."};

const LetterKind kReportAnswered = {
    .name = "report_answered",
    .title = "What was told is answered",
    .when = "something that was told about a placement is answered",
    .to = {"school", "provider"},
    .place = "/placements/{subject}/record",
    .subject = "{reference}: an answer about a placement",
    .body = "What was told about the placement of {reference} is answered. The answer stands on its page.",
    .both = true};

const LetterKind kGoesOnUnless = {
    .name = "goes_on_unless",
    .title = "A placement goes on unless you withdraw",
    .when = "a placement is put on the list of those that go on into the next year",
    .to = {"school"},
    .slots = {{"year", SlotKind::year, "the next academic year", "2026-27"},
              {"by_when", SlotKind::day, "the last day of the placement", "Monday 9 February 2026"}},
    .place = "/placements/{subject}/record",
    .subject = "{reference}: a placement goes on unless you withdraw",
    .body = "The placement of {reference} goes on into {year} unless you withdraw the pupil by {by_when}.",
    .both = true};

const LetterKind kOnTheRollOverList = {.name = "on_the_roll_over_list",
                                       .title = "A placement is on the list for the next year",
                                       .when = "a placement is put on the list of those that go on into the next year",
                                       .to = {"provider"},
                                       .slots = {{"year", SlotKind::year, "the next academic year", "2026-27"}},
                                       .place = "/placements/{subject}/record",
                                       .subject = "{reference}: on the list for the next year",
                                       .body =
                                           "The placement of {reference} is on the list of those that go on into "
                                           "{year}. The list of yours stands on their pages.",
                                       .both = true};

const LetterKind kRolledOver = {
    .name = "rolled_over",
    .title = "A placement goes on",
    .when = "a placement has gone on into the next year",
    .to = {"provider"},
    .slots = {{"year", SlotKind::year, "the next academic year", "2026-27"}},
    .place = "/placements/{subject}/record",
    .subject = "{reference}: a placement goes on",
    .body = "The placement of {reference} goes on into {year}. The list of yours stands on their pages.",
    .both = true};

std::vector<LetterKind> letterKinds() {
  return {kChangeToAgree,
          kChangeToSend,
          kChangeAskedToSend,
          kChangeDoneSchool,
          kChangeDoneProvider,
          kChangeDropped,
          kWithdrawalFormSchool,
          kWithdrawalFormProvider,
          kYourWithdrawalDone,
          kWithdrawalTakenBack,
          kNonStarterToRecord,
          kFeeDecided,
          kMeetingAsked,
          kMeetingToArrange,
          kPausedSchool,
          kPausedProvider,
          kPausedCap,
          kAttendanceGoesOn,
          kSomethingToAnswer,
          kReportAnswered,
          kGoesOnUnless,
          kOnTheRollOverList,
          kRolledOver,
          kHaltedCap,
          kHalted,
          kHaltEnds,
          kHaltEndsProvider,
          kHaltGoesOn,
          kLearnerReplaced,
          kReviewRecorded,
          kReviewToConfirm,
          kReviewConfirmed,
          kReviewDay};
}

}  // namespace capd::placement
