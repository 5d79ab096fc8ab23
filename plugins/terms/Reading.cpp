// What a provider, a school or a person at CAP has to read, and saying that it is read (ENT-56).

#include <fmt/format.h>

#include <algorithm>

#include "Terms.h"
#include "cases/duty/Reminding.h"

namespace capd::terms {
namespace {

struct ReadIn {
  std::string document;
  std::int64_t number = 0;
  bool read = false;
};

// The viewer's hats that the version is addressed to, one for each organisation, those that read for all first.
std::vector<Hat> readingHats(const Viewer& viewer, const Version& version) {
  std::vector<Hat> hats;
  for (const Hat& hat : viewer.hats()) {
    if (!version.isFor(hat.organisationKind)) continue;
    const auto there =
        std::find_if(hats.begin(), hats.end(), [&](const Hat& h) { return h.organisation == hat.organisation; });
    if (there == hats.end())
      hats.push_back(hat);
    else if (readsForAll(hat))
      *there = hat;
  }
  return hats;
}

Outcome haveRead(WriteTx& tx, const ReadIn& in, const Nothing&) {
  const auto version = newest(tx, in.document);
  if (!version) return Refused::notThere();
  const auto hats = readingHats(tx.viewer(), *version);
  if (hats.empty()) return Refused::notThere();
  if (in.number != version->number)
    return Refused::stale(
        "A newer version has been published since you opened the page. Nothing was recorded. Load the page again and "
        "read that one.");
  bool fresh = false;
  bool forAll = false;
  for (const Hat& hat : hats) {
    const bool counts = readsForAll(hat);
    forAll = forAll || counts;
    fresh = addReading(tx, *version, hat.organisation, counts) || fresh;
    if (hat.organisationKind == "cap")
      closeDutiesOf(tx, kAcknowledge, in.document, occurrenceForPerson(*version, tx.viewer().account()));
    else if (counts)
      closeDutiesOf(tx, kAcknowledge, in.document, occurrenceFor(*version, hat.organisation));
  }
  if (!fresh) return Refused(Refused::Kind::conflict, "", "You have said already that you have read this version.");
  Done done;
  done.says = forAll ? "Recorded, for your whole organisation." : "Recorded.";
  done.subject = "document:" + in.document;
  done.next = "/documents";
  return done;
}

// What stands about this version for the viewer's own organisations, in words.
std::string stateFor(const PageRequest& ask, const Version& version, const std::vector<Reading>& all) {
  const Reading* own = nullptr;
  const Reading* colleague = nullptr;
  const auto hats = readingHats(ask.viewer, version);
  for (const Reading& each : all) {
    if (each.number != version.number) continue;
    for (const Hat& hat : hats) {
      if (each.organisation != hat.organisation) continue;
      if (each.account == ask.viewer.account()) own = &each;
      if (each.counts) colleague = &each;
    }
  }
  const auto words = [](const Reading& reading, const std::string& who) {
    return fmt::format("Read by {} on {}", who, londonDate(reading.at).words());
  };
  if (own != nullptr) return words(*own, "you");
  if (colleague != nullptr) return words(*colleague, colleague->who);
  if (hats.empty() || !version.acknowledge) return "For you to know";
  // The calendar may have moved what was asked of them: the duty knows.
  Instant due = version.due.at;
  for (const Duty& duty : openDutiesAbout(ask.tx, kAcknowledge, version.document))
    for (const Hat& hat : hats)
      if (duty.organisation == hat.organisation && duty.role == hat.role) due = duty.due;
  return fmt::format("Please read it by {} ({})", londonDate(due.plusMs(-1)).longWords(), whenWords(due, ask.tx.now()));
}

bool readByViewer(const PageRequest& ask, const Version& version, const std::vector<Reading>& all) {
  return std::any_of(all.begin(), all.end(), [&](const Reading& each) {
    return each.number == version.number && each.account == ask.viewer.account();
  });
}

PageAnswer mine(PageRequest& ask) {
  Shown shown;
  shown.title = "Terms and policies";
  Model& m = shown.model;
  m.list("ROW");
  bool any = false;
  const auto all = documents(ask.tx);
  for (const Document& each : all) {
    const auto version = newest(ask.tx, each.code);
    if (!version || !mayOpen(ask.viewer, *version)) continue;
    any = true;
    m.add("ROW")
        .set("TITLE", each.title)
        .set("PATH", "/documents/" + each.code)
        .set("YEAR", version->year)
        .set("STATE", stateFor(ask, *version, readings(ask.tx, each.code)));
  }
  m.show("NONE", !any).show("SOME", any).show("KEEPS", ask.viewer.may("terms.grid"));
  return shown;
}

void fillText(Model& m, const Document& document, const Version& version) {
  m.set("TITLE", document.title).set("YEAR", version.year).set("BODY", version.body);
  m.set("PUBLISHED", fmt::format("Published by {} on {}, for {}", version.publishedBy,
                                 londonDate(version.published).words(), audienceWords(version)));
  m.list("CHANGED");
  if (!version.changes.empty()) m.add("CHANGED").set("SAYS", version.changes);
}

PageAnswer showDocument(PageRequest& ask) {
  const auto document = documentOf(ask.tx, ask.part("document"));
  const auto all = document ? versions(ask.tx, document->code) : std::vector<Version>();
  if (all.empty() || !mayOpen(ask.viewer, all.front())) return NotThere{};
  const Version& version = all.front();
  Shown shown;
  shown.title = "Terms and policies";
  shown.back = "/documents";
  Model& m = shown.model;
  fillText(m, *document, version);
  const auto read = readings(ask.tx, document->code);
  m.set("STATE", stateFor(ask, version, read)).list("OLDER").list("NEWER");
  for (const Version& each : all)
    if (each.number != version.number && mayOpen(ask.viewer, each))
      m.add("OLDER")
          .set("LABEL", fmt::format("{}, published on {}", each.year, londonDate(each.published).words()))
          .set("PATH", fmt::format("/documents/{}/versions/{}", document->code, each.number));
  if (!readingHats(ask.viewer, version).empty() && !readByViewer(ask, version, read))
    m.form("FORM", {.command = "terms.read",
                    .values = {{"document", {document->code}}, {"number", {std::to_string(version.number)}}},
                    .button = "Say that I have read it"});
  return shown;
}

PageAnswer older(PageRequest& ask) {
  const auto document = documentOf(ask.tx, ask.part("document"));
  const auto all = document ? versions(ask.tx, document->code) : std::vector<Version>();
  for (const Version& each : all) {
    if (std::to_string(each.number) != ask.part("number") || !mayOpen(ask.viewer, each)) continue;
    Shown shown;
    shown.title = "Terms and policies";
    shown.back = "/documents/" + document->code;
    fillText(shown.model, *document, each);
    shown.model.set("STATE", stateFor(ask, each, readings(ask.tx, document->code))).list("OLDER").list("NEWER");
    if (each.number != all.front().number)
      shown.model.add("NEWER")
          .set("LABEL", fmt::format("A newer version, for {}, has replaced this one", all.front().year))
          .set("PATH", "/documents/" + document->code);
    return shown;
  }
  return NotThere{};
}

}  // namespace

void offerReading(Offers& offers) {
  Form<ReadIn> form;
  form.field(&ReadIn::document, {.name = "document",
                                 .label = "Document",
                                 .kind = FieldKind::hidden,
                                 .missing = "Open the document’s own page",
                                 .most = 40});
  form.field(&ReadIn::number, {.name = "number",
                               .label = "Version",
                               .kind = FieldKind::hidden,
                               .missing = "Load the page again",
                               .most = 1'000'000});
  form.field(&ReadIn::read, {.name = "read",
                             .label = "Have you read and understood this?",
                             .kind = FieldKind::yesNo,
                             .missing = "Say whether you have read and understood it"});
  form.check([](const ReadIn& in, Problems& problems) {
    if (!in.read)
      problems.push_back({"read",
                          "Come back when you have read it. If something is not clear, or you can’t work by it, "
                          "call CAP"});
  });
  offers.command(CommandOf<ReadIn>{.name = "terms.read",
                                   .permission = "terms.read",
                                   .says = "Says that one has read and understood a document.",
                                   .form = form,
                                   .apply = haveRead});
  offers.pages.push_back({.path = "/documents",
                          .name = "terms.mine",
                          .permission = "terms.read",
                          .says = "Terms and policies of the year, and which of them are still to be read.",
                          .file = "mine.tpl",
                          .fill = mine});
  offers.pages.push_back({.path = "/documents/{document}",
                          .name = "terms.one",
                          .permission = "terms.read",
                          .says = "A document as it is published now.",
                          .file = "document.tpl",
                          .commands = {"terms.read"},
                          .fill = showDocument});
  offers.pages.push_back({.path = "/documents/{document}/versions/{number}",
                          .name = "terms.older",
                          .permission = "terms.read",
                          .says = "A document as it was published before.",
                          .file = "document.tpl",
                          .fill = older});
  offers.navigation.push_back({"Terms and policies", "/documents", "terms.read", 70});
}

}  // namespace capd::terms
