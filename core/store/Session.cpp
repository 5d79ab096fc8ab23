#include "store/Session.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <list>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace capd::store {
namespace {

using sqlite_api::sqlite3;

// `?` becomes `:p1`, `:p2` ...; text in quotes is left alone.
std::string withNames(std::string_view sql) {
  std::string named;
  char quote = 0;
  int number = 0;
  for (const char sign : sql) {
    if (quote != 0) {
      if (sign == quote) quote = 0;
    } else if (sign == '\'' || sign == '"') {
      quote = sign;
    } else if (sign == '?') {
      named += ":p" + std::to_string(++number);
      continue;
    }
    named += sign;
  }
  return named;
}

SqlError::Kind kindOfSqlite(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return SqlError::Kind::locked;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      return SqlError::Kind::full;
    case SQLITE_CONSTRAINT:
      return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ? SqlError::Kind::unique
                                                                                      : SqlError::Kind::other;
    default:
      return SqlError::Kind::other;
  }
}

SqlError::Kind kindOfPostgres(const std::string& state) {
  if (state == "23505") return SqlError::Kind::unique;
  if (state == "40001" || state == "40P01" || state == "55P03") return SqlError::Kind::locked;
  if (state == "53100" || state == "25006") return SqlError::Kind::full;
  if (state.empty() || state.compare(0, 2, "08") == 0 || state.compare(0, 3, "57P") == 0) return SqlError::Kind::lost;
  return SqlError::Kind::other;
}

// Before the first connection: each is used by one thread at a time, and the counters of its memory, which all threads
// would queue for at every allocation, are read by nobody.
void configureSqlite() {
  static std::once_flag once;
  std::call_once(once, [] {
    sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  });
}

std::string quotedForSoci(const std::string& path) {
  std::string text = "\"";
  for (const char sign : path) {
    if (sign == '"' || sign == '\\') text += '\\';
    text += sign;
  }
  return text + "\"";
}

// A server that is gone is found out. What the operator wrote stands behind, and wins.
std::string withLimits(const std::string& place) {
  if (place.find("://") != std::string::npos) return place;
  return "connect_timeout=5 keepalives_idle=30 keepalives_interval=10 keepalives_count=3 tcp_user_timeout=20000 " +
         place;
}

std::string shapeOf(std::string_view sql, std::span<const Value> args, std::span<const ColumnType> columns) {
  std::string key(sql);
  key += '\x01';
  for (const Value& value : args) key += std::holds_alternative<std::int64_t>(value) ? 'i' : 's';
  key += '\x01';
  for (const ColumnType type : columns) key += type == ColumnType::integer ? 'i' : 't';
  return key;
}

}  // namespace

// One prepared statement with buffers that stay where they are for as long as it lives.
struct PreparedStatement {
  explicit PreparedStatement(soci::session& session) : statement(session) {}

  std::vector<long long> inNumbers;
  std::vector<std::string> inTexts;
  std::vector<soci::indicator> inFlags;
  std::vector<long long> outNumbers;
  std::vector<std::string> outTexts;
  std::vector<soci::indicator> outFlags;
  std::vector<ColumnType> columns;
  soci::statement statement;
  bool busy = false;
};

struct Session::Impl {
  soci::session session;
  bool postgres = false;
  sqlite3* lite = nullptr;
  PGconn* pg = nullptr;
  std::list<std::string> recent;
  struct Kept {
    std::unique_ptr<PreparedStatement> statement;
    std::list<std::string>::iterator place;
  };
  std::unordered_map<std::string, Kept> kept;

  static constexpr std::size_t kMostKept = 400;

  [[noreturn]] void fail(const soci::soci_error& error) const {
    if (postgres) {
      std::string state;
      if (const auto* own = dynamic_cast<const soci::postgresql_soci_error*>(&error)) state = own->sqlstate();
      auto kind = kindOfPostgres(state);
      if (pg == nullptr || PQstatus(pg) == CONNECTION_BAD) kind = SqlError::Kind::lost;
      if (kind == SqlError::Kind::lost && pg != nullptr && PQstatus(pg) == CONNECTION_OK &&
          state.find_first_not_of(" ") == std::string::npos)
        kind = SqlError::Kind::other;
      throw SqlError(
          kind, "the database refused a statement (PostgreSQL " + (state.empty() ? "without a code" : state) + ")");
    }
    const int code = lite == nullptr ? SQLITE_ERROR : sqlite_api::sqlite3_extended_errcode(lite);
    throw SqlError(kindOfSqlite(code), "the database refused a statement (SQLite " + std::to_string(code) + ")");
  }

  std::unique_ptr<PreparedStatement> prepare(std::string_view sql, std::span<const Value> args,
                                             std::span<const ColumnType> columns) {
    auto made = std::make_unique<PreparedStatement>(session);
    made->inNumbers.resize(args.size());
    made->inTexts.resize(args.size());
    made->inFlags.resize(args.size(), soci::i_ok);
    made->outNumbers.resize(columns.size());
    made->outTexts.resize(columns.size());
    made->outFlags.resize(columns.size(), soci::i_ok);
    made->columns.assign(columns.begin(), columns.end());
    made->statement.alloc();
    for (std::size_t i = 0; i < args.size(); ++i) {
      if (std::holds_alternative<std::int64_t>(args[i]))
        made->statement.exchange(soci::use(made->inNumbers[i], made->inFlags[i]));
      else
        made->statement.exchange(soci::use(made->inTexts[i], made->inFlags[i]));
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i] == ColumnType::integer)
        made->statement.exchange(soci::into(made->outNumbers[i], made->outFlags[i]));
      else
        made->statement.exchange(soci::into(made->outTexts[i], made->outFlags[i]));
    }
    made->statement.prepare(withNames(sql));
    made->statement.define_and_bind();
    return made;
  }

  PreparedStatement& statementFor(const std::string& key, std::string_view sql, std::span<const Value> args,
                                  std::span<const ColumnType> columns, std::unique_ptr<PreparedStatement>& temporary) {
    const auto found = kept.find(key);
    if (found != kept.end() && !found->second.statement->busy) {
      recent.splice(recent.begin(), recent, found->second.place);
      return *found->second.statement;
    }
    temporary = prepare(sql, args, columns);
    if (found != kept.end()) return *temporary;  // the kept one is at work further up
    if (kept.size() >= kMostKept) forget(recent.back());
    recent.push_front(key);
    PreparedStatement& statement = *temporary;
    kept[key] = Kept{std::move(temporary), recent.begin()};
    return statement;
  }

  void forget(const std::string& key) {
    const auto found = kept.find(key);
    if (found == kept.end() || found->second.statement->busy) return;
    recent.erase(found->second.place);
    kept.erase(found);
  }

  static void give(PreparedStatement& statement, std::span<const Value> args) {
    for (std::size_t i = 0; i < args.size(); ++i) {
      statement.inFlags[i] = soci::i_ok;
      if (const auto* number = std::get_if<std::int64_t>(&args[i]))
        statement.inNumbers[i] = *number;
      else if (const auto* text = std::get_if<std::string>(&args[i]))
        statement.inTexts[i] = *text;
      else
        statement.inFlags[i] = soci::i_null;
    }
  }

  static void take(const PreparedStatement& statement, std::vector<Value>& row) {
    for (std::size_t i = 0; i < statement.columns.size(); ++i) {
      if (statement.outFlags[i] == soci::i_null)
        row[i] = std::monostate{};
      else if (statement.columns[i] == ColumnType::integer)
        row[i] = static_cast<std::int64_t>(statement.outNumbers[i]);
      else
        row[i] = statement.outTexts[i];
    }
  }
};

namespace {

// Marks a statement as at work; one that ends by an exception is not used again.
class Work {
 public:
  Work(PreparedStatement& statement, std::function<void()> drop) : statement_(statement), drop_(std::move(drop)) {
    statement_.busy = true;
  }
  ~Work() {
    statement_.busy = false;
    if (!done_) drop_();
  }
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;
  void done() { done_ = true; }

 private:
  PreparedStatement& statement_;
  std::function<void()> drop_;
  bool done_ = false;
};

void checkCount(std::string_view sql, std::size_t given) {
  std::size_t wanted = 0;
  char quote = 0;
  for (const char sign : sql) {
    if (quote != 0) {
      if (sign == quote) quote = 0;
    } else if (sign == '\'' || sign == '"') {
      quote = sign;
    } else if (sign == '?') {
      ++wanted;
    }
  }
  if (wanted != given)
    throw std::logic_error("a statement has " + std::to_string(wanted) + " places for values and was given " +
                           std::to_string(given));
}

}  // namespace

Session::Session(const Settings& settings, Use use) : impl_(std::make_unique<Impl>()) {
  impl_->postgres = settings.kind == Settings::Kind::postgresql;
  try {
    if (impl_->postgres) {
      impl_->session.open(soci::postgresql, withLimits(settings.place));
      impl_->pg = static_cast<soci::postgresql_session_backend*>(impl_->session.get_backend())->conn_;
      PQsetErrorVerbosity(impl_->pg, PQERRORS_TERSE);
      script("SET client_min_messages = error; SET TIME ZONE 'UTC'; SET synchronous_commit = on");
      if (settings.untilPowerFails) script("SET synchronous_commit = off");
      return;
    }
    configureSqlite();
    impl_->session.open(soci::sqlite3, "dbname=" + quotedForSoci(settings.place) + " timeout=10");
    impl_->lite = static_cast<soci::sqlite3_session_backend*>(impl_->session.get_backend())->conn_;
    sqlite_api::sqlite3_extended_result_codes(impl_->lite, 1);
    // One connection does all writes and all checkpoints: two that do corrupt the log in this SQLite's version range.
    if (use == Use::writes) {
      script(
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = "
          "1000");
      if (settings.untilPowerFails)
        script("PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 20000; PRAGMA cache_size = -65536");
    } else {
      sqlite_api::sqlite3_db_config(impl_->lite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
      script(
          "PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA mmap_size = 268435456; PRAGMA cache_size = "
          "-4096");
    }
  } catch (const soci::soci_error& error) {
    impl_->fail(error);
  }
}

Session::~Session() { impl_->kept.clear(); }

bool Session::isPostgres() const { return impl_->postgres; }

void Session::select(const std::string& sql, std::span<const Value> args, std::span<const ColumnType> columns,
                     const std::function<void(std::span<const Value>)>& row) {
  checkCount(sql, args.size());
  const std::string key = shapeOf(sql, args, columns);
  std::unique_ptr<PreparedStatement> temporary;
  try {
    PreparedStatement& statement = impl_->statementFor(key, sql, args, columns, temporary);
    Work work(statement, [&] {
      if (!temporary) impl_->forget(key);
    });
    Impl::give(statement, args);
    std::vector<Value> values(columns.size());
    for (bool got = statement.statement.execute(true); got; got = statement.statement.fetch()) {
      Impl::take(statement, values);
      row(values);
    }
    work.done();
  } catch (const soci::soci_error& error) {
    impl_->fail(error);
  }
}

std::int64_t Session::change(const std::string& sql, std::span<const Value> args) {
  checkCount(sql, args.size());
  const std::string key = shapeOf(sql, args, {});
  std::unique_ptr<PreparedStatement> temporary;
  try {
    PreparedStatement& statement = impl_->statementFor(key, sql, args, {}, temporary);
    Work work(statement, [&] {
      if (!temporary) impl_->forget(key);
    });
    Impl::give(statement, args);
    statement.statement.execute(true);
    const auto rows = statement.statement.get_affected_rows();
    work.done();
    return rows;
  } catch (const soci::soci_error& error) {
    impl_->fail(error);
  }
}

void Session::script(const std::string& sql) {
  if (impl_->postgres) {
    PGresult* result = PQexec(impl_->pg, sql.c_str());
    const auto status = PQresultStatus(result);
    const char* field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string state = field == nullptr ? "" : field;
    const char* primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const std::string says = primary == nullptr ? "" : primary;
    PQclear(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return;
    throw SqlError(PQstatus(impl_->pg) == CONNECTION_BAD ? SqlError::Kind::lost : kindOfPostgres(state),
                   "PostgreSQL " + state + ": " + says);
  }
  char* message = nullptr;
  const int code = sqlite_api::sqlite3_exec(impl_->lite, sql.c_str(), nullptr, nullptr, &message);
  if (code == SQLITE_OK) return;
  const std::string says = message == nullptr ? "" : message;
  sqlite_api::sqlite3_free(message);
  throw SqlError(kindOfSqlite(sqlite_api::sqlite3_extended_errcode(impl_->lite)),
                 "SQLite " + std::to_string(code) + ": " + says);
}

bool Session::inTransaction() const {
  if (impl_->postgres) return PQtransactionStatus(impl_->pg) != PQTRANS_IDLE;
  return sqlite_api::sqlite3_get_autocommit(impl_->lite) == 0;
}

std::int64_t Session::transaction() {
  std::int64_t number = 0;
  const ColumnType columns[] = {ColumnType::integer};
  select("SELECT txid_current()", {}, columns,
         [&](std::span<const Value> row) { number = std::get<std::int64_t>(row[0]); });
  return number;
}

void Session::checkpoint() {
  if (!impl_->postgres)
    sqlite_api::sqlite3_wal_checkpoint_v2(impl_->lite, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

}  // namespace capd::store
