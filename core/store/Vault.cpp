#include "store/Vault.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <vector>

#include "store/Database.h"
#include "store/SealedFile.h"
#include "store/Sealing.h"

namespace capd::store {
namespace {

void ready() {
  static const int done = sodium_init();
  if (done < 0) throw std::runtime_error("libsodium could not start");
}

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

}  // namespace

Vault Vault::passing() {
  ready();
  Vault vault;
  randombytes_buf(vault.key_.data(), vault.key_.size());
  return vault;
}

Vault Vault::fromFile(const std::string& path) {
  ready();
  Vault vault;
  const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) {
    vault = passing();
    const bool written =
        ::write(made, vault.key_.data(), vault.key_.size()) == static_cast<ssize_t>(vault.key_.size()) &&
        ::fsync(made) == 0;
    ::close(made);
    if (!written) throw DatabaseProblem("The key file " + path + " could not be written.");
    const std::string folder = std::filesystem::path(path).parent_path().string();
    syncFolder(folder.empty() ? "." : folder);  // a key whose name is lost with the power takes everything sealed along
    return vault;
  }
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw DatabaseProblem("The key file " + path + " cannot be opened.");
  struct stat facts {};
  const bool known = ::fstat(file, &facts) == 0;
  const auto got = ::read(file, vault.key_.data(), vault.key_.size());
  ::close(file);
  if (known && (facts.st_mode & 0077U) != 0)
    throw DatabaseProblem("Others can read the key file " + path + ". Run: chmod 600 " + path);
  if (got != static_cast<ssize_t>(vault.key_.size()) || facts.st_size != 32)
    throw DatabaseProblem("The key file " + path + " is not a key of 32 bytes.");
  return vault;
}

std::string Vault::seal(std::string_view plain, std::string_view context) const {
  std::vector<unsigned char> sealed(kNonce + plain.size() + kTag);
  randombytes_buf(sealed.data(), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + kNonce, nullptr, asBytes(plain), plain.size(),
                                             asBytes(context), context.size(), nullptr, sealed.data(), key_.data());
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_ENCODED_LEN(sealed.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), sealed.data(), sealed.size(), kVariant);
  text.resize(text.find('\0'));
  return "1:" + text;
}

std::string Vault::open(std::string_view sealed, std::string_view context) const {
  const std::runtime_error broken("a sealed text was changed, or belongs to another key");
  if (sealed.substr(0, 2) != "1:") throw broken;
  sealed.remove_prefix(2);
  std::vector<unsigned char> bytes(sealed.size());
  std::size_t size = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), sealed.data(), sealed.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      size < kNonce + kTag)
    throw broken;
  std::string plain(size - kNonce - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr,
                                                 bytes.data() + kNonce, size - kNonce, asBytes(context), context.size(),
                                                 bytes.data(), key_.data()) != 0)
    throw broken;
  return plain;
}

}  // namespace capd::store
