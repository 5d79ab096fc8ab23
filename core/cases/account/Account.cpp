#include "cases/account/Account.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <semaphore>
#include <stdexcept>

#include "base/Text.h"
#include "store/Vault.h"

namespace capd {
namespace {

constexpr unsigned long long kPasses = 1;
constexpr std::size_t kMemory = 46ULL * 1024 * 1024;

std::counting_semaphore<2>& turns() {
  static std::counting_semaphore<2> two(2);
  return two;
}

struct Turn {
  Turn() { turns().acquire(); }
  ~Turn() { turns().release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
};

// Long enough to pass the length rule and still among the first that are tried.
constexpr std::array<std::string_view, 12> kCommon = {"passwordpassword", "123456789012345",       "1234567890123456",
                                                      "qwertyuiopasdfgh", "aaaaaaaaaaaaaaa",       "password12345678",
                                                      "iloveyouiloveyou", "letmeinletmeinletmein", "coventrycoventry",
                                                      "changemechangeme", "abcdefghijklmno",       "qwertyuiop12345"};

}  // namespace

std::string passwordHash(const std::string& password) {
  const Turn turn;
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kPasses, kMemory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::runtime_error("no memory for a password hash");
  return hash.data();
}

bool passwordFits(const std::string& password, const std::string& hash) {
  const Turn turn;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string passwordFault(std::string_view password) {
  if (lengthInLetters(password) < 15)
    return "Choose a password of 15 letters or more: three or four words that only you would put together";
  if (password.size() > 256) return "Choose a password of 256 letters or fewer";
  const std::string plain = lowerAscii(password);
  const bool same = std::all_of(plain.begin(), plain.end(), [&](char c) { return c == plain[0]; });
  if (same || std::find(kCommon.begin(), kCommon.end(), plain) != kCommon.end())
    return "This is one of the first passwords that others would try. Choose three or four words that only you would "
           "put together";
  return {};
}

std::string hashOfSecret(std::string_view secret) { return store::sha256Hex(secret); }

}  // namespace capd
