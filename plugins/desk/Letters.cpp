#include "Letters.h"

namespace capd::desk {

const LetterKind kPapersReady = {
    .name = "papers_ready",
    .title = "A referral to answer",
    .when = "CAP sends the papers of a referral to a provider",
    .to = {"provider"},
    .slots = {{"by_when", SlotKind::day, "the day by which the provider answers", "Monday 9 February 2026"}},
    .place = "/answers/{subject}",
    .subject = "{reference}: a referral for you to answer",
    .body = "CAP has sent you the papers of the referral {reference}. Please answer by {by_when}."};

const LetterKind kPapersElsewhere = {
    .name = "papers_elsewhere",
    .title = "A referral to answer, its papers in DataLocker",
    .when = "CAP sends a referral to a provider whose papers go by DataLocker",
    .to = {"provider"},
    .slots = {{"by_when", SlotKind::day, "the day by which the provider answers", "Monday 9 February 2026"}},
    .place = "/answers/{subject}",
    .subject = "{reference}: a referral for you to answer",
    .body = "CAP has sent you the papers of the referral {reference} by DataLocker. Please answer by {by_when}."};

const LetterKind kSomethingMissing = {
    .name = "something_missing",
    .title = "Something is missing",
    .when = "CAP asks the school for what is missing or unclear",
    .to = {"school"},
    .slots = {{"asked", SlotKind::asked, "what is asked for, in the words of the rules",
               "- Tell us which establishment is the main education provider"}},
    .place = "/referrals/{subject}",
    .subject = "{reference}: we need something from you",
    .body = "The referral {reference} is on hold until CAP has what is missing. It stands on its page."};

const LetterKind kOnHold = {
    .name = "on_hold",
    .title = "On hold for a risk assessment",
    .when = "CAP asks the school for a risk assessment",
    .to = {"school"},
    .slots = {{"asked", SlotKind::asked, "what is asked for, in the words of the rules",
               "- Send a risk assessment that is not older than 3 months"}},
    .place = "/referrals/{subject}",
    .subject = "{reference}: on hold",
    .body = "The referral {reference} is on hold until CAP has what is missing. It stands on its page."};

const LetterKind kChooseAnotherCourse = {
    .name = "choose_another_course",
    .title = "Another course to choose",
    .when = "CAP sees that the course that was asked for can’t be had",
    .to = {"school"},
    .place = "/referrals/{subject}",
    .subject = "{reference}: choose another course",
    .body = "The course that you asked for on the referral {reference} can’t be had. Please choose another."};

std::vector<LetterKind> letterKinds() {
  return {kPapersReady, kPapersElsewhere, kSomethingMissing, kOnHold, kChooseAnotherCourse};
}

}  // namespace capd::desk
