#include "store/Transaction.h"

#include "store/Scope.h"

namespace capd::store {
namespace {

void run(Session& session, const Viewer& viewer, bool bareAllowed, std::string_view sql, std::span<const Value> args,
         std::span<const ColumnType> columns, const std::function<void(std::span<const Value>)>& row) {
  const ScopedSql ready = scoped(sql, viewer, bareAllowed);
  std::vector<Value> values;
  values.reserve(ready.order.size());
  for (const int place : ready.order) {
    if (place < 0)
      values.emplace_back(ready.extra[static_cast<std::size_t>(-1 - place)]);
    else if (static_cast<std::size_t>(place) < args.size())
      values.push_back(args[static_cast<std::size_t>(place)]);
    else
      throw std::logic_error("a query has more places for values than it was given");
  }
  if (ready.order.size() != args.size() + ready.extra.size())
    throw std::logic_error("a query has fewer places for values than it was given");
  session.select(ready.sql, values, columns, row);
}

}  // namespace

void SessionReadTx::select(std::string_view sql, std::span<const Value> args, std::span<const ColumnType> columns,
                           const std::function<void(std::span<const Value>)>& row) {
  run(session_, viewer_, false, sql, args, columns, row);
}

void SessionWriteTx::select(std::string_view sql, std::span<const Value> args, std::span<const ColumnType> columns,
                            const std::function<void(std::span<const Value>)>& row) {
  run(session_, viewer_, true, sql, args, columns, row);
}

std::int64_t SessionWriteTx::change(std::string_view sql, std::span<const Value> args) {
  return session_.change(std::string(sql), args);
}

void SessionWriteTx::emit(const Event& event) {
  if (sink_) sink_(*this, event);
}

}  // namespace capd::store
