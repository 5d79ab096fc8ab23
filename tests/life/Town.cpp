#include "tests/life/Town.h"

#include "tests/desk/Desk.h"

namespace capd::test {
namespace {

constexpr const char* kSunita = "send@cap.example";
constexpr const char* kSherbourne = "other@provider.example";

}  // namespace

Town::Town(Kind kind) : office(kind, Date(2026, 2, 2), {}, true), host_(office.house().hostViewer(0)) {
  furnish();
  for (const Draft each : {Draft::tierOne, Draft::insight, Draft::flourish, Draft::send})
    prototypes_[each] = prototype(each);
}

// Few places, so that cases come into one another's way; rounds of the panel that follow one another.
void Town::furnish() {
  write([&](WriteTx& tx) {
    tx.execute("UPDATE course SET places = 2 WHERE code IN ('wood', 'hair', 'choices', 'online', 'grow', 'regain')");
    tx.each<std::int64_t, std::string>("SELECT id, name FROM organisation WHERE kind = 'provider'",
                                       [&](std::int64_t id, const std::string& name) {
                                         providers_[id] = name == "Whitley Workshops" ? kProvider : kSherbourne;
                                       });
  });
  for (const auto& [deadline, meets] : std::vector<std::pair<std::string, std::string>>{{"2026-02-04", "2026-02-11"},
                                                                                        {"2026-02-18", "2026-02-25"},
                                                                                        {"2026-03-11", "2026-03-18"},
                                                                                        {"2026-04-15", "2026-04-22"},
                                                                                        {"2026-05-13", "2026-05-20"},
                                                                                        {"2026-06-10", "2026-06-17"}}) {
    const Outcome added = office.run(kAdmin, "panel.add_round",
                                     {{"deadline", deadline}, {"meets_on", meets}, {"programmes", "tier2.flourish"}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(added), office.dumpOf(added));
    rounds_.push_back(std::get<Done>(added).values.at("round"));
  }
}

std::string Town::prototype(Draft draft) {
  if (draft == Draft::send) {
    const Outcome added =
        office.run(kSunita, "pupil.add",
                   {{"first_name", "Ola"}, {"last_name", "Nowak-Test"}, {"born", "2011-05-04"}, {"year_group", "10"}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(added), office.dumpOf(added));
    const std::string reference = std::get<Done>(added).subject;
    office.fillIn(reference, "2026-01-20", "regain", kSunita);
    const auto save = [&](const std::string& section, const Texts& texts) {
      office.save(reference, section, texts, kSunita);
    };
    save("course", {{"course.sessions", "1a|1p|3a|3p|5a|5p"}, {"course.weeks", "12"}});
    save("pupil", {{"pupil.on_roll", "yes"}});
    save("needs", {{"needs.kinds", "sen|ehcp"}, {"needs.plan", "yes"}, {"needs.identified", "plans"}});
    save("agreement", {{"agreement.q6", "It asks for a small group."}});
    save("papers", {{"papers.ehcp", office.upload(kSunita, "plan.pdf")}, {"papers.complete", "yes"}});
    save("week", {{"week.main_kind", "other_school"}, {"week.main_name", "Spon Vale School"}, {"week.sessions", "4"}});
    save("programme", {{"course.hours", "12"}, {"send.assessments", "self_image|star"}});
    return reference;
  }
  const char* course = draft == Draft::flourish ? "grow" : draft == Draft::insight ? "choices" : "bike";
  const char* pupil = draft == Draft::flourish ? "Hassan-Test" : draft == Draft::insight ? "Reed-Test" : "Wynne-Test";
  const std::string reference = office.draft(pupil);
  office.fillIn(reference, "2026-01-20", course);
  if (draft == Draft::tierOne)
    office.save(reference, "course",
                {{"course.first", "wood"},
                 {"course.second", "hair"},
                 {"course.start", "2026-02-24"},
                 {"course.sessions", "2a|2p"},
                 {"course.weeks", "12"}});
  if (draft == Draft::insight) {
    Texts answers;
    for (const char* each : {"concern", "early_help", "exit", "agencies", "ehcp"})
      answers[std::string("tier2.insight.") + each] = "As we talked over with the pupil.";
    office.save(reference, "programme", answers);
    office.save(reference, "course",
                {{"course.first", "choices"},
                 {"course.start", "2026-02-25"},
                 {"course.sessions", "3a|3p"},
                 {"course.weeks", "6"}});
  }
  return reference;
}

std::string Town::copy(Draft draft, const std::string& pupilOf, bool toTheEnd) {
  const std::string reference = office.house().services().newReference(Date(2026, 2, 24)).text();
  write([&](WriteTx& tx) {
    const auto from =
        tx.one<std::int64_t>("SELECT id FROM referral WHERE reference = ?", prototypes_.at(draft)).value();
    const auto id = tx.nextId();
    const auto pupil = pupilOf.empty()
                           ? tx.nextId()
                           : tx.one<std::int64_t>("SELECT pupil_id FROM referral WHERE reference = ?", pupilOf).value();
    if (pupilOf.empty())
      tx.execute(
          "INSERT INTO pupil (id, school_id, first_name, last_name, sort_name, known_as, born, upn, year_group, "
          "version) "
          "SELECT ?, p.school_id, p.first_name, ?, ?, p.known_as, p.born, NULL, p.year_group, 1 FROM pupil p JOIN "
          "referral r ON r.pupil_id = p.id WHERE r.id = ?",
          pupil, reference, reference, from);
    tx.execute(
        "INSERT INTO referral (id, reference, school_id, pupil_id, programme, state, state_since_ms, created_ms, "
        "created_by, requested_start, version) SELECT ?, ?, school_id, ?, programme, state, state_since_ms, "
        "created_ms, created_by, requested_start, version FROM referral WHERE id = ?",
        id, reference, pupil, from);
    std::map<std::string, std::string> papers;
    for (const auto& [old] : tx.rows<std::int64_t>("SELECT id FROM @all_documents WHERE case_id = ?", from)) {
      const auto mine = tx.nextId();
      papers[std::to_string(old)] = std::to_string(mine);
      tx.execute(
          "INSERT INTO document (id, case_id, kind, blob, media_type, bytes, sha256, typed_name, scan, sealed, "
          "uploaded_ms, uploaded_by) SELECT ?, ?, kind, ?, media_type, bytes, sha256, typed_name, scan, sealed, "
          "uploaded_ms, uploaded_by FROM document WHERE id = ?",
          mine, id, store::randomHex(20), old);
      tx.execute(
          "INSERT INTO risk_assessment (id, case_id, pupil_id, document_id, completed, reviewed, changes, given_ms, "
          "given_by) SELECT ?, ?, ?, ?, completed, reviewed, changes, given_ms, given_by FROM risk_assessment WHERE "
          "document_id = ?",
          tx.nextId(), id, pupil, mine, old);
    }
    for (const auto& [question, revision, value, at, account] :
         tx.rows<std::string, std::int64_t, std::string, Instant, std::int64_t>(
             "SELECT question, revision, value, at_ms, account_id FROM @all_answers WHERE case_id = ?", from))
      if (!toTheEnd || question != "course.weeks")
        tx.execute(
            "INSERT INTO answer (case_id, question, revision, value, at_ms, account_id) VALUES (?, ?, ?, ?, ?, ?)", id,
            question, revision, papers.count(value) != 0 ? papers.at(value) : value, at, account);
    for (const auto& [organisation, relation] :
         tx.rows<std::int64_t, std::string>("SELECT organisation_id, relation FROM case_party WHERE case_id = ?", from))
      addParty(tx, id, organisation, relation);
    for (const auto& [course, provider, place] : tx.rows<std::int64_t, std::int64_t, std::int64_t>(
             "SELECT course_id, provider_id, place_in_order FROM @all_choices WHERE case_id = ?", from))
      tx.execute(
          "INSERT INTO referral_choice (id, case_id, course_id, provider_id, place_in_order, state) VALUES (?, ?, ?, "
          "?, "
          "?, 'chosen')",
          tx.nextId(), id, course, provider, place);
  });
  return reference;
}

std::vector<Now> Town::now(const std::vector<std::string>& references) {
  return read([&](ReadTx& tx) {
    std::vector<Now> all;
    for (const std::string& reference : references) {
      Now now;
      std::optional<std::string> programme;
      std::optional<std::int64_t> provider;
      std::optional<std::string> course;
      std::int64_t parties = 0;
      std::tie(now.id, now.state, now.version, programme, provider, course, parties) =
          tx.row<std::int64_t, std::string, std::int64_t, std::optional<std::string>, std::optional<std::int64_t>,
                 std::optional<std::string>, std::int64_t>(
                "SELECT c.id, c.state, c.version, c.programme, x.provider_id, k.code, (SELECT COUNT(*) FROM case_party "
                "p "
                "WHERE p.case_id = c.id AND p.until_ms IS NULL) FROM @all_cases c LEFT JOIN @all_choices x ON x.id = "
                "c.choice_id LEFT JOIN course k ON k.id = x.course_id WHERE c.reference = ?",
                reference)
              .value();
      now.programme = programme.value_or("");
      if (provider) now.provider = providers_.at(*provider);
      now.course = course.value_or("");
      now.gone = now.state == "draft" && parties == 0;
      all.push_back(std::move(now));
    }
    return all;
  });
}

std::string Town::person(char letter, Draft draft, const Now& now) {
  const bool send = draft == Draft::send;
  switch (letter) {
    case 'S':
      return send ? kSunita : kCarys;
    case 'T':
      return send ? "" : kTom;
    case 'Y':
      return send ? "" : "dsl@school.example";
    case 'N':
      return send ? kCarys : kSunita;
    case 'O':
      return kOlu;
    case 'P':
      return now.provider;
    case 'Q':
      return now.provider == kProvider ? kSherbourne : kProvider;
    case 'U':
      return now.provider == kProvider ? "tutor@provider.example" : "";
    case 'A':
      return kAdmin;
    case 'L':
      return kColleague;
    case 'M':
      return "officer@cap.example";
    case 'V':
      return "slt@cap.example";
    case 'C':
      return "chair@panel.example";
    case 'E':
      return "member@panel.example";
    case 'Z':
      return "dsl@cap.example";
    default:
      return "data@cap.example";
  }
}

const Viewer& Town::viewer(const std::string& email) {
  const auto known = viewers_.find(email);
  if (known != viewers_.end()) return known->second;
  return viewers_.emplace(email, office.viewer(email)).first->second;
}

Outcome Town::run(const std::string& email, const std::string& command, FieldTexts texts) {
  return office.house().pipeline().run(viewer(email), {command, std::move(texts), store::randomHex(8)});
}

std::string Town::job(const std::string& name) {
  std::string refused;
  for (const JobDeclaration& each : office.house().registry().jobs()) {
    if (each.name != name) continue;
    const auto commands = read([&](ReadTx& tx) { return each.run(tx, office.house().services()); });
    for (const auto& [command, texts] : commands) {
      const Outcome outcome = office.house().pipeline().run(host_, {command, texts, ""});
      if (!std::holds_alternative<Done>(outcome)) refused += command + " " + office.dumpOf(outcome) + "\n";
    }
  }
  return refused;
}

void Town::write(const std::function<void(WriteTx&)>& deed) {
  store::WriteRequest request;
  request.viewer = host_;
  request.command = "test.write";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    deed(tx);
    return Done{};
  };
  const auto reply = office.house().database().write(std::move(request)).get();
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(reply.outcome));
}

}  // namespace capd::test
