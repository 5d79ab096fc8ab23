// The meetings as a calendar that a programme can subscribe to: an address of one's own, with days and no case in it.

#include <fmt/format.h>

#include "Paper.h"
#include "cases/account/Account.h"
#include "panels_store.h"

namespace capd::panels {
namespace {

struct Token {
  std::string plain;
  std::string publicAddress;
};

Outcome makeFeed(WriteTx& tx, const Nothing&, const Token& token) {
  if (tx.viewer().account() == 0)
    return Refused(Refused::Kind::notAllowed, "", "A calendar address belongs to a person.");
  endFeeds(tx);
  addFeed(tx, hashOfSecret(token.plain));
  Done done;
  done.says = "Your calendar has a new address; an older one ends now.";
  done.once = "It is shown this once: " + token.publicAddress + "/panels/feed/" + token.plain;
  done.subject = "feed";
  done.next = "/panels/calendar";
  return done;
}

Outcome endFeed(WriteTx& tx, const Nothing&, const Nothing&) {
  Done done;
  done.says = endFeeds(tx) == 0 ? "There was no address." : "The address shows nothing any more.";
  done.subject = "feed";
  done.next = "/panels/calendar";
  return done;
}

PageAnswer showCalendar(PageRequest& ask) {
  Paper paper("Panels", "Your calendar");
  paper.lead(
      "With an address of your own, the calendar on your telephone or desk shows deadlines and meetings. It holds no "
      "case, "
      "no name and no programme. Whoever has the address can read it: end it when you have lost it.");
  const bool has = hasFeed(ask.tx);
  paper.lead(has ? "You have an address." : "You have no address.");
  paper.form("FORM", {.command = "panel.make_feed", .button = has ? "Make a new address" : "Make an address"});
  if (has) paper.form("SECOND", {.command = "panel.end_feed", .button = "End the address", .quiet = true});
  Shown shown;
  shown.title = "Your calendar";
  shown.back = "/panels";
  shown.model = paper.take();
  return shown;
}

std::string packed(Date day) {
  std::string text = day.iso();
  text.erase(7, 1);
  text.erase(4, 1);
  return text;
}

void event(std::string& text, const std::string& id, Date day, const std::string& says, Instant now) {
  std::string stamp = packed(londonDate(now)) + "T000000Z";
  text += "BEGIN:VEVENT\r\nUID:" + id + "@capd\r\nDTSTAMP:" + stamp + "\r\nDTSTART;VALUE=DATE:" + packed(day) +
          "\r\nDTEND;VALUE=DATE:" + packed(day.plusDays(1)) + "\r\nSUMMARY:" + says + "\r\nEND:VEVENT\r\n";
}

PageAnswer feed(PageRequest& ask) {
  if (!feedStands(ask.tx, hashOfSecret(ask.part("token")))) return NotThere{};
  std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//capd//panels//EN\r\nCALSCALE:GREGORIAN\r\n";
  std::int64_t lines = 0;
  for (const PanelRound& round : panelRounds(ask.tx, ask.services.policy())) {
    event(text, round.code + "-deadline", round.deadline, "Panels: last day for applications", ask.tx.now());
    ++lines;
    for (std::size_t i = 0; i < round.meetings.size(); ++i, ++lines)
      event(text, fmt::format("{}-{}", round.code, i + 1), round.meetings[i], "Panel meets", ask.tx.now());
  }
  text += "END:VCALENDAR\r\n";
  return Written{"panels.ics", "text/calendar; charset=utf-8", std::move(text), lines};
}

}  // namespace

void offerFeed(Offers& offers) {
  offers.command(
      CommandOf<Nothing, Token>{.name = "panel.make_feed",
                                .permission = "panel.see",
                                .says = "Makes a calendar address of one’s own, and ends the one before.",
                                .form = Form<Nothing>(),
                                .prepare = [](Preparing& at, const Nothing&) -> Prepared<Token> {
                                  return Token{at.services.randomHex(24), at.services.setting("public_address")};
                                },
                                .apply = makeFeed});
  offers.command(CommandOf<Nothing>{.name = "panel.end_feed",
                                    .permission = "panel.see",
                                    .says = "Ends one’s own calendar address.",
                                    .form = Form<Nothing>(),
                                    .apply = endFeed});
  offers.pages.push_back({.path = "/panels/calendar",
                          .name = "panel.calendar",
                          .permission = "panel.see",
                          .says = "Makes and ends one’s own calendar address.",
                          .file = "panel.tpl",
                          .commands = {"panel.make_feed", "panel.end_feed"},
                          .fill = showCalendar});
  offers.pages.push_back({.path = "/panels/feed/{token}",
                          .name = "panel.feed",
                          .permission = "public",
                          .says = "Deadlines and meetings for a calendar programme, under a secret address.",
                          .file = "panel.tpl",
                          .fill = feed});
}

}  // namespace capd::panels
