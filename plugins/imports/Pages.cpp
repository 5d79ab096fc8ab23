#include <fmt/format.h>

#include <algorithm>

#include "Imports.h"

namespace capd::imports {
namespace {

constexpr std::int64_t kRowsOnPage = 100;

std::string stateInWords(const Batch& batch) {
  if (batch.state == "reading") return fmt::format("Being read: {} of {} rows", batch.reached, batch.total);
  if (batch.state == "ready") return "To look at: nothing is changed yet";
  if (batch.state == "applying") return fmt::format("Being done: {} of {} rows", batch.reached, batch.total);
  if (batch.state == "applied") return "Done";
  if (batch.state == "undoing") return fmt::format("Being taken back: {} of {} rows", batch.reached, batch.total);
  if (batch.state == "undone") return "Taken back";
  return "Dropped";
}

struct Part {
  const char* word;
  const char* says;
};
constexpr Part kActions[] = {{"fault", "Faults: left out"},
                             {"add", "New"},
                             {"change", "Changes"},
                             {"same", "Nothing different"},
                             {"skip", "Left out: doubled, or not ours"}};
constexpr Part kDone[] = {{"added", "Added"},
                          {"changed", "Changed"},
                          {"left", "Left as it was"},
                          {"undone", "Taken back"},
                          {"kept", "Not taken back"}};

std::string doneInWords(const std::string& done) {
  for (const Part& part : kDone)
    if (done == part.word) return part.says;
  return "";
}

std::string actionInWords(const std::string& action) {
  for (const Part& part : kActions)
    if (action == part.word) return part.says;
  return action;
}

PageAnswer list(PageRequest& ask) {
  Shown shown;
  shown.title = "Imports and exports";
  Model& m = shown.model;
  std::vector<std::string> kinds;
  for (const Kind& kind : allKinds())
    if (ask.viewer.may(kind.permission)) kinds.emplace_back(kind.word);
  const auto all = batches(ask.tx, kinds, 50);
  m.show("NONE", all.empty()).list("SOME").show("EXPORTS", ask.viewer.may("export.placements"));
  Model* table = all.empty() ? nullptr : &m.add("SOME").list("BATCH");
  for (const Batch& batch : all) {
    const Kind* kind = findKind(batch.kind);
    table->add("BATCH")
        .set("PATH", "/imports/" + batch.code)
        .set("KIND", kind == nullptr ? batch.kind : std::string(kind->title))
        .set("FILE", batch.fileName)
        .set("ROWS", batch.total)
        .set("WHEN", londonWords(batch.created))
        .set("STATE", stateInWords(batch));
  }
  m.form("FORM", {.command = "import.begin",
                  .values = {{"area", {"331"}}},
                  .shape = beginShape(ask.viewer),
                  .button = "Read the file",
                  .legend = "Import a file"});
  return shown;
}

void counts(PageRequest& ask, Model& m, const Batch& batch) {
  m.list("COUNT");
  const auto actions = countsByAction(ask.tx, batch.id);
  for (const Part& part : kActions) {
    const auto found = actions.find(part.word);
    if (found == actions.end()) continue;
    m.add("COUNT")
        .set("SAYS", part.says)
        .set("NUMBER", found->second)
        .set("PATH", fmt::format("/imports/{}?show={}", batch.code, part.word));
  }
  m.list("DONE");
  const auto done = countsByDone(ask.tx, batch.id);
  for (const Part& part : kDone) {
    const auto found = done.find(part.word);
    if (found != done.end()) m.add("DONE").set("SAYS", part.says).set("NUMBER", found->second);
  }
}

void rows(PageRequest& ask, Model& m, const Batch& batch, const Kind& kind) {
  std::string show = ask.asked("show");
  const auto known = [&](const Part& part) { return show == part.word; };
  if (std::none_of(std::begin(kActions), std::end(kActions), known)) show.clear();
  const std::string after = ask.asked("after");
  const bool number = !after.empty() && after.size() < 9 && after.find_first_not_of("0123456789") == std::string::npos;
  const auto some = rowsAfter(ask.tx, batch.id, number ? std::stoll(after) : 0, kRowsOnPage, show);
  m.list("ROWS").show("NO_ROWS", some.empty()).list("NEXT");
  m.set("SHOWING", show.empty() ? "Every row" : actionInWords(show));
  if (some.empty()) return;
  Model& table = m.add("ROWS").list("ROW");
  for (const StagedRow& row : some) {
    std::string typed;
    for (const Column& column : kind.columns) {
      const auto at = row.typed.find(column.field.name);
      if (at != row.typed.end()) typed += (typed.empty() ? "" : " · ") + at->second;
    }
    table.add("ROW")
        .set("LINE", row.line)
        .set("TYPED", typed)
        .set("ACTION", row.done.empty() ? actionInWords(row.action) : doneInWords(row.done))
        .set("SAYS", row.says);
  }
  if (static_cast<std::int64_t>(some.size()) == kRowsOnPage)
    m.add("NEXT").set("PATH", fmt::format("/imports/{}?show={}&after={}", batch.code, show, some.back().number));
}

PageAnswer one(PageRequest& ask) {
  const auto batch = findBatch(ask.tx, ask.part("batch"));
  if (!batch || !mayImport(ask.viewer, batch->kind)) return NotThere{};
  const Kind* kind = findKind(batch->kind);
  if (kind == nullptr) return NotThere{};
  Shown shown;
  shown.title = "Import";
  shown.back = "/imports";
  Model& m = shown.model;
  m.set("HEADING", std::string(kind->title) + ": " + batch->fileName).set("STATE", stateInWords(*batch));
  const bool under = batch->state == "reading" || batch->state == "applying" || batch->state == "undoing";
  m.show("UNDER_WAY", under).set("PATH", "/imports/" + batch->code);
  counts(ask, m, *batch);
  rows(ask, m, *batch, *kind);
  const FieldTexts values = {{"batch", {batch->code}}};
  if (batch->state == "ready") {
    m.form("APPLY_FORM", {.command = "import.apply", .values = values, .button = "Do what the rows say"});
    m.form("DROP_FORM", {.command = "import.drop", .values = values, .button = "Drop this import", .quiet = true});
  }
  if (batch->state == "applied")
    m.form("UNDO_FORM",
           {.command = "import.undo", .values = values, .button = "Take the import back", .warning = true});
  return shown;
}

}  // namespace

void offerPages(Offers& offers) {
  offers.pages.push_back({.path = "/imports",
                          .name = "import.list",
                          .permission = "import.see",
                          .says = "Files that were imported, and the form that begins with a new one.",
                          .file = "imports.tpl",
                          .commands = {"import.begin"},
                          .fill = list});
  offers.pages.push_back({.path = "/imports/{batch}",
                          .name = "import.one",
                          .permission = "import.see",
                          .says = "What each row of a file would do, or did.",
                          .file = "import.tpl",
                          .commands = {"import.apply", "import.undo", "import.drop"},
                          .fill = one});
  offers.navigation.push_back({"Imports", "/imports", "import.see", 65});
}

}  // namespace capd::imports
