#include "mail/Message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace capd::mail {
namespace {

bool isControl(char sign) { return static_cast<unsigned char>(sign) < 0x20 || sign == 0x7F; }
bool isAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string base64(std::string_view bytes) {
  constexpr char kSigns[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto at = [&](std::size_t k) -> unsigned {
      return i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U;
    };
    const unsigned three = (at(0) << 16U) | (at(1) << 8U) | at(2);
    out += kSigns[(three >> 18U) & 63U];
    out += kSigns[(three >> 12U) & 63U];
    out += i + 1 < bytes.size() ? kSigns[(three >> 6U) & 63U] : '=';
    out += i + 2 < bytes.size() ? kSigns[three & 63U] : '=';
  }
  return out;
}

// Words of at most 45 bytes, never cut inside a letter: each is at most 72 signs long when encoded (RFC 2047).
std::string encodedWords(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = std::min(at + 42, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    if (end == at) end = std::min(at + 42, text.size());
    out += (out.empty() ? "" : "\r\n ") + std::string("=?UTF-8?B?") + base64(text.substr(at, end - at)) + "?=";
    at = end;
  }
  return out;
}

// RFC 2045. A dot at the beginning of a line is encoded, so nothing ever looks like the end of the message.
std::string quotedPrintable(std::string_view text) {
  std::string out;
  std::string line;
  const auto put = [&](const std::string& piece) {
    if (line.size() + piece.size() > 75) {
      out += line + "=\r\n";
      line.clear();
    }
    line += piece;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char sign = text[i];
    if (sign == '\r') continue;
    if (sign == '\n') {
      out += line + "\r\n";
      line.clear();
      continue;
    }
    const bool lastOfLine = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
    const bool plain =
        static_cast<unsigned char>(sign) >= 0x20 && static_cast<unsigned char>(sign) < 0x7F && sign != '=';
    const bool hidden = !plain || (sign == ' ' && lastOfLine) || (sign == '.' && line.empty());
    put(hidden ? fmt::format("={:02X}", static_cast<unsigned char>(sign)) : std::string(1, sign));
    // A soft break may put a dot at the beginning of the next line.
    if (line == ".") line = "=2E";
  }
  if (!line.empty()) out += line + "\r\n";
  return out;
}

std::string dateHeader(Instant at) {
  static constexpr std::array<const char*, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto days = static_cast<int>(at.ms / 86'400'000);
  const auto seconds = static_cast<int>((at.ms / 1000) % 86'400);
  const Date day = Date::fromDayNumber(days);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", kDays.at(day.weekday() - 1), day.day(),
                     kMonths.at(day.month() - 1), day.year(), seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace

std::string header(std::string_view name, std::string_view value) {
  if (std::any_of(value.begin(), value.end(), isControl) || std::any_of(name.begin(), name.end(), isControl))
    throw std::invalid_argument("the mail header '" + std::string(name) +
                                "' holds a line break or another control sign");
  const bool plain = isAscii(value) && value.size() <= 900;
  return std::string(name) + ": " + (plain ? std::string(value) : encodedWords(value)) + "\r\n";
}

std::string compose(const Mail& mail, const Letterhead& letterhead) {
  std::string text;
  if (!isAscii(letterhead.name)) throw std::invalid_argument("the sender's name in mails must be plain letters");
  text += header("From", "\"" + letterhead.name + "\" <" + letterhead.from + ">");
  text += header("To", "<" + mail.address + ">");
  text += header("Subject", mail.subject);
  text += header("Date", dateHeader(mail.queued));
  text += header("Message-ID", "<" + mail.messageId + ">");
  text += header("Auto-Submitted", "auto-generated");
  text += header("MIME-Version", "1.0");
  text += header("Content-Type", "text/plain; charset=utf-8");
  text += header("Content-Transfer-Encoding", "quoted-printable");
  return text + "\r\n" + quotedPrintable(mail.body);
}

}  // namespace capd::mail
