#pragma once
// Which stored files belong to the records: what a backup takes along.

#include <string>
#include <vector>

#include "capd/Tx.h"

namespace capd {

struct KeptFile {
  std::string blob;
  std::string sha256;   ///< of the plain bytes
  bool needed = false;  ///< false: an upload that no case took yet, and that may be swept at any moment
};
/// Every stored file that a record names, of whatever case (see isNamed), by name.
std::vector<KeptFile> keptFiles(ReadTx& tx);

}  // namespace capd
