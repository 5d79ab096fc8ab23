// Files that come in: what they may be, how they are scanned, and that nobody is served one that is not clean.
#include <signal.h>

#include "store/Blobs.h"
#include "store/Vault.h"
#include "tests/daemon/FakeClamd.h"
#include "tests/daemon/Shop.h"
#include "web/Scanner.h"

using namespace capd;
using namespace capd::test;

namespace {

const std::string kPdf = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n";

struct Desk {
  explicit Desk(const std::string& settings = "") : shop(Kind::sqlite, settings) {
    shop.daemon->start();
    person.moveTo(shop.daemon->port());
    BOOST_TEST_REQUIRE(person.signIn("coordinator@school.example", kPassword));
    const auto pupil = one<std::int64_t>("SELECT p.id FROM @all_pupils p WHERE p.last_name = 'Wynne-Test'");
    const auto begun = person.run("referral.begin", {{"token", "t"}, {"pupil", std::to_string(pupil)}});
    BOOST_TEST_REQUIRE(begun->status == 303);
    reference = begun->header("location").substr(std::string("/referrals/").size());
  }
  template <class T>
  T one(const std::string& sql) {
    const SystemClock clock;
    const auto database = store::Database::openToRead(shop.records, clock, {{"core", CAPD_SOURCE "/sql/core"}});
    return database->read(jobViewer())->tx().one<T>(sql).value();
  }
  std::int64_t documents(const std::string& condition = "1 = 1") {
    return one<std::int64_t>("SELECT COUNT(*) FROM @all_documents d WHERE " + condition);
  }
  std::int64_t blobs() const {
    std::int64_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(shop.data() + "/blobs"))
      if (entry.is_regular_file()) ++count;
    return count;
  }
  std::optional<Answer> upload(const std::string& name, const std::string& content) {
    return person.upload("/do/referral.save_section",
                         {{"csrf", person.csrf()},
                          {"token", "u" + std::to_string(++sent)},
                          {"page", "/referrals/" + reference + "/section/risk"},
                          {"reference", reference},
                          {"section", "risk"},
                          {"risk.completed-day", "20"},
                          {"risk.completed-month", "1"},
                          {"risk.completed-year", "2026"}},
                         {{"risk.document", name, content}});
  }
  std::string newestDocument() { return std::to_string(one<std::int64_t>("SELECT MAX(d.id) FROM @all_documents d")); }
  std::optional<Answer> download(const std::string& id) {
    return person.get("/referrals/" + reference + "/documents/" + id);
  }

  Shop shop;
  Caller person{0};
  std::string reference;
  int sent = 0;
};

/// Refused beside the field, what was typed kept, nothing of the file left that a case could show.
void refused(Desk& desk, const std::string& name, const std::string& content, const std::string& words) {
  const auto answer = desk.upload(name, content);
  BOOST_TEST_REQUIRE(answer.has_value(), name);
  BOOST_TEST(answer->status == 422, name << ": " << answer->status);
  std::string body = answer->body;
  for (auto at = body.find("&#39;"); at != std::string::npos; at = body.find("&#39;")) body.replace(at, 5, "'");
  BOOST_TEST(says(body, words), name << " does not say: " << words);
  BOOST_TEST(says(answer->body, "value=\"20\""), name << ": what was typed is gone");
}

}  // namespace

BOOST_AUTO_TEST_CASE(files_are_what_their_name_says, *boost::unit_test::label("ENT-10")) {
  Desk desk;
  refused(desk, "a.pdf", "<html><script>alert(1)</script></html>",
          "The content of this file is not what its name says (pdf)");
  refused(desk, "a.pdf", kPdf + "<script>alert(1)</script>", "holds something besides its pdf content");
  refused(desk, "a.pdf", "MZ" + std::string(200, '\0') + kPdf, "is not what its name says");
  refused(desk, "a.txt", "hello <script>alert(1)</script>", "Open it, save it as PDF");
  refused(desk, "a.exe", "MZ" + std::string(200, '\0'), "This kind of file can't be taken");
  refused(desk, "a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "This kind of file can't be taken");
  refused(desk, "a", kPdf, "This kind of file can't be taken");
  refused(desk, "a.pdf.html", kPdf, "This kind of file can't be taken");
  refused(desk, "a.pdf", "", "The file is empty");
  refused(desk, std::string(300, 'n') + ".pdf", kPdf, "The file's name can't be read");
  refused(desk,
          "cod\xE2\x80\xAE"
          "fdp.exe.pdf",
          kPdf, "The file's name can't be read");
  refused(desk, std::string("a\0b.pdf", 7), kPdf, "The file's name can't be read");
  refused(desk, "\xFF\xFE.pdf", kPdf, "The file's name can't be read");
  refused(desk, "a.pdf", kPdf + std::string(11 * 1024 * 1024, 'a'), "The file is larger than 10 MB");
  BOOST_TEST(desk.documents() == 0);
  BOOST_TEST(desk.blobs() == 0);
  for (const char* name : {"Świątek plan.pdf", "تقييم المخاطر.pdf", "../../etc/passwd.pdf", "a;b=c.pdf"}) {
    const auto taken = desk.upload(name, kPdf);
    BOOST_TEST_REQUIRE(taken.has_value());
    BOOST_TEST(taken->status == 303, name);
  }
  BOOST_TEST(desk.documents("d.scan = 'not_scanned' AND d.case_id IS NOT NULL") == 4);
  BOOST_TEST(desk.blobs() == 4);
  const auto served = desk.download(desk.newestDocument());
  BOOST_TEST_REQUIRE(served->status == 200);
  BOOST_TEST(served->body == kPdf);
  BOOST_TEST(served->header("content-disposition").find("attachment") == 0U);
  BOOST_TEST(says(served->header("content-security-policy"), "sandbox"));
  BOOST_TEST(served->header("x-content-type-options") == "nosniff");
}

// Lists of rows come from those who import, CAP's quality officer among them; others are not told of kinds that they
// may not send.
BOOST_AUTO_TEST_CASE(a_list_of_rows_comes_from_whoever_imports, *boost::unit_test::label("ENT-37")) {
  Desk desk;
  const std::string rows = "Provider,Name,Role,Start date\nWhitley Workshops,Ann Tutor,Tutor,01/09/2024\n";
  const auto send = [&](Caller& person, const std::string& ending) {
    return person.upload("/do/import.begin",
                         {{"csrf", person.csrf()}, {"token", "rows" + ending}, {"page", "/imports"}, {"kind", "staff"}},
                         {{"file", "staff." + ending, rows}});
  };
  Caller officer(desk.shop.daemon->port());
  BOOST_TEST_REQUIRE(officer.signIn("quality@cap.example", kPassword));
  const auto taken = send(officer, "csv");
  BOOST_TEST_REQUIRE(taken.has_value());
  BOOST_TEST(taken->status == 303, taken->body);
  BOOST_TEST(taken->header("location").find("/imports/") == 0U);
  BOOST_TEST(says(officer.get(taken->header("location"))->body, "Ann Tutor"));
  const auto refusedKind = send(officer, "exe");
  BOOST_TEST(refusedKind->status == 422);
  BOOST_TEST(says(refusedKind->body, "a list of rows (csv), a spreadsheet (xlsx) or a ZIP (zip)"));
  refused(desk, "rows.csv", rows, "rich text (rtf), plain text (txt) or picture (jpg, png).");
}

BOOST_AUTO_TEST_CASE(an_upload_that_is_cut_leaves_nothing) {
  Desk desk;
  const std::string boundary = "cut";
  const std::string body = multipart({{"csrf", desk.person.csrf()}, {"reference", desk.reference}, {"section", "risk"}},
                                     {{"risk.document", "a.pdf", kPdf + std::string(200'000, 'a')}}, boundary);
  const std::string head =
      "POST /do/referral.save_section HTTP/1.1\r\nHost: " + desk.person.host() + "\r\n" + desk.person.cookieLine() +
      "Content-Type: multipart/form-data; boundary=cut\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  for (std::size_t cut = 1; cut < body.size(); cut += body.size() / 40) {
    Wire wire(desk.shop.daemon->port());
    BOOST_TEST_REQUIRE(wire.send(head + body.substr(0, cut)));
    wire.finish();
    const auto answer = wire.receive();
    BOOST_TEST((answer && answer->status == 400), "cut after " << cut);
  }
  BOOST_TEST(desk.documents() == 0);
  BOOST_TEST(desk.blobs() == 0);
}

// Signed out in the meantime: what was typed comes back with the next sign-in, and it is said that the file did not.
BOOST_AUTO_TEST_CASE(a_file_that_met_an_ended_sign_in_is_not_lost_in_silence, *boost::unit_test::label("ENT-10")) {
  Desk desk;
  Caller other(desk.person);
  BOOST_TEST_REQUIRE(other.post("/sign-out", {{"csrf", other.csrf()}})->status == 303);
  const auto parked = desk.upload("plan.pdf", kPdf);
  BOOST_TEST_REQUIRE((parked && parked->status == 303));
  BOOST_TEST(parked->header("location") == "/sign-in?parked=1");
  BOOST_TEST_REQUIRE(desk.person.signIn("coordinator@school.example", kPassword));
  const auto back = desk.person.get("/");
  BOOST_TEST(back->status == 422);
  BOOST_TEST(
      says(back->body, "You were signed out while this file was on its way, so it was not kept. Choose it again."));
  BOOST_TEST(says(back->body, "value=\"20\""), "what was typed is gone");
  BOOST_TEST(desk.documents() == 0);
}

BOOST_AUTO_TEST_CASE(only_what_is_clean_becomes_a_paper) {
  TempDir folder;
  FakeClamd clamd(folder.file("clamd"));
  Desk desk("uploads.scan = " + folder.file("clamd") + "\nuploads.scan_seconds = 1\n");
  const std::string large = kPdf + std::string(3'000'000, 'a');
  BOOST_TEST(desk.upload("clean.pdf", large)->status == 303);
  BOOST_TEST(clamd.bytes == large.size());
  BOOST_TEST(desk.documents("d.scan = 'clean' AND d.case_id IS NOT NULL") == 1);
  BOOST_TEST(desk.download(desk.newestDocument())->status == 200);

  refused(desk, "bad.pdf", kPdf + FakeClamd::kSign,
          "The selected file contains a virus. It was put aside and nobody can open it");
  std::int64_t aside = 1;
  BOOST_TEST(desk.documents("d.scan = 'quarantined'") == aside);
  for (const auto way :
       {FakeClamd::Way::closesEarly, FakeClamd::Way::hangs, FakeClamd::Way::wrongWords, FakeClamd::Way::tooLarge}) {
    clamd.way = way;
    refused(desk, "unknown.pdf", large, "The file could not be scanned for viruses");
    BOOST_TEST(desk.documents("d.scan = 'quarantined'") == ++aside);
  }
  BOOST_TEST(desk.documents("d.scan = 'quarantined' AND d.case_id IS NOT NULL") == 0);
  // Neither by its address nor by naming it in a form does anybody get at it.
  const std::string kept = desk.newestDocument();
  BOOST_TEST(desk.download(kept)->status == 404);
  desk.person.run("referral.save_section",
                  {{"token", "x"}, {"reference", desk.reference}, {"section", "risk"}, {"risk.document", kept}});
  BOOST_TEST(desk.download(kept)->status == 404);
  BOOST_TEST(desk.documents("d.scan = 'quarantined' AND d.case_id IS NOT NULL") == 0);
  BOOST_TEST(says(desk.shop.daemon->err(), "an upload was put in quarantine: Eicar-Signature"));

  clamd.way = FakeClamd::Way::asClamd;
  BOOST_TEST(desk.upload("again.pdf", kPdf)->status == 303);
  BOOST_TEST(says(desk.shop.run({"doctor"}).out, "well   the virus scanner answers at " + folder.file("clamd")));
  Caller host(desk.shop.daemon->port());
  BOOST_TEST_REQUIRE(host.signIn("host@cap.example", kPassword));
  BOOST_TEST(says(host.get("/status")->body, "answers at " + folder.file("clamd")));
}

BOOST_AUTO_TEST_CASE(a_scanner_that_is_not_there_takes_nothing) {
  TempDir folder;
  Desk desk("uploads.scan = " + folder.file("nobody") + "\n");
  refused(desk, "a.pdf", kPdf, "The file could not be scanned for viruses");
  BOOST_TEST(desk.documents("d.scan = 'quarantined' AND d.case_id IS NULL") == 1);
  BOOST_TEST(desk.documents("d.scan <> 'quarantined'") == 0);
  const Ran doctor = desk.shop.run({"doctor"});
  BOOST_TEST(doctor.exit == 1);
  BOOST_TEST(says(doctor.out, "LOOK   the virus scanner answers at " + folder.file("nobody")), doctor.out);
  Caller host(desk.shop.daemon->port());
  BOOST_TEST_REQUIRE(host.signIn("host@cap.example", kPassword));
  BOOST_TEST(says(host.get("/status")->body, "does not answer at " + folder.file("nobody")));
}

BOOST_AUTO_TEST_CASE(the_scanner_ends_in_its_time) {
  TempDir folder;
  FakeClamd clamd(folder.file("clamd"));
  clamd.way = FakeClamd::Way::hangs;
  const web::Scanner scanner(folder.file("clamd"), std::chrono::milliseconds(200));
  BOOST_TEST(scanner.answers());
  const auto since = std::chrono::steady_clock::now();
  const auto result = scanner.scan([](const auto& piece) { piece("abc"); });
  BOOST_TEST((result.answer == web::Scanner::Answer::couldNotScan));
  BOOST_TEST(result.says == "the virus scanner gave no answer");
  BOOST_TEST((std::chrono::steady_clock::now() - since < std::chrono::seconds(5)));
  BOOST_TEST(!web::Scanner(folder.file("nobody")).answers());
}

BOOST_AUTO_TEST_CASE(files_that_no_record_names_are_swept_a_day_later) {
  TempDir folder;
  const auto vault = store::Vault::passing();
  const store::Blobs blobs(folder.file("blobs"), vault);
  const auto keep = [&](const std::string& content) {
    store::Blobs all(folder.file("blobs"), vault);
    const auto incoming = all.take();
    incoming->add(content);
    return incoming->done().name;
  };
  const auto place = [&](const std::string& name) { return folder.file("blobs/" + name.substr(0, 2) + "/" + name); };
  const auto age = [&](const std::string& path, std::chrono::minutes old) {
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() - old);
  };
  const std::string named = keep("named, old");
  const std::string orphan = keep("orphan, old");
  const std::string young = keep("orphan, young");
  const std::string begun = place(keep("begun")) + ".part";
  std::filesystem::rename(begun.substr(0, begun.size() - 5), begun);
  age(place(named), std::chrono::hours(1000));
  age(place(orphan), std::chrono::hours(24) + std::chrono::minutes(1));
  age(place(young), std::chrono::hours(24) - std::chrono::minutes(1));
  age(begun, std::chrono::hours(25));
  BOOST_TEST(blobs.sweep(std::chrono::hours(24), [&](const std::string& name) { return name == named; }) == 2);
  BOOST_TEST(std::filesystem::exists(place(named)));
  BOOST_TEST(!std::filesystem::exists(place(orphan)));
  BOOST_TEST(std::filesystem::exists(place(young)));
  BOOST_TEST(!std::filesystem::exists(begun));
}

BOOST_AUTO_TEST_CASE(the_daemons_job_sweeps_and_keeps_what_is_named) {
  Desk desk;
  BOOST_TEST_REQUIRE(desk.upload("a.pdf", kPdf)->status == 303);
  BOOST_TEST_REQUIRE(desk.blobs() == 1);
  desk.shop.daemon->kill();
  const std::string orphan = std::string(40, 'a');
  std::filesystem::create_directories(desk.shop.data() + "/blobs/aa");
  std::ofstream(desk.shop.data() + "/blobs/aa/" + orphan) << "left behind";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(desk.shop.data() + "/blobs"))
    if (entry.is_regular_file())
      std::filesystem::last_write_time(entry.path(),
                                       std::filesystem::file_time_type::clock::now() - std::chrono::hours(25));
  // Another data folder's clock begins an hour later, at which the job is due again.
  Daemon later(desk.shop.folder.path(),
               {"--demo", "--at", "2026-02-02T11:00", "--data", desk.shop.data(), "--config", desk.shop.config()});
  later.start();
  for (int tries = 0; tries < 4000 && desk.blobs() > 1; ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));  // the job of another process
  BOOST_TEST(desk.blobs() == 1);
  BOOST_TEST(!std::filesystem::exists(desk.shop.data() + "/blobs/aa/" + orphan));
  BOOST_TEST(says(later.err(), "1 stored files that no record names were removed"), later.err());
  Caller person(later.port());
  BOOST_TEST_REQUIRE(person.signIn("coordinator@school.example", kPassword));
  BOOST_TEST(person.get("/referrals/" + desk.reference + "/documents/" + desk.newestDocument())->status == 200);
}
