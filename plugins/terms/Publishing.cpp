// Publishing a version, the yearly review without a change, and documents that are not on the list yet.

#include <fmt/format.h>

#include <algorithm>

#include "Terms.h"
#include "base/Hash.h"
#include "base/Text.h"
#include "cases/duty/Duty.h"
#include "cases/policy/PolicyShelf.h"

namespace capd::terms {
namespace {

constexpr std::int64_t kMostText = 60'000;

struct PublishIn {
  std::string document;
  std::int64_t last = 0;
  std::string year;
  std::string body;
  std::optional<std::string> changes;
  std::vector<std::string> audience;
  bool acknowledge = false;
  std::optional<std::string> approvedBy;
};

/// Worked out before the writer's turn: by when readers have read, for each year that may be published.
struct Dues {
  std::vector<std::pair<std::string, Deadline>> of;
};

Field documentField() {
  return {.name = "document",
          .label = "Document",
          .kind = FieldKind::hidden,
          .missing = "Open the document’s own page",
          .most = 40};
}

Form<PublishIn> publishForm() {
  Form<PublishIn> form;
  form.field(&PublishIn::document, documentField());
  form.field(&PublishIn::last, {.name = "last",
                                .label = "Number of the version before",
                                .kind = FieldKind::hidden,
                                .missing = "Load the page again",
                                .most = 1'000'000});
  form.field(&PublishIn::year, {.name = "year",
                                .label = "For which academic year?",
                                .hint = "Such as 2025-26",
                                .missing = "Choose the academic year",
                                .most = 7});
  form.field(&PublishIn::body, {.name = "body",
                                .label = "The whole text",
                                .kind = FieldKind::longText,
                                .hint = "As it is to be read. An empty line begins a new paragraph",
                                .missing = "Enter the text of the document",
                                .least = 20,
                                .most = kMostText});
  form.field(&PublishIn::changes, {.name = "changes",
                                   .label = "What changed since the version before?",
                                   .kind = FieldKind::longText,
                                   .hint = "Readers see this first. Leave it out for the first version only",
                                   .most = 2000});
  form.field(&PublishIn::audience, {.name = "audience",
                                    .label = "Who gets it?",
                                    .kind = FieldKind::choices,
                                    .missing = "Choose who gets it",
                                    .options = {{"providers", "Training providers", ""},
                                                {"schools", "Schools", ""},
                                                {"cap", "CAP staff", "Each person, not one for all"}}});
  form.field(&PublishIn::acknowledge, {.name = "acknowledge",
                                       .label = "Are they asked to say that they have read it?",
                                       .kind = FieldKind::yesNo,
                                       .missing = "Say whether they are asked to say that they have read it"});
  form.field(&PublishIn::approvedBy, {.name = "approved_by",
                                      .label = "Who approved it?",
                                      .hint = "For the safeguarding policy: the Safeguarding in Education Advisor",
                                      .most = 120});
  return form;
}

Prepared<Dues> prepareDues(Preparing& at, const PublishIn&) {
  const PolicyShelf& policy = at.services.policy();
  const Date today = at.tx.today();
  const auto hash = policy.versionFor(today, today);
  const auto within = hash ? policy.setting(*hash, "terms_acknowledged_within") : std::nullopt;
  if (!within || within->most <= 0)
    return Refused(Refused::Kind::conflict, "",
                   "No policy says today by when readers have to have read it. Ring the policy editor.");
  Dues dues;
  for (const std::string& year : yearsToPublish(today)) {
    const Date from = std::max(today, academicYearStart(year).value_or(today));
    dues.of.emplace_back(year, withinWorkingDays(*policy.calendar(), from, static_cast<int>(within->most)));
  }
  return dues;
}

bool holds(const std::vector<std::string>& all, const char* word) {
  return std::find(all.begin(), all.end(), word) != all.end();
}

Problems faultsOf(const Document& document, const std::optional<Version>& before, const PublishIn& in, bool yearKnown) {
  Problems problems;
  if (!yearKnown) problems.push_back({"year", "Choose this academic year or the next"});
  if (before && yearKnown && in.year < before->year)
    problems.push_back(
        {"year", fmt::format("The version for {} is published already: an older year can’t follow it", before->year)});
  if (before && in.changes.value_or("").empty())
    problems.push_back(
        {"changes", fmt::format("Say what changed since the version of {}, or that only the year did", before->year)});
  if (!before && !in.changes.value_or("").empty())
    problems.push_back({"changes", "This is the first version here: leave out what changed"});
  if (before && before->year == in.year && before->body == in.body)
    problems.push_back({"body", fmt::format("This is the text that is published for {} already", in.year)});
  if (document.approval && in.approvedBy.value_or("").empty())
    problems.push_back({"approved_by", "Enter who approved it: this document needs the advisor’s approval"});
  return problems;
}

Outcome publish(WriteTx& tx, const PublishIn& in, const Dues& dues) {
  const auto document = documentOf(tx, in.document);
  if (!document) return Refused::notThere();
  const auto before = newest(tx, in.document);
  if ((before ? before->number : 0) != in.last)
    return Refused::stale(
        "Somebody published another version of this document while you were writing. Nothing was published. Look at it "
        "before you publish yours.");
  const auto due =
      std::find_if(dues.of.begin(), dues.of.end(), [&](const auto& each) { return each.first == in.year; });
  Problems problems = faultsOf(*document, before, in, due != dues.of.end());
  if (!problems.empty()) return Refused(std::move(problems));
  Version version;
  version.document = in.document;
  version.year = in.year;
  version.body = in.body;
  version.changes = in.changes.value_or("");
  version.forProviders = holds(in.audience, "providers");
  version.forSchools = holds(in.audience, "schools");
  version.forCap = holds(in.audience, "cap");
  version.acknowledge = in.acknowledge;
  version.due = due->second;
  addVersion(tx, version);
  if (before) closeDutiesOf(tx, kAcknowledge, in.document, fmt::format("v{}", before->number), "not_needed");
  const std::size_t askedOf = askEverybody(tx, *document, version);
  addReview(tx, *document, {in.year, "published", in.approvedBy.value_or(""), "", {}, ""});
  closeDutiesOf(tx, kReview, in.document, in.year);
  Done done;
  done.says = version.acknowledge ? fmt::format("Published for {}. {} asked to read it by the end of {}.", in.year,
                                                askedOf == 1 ? "1 is" : fmt::format("{} are", askedOf),
                                                version.due.lastDay().longWords())
                                  : fmt::format("Published for {}.", in.year);
  done.subject = "document:" + in.document;
  done.next = "/terms/" + in.document;
  done.values["number"] = std::to_string(version.number);
  return done;
}

struct ReviewIn {
  std::string document;
  std::optional<std::string> approvedBy;
  std::string says;
};

Outcome reviewed(WriteTx& tx, const ReviewIn& in, const Nothing&) {
  const auto document = documentOf(tx, in.document);
  if (!document) return Refused::notThere();
  const std::string year = academicYearOf(tx.today());
  if (document->approval && in.approvedBy.value_or("").empty())
    return Refused::because("approved_by", "Enter who approved it: this document needs the advisor’s approval");
  const auto before = reviews(tx, in.document);
  for (const Review& each : before)
    if (each.year == year)
      return Refused(Refused::Kind::conflict, "",
                     fmt::format("{} was reviewed for {} already, by {}.", document->title, year, each.who));
  addReview(tx, *document, {year, "no_change", in.approvedBy.value_or(""), in.says, {}, ""});
  closeDutiesOf(tx, kReview, in.document, year);
  Done done;
  done.says = fmt::format("Reviewed for {}, without a change.", year);
  done.subject = "document:" + in.document;
  done.next = "/terms/" + in.document;
  return done;
}

struct AddIn {
  std::string title;
};

Outcome add(WriteTx& tx, const AddIn& in, const Nothing&) {
  const auto there = documents(tx);
  for (const Document& each : there)
    if (sortKey(each.title) == sortKey(in.title))
      return Refused::because("title",
                              fmt::format("“{}” is on the list already. Publish a new version of it", each.title));
  Document document;
  document.code = "d" + sha256Hex("document:" + std::to_string(tx.nextId())).substr(0, 9);
  document.title = in.title;
  document.reviewer = "cap.operations_lead";
  document.clause = "002 Policies";
  addDocument(tx, document);
  Done done;
  done.says = fmt::format("“{}” is on the list. Publish its first version.", in.title);
  done.subject = "document:" + document.code;
  done.next = "/terms/" + document.code;
  done.values["document"] = document.code;
  return done;
}

FormShape shapeFor(Date today) {
  FormShape shape = publishForm().shape();
  for (Field& field : shape.fields)
    if (field.name == "year") {
      field.kind = FieldKind::choice;
      field.hint.clear();
      for (const std::string& year : yearsToPublish(today)) field.options.push_back({year, year, ""});
    }
  return shape;
}

PageAnswer publishPage(PageRequest& ask) {
  const auto document = documentOf(ask.tx, ask.part("document"));
  if (!document) return NotThere{};
  const auto before = newest(ask.tx, document->code);
  Shown shown;
  shown.title = "Publish a version";
  shown.back = "/terms/" + document->code;
  shown.model.set("HEADING", "Publish: " + document->title)
      .set("LEAD",
           "What is published stays as it is. A mistake is put right by a further version, which says what "
           "changed.");
  FieldTexts values{{"document", {document->code}}, {"last", {std::to_string(before ? before->number : 0)}}};
  if (before) {
    values["body"] = {before->body};
    if (before->forProviders) values["audience"].emplace_back("providers");
    if (before->forSchools) values["audience"].emplace_back("schools");
    if (before->forCap) values["audience"].emplace_back("cap");
    values["acknowledge"] = {before->acknowledge ? "yes" : "no"};
  }
  shown.model.form(
      "FORM",
      {.command = "terms.publish", .values = values, .shape = shapeFor(ask.tx.today()), .button = "Publish it"});
  return shown;
}

PageAnswer reviewPage(PageRequest& ask) {
  const auto document = documentOf(ask.tx, ask.part("document"));
  if (!document) return NotThere{};
  Shown shown;
  shown.title = "Reviewed without a change";
  shown.back = "/terms/" + document->code;
  shown.model.set("HEADING", "Reviewed without a change: " + document->title)
      .set("LEAD", fmt::format("Say who looked at it for {} and that it stays as it is. To change it, publish a new "
                               "version instead.",
                               academicYearOf(ask.tx.today())));
  shown.model.form(
      "FORM", {.command = "terms.review", .values = {{"document", {document->code}}}, .button = "It stays as it is"});
  return shown;
}

PageAnswer addPage(PageRequest&) {
  Shown shown;
  shown.title = "Add a document";
  shown.back = "/terms";
  shown.model.set("HEADING", shown.title)
      .set("LEAD", "For a document that is not on the list yet. Its text comes with its first version.");
  shown.model.form("FORM", {.command = "terms.add", .button = "Add it"});
  return shown;
}

}  // namespace

void offerPublishing(Offers& offers) {
  offers.command(
      CommandOf<PublishIn, Dues>{.name = "terms.publish",
                                 .permission = "terms.keep",
                                 .says = "Publishes a version of a document and asks its readers to read it.",
                                 .form = publishForm(),
                                 .prepare = prepareDues,
                                 .apply = publish});
  Form<ReviewIn> looks;
  looks.field(&ReviewIn::document, documentField());
  looks.field(&ReviewIn::approvedBy, {.name = "approved_by",
                                      .label = "Who approved it?",
                                      .hint = "For the safeguarding policy: the Safeguarding in Education Advisor",
                                      .most = 120});
  looks.field(&ReviewIn::says, {.name = "says",
                                .label = "What did you look at?",
                                .kind = FieldKind::longText,
                                .missing = "Say what you looked at",
                                .most = 600});
  offers.command(CommandOf<ReviewIn>{.name = "terms.review",
                                     .permission = "terms.keep",
                                     .says = "Records that a document was reviewed for the year and stays as it is.",
                                     .form = looks,
                                     .apply = reviewed});
  Form<AddIn> adds;
  adds.field(&AddIn::title,
             {.name = "title", .label = "Title", .missing = "Enter the title of the document", .most = 120});
  offers.command(CommandOf<AddIn>{.name = "terms.add",
                                  .permission = "terms.keep",
                                  .says = "Adds a document to the list of terms and policies.",
                                  .form = adds,
                                  .apply = add});
  const auto page = [&](const char* path, const char* name, const char* says, const char* command,
                        std::function<PageAnswer(PageRequest&)> fill) {
    offers.pages.push_back({.path = path,
                            .name = name,
                            .permission = "terms.keep",
                            .says = says,
                            .file = "form.tpl",
                            .commands = {command},
                            .fill = std::move(fill)});
  };
  page("/terms/add", "terms.add", "Adds a document.", "terms.add", addPage);
  page("/terms/{document}/publish", "terms.publish", "Publishes a version.", "terms.publish", publishPage);
  page("/terms/{document}/reviewed", "terms.reviewed", "Records a review without a change.", "terms.review",
       reviewPage);
}

}  // namespace capd::terms
