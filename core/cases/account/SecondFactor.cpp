#include "cases/account/SecondFactor.h"

#include <Poco/HMACEngine.h>
#include <Poco/SHA1Engine.h>
#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

namespace capd {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
// Recovery codes are read off paper: no sign that looks like another.
constexpr std::string_view kPlainSigns = "abcdefghjkmnpqrstuvwxyz23456789";
constexpr int kRecoverySigns = 16;
constexpr std::size_t kSecretBytes = 20;
constexpr std::uint32_t kMillion = 1'000'000;

bool sameText(const std::string& a, const std::string& b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::string codeAt(std::string_view secret, std::int64_t step) {
  std::string counter(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) counter[7 - i] = static_cast<char>((step >> (8 * i)) & 0xFF);
  Poco::HMACEngine<Poco::SHA1Engine> hmac{std::string(secret)};
  hmac.update(counter);
  const auto& digest = hmac.digest();
  const std::size_t at = digest.back() & 0x0FU;
  const std::uint32_t number = ((digest[at] & 0x7FU) << 24) | (static_cast<std::uint32_t>(digest[at + 1]) << 16) |
                               (static_cast<std::uint32_t>(digest[at + 2]) << 8) | digest[at + 3];
  return fmt::format("{:06}", number % kMillion);
}

std::int64_t codeStep(Instant at) { return at.ms / kCodeStepMs; }

std::optional<std::int64_t> stepOfCode(std::string_view secret, std::string_view typed, Instant now,
                                       std::int64_t after) {
  std::string code(typed);
  code.erase(std::remove(code.begin(), code.end(), ' '), code.end());
  std::optional<std::int64_t> found;
  const std::int64_t middle = codeStep(now);
  for (std::int64_t step = middle + 1; step >= middle - 1; --step)
    if (sameText(codeAt(secret, step), code) && step > after) found = step;
  return found;
}

std::string newCodeSecret() {
  std::string bytes(kSecretBytes, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return base32(bytes);
}

std::string base32(std::string_view bytes) {
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = (held << 8) | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 5; bits -= 5) text += kBase32[(held >> (bits - 5)) & 31U];
    held &= 0xFFU;
  }
  if (bits > 0) text += kBase32[(held << (5 - bits)) & 31U];
  return text;
}

std::string bytesOfBase32(std::string_view text) {
  std::string bytes;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char sign : text) {
    const auto at = kBase32.find(sign);
    if (at == std::string_view::npos) return {};
    held = (held << 5) | static_cast<std::uint32_t>(at);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>((held >> bits) & 0xFFU);
    held &= 0xFFU;
  }
  return bytes;
}

std::string otpauthLink(const std::string& email, const std::string& secret) {
  std::string name;
  for (const char sign : email)
    name += (static_cast<unsigned char>(sign) < 0x80 && std::isalnum(static_cast<unsigned char>(sign)) != 0) ||
                    sign == '.' || sign == '-' || sign == '_'
                ? std::string(1, sign)
                : fmt::format("%{:02X}", static_cast<unsigned char>(sign));
  return "otpauth://totp/Coventry%20CAP:" + name + "?secret=" + secret + "&issuer=Coventry%20CAP";
}

std::vector<std::string> newRecoveryCodes() {
  std::vector<std::string> codes;
  for (int i = 0; i < kRecoveryCodes; ++i) {
    std::string code;
    for (int at = 0; at < kRecoverySigns; ++at) {
      if (at > 0 && at % 4 == 0) code += '-';
      code += kPlainSigns[randombytes_uniform(static_cast<std::uint32_t>(kPlainSigns.size()))];
    }
    codes.push_back(std::move(code));
  }
  return codes;
}

}  // namespace capd
