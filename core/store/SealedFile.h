#pragma once
// One file sealed from its first byte to its last (libsodium secretstream): nothing in it can be read, changed, left
// out, put in or cut off without the key. What a backup is written to.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "store/Vault.h"

namespace capd::store {

/// Sixteen signs that tell one key from another, and say nothing about it.
std::string signOf(const Vault& key);

/// Writes; nothing stands under the file's name before done().
class SealedOut {
 public:
  /// @throws DatabaseProblem in words: the file is there already, or its folder cannot be written.
  SealedOut(const std::string& path, const Vault& key);
  ~SealedOut();
  SealedOut(const SealedOut&) = delete;
  SealedOut& operator=(const SealedOut&) = delete;
  void add(std::string_view bytes);  ///< @throws DatabaseProblem on a full disk
  /// Everything is on disk, beside its place: `path.part`.
  void seal();
  [[nodiscard]] const std::string& part() const;
  /// Puts what was sealed in its place.
  void done();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Reads from the start to the end, once.
class SealedIn {
 public:
  /// @throws DatabaseProblem in words: not there, no such file, or another key's.
  SealedIn(const std::string& path, const Vault& key);
  ~SealedIn();
  SealedIn(const SealedIn&) = delete;
  SealedIn& operator=(const SealedIn&) = delete;
  /// Exactly that many bytes. @throws DatabaseProblem: changed, or cut.
  std::string take(std::size_t bytes);
  /// True when everything was taken and the file ends where its writer ended it.
  bool ended();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Makes the names in a folder last: a file that was made or moved there is found after a power cut. Best effort.
void syncFolder(const std::string& folder);

}  // namespace capd::store
