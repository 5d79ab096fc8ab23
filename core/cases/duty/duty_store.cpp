#include <algorithm>
#include <set>

#include "cases/duty/Duty.h"
#include "cases/duty/Reminding.h"

namespace capd {
namespace {

#define DUTY_COLUMNS                                                                                             \
  "d.id, d.kind, d.subject, d.case_id, d.organisation_id, d.role, d.account_id, d.says, d.clause, d.opened_ms, " \
  "d.due_ms, d.closed_ms, d.occurrence"

template <class... A>
std::vector<Duty> readDuties(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<Duty> all;
  using Number = std::optional<std::int64_t>;
  tx.each<std::int64_t, std::string, std::string, Number, std::int64_t, std::string, Number, std::string, std::string,
          Instant, Instant, std::optional<Instant>, std::string>(
      sql,
      [&](std::int64_t id, std::string kind, std::string subject, Number caseId, std::int64_t organisation,
          std::string role, Number account, std::string says, std::string clause, Instant opened, Instant due,
          std::optional<Instant> closed, std::string occurrence) {
        all.push_back({id, std::move(kind), std::move(subject), caseId, organisation, std::move(role), account,
                       std::move(says), std::move(clause), opened, due, closed, std::move(occurrence)});
      },
      args...);
  return all;
}

bool nearer(const Duty& a, const Duty& b) { return a.due != b.due ? a.due < b.due : a.id < b.id; }

void noteEvent(WriteTx& tx, std::int64_t duty, std::string_view what) { noteDuty(tx, duty, what, ""); }

// CAP's inbox is in order of its own nearest deadline (of anybody's when CAP has none), so that stands with the
// referral.
void renewDeadline(WriteTx& tx, std::int64_t caseId) {
  tx.execute(
      "UPDATE referral SET due_ms = COALESCE((SELECT MIN(d.due_ms) FROM duty d JOIN organisation o ON "
      "o.id = d.organisation_id WHERE d.case_id = ? AND d.closed_ms IS NULL AND o.kind = 'cap'), "
      "(SELECT MIN(e.due_ms) FROM duty e WHERE e.case_id = ? AND e.closed_ms IS NULL)) WHERE id = ?",
      caseId, caseId, caseId);
}

// Whoever owes them: what one side may see of the duties of another is no matter here.
std::vector<Duty> openOfOccurrence(ReadTx& tx, std::string_view kind, std::string_view subject,
                                   const std::string& occurrence) {
  return readDuties(tx,
                    "SELECT " DUTY_COLUMNS
                    " FROM duty d WHERE d.kind = ? AND d.subject = ? AND d.closed_ms IS NULL AND (d.occurrence = ? OR "
                    "SUBSTR(d.occurrence, 1, ?) = ?) ORDER BY d.id",
                    kind, subject, occurrence, static_cast<std::int64_t>(occurrence.size() + 1), occurrence + ":");
}

std::int64_t closeThese(WriteTx& tx, const std::vector<Duty>& open, std::string_view how) {
  std::set<std::int64_t> cases;
  for (const Duty& duty : open) {
    tx.execute("UPDATE duty SET closed_ms = ?, closed_by = ?, closed_how = ? WHERE id = ?", tx.now(),
               tx.viewer().actor(), how, duty.id);
    noteEvent(tx, duty.id, "closed");
    tx.execute("UPDATE duty SET closed_ms = ?, closed_by = ?, closed_how = ? WHERE about_id = ? AND closed_ms IS NULL",
               tx.now(), tx.viewer().actor(), how, duty.id);
    if (duty.caseId) cases.insert(*duty.caseId);
  }
  for (const std::int64_t caseId : cases) renewDeadline(tx, caseId);
  return static_cast<std::int64_t>(open.size());
}

}  // namespace

std::int64_t openDuty(WriteTx& tx, const NewDuty& duty) {
  const auto there = tx.one<std::int64_t>("SELECT id FROM duty WHERE kind = ? AND subject = ? AND occurrence = ?",
                                          duty.kind, duty.subject, duty.occurrence);
  if (there) return *there;
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO duty (id, kind, subject, occurrence, case_id, organisation_id, role, account_id, says, clause, "
      "opened_ms, due_ms, counted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id, duty.kind, duty.subject, duty.occurrence, duty.caseId, duty.organisation, duty.role, duty.account, duty.says,
      duty.clause, tx.now(), duty.due.at, duty.due.counted);
  noteEvent(tx, id, "opened");
  if (duty.caseId) renewDeadline(tx, *duty.caseId);
  return id;
}

std::int64_t openOneDuty(WriteTx& tx, const NewDuty& duty) {
  const auto open = tx.one<std::int64_t>(
      "SELECT id FROM duty WHERE kind = ? AND subject = ? AND closed_ms IS NULL ORDER BY due_ms, id", duty.kind,
      duty.subject);
  if (!open) return openDuty(tx, duty);
  tx.execute("UPDATE duty SET says = ? WHERE id = ?", duty.says, *open);
  return *open;
}

std::int64_t closeDuties(WriteTx& tx, std::string_view kind, std::string_view subject, std::string_view how) {
  return closeThese(tx,
                    readDuties(tx,
                               "SELECT " DUTY_COLUMNS
                               " FROM duty d WHERE d.kind = ? AND d.subject = ? AND d.closed_ms IS NULL ORDER BY d.id",
                               kind, subject),
                    how);
}

std::int64_t closeDutiesOf(WriteTx& tx, std::string_view kind, std::string_view subject, const std::string& occurrence,
                           std::string_view how) {
  return closeThese(tx, openOfOccurrence(tx, kind, subject, occurrence), how);
}

std::int64_t closeAllDuties(WriteTx& tx, std::int64_t caseId, std::string_view how) {
  return closeThese(
      tx,
      readDuties(tx, "SELECT " DUTY_COLUMNS " FROM duty d WHERE d.case_id = ? AND d.closed_ms IS NULL ORDER BY d.id",
                 caseId),
      how);
}

std::int64_t releaseDuties(WriteTx& tx, std::int64_t account) {
  return tx.execute("UPDATE duty SET account_id = NULL WHERE account_id = ? AND closed_ms IS NULL", account);
}

std::int64_t handDuties(WriteTx& tx, std::int64_t caseId, std::string_view role, std::int64_t account) {
  return tx.execute("UPDATE duty SET account_id = ? WHERE case_id = ? AND role = ? AND closed_ms IS NULL", account,
                    caseId, role);
}

void moveDuty(WriteTx& tx, std::int64_t duty, Instant due, const std::string& why) {
  const auto caseId =
      tx.one<std::optional<std::int64_t>>("SELECT case_id FROM duty WHERE id = ? AND closed_ms IS NULL", duty);
  if (!caseId) return;
  tx.execute("UPDATE duty SET due_ms = ? WHERE id = ?", due, duty);
  noteDuty(tx, duty, "moved", why);
  // It is not late any more: nobody has to ring about it.
  if (due > tx.now())
    closeThese(
        tx,
        readDuties(tx, "SELECT " DUTY_COLUMNS " FROM duty d WHERE d.about_id = ? AND d.closed_ms IS NULL ORDER BY d.id",
                   duty),
        "not_needed");
  if (*caseId) renewDeadline(tx, **caseId);
}

std::int64_t moveDutiesOf(WriteTx& tx, std::string_view kind, std::string_view subject, const std::string& occurrence,
                          Instant due, const std::string& why) {
  std::int64_t moved = 0;
  for (const Duty& duty : openOfOccurrence(tx, kind, subject, occurrence)) {
    if (duty.due == due) continue;
    moveDuty(tx, duty.id, due, why);
    ++moved;
  }
  return moved;
}

std::vector<Duty> dutiesOfViewer(ReadTx& tx, std::size_t most) {
  std::vector<Duty> all;
  std::set<std::pair<std::int64_t, std::string>> asked;
  for (const Hat& hat : tx.viewer().hats()) {
    if (!asked.insert({hat.organisation, hat.role}).second) continue;
    auto some = readDuties(tx,
                           "SELECT " DUTY_COLUMNS
                           " FROM duty d WHERE d.organisation_id = ? AND d.role = ? AND d.closed_ms IS NULL AND "
                           "(d.account_id IS NULL OR d.account_id = ?) ORDER BY d.due_ms, d.id LIMIT ?",
                           hat.organisation, hat.role, tx.viewer().account(), static_cast<std::int64_t>(most));
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  std::sort(all.begin(), all.end(), nearer);
  if (all.size() > most) all.erase(all.begin() + static_cast<std::ptrdiff_t>(most), all.end());
  return all;
}

std::vector<Duty> openDuties(ReadTx& tx, std::string_view kind, Instant from, Instant until) {
  return readDuties(tx,
                    "SELECT " DUTY_COLUMNS
                    " FROM duty d WHERE d.kind = ? AND d.due_ms >= ? AND d.due_ms < ? AND d.closed_ms IS NULL "
                    "ORDER BY d.due_ms, d.id",
                    kind, from, until);
}

std::vector<Duty> openDutiesOf(ReadTx& tx, std::string_view kind, std::int64_t organisation, std::string_view role,
                               Instant from, Instant until) {
  return readDuties(
      tx,
      "SELECT " DUTY_COLUMNS
      " FROM duty d WHERE d.organisation_id = ? AND d.role = ? AND d.due_ms >= ? AND d.due_ms < ? AND d.kind = "
      "? AND d.closed_ms IS NULL ORDER BY d.due_ms, d.id",
      organisation, role, from, until, kind);
}

std::vector<Duty> openDutiesAbout(ReadTx& tx, std::string_view kind, std::string_view subject) {
  return readDuties(tx,
                    "SELECT " DUTY_COLUMNS
                    " FROM duty d WHERE d.subject = ? AND (? = '' OR d.kind = ?) AND d.closed_ms IS NULL "
                    "ORDER BY d.due_ms, d.id",
                    subject, kind, kind);
}

std::optional<Duty> findDuty(ReadTx& tx, std::int64_t id) {
  auto all = readDuties(tx, "SELECT " DUTY_COLUMNS " FROM duty d WHERE d.id = ?", id);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::optional<Duty> findDuty(ReadTx& tx, std::string_view kind, std::string_view subject, std::string_view occurrence) {
  auto all =
      readDuties(tx, "SELECT " DUTY_COLUMNS " FROM duty d WHERE d.kind = ? AND d.subject = ? AND d.occurrence = ?",
                 kind, subject, occurrence);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<CountedDuty> countedDuties(ReadTx& tx) {
  std::vector<CountedDuty> all;
  tx.each<std::int64_t, Instant, std::string>(
      "SELECT d.id, d.due_ms, d.counted FROM duty d WHERE d.closed_ms IS NULL AND d.counted <> '' ORDER BY d.id",
      [&](std::int64_t id, Instant due, std::string counted) {
        all.push_back({id, Deadline(due, std::move(counted))});
      });
  return all;
}

std::vector<MovedDuty> movedDuties(ReadTx& tx, Instant since, std::size_t most) {
  std::vector<MovedDuty> all;
  for (auto& [id, at, why] : tx.rows<std::int64_t, Instant, std::string>(
           "SELECT e.duty_id, e.at_ms, e.detail FROM duty_event e WHERE e.what = 'moved' AND e.at_ms >= ? "
           "ORDER BY e.at_ms DESC, e.id DESC LIMIT ?",
           since, static_cast<std::int64_t>(most)))
    if (auto duty = findDuty(tx, id)) all.push_back({std::move(*duty), at, std::move(why)});
  return all;
}

std::vector<Duty> dutiesOfCase(ReadTx& tx, std::int64_t caseId) {
  auto all = readDuties(tx,
                        "SELECT " DUTY_COLUMNS
                        " FROM duty d JOIN @cases c ON c.id = d.case_id WHERE c.id = ? AND d.closed_ms IS NULL "
                        "ORDER BY d.due_ms, d.id",
                        caseId);
  if (tx.viewer().seesAllCases()) return all;
  // A party sees what it owes itself; what CAP or another party owes is theirs.
  all.erase(std::remove_if(all.begin(), all.end(), [&](const Duty& d) { return !tx.viewer().actsFor(d.organisation); }),
            all.end());
  return all;
}

}  // namespace capd
