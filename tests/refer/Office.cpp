#include "tests/refer/Office.h"

#include <filesystem>
#include <fstream>

#include "cases/account/Account.h"
#include "cases/document/Document.h"
#include "daemon/Demonstration.h"
#include "store/Vault.h"
#include "web/FormView.h"

namespace capd::test {
namespace {

std::string assetsIn(const TempDir& folder) {
  const std::string assets = folder.file("assets");
  std::filesystem::create_directory(assets);
  std::ofstream(assets + "/assets.manifest") << "style.css style-1.css\npage.js page-1.js\n";
  return assets;
}

store::Settings placeOf(Kind kind, const TempDir& folder) {
  store::Settings settings;
  settings.kind = kind == Kind::sqlite ? store::Settings::Kind::sqlite : store::Settings::Kind::postgresql;
  settings.place = kind == Kind::sqlite ? folder.file("capd.db") : freshPostgresDatabase();
  settings.demonstration = true;
  settings.keyFile = folder.file("capd.key");
  return settings;
}

}  // namespace

daemon::HouseSettings Office::settings() {
  daemon::HouseSettings settings;
  settings.settings = wanted_;
  settings.database = database_;
  settings.data = folder_.path();
  settings.share = share_;
  settings.plugins = plugins_;
  settings.assets = assets_;
  settings.log = [this](std::string_view line) {
    const std::lock_guard lock(logMutex_);
    log_ += std::string(line) + "\n";
  };
  return settings;
}

Office::Office(Kind kind, Date day, std::map<std::string, std::string> wanted, bool waitsForDisk)
    : wanted_(std::move(wanted)), assets_(assetsIn(folder_)), clock_(londonAt(day, {9, 0})) {
  database_ = placeOf(kind, folder_);
  database_.untilPowerFails = !waitsForDisk;
  open();
}

Office::Office(Kind kind, Date day, const std::string& share)
    : share_(share), assets_(assetsIn(folder_)), clock_(londonAt(day, {9, 0})) {
  database_ = placeOf(kind, folder_);
  open();
}

Office::Office(const Office& besides, const std::string& share)
    : database_(besides.database_), share_(share), assets_(assetsIn(folder_)), clock_(besides.clock_.now()) {
  open();
}

void Office::open() {
  house_ = std::make_unique<daemon::House>(settings(), clock_);
  daemon::fillDemonstration(*house_);
  for (const auto& plugin : house_->plugins().all())
    if (plugin.name == "referral" || plugin.name == "directory" || plugin.name.find("tier") == 0)
      BOOST_TEST_REQUIRE((plugin.state == commands::PluginStatus::State::running), plugin.name + ": " + plugin.says);
}

void Office::reopen(const std::string& plugins) {
  plugins_ = plugins;
  house_.reset();
  house_ = std::make_unique<daemon::House>(settings(), clock_);
}

Office::~Office() { BOOST_TEST_MESSAGE("log: " << logged()); }

std::string Office::logged() {
  const std::lock_guard lock(logMutex_);
  return log_;
}

Outcome Office::run(const std::string& email, const std::string& command,
                    const std::map<std::string, std::string>& texts, const std::string& token) {
  commands::Request request;
  request.command = command;
  request.token = token.empty() ? store::randomHex(8) : token;
  for (const auto& [name, value] : texts) request.texts[name] = {value};
  // Several values of one box are written with a bar between: "1a|1p".
  for (auto& [name, values] : request.texts) {
    const std::string all = values.front();
    if (name.find('.') == std::string::npos || all.find('|') == std::string::npos) continue;
    values.clear();
    for (std::size_t at = 0; at <= all.size();) {
      const auto end = std::min(all.find('|', at), all.size());
      values.push_back(all.substr(at, end - at));
      at = end + 1;
    }
  }
  return house_->pipeline().run(viewer(email), request);
}

std::string Office::upload(const std::string& email, const std::string& name, const std::string& content) {
  auto incoming = house_->blobs().take();
  incoming->add(content);
  const store::StoredBlob blob = incoming->done();
  std::int64_t id = 0;
  store::WriteRequest request;
  request.viewer = viewer(email);
  request.command = "document.upload";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    Document document;
    document.kind = "other";
    document.blob = blob.name;
    document.mediaType = "application/pdf";
    document.bytes = blob.bytes;
    document.sha256 = blob.sha256;
    document.typedName = name;
    document.scan = "not_scanned";
    id = addUpload(tx, document);
    return Done{};
  };
  house_->database().write(std::move(request)).get();
  return std::to_string(id);
}

std::string Office::pupilId(const std::string& lastName) {
  return std::to_string(fact<std::int64_t>("SELECT p.id FROM @all_pupils p WHERE p.last_name = ?", lastName).value());
}

std::string Office::dumpOf(const Outcome& outcome) {
  if (const auto* done = std::get_if<Done>(&outcome)) return "done: " + done->says;
  std::string text = "refused:";
  for (const Problem& problem : std::get<Refused>(outcome).problems) text += " [" + problem.field + "] " + problem.says;
  return text;
}

std::string Office::draft(const std::string& lastName, const std::string& email) {
  const Outcome begun = run(email, "referral.begin", {{"pupil", pupilId(lastName)}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(begun), dumpOf(begun));
  return std::get<Done>(begun).subject;
}

void Office::save(const std::string& reference, const std::string& section,
                  const std::map<std::string, std::string>& texts, const std::string& email) {
  auto all = texts;
  all["reference"] = reference;
  all["section"] = section;
  const Outcome saved = run(email, "referral.save_section", all);
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(saved), section + " " + dumpOf(saved));
}

void Office::fillIn(const std::string& reference, const std::string& risk, const std::string& course,
                    const std::string& email) {
  const auto save = [&](const std::string& ref, const std::string& section,
                        const std::map<std::string, std::string>& texts) { this->save(ref, section, texts, email); };
  save(reference, "pupil", {{"pupil.on_roll", "yes"}, {"pupil.address", "2 Example Street, Coventry"}});
  std::map<std::string, std::string> wanted = {{"course.first", course},
                                               {"course.start", clock_.today().plusDays(22).iso()},
                                               {"course.sessions", "2a|2p"},
                                               {"course.weeks", "12"}};
  if (course == "grow") wanted["course.sessions"] = "1a|1p|4a|4p";
  save(reference, "course", wanted);
  save(reference, "reasons",
       {{"reasons.purposes", "curriculum|attendance"},
        {"reasons.rationale", "He learns best with his hands."},
        {"reasons.justification", "bespoke"}});
  save(reference, "needs",
       {{"needs.kinds", "sen|behaviour"},
        {"needs.detail", "Short tasks help."},
        {"needs.plan", "no"},
        {"needs.identified", "observed"},
        {"needs.profile", "Good with tools, reads at year 6 level."}});
  save(reference, "views",
       {{"views.taken_on", clock_.today().plusDays(-18).iso()},
        {"views.says", "I want to fix bikes."},
        {"views.parents", "yes"},
        {"views.exit", "A level 1 course at college."},
        {"views.measures", "attendance"}});
  save(reference, "consent",
       {{"consent.agreed", "yes"},
        {"consent.who", "parent"},
        {"consent.name", "Mari Wynne"},
        {"consent.relationship", "Mother"},
        {"consent.date", clock_.today().plusDays(-17).iso()},
        {"consent.how", "meeting"},
        {"consent.taken_by", "Carys Penn"}});
  save(reference, "agreement",
       {{"agreement.q1", "Tom Archer, head of year"},
        {"agreement.q2", "Two meetings."},
        {"agreement.q3", "A trade."},
        {"agreement.q4", "Pupil and mother."},
        {"agreement.q5", "yes"},
        {"agreement.q7", "He chose it."},
        {"agreement.q8", "Beside maths at school."},
        {"agreement.q9", "yes"},
        {"case_worker.attends_reviews", "yes"}});
  save(reference, "week", {{"week.main_kind", "this_school"}, {"week.sessions", "8"}});
  save(reference, "contacts",
       {{"contacts.first_name", "Mari Wynne"},
        {"contacts.first_relationship", "Mother"},
        {"contacts.first_phone", "024 7600 0001"},
        {"contacts.medical", "none"},
        {"contacts.collection", "By bus, alone."},
        {"contacts.hide_address", "no"}});
  if (!risk.empty()) {
    save(reference, "risk",
         {{"risk.document", upload(email, "ra.pdf")}, {"risk.completed", risk}, {"risk.covers", "pupil|others|place"}});
  }
  save(reference, "papers", {{"papers.complete", "yes"}});
  std::map<std::string, std::string> questions;
  for (const char* each :
       {"tier1.curriculum", "tier1.interests", "tier1.journey", "tier1.right_support", "tier2.flourish.adapted",
        "tier2.flourish.agencies", "tier2.flourish.capacity", "tier2.flourish.early_help"})
    questions[each] = "As we talked over with the pupil.";
  save(reference, "programme", questions);
}

Screen::Screen(Office& office, const std::string& email) : office_(&office), session_(store::randomHex(32)) {
  store::WriteRequest request;
  request.viewer = office.house().hostViewer(0);
  request.command = "account.sign_in";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    openSession(tx, accountByEmail(tx, email).value().id, hashOfSecret(session_));
    return Done{};
  };
  office.house().database().write(std::move(request)).get();
  cookies_["capd"] = session_;
}

void Screen::keepCookies(const web::Reply& reply) {
  for (const auto& [name, value] : reply.headers) {
    if (name != "Set-Cookie") continue;
    const auto equals = value.find('=');
    const std::string kept = value.substr(equals + 1, value.find(';') - equals - 1);
    if (kept.empty())
      cookies_.erase(value.substr(0, equals));
    else
      cookies_[value.substr(0, equals)] = kept;
  }
}

web::Reply Screen::get(const std::string& path) {
  web::Request request;
  request.method = "GET";
  request.path = path.substr(0, path.find('?'));
  if (const auto mark = path.find('?'); mark != std::string::npos) {
    std::string rest = path.substr(mark + 1);
    while (!rest.empty()) {
      const auto end = std::min(rest.find('&'), rest.size());
      const std::string pair = rest.substr(0, end);
      request.query[pair.substr(0, pair.find('='))] = pair.substr(std::min(pair.find('=') + 1, pair.size()));
      rest.erase(0, end + 1);
    }
  }
  request.cookies = cookies_;
  request.from = "127.0.0.1";
  web::Reply reply = office_->house().site().handle(request);
  keepCookies(reply);
  if (reply.status == 303)
    for (const auto& [name, value] : reply.headers)
      if (name == "Location" && value != path) {
        at_ = value;
        return get(value);
      }
  at_ = path;
  return reply;
}

namespace {

std::string attribute(const std::string& tag, const std::string& name) {
  const auto at = tag.find(" " + name + "=\"");
  if (at == std::string::npos) return {};
  const auto from = at + name.size() + 3;
  return tag.substr(from, tag.find('"', from) - from);
}

// What a browser would send untouched: hidden fields, and what is ticked.
FieldTexts asShown(const std::string& html) {
  FieldTexts values;
  for (auto at = html.find("<input"); at != std::string::npos; at = html.find("<input", at + 1)) {
    const std::string tag = html.substr(at, html.find('>', at) - at);
    const std::string type = attribute(tag, "type");
    const bool ticked = (type == "radio" || type == "checkbox") && tag.find(" checked") != std::string::npos;
    if (type == "hidden" || ticked) values[attribute(tag, "name")].push_back(attribute(tag, "value"));
  }
  return values;
}

}  // namespace

web::Reply Screen::send(const std::string& page, const std::string& command, const FieldTexts& texts,
                        const std::string& then) {
  const web::Reply shown = get(page);
  const auto form = shown.body.find("action=\"/do/" + command + "\"");
  BOOST_TEST_REQUIRE(form != std::string::npos, page + " shows no form of " + command + ": " + textOf(shown));
  const std::string html = shown.body.substr(form, shown.body.find("</form>", form) - form);
  web::Request request;
  request.method = "POST";
  request.path = "/do/" + command;
  for (const auto& [name, values] : asShown(html)) request.form[name] = values;
  for (const auto& [name, values] : texts) request.form[name] = values;
  if (!then.empty()) request.form["then"] = {then};
  request.cookies = cookies_;
  request.from = "127.0.0.1";
  web::Reply reply = office_->house().site().handle(request);
  keepCookies(reply);
  if (reply.status != 303) return reply;
  for (const auto& [name, value] : reply.headers)
    if (name == "Location") {
      at_ = value;
      return get(value);
    }
  return reply;
}

web::Site::Upload Screen::upload(const std::string& name, const std::string& content) {
  web::Request request;
  request.method = "POST";
  request.cookies = cookies_;
  request.from = "127.0.0.1";
  const auto door = office_->house().site().receive(request, name);
  BOOST_TEST_REQUIRE((door != nullptr), "nobody is signed in");
  door->add(content);
  return door->done();
}

std::string textOf(const web::Reply& reply) {
  std::string text;
  bool tag = false;
  for (const char sign : reply.body) {
    if (sign == '<') tag = true;
    if (!tag) {
      if (sign != '\n' && sign != ' ')
        text += sign;
      else if (!text.empty() && text.back() != ' ')
        text += ' ';
    }
    if (sign == '>') {
      tag = false;
      if (!text.empty() && text.back() != ' ') text += ' ';
    }
  }
  return text;
}

}  // namespace capd::test
