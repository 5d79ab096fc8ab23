#include "base/Text.h"
#include "cases/pupil/Pupil.h"

namespace capd {
namespace {

#define PUPIL_COLUMNS "p.id, p.school_id, p.first_name, p.last_name, p.known_as, p.born, p.upn, p.year_group, p.version"

template <class... A>
std::vector<Pupil> readPupils(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<Pupil> all;
  using Text = std::optional<std::string>;
  tx.each<std::int64_t, std::int64_t, std::string, std::string, std::string, Date, Text, std::int64_t, std::int64_t>(
      sql,
      [&](std::int64_t id, std::int64_t school, std::string first, std::string last, std::string known, Date born,
          Text upn, std::int64_t year, std::int64_t version) {
        all.push_back(
            {id, school, std::move(first), std::move(last), std::move(known), born, std::move(upn), year, version});
      },
      args...);
  return all;
}

// As lists sort them: family name first.
std::string sortName(const Pupil& pupil) { return sortKey(pupil.lastName + " " + pupil.firstName); }

}  // namespace

std::optional<Pupil> findPupil(ReadTx& tx, std::int64_t id) {
  auto all = readPupils(tx, "SELECT " PUPIL_COLUMNS " FROM @pupils p WHERE p.id = ?", id);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<Pupil> findPupils(ReadTx& tx, std::int64_t school, std::string_view text, std::size_t most) {
  // Names are matched on the sort key, so "swiatek" finds "Świątek"; `%` and `_` in what was typed mean themselves.
  std::string begin;
  for (const char sign : sortKey(text)) {
    if (sign == '%' || sign == '_' || sign == '\\') begin += '\\';
    begin += sign;
  }
  return readPupils(
      tx,
      "SELECT " PUPIL_COLUMNS
      " FROM @pupils p WHERE p.school_id = ? AND (p.sort_name LIKE ? ESCAPE '\\' OR p.sort_name LIKE ? ESCAPE "
      "'\\') ORDER BY p.sort_name, p.id LIMIT ?",
      school, begin + "%", "% " + begin + "%", static_cast<std::int64_t>(most));
}

std::int64_t addPupil(WriteTx& tx, const Pupil& pupil) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO pupil (id, school_id, first_name, last_name, sort_name, known_as, born, upn, year_group, version) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
      id, pupil.school, pupil.firstName, pupil.lastName, sortName(pupil), pupil.knownAs, pupil.born, pupil.upn,
      pupil.yearGroup);
  return id;
}

void savePupil(WriteTx& tx, const Pupil& pupil) {
  tx.execute(
      "UPDATE pupil SET first_name = ?, last_name = ?, sort_name = ?, known_as = ?, born = ?, upn = ?, year_group = ?, "
      "version = version + 1 WHERE id = ?",
      pupil.firstName, pupil.lastName, sortName(pupil), pupil.knownAs, pupil.born, pupil.upn, pupil.yearGroup,
      pupil.id);
}

std::optional<Pupil> samePupil(WriteTx& tx, const Pupil& pupil) {
  std::vector<Pupil> same;
  if (pupil.upn)
    same = readPupils(tx, "SELECT " PUPIL_COLUMNS " FROM pupil p WHERE p.school_id = ? AND p.upn = ?", pupil.school,
                      pupil.upn);
  if (same.empty()) {
    same =
        readPupils(tx, "SELECT " PUPIL_COLUMNS " FROM pupil p WHERE p.school_id = ? AND p.sort_name = ? AND p.born = ?",
                   pupil.school, sortName(pupil), pupil.born);
  }
  if (same.empty()) return std::nullopt;
  return std::move(same.front());
}

}  // namespace capd
