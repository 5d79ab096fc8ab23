#include "policy/Lexer.h"

#include <algorithm>
#include <cctype>

namespace capd::policy {
namespace {

class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  Token next() {
    skip();
    Token token;
    token.line = line_;
    token.begin = at_;
    read(token);
    token.end = at_;
    return token;
  }

 private:
  void read(Token& token) {
    if (at_ >= text_.size()) return;
    const char sign = text_[at_];
    if (std::isalpha(static_cast<unsigned char>(sign)) != 0 || sign == '_') {
      token.kind = Token::Kind::name;
      while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_'))
        token.value += text_[at_++];
    } else if (std::isdigit(static_cast<unsigned char>(sign)) != 0) {
      token.kind = Token::Kind::number;
      while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '.'))
        token.value += text_[at_++];
    } else if (sign == '"' || sign == '\'') {
      token.kind = Token::Kind::text;
      quoted(sign, token.value);
    } else if (sign == '[' && at_ + 1 < text_.size() && (text_[at_ + 1] == '[' || text_[at_ + 1] == '=')) {
      token.kind = Token::Kind::text;
      longText(token.value);
    } else {
      token.kind = Token::Kind::sign;
      token.value = sign;
      ++at_;
      if (at_ < text_.size() && text_[at_] == '=' && (sign == '=' || sign == '~' || sign == '<' || sign == '>'))
        token.value += text_[at_++];
    }
  }

  void skip() {
    while (at_ < text_.size()) {
      if (text_[at_] == '\n') {
        ++line_;
        ++at_;
      } else if (std::isspace(static_cast<unsigned char>(text_[at_])) != 0) {
        ++at_;
      } else if (text_.substr(at_, 2) == "--") {
        at_ += 2;
        std::string ignored;
        if (at_ + 1 < text_.size() && text_[at_] == '[' && (text_[at_ + 1] == '[' || text_[at_ + 1] == '='))
          longText(ignored);
        else
          while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      } else {
        return;
      }
    }
  }

  void quoted(char quote, std::string& value) {
    ++at_;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      value += text_[at_++];
    }
    if (at_ < text_.size()) ++at_;
  }

  void longText(std::string& value) {
    std::size_t level = 0;
    std::size_t at = at_ + 1;
    while (at < text_.size() && text_[at] == '=') {
      ++level;
      ++at;
    }
    const std::string close = "]" + std::string(level, '=') + "]";
    const auto end = text_.find(close, at);
    const std::size_t stop = end == std::string_view::npos ? text_.size() : end + close.size();
    for (std::size_t i = at_; i < stop; ++i)
      if (text_[i] == '\n') ++line_;
    value = std::string(text_.substr(at_, stop - at_));
    at_ = stop;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
};

struct Open {
  std::string path;
  bool table = false;
  std::map<std::string, int> seen;
};

}  // namespace

std::vector<Token> tokensOf(std::string_view text) {
  std::vector<Token> all;
  Tokens tokens(text);
  for (Token token = tokens.next(); token.kind != Token::Kind::end; token = tokens.next()) all.push_back(token);
  return all;
}

int Scan::lineOf(std::string_view path) const {
  for (const FieldSpan& field : fields)
    if (field.path == path) return field.line;
  return 0;
}

Scan scan(const std::string& file, std::string_view text) {
  Scan result;
  Tokens tokens(text);
  std::vector<Open> open = {{"", false, {}}};
  Token before;   // the token just read
  Token earlier;  // the one before it
  for (Token token = tokens.next(); token.kind != Token::Kind::end; token = tokens.next()) {
    if (token.kind == Token::Kind::sign && token.value == "{") {
      // `programme "x" {`, `name = {`, `all_of {`
      std::string label;
      if (before.kind == Token::Kind::text && earlier.kind == Token::Kind::name)
        label = earlier.value + " " + before.value;
      if (before.kind == Token::Kind::sign && before.value == "=" && earlier.kind == Token::Kind::name)
        label = earlier.value;
      if (before.kind == Token::Kind::name) label = before.value;
      const std::string& around = open.back().path;
      if (!label.empty()) result.fields.push_back({around.empty() ? label : around + "/" + label, token.line});
      open.push_back({label.empty() ? around : (around.empty() ? label : around + "/" + label), true, {}});
    } else if (token.kind == Token::Kind::sign && token.value == "(") {
      open.push_back({open.back().path, false, {}});
    } else if (token.kind == Token::Kind::sign && (token.value == "}" || token.value == ")")) {
      if (open.size() > 1) open.pop_back();
    } else if (token.kind == Token::Kind::sign && token.value == "=" && before.kind == Token::Kind::name &&
               open.back().table) {
      Open& here = open.back();
      const auto [old, fresh] = here.seen.emplace(before.value, before.line);
      if (!fresh)
        result.faults.push_back({file, before.line, 0,
                                 "'" + before.value + "' stands here for the second time; the first is on line " +
                                     std::to_string(old->second) + ".",
                                 "Keep one of the two: only the last would count."});
      result.fields.push_back({here.path.empty() ? before.value : here.path + "/" + before.value, before.line});
    }
    earlier = before;
    before = token;
  }
  return result;
}

std::string nearest(std::string_view typed, const std::vector<std::string>& words) {
  std::string best;
  std::size_t bestApart = std::max<std::size_t>(2, typed.size() / 3) + 1;
  for (const std::string& word : words) {
    std::vector<std::size_t> row(word.size() + 1);
    for (std::size_t j = 0; j <= word.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= typed.size(); ++i) {
      std::size_t corner = row[0];
      row[0] = i;
      for (std::size_t j = 1; j <= word.size(); ++j) {
        const std::size_t above = row[j];
        row[j] = std::min({above + 1, row[j - 1] + 1, corner + (typed[i - 1] == word[j - 1] ? 0U : 1U)});
        corner = above;
      }
    }
    if (row[word.size()] < bestApart) {
      bestApart = row[word.size()];
      best = word;
    }
  }
  return best;
}

}  // namespace capd::policy
