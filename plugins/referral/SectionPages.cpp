// One section of the form: its questions with what was typed, and what is still to put right once it was saved.

#include <fmt/format.h>

#include "Pages.h"
#include "base/Text.h"

namespace capd::refer {
namespace {

Field hidden(const char* name) {
  Field field;
  field.name = name;
  field.label = name;
  field.kind = FieldKind::hidden;
  return field;
}

CourseShown filterOf(const PageRequest& ask) {
  CourseShown shown;
  shown.programme = ask.asked("programme");
  const std::string day = ask.asked("day");
  if (day.size() == 1 && day[0] >= '1' && day[0] <= '5') shown.weekday = day[0] - '0';
  return shown;
}

// Which courses are listed: by programme and day, without a word of any title in the address.
void courseFilter(Model& m, const Writing& writing, const CourseShown& shown, bool isCourse) {
  m.list("FILTER");
  if (!isCourse) return;
  Model& box = m.add("FILTER");
  box.set("PATH", writing.path("/section/course")).list("PROGRAMME").list("DAY");
  for (const ProgrammeCard& card : writing.programmes)
    if (mayReferTo(card, writing.schoolKind))
      box.add("PROGRAMME")
          .set("VALUE", card.name)
          .set("LABEL", card.title)
          .show("SELECTED", card.name == shown.programme);
  for (unsigned day = 1; day <= 5; ++day)
    box.add("DAY")
        .set("VALUE", std::to_string(day))
        .set("LABEL", std::string(weekdayName(day)))
        .show("SELECTED", static_cast<int>(day) == shown.weekday);
}

void record(Model& m, const Writing& writing, bool isPupil) {
  m.list("RECORD");
  if (!isPupil) return;
  Model& box = m.add("RECORD");
  box.list("ROW").set("CHANGE", writing.path("/pupil"));
  const Pupil& p = writing.pupil;
  summaryRow(box, "Name", p.name());
  if (!p.knownAs.empty()) summaryRow(box, "Known as", p.knownAs);
  summaryRow(box, "Born", p.born.words());
  summaryRow(box, "Unique pupil number", p.upn.value_or("none yet"));
  summaryRow(box, "Year group", p.yearGroup == 0 ? "Reception" : std::to_string(p.yearGroup));
}

// What the school should know before it answers: its duty of early help, on whose roll the pupil is, how full it is.
std::vector<std::string> leadsOf(const Writing& writing) {
  const ProgrammeCard& programme = *writing.programme;
  std::vector<std::string> all;
  const auto said = [&](const char* name) {
    const auto at = programme.values.find(name);
    return at == programme.values.end() ? std::string() : at->second.words;
  };
  if (const std::string help = said("early_help"); !help.empty()) all.push_back("Early help: " + help + ".");
  if (const std::string roll = said("roll.subsidiary"); !roll.empty())
    all.push_back(
        fmt::format("The pupil is on the main roll of {}, and on the subsidiary roll of {}.", said("roll.main"), roll));
  const auto places = programme.values.find("places_a_term");
  const auto used = writing.facts.find("programme.places_in_term");
  if (places != programme.values.end() && used != writing.facts.end())
    all.push_back(fmt::format("{} of the {} places of the term in which it should start are in use.",
                              std::get<std::int64_t>(used->second) - 1, places->second.most));
  return all;
}

std::string nextAfter(const Writing& writing, std::string_view section, const std::string& from) {
  if (from == "check") return writing.path("/check");
  const auto all = allSections();
  for (std::size_t i = 0; i + 1 < all.size(); ++i)
    if (all[i].id == section) return writing.path(fmt::format("/section/{}", all[i + 1].id));
  return writing.path();
}

FormSlot slotOf(PageRequest& ask, const Section& section, const Writing& writing, bool checked) {
  FormSlot slot;
  const bool draft = writing.isDraft();
  slot.command = draft ? "referral.save_section" : "referral.update_data";
  FormShape shape = sectionShape(ask.tx, section.id, writing, filterOf(ask));
  slot.values = shownAnswers(shape, writing.answers);
  slot.values["version"] = {std::to_string(sectionVersion(ask.tx, writing.referral.id, shape))};
  slot.values["reference"] = {writing.referral.reference};
  slot.values["section"] = {std::string(section.id)};
  slot.values["from"] = {ask.asked("from") == "check" ? "check" : ""};
  for (const char* name : {"reference", "section", "version", "from"}) shape.fields.push_back(hidden(name));
  slot.shape = std::move(shape);
  slot.button = draft ? "Save and continue" : "Send the change to CAP";
  if (draft) slot.secondButton = "Save and come back later";
  if (checked) {
    const Looked looked = lookAt(ask.tx, section.id, writing);
    slot.problems = looked.stops;
    slot.problems.insert(slot.problems.end(), looked.waits.begin(), looked.waits.end());
  }
  return slot;
}

PageAnswer showSection(PageRequest& ask) {
  const auto writing = openWriting(ask.tx, ask.services, ask.part("reference"));
  const Section* section = findSection(ask.part("section"));
  if (!writing || section == nullptr || !mayWriteFor(ask.viewer, writing->referral.school)) return NotThere{};
  if (!writing->isDraft() && !section->changesLater) return GoTo{writing->path()};
  const Looked looked = lookAt(ask.tx, section->id, *writing);
  const bool checked = ask.typed == nullptr && ask.asked("checked") == "1" && writing->isDraft();
  if (checked && looked.done() && section->id != "risk")
    return GoTo{nextAfter(*writing, section->id, ask.asked("from"))};

  Shown shown;
  shown.title = std::string(section->title);
  shown.back = ask.asked("from") == "check" ? writing->path("/check") : writing->path();
  shown.subject = writing->referral.reference;
  Model& m = shown.model;
  m.set("HEADING", std::string(section->title)).set("REFERENCE", writing->referral.reference).list("LEAD").list("AGE");
  m.set("PUPIL", writing->pupil.name());
  if (!section->lead.empty()) m.add("LEAD").set("TEXT", std::string(section->lead));
  if (section->id == "programme" && writing->programme)
    for (const std::string& says : leadsOf(*writing)) m.add("LEAD").set("TEXT", says);
  if (looked.cannotStart) m.add("LEAD").set("TEXT", looked.stops.front().says);
  record(m, *writing, section->id == "pupil");
  courseFilter(m, *writing, filterOf(ask), section->id == "course");
  m.list("NEXT").show("EMPTY_FORM", section->id == "risk");
  if (section->id == "risk" && writing->risk) {
    m.add("AGE").set("TEXT", riskAgeInWords(*writing, ask.services.policy(), ask.tx.today()));
    if (checked && looked.done())
      m.add("NEXT").set("PATH", nextAfter(*writing, section->id, ask.asked("from"))).set("LABEL", "Continue");
  }
  // What may follow later does not keep anybody on this page.
  if (checked && !looked.done() && looked.stops.empty())
    m.add("NEXT")
        .set("PATH", nextAfter(*writing, section->id, ask.asked("from")))
        .set("LABEL", "Go on: this can follow later");
  if (!looked.cannotStart) m.form("FORM", slotOf(ask, *section, *writing, checked));
  return shown;
}

}  // namespace

void offerSectionPages(Offers& offers) {
  offers.pages.push_back(page("/referrals/{reference}/section/{section}", "referral.section", "referral.write",
                              "One section of a referral.", "section.tpl",
                              {"referral.save_section", "referral.update_data"}, showSection));
}

}  // namespace capd::refer
