#include <algorithm>

#include "cases/staff/Staff.h"

namespace capd {

std::vector<Nameable> nameableOnRegister(ReadTx& tx, std::int64_t provider, Date day) {
  std::vector<Nameable> all;
  tx.each<std::int64_t, std::string, std::string>(
      "SELECT m.id, m.code, m.name FROM @all_staff_members m WHERE m.provider_id = ? AND m.started <= ? AND (m.left_on "
      "IS NULL OR m.left_on >= ?) ORDER BY m.sort_name, m.id",
      [&](std::int64_t id, std::string code, std::string name) {
        all.push_back({id, std::move(code), std::move(name), {}});
      },
      provider, day, day);
  for (Nameable& each : all) each.naming = mayBeNamedOnRegister(tx, each.id, day);
  return all;
}

}  // namespace capd
