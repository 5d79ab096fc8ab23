// The canary sweep: every person reads everything that they can reach, from the first page on along every link, and
// every page whose address they could guess. A token that is foreign to them may be in no byte of it; nor may any be in
// a mail, in the log or in a URL.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <deque>

#include "cases/account/Account.h"
#include "tests/access/City.h"
#include "tests/web/Program.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// Everything of one reply that leaves the house: status line, headers, body, file.
std::string bytesOf(const web::Reply& reply) {
  std::string all = reply.type + "\n";
  for (const auto& [name, value] : reply.headers) all += name + ": " + value + "\n";
  all += reply.body;
  if (reply.stream) reply.stream([&](std::string_view piece) { all += piece; });
  return all;
}

std::vector<std::string> linksIn(const std::string& html) {
  std::vector<std::string> links;
  for (const char* mark : {"href=\"/", "\nLocation: /"})
    for (auto at = html.find(mark); at != std::string::npos; at = html.find(mark, at + 1)) {
      const auto begin = html.find('/', at);
      std::string link = html.substr(begin, html.find_first_of("\"\n", begin) - begin);
      for (auto amp = link.find("&amp;"); amp != std::string::npos; amp = link.find("&amp;")) link.erase(amp + 1, 4);
      links.push_back(link);
    }
  return links;
}

// Every text of a model that could be a path of the service.
void addPaths(const nlohmann::json& json, std::vector<std::string>& paths) {
  if (json.is_string()) {
    const auto text = json.get<std::string>();
    if (text.size() > 1 && text[0] == '/' && text.find_first_of(" \n") == std::string::npos) paths.push_back(text);
  }
  if (json.is_structured())
    for (const auto& inner : json) addPaths(inner, paths);
}

std::vector<std::string> pathsIn(const web::Reply& reply) {
  std::vector<std::string> paths;
  const auto json = nlohmann::json::parse(reply.body, nullptr, false);
  if (!json.is_discarded()) addPaths(json, paths);
  return paths;
}

class Sweep {
 public:
  explicit Sweep(City& city) : city_(city) {
    for (const Token& token : city.tokens) byText_[lower(token.text)] = &token;
  }

  /// Reads everything as that person. @returns how many pages and files.
  std::size_t crawl(const daemon::Persona& persona) {
    cookie_ = open(persona.email);
    key_.clear();
    return crawlFrom(persona, "/", "");
  }

  /// The same by a program whose key has the role of that person; nothing for a role that is for people alone.
  std::size_t crawlByKey(const daemon::Persona& persona) {
    cookie_.clear();
    key_ = keyLike(city_.office, persona);
    return key_.empty() ? 0 : crawlFrom(persona, "/referrals", "/api/v1");
  }

  std::vector<const Token*> tokensIn(const std::string& bytes) const {
    std::vector<const Token*> found;
    const std::string text = lower(bytes);
    for (auto at = text.find("zq"); at != std::string::npos; at = text.find("zq", at + 1)) {
      const auto end = text.find('q', at + 2);
      if (end == std::string::npos) continue;
      const auto known = byText_.find(text.substr(at, end + 1 - at));
      if (known != byText_.end()) found.push_back(known->second);
    }
    return found;
  }

  /// Tokens that some person who may read them has in fact found.
  std::set<const Token*> met;
  std::size_t foreign = 0;

 private:
  std::size_t crawlFrom(const daemon::Persona& persona, const std::string& first, const std::string& door) {
    std::deque<std::string> waiting = {first};
    for (const std::string& guess : guesses()) waiting.push_back(guess);
    std::set<std::string> seen(waiting.begin(), waiting.end());
    std::size_t opened = 0;
    while (!waiting.empty() && seen.size() < 6000) {
      const std::string path = waiting.front();
      waiting.pop_front();
      const web::Reply reply = get(door + path);
      const std::string all = bytesOf(reply);
      BOOST_TEST(reply.status < 500, door << path << " breaks for " << persona.email);
      if (reply.status == 200) ++opened;
      look(persona, door + path, all);
      for (const std::string& link : door.empty() ? linksIn(all) : pathsIn(reply)) {
        BOOST_TEST(tokensIn(link).empty(), "the address " << link << " carries what somebody typed");
        if (link.rfind("/assets/", 0) != 0 && seen.insert(link).second) waiting.push_back(link);
      }
    }
    BOOST_TEST(waiting.empty(), "the crawl of " << persona.email << " does not end");
    return opened;
  }

  std::string open(const std::string& email) {
    const std::string session = store::randomHex(32);
    store::WriteRequest request;
    request.viewer = city_.office.house().hostViewer(0);
    request.command = "account.sign_in";
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      openSession(tx, accountByEmail(tx, email).value().id, hashOfSecret(session));
      return Done{};
    };
    city_.office.house().database().write(std::move(request)).get();
    return session;
  }

  // Whoever knows how addresses are made can try them: every page there is, for every case, and files by number.
  std::vector<std::string> guesses() {
    std::vector<std::string> all;
    for (const auto* page : city_.office.house().registry().allPages())
      for (const Case& about : city_.cases)
        for (const char* number : {"1", "2"}) {
          std::string path = page->declaration.path;
          for (const auto& [name, value] :
               std::map<std::string, std::string>{{"{reference}", about.reference},
                                                  {"{number}", number},
                                                  {"{id}", *number == '1' ? about.papers.front() : about.papers.back()},
                                                  {"{section}", *number == '1' ? "contacts" : "pupil"},
                                                  {"{hold}", "risk_assessment~risk_assessment_age"},
                                                  {"{course}", "bike"},
                                                  {"{session}", "bike.2026-02-24.am"},
                                                  {"{subject}", about.reference},
                                                  {"{name}", "whitley-workshops"},
                                                  {"{person}", "000000000000"},
                                                  {"{key}", "like-admin-cap"},
                                                  {"{mail}", "x"}})
            if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
          all.push_back(path);
        }
    return all;
  }

  web::Reply get(const std::string& path) {
    web::Request request;
    request.method = "GET";
    const auto mark = path.find('?');
    request.path = path.substr(0, mark);
    if (mark != std::string::npos) {
      std::string rest = path.substr(mark + 1);
      while (!rest.empty()) {
        const auto end = std::min(rest.find('&'), rest.size());
        const std::string pair = rest.substr(0, end);
        request.query[pair.substr(0, pair.find('='))] = pair.substr(std::min(pair.find('=') + 1, pair.size()));
        rest.erase(0, end + 1);
      }
    }
    if (key_.empty())
      request.cookies["capd"] = cookie_;
    else
      request.headers["authorization"] = "Bearer " + key_;
    request.from = "192.0.2.9";
    return city_.office.house().site().handle(request);
  }

  void look(const daemon::Persona& persona, const std::string& path, const std::string& bytes) {
    for (const Token* token : tokensIn(bytes)) {
      if (mayRead(persona, *token, city_.of(token->letter))) {
        met.insert(token);
        continue;
      }
      ++foreign;
      if (told_.insert(persona.email + path.substr(0, path.find('/', 1)) + token->where + token->letter).second)
        BOOST_TEST(false, persona.email << " (" << persona.says << ") reads on " << path << " what stands in "
                                        << token->where << " of " << city_.of(token->letter).says << ": "
                                        << token->text);
    }
  }

  City& city_;
  std::map<std::string, const Token*> byText_;
  std::set<std::string> told_;
  std::string cookie_;
  std::string key_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(sweep)

BOOST_DATA_TEST_CASE(nobody_reads_what_is_foreign_to_them, kBoth, kind) {
  City city(kind);
  BOOST_TEST_REQUIRE(city.tokens.size() > 250u);
  Sweep sweep(city);
  std::string sums;
  for (const auto& persona : daemon::personas())
    sums += fmt::format("\n  {:<16} {} pages and files, {} by a key", shortName(persona), sweep.crawl(persona),
                        sweep.crawlByKey(persona));
  BOOST_TEST_MESSAGE(city.tokens.size() << " tokens" << sums);
  BOOST_TEST(sweep.foreign == 0u);

  // A sweep that finds nothing proves nothing: whoever may read a token has found it.
  for (const Token& token : city.tokens)
    if (token.what != What::slipName)
      BOOST_TEST(sweep.met.count(&token) == 1u, "nobody finds what stands in " << token.where << " of "
                                                                               << city.of(token.letter).says << ": "
                                                                               << token.text);

  // What leaves the house by other ways, and what the operator reads, carries none at all.
  BOOST_TEST(sweep.tokensIn(city.office.logged()).empty(), city.office.logged());
  const auto lease = city.office.house().database().read(city.office.house().hostViewer(0));
  std::size_t mails = 0;
  for (const auto& [subject, body] : lease->tx().rows<std::string, std::string>("SELECT subject, body FROM mail")) {
    ++mails;
    BOOST_TEST(sweep.tokensIn(subject + "\n" + body).empty(), subject << "\n" << body);
  }
  BOOST_TEST(mails > 10u);
  for (const auto& [line] :
       lease->tx().rows<std::string>("SELECT actor || ' ' || command || ' ' || subject || ' ' || fields FROM audit"))
    BOOST_TEST(sweep.tokensIn(line).empty(), line);
  for (const auto& [line] : lease->tx().rows<std::string>("SELECT payload FROM audit_payload"))
    BOOST_TEST(sweep.tokensIn(line).empty(), "the payload of the audit is sealed");
  for (const auto& [line] : lease->tx().rows<std::string>("SELECT actor || ' ' || subject || ' ' || page FROM access"))
    BOOST_TEST(sweep.tokensIn(line).empty(), line);
  for (const auto& [line] : lease->tx().rows<std::string>("SELECT subject || ' ' || says FROM duty"))
    BOOST_TEST(sweep.tokensIn(line).empty(), line);
  for (const auto& [line] : lease->tx().rows<std::string>("SELECT reply FROM done_command"))
    BOOST_TEST(sweep.tokensIn(line).empty(), line);
}

BOOST_AUTO_TEST_SUITE_END()
