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
  int group = 2;      // 0 waiting for the school, 1 drafts, 2 with somebody else
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

std::vector<Row> rows(PageRequest& ask) {
  std::vector<Row> all;
  for (const std::string& reference : referencesOf(ask.tx, schoolsOf(ask.viewer))) {
    const auto referral = findReferral(ask.tx, reference);
    if (!referral) continue;
    const auto open = holdsForSchool(ask.tx, referral->id);
    const auto pupil = findPupil(ask.tx, referral->pupil);
    Row row;
    row.reference = reference;
    row.pupil = pupil ? pupil->name() : "";
    row.status = statusWords(ask.tx, *referral, open);
    row.since = referral->applicationDate ? referral->applicationDate->words() : "";
    const bool draft = referral->state == ReferralState::draft;
    const bool waiting = !draft && std::any_of(open.begin(), open.end(), waitsForSchool);
    row.group = waiting ? 0 : draft ? 1 : 2;
    if (draft) row.status += ": " + progress(ask.tx, ask.services, reference);
    all.push_back(std::move(row));
  }
  std::stable_sort(all.begin(), all.end(), [](const Row& a, const Row& b) { return a.group < b.group; });
  return all;
}

PageAnswer list(PageRequest& ask) {
  Shown shown;
  shown.title = "Referrals";
  Model& m = shown.model;
  const auto all = rows(ask);
  m.show("NEW", !writesFor(ask.viewer).empty()).show("NONE", all.empty()).list("GROUP");
  const std::string titles[] = {"Waiting for you", "Drafts, not sent", "Sent to CAP"};
  for (int group = 0; group < 3; ++group) {
    if (std::none_of(all.begin(), all.end(), [&](const Row& r) { return r.group == group; })) continue;
    Model& box = m.add("GROUP");
    box.set("TITLE", titles[group]).list("ROW");
    for (const Row& row : all)
      if (row.group == group)
        box.add("ROW")
            .set("REFERENCE", row.reference)
            .set("PATH", "/referrals/" + row.reference)
            .set("PUPIL", row.pupil)
            .set("STATUS", row.status)
            .set("SINCE", row.since);
  }
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

bool isOver(ReferralState state) {
  return state == ReferralState::ended || state == ReferralState::refused || state == ReferralState::withdrawn;
}

// What CAP waits for from the school, each with its own words.
std::vector<Tile::Line> waiting(PageRequest& ask) {
  std::vector<Tile::Line> lines;
  for (const std::string& reference : referencesOf(ask.tx, schoolsOf(ask.viewer))) {
    const auto referral = findReferral(ask.tx, reference);
    if (!referral || referral->state == ReferralState::draft || isOver(referral->state)) continue;
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

// Every live referral of the school with where it is: what waits for the school stands first.
std::vector<Tile::Line> pupils(PageRequest& ask) {
  std::vector<Tile::Line> lines;
  for (const std::string& reference : referencesOf(ask.tx, schoolsOf(ask.viewer))) {
    const auto referral = findReferral(ask.tx, reference);
    if (!referral) continue;
    if (isOver(referral->state)) continue;
    const auto pupil = findPupil(ask.tx, referral->pupil);
    const auto open = holdsForSchool(ask.tx, referral->id);
    Tile::Line line{.text = reference + (pupil ? " " + pupil->name() : ""),
                    .path = "/referrals/" + reference,
                    .due = "",
                    .status = statusWords(ask.tx, *referral, open)};
    if (referral->state == ReferralState::draft)
      line.status += ": " + progress(ask.tx, ask.services, reference);
    else
      for (const Hold& hold : open) line.urgent = line.urgent || waitsForSchool(hold);
    lines.push_back(std::move(line));
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Tile::Line& a, const Tile::Line& b) { return a.urgent && !b.urgent; });
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
                              "Lists your school’s referrals: first what waits for you.", "list.tpl", {}, list));
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
