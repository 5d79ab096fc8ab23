#include "web/Template.h"

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace capd::web {

// What a template asks for, section within section.
struct TemplateSlots {
  std::set<std::string> texts;
  std::set<std::string> includes;
  std::map<std::string, TemplateSlots> sections;
};

namespace {

TemplateSlots parse(const std::string& text, std::size_t& at, const std::string& until, const std::string& file) {
  TemplateSlots slots;
  while (true) {
    const auto open = text.find("{{", at);
    if (open == std::string::npos) {
      if (!until.empty()) throw std::runtime_error(file + ": the section " + until + " does not end");
      at = text.size();
      return slots;
    }
    const auto close = text.find("}}", open);
    if (close == std::string::npos) throw std::runtime_error(file + ": a {{ without its }}");
    std::string marker = text.substr(open + 2, close - open - 2);
    at = close + 2;
    if (marker.empty()) throw std::runtime_error(file + ": an empty {{}}");
    if (marker.find(':') != std::string::npos)
      throw std::runtime_error(file + ": {{" + marker + "}} changes how text is escaped, which no template may");
    const char kind = marker[0];
    if (kind == '#' || kind == '/' || kind == '>') marker.erase(0, 1);
    if (kind == '/') {
      if (marker != until)
        throw std::runtime_error(file + ": {{/" + marker + "}} stands where {{/" + until + "}} should");
      return slots;
    }
    if (kind == '#') {
      TemplateSlots inner = parse(text, at, marker, file);
      TemplateSlots& section = slots.sections[marker];
      section.texts.insert(inner.texts.begin(), inner.texts.end());
      section.includes.insert(inner.includes.begin(), inner.includes.end());
      for (auto& [name, deeper] : inner.sections) section.sections[name] = std::move(deeper);
    } else if (kind == '>') {
      slots.includes.insert(marker);
    } else {
      slots.texts.insert(marker);
    }
  }
}

std::string where(const std::string& file, const std::string& section) {
  return "the template " + file + (section.empty() ? "" : ", section " + section);
}

// A model and those around it: a slot of an inner section may be filled further out.
struct Around {
  const Model& model;
  const Around* outer;
  [[nodiscard]] bool has(const std::string& name) const {
    for (const Around* each = this; each != nullptr; each = each->outer)
      if (each->model.texts().count(name) != 0) return true;
    return false;
  }
};

// Every slot the template has is set (here or around), and every slot set is in the template.
void check(const TemplateSlots& slots, const Model& model, const Around* outer, const std::string& file,
           const std::string& section) {
  const Around around{model, outer};
  for (const auto& [name, text] : model.texts()) {
    const bool here = slots.texts.count(name) != 0;
    if (!here && std::none_of(slots.sections.begin(), slots.sections.end(),
                              [&](const auto& inner) { return inner.second.texts.count(name) != 0; }))
      throw std::logic_error(where(file, section) + " has no slot " + name);
  }
  for (const auto& name : slots.texts)
    if (!around.has(name)) throw std::logic_error(where(file, section) + " needs the slot " + name);
  for (const auto& [name, rows] : model.sections()) {
    const auto found = slots.sections.find(name);
    if (found == slots.sections.end()) throw std::logic_error(where(file, section) + " has no section " + name);
    for (const auto& row : rows) check(found->second, *row, &around, file, name);
  }
  for (const auto& [name, inner] : slots.sections)
    if (model.sections().count(name) == 0)
      throw std::logic_error(where(file, section) + " needs the section " + name + ", shown or hidden");
  for (const auto& [name, form] : model.forms())
    if (slots.includes.count(name) == 0)
      throw std::logic_error(where(file, section) + " has no place for the form " + name);
  for (const auto& [name, inner] : model.parts())
    if (slots.includes.count(name) == 0)
      throw std::logic_error(where(file, section) + " has no place for the part " + name);
}

void fill(ctemplate::TemplateDictionary& dictionary, const Model& model) {
  for (const auto& [name, text] : model.texts()) dictionary.SetValue(name, text);
  for (const auto& [name, rows] : model.sections())
    for (const auto& row : rows) fill(*dictionary.AddSectionDictionary(name), *row);
}

std::string contentOf(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// ctemplate puts the blanks before an include in front of every line of it, also inside a textarea, where they would
// become part of what was typed: an include therefore never has any.
std::string withoutIndent(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 3, "{{>") == 0)
      while (!plain.empty() && (plain.back() == ' ' || plain.back() == '\t')) plain.pop_back();
    plain += text[i];
  }
  return plain;
}

// What people typed keeps its line breaks where the page shows it as they said it (the class capd-said, which
// style.scss lets break there): ctemplate's usual escaping makes blanks of them, the one called p does not, and escapes
// the rest alike.
std::string keepingLines(std::string text) {
  constexpr std::string_view kSaid = "capd-said\">{{";
  for (auto at = text.find(kSaid); at != std::string::npos; at = text.find(kSaid, at)) {
    at += kSaid.size();
    const auto close = text.find("}}", at);
    if (close != std::string::npos && text[at] != '#' && text[at] != '/' && text[at] != '>') text.insert(close, ":p");
  }
  return text;
}

}  // namespace

struct Templates::Impl {
  ctemplate::TemplateCache cache;
  std::map<std::string, TemplateSlots> slots;

  void attach(ctemplate::TemplateDictionary& dictionary, const Part& part) const {
    const auto found = slots.find(part.name);
    if (found == slots.end()) throw std::logic_error("there is no template " + part.name);
    check(found->second, *part.model, nullptr, part.name, "");
    fill(dictionary, *part.model);
    for (const auto& [slot, inner] : part.includes) {
      auto* child = dictionary.AddIncludeDictionary(slot);
      child->SetFilename(inner.name);
      attach(*child, inner);
    }
  }
};

Templates::Templates() : impl_(std::make_unique<Impl>()) {}
Templates::~Templates() = default;

void Templates::loadFolder(const std::string& owner, const std::string& folder) {
  if (!std::filesystem::is_directory(folder)) return;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".tpl") continue;
    const std::string name = owner + "/" + entry.path().filename().string();
    const std::string text = withoutIndent(contentOf(entry.path()));
    std::size_t at = 0;
    impl_->slots[name] = parse(text, at, "", name);
    if (!impl_->cache.StringToTemplateCache(name, "{{%AUTOESCAPE context=\"HTML\"}}" + keepingLines(text),
                                            ctemplate::DO_NOT_STRIP))
      throw std::runtime_error("the template " + name + " cannot be used");
  }
}

bool Templates::has(const std::string& name) const { return impl_->slots.count(name) != 0; }

std::string Templates::render(const Part& page) const {
  ctemplate::TemplateDictionary dictionary("page");
  impl_->attach(dictionary, page);
  std::string out;
  if (!impl_->cache.ExpandWithData(page.name, ctemplate::DO_NOT_STRIP, &dictionary, nullptr, &out))
    throw std::runtime_error("the template " + page.name + " could not be filled");
  return out;
}

}  // namespace capd::web
