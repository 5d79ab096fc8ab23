#pragma once
// The transactions that plugins see, over one session.

#include "base/Clock.h"
#include "capd/Tx.h"
#include "store/Database.h"
#include "store/Session.h"

namespace capd::store {

class SessionReadTx final : public ReadTx {
 public:
  SessionReadTx(Session& session, const Viewer& viewer, Instant now) : session_(session), viewer_(viewer), now_(now) {}
  [[nodiscard]] Instant now() const override { return now_; }
  [[nodiscard]] const Viewer& viewer() const override { return viewer_; }
  void select(std::string_view sql, std::span<const Value> args, std::span<const ColumnType> columns,
              const std::function<void(std::span<const Value>)>& row) override;

 private:
  Session& session_;
  const Viewer& viewer_;
  Instant now_;
};

/// The numbers that a batch hands out, kept in memory and written once.
struct Head {
  std::int64_t policyGeneration = 0;
  std::int64_t nextId = 1;
  std::int64_t auditSeq = 0;
  std::string auditHash;
  std::int64_t dataVersion = 0;
  bool operator==(const Head&) const = default;
};

class SessionWriteTx final : public WriteTx {
 public:
  SessionWriteTx(Session& session, const Viewer& viewer, Instant now, Head& head, const EventSink& sink)
      : session_(session), viewer_(viewer), now_(now), head_(head), sink_(sink) {}
  [[nodiscard]] Instant now() const override { return now_; }
  [[nodiscard]] const Viewer& viewer() const override { return viewer_; }
  void select(std::string_view sql, std::span<const Value> args, std::span<const ColumnType> columns,
              const std::function<void(std::span<const Value>)>& row) override;
  std::int64_t change(std::string_view sql, std::span<const Value> args) override;
  std::int64_t nextId() override { return head_.nextId++; }
  void emit(const Event& event) override;

 private:
  Session& session_;
  const Viewer& viewer_;
  Instant now_;
  Head& head_;
  const EventSink& sink_;
};

}  // namespace capd::store
