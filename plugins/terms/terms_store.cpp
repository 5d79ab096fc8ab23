#include "Terms.h"

namespace capd::terms {
namespace {

#define DOCUMENT_COLUMNS "d.code, d.title, d.reviewer, d.approval, d.clause"
#define VERSION_COLUMNS                                                                                               \
  "v.id, v.document, v.number, v.year, v.body, v.changes, v.for_providers, v.for_schools, v.for_cap, v.acknowledge, " \
  "v.due_ms, v.counted, v.published_ms, v.published_name"

template <class... A>
std::vector<Document> readDocuments(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<Document> all;
  tx.each<std::string, std::string, std::string, bool, std::string>(
      sql,
      [&](std::string code, std::string title, std::string reviewer, bool approval, std::string clause) {
        all.push_back({std::move(code), std::move(title), std::move(reviewer), approval, std::move(clause)});
      },
      args...);
  return all;
}

template <class... A>
std::vector<Version> readVersions(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<Version> all;
  tx.each<std::int64_t, std::string, std::int64_t, std::string, std::string, std::string, bool, bool, bool, bool,
          Instant, std::string, Instant, std::string>(
      sql,
      [&](std::int64_t id, std::string document, std::int64_t number, std::string year, std::string body,
          std::string changes, bool providers, bool schools, bool cap, bool acknowledge, Instant due,
          std::string counted, Instant at, std::string by) {
        all.push_back({id, std::move(document), number, std::move(year), std::move(body), std::move(changes), providers,
                       schools, cap, acknowledge, Deadline(due, std::move(counted)), at, std::move(by)});
      },
      args...);
  return all;
}

}  // namespace

std::vector<Document> documents(ReadTx& tx) {
  return readDocuments(tx, "SELECT " DOCUMENT_COLUMNS " FROM terms_document d ORDER BY d.place, d.code");
}

std::optional<Document> documentOf(ReadTx& tx, std::string_view code) {
  auto all = readDocuments(tx, "SELECT " DOCUMENT_COLUMNS " FROM terms_document d WHERE d.code = ?", code);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<Version> versions(ReadTx& tx, std::string_view document) {
  return readVersions(tx, "SELECT " VERSION_COLUMNS " FROM terms_version v WHERE v.document = ? ORDER BY v.number DESC",
                      document);
}

std::optional<Version> newest(ReadTx& tx, std::string_view document) {
  auto all = readVersions(
      tx, "SELECT " VERSION_COLUMNS " FROM terms_version v WHERE v.document = ? ORDER BY v.number DESC LIMIT 1",
      document);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<Reading> readings(ReadTx& tx, std::string_view document) {
  std::vector<Reading> all;
  tx.each<std::int64_t, std::string, std::int64_t, std::string, std::int64_t, std::string, bool, Instant>(
      "SELECT v.number, v.year, r.organisation_id, o.name, r.account_id, r.who, r.counts, r.at_ms FROM terms_read r "
      "JOIN terms_version v ON v.id = r.version_id JOIN organisation o ON o.id = r.organisation_id WHERE v.document = "
      "? "
      "ORDER BY v.number DESC, o.sort_name, r.at_ms, r.id",
      [&](std::int64_t number, std::string year, std::int64_t organisation, std::string name, std::int64_t account,
          std::string who, bool counts, Instant at) {
        all.push_back({number, std::move(year), organisation, std::move(name), account, std::move(who), counts, at});
      },
      document);
  return all;
}

std::vector<Review> reviews(ReadTx& tx, std::string_view document) {
  std::vector<Review> all;
  tx.each<std::string, std::string, std::string, std::string, Instant, std::string>(
      "SELECT r.year, r.outcome, r.approved_by, r.says, r.at_ms, r.who FROM terms_review r WHERE r.document = ? ORDER "
      "BY r.at_ms DESC, r.id DESC",
      [&](std::string year, std::string outcome, std::string by, std::string says, Instant at, std::string who) {
        all.push_back({std::move(year), std::move(outcome), std::move(by), std::move(says), at, std::move(who)});
      },
      document);
  return all;
}

std::vector<Asked> asked(ReadTx& tx, std::string_view kind, std::string_view document) {
  std::vector<Asked> all;
  tx.each<std::string, Instant, std::optional<Instant>>(
      "SELECT d.occurrence, d.due_ms, d.closed_ms FROM duty d WHERE d.kind = ? AND d.subject = ? ORDER BY d.id",
      [&](std::string occurrence, Instant due, std::optional<Instant> closed) {
        all.push_back({std::move(occurrence), due, !closed});
      },
      kind, document);
  return all;
}

std::vector<CapPerson> capPeople(ReadTx& tx) {
  std::vector<CapPerson> all;
  tx.each<std::int64_t, std::string, std::string>(
      "SELECT a.id, p.name, MIN(m.role) FROM account a JOIN person p ON p.id = a.person_id JOIN membership m ON "
      "m.person_id = p.id AND m.until_ms IS NULL JOIN organisation o ON o.id = m.organisation_id WHERE o.kind = 'cap' "
      "AND m.role <> 'cap.host' "
      "AND a.state = 'active' GROUP BY a.id, p.name, p.sort_name ORDER BY p.sort_name, a.id",
      [&](std::int64_t account, std::string name, std::string role) {
        all.push_back({account, std::move(name), std::move(role)});
      });
  return all;
}

void addDocument(WriteTx& tx, const Document& d) {
  const std::int64_t place =
      tx.one<std::int64_t>("SELECT COALESCE(MAX(d.place), 0) FROM terms_document d").value_or(0) + 1;
  tx.execute("INSERT INTO terms_document (code, title, reviewer, approval, clause, place) VALUES (?, ?, ?, ?, ?, ?)",
             d.code, d.title, d.reviewer, d.approval, d.clause, place);
}

void addVersion(WriteTx& tx, Version& v) {
  v.id = tx.nextId();
  v.number =
      tx.one<std::int64_t>("SELECT COALESCE(MAX(v.number), 0) FROM terms_version v WHERE v.document = ?", v.document)
          .value_or(0) +
      1;
  v.published = tx.now();
  v.publishedBy = tx.viewer().name();
  tx.execute(
      "INSERT INTO terms_version (id, document, number, year, body, changes, for_providers, for_schools, for_cap, "
      "acknowledge, due_ms, counted, published_ms, published_by, published_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?, "
      "?, ?, ?, ?)",
      v.id, v.document, v.number, v.year, v.body, v.changes, v.forProviders, v.forSchools, v.forCap, v.acknowledge,
      v.due.at, v.due.counted, v.published, tx.viewer().account(), v.publishedBy);
}

bool addReading(WriteTx& tx, const Version& v, std::int64_t organisation, bool counts) {
  const std::int64_t account = tx.viewer().account();
  if (tx.one<std::int64_t>(
            "SELECT r.id FROM terms_read r WHERE r.version_id = ? AND r.organisation_id = ? AND r.account_id = ?", v.id,
            organisation, account)
          .has_value())
    return false;
  tx.execute(
      "INSERT INTO terms_read (id, version_id, organisation_id, account_id, who, counts, at_ms) VALUES (?, ?, ?, ?, ?, "
      "?, ?)",
      tx.nextId(), v.id, organisation, account, tx.viewer().name(), counts, tx.now());
  return true;
}

void addReview(WriteTx& tx, const Document& d, const Review& r) {
  tx.execute(
      "INSERT INTO terms_review (id, document, year, outcome, approved_by, says, at_ms, account_id, who) VALUES (?, ?, "
      "?, ?, ?, ?, ?, ?, ?)",
      tx.nextId(), d.code, r.year, r.outcome, r.approvedBy, r.says, tx.now(), tx.viewer().account(),
      tx.viewer().name());
}

}  // namespace capd::terms
