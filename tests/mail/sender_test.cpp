#include "mail/Sender.h"

#include <boost/test/unit_test.hpp>
#include <map>

#include "cases/hold/Hold.h"
#include "cases/mail/Outbox.h"
#include "cases/organisation/Organisation.h"
#include "tests/mail/SmtpServer.h"
#include "tests/support/Stores.h"

using namespace capd;
using namespace capd::test;
namespace bdata = boost::unit_test::data;

namespace {

NewMail mailTo(const std::string& address, const std::string& subject = "CAP25-H4K7MX: on hold") {
  NewMail mail;
  mail.address = address;
  mail.subject = subject;
  mail.body = "Please send it.\n.\nÜber the dot\n";
  mail.reason = "outcome";
  mail.reasonId = 1;
  return mail;
}

void queue(Store& store, const NewMail& mail) {
  store.write([&](WriteTx& tx) -> Outcome {
    queueMail(tx, mail);
    return Done{};
  });
}

mail::Settings settingsFor(const SmtpServer& server) {
  mail::Settings settings;
  settings.place.host = "127.0.0.1";
  settings.place.port = server.port();
  settings.place.startTls = false;
  settings.place.greetAs = "council.example";
  settings.place.timeoutMs = 5000;
  settings.letterhead.from = "cap@council.example";
  return settings;
}

std::vector<Mail> allMails(Store& store) { return mails(store.database->read(jobViewer())->tx(), "", "", 100); }

std::string headerOf(const std::string& message, const std::string& name) {
  const auto at = message.find(name + ": ");
  return at == std::string::npos ? "" : message.substr(at, message.find("\r\n", at) - at);
}

}  // namespace

BOOST_DATA_TEST_CASE(what_is_queued_is_delivered_once, kBoth, kind) {
  Store store(kind);
  SmtpServer server;
  mail::Sender sender(*store.database, store.clock, settingsFor(server));
  BOOST_TEST(sender.runOnce() == 0);
  queue(store, mailTo("first@school.example", "CAP25-A: on hold"));
  queue(store, mailTo("second@school.example", "CAP25-B: on hold"));
  BOOST_TEST(sender.runOnce() == 2);
  BOOST_TEST(sender.runOnce() == 0);
  const auto taken = server.taken();
  BOOST_TEST_REQUIRE(taken.size() == 2U);
  BOOST_TEST(headerOf(taken[0], "Subject") == "Subject: CAP25-A: on hold");
  BOOST_TEST(taken[0].find("Please send it.\r\n=2E\r\n=C3=9Cber the dot") != std::string::npos);
  for (const Mail& mail : allMails(store)) {
    BOOST_TEST(mail.state == "sent");
    BOOST_TEST(mail.tries == 1);
    BOOST_TEST(mail.says.find("Taken as") != std::string::npos);
  }
  BOOST_TEST(store.one<std::int64_t>("SELECT COUNT(*) FROM audit WHERE command = 'mail.mark_sent'") == 2);
}

BOOST_AUTO_TEST_CASE(put_off_and_tried_again_with_the_same_message_id) {
  Store store(Kind::sqlite);
  SmtpServer server;
  mail::Sender sender(*store.database, store.clock, settingsFor(server));
  queue(store, mailTo("later@school.example"));
  queue(store, mailTo("other@school.example"));
  BOOST_TEST(sender.runOnce() == 1);
  const std::string id = allMails(store)[1].messageId;
  BOOST_TEST(allMails(store)[1].state == "waiting");
  BOOST_TEST(allMails(store)[1].says.find("Greylisted") != std::string::npos);
  BOOST_TEST(sender.runOnce() == 0);
  store.clock.advanceMs(59'000);
  BOOST_TEST(sender.runOnce() == 0);
  BOOST_TEST(allMails(store)[1].tries == 1);
  store.clock.advanceMs(1'000);
  server.getWell();
  BOOST_TEST(sender.runOnce() == 1);
  BOOST_TEST(allMails(store)[1].state == "sent");
  BOOST_TEST(headerOf(server.taken()[1], "Message-ID") == "Message-ID: <" + id + ">");
}

BOOST_AUTO_TEST_CASE(five_days_of_being_put_off_is_a_failure) {
  Store store(Kind::sqlite);
  SmtpServer server;
  mail::Sender sender(*store.database, store.clock, settingsFor(server));
  queue(store, mailTo("later@school.example"));
  int rounds = 0;
  while (allMails(store)[0].state == "waiting" && rounds < 100) {
    sender.runOnce();
    store.clock.advanceMs(4LL * 3600'000);
    ++rounds;
  }
  BOOST_TEST(allMails(store)[0].state == "failed");
  BOOST_TEST(rounds > 28);
  BOOST_TEST(rounds < 34);
}

BOOST_AUTO_TEST_CASE(refused_is_failed_and_shown_and_may_be_tried_again) {
  Store store(Kind::sqlite);
  SmtpServer server;
  mail::Sender sender(*store.database, store.clock, settingsFor(server));
  queue(store, mailTo("refused@school.example"));
  queue(store, mailTo("good@school.example"));
  BOOST_TEST(sender.runOnce() == 1);
  const Mail failed = allMails(store)[1];
  BOOST_TEST(failed.state == "failed");
  BOOST_TEST(failed.says.find("550") == 0U);
  store.clock.advanceMs(24LL * 3600'000);
  BOOST_TEST(sender.runOnce() == 0);
  store.write([&](WriteTx& tx) -> Outcome {
    BOOST_TEST(!retryMail(tx, "nobody@capd.local"));
    BOOST_TEST(retryMail(tx, failed.messageId));
    return Done{};
  });
  BOOST_TEST(allMails(store)[1].state == "waiting");
}

BOOST_AUTO_TEST_CASE(the_line_is_cut_before_the_answer) {
  Store store(Kind::sqlite);
  SmtpServer server;
  mail::Sender sender(*store.database, store.clock, settingsFor(server));
  queue(store, mailTo("cut@school.example"));
  queue(store, mailTo("next@school.example"));
  server.cutNext();
  BOOST_TEST(sender.runOnce() == 0);
  BOOST_TEST(allMails(store)[1].state == "waiting");
  BOOST_TEST(allMails(store)[1].says.find("closed the line") != std::string::npos, allMails(store)[1].says);
  BOOST_TEST(sender.runOnce() == 1);  // the other one
  store.clock.advanceMs(60'000);
  BOOST_TEST(sender.runOnce() == 1);
  std::map<std::string, int> ids;
  for (const std::string& message : server.taken()) ++ids[headerOf(message, "Message-ID")];
  BOOST_TEST(server.taken().size() == 3U);
  BOOST_TEST(ids.size() == 2U);
}

BOOST_AUTO_TEST_CASE(nobody_there_loses_nothing_and_goes_out_oldest_first) {
  Store store(Kind::sqlite);
  mail::Settings nobody;
  {
    SmtpServer gone;
    nobody = settingsFor(gone);
  }
  mail::Sender lonely(*store.database, store.clock, nobody);
  for (int i = 0; i < 5; ++i) queue(store, mailTo("p" + std::to_string(i) + "@school.example"));
  for (int day = 0; day < 72; ++day) {
    BOOST_TEST(lonely.runOnce() == 0);
    store.clock.advanceMs(3600'000);
  }
  for (const Mail& mail : allMails(store)) {
    BOOST_TEST(mail.state == "waiting");
    BOOST_TEST(mail.tries == 0);
    BOOST_TEST(mail.says.find("cannot be used") != std::string::npos);
  }
  SmtpServer server;
  mail::Sender sender(*store.database, store.clock, settingsFor(server));
  BOOST_TEST(sender.runOnce() == 5);
  const auto to = server.recipients();
  for (std::size_t i = 0; i < 5; ++i) BOOST_TEST(to[i].find("p" + std::to_string(i)) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_server_is_a_spool) {
  Store store(Kind::sqlite);
  mail::Sender sender(*store.database, store.clock, mail::Settings{});
  queue(store, mailTo("first@school.example"));
  BOOST_TEST(sender.runOnce() == 0);
  BOOST_TEST(allMails(store)[0].state == "waiting");
  BOOST_TEST(allMails(store)[0].tries == 0);
}

BOOST_AUTO_TEST_CASE(at_most_so_many_in_one_run) {
  Store store(Kind::sqlite);
  SmtpServer server;
  mail::Settings settings = settingsFor(server);
  settings.mostPerRun = 2;
  mail::Sender sender(*store.database, store.clock, settings);
  for (int i = 0; i < 5; ++i) queue(store, mailTo("p" + std::to_string(i) + "@school.example"));
  BOOST_TEST(sender.runOnce() == 2);
  BOOST_TEST(sender.runOnce() == 2);
  BOOST_TEST(sender.runOnce() == 1);
}

BOOST_DATA_TEST_CASE(a_reason_that_is_gone_is_not_sent, kBoth, kind) {
  Store store(kind);
  SmtpServer server;
  mail::Sender sender(*store.database, store.clock, settingsFor(server));
  std::int64_t hold = 0;
  store.write([&](WriteTx& tx) -> Outcome {
    Organisation school;
    school.kind = "school";
    school.name = "Spon Vale School";
    const auto id = addOrganisation(tx, school);
    tx.execute(
        "INSERT INTO pupil (id, school_id, first_name, last_name, sort_name, born, year_group, version) VALUES "
        "(90, ?, 'A', 'B', 'b a', '2011-03-04', 10, 1)",
        id);
    tx.execute(
        "INSERT INTO referral (id, reference, school_id, pupil_id, state, state_since_ms, created_ms, created_by, "
        "version) VALUES (91, 'CAP25-H4K7MX', ?, 90, 'submitted', 0, 0, 1, 1)",
        id);
    hold = putHold(tx, 91, "consent", "consent_recorded", "Tell us who agreed");
    const auto other = putHold(tx, 91, "other", "cap.1", "Something");
    markAsked(tx, hold);
    markAsked(tx, other);
    NewMail mail = mailTo("one@school.example");
    mail.reason = "hold";
    mail.reasonId = hold;
    mail.caseId = 91;
    queueMail(tx, mail);
    mail.address = "both@school.example";
    mail.reason = "holds";
    mail.reasonId = 91;
    queueMail(tx, mail);
    closeHold(tx, hold, "It came.");
    return Done{};
  });
  BOOST_TEST(sender.runOnce() == 1);
  std::map<std::string, std::string> states;
  for (const Mail& mail : allMails(store)) states[mail.address] = mail.state + " " + mail.says;
  BOOST_TEST(states["one@school.example"] == "dropped Not sent: what it asked for has come.");
  BOOST_TEST(states["both@school.example"].find("sent") == 0U);
  BOOST_TEST(server.taken().size() == 1U);
}

BOOST_AUTO_TEST_CASE(three_of_the_same_collapse_to_the_newest) {
  Store store(Kind::sqlite);
  SmtpServer server;
  mail::Sender sender(*store.database, store.clock, settingsFor(server));
  for (int i = 0; i < 3; ++i) queue(store, mailTo("same@school.example", "3 things are waiting for you at CAP"));
  BOOST_TEST(sender.runOnce() == 1);
  BOOST_TEST(server.taken().size() == 1U);
  BOOST_TEST(mailsInState(store.database->read(jobViewer())->tx(), "dropped") == 2);
}

BOOST_AUTO_TEST_CASE(two_senders_send_it_once) {
  Store store(Kind::sqlite);
  SmtpServer server;
  mail::Sender one(*store.database, store.clock, settingsFor(server));
  mail::Sender two(*store.database, store.clock, settingsFor(server));
  for (int i = 0; i < 20; ++i) queue(store, mailTo("p" + std::to_string(i) + "@school.example"));
  one.start();
  two.start();
  for (int i = 0; i < 20; ++i) one.runOnce();
  one.stop();
  two.stop();
  BOOST_TEST(server.taken().size() == 20U);
}

BOOST_AUTO_TEST_CASE(what_may_not_be_queued) {
  Store store(Kind::sqlite);
  const auto refused = [&](const std::string& address, const std::string& subject) {
    BOOST_CHECK_THROW(queue(store, mailTo(address, subject)), std::invalid_argument);
  };
  refused("a@b.example\r\nBcc: evil@example.com", "x");
  refused("a@b.example", "x\r\nBcc: evil@example.com");
  refused("a@b.example", "x\nBcc: evil@example.com");
  refused("a@b.example", std::string("x\0y", 3));
  refused("nobody", "x");
  refused("a@b@c", "x");
  refused("a b@c", "x");
  refused("<a@b>", "x");
  refused("", "x");
  BOOST_TEST(allMails(store).empty());
}

BOOST_AUTO_TEST_CASE(to_a_role_or_to_the_organisation) {
  Store store(Kind::sqlite);
  store.write([&](WriteTx& tx) -> Outcome {
    Organisation school;
    school.kind = "school";
    school.name = "Spon Vale School";
    const auto silent = addOrganisation(tx, school);
    BOOST_TEST(queueMailToRole(tx, silent, "school.coordinator", mailTo("ignored@x.example")) == 0);
    school.name = "Canley Brook Academy";
    school.email = "office@canley.example";
    const auto office = addOrganisation(tx, school);
    BOOST_TEST(queueMailToRole(tx, office, "school.coordinator", mailTo("ignored@x.example")) == 1);
    for (const char* name : {"Ann", "Bea"})
      addMembership(tx, addPerson(tx, name, std::string(name) + "@canley.example", ""), office, "school.coordinator");
    BOOST_TEST(queueMailToRole(tx, office, "school.coordinator", mailTo("ignored@x.example")) == 2);
    return Done{};
  });
  std::string to;
  for (const Mail& mail : allMails(store)) to += mail.address + " ";
  BOOST_TEST(to == "Bea@canley.example Ann@canley.example office@canley.example ");
}

BOOST_AUTO_TEST_CASE(starttls_with_a_certificate_that_fits) {
  Store store(Kind::sqlite);
  SmtpServer server("localhost");
  mail::Settings settings = settingsFor(server);
  settings.place.startTls = true;
  settings.place.host = "localhost";
  settings.place.caFile = server.caFile();
  mail::Sender sender(*store.database, store.clock, settings);
  queue(store, mailTo("first@school.example"));
  BOOST_TEST(sender.runOnce() == 1);
  BOOST_TEST(server.taken().size() == 1U);
}

BOOST_AUTO_TEST_CASE(starttls_refuses_strangers) {
  Store store(Kind::sqlite);
  SmtpServer server("localhost");
  SmtpServer otherName("mail.elsewhere.example");
  SmtpServer inTheOpen;
  struct Case {
    const char* what;
    const SmtpServer& server;
    std::string ca;
  };
  for (const Case& each :
       {Case{"an authority that nobody knows", server, otherName.caFile()},
        Case{"another name", otherName, otherName.caFile()}, Case{"no STARTTLS at all", inTheOpen, server.caFile()}}) {
    BOOST_TEST_CONTEXT(each.what) {
      mail::Settings settings = settingsFor(each.server);
      settings.place.startTls = true;
      settings.place.host = "localhost";
      settings.place.caFile = each.ca;
      mail::Sender sender(*store.database, store.clock, settings);
      queue(store, mailTo("first@school.example"));
      BOOST_TEST(sender.runOnce() == 0);
      BOOST_TEST(each.server.taken().empty());
      BOOST_TEST(allMails(store)[0].state == "waiting");
      store.clock.advanceMs(3600'000);
    }
  }
}
