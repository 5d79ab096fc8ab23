// The school's list of referrals, the beginning of a new one, and what waits for the school on its home page.

#include <fmt/format.h>

#include <algorithm>

#include "Lists.h"
#include "Pages.h"
#include "base/Text.h"

namespace capd::refer {
namespace {

struct Row {
  std::string reference;
  std::string pupil;
  std::string status;
  std::string since;  ///< the date of application
};

std::string progress(ReadTx& tx, const Services& services, const std::string& reference) {
  const auto writing = openWriting(tx, services, reference);
  if (!writing) return {};
  return fmt::format("{} of {} sections done", sectionsDone(tx, *writing), allSections().size());
}

// Every school (or SEND team) whose cases the viewer reads, whether they write for it or not.
std::vector<std::int64_t> schoolsOf(const Viewer& viewer) {
  std::vector<std::int64_t> all;
  for (const Hat& hat : viewer.hats())
    if ((hat.organisationKind == "school" || hat.organisationKind == "send_team") &&
        std::find(all.begin(), all.end(), hat.organisation) == all.end())
      all.push_back(hat.organisation);
  return all;
}

Row rowOf(PageRequest& ask, const ReferralRecord& referral) {
  const auto pupil = findPupil(ask.tx, referral.pupil);
  Row row;
  row.reference = referral.reference;
  row.pupil = pupil ? pupil->name() : "";
  row.status = statusWords(ask.tx, referral, holdsForSchool(ask.tx, referral.id));
  row.since = referral.applicationDate ? referral.applicationDate->words() : "";
  if (referral.state == ReferralState::draft) row.status += ": " + progress(ask.tx, ask.services, referral.reference);
  return row;
}

std::vector<Row> rows(PageRequest& ask, Part part, std::size_t most, const std::string& after = {}) {
  std::vector<Row> all;
  for (const std::string& reference : referencesOf(ask.tx, schoolsOf(ask.viewer), part, most, after))
    if (const auto referral = findReferral(ask.tx, reference)) all.push_back(rowOf(ask, *referral));
  return all;
}

constexpr std::size_t kMostAtOnce = 50;  // that wait for the school, and of its drafts
constexpr std::size_t kPage = 25;        // of those that were sent

void group(Model& m, const std::string& title, const std::vector<Row>& rows) {
  if (rows.empty()) return;
  Model& box = m.add("GROUP");
  box.set("TITLE", title).list("ROW");
  for (const Row& row : rows)
    box.add("ROW")
        .set("REFERENCE", row.reference)
        .set("PATH", "/referrals/" + row.reference)
        .set("PUPIL", row.pupil)
        .set("STATUS", row.status)
        .set("SINCE", row.since);
}

// First what waits for the school and what it writes; then the rest, a page at a time.
PageAnswer listReferrals(PageRequest& ask) {
  Shown shown;
  shown.title = "Referrals";
  Model& m = shown.model;
  m.list("GROUP").list("MORE").list("TOP");
  const std::string after = ask.asked("after");
  std::vector<Row> waiting;
  std::vector<Row> drafts;
  if (after.empty()) {
    waiting = rows(ask, Part::waiting, kMostAtOnce);
    drafts = rows(ask, Part::drafts, kMostAtOnce);
  }
  auto sent = rows(ask, Part::sent, kPage + 1, after);
  const bool more = sent.size() > kPage;
  if (more) sent.pop_back();
  group(m, "Waiting for you", waiting);
  group(m, "Drafts, not sent", drafts);
  group(m, "Sent to CAP", sent);
  m.show("NEW", !writesFor(ask.viewer).empty());
  m.show("NONE", waiting.empty() && drafts.empty() && sent.empty());
  if (more) m.add("MORE").set("NEXT_PATH", "/referrals?after=" + sent.back().reference);
  if (!after.empty()) m.add("TOP").set("TOP_PATH", "/referrals");
  return shown;
}

// Pupils to choose from: those found by the name typed, or the beginning of the roll.
std::vector<Pupil> pupilsToChoose(PageRequest& ask) {
  constexpr std::size_t kMost = 12;
  const std::string typed = ask.typed == nullptr ? std::string() : typedText(*ask.typed, "find");
  std::vector<Pupil> all;
  for (const std::int64_t school : writesFor(ask.viewer))
    for (Pupil& pupil : findPupils(ask.tx, school, typed, kMost)) all.push_back(std::move(pupil));
  return all;
}

std::string pupilHint(ReadTx& tx, const Pupil& pupil) {
  std::string hint = fmt::format("Born {}, year {}", pupil.born.words(), pupil.yearGroup);
  if (draftOf(tx, pupil.id)) hint += ". A draft for this pupil is on your list already.";
  return hint;
}

FormShape beginShape(PageRequest& ask) {
  FormShape shape;
  Field find;
  find.name = "find";
  find.label = "Find a pupil by name";
  find.hint = "The beginning of a first or last name. Leave it empty to see the beginning of your list.";
  find.most = 80;
  shape.fields.push_back(find);
  Field pupil;
  pupil.name = "pupil";
  pupil.label = "Pupil";
  pupil.kind = FieldKind::choice;
  for (const Pupil& each : pupilsToChoose(ask))
    pupil.options.push_back({std::to_string(each.id), each.name(), pupilHint(ask.tx, each)});
  if (!pupil.options.empty()) shape.fields.push_back(pupil);
  return shape;
}

PageAnswer begin(PageRequest& ask) {
  Shown shown;
  shown.title = "Refer a pupil";
  shown.back = "/referrals";
  FormSlot slot;
  slot.command = "referral.begin";
  slot.shape = beginShape(ask);
  slot.button = "Find or begin";
  shown.model.form("FORM", std::move(slot));
  return shown;
}

PageAnswer add(PageRequest& ask) {
  Shown shown;
  shown.title = "Add a pupil";
  shown.back = "/referrals/new";
  FormSlot slot;
  slot.command = "pupil.add";
  slot.button = "Add the pupil and begin";
  const auto schools = writesFor(ask.viewer);
  if (schools.empty()) return NotThere{};
  slot.shape = addPupilShape();
  for (Field& field : slot.shape->fields) {
    if (field.name != "school" || schools.size() == 1) continue;
    field.kind = FieldKind::choice;
    for (const std::int64_t id : schools)
      if (const auto school = findOrganisation(ask.tx, id))
        field.options.push_back({std::to_string(id), school->name, ""});
  }
  shown.model.form("FORM", std::move(slot));
  return shown;
}

// What CAP waits for from the school, each with its own words.
std::vector<Tile::Line> waiting(PageRequest& ask) {
  std::vector<Tile::Line> lines;
  for (const std::string& reference : referencesOf(ask.tx, schoolsOf(ask.viewer), Part::waiting, kMostAtOnce)) {
    const auto referral = findReferral(ask.tx, reference);
    if (!referral) continue;
    const auto pupil = findPupil(ask.tx, referral->pupil);
    for (const Hold& hold : holdsForSchool(ask.tx, referral->id))
      if (waitsForSchool(hold))
        lines.push_back({.text = reference + (pupil ? " " + pupil->name() : ""),
                         .path = (hold.rule == kAnotherCourse ? "/alternatives/" : "/referrals/") + reference,
                         .due = "on hold since " + londonDate(hold.asked.value_or(hold.opened)).words(),
                         .status = hold.says});
  }
  return lines;
}

// Live referrals of the school with where each is: what waits for the school stands first. The list has them all.
std::vector<Tile::Line> pupils(PageRequest& ask) {
  std::vector<Tile::Line> lines;
  for (const Part part : {Part::waiting, Part::drafts, Part::live})
    for (const Row& row : rows(ask, part, kPage))
      lines.push_back({.text = row.reference + (row.pupil.empty() ? "" : " " + row.pupil),
                       .path = "/referrals/" + row.reference,
                       .due = "",
                       .urgent = part == Part::waiting,
                       .status = row.status});
  return lines;
}

}  // namespace

void summaryRow(Model& model, const std::string& key, const std::string& value) {
  Model& row = model.add("ROW");
  row.set("KEY", key).list("LINE");
  for (std::string_view rest = value.empty() ? "Not provided" : std::string_view(value); !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    row.add("LINE").set("TEXT", std::string(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

PageDeclaration page(std::string path, std::string name, std::string permission, std::string says, std::string file,
                     std::vector<std::string> commands, std::function<PageAnswer(PageRequest&)> fill) {
  PageDeclaration d;
  d.path = std::move(path);
  d.name = std::move(name);
  d.permission = std::move(permission);
  d.says = std::move(says);
  d.file = std::move(file);
  d.commands = std::move(commands);
  d.fill = std::move(fill);
  return d;
}

void offerListPages(Offers& offers) {
  offers.pages.push_back(page("/referrals", "referral.list", "referral.read",
                              "Lists your school’s referrals: first what waits for you.", "list.tpl", {},
                              listReferrals));
  offers.pages.push_back(page("/referrals/new", "referral.new", "referral.write",
                              "Begins a referral: choose a pupil of your school.", "new.tpl", {"referral.begin"},
                              begin));
  offers.pages.push_back(page("/referrals/new/pupil", "referral.new_pupil", "referral.write",
                              "Adds a pupil of your school and begins a referral.", "add_pupil.tpl", {"pupil.add"},
                              add));
  offers.navigation.push_back({"Referrals", "/referrals", "referral.read", 10});
  Tile holds;
  holds.name = "referral.waiting";
  holds.permission = "referral.read";
  holds.order = 2;
  holds.heading = "Waiting on you";
  holds.fill = waiting;
  offers.tiles.push_back(std::move(holds));
  Tile tile;
  tile.name = "referral.pupils";
  tile.permission = "referral.read";
  tile.order = 10;
  tile.heading = "Your pupils";
  tile.nothing = "No pupil of yours is referred at the moment.";
  tile.actions = {{"Refer a pupil", "/referrals/new", "referral.write"}};
  tile.fill = pupils;
  offers.tiles.push_back(std::move(tile));
}

}  // namespace capd::refer
