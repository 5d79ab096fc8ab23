#include "store/Scope.h"

#include <array>
#include <cctype>
#include <stdexcept>

namespace capd::store {
namespace {

// How the rows of a table hang on a case.
enum class Kind { cases, pupils, documents, slips, child, staff, ofStaff, comers, comersCases, comersNames, marks };

struct ScopedTable {
  std::string_view token;
  std::string_view table;
  Kind kind;
};

constexpr std::array<ScopedTable, 41> kTables = {{
    {"cases", "referral", Kind::cases},
    {"pupils", "pupil", Kind::pupils},
    {"documents", "document", Kind::documents},
    {"safeguarding_slips", "safeguarding_slip", Kind::slips},
    {"placements", "placement", Kind::child},
    {"placement_days", "placement_day", Kind::child},
    {"answers", "answer", Kind::child},
    {"choices", "referral_choice", Kind::child},
    {"responses", "response", Kind::child},
    {"holds", "hold", Kind::child},
    {"risk_assessments", "risk_assessment", Kind::child},
    {"ra_reads", "ra_read", Kind::child},
    {"visits", "visit", Kind::child},
    {"day_changes", "day_change", Kind::child},
    {"placement_meetings", "placement_meeting", Kind::child},
    {"withdrawals", "withdrawal", Kind::child},
    {"standings", "placement_standing", Kind::child},
    {"inductions", "induction", Kind::child},
    {"placement_reports", "placement_report", Kind::child},
    {"placement_outputs", "placement_output", Kind::child},
    {"roll_overs", "roll_over", Kind::child},
    {"placement_reviews", "placement_review", Kind::child},
    {"panel_places", "panel_place", Kind::child},
    {"panel_outcomes", "panel_outcome", Kind::child},
    {"panel_findings", "panel_finding", Kind::child},
    {"panel_informations", "panel_information", Kind::child},
    {"panel_interests", "panel_interest", Kind::child},
    {"panel_votes", "panel_vote", Kind::child},
    {"panel_confirmations", "panel_confirmation", Kind::child},
    {"panel_actions", "panel_action", Kind::child},
    {"staff_members", "staff_member", Kind::staff},
    {"dbs_checks", "dbs_check", Kind::ofStaff},
    {"staff_evidence_lines", "staff_evidence", Kind::ofStaff},
    {"staff_decisions", "staff_decision", Kind::ofStaff},
    {"comers", "placement", Kind::comers},
    {"comers_cases", "referral", Kind::comersCases},
    {"comers_names", "pupil", Kind::comersNames},
    {"marks", "session_mark", Kind::marks},
    {"session_weeks", "session_week", Kind::child},
    {"session_notes", "session_note", Kind::child},
    {"week_findings", "week_finding", Kind::child},
}};

bool isWordSign(char sign) { return std::isalnum(static_cast<unsigned char>(sign)) != 0 || sign == '_'; }

class Expansion {
 public:
  Expansion(const Viewer& viewer, bool bareAllowed) : viewer_(viewer), bareAllowed_(bareAllowed) {}

  ScopedSql expand(std::string_view sql) {
    std::size_t at = 0;
    int argument = 0;
    while (at < sql.size()) {
      const char sign = sql[at];
      if (sign == '\'' || sign == '"') {
        at = copyQuoted(sql, at, sign);
      } else if (sign == '?') {
        out_.sql += '?';
        out_.order.push_back(argument++);
        ++at;
      } else if (sign == '@') {
        const std::string_view word = wordAt(sql, at + 1);
        token(word);
        at += 1 + word.size();
      } else if (isWordSign(sign)) {
        const std::string_view word = wordAt(sql, at);
        // A column may be called like a table: only a word without a dot beside it is a table's name here.
        const bool qualified =
            (at > 0 && sql[at - 1] == '.') || (at + word.size() < sql.size() && sql[at + word.size()] == '.');
        if (!bareAllowed_ && !qualified) refuseBare(word);
        out_.sql += word;
        at += word.size();
      } else {
        out_.sql += sign;
        ++at;
      }
    }
    return std::move(out_);
  }

 private:
  static std::string_view wordAt(std::string_view sql, std::size_t at) {
    std::size_t end = at;
    while (end < sql.size() && isWordSign(sql[end])) ++end;
    return sql.substr(at, end - at);
  }

  std::size_t copyQuoted(std::string_view sql, std::size_t at, char quote) {
    const auto end = sql.find(quote, at + 1);
    if (end == std::string_view::npos) throw std::logic_error("a query has a quote that does not end");
    out_.sql += sql.substr(at, end + 1 - at);
    return end + 1;
  }

  void refuseBare(std::string_view word) const {
    for (const ScopedTable& each : kTables)
      if (word == each.table) {
        throw std::logic_error("a query names the table '" + std::string(word) + "'; it must say @" +
                               std::string(each.token) + ", the rows that the viewer may see");
      }
  }

  void token(std::string_view word) {
    const bool everything = word.substr(0, 4) == "all_";
    const std::string_view name = everything ? word.substr(4) : word;
    for (const ScopedTable& each : kTables)
      if (name == each.token) {
        if (everything)
          out_.sql += each.table;
        else
          rows(each);
        return;
      }
    throw std::logic_error("a query says @" + std::string(word) + ", which stands for nothing");
  }

  void rows(const ScopedTable& table) {
    out_.sql += "(SELECT x.* FROM " + std::string(table.table) + " x";
    switch (table.kind) {
      case Kind::cases:
        if (!viewer_.seesAllCases())
          joinedTo("x.id");
        else
          out_.sql += " WHERE x.state <> 'draft'";  // a draft is the school's own
        break;
      case Kind::child:
        if (!viewer_.seesAllCases())
          joinedTo("x.case_id");
        else
          out_.sql += " WHERE " + std::string(kSentCase);
        break;
      case Kind::pupils:
        out_.sql += " WHERE ";
        pupilCondition();
        break;
      case Kind::documents:
        out_.sql += " WHERE x.sealed = 0 AND (";
        if (viewer_.seesAllCases())
          out_.sql += kSentCase;
        else
          partyCases("x.case_id");
        out_.sql += " OR (x.case_id IS NULL AND x.uploaded_by = ";
        bind(viewer_.account());
        out_.sql += "))";
        break;
      case Kind::slips:
        out_.sql += " WHERE ";
        slipCondition();
        break;
      case Kind::staff:
        out_.sql += " WHERE ";
        staffCondition("x.provider_id");
        break;
      case Kind::ofStaff:
        out_.sql += " WHERE EXISTS (SELECT 1 FROM staff_member z WHERE z.id = x.staff_id AND ";
        staffCondition("z.provider_id");
        out_.sql += ")";
        break;
      case Kind::comers:
        out_.sql += " WHERE x.state IN ('confirmed', 'active') AND x.provider_id ";
        among(registerProviders());
        break;
      case Kind::comersCases:
        out_.sql +=
            " WHERE EXISTS (SELECT 1 FROM case_party p WHERE p.case_id = x.id AND p.relation = 'asked' AND "
            "p.until_ms IS NULL AND p.organisation_id ";
        among(registerProviders());
        out_.sql += ")";
        break;
      case Kind::comersNames:
        out_.sql +=
            " WHERE EXISTS (SELECT 1 FROM referral y JOIN case_party p ON p.case_id = y.id WHERE y.pupil_id = "
            "x.id AND p.relation = 'asked' AND p.until_ms IS NULL AND p.organisation_id ";
        among(registerProviders());
        out_.sql += ")";
        break;
      case Kind::marks:
        out_.sql += " WHERE (";
        if (viewer_.seesAllCases())
          out_.sql += kSentCase;
        else
          partyCases("x.case_id");
        out_.sql +=
            " OR EXISTS (SELECT 1 FROM case_party z WHERE z.case_id = x.case_id AND z.relation = 'asked' AND "
            "z.until_ms IS NULL AND z.organisation_id = x.provider_id AND z.organisation_id ";
        among(registerProviders());
        out_.sql += "))";
        break;
    }
    out_.sql += ")";
  }

  static constexpr std::string_view kSentCase =
      "EXISTS (SELECT 1 FROM referral y WHERE y.id = x.case_id AND y.state <> 'draft')";

  // A join rather than IN, so that the database may begin at either end: at the one case that is asked for, or at an
  // organisation's cases. An organisation that is party twice (a school that also provides) does not see its rows
  // twice.
  void joinedTo(const std::string& caseId) {
    out_.sql += " JOIN case_party p ON p.case_id = " + caseId + " AND p.until_ms IS NULL AND p.organisation_id ";
    among(viewer_.caseOrganisations());
    out_.sql +=
        " WHERE NOT EXISTS (SELECT 1 FROM case_party q WHERE q.case_id = p.case_id AND q.until_ms IS NULL AND q.id < "
        "p.id "
        "AND q.organisation_id ";
    among(viewer_.caseOrganisations());
    out_.sql += ")";
  }

  void partyCases(const std::string& id) {
    out_.sql +=
        "EXISTS (SELECT 1 FROM case_party p WHERE p.case_id = " + id + " AND p.until_ms IS NULL AND p.organisation_id ";
    among(viewer_.caseOrganisations());
    out_.sql += ")";
  }

  void pupilCondition() {
    if (viewer_.seesAllCases()) {
      out_.sql += "EXISTS (SELECT 1 FROM referral y WHERE y.pupil_id = x.id AND y.state <> 'draft')";
      return;
    }
    out_.sql += "(x.school_id ";
    among(viewer_.caseOrganisations());
    out_.sql += " OR EXISTS (SELECT 1 FROM referral y WHERE y.pupil_id = x.id AND ";
    partyCases("y.id");
    out_.sql += "))";
  }

  // From safeguarding lead to safeguarding lead: those of the referring school, and CAP's own.
  void slipCondition() {
    if (viewer_.hasRole("cap.dsl")) {
      out_.sql += "1 = 1";
      return;
    }
    std::vector<std::int64_t> schools;
    for (const Hat& hat : viewer_.hats())
      if (hat.role == "school.dsl" || hat.role == "school.deputy_dsl") schools.push_back(hat.organisation);
    out_.sql +=
        "x.case_id IN (SELECT p.case_id FROM case_party p WHERE p.relation = 'refers' AND p.until_ms IS NULL AND "
        "p.organisation_id ";
    among(schools);
    out_.sql += ")";
  }

  // A provider's coordinator and CAP's quality work and those above it (REQUIREMENTS 1.7, staff DBS details); not CAP's
  // other people, who see every case.
  void staffCondition(const std::string& provider) {
    const bool ofTheHouse = viewer_.door() == Viewer::Door::job || viewer_.door() == Viewer::Door::socket;
    if (ofTheHouse || viewer_.hasRole("cap.quality_officer") || viewer_.hasRole("cap.operations_lead") ||
        viewer_.hasRole("cap.slt")) {
      out_.sql += "1 = 1";
      return;
    }
    std::vector<std::int64_t> providers;
    for (const Hat& hat : viewer_.hats())
      if (hat.role == "provider.coordinator") providers.push_back(hat.organisation);
    out_.sql += provider + " ";
    among(providers);
  }

  // Whoever takes a provider's registers: its tutors too, who see nothing else of a case (004 sections 13.3 and 15.3).
  [[nodiscard]] std::vector<std::int64_t> registerProviders() const {
    std::vector<std::int64_t> providers;
    for (const Hat& hat : viewer_.hats())
      if (hat.role == "provider.coordinator" || hat.role == "provider.tutor") providers.push_back(hat.organisation);
    return providers;
  }

  void among(const std::vector<std::int64_t>& ids) {
    if (ids.empty()) {
      out_.sql += "= -1";
      return;
    }
    if (ids.size() == 1) {
      out_.sql += "= ";
      bind(ids.front());
      return;
    }
    out_.sql += "IN (";
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (i > 0) out_.sql += ", ";
      bind(ids[i]);
    }
    out_.sql += ")";
  }

  void bind(std::int64_t value) {
    out_.sql += '?';
    out_.order.push_back(-1 - static_cast<int>(out_.extra.size()));
    out_.extra.push_back(value);
  }

  const Viewer& viewer_;
  bool bareAllowed_;
  ScopedSql out_;
};

}  // namespace

ScopedSql scoped(std::string_view sql, const Viewer& viewer, bool bareAllowed) {
  return Expansion(viewer, bareAllowed).expand(sql);
}

}  // namespace capd::store
