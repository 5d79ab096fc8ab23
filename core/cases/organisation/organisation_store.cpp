#include <stdexcept>

#include "base/Text.h"
#include "cases/organisation/Organisation.h"

namespace capd {
namespace {

#define ORGANISATION_COLUMNS "id, kind, name, urn, school_group, sla, phone, email, address, travel, closed_ms, version"

template <class... A>
std::vector<Organisation> readOrganisations(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<Organisation> all;
  using Text = std::optional<std::string>;
  tx.each<std::int64_t, std::string, std::string, Text, Text, Text, std::string, std::string, std::string, std::string,
          std::optional<std::int64_t>, std::int64_t>(
      sql,
      [&](std::int64_t id, std::string kind, std::string name, Text urn, Text group, Text sla, std::string phone,
          std::string email, std::string address, std::string travel, std::optional<std::int64_t> closed,
          std::int64_t version) {
        all.push_back({id, std::move(kind), std::move(name), std::move(urn), std::move(group), std::move(sla),
                       std::move(phone), std::move(email), std::move(address), std::move(travel), closed.has_value(),
                       version});
      },
      args...);
  return all;
}

std::optional<Organisation> first(std::vector<Organisation> all) {
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<Contact> readContacts(ReadTx& tx, std::int64_t organisation, std::string_view role) {
  std::vector<Contact> all;
  tx.each<std::int64_t, std::optional<std::int64_t>, std::string, std::string, std::string, std::string, std::int64_t>(
      "SELECT p.id, a.id, p.name, p.email, p.phone, m.role, m.organisation_id FROM membership m "
      "JOIN person p ON p.id = m.person_id LEFT JOIN account a ON a.person_id = p.id AND a.state <> 'left' "
      "WHERE m.organisation_id = ? AND m.role = ? AND m.until_ms IS NULL ORDER BY p.sort_name, p.id",
      [&](std::int64_t person, std::optional<std::int64_t> account, std::string name, std::string email,
          std::string phone, std::string held, std::int64_t where) {
        all.push_back(
            {person, account.value_or(0), std::move(name), std::move(email), std::move(phone), std::move(held), where});
      },
      organisation, role);
  return all;
}

}  // namespace

std::optional<Organisation> findOrganisation(ReadTx& tx, std::int64_t id) {
  return first(readOrganisations(tx, "SELECT " ORGANISATION_COLUMNS " FROM organisation WHERE id = ?", id));
}

std::optional<Organisation> findOrganisation(ReadTx& tx, std::string_view kind, std::string_view name) {
  return first(readOrganisations(
      tx, "SELECT " ORGANISATION_COLUMNS " FROM organisation WHERE kind = ? AND sort_name = ?", kind, sortKey(name)));
}

std::vector<Organisation> organisations(ReadTx& tx, std::string_view kind, bool closedToo) {
  return readOrganisations(tx,
                           "SELECT " ORGANISATION_COLUMNS
                           " FROM organisation WHERE kind = ? AND (closed_ms IS NULL OR ? = 1) ORDER BY sort_name, id",
                           kind, closedToo ? 1 : 0);
}

std::int64_t capOrganisation(ReadTx& tx) {
  const auto id = tx.one<std::int64_t>("SELECT id FROM organisation WHERE kind = 'cap' ORDER BY id");
  if (!id) throw std::runtime_error("the records hold no CAP service: run `capd serve` once to set them up");
  return *id;
}

std::int64_t addOrganisation(WriteTx& tx, const Organisation& o) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO organisation (id, kind, name, sort_name, urn, school_group, sla, phone, email, address, travel, "
      "opened_ms, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
      id, o.kind, o.name, sortKey(o.name), o.urn, o.schoolGroup, o.sla, o.phone, o.email, o.address, o.travel,
      tx.now());
  return id;
}

void saveOrganisation(WriteTx& tx, const Organisation& o) {
  tx.execute(
      "UPDATE organisation SET name = ?, sort_name = ?, urn = ?, school_group = ?, sla = ?, phone = ?, email = ?, "
      "address = ?, travel = ?, version = version + 1 WHERE id = ?",
      o.name, sortKey(o.name), o.urn, o.schoolGroup, o.sla, o.phone, o.email, o.address, o.travel, o.id);
}

std::vector<Contact> contacts(ReadTx& tx, std::int64_t organisation, std::string_view role) {
  return readContacts(tx, organisation, role);
}

std::optional<Contact> contactOfAccount(ReadTx& tx, std::int64_t account) {
  std::optional<Contact> found;
  tx.each<std::int64_t, std::string, std::string, std::string>(
      "SELECT p.id, p.name, p.email, p.phone FROM account a JOIN person p ON p.id = a.person_id WHERE a.id = ?",
      [&](std::int64_t person, std::string name, std::string email, std::string phone) {
        found = Contact{person, account, std::move(name), std::move(email), std::move(phone), {}, 0};
      },
      account);
  return found;
}

std::string referrerRole(ReadTx& tx, std::int64_t organisation) {
  const auto referrer = findOrganisation(tx, organisation);
  return referrer && referrer->kind == "send_team" ? "send.officer" : "school.coordinator";
}

std::int64_t addPerson(WriteTx& tx, const std::string& name, const std::string& email, const std::string& phone) {
  const std::int64_t id = tx.nextId();
  tx.execute("INSERT INTO person (id, name, sort_name, email, phone, version) VALUES (?, ?, ?, ?, ?, 1)", id, name,
             sortKey(name), email, phone);
  return id;
}

void addMembership(WriteTx& tx, std::int64_t person, std::int64_t organisation, std::string_view role) {
  const auto held = tx.one<std::int64_t>(
      "SELECT id FROM membership WHERE person_id = ? AND organisation_id = ? AND role = ? AND until_ms IS NULL", person,
      organisation, role);
  if (held) return;
  tx.execute("INSERT INTO membership (id, person_id, organisation_id, role, from_ms) VALUES (?, ?, ?, ?, ?)",
             tx.nextId(), person, organisation, role, tx.now());
}

}  // namespace capd
