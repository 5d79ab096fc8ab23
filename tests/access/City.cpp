#include "tests/access/City.h"

#include <fmt/format.h>

#include <regex>

#include "cases/course/Course.h"
#include "cases/marks/Marks.h"

namespace capd::test {
namespace {

constexpr char kSpon[] = "Spon Vale School";
constexpr char kCanley[] = "Canley Brook Academy";
constexpr char kWhitley[] = "Whitley Workshops";
constexpr char kSherbourne[] = "Sherbourne Skills";
constexpr const char* kSections[] = {"pupil",     "course", "reasons",  "needs", "views",  "consent",
                                     "agreement", "week",   "contacts", "risk",  "papers", "programme"};

const char* wordOf(What what) {
  switch (what) {
    case What::comer:
      return "Comer";
    case What::pupil:
      return "Pupil";
    case What::answer:
      return "Answer";
    case What::hiddenAddress:
      return "Address";
    case What::paper:
      return "Paper";
    case What::hold:
      return "Hold";
    case What::no:
      return "No";
    case What::noShared:
      return "NoShared";
    case What::yes:
      return "Yes";
    case What::yesShared:
      return "YesShared";
    case What::review:
      return "Review";
    case What::call:
      return "Call";
    case What::visit:
      return "Visit";
    case What::slip:
      return "Slip";
    case What::slipName:
      return "SlipName";
    case What::information:
      return "Information";
  }
  return "";
}

std::string attribute(const std::string& tag, const std::string& name) {
  const std::string mark = " " + name + "=\"";
  const auto at = tag.find(mark);
  if (at == std::string::npos) return {};
  return tag.substr(at + mark.size(), tag.find('"', at + mark.size()) - at - mark.size());
}

std::string plain(std::string text) {
  for (const auto& [from, to] : {std::pair<std::string, std::string>{"&amp;", "&"},
                                 {"&lt;", "<"},
                                 {"&gt;", ">"},
                                 {"&quot;", "\""},
                                 {"&#39;", "'"}})
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
  return text;
}

}  // namespace

std::vector<Box> boxesOf(const std::string& html, const std::string& command) {
  const auto form = html.find("action=\"/do/" + command + "\"");
  if (form == std::string::npos) return {};
  const std::string inside = html.substr(form, html.find("</form>", form) - form);
  std::vector<Box> boxes;
  for (std::size_t at = inside.find('<'); at != std::string::npos; at = inside.find('<', at + 1)) {
    const std::string tag = inside.substr(at, inside.find('>', at) - at + 1);
    if (tag.rfind("<input ", 0) == 0) {
      const std::string type = attribute(tag, "type");
      const bool tick = type == "radio" || type == "checkbox";
      boxes.push_back({attribute(tag, "name"), type, plain(attribute(tag, "value")),
                       !tick || tag.find(" checked") != std::string::npos,
                       tag.find("inputmode=\"numeric\"") != std::string::npos});
    } else if (tag.rfind("<textarea ", 0) == 0) {
      const auto begin = at + tag.size();
      std::string value = inside.substr(begin, inside.find("</textarea>", begin) - begin);
      if (!value.empty() && value[0] == '\n') value.erase(0, 1);
      boxes.push_back({attribute(tag, "name"), "textarea", plain(value), true, false});
    } else if (tag.rfind("<select ", 0) == 0) {
      const std::string all = inside.substr(at, inside.find("</select>", at) - at);
      const auto chosen = all.find(" selected");
      const auto option = chosen == std::string::npos ? std::string::npos : all.rfind("<option", chosen);
      boxes.push_back({attribute(tag, "name"), "select",
                       option == std::string::npos ? "" : plain(attribute(all.substr(option), "value")), true, false});
    }
  }
  return boxes;
}

City::City(Kind kind) : desk(kind) {
  Case& draft = begin('d', "a draft of Spon Vale's", kSpon, "2026-01-20", "bike");
  draft.draft = true;

  const Case held = begin('h', "Spon Vale's, on hold at CAP", kSpon, "2025-10-28", "bike");
  submit(held);
  must(kAdmin, "desk.hold", held, {{"kind", "other"}, {"says", token(What::hold, 'h', "desk.hold says")}});
  must(kAdmin, "desk.hold", held, {{"kind", "other"}, {"says", token(What::hold, 'h', "desk.hold says")}});
  must(kAdmin, "desk.clear_hold", held, {{"hold", "3"}, {"why", token(What::hold, 'h', "desk.clear_hold why")}});
  must(kAdmin, "desk.ask", held, {{"holds", "1"}});
  slip(held);

  const Case complete = begin('c', "Spon Vale's, checked by CAP and ready to go", kSpon, "2026-01-20", "bike");
  submit(complete);
  must(kAdmin, "desk.check", complete, {{"date_agrees", "yes"}});

  Case& sent = begin('s', "Spon Vale's, sent to Whitley", kSpon, "2026-01-20", "bike");
  submit(sent);
  // What CAP and the school wrote to each other before the papers went stays between them.
  must(kAdmin, "desk.hold", sent, {{"kind", "other"}, {"says", token(What::hold, 's', "desk.hold says")}});
  must(kAdmin, "desk.clear_hold", sent, {{"hold", "1"}, {"why", token(What::hold, 's', "desk.clear_hold why")}});
  release(sent, kWhitley);
  slip(sent);

  Case& answered = begin('a', "Spon Vale's, Whitley said yes, CAP has not processed it", kSpon, "2026-01-20", "bike");
  submit(answered);
  release(answered, kWhitley);
  sayYes(answered, What::yes);

  Case& placed = begin('p', "Spon Vale's, placed at Whitley", kSpon, "2026-01-20", "bike");
  submit(placed);
  release(placed, kWhitley);
  sayYes(placed, What::yesShared);
  for (const char* step : {"placement.process", "placement.tick_clm", "placement.tick_capita", "placement.confirm"})
    must(kAdmin, step, placed, {});
  must(kCoordinator, "visit.record", placed,
       {{"visited_on", "2026-02-02"}, {"outcome", token(What::visit, 'p', "visit.record outcome")}});
  must(kProvider, "session.note", placed, {{"kind", "note"}, {"says", token(What::paper, 'p', "session.note says")}});
  wasThere(placed);

  Case& refused = begin('e', "Spon Vale's, Whitley said no; senior leaders look at it", kSpon, "2026-01-20", "bike");
  submit(refused);
  release(refused, kWhitley);
  sayNo(refused, What::no);

  Case& again = begin('r', "Spon Vale's, Whitley's no is agreed and shared", kSpon, "2026-01-20", "bike");
  submit(again);
  release(again, kWhitley);
  sayNo(again, What::noShared);
  must("slt@cap.example", "response.review", again,
       {{"decision", "agreed"}, {"says", token(What::review, 'r', "response.review says")}});
  must("officer@cap.example", "response.log_call", again,
       {{"spoke_with", token(What::call, 'r', "call spoke_with")}, {"says", token(What::call, 'r', "call says")}});

  Case& theirs = begin('o', "Canley Brook's, sent to Sherbourne", kCanley, "2026-01-20", "hair");
  submit(theirs);
  release(theirs, kSherbourne);

  Case& theirDraft = begin('x', "a draft of Canley Brook's", kCanley, "2026-01-20", "hair");
  theirDraft.draft = true;

  beforeThePanel();
}

// Its members were let in this morning; the round closed on Friday and meets today.
void City::beforeThePanel() {
  const auto run = [&](const char* command, const Texts& texts) {
    const Outcome outcome = office.run(kAdmin, command, texts);
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
  };
  run("panel.add_round", {{"deadline", "2026-02-02"}, {"meets_on", "2026-02-03"}, {"programmes", "tier2.flourish"}});
  const Case flourish =
      begin('f', "Spon Vale's, before a panel whose members have the pack", kSpon, "2026-01-20", "grow");
  submit(flourish);
  run("panel.move_round", {{"round", kRound},
                           {"version", "1"},
                           {"deadline", "2026-01-30"},
                           {"meets_on", "2026-02-02"},
                           {"why", "The room is not free tomorrow."}});
  run("panel.open_agenda", {{"round", kRound}});
  must("member@panel.example", "panel.add_information", flourish,
       {{"says", token(What::information, 'f', "panel.add_information says")}});
}

const Case& City::of(char letter) const {
  for (const Case& each : cases)
    if (each.letter == letter) return each;
  throw std::logic_error("no such case");
}

std::string City::token(What what, char letter, const std::string& where) {
  const std::string text = fmt::format("Zq{}{}{:04}q", letter, wordOf(what), ++number_);
  tokens.push_back({text, what, letter, where});
  return text;
}

std::string City::coordinatorOf(const Case& one) const {
  return one.school == kSpon ? kCoordinator : "other@school.example";
}

void City::must(const std::string& who, const std::string& command, const Case& one, Texts texts) {
  desk.must(command, one.reference, std::move(texts), who);
}

// A register of the pupil's first day, whatever the clock shows.
void City::wasThere(const Case& one) {
  store::WriteRequest request;
  request.viewer = office.viewer(kProvider);
  request.command = "test.mark";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    const auto course = courseByCode(tx, "bike").value();
    Register taken;
    taken.provider = course.provider;
    taken.session = {course.id, Date(2026, 2, 24), false};
    taken.starts = taken.due = taken.taken = tx.now();
    taken.id = saveRegister(tx, taken);
    for (const Expected& pupil : expectedAt(tx, course.provider, taken.session))
      if (pupil.reference == one.reference) saveMark(tx, taken, {pupil, true, "absent"});
    return Done{};
  };
  office.house().database().write(std::move(request)).get();
}

std::string City::upload(const std::string& who, What what, What name, char letter) {
  const std::string typed = token(name, letter, "name of a file") + ".pdf";
  return office.upload(who, typed, "%PDF-1.4 " + token(what, letter, "content of a file"));
}

Case& City::begin(char letter, const std::string& says, const std::string& school, const std::string& risk,
                  const std::string& course) {
  cases.reserve(16);
  Case& one = cases.emplace_back();
  one.letter = letter;
  one.says = says;
  one.school = school;
  one.lastName = token(What::comer, letter, "pupil last_name");
  const std::string who = coordinatorOf(one);
  const Outcome begun = office.run(who, "pupil.add",
                                   {{"first_name", token(What::comer, letter, "pupil first_name")},
                                    {"last_name", one.lastName},
                                    {"known_as", token(What::comer, letter, "pupil known_as")},
                                    {"born", "2011-03-04"},
                                    {"year_group", "10"}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(begun), office.dumpOf(begun));
  one.pupil = office.pupilId(one.lastName);
  one.reference = std::get<Done>(begun).subject;
  office.fillIn(one.reference, risk, course, who);
  typeEverywhere(one);
  return one;
}

// Every text box of every section gets a token of its own; what is chosen stays chosen.
void City::typeEverywhere(const Case& one) {
  const std::string who = coordinatorOf(one);
  Screen screen(office, who);
  for (const char* section : kSections) {
    const std::string path = "/referrals/" + one.reference + "/section/" + section;
    const auto boxes = boxesOf(screen.get(path).body, "referral.save_section");
    BOOST_TEST_REQUIRE(!boxes.empty(), path + " shows no form");
    FieldTexts texts;
    for (const Box& box : boxes) {
      if (box.type == "file") continue;
      if (!box.chosen) continue;
      std::string value = box.value;
      const bool open = box.type == "textarea" || (box.type == "text" && !box.numeric);
      if (open)
        value = token(box.name == "pupil.address" && one.letter == 's' ? What::hiddenAddress : What::answer, one.letter,
                      box.name);
      if (box.type == "tel") value = fmt::format("024 7{:06}", ++number_);
      if (box.name == "contacts.hide_address") value = one.letter == 's' ? "yes" : "no";
      texts[box.name].push_back(value);
    }
    if (std::string(section) == "risk") texts["risk.document"] = {upload(who, What::paper, What::paper, one.letter)};
    if (std::string(section) == "papers") texts["papers.other"] = {upload(who, What::paper, What::paper, one.letter)};
    commands::Request request{"referral.save_section", texts, store::randomHex(8)};
    const Outcome saved = office.house().pipeline().run(office.viewer(who), request);
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(saved), path + " " + office.dumpOf(saved));
  }
  const auto lease = office.house().database().read(office.house().hostViewer(0));
  for (const auto& [id] :
       lease->tx().rows<std::int64_t>("SELECT d.id FROM @all_documents d JOIN @all_cases c ON c.id = d.case_id WHERE "
                                      "c.reference = ? AND d.removed_ms IS NULL ORDER BY d.id",
                                      one.reference))
    cases.back().papers.push_back(std::to_string(id));
}

void City::submit(const Case& one) { must(coordinatorOf(one), "referral.submit", one, {}); }

void City::release(Case& one, const std::string& provider) {
  must(kAdmin, "desk.check", one, {{"date_agrees", "yes"}});
  must(kAdmin, "desk.release", one, {});
  one.provider = provider;
}

void City::sayYes(const Case& one, What what) {
  Texts texts{{"interview_on", "2026-02-02"},
              {"interview_who", token(what, one.letter, "response.yes interview_who")},
              {"sessions", "2a"},
              {"start", "2026-02-24"}};
  for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                           "risk_met", "supervision_met"})
    texts[each] = "yes";
  must(kProvider, "risk_assessment.read", one, {{"understood", "yes"}});
  must(kProvider, "response.yes", one, texts);
}

void City::sayNo(Case& one, What what) {
  must(kProvider, "response.no", one,
       {{"category", "need"},
        {"reason", "He needs one adult at his side. " + token(what, one.letter, "response.no reason")}});
  one.before = one.provider;
  one.provider.clear();
}

void City::slip(const Case& one) {
  for (const char* lead : {"dsl@school.example", "dsl@cap.example"})
    must(lead, "safeguarding.send", one, {{"paper", upload(lead, What::slip, What::slipName, one.letter)}});
}

bool mayRead(const daemon::Persona& persona, const Token& token, const Case& about) {
  const std::string& role = persona.role;
  const bool school = role.rfind("school.", 0) == 0 && persona.organisation == about.school;
  const bool cap = !about.draft && (role == "cap.admin" || role == "cap.monitoring_officer" || role == "cap.slt" ||
                                    role == "cap.operations_lead");
  // A tutor takes registers: of a case they see the pupil's name, and that on the register alone.
  const bool tutor = role == "provider.tutor";
  const bool provider = !tutor && role.rfind("provider.", 0) == 0 && persona.organisation == about.provider;
  const bool former = !tutor && role.rfind("provider.", 0) == 0 && persona.organisation == about.before;
  const bool panel = role.rfind("panel.", 0) == 0 && about.letter == 'f';
  // Of the application, what the panel weighs; papers and telephone numbers stay where they are.
  const bool weighed = token.where.empty() || token.where == "needs.detail" || token.where == "reasons.rationale" ||
                       token.where.rfind("tier2.flourish.", 0) == 0;
  switch (token.what) {
    case What::comer:
      return school || cap || provider || panel || (tutor && persona.organisation == about.provider);
    case What::pupil:
      return school || cap || provider || panel;
    case What::answer:
    case What::paper:
      return school || cap || provider || (panel && weighed);
    case What::information:
      return cap || panel;
    case What::hiddenAddress:
    case What::hold:
    case What::visit:
      return school || cap;
    case What::no:
      return cap || former;
    case What::noShared:
      return cap || former || school;
    case What::yes:
      return cap || provider;
    case What::yesShared:
      return cap || provider || school;
    case What::review:
    case What::call:
      return cap;
    case What::slip:
      return role == "cap.dsl" || (role == "school.dsl" && school);
    case What::slipName:
      return false;
  }
  return false;
}

std::string shortName(const daemon::Persona& persona) {
  const std::string& email = persona.email;
  const auto at = email.find('@');
  const std::string who = email.substr(0, at);
  const std::string where = email.substr(at + 1, email.find('.', at) - at - 1);
  if (who == "other") return "other_" + where;
  if (who == "dsl") return where + "_dsl";
  return who;
}

}  // namespace capd::test
