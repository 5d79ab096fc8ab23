#pragma once
// One request and its reply, free of any server library: what the site works with, and what tests can make.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "capd/Form.h"

namespace capd::web {

struct Request {
  std::string method;
  std::string path;  ///< decoded, without query
  std::map<std::string, std::string> query;
  std::map<std::string, std::string> headers;  ///< names in lower case; no control signs in values
  std::map<std::string, std::string> cookies;
  FieldTexts form;
  std::string body;  ///< as it came, for the API; empty for forms
  std::string from;  ///< network address of the peer
  [[nodiscard]] std::string header(const std::string& name) const {
    const auto at = headers.find(name);
    return at == headers.end() ? std::string() : at->second;
  }
  [[nodiscard]] std::string cookie(const std::string& name) const {
    const auto at = cookies.find(name);
    return at == cookies.end() ? std::string() : at->second;
  }
};

struct Reply {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  /// When set, the body is what this writes (downloads); `length` is then its size.
  std::function<void(const std::function<void(std::string_view)>&)> stream;
  std::int64_t length = 0;
  std::string list;  ///< of a page without forms and without a single record: the name under which a look is noted
  bool longLived = false;  ///< a hashed asset: may be kept for a year
};

/// A path, or a part of a query, as it stands in an address.
std::string encoded(const std::string& text);
/// A part of a query or of a form as it was meant: `+` is a space, `%41` is an A.
std::string decoded(const std::string& text);

}  // namespace capd::web
