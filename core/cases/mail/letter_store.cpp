#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/Instant.h"
#include "cases/mail/Letter.h"
#include "cases/organisation/Organisation.h"
#include "cases/organisation/Roles.h"
#include "cases/policy/PolicyRecords.h"
#include "policy/Letters.h"

namespace capd {
namespace {

// The version whose words a letter has.
std::string versionOf(ReadTx& tx, std::optional<std::int64_t> caseId) {
  if (caseId) {
    const auto own =
        tx.one<std::optional<std::string>>("SELECT c.policy_hash FROM @all_cases c WHERE c.id = ?", *caseId);
    if (own && *own) return **own;
  }
  const auto inForce = policyInForce(tx);
  const auto after = inForce.upper_bound(academicYearOf(tx.today()));
  return after == inForce.begin() ? "" : std::prev(after)->second;
}

std::optional<policy::Letter> letterIn(ReadTx& tx, const std::string& version, const std::string& name) {
  const std::string path = policy::letterPath(name);
  const auto text = tx.one<std::string>(
      "SELECT f.content FROM policy_version_file v JOIN policy_file f ON f.hash = v.file_hash WHERE v.version_hash = ? "
      "AND v.path = ?",
      version, path);
  if (!text) return std::nullopt;
  Faults faults;
  auto letter = policy::readLetter(path, *text, faults);
  if (!faults.empty()) return std::nullopt;
  return letter;
}

std::map<std::string, std::string> wordsOf(const NewLetter& letter) {
  std::map<std::string, std::string> words = {{"telephone", letter.site.telephone}};
  if (letter.kind.aboutCase) words["reference"] = letter.subject;
  for (const LetterSlot& slot : letter.kind.slots) {
    const auto value = letter.slots.find(slot.name);
    if (value == letter.slots.end() || value->second.kind() != slot.kind)
      throw std::logic_error("the letter '" + letter.kind.name + "' is sent without its slot '" + slot.name + "'");
    words[slot.name] = value->second.words();
  }
  if (letter.slots.size() != letter.kind.slots.size())
    throw std::logic_error("the letter '" + letter.kind.name + "' is sent with a slot that it does not declare");
  return words;
}

struct Row {
  std::string title;
  std::string organisation;
  std::string role;
  std::string state;
  std::optional<Instant> ended;
};

std::string lineOf(const Row& row) {
  const Role* role = findRole(row.role);
  const std::string to = row.organisation + (role == nullptr ? "" : fmt::format(" ({})", std::string(role->says)));
  const std::string when = row.ended ? " " + londonWords(*row.ended) : "";
  std::string became = "waiting to be sent";
  if (row.state == "sent") became = "sent" + when;
  if (row.state == "failed") became = "could not be delivered," + when;
  if (row.state == "dropped") became = "not needed any more," + when;
  return fmt::format("“{}” to {}: {}.", row.title, to, became);
}

}  // namespace

LetterSite letterSite(const Services& services) {
  return {services.setting("public_address"), services.setting("telephone")};
}

NewMail letterMail(ReadTx& tx, const NewLetter& letter) {
  const auto words = wordsOf(letter);
  const auto written = letterIn(tx, versionOf(tx, letter.caseId), letter.kind.name);
  const auto filled = policy::fill(letter.kind, written ? &*written : nullptr, words);
  NewMail mail;
  mail.subject = filled.subject;
  mail.body = policy::wholeBody(letter.kind, filled.body, letter.subject, letter.site.address, letter.site.telephone);
  mail.reason = letter.reason;
  mail.reasonId = letter.reasonId;
  mail.caseId = letter.caseId;
  mail.letter = letter.kind.name;
  mail.letterTitle = letter.kind.title;
  mail.bothKnow = letter.kind.both;
  return mail;
}

std::int64_t sendLetter(WriteTx& tx, const NewLetter& letter, std::int64_t organisation, std::string_view role) {
  return queueMailToRole(tx, organisation, role, letterMail(tx, letter));
}

std::int64_t sendLetterTo(WriteTx& tx, const NewLetter& letter, const Contact& person, std::int64_t organisation,
                          std::string_view role) {
  NewMail mail = letterMail(tx, letter);
  mail.organisation = organisation;
  mail.role = std::string(role);
  mail.person = person.person;
  mail.address = person.email;
  queueMail(tx, mail);
  return 1;
}

std::vector<LetterLine> lettersOfCase(ReadTx& tx, std::int64_t caseId, bool asSchool, std::optional<Instant> from) {
  std::vector<LetterLine> all;
  const Viewer& viewer = tx.viewer();
  tx.each<Instant, std::string, std::int64_t, std::int64_t, std::string, std::string, std::string,
          std::optional<Instant>>(
      "SELECT m.queued_ms, m.letter_title, m.both_know, m.to_organisation, o.name, m.to_role, m.state, m.ended_ms FROM "
      "mail m JOIN @cases c ON c.id = m.case_id JOIN organisation o ON o.id = m.to_organisation WHERE c.id = ? AND "
      "m.letter <> '' ORDER BY m.queued_ms DESC, m.id DESC",
      [&](Instant queued, std::string title, std::int64_t both, std::int64_t organisation, std::string name,
          std::string role, std::string state, std::optional<Instant> ended) {
        const bool asProvider = from && queued >= *from;
        const bool mayKnow =
            viewer.seesAllCases() || viewer.actsFor(organisation) || (both != 0 && (asSchool || asProvider));
        if (!mayKnow) return;
        std::string says = lineOf({std::move(title), std::move(name), std::move(role), std::move(state), ended});
        // Two coordinators who were told at once are one line.
        if (all.empty() || all.back().queued != queued || all.back().says != says)
          all.push_back({queued, std::move(says)});
      },
      caseId);
  return all;
}

}  // namespace capd
