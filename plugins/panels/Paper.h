#pragma once
// A page in parts: headings, sentences, facts, entries with links.

#include <string>
#include <utility>

#include "capd/Page.h"

namespace capd::panels {

/// Puts `text` into the list `list` of the model, a TEXT for each of its lines.
void setLines(Model& model, const std::string& list, const std::string& text);

class Part {
 public:
  explicit Part(Model& model) : model_(&model) {}
  Part& said(const std::string& text);
  /// Left out when there is nothing to say.
  Part& fact(const std::string& key, const std::string& value);
  /// `label` leads to `path`, and `text` follows it.
  Part& entry(const std::string& label, const std::string& path, const std::string& text);
  Part& entry(const std::string& text);

 private:
  Model& row();
  Model* model_;
  bool facts_ = false;
  bool entries_ = false;
};

class Paper {
 public:
  Paper(const std::string& caption, const std::string& heading);
  void warning(const std::string& text) { model_.add("WARNING").set("TEXT", text); }
  void lead(const std::string& text) { model_.add("LEAD").set("TEXT", text); }
  void link(const std::string& label, const std::string& path) {
    model_.add("LINK").set("LABEL", label).set("PATH", path);
  }
  Part part(const std::string& title);
  void form(const std::string& slot, FormSlot form) { model_.form(slot, std::move(form)); }
  Model take() { return std::move(model_); }

 private:
  Model model_;
};

}  // namespace capd::panels
