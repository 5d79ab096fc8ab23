#include "Accounts.h"
#include "base/Text.h"

namespace capd::accounts {
namespace {

std::string codeOf(std::int64_t person) { return hashOfSecret("person:" + std::to_string(person)).substr(0, 12); }

#define PERSON                                                                                           \
  "SELECT p.id, p.name, p.email, p.phone, COALESCE(a.id, 0), COALESCE(a.state, ''), m.organisation_id, " \
  "o.name, o.kind, m.role, m.from_ms FROM person p LEFT JOIN account a ON a.person_id = p.id "           \
  "LEFT JOIN membership m ON m.person_id = p.id AND m.until_ms IS NULL "                                 \
  "LEFT JOIN organisation o ON o.id = m.organisation_id "

// One line a role; lines of one person follow each other.
template <class... A>
std::vector<Person> read(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<Person> all;
  using Text = std::optional<std::string>;
  tx.each<std::int64_t, std::string, std::string, std::string, std::int64_t, std::string, std::optional<std::int64_t>,
          Text, Text, Text, std::optional<Instant>>(
      sql,
      [&](std::int64_t id, std::string name, std::string email, std::string phone, std::int64_t account,
          std::string state, std::optional<std::int64_t> organisation, Text where, Text kind, Text role,
          std::optional<Instant> since) {
        if (all.empty() || all.back().id != id)
          all.push_back(
              {id, codeOf(id), std::move(name), std::move(email), std::move(phone), account, std::move(state), {}});
        if (organisation && role)
          all.back().roles.push_back(
              {*organisation, where.value_or(""), kind.value_or(""), *role, since.value_or(Instant{})});
      },
      args...);
  return all;
}

}  // namespace

std::vector<Person> people(ReadTx& tx, std::string_view kind) {
  return read(tx, PERSON "WHERE ? = '' OR o.kind = ? ORDER BY p.sort_name, p.id, o.sort_name, m.id", kind, kind);
}

std::optional<Person> personById(ReadTx& tx, std::int64_t id) {
  auto found = read(tx, PERSON "WHERE p.id = ? ORDER BY o.sort_name, m.id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<Person> personByCode(ReadTx& tx, std::string_view code) {
  std::int64_t known = 0;
  tx.each<std::int64_t>("SELECT id FROM person ORDER BY id", [&](std::int64_t id) {
    if (codeOf(id) == code) known = id;
  });
  if (known == 0) return std::nullopt;
  return personById(tx, known);
}

std::optional<std::int64_t> contactWithoutAccount(ReadTx& tx, std::int64_t organisation, const std::string& email) {
  return tx.one<std::int64_t>(
      "SELECT p.id FROM person p JOIN membership m ON m.person_id = p.id WHERE m.organisation_id = ? AND m.until_ms IS "
      "NULL AND LOWER(p.email) = ? AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id) ORDER BY p.id",
      organisation, lowerAscii(trimmed(email)));
}

std::int64_t othersWhoLetIn(ReadTx& tx, std::int64_t account) {
  return tx
      .one<std::int64_t>(
          "SELECT COUNT(DISTINCT a.id) FROM account a JOIN membership m ON m.person_id = a.person_id WHERE a.state = "
          "'active' AND m.until_ms IS NULL AND m.role IN ('cap.admin', 'cap.host') AND a.id <> ?",
          account)
      .value_or(0);
}

bool endRole(WriteTx& tx, std::int64_t person, std::int64_t organisation, std::string_view role) {
  return tx.execute(
             "UPDATE membership SET until_ms = ? WHERE person_id = ? AND organisation_id = ? AND role = ? AND until_ms "
             "IS NULL",
             tx.now(), person, organisation, role) > 0;
}

}  // namespace capd::accounts
