#pragma once
// What stands in a backup, in order: the records' key, each table with its rows, each file with its pieces, and the
// manifest at the end, against which everything before it is held.

#include <functional>
#include <string>
#include <string_view>

#include "store/Backup.h"
#include "store/SealedFile.h"

namespace capd::store {

enum class Entry : char { key = 'K', table = 'T', row = 'R', file = 'F', piece = 'P', manifest = 'M' };

void addEntry(SealedOut& out, Entry kind, std::string_view content);

/// Whoever wants to do something with what is read.
struct Taking {
  std::function<void(const std::string& key)> key;
  std::function<void(const DumpTable&)> table;
  std::function<void(const DumpTable&, std::string_view row)> row;
  std::function<void(const std::string& name)> file;
  std::function<void(std::string_view piece)> piece;
};
/// @throws DatabaseProblem in words when anything is not as its writer wrote it.
Manifest readThrough(const std::string& path, const Vault& key, const Taking& taking);

}  // namespace capd::store
