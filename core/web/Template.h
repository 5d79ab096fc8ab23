#pragma once
// Templates behind one loader: escaping is always on, and a slot that was forgotten or invented is an error that names
// it.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "capd/Page.h"

namespace capd::web {

class Templates {
 public:
  Templates();
  ~Templates();
  Templates(const Templates&) = delete;
  Templates& operator=(const Templates&) = delete;

  /// Reads every `*.tpl` of a folder under the owner's name: `referral/check.tpl`. @throws std::runtime_error naming a
  /// bad file.
  void loadFolder(const std::string& owner, const std::string& folder);
  [[nodiscard]] bool has(const std::string& name) const;
  /// `includes` gives, for each `{{>SLOT}}`, the template and the model it is filled with.
  struct Part {
    std::string name;
    const Model* model = nullptr;
    std::map<std::string, Part> includes;
  };
  /// @throws std::logic_error naming a slot that was not set, or set and not there.
  [[nodiscard]] std::string render(const Part& page) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace capd::web
