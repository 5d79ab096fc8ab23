#pragma once
// What a request carries: the body up to its announced end, the pairs of a form, the files of a form in parts.

#include <algorithm>
#include <cstdint>
#include <istream>
#include <memory>
#include <streambuf>
#include <string>
#include <vector>

#include "web/Site.h"

namespace capd::web {

/// The body as a stream that ends where it was announced to end, knows how much of it came, and how it ended. What is
/// no file is kept in memory: it ends where there is too much of that.
class Body final : public std::streambuf {
 public:
  Body(std::istream& in, std::int64_t announced, std::int64_t mostKept)
      : in_(in), left_(announced), mostKept_(mostKept) {}
  [[nodiscard]] std::int64_t left() const { return left_; }
  [[nodiscard]] bool tooMuch() const { return kept_ > mostKept_; }
  /// What comes now belongs to a file, or no more.
  void file(bool now) { file_ = now; }
  /// Reads what nobody wanted. @returns the last signs of the whole body.
  const std::string& finish() {
    while (underflow() != traits_type::eof()) setg(nullptr, nullptr, nullptr);
    return tail_;
  }

 protected:
  int_type underflow() override {
    if (gptr() != egptr()) return traits_type::to_int_type(*gptr());
    if (left_ <= 0 || tooMuch()) return traits_type::eof();
    in_.read(piece_, static_cast<std::streamsize>(std::min<std::int64_t>(left_, sizeof piece_)));
    const auto got = in_.gcount();
    if (got <= 0) return traits_type::eof();
    left_ -= got;
    if (!file_) kept_ += got;
    setg(piece_, piece_, piece_ + got);
    tail_.append(piece_, static_cast<std::size_t>(got));
    if (tail_.size() > kTail) tail_.erase(0, tail_.size() - kTail);
    return traits_type::to_int_type(*gptr());
  }

 private:
  static constexpr std::size_t kTail = 256;
  std::istream& in_;
  std::int64_t left_;
  std::int64_t mostKept_;
  std::int64_t kept_ = 0;
  bool file_ = false;
  char piece_[16384] = {};
  std::string tail_;
};

/// Adds a value to a form; a name that is empty or too long counts for nothing.
void addPair(FieldTexts& form, const std::string& name, std::string value);
/// The pairs of a urlencoded body, the first 2,000 of them.
FieldTexts pairsOf(const std::string& text);

/// Files of a multipart form: sealed as they arrive, under the limit that the site sets, and kept once the whole form
/// has come.
class FormFiles {
 public:
  static constexpr std::size_t kMost = 20;
  FormFiles(Site& site, const Request& head, Body& body) : site_(site), head_(head), body_(body) {}
  [[nodiscard]] bool tooMany() const { return all_.size() > kMost; }
  /// The file that now comes for that field; `name` as the browser sent it, empty when none was chosen.
  void take(const std::string& field, const std::string& name, std::istream& stream);
  /// The form came whole: its files are kept, or it is said beside each why not.
  void keep(FieldTexts& form);

 private:
  struct File {
    std::string field;
    std::unique_ptr<Site::Receiver> receiver;
    const char* why;  ///< when there is no receiver
  };
  void receive(const std::string& field, const std::string& name, std::istream& stream);

  Site& site_;
  const Request& head_;
  Body& body_;
  std::vector<File> all_;
};

}  // namespace capd::web
