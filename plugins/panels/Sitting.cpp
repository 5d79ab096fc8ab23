// Who sits on which panel, and what an interest in a case keeps from them (OPEN-08, PAN-10).

#include <fmt/format.h>

#include <algorithm>

#include "cases/hold/Hold.h"
#include "panels_store.h"

namespace capd::panels {
namespace {

bool isAmong(const std::vector<std::int64_t>& all, std::int64_t one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// "Local authority officers" hold the seats of chair and vice chair: who of them is which is the role's to say.
bool fitsRole(SeatKind kind, const std::string& role) {
  if (kind == SeatKind::chair) return role == "panel.chair";
  if (kind == SeatKind::viceChair) return role == "panel.vice_chair";
  return role == "panel.member";
}

bool holds(const std::vector<Seat>& seats, SeatKind kind) {
  return std::any_of(seats.begin(), seats.end(), [&](const Seat& seat) { return seat.kind == kind; });
}

Interest plain(ReadTx& tx, const Viewer& viewer, const ReferralRecord& referral, const std::vector<Seat>& seats,
               const std::vector<std::int64_t>& academies) {
  bool ofProvider = holds(seats, SeatKind::provider);
  for (const Hat& hat : viewer.hats())
    ofProvider = ofProvider || (hat.organisationKind == "provider" && !isAmong(academies, hat.organisation));
  for (const Choice& choice : choices(tx, referral.id)) {
    const bool own = viewer.actsFor(choice.provider);
    if (own && isAmong(academies, choice.provider) && holds(seats, SeatKind::academy))
      return {Grade::speaks, "The place is at your own academy. You can speak when asked; you will not vote."};
    if (own) return {Grade::none, "The place is your own."};
    if (ofProvider && !isAmong(academies, choice.provider)) return {Grade::none, "The place is another provider’s."};
  }
  if (viewer.actsFor(referral.school))
    return {Grade::speaks, "It is a pupil of your own school. You can speak when asked; you will not vote."};
  return {};
}

}  // namespace

std::string_view toWord(Grade grade) {
  return grade == Grade::none ? "none" : grade == Grade::speaks ? "speaks" : "full";
}

PanelYear panelYearOf(const PolicyShelf& policy, const std::string& year) {
  for (PanelYear& each : policy.panelYears())
    if (each.year == year) return std::move(each);
  PanelYear none;
  none.year = year;
  return none;
}

std::vector<Seat> seatsOf(ReadTx& tx, const Viewer& viewer, const PanelYear& year) {
  std::vector<Seat> seats;
  for (const Hat& hat : viewer.hats()) {
    if (hat.organisationKind != "agency") continue;
    const auto agency = findOrganisation(tx, hat.organisation);
    if (!agency) continue;
    for (const PanelRules& panel : year.panels)
      for (const PanelSeat& seat : panel.seats)
        if (seat.agency == agency->name && fitsRole(seat.kind, hat.role))
          seats.push_back({panel.name, seat.kind, agency->id, agency->name});
  }
  return seats;
}

Agencies agenciesFor(ReadTx& tx, const PanelYear& year, std::string_view programme) {
  Agencies agencies;
  for (const PanelRules* panel : year.panelsFor(programme))
    for (const PanelSeat& seat : panel->seats) {
      const auto agency = findOrganisation(tx, "agency", seat.agency);
      if (!agency) continue;
      if (seat.kind == SeatKind::academy) agencies.ofAcademies.push_back(agency->id);
      auto& list = seat.kind == SeatKind::provider ? agencies.ofProviders : agencies.all;
      if (!isAmong(list, agency->id)) list.push_back(agency->id);
    }
  return agencies;
}

Interest interestIn(ReadTx& tx, const Viewer& viewer, const ReferralRecord& referral, const std::vector<Seat>& seats,
                    const std::vector<std::int64_t>& academies) {
  Interest interest = plain(tx, viewer, referral, seats, academies);
  const auto said = declared(tx, referral.id, viewer.account());
  if (!said || said->grade >= interest.grade) return interest;
  if (said->grade == Grade::none) return {Grade::none, "You told us that you want no part in this case."};
  return {Grade::speaks, "You told us you know this case. You can speak when asked; you will not vote."};
}

void letMembersIn(WriteTx& tx, std::int64_t caseId, const Agencies& agencies) {
  for (const std::int64_t agency : agencies.all) addParty(tx, caseId, agency, "agenda");
  // What a provider offers is no other provider's business: only places that are none of theirs.
  const auto academies = academyProviders(tx, agencies.ofAcademies);
  const auto asked = choices(tx, caseId);
  const bool ofProviders =
      std::any_of(asked.begin(), asked.end(), [&](const Choice& c) { return !isAmong(academies, c.provider); });
  if (!ofProviders)
    for (const std::int64_t agency : agencies.ofProviders) addParty(tx, caseId, agency, "agenda");
}

void closeToMembers(WriteTx& tx, std::int64_t caseId, const Agencies& agencies) {
  for (const auto* list : {&agencies.all, &agencies.ofProviders})
    for (const std::int64_t agency : *list) endParty(tx, caseId, agency, "agenda");
}

bool Before::ofProvider() const { return holds(seats, SeatKind::provider); }

const Seat* Before::seatOn(std::string_view panel) const {
  for (const Seat& seat : seats)
    if (seat.panel == panel) return &seat;
  return nullptr;
}

std::optional<Before> beforePanel(ReadTx& tx, const PolicyShelf& policy, std::string_view reference) {
  auto referral = findReferral(tx, reference);
  if (!referral) return std::nullopt;
  const auto id = roundOfCase(tx, referral->id);
  auto round = id ? keptRound(tx, *id) : std::nullopt;
  if (!round) return std::nullopt;
  Before before{std::move(*referral), std::move(*round), {}, {}, {}, false};
  before.year = panelYearOf(policy, before.round.year);
  const std::string programme = before.referral.programme.value_or("");
  for (Seat& seat : seatsOf(tx, tx.viewer(), before.year)) {
    const PanelRules* panel = before.year.panel(seat.panel);
    if (panel != nullptr && panel->looksAt(programme)) before.seats.push_back(std::move(seat));
  }
  before.member = !before.seats.empty();
  if (!before.member && !tx.viewer().seesAllCases()) return std::nullopt;
  if (before.member) {
    const auto academies = academyProviders(tx, agenciesFor(tx, before.year, programme).ofAcademies);
    before.interest = interestIn(tx, tx.viewer(), before.referral, before.seats, academies);
    // Before the agenda is built, chair and vice chair alone, for what they decide between two meetings.
    const bool early = confirmsFrom(tx, before.seats, before.referral.id) != nullptr;
    if (!tx.viewer().seesAllCases() && ((!before.round.agenda && !early) || before.interest.grade == Grade::none))
      return std::nullopt;
  }
  return before;
}

Prepared<AtPanel> atPanel(Preparing& at, const std::string& reference) {
  const auto before = beforePanel(at.tx, at.services.policy(), reference);
  if (!before) return Refused::notThere();
  AtPanel ready{before->year, before->seats, {}, before->round.id};
  ready.academies =
      academyProviders(at.tx, agenciesFor(at.tx, before->year, before->referral.programme.value_or("")).ofAcademies);
  return ready;
}

std::variant<ReferralRecord, Refused> openAt(WriteTx& tx, const CaseIn& in, const AtPanel& at) {
  auto referral = findReferral(tx, in.reference);
  if (!referral) return Refused::notThere();
  if (!tx.viewer().seesAllCases() &&
      interestIn(tx, tx.viewer(), *referral, at.seats, at.academies).grade == Grade::none)
    return Refused::notThere();
  if ((in.version != 0 && referral->version != in.version) || roundOfCase(tx, referral->id) != at.round)
    return Refused::stale(
        "Something changed on this case while you had the page open. Nothing was saved. Look at what stands now, and "
        "do "
        "it again if it is still right.");
  return std::move(*referral);
}

Done done(const ReferralRecord& referral, std::string says) {
  Done it;
  it.says = std::move(says);
  it.subject = referral.reference;
  it.next = "/panels/cases/" + referral.reference;
  it.values["reference"] = referral.reference;
  it.values["version"] = std::to_string(referral.version);
  return it;
}

void letterToSchool(WriteTx& tx, const ReferralRecord& referral, const NewLetter& letter) {
  sendLetter(tx, letter, referral.school, referrerRole(tx, referral.school));
}

std::optional<std::int64_t> panelHold(ReadTx& tx, std::int64_t caseId) {
  for (const Hold& hold : openHolds(tx, caseId))
    if (hold.kind == "panel") return hold.id;
  return std::nullopt;
}

std::string titleOf(const PolicyShelf& policy, std::string_view programme) {
  for (const PanelYear& year : policy.panelYears()) {
    const auto hash = academicYearStart(year.year)
                          ? policy.versionFor(*academicYearStart(year.year), *academicYearStart(year.year))
                          : std::nullopt;
    const auto card = hash ? policy.programme(*hash, programme) : std::nullopt;
    if (card && !card->title.empty()) return card->title;
  }
  return std::string(programme);
}

std::string titleOf(const PolicyShelf& policy, const ReferralRecord& referral) {
  return titleOf(policy, referral.programme.value_or(""));
}

}  // namespace capd::panels
