#include "Paper.h"

namespace capd::panels {

void setLines(Model& model, const std::string& list, const std::string& text) {
  std::size_t from = 0;
  for (std::size_t to = text.find('\n'); to != std::string::npos; from = to + 1, to = text.find('\n', from))
    model.add(list).set("TEXT", text.substr(from, to - from));
  model.add(list).set("TEXT", text.substr(from));
}

Part& Part::said(const std::string& text) {
  if (!text.empty()) model_->add("SAID").set("TEXT", text);
  return *this;
}

Part& Part::fact(const std::string& key, const std::string& value) {
  if (value.empty()) return *this;
  if (!facts_) model_->show("FACTS");
  facts_ = true;
  setLines(model_->add("FACT").set("KEY", key), "LINE", value);
  return *this;
}

Model& Part::row() {
  if (!entries_) model_->show("ENTRIES");
  entries_ = true;
  return model_->add("ENTRY");
}

Part& Part::entry(const std::string& label, const std::string& path, const std::string& text) {
  Model& one = row();
  one.list("LINKED").add("LINKED").set("LABEL", label).set("PATH", path);
  one.set("TEXT", text);
  return *this;
}

Part& Part::entry(const std::string& text) {
  row().list("LINKED").set("TEXT", text);
  return *this;
}

Paper::Paper(const std::string& caption, const std::string& heading) {
  model_.set("CAPTION", caption).set("HEADING", heading);
  model_.list("WARNING").list("LEAD").list("LINK").list("PART");
}

Part Paper::part(const std::string& title) {
  Model& model = model_.add("PART");
  model.set("TITLE", title).list("SAID").list("FACT").list("ENTRY").hide("FACTS").hide("ENTRIES");
  return Part(model);
}

}  // namespace capd::panels
