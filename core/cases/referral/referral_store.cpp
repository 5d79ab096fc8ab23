#include <algorithm>
#include <stdexcept>

#include "cases/mail/Letter.h"
#include "cases/referral/Referral.h"

namespace capd {
namespace {

// One column list for the three ways of finding a referral.
#define REFERRAL_COLUMNS                                                                                         \
  "id, reference, school_id, pupil_id, programme, state, state_since_ms, created_ms, created_by, submitted_ms, " \
  "application_date, requested_start, policy_year, policy_hash, choice_id, taken_by, monitoring_officer, version"

template <class... A>
std::optional<ReferralRecord> readOne(ReadTx& tx, std::string_view sql, const A&... args) {
  std::optional<ReferralRecord> found;
  using Text = std::optional<std::string>;
  using Number = std::optional<std::int64_t>;
  tx.each<std::int64_t, std::string, std::int64_t, std::int64_t, Text, std::string, Instant, Instant, std::int64_t,
          std::optional<Instant>, std::optional<Date>, std::optional<Date>, Text, Text, Number, Number, Number,
          std::int64_t>(
      sql,
      [&](std::int64_t id, std::string reference, std::int64_t school, std::int64_t pupil, Text programme,
          const std::string& state, Instant since, Instant created, std::int64_t createdBy,
          std::optional<Instant> submitted, std::optional<Date> applied, std::optional<Date> start, Text year,
          Text hash, Number choice, Number taken, Number officer, std::int64_t version) {
        found = ReferralRecord{id,
                               std::move(reference),
                               school,
                               pupil,
                               std::move(programme),
                               referralStateFrom(state),
                               since,
                               created,
                               createdBy,
                               submitted,
                               applied,
                               start,
                               std::move(year),
                               std::move(hash),
                               choice,
                               taken,
                               officer,
                               version};
      },
      args...);
  return found;
}

std::string_view audienceWord(Audience audience) {
  switch (audience) {
    case Audience::all:
      return "all";
    case Audience::cap:
      return "cap";
    case Audience::schoolAndCap:
      return "school_cap";
    case Audience::providerAndCap:
      return "provider_cap";
  }
  throw std::logic_error("no such audience");
}

// As the other side reads it: people of CAP and of the school stand for their organisation.
std::string whoIs(const Viewer& viewer) {
  for (const Hat& hat : viewer.hats()) {
    if (hat.organisationKind == "cap") return "CAP";
    if (hat.organisationKind == "school") return "The school";
    if (hat.organisationKind == "provider") return "The provider";
    if (hat.organisationKind == "send_team") return "The SEND team";
  }
  return viewer.door() == Viewer::Door::job ? "capd" : "CAP";
}

bool mayRead(const Viewer& viewer, const std::string& audience, bool asSchool, bool asProvider) {
  if (viewer.seesAllCases()) return true;
  if (audience == "all") return true;
  if (audience == "school_cap") return asSchool;
  if (audience == "provider_cap") return asProvider;
  return false;
}

}  // namespace

std::optional<ReferralRecord> findReferral(ReadTx& tx, std::string_view reference) {
  return readOne(tx, "SELECT " REFERRAL_COLUMNS " FROM @cases c WHERE c.reference = ?", reference);
}

bool referenceTaken(ReadTx& tx, std::string_view reference) {
  return tx.one<std::int64_t>("SELECT c.id FROM @all_cases c WHERE c.reference = ?", reference).has_value();
}

std::string referrerKind(ReadTx& tx, const ReferralRecord& referral) {
  return tx.one<std::string>("SELECT kind FROM organisation WHERE id = ?", referral.school).value_or("");
}

std::optional<std::int64_t> yearGroupOf(ReadTx& tx, const ReferralRecord& referral) {
  return tx.one<std::int64_t>("SELECT p.year_group FROM @pupils p WHERE p.id = ?", referral.pupil);
}

std::optional<Date> bornOf(ReadTx& tx, const ReferralRecord& referral) {
  return tx.one<Date>("SELECT p.born FROM @pupils p WHERE p.id = ?", referral.pupil);
}

std::vector<std::string> seenReferences(ReadTx& tx, std::size_t most) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT c.reference FROM @cases c ORDER BY c.id DESC LIMIT ?",
      [&](std::string reference) { all.push_back(std::move(reference)); }, static_cast<std::int64_t>(most));
  return all;
}

std::optional<ReferralRecord> referralById(ReadTx& tx, std::int64_t id) {
  return readOne(tx, "SELECT " REFERRAL_COLUMNS " FROM @cases c WHERE c.id = ?", id);
}

std::optional<ReferralRecord> anyReferral(WriteTx& tx, std::int64_t id) {
  return readOne(tx, "SELECT " REFERRAL_COLUMNS " FROM referral WHERE id = ?", id);
}

std::int64_t createDraft(WriteTx& tx, const NewReferral& draft) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO referral (id, reference, school_id, pupil_id, state, state_since_ms, created_ms, created_by, "
      "copied_from, version) VALUES (?, ?, ?, ?, 'draft', ?, ?, ?, ?, 1)",
      id, draft.reference, draft.school, draft.pupil, tx.now(), tx.now(), draft.by, draft.copiedFrom);
  addParty(tx, id, draft.school, "refers");
  addStep(tx, id, {"draft", "Referral begun.", Audience::schoolAndCap});
  return id;
}

void addStep(WriteTx& tx, std::int64_t caseId, const Step& step) {
  tx.execute("INSERT INTO step (id, case_id, at_ms, actor, who, kind, says, audience) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
             tx.nextId(), caseId, tx.now(), tx.viewer().actor(), whoIs(tx.viewer()), step.kind, step.says,
             audienceWord(step.audience));
}

void moveReferral(WriteTx& tx, ReferralRecord& referral, ReferralState to, const Step& step) {
  if (!mayMove(referral.state, to)) {
    throw std::logic_error("a referral cannot go from " + std::string(toWord(referral.state)) + " to " +
                           std::string(toWord(to)));
  }
  const auto moved = tx.execute(
      "UPDATE referral SET state = ?, state_since_ms = ?, version = version + 1 WHERE id = ? AND version = ?",
      toWord(to), tx.now(), referral.id, referral.version);
  if (moved != 1) throw std::logic_error("a referral changed between its guard and its move");
  referral.state = to;
  referral.stateSince = tx.now();
  ++referral.version;
  // Whoever sat over it sees it no more once it has ended or was taken back.
  if (to == ReferralState::withdrawn || to == ReferralState::refused || to == ReferralState::ended)
    tx.execute("UPDATE case_party SET until_ms = ? WHERE case_id = ? AND relation = 'agenda' AND until_ms IS NULL",
               tx.now(), referral.id);
  addStep(tx, referral.id, step);
}

void touchReferral(WriteTx& tx, ReferralRecord& referral) {
  tx.execute("UPDATE referral SET version = version + 1 WHERE id = ?", referral.id);
  ++referral.version;
}

void saveReferral(WriteTx& tx, ReferralRecord& r) {
  tx.execute(
      "UPDATE referral SET programme = ?, submitted_ms = ?, application_date = ?, requested_start = ?, policy_year = "
      "?, "
      "policy_hash = ?, choice_id = ?, taken_by = ?, monitoring_officer = ?, version = version + 1 WHERE id = ?",
      r.programme, r.submitted, r.applicationDate, r.requestedStart, r.policyYear, r.policyHash, r.choice, r.takenBy,
      r.monitoringOfficer, r.id);
  ++r.version;
}

std::vector<StepLine> timeline(ReadTx& tx, const ReferralRecord& referral) {
  std::vector<StepLine> lines;
  const Viewer& viewer = tx.viewer();
  const bool asSchool = viewer.actsFor(referral.school);
  // What was between CAP and the provider that was asked before is theirs: a provider reads from when it was sent this.
  std::optional<Instant> sent;
  for (const Choice& choice : choices(tx, referral.id))
    if (choice.sent && viewer.actsFor(choice.provider)) sent = std::max(sent, choice.sent);
  tx.each<Instant, std::string, std::string, std::string, std::string>(
      "SELECT s.at_ms, s.who, s.kind, s.says, s.audience FROM step s JOIN @cases c ON c.id = s.case_id "
      "WHERE c.id = ? ORDER BY s.at_ms DESC, s.id DESC",
      [&](Instant at, std::string who, std::string kind, std::string says, const std::string& audience) {
        if (mayRead(viewer, audience, asSchool, sent && at >= *sent))
          lines.push_back({at, std::move(who), std::move(kind), std::move(says)});
      },
      referral.id);
  // Who was told, beside what happened. A step stands above the mail that it caused.
  for (LetterLine& letter : lettersOfCase(tx, referral.id, asSchool, sent))
    lines.push_back({letter.queued, "Mail", "mail", std::move(letter.says)});
  std::stable_sort(lines.begin(), lines.end(), [](const StepLine& a, const StepLine& b) { return a.at > b.at; });
  return lines;
}

Answers currentAnswers(ReadTx& tx, std::int64_t caseId) {
  Answers answers;
  tx.each<std::string, std::string>(
      "SELECT a.question, a.value FROM @answers a WHERE a.case_id = ? ORDER BY a.question, a.revision",
      [&](std::string question, std::string value) { answers[std::move(question)] = std::move(value); }, caseId);
  return answers;
}

std::vector<std::string> saveAnswers(WriteTx& tx, std::int64_t caseId, const Answers& answers) {
  std::map<std::string, std::pair<std::int64_t, std::string>> current;
  tx.each<std::string, std::int64_t, std::string>(
      "SELECT question, revision, value FROM answer WHERE case_id = ? ORDER BY question, revision",
      [&](std::string question, std::int64_t revision, std::string value) {
        current[std::move(question)] = {revision, std::move(value)};
      },
      caseId);
  std::vector<std::string> changed;
  for (const auto& [question, value] : answers) {
    const auto old = current.find(question);
    if (old == current.end() ? value.empty() : old->second.second == value) continue;
    const std::int64_t revision = old == current.end() ? 1 : old->second.first + 1;
    tx.execute("INSERT INTO answer (case_id, question, revision, value, at_ms, account_id) VALUES (?, ?, ?, ?, ?, ?)",
               caseId, question, revision, value, tx.now(), tx.viewer().account());
    changed.push_back(question);
  }
  return changed;
}

std::vector<AnswerRevision> answerHistory(ReadTx& tx, std::int64_t caseId, const std::string& question) {
  std::vector<AnswerRevision> history;
  tx.each<std::int64_t, std::string, Instant, std::int64_t>(
      "SELECT a.revision, a.value, a.at_ms, a.account_id FROM @answers a WHERE a.case_id = ? AND a.question = ? "
      "ORDER BY a.revision",
      [&](std::int64_t revision, std::string value, Instant at, std::int64_t account) {
        history.push_back({revision, std::move(value), at, account});
      },
      caseId, question);
  return history;
}

std::vector<Choice> choices(ReadTx& tx, std::int64_t caseId) {
  std::vector<Choice> all;
  tx.each<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::string, std::optional<Instant>>(
      "SELECT k.id, k.course_id, k.provider_id, k.place_in_order, k.state, k.sent_ms FROM @choices k "
      "WHERE k.case_id = ? ORDER BY k.place_in_order, k.id",
      [&](std::int64_t id, std::int64_t course, std::int64_t provider, std::int64_t order, std::string state,
          std::optional<Instant> sent) {
        all.push_back({id, course, provider, order, std::move(state), sent});
      },
      caseId);
  return all;
}

void setChoices(WriteTx& tx, std::int64_t caseId, const std::vector<std::int64_t>& courses) {
  tx.execute("DELETE FROM referral_choice WHERE case_id = ? AND state = 'chosen' AND sent_ms IS NULL", caseId);
  std::int64_t order =
      tx.one<std::optional<std::int64_t>>("SELECT MAX(place_in_order) FROM referral_choice WHERE case_id = ?", caseId)
          .value_or(std::nullopt)
          .value_or(0);
  for (const std::int64_t course : courses) {
    const auto provider = tx.one<std::int64_t>("SELECT provider_id FROM course WHERE id = ?", course);
    if (!provider) throw std::logic_error("a choice names a course that is not there");
    const auto there =
        tx.one<std::int64_t>("SELECT id FROM referral_choice WHERE case_id = ? AND course_id = ?", caseId, course);
    ++order;
    if (there) {
      tx.execute("UPDATE referral_choice SET place_in_order = ?, state = 'chosen' WHERE id = ?", order, *there);
      continue;
    }
    tx.execute(
        "INSERT INTO referral_choice (id, case_id, course_id, provider_id, place_in_order, state) "
        "VALUES (?, ?, ?, ?, ?, 'chosen')",
        tx.nextId(), caseId, course, *provider, order);
  }
}

void setChoiceState(WriteTx& tx, std::int64_t choice, std::string_view state) {
  if (state == "sent")
    tx.execute("UPDATE referral_choice SET state = 'sent', sent_ms = ? WHERE id = ?", tx.now(), choice);
  else
    tx.execute("UPDATE referral_choice SET state = ? WHERE id = ?", state, choice);
}

void addParty(WriteTx& tx, std::int64_t caseId, std::int64_t organisation, std::string_view relation) {
  const auto there = tx.one<std::int64_t>(
      "SELECT id FROM case_party WHERE organisation_id = ? AND relation = ? AND case_id = ? AND until_ms IS NULL",
      organisation, relation, caseId);
  if (there) return;
  tx.execute("INSERT INTO case_party (id, organisation_id, relation, case_id, from_ms) VALUES (?, ?, ?, ?, ?)",
             tx.nextId(), organisation, relation, caseId, tx.now());
}

void endParty(WriteTx& tx, std::int64_t caseId, std::int64_t organisation, std::string_view relation) {
  tx.execute(
      "UPDATE case_party SET until_ms = ? WHERE organisation_id = ? AND relation = ? AND case_id = ? AND until_ms IS "
      "NULL",
      tx.now(), organisation, relation, caseId);
}

}  // namespace capd
