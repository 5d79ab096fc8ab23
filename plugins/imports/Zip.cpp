#include "Zip.h"

#include <zlib.h>

#include <algorithm>

#include "Table.h"

namespace capd::imports {
namespace {

constexpr std::size_t kMostEntries = 10'000;
constexpr std::uint64_t kFreeOfRatio = 1024 * 1024;

[[noreturn]] void damaged() {
  throw Unreadable("The file is damaged or cut short: it cannot be unpacked. Save it again and choose that.");
}

std::uint64_t number(std::string_view bytes, std::uint64_t at, unsigned size) {
  if (at > bytes.size() || bytes.size() - at < size) damaged();
  std::uint64_t value = 0;
  for (unsigned i = size; i > 0; --i) value = value << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
  return value;
}

class Inflater {
 public:
  Inflater() {
    if (inflateInit2(&stream_, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
};

}  // namespace

bool looksZipped(std::string_view bytes) { return bytes.substr(0, 4) == "PK\x03\x04"; }

Zip::Zip(std::string_view bytes) : bytes_(bytes) {
  constexpr std::string_view kEnd = "PK\x05\x06";
  const auto end = bytes.rfind(kEnd);
  if (end == std::string_view::npos) damaged();
  const std::uint64_t count = number(bytes, end + 10, 2);
  std::uint64_t at = number(bytes, end + 16, 4);
  if (count > kMostEntries) throw Unreadable("The ZIP holds more than 10,000 files. Choose the one with the rows.");
  for (std::uint64_t i = 0; i < count; ++i) {
    if (number(bytes, at, 4) != 0x02014b50) damaged();
    if ((number(bytes, at + 8, 2) & 1U) != 0)
      throw Unreadable("The file is locked with a password. Save it without one and choose that.");
    Entry entry;
    entry.method = static_cast<unsigned>(number(bytes, at + 10, 2));
    entry.crc = static_cast<std::uint32_t>(number(bytes, at + 16, 4));
    entry.packed = number(bytes, at + 20, 4);
    const std::uint64_t name = number(bytes, at + 28, 2);
    entry.begins = number(bytes, at + 42, 4);
    if (bytes.size() - at - 46 < name) damaged();
    entry.name = std::string(bytes.substr(at + 46, name));
    at += 46 + name + number(bytes, at + 30, 2) + number(bytes, at + 32, 2);
    entries_.push_back(std::move(entry));
  }
}

const Zip::Entry* Zip::find(std::string_view name) const {
  const auto at = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.name == name; });
  return at == entries_.end() ? nullptr : &*at;
}

std::string Zip::unpacked(const Entry& entry) {
  if (number(bytes_, entry.begins, 4) != 0x04034b50) damaged();
  const std::uint64_t begins =
      entry.begins + 30 + number(bytes_, entry.begins + 26, 2) + number(bytes_, entry.begins + 28, 2);
  if (begins > bytes_.size() || bytes_.size() - begins < entry.packed) damaged();
  const std::string_view packed = bytes_.substr(begins, entry.packed);
  // What the directory says of the size is not believed: bytes are counted as they come.
  const auto grow = [&](std::string& out, const char* piece, std::size_t size) {
    total_ += size;
    const bool bomb = out.size() + size > kFreeOfRatio && (out.size() + size) / kMostTimes > packed.size();
    if (total_ > kMostUnpacked || bomb)
      throw Unreadable("The file unpacks to far more than a table holds. Save the sheet as CSV and choose that.");
    out.append(piece, size);
  };
  std::string out;
  if (entry.method == 0) {
    grow(out, packed.data(), packed.size());
  } else if (entry.method == 8) {
    Inflater inflater;
    z_stream& stream = inflater.stream();
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    char piece[65536];
    int state = Z_OK;
    while (state != Z_STREAM_END) {
      stream.next_out = reinterpret_cast<Bytef*>(piece);
      stream.avail_out = sizeof piece;
      state = inflate(&stream, Z_NO_FLUSH);
      const std::size_t got = sizeof piece - stream.avail_out;
      if (state != Z_OK && state != Z_STREAM_END) damaged();
      if (state == Z_OK && got == 0 && stream.avail_in == 0) damaged();
      grow(out, piece, got);
    }
  } else {
    throw Unreadable("The file is packed in an unusual way. Save the sheet as CSV and choose that.");
  }
  if (crc32(0, reinterpret_cast<const Bytef*>(out.data()), static_cast<uInt>(out.size())) != entry.crc) damaged();
  return out;
}

}  // namespace capd::imports
