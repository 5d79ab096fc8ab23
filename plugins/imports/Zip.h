#pragma once
// The files inside a ZIP, one at a time, with limits: a small file that unpacks to a huge one is refused while it
// unpacks, before it fills the memory.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace capd::imports {

inline constexpr std::uint64_t kMostUnpacked = 256ULL * 1024 * 1024;  ///< of all that is read of one ZIP
inline constexpr std::uint64_t kMostTimes = 200;                      ///< unpacked for each packed byte, beyond 1 MB

class Zip {
 public:
  struct Entry {
    std::string name;
    std::uint64_t packed = 0;
    std::uint64_t begins = 0;  ///< of its local header
    unsigned method = 0;
    std::uint32_t crc = 0;
  };
  /// Reads the directory at the end. @throws Unreadable when it is none, is cut, or holds more than 10,000 names.
  explicit Zip(std::string_view bytes);
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] const Entry* find(std::string_view name) const;
  /// @throws Unreadable for a method other than stored and deflated, a locked or damaged file, and beyond the limits.
  [[nodiscard]] std::string unpacked(const Entry& entry);

 private:
  std::string_view bytes_;
  std::vector<Entry> entries_;
  std::uint64_t total_ = 0;
};

/// Does it begin like a ZIP?
bool looksZipped(std::string_view bytes);

}  // namespace capd::imports
