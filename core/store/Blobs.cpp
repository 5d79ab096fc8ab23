#include "store/Blobs.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include "store/SealedFile.h"
#include "store/Sealing.h"

namespace capd::store {
namespace {

namespace fs = std::filesystem;

class File {
 public:
  File(const std::string& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (fd_ < 0) throw std::runtime_error("a stored file cannot be opened");
  }
  ~File() { ::close(fd_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  void write(const unsigned char* bytes, std::size_t size) const {
    while (size > 0) {
      const auto done = ::write(fd_, bytes, size);
      if (done <= 0) throw std::runtime_error("the disk is full: the file was not stored");
      bytes += done;
      size -= static_cast<std::size_t>(done);
    }
  }
  /// Fewer than asked only at the end.
  std::size_t read(unsigned char* bytes, std::size_t size) const {
    std::size_t got = 0;
    while (got < size) {
      const auto now = ::read(fd_, bytes + got, size - got);
      if (now < 0) throw std::runtime_error("a stored file cannot be read");
      if (now == 0) break;
      got += static_cast<std::size_t>(now);
    }
    return got;
  }
  void sync() const {
    if (::fsync(fd_) != 0) throw std::runtime_error("the disk is full: the file was not stored");
  }

 private:
  int fd_;
};

/// A file that is begun: gone again unless it was kept, also when its very first byte could not be written.
class Part {
 public:
  explicit Part(std::string path)
      : path_(std::move(path)), file_(std::make_unique<File>(path_, O_WRONLY | O_CREAT | O_EXCL)) {}
  ~Part() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  void write(const unsigned char* bytes, std::size_t size) const { file_->write(bytes, size); }
  void keepAs(const std::string& path) {
    file_->sync();
    file_.reset();
    fs::rename(path_, path);
    path_.clear();
  }

 private:
  std::string path_;
  std::unique_ptr<File> file_;
};

/// The shelf of a file, made when it is not there.
std::string shelfIn(const std::string& folder, const std::string& name) {
  std::string shelf = folder + "/" + name.substr(0, 2);
  if (fs::create_directories(shelf)) syncFolder(folder);
  return shelf;
}

class SealedIncoming final : public Blobs::Incoming {
 public:
  SealedIncoming(const std::string& folder, const Vault& vault)
      : name_(randomHex(20)), folder_(shelfIn(folder, name_)), part_(folder_ + "/" + name_ + ".part") {
    std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> header{};
    crypto_secretstream_xchacha20poly1305_init_push(&state_, header.data(), vault.key().data());
    part_.write(header.data(), header.size());
    crypto_hash_sha256_init(&hash_);
    waiting_.reserve(kPiece);
  }
  SealedIncoming(const SealedIncoming&) = delete;
  SealedIncoming& operator=(const SealedIncoming&) = delete;

  void add(std::string_view piece) override {
    crypto_hash_sha256_update(&hash_, reinterpret_cast<const unsigned char*>(piece.data()), piece.size());
    bytes_ += static_cast<std::int64_t>(piece.size());
    while (!piece.empty()) {
      if (waiting_.size() == kPiece) push(0);
      const std::size_t room = kPiece - waiting_.size();
      waiting_.append(piece.substr(0, room));
      piece.remove_prefix(std::min(room, piece.size()));
    }
  }

  StoredBlob done() override {
    push(crypto_secretstream_xchacha20poly1305_TAG_FINAL);
    part_.keepAs(folder_ + "/" + name_);
    syncFolder(folder_);
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&hash_, digest.data());
    std::string hex(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return {name_, bytes_, hex};
  }

 private:
  void push(unsigned char tag) {
    std::vector<unsigned char> sealed(waiting_.size() + crypto_secretstream_xchacha20poly1305_ABYTES);
    crypto_secretstream_xchacha20poly1305_push(&state_, sealed.data(), nullptr,
                                               reinterpret_cast<const unsigned char*>(waiting_.data()), waiting_.size(),
                                               reinterpret_cast<const unsigned char*>(name_.data()), name_.size(), tag);
    part_.write(sealed.data(), sealed.size());
    waiting_.clear();
  }

  std::string name_;
  std::string folder_;
  Part part_;
  crypto_secretstream_xchacha20poly1305_state state_{};
  crypto_hash_sha256_state hash_{};
  std::string waiting_;
  std::int64_t bytes_ = 0;
};

}  // namespace

Blobs::Blobs(std::string folder, const Vault& vault) : folder_(std::move(folder)), vault_(vault) {
  if (fs::create_directories(folder_)) syncFolder(fs::path(folder_).parent_path().string());
}

std::unique_ptr<Blobs::Incoming> Blobs::take() { return std::make_unique<SealedIncoming>(folder_, vault_); }

void Blobs::read(const std::string& name, const std::function<void(std::string_view)>& piece) const {
  const std::runtime_error broken("a stored file was changed or cut");
  if (name.size() != 40 || name.find_first_not_of("0123456789abcdef") != std::string::npos) throw broken;
  const File file(folder_ + "/" + name.substr(0, 2) + "/" + name, O_RDONLY);
  std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> header{};
  crypto_secretstream_xchacha20poly1305_state state{};
  if (file.read(header.data(), header.size()) != header.size() ||
      crypto_secretstream_xchacha20poly1305_init_pull(&state, header.data(), vault_.key().data()) != 0)
    throw broken;
  std::vector<unsigned char> sealed(kSealedPiece);
  std::vector<unsigned char> plain(kPiece);
  for (unsigned char tag = 0; tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL;) {
    const std::size_t got = file.read(sealed.data(), sealed.size());
    unsigned long long size = 0;
    if (got < crypto_secretstream_xchacha20poly1305_ABYTES ||
        crypto_secretstream_xchacha20poly1305_pull(&state, plain.data(), &size, &tag, sealed.data(), got,
                                                   reinterpret_cast<const unsigned char*>(name.data()),
                                                   name.size()) != 0)
      throw broken;
    piece(std::string_view(reinterpret_cast<const char*>(plain.data()), size));
  }
}

void Blobs::remove(const std::string& name) const {
  std::error_code ignored;
  if (name.size() == 40) fs::remove(folder_ + "/" + name.substr(0, 2) + "/" + name, ignored);
}

int Blobs::sweep(std::chrono::seconds age, const std::function<bool(const std::string& name)>& wanted) const {
  const auto before = fs::file_time_type::clock::now() - age;
  int swept = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
    std::error_code gone;  // another may take it away at the same time
    if (!entry.is_regular_file(gone) || entry.last_write_time(gone) > before || gone) continue;
    const std::string name = entry.path().filename().string();
    const bool begun = name.size() == 45 && entry.path().extension() == ".part";
    if (!begun && (name.size() != 40 || wanted(name))) continue;
    if (fs::remove(entry.path(), gone)) ++swept;
  }
  return swept;
}

}  // namespace capd::store
