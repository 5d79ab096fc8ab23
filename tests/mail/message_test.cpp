#include "mail/Message.h"

#include <boost/test/unit_test.hpp>
#include <stdexcept>

using namespace capd;

namespace {

Mail aMail() {
  Mail mail;
  mail.messageId = "abc@capd.local";
  mail.address = "carys@school.example";
  mail.subject = "CAP25-H4K7MX: on hold";
  mail.body = "Please send it.\n";
  mail.queued = Instant{1'770'022'800'000};
  return mail;
}
const mail::Letterhead kFrom{"cap@council.example", "Coventry Alternative Provision"};

}  // namespace

BOOST_AUTO_TEST_CASE(headers_and_text) {
  const std::string text = mail::compose(aMail(), kFrom);
  BOOST_TEST(text.find("From: \"Coventry Alternative Provision\" <cap@council.example>\r\n") == 0U);
  BOOST_TEST(text.find("To: <carys@school.example>\r\n") != std::string::npos);
  BOOST_TEST(text.find("Date: Mon, 02 Feb 2026 09:00:00 +0000\r\n") != std::string::npos);
  BOOST_TEST(text.find("Message-ID: <abc@capd.local>\r\n") != std::string::npos);
  BOOST_TEST(text.find("\r\n\r\nPlease send it.\r\n") != std::string::npos);
  BOOST_TEST((text == mail::compose(aMail(), kFrom)));
}

BOOST_AUTO_TEST_CASE(no_header_can_be_broken_out_of) {
  for (const std::string sign : {"\r\n", "\n", "\r", std::string(1, '\0').c_str(), "\x0b", "\x7f"}) {
    if (sign.empty()) continue;
    const std::string evil = "x" + sign + "Bcc: evil@example.com";
    Mail subject = aMail();
    subject.subject = evil;
    BOOST_CHECK_THROW(mail::compose(subject, kFrom), std::invalid_argument);
    Mail address = aMail();
    address.address = evil;
    BOOST_CHECK_THROW(mail::compose(address, kFrom), std::invalid_argument);
    Mail id = aMail();
    id.messageId = evil;
    BOOST_CHECK_THROW(mail::compose(id, kFrom), std::invalid_argument);
    BOOST_CHECK_THROW(mail::compose(aMail(), {evil, "CAP"}), std::invalid_argument);
    BOOST_CHECK_THROW(mail::compose(aMail(), {"cap@council.example", evil}), std::invalid_argument);
    BOOST_CHECK_THROW(mail::header("X", evil), std::invalid_argument);
  }
  const std::string nul("a\0b", 3);
  BOOST_CHECK_THROW(mail::header("Subject", nul), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(letters_beyond_ascii_become_encoded_words) {
  BOOST_TEST(mail::header("Subject", "Świątek") == "Subject: =?UTF-8?B?xZp3acSFdGVr?=\r\n");
  std::string longer;
  for (int i = 0; i < 60; ++i) longer += "ą";
  const std::string folded = mail::header("Subject", longer);
  std::size_t begin = 0;
  int words = 0;
  for (std::size_t end = folded.find("\r\n"); end != std::string::npos; end = folded.find("\r\n", begin)) {
    BOOST_TEST(end - begin <= 84U);
    ++words;
    begin = end + 2;
  }
  BOOST_TEST(words == 3);
}

BOOST_AUTO_TEST_CASE(no_line_begins_with_a_dot_or_is_too_long) {
  Mail mail = aMail();
  mail.body =
      ".\n..\n.hidden\nends with a space \n" + std::string(300, 'x') + "\n" + std::string(75, 'y') + ".z\nŚwiątek = ok";
  const std::string text = mail::compose(mail, kFrom);
  const std::string body = text.substr(text.find("\r\n\r\n") + 4);
  std::size_t begin = 0;
  for (std::size_t end = body.find("\r\n"); end != std::string::npos; end = body.find("\r\n", begin)) {
    BOOST_TEST(end - begin <= 76U);
    if (end > begin) BOOST_TEST(body[begin] != '.');
    begin = end + 2;
  }
  BOOST_TEST(begin == body.size());
  BOOST_TEST(body.find("=2E\r\n=2E.\r\n=2Ehidden\r\nends with a space=20\r\n") == 0U);
  BOOST_TEST(body.find("=C5=9Awi=C4=85tek =3D ok\r\n") != std::string::npos);
}
