// A batch from its file to its end: 500 rows a command, so that nobody waits behind a hundred thousand. Each row is
// looked at once more in the moment in which it is applied.
#include <fmt/format.h>

#include <algorithm>

#include "Imports.h"
#include "base/Text.h"
#include "cases/document/Document.h"
#include "cases/policy/PolicyShelf.h"

namespace capd::imports {
namespace {

constexpr int kCommandsOfJob = 20;
constexpr std::size_t kFilesKept = 3;
constexpr std::int64_t kFaultsTold = 20;

struct BeginIn {
  std::string kind;
  std::string file;
  std::optional<std::string> area;
  std::optional<std::string> stored;  // of the host's command line: a file that it has put into the store
  std::optional<std::string> name;
};
struct StepIn {
  std::string batch;
  std::int64_t from = 0;
};
struct Begun {
  Batch batch;
  std::shared_ptr<const Reading> reading;
  Context context;
};
struct Going {
  std::shared_ptr<const Reading> reading;
  Context context;
};

Context contextOf(Preparing& at, const Kind& kind) {
  Context context;
  const PolicyShelf& policy = at.services.policy();
  const Date today = at.tx.today();
  if (kind.word == "courses" || kind.word == "placements")
    for (std::int64_t i = 0; i < kRowsAtOnce; ++i)
      context.signs.push_back(kind.word == "courses" ? at.services.randomHex(5)
                                                     : at.services.newReference(today).text());
  if (kind.word == "staff") context.staff = staffRules(policy, today);
  if (const auto hash = policy.versionFor(today, today))
    for (const ProgrammeCard& card : policy.programmes(*hash)) {
      context.programmes[sortKey(card.name)] = card.name;
      context.programmes[sortKey(card.title)] = card.name;
      context.categories[card.name] = card.categories;
    }
  for (int back = 0; back < 4; ++back) {
    const Date day = today.plusMonths(-12 * back);
    const std::string year = academicYearOf(day);
    const auto hash = policy.versionFor(day, today);
    if (hash && policy.yearOf(*hash) == year) context.policyHash[year] = *hash;
    if (const auto last = policy.calendar()->lastSchoolDay(year)) context.lastSchoolDay[year] = *last;
  }
  return context;
}

std::shared_ptr<const Reading> read(Preparing& at, const Batch& batch) {
  const auto urns = knownUrns(at.tx);
  return std::make_shared<const Reading>(
      readRows(*findKind(batch.kind), readFile(at.services.storedFile(batch.blob, kMostBytes)), batch.area,
               [&](const std::string& urn) { return std::find(urns.begin(), urns.end(), urn) != urns.end(); }));
}

Done doneOn(const Batch& batch, std::string says) {
  Done done;
  done.says = std::move(says);
  done.subject = "import:" + batch.code;
  done.next = "/imports/" + batch.code;
  done.values = {{"batch", batch.code},
                 {"state", batch.state},
                 {"reached", std::to_string(batch.reached)},
                 {"total", std::to_string(batch.total)}};
  done.changed = {"state"};
  return done;
}

// What a person reads before they say yes: how many of each, and the first faults.
Done readyOn(ReadTx& tx, const Batch& batch, std::string says) {
  Done done = doneOn(batch, std::move(says));
  if (batch.state != "ready") return done;
  for (const auto& [action, count] : countsByAction(tx, batch.id)) done.values[action] = std::to_string(count);
  std::string faults;
  for (const StagedRow& row : rowsAfter(tx, batch.id, 0, kFaultsTold, "fault"))
    faults += fmt::format("line {}: {}\n", row.line, row.says);
  if (!faults.empty()) done.values["faults"] = faults;
  return done;
}

// ---- one step of each

// What other rows of the file mean for what one would do.
void tellOfOthers(Verdict& verdict, const Beside& others) {
  if (others.says.empty()) return;
  if (others.fault) verdict.action = "fault";
  verdict.says += (verdict.says.empty() ? "" : " ") + others.says;
}

// Looks at the next rows of the file, and writes down what each would do.
void stageSome(WriteTx& tx, Batch& batch, const Reading& reading, const Context& context) {
  const Kind& kind = *findKind(batch.kind);
  const std::int64_t until = std::min(batch.total, batch.reached + kRowsAtOnce);
  for (std::int64_t i = batch.reached; i < until; ++i) {
    const Reading::Row& from = reading.rows[static_cast<std::size_t>(i)];
    StagedRow row;
    row.number = i + 1;
    row.line = static_cast<std::int64_t>(from.line);
    row.typed = from.values;
    row.sameAs = shortened(kind.sameAs(from.values), 200);
    if (const auto first = firstSame(tx, batch.id, row.sameAs)) {
      row.action = "skip";
      row.says = fmt::format("The same as line {}: only that one counts.", *first);
    } else {
      Verdict verdict = kind.look(tx, from.values, context);
      tellOfOthers(verdict, besideOthers(kind, reading, static_cast<std::size_t>(i)));
      row.action = verdict.action;
      row.says = shortened(verdict.says, 2000);
      row.subject = verdict.subject;
    }
    addRow(tx, batch.id, row);
  }
  batch.reached = until;
  if (batch.reached == batch.total) batch.state = "ready";
  saveBatch(tx, batch);
}

void applyOne(WriteTx& tx, const Batch& batch, const Kind& kind, StagedRow& row, const std::string& sign,
              const Context& context) {
  row.done = "left";
  if (row.action == "add" || row.action == "change") {
    const Verdict now = kind.look(tx, row.typed, context);
    if (now.action == "add" || now.action == "change") {
      const Deed deed = kind.apply(tx, row.typed, now, sign, context);
      row.done = now.action == "add" ? "added" : "changed";
      row.subject = deed.subject;
      row.before = fromJson(deed.before);
    } else if (now.action == "fault") {
      row.says = "Not done, since the records have changed: " + now.says;
    }
  }
  saveRow(tx, batch.id, row);
}

void applySome(WriteTx& tx, Batch& batch, const Context& context) {
  const Kind& kind = *findKind(batch.kind);
  std::size_t used = 0;
  for (StagedRow& row : rowsAfter(tx, batch.id, batch.reached, kRowsAtOnce, "")) {
    applyOne(tx, batch, kind, row, context.signs.empty() ? "" : context.signs[used % context.signs.size()], context);
    ++used;
    batch.reached = row.number;
  }
  if (batch.reached >= batch.total) batch.state = "applied";
  saveBatch(tx, batch);
}

// The last first: what was made of what came before goes before it.
void undoSome(WriteTx& tx, Batch& batch) {
  const Kind& kind = *findKind(batch.kind);
  const auto rows = rowsBefore(tx, batch.id, batch.total - batch.reached + 1, kRowsAtOnce);
  for (StagedRow row : rows) {
    ++batch.reached;
    if (row.done != "added" && row.done != "changed") continue;
    const std::string whyNot = kind.undo(tx, row.subject, row.done == "added", row.typed, row.before);
    row.done = whyNot.empty() ? "undone" : "kept";
    if (!whyNot.empty()) row.says = "Not taken back: " + whyNot;
    saveRow(tx, batch.id, row);
  }
  if (batch.reached >= batch.total) batch.state = "undone";
  saveBatch(tx, batch);
}

std::string progress(const Batch& batch) {
  if (batch.state == "reading") return fmt::format("{} of {} rows are read.", batch.reached, batch.total);
  if (batch.state == "ready") return "Every row is read. Nothing is changed yet: look at what each would do.";
  if (batch.state == "applying") return fmt::format("{} of {} rows are done.", batch.reached, batch.total);
  if (batch.state == "applied") return "Every row is done.";
  if (batch.state == "undoing") return fmt::format("{} of {} rows are taken back.", batch.reached, batch.total);
  return "The import is taken back.";
}

// ---- commands

Form<BeginIn> beginForm(const std::function<bool(const Kind&)>& shown) {
  Form<BeginIn> form;
  std::vector<Option> kinds;
  for (const Kind& kind : allKinds())
    if (shown(kind)) kinds.push_back({std::string(kind.word), std::string(kind.title), std::string(kind.says)});
  form.field(&BeginIn::kind, {.name = "kind",
                              .label = "What does the file hold?",
                              .kind = FieldKind::choice,
                              .missing = "Choose what the file holds",
                              .options = std::move(kinds)});
  form.field(&BeginIn::file, {.name = "file",
                              .label = "The file",
                              .kind = FieldKind::upload,
                              .hint = "CSV, Excel (xlsx), or the national register’s ZIP. Nothing is changed yet",
                              .missing = "Choose the file"});
  form.field(&BeginIn::area, {.name = "area",
                              .label = "Of the national register: the local authority’s code",
                              .hint = "331 for Coventry. Schools elsewhere are read only when they are here already",
                              .most = 3});
  return form;
}

// The command line has put the file into the store itself: `blob:sha256`. Nobody else may name one.
Form<BeginIn> beginFormOfHost() {
  Form<BeginIn> form = beginForm([](const Kind&) { return true; });
  form.field(&BeginIn::stored, {.name = "stored", .label = "Stored file", .kind = FieldKind::hidden, .most = 200});
  form.field(&BeginIn::name, {.name = "name", .label = "Name of the file", .kind = FieldKind::hidden, .most = 200});
  return form;
}

std::optional<Refused> findFile(Preparing& at, const BeginIn& in, Batch& batch) {
  if (in.stored && at.tx.viewer().door() == Viewer::Door::socket) {
    const auto colon = in.stored->find(':');
    batch.blob = in.stored->substr(0, colon);
    batch.sha256 = colon == std::string::npos ? "" : in.stored->substr(colon + 1);
    batch.fileName = in.name.value_or("file");
    return std::nullopt;
  }
  std::int64_t id = 0;
  if (in.file.find_first_not_of("0123456789") == std::string::npos && in.file.size() < 18) id = std::stoll(in.file);
  const auto document = findDocument(at.tx, id);
  if (!document || document->caseId || document->uploadedBy != at.tx.viewer().account())
    return Refused::because("file", "The file did not arrive. Choose it again.");
  batch.blob = document->blob;
  batch.sha256 = document->sha256;
  batch.fileName = document->typedName;
  return std::nullopt;
}

// Who would do it.
std::string notYours(const std::string& kind) {
  return kind == "staff" ? "Staff and their checks are imported by CAP’s quality officer or operations lead."
                         : "This is imported by CAP’s administrators.";
}

Prepared<Begun> prepareBegin(Preparing& at, const BeginIn& in, Readings& readings) {
  if (!mayImport(at.tx.viewer(), in.kind)) return Refused(Refused::Kind::notAllowed, "kind", notYours(in.kind));
  Begun begun;
  begun.batch.kind = in.kind;
  begun.batch.area = in.area.value_or("");
  begun.batch.code = "i" + at.services.randomHex(5);
  if (auto refused = findFile(at, in, begun.batch)) return std::move(*refused);
  try {
    begun.reading = readings.get(at, begun.batch);
  } catch (const Unreadable& why) {
    return Refused::because("file", why.what());
  }
  if (begun.reading->rows.empty())
    return Refused::because(
        begun.batch.area.empty() && in.kind == "schools" ? "area" : "file",
        "There is no row to import below the heading. Of the national register, give the authority’s code.");
  begun.batch.total = static_cast<std::int64_t>(begun.reading->rows.size());
  begun.batch.state = "reading";
  begun.context = contextOf(at, *findKind(in.kind));
  return begun;
}

Outcome applyBegin(WriteTx& tx, const Begun& begun) {
  Batch batch = begun.batch;
  addBatch(tx, batch);
  stageSome(tx, batch, *begun.reading, begun.context);
  std::string says = progress(batch);
  if (!begun.reading->unknown.empty())
    says += fmt::format(" Columns that are not known and were left out: {}.", fmt::join(begun.reading->unknown, ", "));
  return readyOn(tx, batch, says);
}

Form<StepIn> stepForm(bool counted) {
  Form<StepIn> form;
  form.field(&StepIn::batch, {.name = "batch",
                              .label = "Import",
                              .kind = FieldKind::hidden,
                              .missing = "Open the import's own page to do this",
                              .most = 20});
  if (counted)
    form.field(&StepIn::from, {.name = "from",
                               .label = "Rows that are through",
                               .kind = FieldKind::number,
                               .missing = "Say how many rows are through",
                               .most = 10'000'000});
  return form;
}

Refused wrongState(const Batch& batch) {
  return Refused(Refused::Kind::conflict, "", "This cannot be done with the import now. " + progress(batch));
}

Prepared<Going> prepareStep(Preparing& at, const StepIn& in, Readings& readings) {
  const auto batch = findBatch(at.tx, in.batch);
  if (!batch || !mayImport(at.tx.viewer(), batch->kind)) return Refused::notThere();
  Going going;
  going.context = contextOf(at, *findKind(batch->kind));
  if (batch->state == "reading") {
    try {
      going.reading = readings.get(at, *batch);
    } catch (const std::exception&) {
      return Refused(Refused::Kind::conflict, "", "The file is not there any more. Drop this import, and begin again.");
    }
  }
  return going;
}

// The next 500 rows of whatever the batch is at.
Outcome step(WriteTx& tx, const StepIn& in, const Going& going) {
  auto batch = findBatch(tx, in.batch);
  if (!batch) return Refused::notThere();
  // Somebody else was there before: the job, or another command line. What is reached is the answer.
  if (batch->reached > in.from) return readyOn(tx, *batch, progress(*batch));
  if (batch->reached < in.from) return wrongState(*batch);
  if (batch->state == "reading" && going.reading != nullptr)
    stageSome(tx, *batch, *going.reading, going.context);
  else if (batch->state == "applying")
    applySome(tx, *batch, going.context);
  else if (batch->state == "undoing")
    undoSome(tx, *batch);
  else
    return wrongState(*batch);
  return readyOn(tx, *batch, progress(*batch));
}

Outcome applyAll(WriteTx& tx, const StepIn& in, const Going& going) {
  auto batch = findBatch(tx, in.batch);
  if (!batch) return Refused::notThere();
  if (batch->state != "ready") return wrongState(*batch);
  const auto counts = countsByAction(tx, batch->id);
  if (counts.count("add") == 0 && counts.count("change") == 0)
    return Refused(Refused::Kind::conflict, "", "No row of this import would change anything.");
  batch->state = "applying";
  batch->reached = 0;
  applySome(tx, *batch, going.context);
  return doneOn(*batch, progress(*batch));
}

Outcome undoAll(WriteTx& tx, const StepIn& in, const Going&) {
  auto batch = findBatch(tx, in.batch);
  if (!batch) return Refused::notThere();
  if (batch->state != "applied") return wrongState(*batch);
  batch->state = "undoing";
  batch->reached = 0;
  undoSome(tx, *batch);
  return doneOn(*batch, progress(*batch));
}

Outcome drop(WriteTx& tx, const StepIn& in) {
  auto batch = findBatch(tx, in.batch);
  if (!batch || !mayImport(tx.viewer(), batch->kind)) return Refused::notThere();
  if (batch->state != "ready" && batch->state != "reading") return wrongState(*batch);
  batch->state = "dropped";
  forgetRows(tx, batch->id);
  saveBatch(tx, *batch);
  return doneOn(*batch, "The import is dropped, and its rows are forgotten. Nothing was changed.");
}

// What is under way, 500 rows a command.
std::vector<std::pair<std::string, FieldTexts>> work(ReadTx& tx) {
  std::vector<std::pair<std::string, FieldTexts>> commands;
  for (const Batch& batch : unfinished(tx)) {
    std::int64_t from = batch.reached;
    for (int i = 0; i < kCommandsOfJob && from < batch.total; ++i, from += kRowsAtOnce)
      commands.push_back({"import.next", {{"batch", {batch.code}}, {"from", {std::to_string(from)}}}});
  }
  return commands;
}

}  // namespace

FormShape beginShape(const Viewer& viewer) {
  return beginForm([&](const Kind& kind) { return viewer.may(kind.permission); }).shape();
}

std::shared_ptr<const Reading> Readings::get(Preparing& at, const Batch& batch) {
  const std::string key = batch.kind + ":" + batch.area + ":" + batch.blob;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [known, reading] : kept_)
      if (known == key) return reading;
  }
  auto made = read(at, batch);
  const std::lock_guard lock(mutex_);
  if (kept_.size() >= kFilesKept) kept_.erase(kept_.begin());
  kept_.emplace_back(key, made);
  return made;
}

void offerStaging(Offers& offers, const std::shared_ptr<Readings>& readings) {
  const auto prepare = [readings](Preparing& at, const StepIn& in) { return prepareStep(at, in, *readings); };
  offers.command(CommandOf<BeginIn, Begun>{
      .name = "import.begin",
      .permission = "import.see",
      .says = "Reads a file of rows and shows what each would do. Nothing is changed yet.",
      .form = beginFormOfHost(),
      .prepare = [readings](Preparing& at, const BeginIn& in) { return prepareBegin(at, in, *readings); },
      .apply = [](WriteTx& tx, const BeginIn&, const Begun& begun) { return applyBegin(tx, begun); }});
  offers.command(CommandOf<StepIn, Going>{.name = "import.next",
                                          .permission = "import.see",
                                          .says = "Goes on with an import, 500 rows further.",
                                          .form = stepForm(true),
                                          .prepare = prepare,
                                          .apply = step});
  offers.command(CommandOf<StepIn, Going>{.name = "import.apply",
                                          .permission = "import.see",
                                          .says = "Does what the rows of an import say.",
                                          .form = stepForm(false),
                                          .prepare = prepare,
                                          .apply = applyAll,
                                          .moves = {{"", "active", "An imported list brings it, running"}}});
  offers.command(CommandOf<StepIn, Going>{.name = "import.undo",
                                          .permission = "import.see",
                                          .says = "Takes an import back, as far as nothing has been built on it.",
                                          .form = stepForm(false),
                                          .prepare = prepare,
                                          .apply = undoAll,
                                          .moves = {{"active", "ended", "The list that brought it is taken back"}}});
  offers.command(
      CommandOf<StepIn>{.name = "import.drop",
                        .permission = "import.see",
                        .says = "Drops an import that was not applied.",
                        .form = stepForm(false),
                        .apply = [](WriteTx& tx, const StepIn& in, const Nothing&) { return drop(tx, in); }});
  offers.jobs.push_back({"import.work", "Goes on with imports that are under way, 500 rows a command.", 5,
                         [](ReadTx& tx, const Services&) { return work(tx); }});
}

}  // namespace capd::imports
