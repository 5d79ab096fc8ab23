#pragma once
// Files of cases: sealed on disk under random names, written whole before any row names them.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "store/Vault.h"

namespace capd::store {

struct StoredBlob {
  std::string name;  ///< random; `ab/abcdef...` below the folder
  std::int64_t bytes = 0;
  std::string sha256;
};

class Blobs {
 public:
  /// @throws std::runtime_error when the folder cannot be made.
  Blobs(std::string folder, const Vault& vault);

  /// Takes a file in pieces; until done() nothing of it stays.
  class Incoming {
   public:
    virtual ~Incoming() = default;
    virtual void add(std::string_view piece) = 0;  ///< @throws std::runtime_error on a full disk
    virtual StoredBlob done() = 0;
  };
  std::unique_ptr<Incoming> take();
  /// Calls `piece` with the plain bytes in order. @throws std::runtime_error when the file was changed, cut or is not
  /// there.
  void read(const std::string& name, const std::function<void(std::string_view)>& piece) const;
  void remove(const std::string& name) const;

  /// Removes what was stored (or begun) longer ago than `age` and is not `wanted`: left behind by a process that died
  /// between the file and its row. @returns how many files went.
  int sweep(std::chrono::seconds age, const std::function<bool(const std::string& name)>& wanted) const;

 private:
  std::string folder_;
  const Vault& vault_;
};

}  // namespace capd::store
