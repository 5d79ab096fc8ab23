#include "base/Text.h"

#include <boost/test/unit_test.hpp>
#include <set>

#include "base/Reference.h"

using namespace capd;

namespace {
std::string refusal(std::string_view raw) {
  TextFault fault;
  return cleanText(raw, fault) ? "" : fault.says;
}
std::string cleaned(std::string_view raw) {
  TextFault fault;
  return cleanText(raw, fault).value_or("refused: " + fault.says);
}
}  // namespace

BOOST_AUTO_TEST_CASE(names_of_every_script_are_welcome) {
  for (const std::string name : {"Siân Llŷr", "Świątek", "محمد عبد الله", "O’Neill-Nguyễn", "Zoë", "李小龍"})
    BOOST_CHECK_EQUAL(cleaned(name), name);
  BOOST_CHECK_EQUAL(cleaned("Zoe\xCC\x88"), "Zoë");  // decomposed comes in composed
  BOOST_CHECK_EQUAL(cleaned("  two\r\nlines \r"), "two\nlines");
}

BOOST_AUTO_TEST_CASE(signs_that_hide_or_break_are_refused) {
  BOOST_CHECK(refusal(std::string_view("a\0b", 3)).find("NUL") != std::string::npos);
  BOOST_CHECK(refusal("abc\xE2\x80\xAEtxt").find("direction") != std::string::npos);
  BOOST_CHECK(refusal("bad\xFF").find("UTF-8") != std::string::npos);
  BOOST_CHECK(refusal("bell\x07").find("control") != std::string::npos);
  BOOST_CHECK(refusal("cut\xC3").find("UTF-8") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(lists_sort_as_people_read) {
  BOOST_CHECK_EQUAL(sortKey("Świątek"), "swiatek");
  BOOST_CHECK_EQUAL(sortKey("ŁUKASZ"), "lukasz");
  BOOST_CHECK_EQUAL(lengthInLetters("Świątek"), 7u);
  BOOST_CHECK_EQUAL(shortened("Świątek", 2), "Św");
}

BOOST_AUTO_TEST_CASE(a_reference_notices_every_slip_of_one_sign) {
  const std::string signs = "345679BCDFGHJKMPQRTVWXY";
  unsigned seed = 7;
  for (int round = 0; round < 200; ++round) {
    unsigned numbers[5];
    for (unsigned& number : numbers) {
      seed = seed * 1103515245u + 12345u;
      number = (seed >> 16) % 23;
    }
    const Reference made = Reference::make(Date(2026, 2, 24), numbers);
    const std::string text = made.text();
    BOOST_REQUIRE_EQUAL(text.substr(0, 6), "CAP25-");
    BOOST_REQUIRE(Reference::parse(text));
    BOOST_REQUIRE(Reference::parse("cap 25 " + lowerAscii(text.substr(6))));
    for (std::size_t at = 6; at < text.size(); ++at)
      for (const char sign : signs) {
        if (sign == text[at]) continue;
        std::string slip = text;
        slip[at] = sign;
        BOOST_REQUIRE_MESSAGE(!Reference::parse(slip), text << " and " << slip);
      }
    for (std::size_t at = 6; at + 1 < text.size(); ++at) {
      if (text[at] == text[at + 1]) continue;
      std::string slip = text;
      std::swap(slip[at], slip[at + 1]);
      BOOST_REQUIRE_MESSAGE(!Reference::parse(slip), text << " and " << slip);
    }
  }
  BOOST_CHECK(!Reference::parse("CAP25-"));
  BOOST_CHECK(!Reference::parse("XAP25-33333C"));
}
