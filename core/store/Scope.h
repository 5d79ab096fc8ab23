#pragma once
// What a viewer may see, as SQL. A query names `@cases`, `@pupils` ...; here each becomes the viewer's rows of that
// table. A bare name of a scoped table is refused, so that no list, count or search leaks by forgetting.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "capd/Viewer.h"

namespace capd::store {

/// SQL ready for the database: `?` in order; each value is either the caller's n-th (>= 0) or one of `extra` (-1 -
/// index).
struct ScopedSql {
  std::string sql;
  std::vector<int> order;
  std::vector<std::int64_t> extra;
};

/// @throws std::logic_error for an unknown @name, and for a bare scoped table when `bareAllowed` is false.
ScopedSql scoped(std::string_view sql, const Viewer& viewer, bool bareAllowed);

}  // namespace capd::store
