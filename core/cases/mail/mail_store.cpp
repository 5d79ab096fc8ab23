#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/Hash.h"
#include "capd/Event.h"
#include "cases/mail/Outbox.h"
#include "cases/organisation/Organisation.h"

namespace capd {
namespace {

// Longer than any pause between two tries: a moment further off was written while the clock was wrong.
constexpr std::int64_t kNoPauseMs = 24LL * 3600'000;

#define MAIL_COLUMNS                                                                                     \
  "m.id, m.message_id, m.to_address, m.subject, m.body, m.reason, m.reason_id, m.case_id, m.queued_ms, " \
  "m.next_try_ms, m.tries, m.state, m.ended_ms, m.says"

template <class... A>
std::vector<Mail> readMails(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<Mail> all;
  tx.each<std::int64_t, std::string, std::string, std::string, std::string, std::string, std::int64_t,
          std::optional<std::int64_t>, Instant, Instant, std::int64_t, std::string, std::optional<Instant>,
          std::string>(
      sql,
      [&](std::int64_t id, std::string messageId, std::string address, std::string subject, std::string body,
          std::string reason, std::int64_t reasonId, std::optional<std::int64_t> caseId, Instant queued, Instant next,
          std::int64_t tries, std::string state, std::optional<Instant> ended, std::string says) {
        all.push_back({id, std::move(messageId), std::move(address), std::move(subject), std::move(body),
                       std::move(reason), reasonId, caseId, queued, next, tries, std::move(state), ended,
                       std::move(says)});
      },
      args...);
  return all;
}

bool hasControlSign(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool isAddress(const std::string& text) {
  const auto at = text.find('@');
  return at != std::string::npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == std::string::npos &&
         text.find_first_of(" <>()[],;:\\\"") == std::string::npos && text.size() <= 254;
}

void endMail(WriteTx& tx, std::int64_t mail, std::string_view state, const std::string& says) {
  tx.execute("UPDATE mail SET state = ?, ended_ms = ?, says = ? WHERE id = ? AND state = 'waiting'", state, tx.now(),
             says, mail);
}

// A one-time link is a secret: once the mail is on its way, or never will be, its text is not kept.
void dropLink(WriteTx& tx, std::int64_t mail) {
  tx.execute("UPDATE mail SET body = '' WHERE id = ? AND reason = 'link'", mail);
}

// A reason is a row that is still as it was when the mail was written.
struct Reason {
  std::string_view word;
  std::string_view sql;  ///< counts the rows that keep the reason alive
  std::string_view gone;
};
constexpr Reason kReasons[] = {
    {"hold", "SELECT COUNT(*) FROM @all_holds h WHERE h.id = ? AND h.closed_ms IS NULL",
     "Not sent: what it asked for has come."},
    {"holds",
     "SELECT COUNT(*) FROM @all_holds h WHERE h.case_id = ? AND h.closed_ms IS NULL AND h.asked_ms IS NOT NULL",
     "Not sent: what it asked for has come."},
    {"duty", "SELECT COUNT(*) FROM duty d WHERE d.id = ? AND d.closed_ms IS NULL", "Not sent: it is done already."},
    {"digest",
     "SELECT COUNT(*) FROM digest_line l JOIN duty d ON d.id = l.duty_id WHERE l.digest_id = ? AND d.closed_ms IS NULL",
     "Not sent: all of it is done already."},
    {"choice", "SELECT COUNT(*) FROM @all_choices k WHERE k.id = ? AND k.state = 'sent'",
     "Not sent: the referral is not with this provider any more."},
    {"response", "SELECT COUNT(*) FROM @all_responses r WHERE r.id = ?", "Not sent: the answer is not there any more."},
    {"confirmed", "SELECT COUNT(*) FROM @all_placements p WHERE p.id = ? AND p.state <> 'ended'",
     "Not sent: the placement has ended."},
    {"link",
     "SELECT COUNT(*) FROM account a JOIN one_time_link l ON l.account_id = a.id WHERE a.id = ? AND a.state <> 'left' "
     "AND l.used_ms IS NULL",
     "Not sent: the link was used, or a newer one took its place."},
    {"account", "SELECT COUNT(*) FROM account a WHERE a.id = ? AND a.state <> 'left'",
     "Not sent: the person has left."},
};

}  // namespace

std::int64_t queueMail(WriteTx& tx, const NewMail& mail) {
  if (hasControlSign(mail.address) || hasControlSign(mail.subject))
    throw std::invalid_argument("a mail's address and subject may not hold a line break or another control sign");
  if (!isAddress(mail.address)) throw std::invalid_argument("a mail is addressed to what is no email address");
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO mail (id, message_id, to_person, to_address, subject, body, reason, reason_id, case_id, queued_ms, "
      "next_try_ms, letter, letter_title, both_know, to_organisation, to_role, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, "
      "?, "
      "?, ?, ?, ?, ?, ?, ?, 'waiting')",
      id, randomHex(16) + "@capd.local", mail.person, mail.address, mail.subject, mail.body, mail.reason, mail.reasonId,
      mail.caseId, tx.now(), tx.now(), mail.letter, mail.letterTitle, static_cast<std::int64_t>(mail.bothKnow),
      mail.organisation, mail.role);
  return id;
}

std::int64_t queueMailToRole(WriteTx& tx, std::int64_t organisation, std::string_view role, NewMail mail) {
  std::set<std::string> reached;
  mail.organisation = organisation;
  mail.role = std::string(role);
  for (const Contact& contact : contacts(tx, organisation, role)) {
    if (!isAddress(contact.email) || hasControlSign(contact.email) || !reached.insert(contact.email).second) continue;
    mail.person = contact.person;
    mail.address = contact.email;
    queueMail(tx, mail);
  }
  if (!reached.empty()) return static_cast<std::int64_t>(reached.size());
  const auto there = findOrganisation(tx, organisation);
  if (!there || !isAddress(there->email) || hasControlSign(there->email)) return 0;
  mail.person.reset();
  mail.role.clear();
  mail.address = there->email;
  queueMail(tx, mail);
  return 1;
}

std::vector<Mail> mailsDue(ReadTx& tx, std::size_t most) {
  return readMails(
      tx,
      "SELECT " MAIL_COLUMNS
      " FROM mail m WHERE m.state = 'waiting' AND (m.next_try_ms <= ? OR m.next_try_ms > ?) ORDER BY m.id LIMIT ?",
      tx.now(), tx.now().plusMs(kNoPauseMs), static_cast<std::int64_t>(most));
}

std::vector<Mail> mailsOfCase(ReadTx& tx, std::int64_t caseId) {
  return readMails(
      tx, "SELECT " MAIL_COLUMNS " FROM mail m JOIN @cases c ON c.id = m.case_id WHERE c.id = ? ORDER BY m.id DESC",
      caseId);
}

std::vector<Mail> mails(ReadTx& tx, std::string_view state, std::string_view before, std::size_t most) {
  const std::int64_t from =
      before.empty() ? 0 : tx.one<std::int64_t>("SELECT id FROM mail WHERE message_id = ?", before).value_or(0);
  const auto limit = static_cast<std::int64_t>(most);
  if (state.empty())
    return readMails(tx, "SELECT " MAIL_COLUMNS " FROM mail m WHERE (? = 0 OR m.id < ?) ORDER BY m.id DESC LIMIT ?",
                     from, from, limit);
  return readMails(
      tx, "SELECT " MAIL_COLUMNS " FROM mail m WHERE m.state = ? AND (? = 0 OR m.id < ?) ORDER BY m.id DESC LIMIT ?",
      state, from, from, limit);
}

std::int64_t mailsInState(ReadTx& tx, std::string_view state) {
  return tx.one<std::int64_t>("SELECT COUNT(*) FROM mail WHERE state = ?", state).value_or(0);
}

std::string reasonGone(ReadTx& tx, const Mail& mail) {
  for (const Reason& reason : kReasons) {
    if (reason.word != mail.reason || mail.reasonId == 0) continue;
    if (tx.one<std::int64_t>(reason.sql, mail.reasonId).value_or(0) == 0) return std::string(reason.gone);
  }
  return {};
}

std::optional<Mail> claimMail(WriteTx& tx, std::int64_t mail, std::int64_t triesSeen, Instant until) {
  auto found =
      readMails(tx,
                "SELECT " MAIL_COLUMNS
                " FROM mail m WHERE m.id = ? AND m.state = 'waiting' AND m.tries = ? AND (m.next_try_ms <= ? OR "
                "m.next_try_ms > ?)",
                mail, triesSeen, tx.now(), tx.now().plusMs(kNoPauseMs));
  if (found.empty()) return std::nullopt;
  Mail& it = found.front();
  const std::string gone = reasonGone(tx, it);
  if (!gone.empty()) {
    endMail(tx, it.id, "dropped", gone);
    dropLink(tx, it.id);
    return std::nullopt;
  }
  const auto newer = tx.one<std::int64_t>(
      "SELECT COUNT(*) FROM mail WHERE state = 'waiting' AND id > ? AND to_address = ? AND subject = ? AND reason = ? "
      "AND reason_id = ?",
      it.id, it.address, it.subject, it.reason, it.reasonId);
  if (newer.value_or(0) > 0) {
    endMail(tx, it.id, "dropped", "Not sent: a newer mail says the same.");
    dropLink(tx, it.id);
    return std::nullopt;
  }
  tx.execute("UPDATE mail SET tries = tries + 1, next_try_ms = ? WHERE id = ?", until, it.id);
  ++it.tries;
  it.nextTry = until;
  return std::move(it);
}

void mailSent(WriteTx& tx, std::int64_t mail, const std::string& says) {
  endMail(tx, mail, "sent", says);
  dropLink(tx, mail);
}

void mailLater(WriteTx& tx, std::int64_t mail, Instant next, const std::string& says) {
  tx.execute("UPDATE mail SET next_try_ms = ?, says = ? WHERE id = ? AND state = 'waiting'", next, says, mail);
}

void mailFailed(WriteTx& tx, std::int64_t mail, const std::string& says) {
  endMail(tx, mail, "failed", says);
  MailFailed event;
  event.mail = mail;
  tx.emit(event);
}

void putOffMails(WriteTx& tx, Instant next, const std::string& says) {
  tx.execute("UPDATE mail SET next_try_ms = ?, says = ? WHERE state = 'waiting' AND next_try_ms <= ?", next, says,
             tx.now());
}

bool retryMail(WriteTx& tx, std::string_view messageId) {
  return tx.execute(
             "UPDATE mail SET state = 'waiting', ended_ms = NULL, next_try_ms = ?, queued_ms = ? WHERE message_id = ? "
             "AND state = 'failed'",
             tx.now(), tx.now(), messageId) == 1;
}

std::string mailBody(const std::string& what, const std::string& byWhen, const std::string& publicAddress,
                     const std::string& path, const std::string& telephone) {
  std::string body = what + "\n";
  if (!byWhen.empty()) body += "\n" + byWhen + "\n";
  body += "\nOpen it here: " + publicAddress + path + "\n";
  body += "\nQuestions? Call CAP on " + telephone + ".\nDo not reply with pupil details.\n";
  return body;
}

}  // namespace capd
