// The pages of a placement's life: what they share, the forms that a provider keeps, and whom a school has not seen
// start.

#include "Pages.h"

#include "Meeting.h"
#include "Withdrawing.h"
#include "cases/pupil/Pupil.h"
#include "placement_store.h"

namespace capd::placement {
namespace {

constexpr std::size_t kMostLines = 30;

// What a provider keeps when the papers are gone: the forms of withdrawals, without names.
PageAnswer forms(PageRequest& ask) {
  Shown shown;
  shown.title = "Forms of withdrawals";
  shown.back = "/";
  Model& m = shown.model;
  m.list("FORM_DONE");
  for (const std::int64_t provider : ask.viewer.caseOrganisations())
    for (const WithdrawalForm& form : withdrawalForms(ask.tx, provider, kMostLines)) {
      Model& row = m.add("FORM_DONE");
      row.set("REFERENCE", form.reference).list("FACT");
      fact(row, "Withdrawal by", nameOf(form.withdrawal.side));
      fact(row, "Reason", kindInWords(form.withdrawal.kind));
      fact(row, "Days that end",
           form.withdrawal.sessions.empty() ? "all of them" : sessionsInWords(form.withdrawal.sessions));
      fact(row, "Last day", form.withdrawal.lastDay.longWords());
      fact(row, "Processed", form.withdrawal.closed ? londonDate(*form.withdrawal.closed).words() : "");
      fact(row, "What is paid",
           form.withdrawal.feeDecided ? "Decided by CAP. " + form.withdrawal.feeDecidedSays : form.withdrawal.feeSays);
    }
  m.show("NONE", m.sections().at("FORM_DONE").empty());
  return shown;
}

// The home page of a school: who has not come yet, and until when leaving costs nothing.
std::vector<Tile::Line> notStartedLines(PageRequest& ask) {
  std::vector<Tile::Line> lines;
  for (const std::string& reference : notStarted(ask.tx, ask.tx.today(), kMostLines)) {
    const auto life = lifeOf(ask.tx, reference);
    if (!life || life->side != Side::school) continue;
    const Rules rules = rulesOf(ask.services, life->referral, ask.tx.today());
    const auto pupil = findPupil(ask.tx, life->referral.pupil);
    lines.push_back({reference + (pupil ? " " + pupil->name() : "") + ": " + notStartedLine(ask.tx, *life, rules),
                     "/placements/" + reference + "/withdraw", "", true});
  }
  return lines;
}

PageDeclaration page(const char* path, const char* name, const char* permission, const char* says, const char* file,
                     std::vector<std::string> commands, PageAnswer (*fill)(PageRequest&)) {
  return {.path = std::string("/placements/{reference}/") + path,
          .name = name,
          .permission = permission,
          .says = says,
          .file = file,
          .commands = std::move(commands),
          .fill = fill};
}

}  // namespace

std::optional<Page> pageOf(PageRequest& ask) {
  auto life = lifeOf(ask.tx, ask.part("reference"));
  if (!life) return std::nullopt;
  Rules rules = rulesOf(ask.services, life->referral, ask.tx.today());
  return Page{std::move(*life), std::move(rules)};
}

std::string pathTo(const Life& life, const std::string& what) {
  return "/placements/" + life.referral.reference + "/" + what;
}

void say(Model& m, const std::string& text) { m.add("NOTE").set("SAYS", text); }

void link(Model& m, const Life& life, const char* path, const char* says) {
  m.add("LINK").set("PATH", pathTo(life, path)).set("SAYS", says);
}

bool mayPause(PageRequest& ask, const Life& life) {
  return life.side != Side::school && !openStanding(ask.tx, life.placement.id, "pause") &&
         ask.viewer.may("placement.pause");
}

bool mayAskForMeeting(PageRequest& ask, const Life& life) {
  return !waitingMeeting(ask.tx, life.placement.id) && ask.viewer.may("placement.ask_meeting");
}

void offerPages(Offers& offers) {
  offers.pages.push_back(
      page("changes", "placement.changes", "placement.follow",
           "What is under way on a placement: change of day, pause, withdrawal.", "changes.tpl",
           {"placement.agree_change", "placement.send_change", "placement.ask_to_send_change", "placement.do_change",
            "placement.drop_change", "placement.do_withdrawal", "placement.take_back_withdrawal",
            "placement.record_non_starter", "placement.record_meeting", "placement.resume", "placement.lift_halt",
            "placement.decide_fee"},
           changes));
  offers.pages.push_back(page("change-day", "placement.change_day", "placement.change_day",
                              "Asks the other side for a change of day.", "one_form.tpl", {"placement.ask_change"},
                              changeDay));
  offers.pages.push_back(page("withdraw", "placement.withdraw", "placement.withdraw",
                              "Writes a withdrawal from all or some days.", "one_form.tpl",
                              {"placement.write_withdrawal"}, withdraw));
  offers.pages.push_back(page("withdraw/check", "placement.withdraw_check", "placement.withdraw",
                              "What follows from a withdrawal, before it is sent.", "one_form.tpl",
                              {"placement.send_withdrawal"}, checkWithdrawal));
  offers.pages.push_back(page("pause", "placement.pause", "placement.pause",
                              "Pauses a pupil’s attendance for safety, from today.", "one_form.tpl",
                              {"placement.pause"}, pausePage));
  offers.pages.push_back(page("meeting", "placement.meeting", "placement.ask_meeting",
                              "Asks for a meeting of school, provider and CAP about a placement.", "one_form.tpl",
                              {"placement.ask_meeting"}, meetingPage));
  offers.pages.push_back(page("halt", "placement.halt", "placement.halt",
                              "Halts a placement: what stops, from when, who is rung.", "one_form.tpl",
                              {"placement.halt"}, haltPage));
  offers.pages.push_back(page("replace", "placement.replace", "placement.replace",
                              "Gives a learner’s place to another who waits for it.", "one_form.tpl",
                              {"placement.replace"}, replacePage));
  offers.pages.push_back({.path = "/withdrawals",
                          .name = "placement.forms",
                          .permission = "placement.keep_forms",
                          .says = "Forms of withdrawals from the provider’s placements, without names.",
                          .file = "forms.tpl",
                          .fill = forms});
  offers.navigation.push_back({"Forms of withdrawals", "/withdrawals", "placement.keep_forms", 14});
  offers.tiles.push_back({.name = "placement.not_started",
                          .permission = "placement.send_change",
                          .order = 25,
                          .heading = "Not started yet",
                          .nothing = "Every pupil whose first day has come was there.",
                          .fill = notStartedLines});
}

}  // namespace capd::placement
