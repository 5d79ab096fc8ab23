// CAP's inbox and what the home page says about it.

#include <fmt/format.h>

#include <map>

#include "Desk.h"
#include "base/Reference.h"
#include "base/Text.h"

namespace capd::desk {
namespace {

constexpr std::size_t kCasesOnPage = 25;

struct ViewName {
  std::string_view show;
  std::string_view label;
};
constexpr ViewName kViews[] = {
    {"desk", "Everything on CAP’s desk"},
    {"check", "Ready to check"},
    {"waiting", "Waiting for school"},
    {"panel", "Waiting for the panel"},
    {"send", "Ready to send"},
    {"provider", "With provider"},
    {"process", "To process"},
    {"leaders", "Provider said no: leaders look"},
};

std::string counted(std::int64_t n) { return n >= 1000 ? "1,000 or more" : std::to_string(n); }

// Letters, digits and a few signs stand for themselves in a query; the rest does not.
std::string inUrl(const std::string& text) {
  std::string out;
  for (const char sign : text) {
    const auto byte = static_cast<unsigned char>(sign);
    if (std::isalnum(byte) != 0 || sign == '-' || sign == '.')
      out += sign;
    else
      out += fmt::format("%{:02X}", byte);
  }
  return out;
}

std::string shortHold(const Hold& hold) {
  // The first sentence names the thing; the case has the rest.
  std::string says = hold.says.substr(0, hold.says.find(". "));
  if (const std::string cut = shortened(says, 90); cut.size() < says.size()) says = cut + "…";
  if (withSchool(hold)) says += " (asked)";
  return says;
}

/// Names looked up once a page.
class Names {
 public:
  Names(ReadTx& tx, const PolicyShelf& policy) : tx_(tx), policy_(policy) {}
  std::string person(std::optional<std::int64_t> account) {
    if (!account) return "Nobody yet";
    auto [at, fresh] = people_.try_emplace(*account);
    if (fresh) {
      const auto found = contactOfAccount(tx_, *account);
      at->second = found ? found->name : "A colleague who has left";
    }
    return at->second;
  }
  std::string programme(const InboxRow& row) {
    if (!row.programme) return "";
    if (!row.policyHash) return *row.programme;
    auto [at, fresh] = programmes_.try_emplace(*row.policyHash + *row.programme);
    if (fresh) {
      at->second = *row.programme;
      try {
        if (const auto card = policy_.programme(*row.policyHash, *row.programme)) at->second = card->title;
      } catch (const std::out_of_range&) {
        // the version is not on the shelf: its own word stands
      }
    }
    return at->second;
  }

 private:
  ReadTx& tx_;
  const PolicyShelf& policy_;
  std::map<std::int64_t, std::string> people_;
  std::map<std::string, std::string> programmes_;
};

void showRow(PageRequest& ask, Names& names, Model& m, const InboxRow& each) {
  Model& row = m.add("ROW");
  const auto open = openHolds(ask.tx, each.id);
  row.set("REFERENCE", each.reference).set("PATH", "/cases/" + each.reference).set("SCHOOL", each.school);
  row.set("PROGRAMME", names.programme(each)).set("WHO", names.person(each.takenBy));
  row.set("RECEIVED", each.submitted ? londonDate(*each.submitted).words() : "");
  const bool late = each.due && isLate(*each.due, ask.tx.now());
  row.set("DUE", each.due ? dueWords(*each.due, ask.tx.now()) : "no date").show("LATE", late);
  row.set("STATUS",
          statusWords(each.state, open, each.state == ReferralState::submitted && firstLookOpen(ask.tx, each.id)));
  row.list("HOLD");
  for (const Hold& hold : open) row.add("HOLD").set("SAYS", shortHold(hold));
  row.show("NO_HOLD", open.empty());
}

PageAnswer inboxPage(PageRequest& ask) {
  if (const auto reference = Reference::parse(ask.asked("words")))
    if (findReferral(ask.tx, reference->text())) return GoTo{"/cases/" + reference->text()};
  InboxAsk want{ask.asked("show"), ask.asked("words"), ask.asked("after")};
  if (want.show.empty()) want.show = "desk";
  auto rows = inbox(ask.tx, want, kCasesOnPage + 1);
  const bool more = rows.size() > kCasesOnPage;
  if (more) rows.pop_back();

  Shown shown;
  shown.title = "Inbox";
  Model& m = shown.model;
  m.set("WORDS", want.words).list("VIEW").list("ROW").list("MORE").list("TOP");
  std::string label(kViews[0].label);
  for (const ViewName& view : kViews) {
    const bool chosen = view.show == want.show;
    if (chosen) label = view.label;
    m.add("VIEW").set("VALUE", std::string(view.show)).set("LABEL", std::string(view.label)).show("CHOSEN", chosen);
  }
  m.set("SHOWING", want.words.empty() ? label : fmt::format("{}, school “{}”", label, want.words));
  Names names(ask.tx, ask.services.policy());
  for (const InboxRow& each : rows) showRow(ask, names, m, each);
  m.show("NOTHING", rows.empty()).show("SOME", !rows.empty());
  const std::string base = fmt::format("/inbox?show={}&words={}", inUrl(want.show), inUrl(want.words));
  if (more) m.add("MORE").set("NEXT_PATH", base + "&after=" + rows.back().place());
  if (!want.after.empty()) m.add("TOP").set("TOP_PATH", base);
  return shown;
}

// ---- home

std::vector<Tile::Line> deskLines(PageRequest& ask) {
  std::vector<Tile::Line> lines;
  const auto line = [&](const char* show, const char* words) {
    const std::int64_t n = inboxCount(ask.tx, show);
    if (n == 0) return;
    const auto first = inbox(ask.tx, {show, "", ""}, 1);
    const bool dated = !first.empty() && first.front().due;
    lines.push_back({fmt::format("{} ({})", words, counted(n)), fmt::format("/inbox?show={}", show),
                     dated ? "the first " + dueWords(*first.front().due, ask.tx.now()) : "",
                     dated && isLate(*first.front().due, ask.tx.now())});
  };
  line("check", "Ready to check");
  line("send", "Ready to send");
  line("process", "To process");
  line("leaders", "Provider said no: leaders look");
  line("waiting", "Waiting for school");
  line("panel", "Waiting for the panel");
  const std::int64_t failed = ask.viewer.may("mail.see") ? mailsInState(ask.tx, "failed") : 0;
  if (failed > 0)
    lines.push_back({fmt::format("Mail that could not be delivered ({})", counted(failed)), "/mail?state=failed",
                     "ring them instead", true});
  return lines;
}

// Whose it is, and what is missing, for those who read the inbox.
std::string aboutCase(PageRequest& ask, const Duty& duty) {
  if (!ask.viewer.may("inbox.read")) return {};
  const auto referral = findReferral(ask.tx, duty.subject.substr(0, duty.subject.find('/')));
  const auto school = referral ? findOrganisation(ask.tx, referral->school) : std::nullopt;
  std::string about = school ? school->name : "";
  if (!referral) return about;
  for (const Hold& hold : openHolds(ask.tx, referral->id)) about += ". " + shortHold(hold);
  return about;
}

std::vector<Tile::Line> dutyLines(PageRequest& ask) {
  std::vector<Tile::Line> lines;
  for (const Duty& duty : dutiesOfViewer(ask.tx, 60))
    lines.push_back({.text = duty.caseId && duty.says.find(duty.subject) == std::string::npos
                                 ? duty.subject + ": " + duty.says
                                 : duty.says,
                     .path = "",
                     .due = dueWords(duty.due, ask.tx.now()),
                     .urgent = isLate(duty.due, ask.tx.now()),
                     .status = aboutCase(ask, duty),
                     .duty = duty.kind,
                     .subject = duty.subject});
  return lines;
}

}  // namespace

void offerInbox(Offers& offers) {
  offers.pages.push_back({.path = "/inbox",
                          .name = "desk.inbox",
                          .permission = "inbox.read",
                          .says = "Every referral that CAP has, the oldest deadline first, with what is missing.",
                          .file = "inbox.tpl",
                          .fill = inboxPage});
  offers.navigation.push_back({"Inbox", "/inbox", "inbox.read", 10});
  offers.tiles.push_back({.name = "desk.duties",
                          .permission = "duty.see",
                          .order = 1,
                          .heading = "Waiting on you",
                          .nothing = "Nothing is waiting for you.",
                          .fill = dutyLines});
  offers.tiles.push_back({.name = "desk.inbox",
                          .permission = "inbox.read",
                          .order = 5,
                          .heading = "Inbox",
                          .nothing = "No referral is on CAP’s desk.",
                          .fill = deskLines});
}

}  // namespace capd::desk
