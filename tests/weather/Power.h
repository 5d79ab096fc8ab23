#pragma once
// A disk that loses its power: what SQLite wrote and did not sync is gone, wholly or in part. It stands between SQLite
// and the real file system (a VFS), so the store above it is the real one.

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

struct sqlite3;

namespace capd::test {

/// One file as the platter has it, and what was written since the last sync.
struct Platter {
  struct Write {
    std::int64_t at = 0;
    std::string bytes;
    std::int64_t cutTo = -1;  ///< not a write: the file was cut to this length
  };
  std::string synced;
  std::vector<Write> waiting;
  bool there = false;  ///< its name was synced too
};

/// What a cut of the power leaves: content by path.
using Image = std::map<std::string, std::string>;

class PowerDisk {
 public:
  /// Everything SQLite does below `folder` from now on goes over this disk; one at a time.
  explicit PowerDisk(std::string folder);
  ~PowerDisk();
  PowerDisk(const PowerDisk&) = delete;
  PowerDisk& operator=(const PowerDisk&) = delete;

  /// Called before every write and sync, while nothing else can happen to the disk.
  void onEach(std::function<void()> hook);
  /// Only from the hook: what stands when the power goes now. With `some`, a part of what was not synced got through:
  /// any of the writes, in any order, whole or torn at 512 bytes.
  [[nodiscard]] Image cut(std::mt19937* some) const;
  [[nodiscard]] std::uint64_t syncs() const { return syncs_; }
  /// The n-th write, cut or sync from now fails (1: the next), that one alone or every one until `heal`.
  void failAt(std::uint64_t n, bool forEver);
  void heal() { failAt(0, false); }
  /// How many failed since failAt.
  [[nodiscard]] std::uint64_t failed() const;

  // For the file system below.
  [[nodiscard]] bool owns(const std::string& path) const { return path.compare(0, folder_.size(), folder_) == 0; }
  void open(const std::string& path, const std::function<std::string()>& content);
  /// @returns false when it failed: nothing of it was done.
  [[nodiscard]] bool write(const std::string& path, Platter::Write deed);
  [[nodiscard]] bool sync(const std::string& path);
  void remove(const std::string& path);

 private:
  std::string folder_;
  mutable std::mutex mutex_;
  std::map<std::string, Platter> files_;
  std::function<void()> hook_;
  [[nodiscard]] bool fails();

  std::uint64_t syncs_ = 0;
  std::uint64_t toFail_ = 0;  ///< counts down; 0: none fails
  bool forEver_ = false;
  std::uint64_t failed_ = 0;
};

/// SQLite's own handle of the connection that writes to this file: the first one that was opened since the call.
class FirstHandle {
 public:
  explicit FirstHandle(const std::string& path);
  ~FirstHandle();
  FirstHandle(const FirstHandle&) = delete;
  FirstHandle& operator=(const FirstHandle&) = delete;
  [[nodiscard]] sqlite3* get() const;
};

/// Runs SQL on a handle that nobody else uses now. @returns the last value of the last row.
std::string onHandle(sqlite3* handle, const std::string& sql);

}  // namespace capd::test
