#include "cases/placement/Reviews.h"

namespace capd {
namespace {

// In asked_ms: never asked for, as its day had passed before it was planned for the first time.
constexpr Instant kPassed{0};

std::optional<Instant> notAsked(const Review& review) {
  return review.passed ? std::optional<Instant>(kPassed) : std::nullopt;
}

}  // namespace

std::vector<Review> reviewsOf(ReadTx& tx, std::int64_t placement) {
  using Moment = std::optional<Instant>;
  std::vector<Review> all;
  tx.each<std::int64_t, std::int64_t, std::int64_t, std::string, std::int64_t, Date, Date, Date, Moment,
          std::optional<Date>, std::string, std::string, bool, std::string, std::string, std::string, Moment, Moment,
          std::string>(
      "SELECT r.id, r.case_id, r.placement_id, r.kind, r.number, r.ask_on, r.counts_from, r.due_on, r.asked_ms, "
      "r.held_on, r.side, r.who_came, r.referrer_came, r.assessments, r.decision, r.says, r.recorded_ms, "
      "r.confirmed_ms, r.confirmed_says FROM @placement_reviews r WHERE r.placement_id = ? ORDER BY r.due_on, r.id",
      [&](std::int64_t id, std::int64_t caseId, std::int64_t of, std::string kind, std::int64_t number, Date ask,
          Date from, Date due, Moment asked, std::optional<Date> held, std::string side, std::string who, bool came,
          std::string assessments, std::string decision, std::string says, Moment recorded, Moment confirmed,
          std::string confirmedSays) {
        const bool passed = asked && asked->ms == kPassed.ms;
        if (passed) asked.reset();
        all.push_back({id,
                       caseId,
                       of,
                       std::move(kind),
                       number,
                       ask,
                       from,
                       due,
                       asked,
                       passed,
                       held,
                       std::move(side),
                       std::move(who),
                       came,
                       std::move(assessments),
                       std::move(decision),
                       std::move(says),
                       recorded,
                       confirmed,
                       std::move(confirmedSays)});
      },
      placement);
  return all;
}

std::int64_t planReview(WriteTx& tx, const Review& r) {
  if (const auto there = tx.one<std::int64_t>(
          "SELECT r.id FROM @all_placement_reviews r WHERE r.placement_id = ? AND r.kind = ? AND r.number = ?",
          r.placement, r.kind, r.number)) {
    tx.execute("UPDATE placement_review SET ask_on = ?, counts_from = ?, due_on = ? WHERE id = ?", r.askOn,
               r.countsFrom, r.dueOn, *there);
    tx.execute("UPDATE placement_review SET asked_ms = ? WHERE id = ? AND (asked_ms IS NULL OR asked_ms = ?)",
               notAsked(r), *there, kPassed);
    return *there;
  }
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO placement_review (id, case_id, placement_id, kind, number, ask_on, counts_from, due_on, asked_ms) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id, r.caseId, r.placement, r.kind, r.number, r.askOn, r.countsFrom, r.dueOn, notAsked(r));
  return id;
}

void dropReview(WriteTx& tx, std::int64_t id) {
  tx.execute("DELETE FROM placement_review WHERE id = ? AND recorded_ms IS NULL", id);
}

void askedForReview(WriteTx& tx, std::int64_t id) {
  tx.execute("UPDATE placement_review SET asked_ms = ? WHERE id = ?", tx.now(), id);
}

void recordReview(WriteTx& tx, const Review& r) {
  const std::int64_t id = r.id == 0 ? planReview(tx, r) : r.id;
  tx.execute(
      "UPDATE placement_review SET held_on = ?, side = ?, who_came = ?, referrer_came = ?, assessments = ?, decision = "
      "?, says = ?, recorded_ms = ?, recorded_by = ? WHERE id = ?",
      r.heldOn, r.side, r.whoCame, r.referrerCame, r.assessments, r.decision, r.says, tx.now(), tx.viewer().account(),
      id);
}

void confirmReview(WriteTx& tx, std::int64_t id, std::string_view decision, const std::string& says) {
  tx.execute(
      "UPDATE placement_review SET decision = ?, confirmed_says = ?, confirmed_ms = ?, confirmed_by = ? WHERE id = ?",
      decision, says, tx.now(), tx.viewer().account(), id);
}

std::vector<std::string> runningOf(ReadTx& tx, std::string_view programme) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT c.reference FROM @placements p JOIN @cases c ON c.id = p.case_id WHERE p.programme = ? AND p.state IN "
      "('confirmed', 'active') AND c.state IN ('confirmed', 'active') ORDER BY p.id",
      [&](std::string reference) { all.push_back(std::move(reference)); }, programme);
  return all;
}

}  // namespace capd
