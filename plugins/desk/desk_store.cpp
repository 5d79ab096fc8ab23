// The desk's own questions to the records: the inbox by deadline, and what schools have sent since they were asked.

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "Desk.h"
#include "base/Text.h"

namespace capd::desk {
namespace {

// In a submitted referral: is a first look due, does anything wait for the school, for the panel.
#define LOOK                                                                                  \
  "EXISTS (SELECT 1 FROM duty d WHERE d.case_id = c.id AND d.closed_ms IS NULL AND d.kind = " \
  "'desk.first_look')"
#define HOLDING(more) "EXISTS (SELECT 1 FROM @holds h WHERE h.case_id = c.id AND h.closed_ms IS NULL" more ")"

struct View {
  std::string_view show;
  std::vector<std::string_view> states;
  std::string_view condition;
};

const std::vector<View>& views() {
  static const std::vector<View> all = {
      {"desk", {"submitted", "complete", "answered", "slt_review", "processing"}, ""},
      {"check", {"submitted"}, " AND (" LOOK " OR NOT " HOLDING("") ")"},
      {"waiting", {"submitted"}, " AND NOT " LOOK " AND " HOLDING(" AND h.kind <> 'panel'")},
      {"panel",
       {"submitted"},
       " AND NOT " LOOK " AND " HOLDING(" AND h.kind = 'panel'") " AND NOT " HOLDING(" AND h.kind <> 'panel'")},
      {"send", {"complete"}, ""},
      {"provider", {"sent"}, ""},
      {"leaders", {"slt_review"}, ""},
      {"process", {"answered", "processing"}, ""},
  };
  return all;
}

const View& viewOf(std::string_view show) {
  for (const View& view : views())
    if (view.show == show) return view;
  return views().front();
}

// Those without a deadline come last.
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

struct Place {
  std::int64_t due = std::numeric_limits<std::int64_t>::min();
  std::int64_t id = 0;
};

// "1770681600000.CAP25-H4K7MX": the deadline and the reference of the last line shown. Anything else is the top.
Place placeFrom(ReadTx& tx, const std::string& text) {
  const auto dot = text.find('.');
  if (dot == std::string::npos || dot == 0 || dot > 16) return {};
  const auto id = tx.one<std::int64_t>("SELECT c.id FROM @cases c WHERE c.reference = ?", text.substr(dot + 1));
  const std::string due = text.substr(0, dot);
  if (!id) return {};
  if (due == "none") return {kNever, *id};
  if (due.find_first_not_of("0123456789") != std::string::npos) return {};
  return {std::stoll(due), *id};
}

std::string likeText(const std::string& words) {
  std::string pattern = "%";
  for (const char sign : sortKey(words)) {
    if (sign == '%' || sign == '_' || sign == '!') pattern += '!';
    pattern += sign;
  }
  return pattern + "%";
}

void keep(std::vector<InboxRow>& rows, ReadTx& tx, const std::string& where, const std::string& order,
          std::string_view state, std::int64_t a, std::int64_t b, const std::string& words, std::size_t most) {
  using Number = std::optional<std::int64_t>;
  using When = std::optional<Instant>;
  using Text = std::optional<std::string>;
  const std::string pattern = likeText(words);
  tx.each<std::int64_t, std::string, std::string, Text, std::string, When, When, Number, Text>(
      "SELECT c.id, c.reference, o.name, c.programme, c.state, c.submitted_ms, c.due_ms, c.taken_by, c.policy_hash "
      "FROM "
      "@cases c JOIN organisation o ON o.id = c.school_id WHERE c.state = ? AND " +
          where + " AND (? = '%%' OR o.sort_name LIKE ? ESCAPE '!') ORDER BY " + order + " LIMIT ?",
      [&](std::int64_t id, std::string reference, std::string school, Text programme, const std::string& at,
          When submitted, When due, Number taken, Text hash) {
        rows.push_back({id, std::move(reference), std::move(school), std::move(programme), referralStateFrom(at),
                        submitted, due, taken, std::move(hash)});
      },
      state, a, b, pattern, pattern, static_cast<std::int64_t>(most));
}

bool before(const InboxRow& a, const InboxRow& b) {
  const std::int64_t da = a.due ? a.due->ms : kNever;
  const std::int64_t db = b.due ? b.due->ms : kNever;
  return da != db ? da < db : a.id < b.id;
}

}  // namespace

std::string InboxRow::place() const { return (due ? std::to_string(due->ms) : std::string("none")) + "." + reference; }

std::vector<InboxRow> inbox(ReadTx& tx, const InboxAsk& ask, std::size_t most) {
  const View& view = viewOf(ask.show);
  const Place from = placeFrom(tx, ask.after);
  const std::string condition(view.condition);
  std::vector<InboxRow> rows;
  for (const std::string_view state : view.states) {
    const std::size_t there = rows.size();
    if (from.due != kNever)
      keep(rows, tx, "c.due_ms IS NOT NULL AND (c.due_ms, c.id) > (?, ?)" + condition, "c.due_ms, c.id", state,
           from.due, from.id, ask.words, most);
    const std::size_t got = rows.size() - there;
    if (got < most)
      keep(rows, tx, "c.due_ms IS NULL AND c.id > ? AND c.id > ?" + condition, "c.id", state,
           from.due == kNever ? from.id : 0, 0, ask.words, most - got);
  }
  std::sort(rows.begin(), rows.end(), before);
  if (rows.size() > most) rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(most), rows.end());
  return rows;
}

std::int64_t inboxCount(ReadTx& tx, std::string_view show) {
  const View& view = viewOf(show);
  std::int64_t count = 0;
  for (const std::string_view state : view.states)
    count += tx.one<std::int64_t>("SELECT COUNT(*) FROM (SELECT 1 AS one FROM @cases c WHERE c.state = ?" +
                                      std::string(view.condition) + " LIMIT 1000) n",
                                  state)
                 .value_or(0);
  return count;
}

std::vector<Answered> answeredSince(ReadTx& tx, std::size_t most) {
  // Held, nobody to look at it yet; then: did anything come since it was asked for, or put where nobody has asked yet?
  struct Asked {
    std::int64_t id;
    std::string reference;
    Instant at;
  };
  std::vector<Asked> asked;
  tx.each<std::int64_t, std::string, Instant>(
      "SELECT c.id, c.reference, MAX(COALESCE(h.asked_ms, h.opened_ms)) FROM @cases c JOIN @holds h ON h.case_id = "
      "c.id "
      "WHERE c.state = 'submitted' AND h.closed_ms IS NULL AND NOT " LOOK
      " GROUP BY c.id, c.reference "
      "ORDER BY 3 LIMIT 2000",
      [&](std::int64_t id, std::string reference, Instant at) {
        asked.push_back({id, std::move(reference), at});
      });
  std::vector<Answered> answered;
  for (const Asked& each : asked) {
    if (answered.size() == most) break;
    // Looked at since it was asked: what came before that look was seen then.
    const Instant seen = std::max(
        each.at,
        tx.one<std::optional<Instant>>(
              "SELECT MAX(d.closed_ms) FROM duty d WHERE d.case_id = ? AND d.kind = 'desk.first_look'", each.id)
            .value_or(std::nullopt)
            .value_or(each.at));
    std::int64_t newest = 0;
    for (const char* sql : {"SELECT MAX(a.at_ms) FROM @answers a WHERE a.case_id = ?",
                            "SELECT MAX(r.given_ms) FROM @risk_assessments r WHERE r.case_id = ?",
                            "SELECT MAX(h.answered_ms) FROM @holds h WHERE h.case_id = ?"})
      newest = std::max(newest, tx.one<std::optional<std::int64_t>>(sql, each.id).value_or(std::nullopt).value_or(0));
    if (newest > seen.ms) answered.push_back({each.reference, Instant{newest}});
  }
  return answered;
}

}  // namespace capd::desk
