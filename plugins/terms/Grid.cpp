// CAP's side: every organisation and every document in words, and one document with who read which version when.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "Terms.h"

namespace capd::terms {
namespace {

struct KindOf {
  const char* kind;
  const char* label;
};
constexpr KindOf kKinds[] = {{"provider", "Providers"}, {"school", "Schools"}, {"cap", "CAP staff"}};

// A document in the grid: its version in force, what was asked of whom, who read it.
struct Column {
  Document document;
  Version version;
  std::map<std::string, Asked> asked;
  std::vector<Reading> readings;
};

std::vector<Column> columnsFor(ReadTx& tx, const std::string& kind) {
  std::vector<Column> columns;
  const auto all = documents(tx);
  for (const Document& each : all) {
    auto version = newest(tx, each.code);
    if (!version || !version->acknowledge || !version->isFor(kind)) continue;
    Column column{each, std::move(*version), {}, readings(tx, each.code)};
    auto duties = asked(tx, kAcknowledge, each.code);
    for (Asked& duty : duties) column.asked[duty.occurrence] = duty;
    columns.push_back(std::move(column));
  }
  return columns;
}

std::string cell(const Column& column, const std::string& occurrence, std::int64_t organisation, std::int64_t account,
                 Instant now) {
  for (const Reading& each : column.readings) {
    if (each.number != column.version.number || each.organisation != organisation) continue;
    if (account != 0 ? each.account == account : each.counts)
      return account != 0 ? "Read on " + londonDate(each.at).words()
                          : fmt::format("Read on {} by {}", londonDate(each.at).words(), each.who);
  }
  const auto duty = column.asked.find(occurrence);
  if (duty == column.asked.end()) return "Not asked yet";
  return duty->second.open ? whenWords(duty->second.due, now) : "Not needed";
}

void gridRow(Model& m, const std::string& name, const std::vector<Column>& columns, std::int64_t organisation,
             std::int64_t account, Instant now) {
  Model& row = m.add("ROW");
  row.set("NAME", name).list("CELL");
  for (const Column& column : columns) {
    const std::string occurrence =
        account != 0 ? occurrenceForPerson(column.version, account) : occurrenceFor(column.version, organisation);
    const std::string says = cell(column, occurrence, organisation, account, now);
    const bool late = says.find("late") != std::string::npos || says.find("Late") != std::string::npos;
    row.add("CELL").set("TITLE", column.document.title).set("SAYS", says).show("LATE", late);
  }
}

PageAnswer grid(PageRequest& ask) {
  std::string kind = "provider";
  for (const KindOf& each : kKinds)
    if (ask.asked("of") == each.kind) kind = each.kind;
  Shown shown;
  shown.title = "Who has read what";
  Model& m = shown.model;
  m.list("VIEW").list("COLUMN").list("ROW").list("DOCUMENT").list("ADD");
  for (const KindOf& each : kKinds)
    m.add("VIEW")
        .set("LABEL", each.label)
        .set("PATH", fmt::format("/terms?of={}", each.kind))
        .show("CHOSEN", kind == each.kind);
  const auto columns = columnsFor(ask.tx, kind);
  for (const Column& column : columns)
    m.add("COLUMN").set("TITLE", column.document.title).set("YEAR", column.version.year);
  m.show("NOTHING", columns.empty()).show("SOME", !columns.empty());
  if (!columns.empty() && kind == "cap") {
    const std::int64_t cap = capOrganisation(ask.tx);
    const auto people = capPeople(ask.tx);
    for (const CapPerson& each : people) gridRow(m, each.name, columns, cap, each.account, ask.tx.now());
  } else if (!columns.empty()) {
    const auto open = organisations(ask.tx, kind);
    for (const Organisation& each : open) gridRow(m, each.name, columns, each.id, 0, ask.tx.now());
  }
  const auto all = documents(ask.tx);
  for (const Document& each : all) {
    const auto version = newest(ask.tx, each.code);
    m.add("DOCUMENT")
        .set("TITLE", each.title)
        .set("PATH", "/terms/" + each.code)
        .set("STATE", version ? fmt::format("published for {}", version->year) : "not published here yet");
  }
  if (keeps(ask.viewer)) m.add("ADD").set("ADD_PATH", "/terms/add");
  return shown;
}

std::string reviewWords(const Review& review) {
  std::string says = fmt::format("{}: {} by {} on {}", review.year,
                                 review.outcome == "published" ? "published" : "reviewed without a change", review.who,
                                 londonDate(review.at).words());
  if (!review.approvedBy.empty()) says += ", approved by " + review.approvedBy;
  if (!review.says.empty()) says += ". " + review.says;
  return says;
}

std::string reviewState(PageRequest& ask, const Document& document, const std::vector<Review>& done) {
  const std::string year = academicYearOf(ask.tx.today());
  for (const Review& each : done)
    if (each.year >= year) return "Reviewed for " + each.year + ".";
  const auto all = asked(ask.tx, kReview, document.code);
  for (const Asked& each : all)
    if (each.occurrence == year)
      return fmt::format("To be reviewed for {}: {}.", year, whenWords(each.due, ask.tx.now()));
  return fmt::format("Not reviewed for {} yet.", year);
}

PageAnswer showKeptDocument(PageRequest& ask) {
  const auto document = documentOf(ask.tx, ask.part("document"));
  if (!document) return NotThere{};
  Shown shown;
  shown.title = "Terms and policies";
  shown.back = "/terms";
  Model& m = shown.model;
  const auto done = reviews(ask.tx, document->code);
  const Role* role = findRole(document->reviewer);
  m.set("TITLE", document->title).set("REVIEW", reviewState(ask, *document, done));
  m.set("REVIEWER", role == nullptr ? "CAP" : std::string(role->says)).list("REVIEWED").list("VERSION").list("READING");
  for (const Review& each : done) m.add("REVIEWED").set("SAYS", reviewWords(each));
  const auto all = versions(ask.tx, document->code);
  for (const Version& each : all)
    m.add("VERSION")
        .set("LABEL", fmt::format("{}, published on {}", each.year, londonDate(each.published).words()))
        .set("PATH", fmt::format("/documents/{}/versions/{}", document->code, each.number))
        .set("WHO", audienceWords(each));
  m.show("NO_VERSION", all.empty());
  const auto read = readings(ask.tx, document->code);
  for (const Reading& each : read)
    m.add("READING")
        .set("WHO", each.who)
        .set("WHERE", each.organisationName)
        .set("WHAT", each.year)
        .set("WHEN", londonWords(each.at));
  m.show("NOBODY", read.empty()).show("SOMEBODY", !read.empty()).list("KEEP");
  if (keeps(ask.viewer))
    m.add("KEEP")
        .set("PUBLISH_PATH", "/terms/" + document->code + "/publish")
        .set("REVIEW_PATH", "/terms/" + document->code + "/reviewed");
  return shown;
}

}  // namespace

void offerGrid(Offers& offers) {
  offers.pages.push_back({.path = "/terms",
                          .name = "terms.grid",
                          .permission = "terms.grid",
                          .says = "Who has read which terms and policies, in words.",
                          .file = "grid.tpl",
                          .fill = grid});
  offers.pages.push_back({.path = "/terms/{document}",
                          .name = "terms.keep",
                          .permission = "terms.grid",
                          .says = "A document’s versions, reviews and readers.",
                          .file = "keep.tpl",
                          .fill = showKeptDocument});
}

}  // namespace capd::terms
