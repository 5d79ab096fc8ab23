#include "tests/access/Input.h"

#include "cases/account/Account.h"
#include "cases/account/SecondFactor.h"
#include "cases/duty/Duty.h"
#include "cases/organisation/Organisation.h"
#include "cases/staff/Staff.h"
#include "tests/web/Program.h"

namespace capd::test {

Input::Input(City& city) : city_(city) {
  prepareOthers();
  prepareStaff();
  prepareTerms();
  prepareUnexpected();
}

// A pupil who was at the provider without being expected: the school and CAP are to ring.
void Input::prepareUnexpected() {
  store::WriteRequest request;
  request.viewer = city_.office.house().hostViewer(0);
  request.command = "test.come_unexpected";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    const auto referral = findReferral(tx, city_.of('p').reference).value();
    for (const auto& [organisation, role] : std::map<std::int64_t, std::string>{{referral.school, "school.coordinator"},
                                                                                {capOrganisation(tx), "cap.admin"}})
      openDuty(tx, {.kind = "register.unexpected",
                    .subject = referral.reference,
                    .occurrence = role,
                    .caseId = referral.id,
                    .organisation = organisation,
                    .role = role,
                    .says = "Ring them",
                    .due = tx.now()});
    return Done{};
  };
  city_.office.house().database().write(std::move(request)).get();
}

// What pages and commands without a case are about.
void Input::prepareOthers() {
  const auto invited = city_.office.run(kAdmin, "account.invite",
                                        {{"name", "Otto Two-Roles"},
                                         {"email", "otto@school.example"},
                                         {"organisation", "school:Spon Vale School"},
                                         {"role", "school.contributor"}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(invited), city_.office.dumpOf(invited));
  person_ = std::get<Done>(invited).values.at("person");
  const auto plain = city_.office.run(kAdmin, "account.invite",
                                      {{"name", "Petra One-Role"},
                                       {"email", "petra@school.example"},
                                       {"organisation", "school:Spon Vale School"},
                                       {"role", "school.contributor"}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(plain), city_.office.dumpOf(plain));
  plainPerson_ = std::get<Done>(plain).values.at("person");
  const std::string& once = std::get<Done>(invited).once;
  link_ = once.substr(once.find("/link/"));
  const auto more = city_.office.run(
      kAdmin, "account.add_role",
      {{"person", person_}, {"organisation", "school:Spon Vale School"}, {"role", "school.deputy_dsl"}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(more), city_.office.dumpOf(more));
  rows_ = city_.office.upload(kAdmin, "rows.csv", "name\nNew Works\n");
  const auto begun = city_.office.run(kAdmin, "import.begin", {{"kind", "providers"}, {"file", rows_}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(begun), city_.office.dumpOf(begun));
  batch_ = std::get<Done>(begun).values.at("batch");
  store::WriteRequest request;
  request.viewer = city_.office.house().hostViewer(0);
  request.command = "test.fail_a_mail";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    tx.execute("UPDATE mail SET state = 'failed', ended_ms = ? WHERE id = (SELECT MIN(id) FROM mail)", tx.now());
    return Done{};
  };
  city_.office.house().database().write(store::WriteRequest(request)).get();
  store::WriteRequest asked;
  asked.viewer = city_.office.house().hostViewer(0);
  asked.command = "test.ask_for_a_confirmation";
  asked.payload = "{}";
  asked.apply = [&](WriteTx& tx) -> Outcome {
    const auto provider = findOrganisation(tx, "provider", "Whitley Workshops").value().id;
    provider_ = providerCode(provider);
    openDuty(tx, {.kind = "confirmation.half_term",
                  .subject = provider_,
                  .occurrence = "2025-26/h3",
                  .organisation = provider,
                  .role = "provider.coordinator",
                  .says = "Confirm half term 3 of 2025-26",
                  .due = tx.now()});
    return Done{};
  };
  city_.office.house().database().write(std::move(asked)).get();
  makeKey(city_.office, "end-me", "school:Spon Vale School", "school.coordinator");
  request.command = "test.lose_a_telephone";
  request.apply = [&](WriteTx& tx) -> Outcome {
    const auto otto = accountByEmail(tx, "otto@school.example").value();
    setSecondFactor(tx, city_.office.house().database().vault(), otto.id, newCodeSecret(), -1, newRecoveryCodes());
    return Done{};
  };
  city_.office.house().database().write(store::WriteRequest(request)).get();
  mail_ = city_.office.fact<std::string>("SELECT message_id FROM mail WHERE state = ?", "failed").value();
}

std::string Input::doneBy(const std::string& who, const std::string& command, const Texts& texts,
                          const std::string& value) {
  const Outcome outcome = city_.office.run(who, command, texts);
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), command << " " << city_.office.dumpOf(outcome));
  return value.empty() ? "" : std::get<Done>(outcome).values.at(value);
}

// Somebody at Whitley with a check that CAP has not seen, and one at whom nothing is missing.
void Input::prepareStaff() {
  provider_ = providerCode(
      city_.office.fact<std::int64_t>("SELECT id FROM organisation WHERE name = ?", "Whitley Workshops").value());
  member_ =
      doneBy(kProvider, "staff.join",
             {{"provider", provider_}, {"name", "Stella New"}, {"job", "Tutor"}, {"started", "2026-01-05"}}, "member");
  doneBy(kProvider, "staff.check",
         {{"member", member_},
          {"kind", "first"},
          {"dated", "2025-12-01"},
          {"certificate", "001234567890"},
          {"level", "enhanced"},
          {"update_service", "yes"}},
         "");
}

// One that everybody is asked to read.
void Input::prepareTerms() {
  commands::Request request{"terms.publish",
                            {{"document", {"terms"}},
                             {"last", {"0"}},
                             {"year", {"2025-26"}},
                             {"body", {"What everybody has to have read."}},
                             {"audience", {"providers", "schools", "cap"}},
                             {"acknowledge", {"yes"}}},
                            "terms"};
  const Outcome outcome = city_.office.house().pipeline().run(city_.office.viewer("lead@cap.example"), request);
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), city_.office.dumpOf(outcome));
}

std::string Input::memberVersion() {
  return std::to_string(
      city_.office.fact<std::int64_t>("SELECT m.version FROM @all_staff_members m WHERE m.code = ?", member_).value());
}

// The sign of a year's version in URLs.
std::string Input::policyOf(const std::string& year) {
  return city_.office.fact<std::string>("SELECT version_hash FROM policy_in_force WHERE year = ?", year)
      .value()
      .substr(0, 12);
}

std::string Input::pathFor(std::string path, const Case& about) {
  const std::map<std::string, std::string> parts = {
      {"{reference}", about.reference},
      {"{number}", "1"},
      {"{id}", about.papers.front()},
      {"{section}", "needs"},
      {"{hold}", "risk_assessment~risk_assessment_age"},
      {"{session}", "bike.2026-02-24.am"},
      {"{came}", city_.of('p').reference},
      {"{course}", "bike"},
      {"{name}", path.find("/schools/") != std::string::npos ? "spon-vale-school" : "whitley-workshops"},
      {"{person}", person_},
      {"{key}", "end-me"},
      {"{mail}", mail_.substr(0, mail_.find('@'))},
      {"{token}", link_.substr(6)},
      {"{version}", policyOf("2025-26")},
      {"{before}", policyOf("2024-25")},
      {"{programme}", "tier2.flourish"},
      {"{provider}", provider_},
      {"{subject}", provider_},
      {"{member}", member_},
      {"{document}", "terms"},
      {"{batch}", batch_},
      {"{round}", kRound},
      {"{file}", "style-1.css"}};
  for (const auto& [name, value] : parts)
    if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
  BOOST_TEST(path.find('{') == std::string::npos,
             path << " has a part that the matrix does not know: add it to pathFor");
  return path;
}

// Right input for a command on that case, made from its own declaration; what only a person could know stands in the
// table below.
FieldTexts Input::formFor(const std::string& command, const Case& about, const std::string& paper) {
  const std::map<std::string, std::string> known = {
      {"reference", about.reference},
      {"version", versionOf(about.reference)},
      {"pupil", about.pupil},
      {"hold", "risk_assessment~risk_assessment_age"},
      {"holds", "1"},
      {"section", "needs"},
      {"needs.detail", "Short tasks help."},
      {"person", person_},
      {"batch", batch_},
      {"mail", mail_},
      {"organisation", "whitley-workshops"},
      {"name", "Somebody New"},
      {"email", "new@work.example"},
      {"phone", "024 7600 0000"},
      {"provider", "whitley-workshops"},
      {"course", "bike"},
      {"programme", "tier1"},
      {"places", "9"},
      {"urn", "103738"},
      {"born", "2011-03-04"},
      {"year_group", "10"},
      {"weeks", ""},
      {"fee", ""},
      {"interview_on", "2026-02-02"},
      {"start", "2026-02-24"},
      {"sessions", "2a"},
      {"category", "need"},
      {"reason", "He needs one adult at his side all day."},
      {"visited_on", "2026-02-02"},
      {"started_on", "2026-02-02"},
      {"met_on", "2026-02-02"},
      {"outcome", command == "panel.record_outcome" ? "agreed" : "Safe and orderly."},
      {"decision", "agreed"},
      {"kind", command == "contact.add" ? "provider" : "other"},
      {"officer", "officer@cap.example"},
      {"upn", ""},
      {"answered", "1"},
      {"find", ""},
      {"paper", paper},
      {"member", member_},
      {"document", "terms"},
      {"school", schoolOf(about)},
      {"from", ""}};
  const std::map<std::string, std::map<std::string, std::string>> special = {
      {"account.invite", {{"organisation", "school:Spon Vale School"}, {"role", "school.contributor"}}},
      {"account.add_role", {{"organisation", "school:Spon Vale School"}, {"role", "school.coordinator"}}},
      {"account.end_role", {{"role", "school.contributor@school:Spon Vale School"}}},
      // Without a mail server the link of a safeguarding lead goes to nobody: this is somebody else's.
      {"account.new_link", {{"person", plainPerson_}}},
      {"import.begin", {{"kind", "providers"}, {"file", rows_}}},
      {"staff.ask_renewal", {{"members", member_ + "@2026-02-02"}}},
      {"staff.ask_decision", {{"members", member_ + "@2026-02-02"}}},
      {"contact.add", {{"role", "provider.tutor"}}},
      {"apikey.add", {{"name", "one-more"}, {"organisation", "school:Spon Vale School"}}},
      {"apikey.revoke", {{"key", "end-me"}}},
      {"school.change", {{"organisation", "spon-vale-school"}, {"version", "1"}}},
      {"provider.change", {{"version", "1"}}},
      {"course.add", {{"category", "Work-based learning"}}},
      {"course.change", {{"version", courseVersion()}, {"category", "Work-based learning"}}},
      {"course.set_places", {{"version", courseVersion()}}},
      {"pupil.change", {{"version", ""}}},
      {"referral.save_section", {{"version", ""}}},
      {"referral.update_data", {{"version", ""}}},
      {"desk.clear_hold", {{"hold", "2"}}},
      {"response.choose_course", {{"course", "wood"}}},
      {"confirmation.give", {{"provider", provider_}, {"period", "2025-26/h3"}}},
      {"confirmation.talk", {{"provider", provider_}, {"period", "2025-26/h3"}}},
      {"confirmation.name_pupil", {{"provider", provider_}}},
      {"reminders.send", {{"organisation", "1"}}},
      {"confirmation.decide", {{"provider", provider_}}},
      {"schedule.call", {{"subject", provider_}}},
      {"schedule.remind", {{"subject", provider_}}},
      {"register.take", {{"session", "bike.2026-02-24.am"}, {"led_by", ""}, {"also", ""}}},
      {"register.not_held", {{"session", "bike.2026-02-24.am"}}},
      {"register.note_late", {{"session", "bike.2026-02-24.am"}}},
      {"register.set_times", {{"morning", "09:15"}, {"afternoon", "13:00"}}},
      {"register.rang", {{"subject", city_.of('p').reference}}},
      {"staff.join", {{"provider", provider_}}},
      {"staff.confirm", {{"provider", provider_}}},
      {"staff.change", {{"version", memberVersion()}}},
      {"staff.check", {{"kind", "renewal"}, {"certificate", "001234567899"}}},
      {"staff.learn", {{"kind", "dsl"}}},
      {"staff.decide", {{"version", memberVersion()}, {"decision", "not_with_pupils"}}},
      {"placement.ask_change", {{"sessions", "2p"}, {"from", "2026-02-24"}}},
      {"placement.record_induction", {{"held_on", "2026-02-24"}}},
      {"placement.report", {{"says", "Grandmother has a new number."}}},
      {"placement.answer_report", {{"outcome", "agreed"}}},
      {"placement.record_meeting", {{"outcome", "held"}, {"says", "Nobody saw another way."}, {"decision", ""}}},
      {"placement.record_review",
       {{"review", "extra"},
        {"held_on", "2026-02-24"},
        {"next_on", ""},
        {"decision", "goes_on"},
        {"says", "Everybody is content."}}},
      {"panel.confirm_action", {{"outcome", "1"}, {"says", ""}}},
      {"placement.confirm_review", {{"decision", "goes_on"}, {"says", "Everybody is content."}}},
      {"placement.lift_halt", {{"outcome", "goes_on"}}},
      {"placement.set_annual_review", {{"review_on", "2026-06-01"}}},
      {"placement.halt", {{"registered", "no"}}},
      {"placement.replace", {{"next_step", "Another course from May."}, {"last_day", ""}, {"successor", ""}}},
      {"placement.write_withdrawal", {{"sessions", ""}, {"last_day", ""}, {"talked_on", ""}}},
      {"terms.publish",
       {{"document", "attendance"},
        {"last", "0"},
        {"year", "2025-26"},
        {"body", "Schools tell of every absence."},
        {"changes", ""}}},
      {"terms.read", {{"number", "1"}}},
      {"terms.review", {{"document", "attendance"}}},
      {"terms.add", {{"title", "Something else"}}},
      {"panel.add_round",
       {{"deadline", "2026-03-04"}, {"meets_on", "2026-03-11"}, {"meets_again_on", ""}, {"starts_on", ""}}},
      {"panel.move_round",
       {{"round", kRound},
        {"version", "3"},
        {"deadline", "2026-01-30"},
        {"meets_on", "2026-02-02"},
        {"meets_again_on", ""}}},
      {"panel.open_agenda", {{"round", kRound}}},
      {"panel.put_on_round", {{"round", kRound}}},
      {"panel.record_round", {{"round", kRound}}},
      {"panel.vote", {{"panel", ""}, {"vote", "for"}}},
      {"panel.record_outcome",
       {{"panel", ""}, {"outcome", "agreed"}, {"programme", ""}, {"next_round", ""}, {"chairs_action", "no"}}},
      {"panel.report_actions", {{"round", kRound}}},
      {"panel.chase", {{"round", kRound}}},
  };
  FieldTexts form;
  const auto* declared = city_.office.house().registry().command(command);
  for (const Field& field : declared->declaration.form.fields) {
    std::string value = field.kind == FieldKind::yesNo    ? "yes"
                        : field.kind == FieldKind::date   ? "2026-02-02"
                        : field.kind == FieldKind::number ? std::to_string(std::max<std::int64_t>(field.least, 1))
                                                          : "As it is.";
    if (!field.options.empty()) value = field.options.front().value;
    if (const auto at = known.find(field.name);
        at != known.end() && (field.options.empty() || field.name == "decision" || field.name == "category" ||
                              field.name == "outcome" || field.name == "sessions"))
      value = at->second;
    if (const auto by = special.find(command); by != special.end())
      if (const auto at = by->second.find(field.name); at != by->second.end()) value = at->second;
    if (!value.empty()) form[field.name] = {value};
  }
  const std::map<std::string, std::map<std::string, std::string>> rest = {
      {"referral.save_section", {{"needs.kinds", "sen"}, {"needs.detail", "Short tasks help."}}},
      {"referral.update_data",
       {{"needs.kinds", "sen"},
        {"needs.detail", "Short tasks help."},
        {"needs.plan", "no"},
        {"needs.identified", "observed"},
        {"needs.profile", "Good with tools."}}},
      {"register.take", {{"mark." + city_.of('p').reference, "present"}}},
      {"absence.explain", {{"reason." + city_.of('p').reference + ".2026-02-24.am.bike", "authorised"}}},
      {"placement.record_induction", {{"induction.topics", "safeguarding"}}},
      {"panel.add_round", {{"programmes", "tier2.flourish"}}},
      {"referral.answer_hold", {{"risk.completed", "2026-01-20"}, {"risk.document", paper}}},
  };
  if (const auto more = rest.find(command); more != rest.end())
    for (const auto& [name, value] : more->second) form[name] = {value};
  if (command == "referral.answer_hold") form["risk.covers"] = {"pupil", "others", "place"};
  return form;
}

std::string Input::schoolOf(const Case& about) {
  return std::to_string(
      city_.office.fact<std::int64_t>("SELECT c.school_id FROM @all_cases c WHERE c.reference = ?", about.reference)
          .value());
}
std::string Input::courseVersion() {
  return std::to_string(city_.office.fact<std::int64_t>("SELECT version FROM course WHERE code = ?", "bike").value());
}
std::string Input::versionOf(const std::string& reference) { return std::to_string(city_.desk.version(reference)); }

}  // namespace capd::test
