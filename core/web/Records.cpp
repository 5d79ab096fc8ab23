#include "web/Records.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cases/course/Course.h"
#include "cases/document/Document.h"
#include "cases/hold/Hold.h"
#include "cases/organisation/Organisation.h"
#include "cases/organisation/Roles.h"
#include "cases/policy/PolicyShelf.h"
#include "cases/pupil/Pupil.h"
#include "cases/referral/Referral.h"
#include "cases/referral/ReferralFacts.h"
#include "cases/response/Response.h"
#include "web/Life.h"

namespace capd::web {
namespace {

using S = ReferralState;

/// What the viewer is to a case: each reads it as far as their own pages would show it.
struct CaseReader {
  bool school = false;
  bool provider = false;
};

std::vector<std::string> rolesWithCases() {
  std::vector<std::string> roles;
  for (const Role& role : allRoles())
    // A panel reads its pack, in which each member has what is theirs to see.
    if ((role.seesOwnCases || role.seesAllCases) && role.organisationKind != "agency") roles.emplace_back(role.word);
  return roles;
}

// A provider reads a case from the moment CAP has sent it the papers until its no.
std::optional<ReferralRecord> caseOf(PageRequest& ask, CaseReader& reader) {
  const auto typed = Reference::parse(ask.part("reference"));
  auto referral = typed ? findReferral(ask.tx, typed->text()) : std::nullopt;
  if (!referral) return std::nullopt;
  reader.school = ask.viewer.actsFor(referral->school);
  if (reader.school || ask.viewer.seesAllCases()) return referral;
  for (const Choice& choice : choices(ask.tx, referral->id))
    if (ask.viewer.actsFor(choice.provider) && (choice.state == "sent" || choice.state == "accepted"))
      reader.provider = true;
  return reader.provider ? referral : std::nullopt;
}

// An answer that CAP has not shared looks to the school like a referral still with the provider (NOT-06).
bool answerIsKept(ReadTx& tx, const ReferralRecord& referral) {
  if (referral.state == S::answered || referral.state == S::sltReview) return true;
  const auto open = openHolds(tx, referral.id);
  return std::any_of(open.begin(), open.end(), [](const Hold& h) { return h.rule == "choose_course" && !h.asked; });
}

std::string stateWords(S state) {
  switch (state) {
    case S::draft:
      return "Draft, not sent";
    case S::submitted:
      return "With CAP";
    case S::complete:
      return "With CAP: ready to go to the provider";
    case S::sent:
      return "With the provider";
    case S::answered:
      return "The provider has said yes";
    case S::sltReview:
      return "The provider has said no: CAP looks at it";
    case S::processing:
      return "CAP is setting the placement up";
    case S::confirmed:
      return "The start is confirmed";
    case S::active:
      return "Started";
    case S::ended:
      return "Ended";
    case S::refused:
      return "Not agreed";
    case S::withdrawn:
      return "Withdrawn";
  }
  return {};
}

std::string statusOf(ReadTx& tx, const ReferralRecord& referral, const CaseReader& reader) {
  return stateWords(reader.school && answerIsKept(tx, referral) ? S::sent : referral.state);
}

std::map<std::string, std::string> questionWords(const PolicyShelf& policy, const ReferralRecord& referral) {
  std::map<std::string, std::string> words;
  if (!referral.policyHash) return words;
  for (const PolicyQuestion& question : policy.agreement(*referral.policyHash)) words[question.id] = question.says;
  const auto card = referral.programme ? policy.programme(*referral.policyHash, *referral.programme) : std::nullopt;
  if (card)
    for (const PolicyQuestion& question : card->asks) words[question.id] = question.says;
  return words;
}

// "needs.detail" -> "Needs: detail": how a question is read whose plugin is not there to word it.
std::string plainWords(std::string question) {
  if (const auto dot = question.find('.'); dot != std::string::npos) question.replace(dot, 1, ": ");
  std::replace(question.begin(), question.end(), '_', ' ');
  if (!question.empty() && question[0] >= 'a' && question[0] <= 'z')
    question[0] = static_cast<char>(question[0] - 'a' + 'A');
  return question;
}

bool isFile(const std::string& question) {
  return question == "risk.document" || (question.rfind("papers.", 0) == 0 && question != "papers.complete");
}

void answers(PageRequest& ask, Model& m, const ReferralRecord& referral, const CaseReader& reader) {
  const auto words = questionWords(ask.services.policy(), referral);
  const auto all = currentAnswers(ask.tx, referral.id);
  m.list("ANSWER");
  const bool hidden = reader.provider && yesNoAnswer(all, "contacts.hide_address") == true;
  for (const auto& [question, value] : all) {
    if (value.empty() || isFile(question) || (hidden && question == "pupil.address")) continue;
    const auto says = words.find(question);
    Model& row = m.add("ANSWER");
    row.set("KEY", says == words.end() ? plainWords(question) : says->second).list("LINE");
    const auto course = question.rfind("course.", 0) == 0 ? courseByCode(ask.tx, value) : std::nullopt;
    for (const std::string& line : linesOf(value)) {
      const auto day = Date::fromIso(line);
      row.add("LINE").set("TEXT", course ? course->title + ", " + course->providerName : day ? day->words() : line);
    }
  }
}

void papers(PageRequest& ask, Model& m, const ReferralRecord& referral) {
  const auto all = documents(ask.tx, referral.id);
  m.list("PAPER").show("NO_PAPER", all.empty());
  for (std::size_t i = 0; i < all.size(); ++i)
    m.add("PAPER")
        .set("NAME", all[i].typedName)
        .set("PATH", fmt::format("/records/{}/papers/{}", referral.reference, i + 1))
        .set("WHEN", londonWords(all[i].uploaded));
}

void leads(PageRequest& ask, Model& m, std::int64_t organisation, const char* role, const std::string& at) {
  for (const Contact& lead : contacts(ask.tx, organisation, role))
    m.add("LEAD").set("AT", at).set("NAME", lead.name).set("PHONE", lead.phone).set("EMAIL", lead.email);
}

void facts(PageRequest& ask, Model& m, const ReferralRecord& referral, const CaseReader& reader) {
  m.set("REFERENCE", referral.reference).set("STATUS", statusOf(ask.tx, referral, reader)).list("FACT").list("LEAD");
  const auto fact = [&](const char* key, const std::string& value) {
    if (!value.empty()) m.add("FACT").set("KEY", key).set("VALUE", value);
  };
  const auto school = findOrganisation(ask.tx, referral.school);
  if (const auto pupil = findPupil(ask.tx, referral.pupil)) {
    fact("Pupil", pupil->name());
    fact("Born", pupil->born.words());
  }
  if (school) {
    fact("School", school->name);
    fact("Telephone", school->phone);
    leads(ask, m, school->id, "school.dsl", school->name);
    leads(ask, m, school->id, "school.deputy_dsl", school->name);
  }
  leads(ask, m, capOrganisation(ask.tx), "cap.dsl", "CAP");
  if (referral.programme) {
    const auto card =
        referral.policyHash ? ask.services.policy().programme(*referral.policyHash, *referral.programme) : std::nullopt;
    fact("Programme", card ? card->title : *referral.programme);
  }
  fact("Date of application", referral.applicationDate ? referral.applicationDate->words() : "");
  for (const Response& answer : responses(ask.tx, referral.id)) {
    const auto provider = findOrganisation(ask.tx, answer.provider);
    fact("Answered", fmt::format("{}: {}", provider ? provider->name : "The provider",
                                 answer.yes ? "yes" : "no. " + answer.reason));
  }
}

PageAnswer one(PageRequest& ask) {
  CaseReader reader;
  const auto referral = caseOf(ask, reader);
  if (!referral) return NotThere{};
  Shown shown;
  shown.title = "Record " + referral->reference;
  shown.back = "/records";
  shown.subject = referral->reference;
  facts(ask, shown.model, *referral, reader);
  answers(ask, shown.model, *referral, reader);
  papers(ask, shown.model, *referral);
  shown.model.list("STEP");
  for (const StepLine& line : timeline(ask.tx, *referral))
    shown.model.add("STEP").set("WHEN", londonWords(line.at)).set("WHO", line.who).set("SAYS", line.says);
  return shown;
}

PageAnswer list(PageRequest& ask) {
  Shown shown;
  shown.title = "Records";
  Model& m = shown.model;
  m.list("ROW");
  bool none = true;
  for (const std::string& reference : seenReferences(ask.tx, 500)) {
    ask.path["reference"] = reference;
    CaseReader reader;
    const auto referral = caseOf(ask, reader);
    if (!referral) continue;
    none = false;
    m.add("ROW")
        .set("REFERENCE", reference)
        .set("PATH", "/records/" + reference)
        .set("STATUS", statusOf(ask.tx, *referral, reader));
  }
  m.show("NONE", none);
  return shown;
}

PageAnswer paper(PageRequest& ask) {
  CaseReader reader;
  const auto referral = caseOf(ask, reader);
  const std::string number = ask.part("number");
  if (!referral || number.empty() || number.size() > 3 || number.find_first_not_of("0123456789") != std::string::npos)
    return NotThere{};
  const auto all = documents(ask.tx, referral->id);
  const auto at = static_cast<std::size_t>(std::stoul(number));
  if (at < 1 || at > all.size()) return NotThere{};
  const Document& document = all[at - 1];
  const auto dot = document.typedName.rfind('.');
  const std::string ending = dot == std::string::npos ? std::string() : document.typedName.substr(dot);
  return Download{document.id, fmt::format("{}-{}{}", referral->reference, at, ending), document.mediaType,
                  referral->reference};
}

}  // namespace

Offers houseOffers(const commands::Registry& registry, bool listed) {
  Offers offers;
  offers.permissions.push_back({"records.read", "Read the records of cases that are yours", rolesWithCases()});
  offers.pages.push_back({.path = "/records",
                          .name = "records",
                          .permission = "records.read",
                          .says = "Cases that you may see, to read.",
                          .file = "records.tpl",
                          .fill = list});
  offers.pages.push_back({.path = "/records/{reference}",
                          .name = "records.one",
                          .permission = "records.read",
                          .says = "One case, to read.",
                          .file = "record.tpl",
                          .fresh = true,  // the whole case at once: the export that there is
                          .fill = one});
  offers.pages.push_back({.path = "/records/{reference}/papers/{number}",
                          .name = "records.paper",
                          .permission = "records.read",
                          .says = "One paper of a case.",
                          .file = "record.tpl",
                          .fill = paper});
  if (listed) offers.navigation.push_back({"Records", "/records", "records.read", 90});
  offerLives(offers, registry);
  return offers;
}

}  // namespace capd::web
