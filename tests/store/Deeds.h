#pragma once
// What the tests of the store write down and count.

#include "tests/support/Stores.h"

namespace capd::test {

inline Done done(const std::string& subject = "x") {
  Done d;
  d.subject = subject;
  return d;
}

inline void addOrganisation(WriteTx& tx, std::int64_t id, const std::string& name) {
  tx.execute(
      "INSERT INTO organisation (id, kind, name, sort_name, opened_ms, version) VALUES (?, 'school', ?, ?, ?, 1)", id,
      name, name, tx.now());
}

inline std::int64_t organisations(Store& store) { return store.one<std::int64_t>("SELECT COUNT(*) FROM organisation"); }

}  // namespace capd::test
