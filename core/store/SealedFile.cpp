#include "store/SealedFile.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "store/Database.h"
#include "store/Digest.h"
#include "store/Sealing.h"

namespace capd::store {
namespace {

constexpr std::string_view kMagic = "capd backup 1 ";
constexpr std::size_t kSign = 16;

std::string firstLine(const Vault& key) { return std::string(kMagic) + signOf(key) + "\n"; }

std::string folderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

std::string Digest::hex() {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(&state_, digest.data());
  std::string text(digest.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
  text.pop_back();
  return text;
}

std::string signOf(const Vault& key) {
  const auto& bytes = key.key();
  return sha256Hex("capd backup key " + std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()))
      .substr(0, kSign);
}

void syncFolder(const std::string& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

struct SealedOut::Impl {
  std::string path;
  std::string part;
  std::string line;
  int file = -1;
  bool there = false;  ///< the part is ours to remove
  std::string waiting;
  std::vector<unsigned char> sealed = std::vector<unsigned char>(kSealedPiece);
  crypto_secretstream_xchacha20poly1305_state state{};

  void write(const unsigned char* bytes, std::size_t size) const {
    while (size > 0) {
      const auto done = ::write(file, bytes, size);
      if (done < 0 && errno == EINTR) continue;
      if (done <= 0) fail();
      bytes += done;
      size -= static_cast<std::size_t>(done);
    }
  }
  [[noreturn]] void fail() const {
    throw DatabaseProblem("The backup " + path + " cannot be written (" + std::strerror(errno) +
                          "). Nothing of it was kept.");
  }
  void push(unsigned char tag) {
    unsigned long long size = 0;
    crypto_secretstream_xchacha20poly1305_push(&state, sealed.data(), &size, asBytes(waiting), waiting.size(),
                                               asBytes(line), line.size(), tag);
    write(sealed.data(), size);
    waiting.clear();
  }
};

SealedOut::SealedOut(const std::string& path, const Vault& key) : impl_(std::make_unique<Impl>()) {
  impl_->path = path;
  impl_->part = path + ".part";
  impl_->line = firstLine(key);
  if (std::filesystem::exists(path))
    throw DatabaseProblem("There is a file " + path + " already. A backup never takes another's place.");
  impl_->file = ::open(impl_->part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (impl_->file < 0) impl_->fail();
  impl_->there = true;
  std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> header{};
  crypto_secretstream_xchacha20poly1305_init_push(&impl_->state, header.data(), key.key().data());
  impl_->write(asBytes(impl_->line), impl_->line.size());
  impl_->write(header.data(), header.size());
}

SealedOut::~SealedOut() {
  if (impl_->file >= 0) ::close(impl_->file);
  if (impl_->there) ::unlink(impl_->part.c_str());
}

void SealedOut::add(std::string_view bytes) {
  while (!bytes.empty()) {
    if (impl_->waiting.size() == kPiece) impl_->push(0);
    const std::size_t room = std::min(kPiece - impl_->waiting.size(), bytes.size());
    impl_->waiting.append(bytes.substr(0, room));
    bytes.remove_prefix(room);
  }
}

void SealedOut::seal() {
  impl_->push(crypto_secretstream_xchacha20poly1305_TAG_FINAL);
  if (::fsync(impl_->file) != 0) impl_->fail();
  ::close(impl_->file);
  impl_->file = -1;
}

const std::string& SealedOut::part() const { return impl_->part; }

void SealedOut::done() {
  // link() and not rename(): what came to stand there meanwhile is never overwritten.
  if (::link(impl_->part.c_str(), impl_->path.c_str()) != 0) impl_->fail();
  ::unlink(impl_->part.c_str());
  impl_->there = false;
  syncFolder(folderOf(impl_->path));
}

struct SealedIn::Impl {
  std::string path;
  std::string line;
  int file = -1;
  std::uint64_t at = 0;  ///< of the piece at hand, in the file
  bool last = false;
  std::string plain;
  std::size_t used = 0;
  std::vector<unsigned char> sealed = std::vector<unsigned char>(kSealedPiece);
  crypto_secretstream_xchacha20poly1305_state state{};

  [[noreturn]] void broken() const {
    throw DatabaseProblem("The backup " + path + " was changed or cut after it was made (at byte " +
                          std::to_string(at) + "). Nothing was taken from it. Use another copy.");
  }
  std::size_t read(unsigned char* bytes, std::size_t size) const {
    std::size_t got = 0;
    while (got < size) {
      const auto now = ::read(file, bytes + got, size - got);
      if (now < 0 && errno == EINTR) continue;
      if (now < 0) throw DatabaseProblem("The backup " + path + " cannot be read (" + std::strerror(errno) + ").");
      if (now == 0) break;
      got += static_cast<std::size_t>(now);
    }
    return got;
  }
  void next() {
    if (last) broken();
    const std::size_t got = read(sealed.data(), sealed.size());
    plain.resize(kPiece);
    unsigned long long size = 0;
    unsigned char tag = 0;
    if (got < crypto_secretstream_xchacha20poly1305_ABYTES ||
        crypto_secretstream_xchacha20poly1305_pull(&state, reinterpret_cast<unsigned char*>(plain.data()), &size, &tag,
                                                   sealed.data(), got, asBytes(line), line.size()) != 0)
      broken();
    at += got;
    plain.resize(size);
    used = 0;
    last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (!last && got < kSealedPiece) broken();
  }
};

SealedIn::SealedIn(const std::string& path, const Vault& key) : impl_(std::make_unique<Impl>()) {
  impl_->path = path;
  impl_->line = firstLine(key);
  impl_->file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat facts {};
  if (impl_->file < 0 || ::fstat(impl_->file, &facts) != 0 || !S_ISREG(facts.st_mode))
    throw DatabaseProblem("There is no backup " + path + " that can be read.");
  std::string line(impl_->line.size(), '\0');
  const std::size_t got = impl_->read(reinterpret_cast<unsigned char*>(line.data()), line.size());
  if (got != line.size() || line.substr(0, kMagic.size()) != kMagic || line.back() != '\n')
    throw DatabaseProblem("The file " + path + " is no backup of capd, or its beginning was changed or cut.");
  if (line != impl_->line)
    throw DatabaseProblem("The backup " + path + " was sealed with another key (" + line.substr(kMagic.size(), kSign) +
                          "; this one is " + signOf(key) +
                          "), or its beginning was changed. Name the right key with --key.");
  std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> header{};
  impl_->at = line.size();
  if (impl_->read(header.data(), header.size()) != header.size() ||
      crypto_secretstream_xchacha20poly1305_init_pull(&impl_->state, header.data(), key.key().data()) != 0)
    impl_->broken();
  impl_->at += header.size();
}

SealedIn::~SealedIn() {
  if (impl_->file >= 0) ::close(impl_->file);
}

std::string SealedIn::take(std::size_t bytes) {
  std::string taken;
  taken.reserve(std::min(bytes, kPiece));
  while (taken.size() < bytes) {
    if (impl_->used == impl_->plain.size()) {
      impl_->next();
      continue;
    }
    const std::size_t now = std::min(bytes - taken.size(), impl_->plain.size() - impl_->used);
    taken.append(impl_->plain, impl_->used, now);
    impl_->used += now;
  }
  return taken;
}

bool SealedIn::ended() {
  while (impl_->used == impl_->plain.size() && !impl_->last) impl_->next();
  if (impl_->used != impl_->plain.size()) return false;
  unsigned char more = 0;
  if (impl_->read(&more, 1) != 0) impl_->broken();
  return true;
}

}  // namespace capd::store
