#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "Imports.h"
#include "base/Text.h"
#include "cases/placement/Placement.h"
#include "cases/referral/Referral.h"
#include "cases/response/Response.h"

namespace capd::imports {
namespace {

#define BATCH_COLUMNS \
  "id, code, kind, file_name, sha256, blob, area, state, total, reached, created_ms, created_by FROM import_batch "

template <class... A>
std::vector<Batch> readBatches(ReadTx& tx, const std::string& sql, const A&... args) {
  std::vector<Batch> all;
  tx.each<std::int64_t, std::string, std::string, std::string, std::string, std::string, std::string, std::string,
          std::int64_t, std::int64_t, Instant, std::string>(
      sql,
      [&](std::int64_t id, std::string code, std::string kind, std::string file, std::string sha, std::string blob,
          std::string area, std::string state, std::int64_t total, std::int64_t reached, Instant created,
          std::string by) {
        all.push_back({id, std::move(code), std::move(kind), std::move(file), std::move(sha), std::move(blob),
                       std::move(area), std::move(state), total, reached, created, std::move(by)});
      },
      args...);
  return all;
}

#define ROW_COLUMNS "number, line, typed, same_as, action, says, done, subject_id, before FROM import_row "

template <class... A>
std::vector<StagedRow> readRowsOf(ReadTx& tx, const std::string& sql, const A&... args) {
  std::vector<StagedRow> all;
  tx.each<std::int64_t, std::int64_t, std::string, std::string, std::string, std::string, std::string,
          std::optional<std::int64_t>, std::string>(
      sql,
      [&](std::int64_t number, std::int64_t line, const std::string& typed, std::string same, std::string action,
          std::string says, std::string done, std::optional<std::int64_t> subject, const std::string& before) {
        all.push_back({number, line, fromJson(typed), std::move(same), std::move(action), std::move(says),
                       std::move(done), subject.value_or(0), fromJson(before)});
      },
      args...);
  return all;
}

std::optional<std::int64_t> subjectOf(const StagedRow& row) {
  return row.subject == 0 ? std::nullopt : std::optional<std::int64_t>(row.subject);
}

std::map<std::string, std::int64_t> counted(ReadTx& tx, const char* sql, std::int64_t batch) {
  std::map<std::string, std::int64_t> all;
  tx.each<std::string, std::int64_t>(
      sql, [&](std::string word, std::int64_t count) { all[std::move(word)] = count; }, batch);
  return all;
}

bool none(ReadTx& tx, std::initializer_list<const char*> questions, std::int64_t id) {
  for (const char* sql : questions)
    if (tx.one<std::int64_t>(sql, id).value_or(0) > 0) return false;
  return true;
}

}  // namespace

void addBatch(WriteTx& tx, Batch& b) {
  b.id = tx.nextId();
  b.created = tx.now();
  b.createdBy = tx.viewer().actor();
  tx.execute(
      "INSERT INTO import_batch (id, code, kind, file_name, sha256, blob, area, state, total, reached, created_ms, "
      "created_by, changed_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      b.id, b.code, b.kind, b.fileName, b.sha256, b.blob, b.area, b.state, b.total, b.reached, b.created, b.createdBy,
      b.created);
}

std::optional<Batch> findBatch(ReadTx& tx, std::string_view code) {
  auto all = readBatches(tx, "SELECT " BATCH_COLUMNS "WHERE code = ?", code);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<Batch> batches(ReadTx& tx, const std::vector<std::string>& kinds, std::size_t most) {
  std::vector<Batch> all;
  for (const std::string& kind : kinds) {
    auto some = readBatches(tx, "SELECT " BATCH_COLUMNS "WHERE kind = ? ORDER BY id DESC LIMIT ?", kind,
                            static_cast<std::int64_t>(most));
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  std::sort(all.begin(), all.end(), [](const Batch& one, const Batch& other) { return one.id > other.id; });
  if (all.size() > most) all.resize(most);
  return all;
}

std::vector<Batch> unfinished(ReadTx& tx) {
  return readBatches(tx, "SELECT " BATCH_COLUMNS "WHERE state IN ('reading', 'applying', 'undoing') ORDER BY id");
}

void saveBatch(WriteTx& tx, const Batch& b) {
  tx.execute("UPDATE import_batch SET state = ?, total = ?, reached = ?, changed_ms = ? WHERE id = ?", b.state, b.total,
             b.reached, tx.now(), b.id);
}

void addRow(WriteTx& tx, std::int64_t batch, const StagedRow& row) {
  tx.execute(
      "INSERT INTO import_row (batch_id, number, line, typed, same_as, action, says, subject_id) VALUES (?, ?, ?, ?, "
      "?, "
      "?, ?, ?)",
      batch, row.number, row.line, toJson(row.typed), row.sameAs, row.action, row.says, subjectOf(row));
}

std::vector<StagedRow> rowsAfter(ReadTx& tx, std::int64_t batch, std::int64_t after, std::int64_t most,
                                 std::string_view action) {
  if (action.empty())
    return readRowsOf(tx, "SELECT " ROW_COLUMNS "WHERE batch_id = ? AND number > ? ORDER BY number LIMIT ?", batch,
                      after, most);
  return readRowsOf(tx,
                    "SELECT " ROW_COLUMNS "WHERE batch_id = ? AND action = ? AND number > ? ORDER BY number LIMIT ?",
                    batch, action, after, most);
}

std::vector<StagedRow> rowsBefore(ReadTx& tx, std::int64_t batch, std::int64_t before, std::int64_t most) {
  return readRowsOf(tx, "SELECT " ROW_COLUMNS "WHERE batch_id = ? AND number < ? ORDER BY number DESC LIMIT ?", batch,
                    before, most);
}

void saveRow(WriteTx& tx, std::int64_t batch, const StagedRow& row) {
  tx.execute(
      "UPDATE import_row SET action = ?, says = ?, done = ?, subject_id = ?, before = ? WHERE batch_id = ? AND number "
      "= "
      "?",
      row.action, row.says, row.done, subjectOf(row), row.before.empty() ? "" : toJson(row.before), batch, row.number);
}

std::optional<std::int64_t> firstSame(ReadTx& tx, std::int64_t batch, const std::string& sameAs) {
  return tx.one<std::int64_t>(
      "SELECT line FROM import_row WHERE batch_id = ? AND same_as = ? AND action <> 'fault' ORDER BY number LIMIT 1",
      batch, sameAs);
}

std::map<std::string, std::int64_t> countsByAction(ReadTx& tx, std::int64_t batch) {
  return counted(tx, "SELECT action, COUNT(*) FROM import_row WHERE batch_id = ? GROUP BY action", batch);
}
std::map<std::string, std::int64_t> countsByDone(ReadTx& tx, std::int64_t batch) {
  return counted(tx, "SELECT done, COUNT(*) FROM import_row WHERE batch_id = ? GROUP BY done", batch);
}
void forgetRows(WriteTx& tx, std::int64_t batch) { tx.execute("DELETE FROM import_row WHERE batch_id = ?", batch); }

// ---- records

std::optional<std::int64_t> schoolByUrn(ReadTx& tx, const std::string& urn) {
  return tx.one<std::int64_t>("SELECT id FROM organisation WHERE kind = 'school' AND urn = ? ORDER BY id", urn);
}

std::vector<std::string> knownUrns(ReadTx& tx) {
  std::vector<std::string> all;
  tx.each<std::string>("SELECT urn FROM organisation WHERE kind = 'school' AND urn IS NOT NULL",
                       [&](std::string urn) { all.push_back(std::move(urn)); });
  return all;
}

void closeOrganisation(WriteTx& tx, std::int64_t organisation, bool closed) {
  tx.execute("UPDATE organisation SET closed_ms = ?, version = version + 1 WHERE id = ?",
             closed ? toValue(tx.now()) : Value{}, organisation);
}

bool removeOrganisation(WriteTx& tx, std::int64_t id) {
  if (!none(tx,
            {"SELECT COUNT(*) FROM membership WHERE organisation_id = ?",
             "SELECT COUNT(*) FROM pupil WHERE school_id = ?", "SELECT COUNT(*) FROM course WHERE provider_id = ?",
             "SELECT COUNT(*) FROM referral WHERE school_id = ?",
             "SELECT COUNT(*) FROM case_party WHERE organisation_id = ?",
             "SELECT COUNT(*) FROM duty WHERE organisation_id = ?"},
            id))
    return false;
  tx.execute("DELETE FROM organisation WHERE id = ?", id);
  return true;
}

bool removeCourse(WriteTx& tx, std::int64_t id) {
  if (!none(tx,
            {"SELECT COUNT(*) FROM referral_choice WHERE course_id = ?",
             "SELECT COUNT(*) FROM placement WHERE course_id = ?"},
            id))
    return false;
  tx.execute("DELETE FROM course WHERE id = ?", id);
  return true;
}

bool removePupil(WriteTx& tx, std::int64_t id) {
  if (!none(tx, {"SELECT COUNT(*) FROM referral WHERE pupil_id = ?"}, id)) return false;
  tx.execute("DELETE FROM pupil WHERE id = ?", id);
  return true;
}

bool holdsRole(ReadTx& tx, std::int64_t person, std::int64_t organisation, std::string_view role) {
  return tx.one<std::int64_t>(
               "SELECT COUNT(*) FROM membership WHERE person_id = ? AND organisation_id = ? AND role = ? AND until_ms "
               "IS NULL",
               person, organisation, role)
             .value_or(0) > 0;
}

bool endMembership(WriteTx& tx, std::int64_t person, std::int64_t organisation, std::string_view role) {
  return tx.execute(
             "UPDATE membership SET until_ms = ? WHERE person_id = ? AND organisation_id = ? AND role = ? AND until_ms "
             "IS NULL",
             tx.now(), person, organisation, role) > 0;
}

std::optional<std::int64_t> courseOf(ReadTx& tx, std::int64_t provider, std::string_view programme,
                                     const std::string& title) {
  return tx.one<std::int64_t>(
      "SELECT id FROM course WHERE provider_id = ? AND (? = '' OR programme = ?) AND sort_title = ? AND closed_ms IS "
      "NULL ORDER BY id",
      provider, programme, programme, sortKey(title));
}

std::optional<std::int64_t> pupilByName(WriteTx& tx, std::int64_t school, const std::string& upn,
                                        const std::string& first, const std::string& last, const std::string& born) {
  if (!upn.empty())
    if (const auto id = tx.one<std::int64_t>("SELECT id FROM pupil WHERE school_id = ? AND upn = ?", school, upn))
      return id;
  return tx.one<std::int64_t>("SELECT id FROM pupil WHERE school_id = ? AND sort_name = ? AND born = ?", school,
                              sortKey(last + " " + first), born);
}

std::optional<std::int64_t> runningPlacement(WriteTx& tx, std::int64_t pupil, std::int64_t course,
                                             const std::string& start) {
  return tx.one<std::int64_t>(
      "SELECT id FROM placement WHERE pupil_id = ? AND course_id = ? AND start = ? AND state <> 'ended'", pupil, course,
      start);
}

std::int64_t addRunning(WriteTx& tx, const Running& r) {
  const std::int64_t id =
      createDraft(tx, {.reference = r.reference, .school = r.school, .pupil = r.pupil, .by = tx.viewer().account()});
  addStep(tx, id, {"imported", "The placement was running when CAP began to use this service.", Audience::all});
  setChoices(tx, id, {r.course});
  const auto choice = tx.one<std::int64_t>("SELECT id FROM referral_choice WHERE case_id = ?", id).value();
  setChoiceState(tx, choice, "accepted");
  addParty(tx, id, r.provider, "asked");
  tx.execute(
      "UPDATE referral SET state = 'active', state_since_ms = ?, programme = ?, requested_start = ?, policy_year = ?, "
      "policy_hash = ?, choice_id = ?, submitted_ms = ?, application_date = ?, version = version + 1 WHERE id = ?",
      tx.now(), r.programme, r.start, r.policyYear, r.policyHash, choice, tx.now(), tx.today(), id);
  Response answer;
  answer.caseId = id;
  answer.choice = choice;
  answer.provider = r.provider;
  answer.yes = true;
  answer.reason = "Running when CAP began to use this service.";
  answer.sessions = r.sessions;
  answer.start = r.start;
  const std::int64_t response = addResponse(tx, answer);
  shareResponse(tx, response);
  Placement placement;
  placement.reference = r.reference + "/1";
  placement.caseId = id;
  placement.pupil = r.pupil;
  placement.school = r.school;
  placement.provider = r.provider;
  placement.course = r.course;
  placement.response = response;
  placement.programme = r.programme;
  placement.start = r.start;
  placement.lastDay = r.last;
  placement.state = "active";
  placement.started = londonStartOf(r.start);
  placement.confirmed = tx.now();
  placement.sessions = sessionsFromText(r.sessions);
  const std::int64_t made = addPlacement(tx, placement);
  tx.execute("UPDATE placement SET confirmed_ms = ?, started_ms = ? WHERE id = ?", tx.now(), londonStartOf(r.start),
             made);
  return made;
}

bool endRunning(WriteTx& tx, std::int64_t placement) {
  const auto found = tx.row<std::int64_t, std::int64_t>(
      "SELECT case_id, provider_id FROM placement WHERE id = ? AND state = 'active'", placement);
  if (!found) return false;
  const auto [caseId, provider] = *found;
  auto referral = anyReferral(tx, caseId);
  if (!referral || referral->state != ReferralState::active) return false;
  tx.execute("UPDATE placement SET state = 'ended', ended_ms = ?, version = version + 1 WHERE id = ?", tx.now(),
             placement);
  endParty(tx, caseId, provider, "asked");
  moveReferral(tx, *referral, ReferralState::ended,
               {"import_undone", "The import that brought this placement was taken back.", Audience::all});
  return true;
}

// ---- lists that go out

std::vector<TrackerLine> tracker(ReadTx& tx, const std::vector<std::int64_t>& schools) {
  std::vector<TrackerLine> lines;
  for (const std::int64_t school : schools)
    tx.each<std::string, std::string, std::string, std::string, std::optional<std::string>, std::int64_t,
            std::optional<std::string>, std::string, std::optional<std::string>, std::optional<std::string>,
            std::optional<std::string>, std::optional<std::string>, std::optional<std::string>,
            std::optional<std::string>>(
        "SELECT c.reference, p.last_name, p.first_name, p.born, p.upn, p.year_group, c.programme, c.state, "
        "c.application_date, o.name, k.title, t.start, t.last_day, t.reference FROM @cases c JOIN @pupils p ON p.id = "
        "c.pupil_id LEFT JOIN @placements t ON t.case_id = c.id LEFT JOIN course k ON k.id = t.course_id LEFT JOIN "
        "organisation o ON o.id = t.provider_id WHERE c.school_id = ? ORDER BY c.id",
        [&](std::string reference, std::string last, std::string first, std::string born,
            std::optional<std::string> upn, std::int64_t year, std::optional<std::string> programme, std::string state,
            std::optional<std::string> applied, std::optional<std::string> provider, std::optional<std::string> course,
            std::optional<std::string> start, std::optional<std::string> end, std::optional<std::string> placement) {
          lines.push_back({{std::move(reference), std::move(last), std::move(first), std::move(born), upn.value_or(""),
                            std::to_string(year), programme.value_or(""), std::move(state), applied.value_or(""),
                            provider.value_or(""), course.value_or(""), start.value_or(""), end.value_or(""),
                            placement.value_or("")}});
        },
        school);
  return lines;
}

std::vector<TrackerLine> forClm(ReadTx& tx, Date from, Date until) {
  std::map<std::int64_t, std::string> days;
  tx.each<std::int64_t, std::int64_t, std::string>(
      "SELECT d.placement_id, d.weekday, d.half FROM @placement_days d JOIN @placements t ON t.id = d.placement_id "
      "WHERE t.start <= ? AND (t.last_day IS NULL OR t.last_day >= ?) AND (d.first_day <= ? OR d.first_day = t.start) "
      "AND (d.until_day IS NULL OR d.until_day >= ?) ORDER BY d.placement_id, d.weekday, d.half",
      [&](std::int64_t placement, std::int64_t weekday, const std::string& half) {
        std::string& text = days[placement];
        text +=
            (text.empty() ? "" : " ") + std::string(weekdayName(static_cast<unsigned>(weekday)).substr(0, 3)) + half;
      },
      until, from, until, until);
  std::vector<TrackerLine> lines;
  using Text = std::optional<std::string>;
  tx.each<std::int64_t, std::string, std::string, std::string, std::string, Text, std::int64_t, std::string, Text,
          std::string, std::string, std::string, std::string, std::string, Text, std::string>(
      "SELECT t.id, t.reference, p.last_name, p.first_name, p.born, p.upn, p.year_group, s.name, s.urn, o.name, "
      "k.title, "
      "k.qualification, t.programme, t.start, t.last_day, t.state FROM @placements t JOIN @pupils p ON p.id = "
      "t.pupil_id JOIN organisation s ON s.id = t.school_id JOIN organisation o ON o.id = t.provider_id JOIN course k "
      "ON "
      "k.id = t.course_id WHERE t.start <= ? AND (t.last_day IS NULL OR t.last_day >= ?) AND t.state IN "
      "('processing', 'confirmed', 'active') ORDER BY s.sort_name, p.sort_name, t.id",
      [&](std::int64_t id, std::string reference, std::string last, std::string first, std::string born, Text upn,
          std::int64_t year, std::string school, Text urn, std::string provider, std::string course,
          std::string qualification, std::string programme, std::string start, Text end, std::string state) {
        lines.push_back({{std::move(reference), std::move(last), std::move(first), std::move(born), upn.value_or(""),
                          std::to_string(year), std::move(school), urn.value_or(""), std::move(provider),
                          std::move(course), std::move(qualification), std::move(programme), days[id], std::move(start),
                          end.value_or(""), std::move(state)}});
      },
      until, from);
  return lines;
}

}  // namespace capd::imports
