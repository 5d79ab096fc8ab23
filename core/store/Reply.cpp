#include "store/Reply.h"

#include <nlohmann/json.hpp>

namespace capd::store {

std::string toJson(const Done& done) {
  return nlohmann::json{{"says", done.says}, {"subject", done.subject}, {"next", done.next}, {"values", done.values}}
      .dump();
}

Done doneFromJson(const std::string& text) {
  const auto json = nlohmann::json::parse(text);
  Done done;
  done.says = json.at("says").get<std::string>();
  done.subject = json.at("subject").get<std::string>();
  done.next = json.at("next").get<std::string>();
  done.values = json.at("values").get<std::map<std::string, std::string>>();
  return done;
}

}  // namespace capd::store
