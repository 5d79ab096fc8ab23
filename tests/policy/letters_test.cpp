// Letters of the policy: read, held against what plugins declare, and told with file and line when they are wrong.
#include "policy/Letters.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "policy/CopyForward.h"
#include "tests/policy/Desk.h"
#include "tests/policy/Policies.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

std::string readAll(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

const LetterKind& kindCalled(const std::string& name) {
  for (const LetterKind& kind : letterKinds())
    if (kind.name == name) return kind;
  BOOST_FAIL("no letter " << name);
  return letterKinds().front();
}

// What check says of a version with these letters, when only one kind is declared.
std::string faultsWith(const Files& letters) {
  Files files = {{"sources.lua", "sources { [\"s\"] = \"A document\" }"}};
  files.insert(letters.begin(), letters.end());
  const auto loaded = Book::load("2025-26", files, coreFacts(), shapes());
  BOOST_REQUIRE(loaded.book != nullptr);
  std::string all;
  for (const Fault& fault : letterFaults(*loaded.book, {kindCalled("papers_ready")})) all += inWords(fault) + "\n";
  return all;
}

struct Checked {
  int exit = 0;
  std::string said;
};
Checked checkOf(const WorkingFolder& folder, const std::string& year = "2025-26") {
  std::ostringstream out;
  const int exit = Tool{folder.file("policy"), coreFacts(), shapes(), out, letterKinds()}.check(year);
  return {exit, out.str()};
}
void holds(const std::string& text, const std::string& part) {
  BOOST_CHECK_MESSAGE(text.find(part) != std::string::npos, "expected '" << part << "' in: " << text);
}

constexpr char kPapers[] = "policy/2025-26/letters/papers_ready.txt";

}  // namespace

BOOST_AUTO_TEST_CASE(every_year_has_every_letter_and_no_other) {
  BOOST_CHECK_GE(letterKinds().size(), 47u);
  for (const char* year : {"2024-25", "2025-26", "2026-27"}) {
    const auto book = bookOf(year);
    for (const Fault& fault : letterFaults(*book, letterKinds())) BOOST_ERROR(year << "/" << inWords(fault));
    for (const std::string& line : unsentLetters(*book, letterKinds())) BOOST_ERROR(year << "/" << line);
    BOOST_CHECK_EQUAL(book->letters().size(), letterKinds().size());
  }
  // Carried forward means that CAP has confirmed none of it.
  const auto carried = bookOf("2026-27");
  for (const auto& [name, letter] : carried->letters()) BOOST_CHECK(!letter.provisional.empty());
}

BOOST_AUTO_TEST_CASE(every_example_is_what_its_slot_may_be) {
  for (const LetterKind& kind : letterKinds()) {
    BOOST_CHECK_MESSAGE(fill(kind, nullptr, exampleWords(kind, "024 7697 5555")).body.find('{') == std::string::npos,
                        kind.name << " has a slot in its own sentence that it does not declare");
    for (const LetterSlot& slot : kind.slots) {
      const std::string& e = slot.example;
      bool right = false;
      if (slot.kind == SlotKind::day)
        right = e == SlotValue::day(Date(2026, 2, 9)).words() || e.find(" 2026") != std::string::npos;
      if (slot.kind == SlotKind::half) right = e == SlotValue::half(Date(2026, 2, 9), false).words();
      if (slot.kind == SlotKind::round) right = e == SlotValue::round({}, {Date(2026, 2, 11)}).words();
      if (slot.kind == SlotKind::side)
        for (const char* side : {"school", "provider", "cap", "send_team"})
          right = right || e == SlotValue::side(side).words();
      if (slot.kind == SlotKind::year) right = e == SlotValue::year("2026-27").words();
      if (slot.kind == SlotKind::asked) right = e == SlotValue::asked({e.substr(2)}).words();
      BOOST_CHECK_MESSAGE(right, kind.name << " " << slot.name << ": " << e);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_bad_letter_is_told_with_its_line) {
  int tried = 0;
  for (const auto& entry : std::filesystem::directory_iterator(CAPD_SOURCE "/tests/bad_policies")) {
    if (entry.path().extension() != ".txt") continue;
    const std::string content = readAll(entry.path());
    const std::string wanted = content.substr(9, content.find('\n') - 9);  // after "# expect "
    const std::string all = faultsWith({{letterPath("papers_ready"), content}});
    BOOST_CHECK_MESSAGE(all.find("letters/papers_ready.txt") == 0 && all.find(wanted) != std::string::npos,
                        entry.path().filename() << " expected '" << wanted << "', said: " << all);
    ++tried;
  }
  BOOST_CHECK_GE(tried, 29);
}

BOOST_AUTO_TEST_CASE(a_letter_that_is_right_has_no_fault) {
  const std::string good =
      "# A comment\nto: provider\nrows: NOT-04\nsource: s, section 1\nsource: s, section 2\nsubject: {reference}: x\n\n"
      "Please answer by {by_when}, or ring {telephone}.\n";
  BOOST_CHECK_EQUAL(faultsWith({{letterPath("papers_ready"), good}}), "");
  // Exactly as long as a line may be, and one sign more.
  const std::string most(300, 'x');
  BOOST_CHECK_EQUAL(faultsWith({{letterPath("papers_ready"), good + most + "\n"}}), "");
  holds(faultsWith({{letterPath("papers_ready"), good + most + "x\n"}}), "papers_ready.txt:9: the line has 301 signs");
  // Signs are counted, not bytes.
  std::string euros;
  for (int i = 0; i < 300; ++i) euros += "€";
  BOOST_CHECK_EQUAL(faultsWith({{letterPath("papers_ready"), good + euros + "\n"}}), "");
  // All faults at once, in order.
  const std::string two = faultsWith({{letterPath("papers_ready"), "to: x\nsubject: {y\n\nz}\n"}});
  BOOST_CHECK_LT(two.find(":1: nobody is called 'x'"), two.find(":2: a { begins no slot"));
  BOOST_CHECK_LT(two.find(":2: a { begins no slot"), two.find(":4: a } closes no slot"));
}

BOOST_AUTO_TEST_CASE(what_fills_a_slot_is_never_looked_at_again) {
  BOOST_CHECK_EQUAL(filled("{a} {b} {c", {{"a", "{b}"}, {"b", "x}"}}), "{b} x} {c");
  BOOST_CHECK_EQUAL(filled("{none} {}", {{"a", "x"}}), "{none} {}");
  BOOST_CHECK_EQUAL(SlotValue::asked({"One", "Two\r\nBcc: x"}).words(), "- One\n- Two  Bcc: x");
  BOOST_CHECK_THROW(SlotValue::side("Mari Wynne-Test"), std::invalid_argument);
  BOOST_CHECK_THROW(SlotValue::year("Mari"), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(check_fails_for_each_fault_of_a_letter) {
  const auto broken = [](const std::string& from, const std::string& to, const std::string& wanted) {
    const WorkingFolder folder;
    folder.edit(kPapers, from, to);
    const Checked checked = checkOf(folder);
    BOOST_CHECK_EQUAL(checked.exit, 1);
    holds(checked.said, "2025-26/letters/papers_ready.txt" + wanted);
    BOOST_CHECK(checked.said.find("all is well") == std::string::npos);
  };
  broken("{by_when}", "{when}", ":10: there is no slot {when} in this letter.");
  broken("{by_when}", "{by_when", ":10: a { begins no slot, or one that is not closed.");
  broken("to: provider", "to: school", ":2: this letter goes to provider, not to school.");
  broken("source: guidance-2025", "source: guidance-2026", ":5: there is no source 'guidance-2026' in sources.lua.");
  broken("subject: ", "subjekt: ", ":6: this is no line of a letter's head. Did you mean 'subject'?");
  broken("answer by", "answer\r\nby", ":10: the line ends with a carriage return");
  // A missing letter, though at run time a plain sentence goes out.
  const WorkingFolder folder;
  std::filesystem::remove(folder.file(kPapers));
  const Checked missing = checkOf(folder);
  BOOST_CHECK_EQUAL(missing.exit, 1);
  holds(missing.said, "2025-26/letters/papers_ready.txt: the year has no letter 'papers_ready': A referral to answer.");
  BOOST_CHECK_EQUAL(checkOf(folder, "2026-27").exit, 0);
  // One that nothing sends is told, and does no harm: its plugin may only be away today.
  const WorkingFolder more;
  more.add("policy/2025-26/letters/paper_ready.txt", readAll(folder.file("policy/2026-27/letters/papers_ready.txt")));
  const Checked unsent = checkOf(more);
  BOOST_CHECK_EQUAL(unsent.exit, 0);
  holds(unsent.said,
        "letters/paper_ready.txt: no plugin that is there sends this letter. Did you mean 'papers_ready'?");
}

BOOST_AUTO_TEST_CASE(a_letter_is_part_of_its_version) {
  const WorkingFolder folder;
  const auto load = [&] {
    return Book::load("2025-26", readYear(folder.file("policy"), "2025-26"), coreFacts(), shapes()).book;
  };
  const auto before = load();
  folder.edit(kPapers, "Please meet the pupil", "Meet the pupil");
  const auto after = load();
  BOOST_CHECK_NE(before->hash(), after->hash());
  const auto all = minutes(*before, *after);
  BOOST_REQUIRE_EQUAL(all.size(), 1u);
  BOOST_CHECK_EQUAL(all[0].about, "Letters");
  holds(all[0].says, "The letter papers_ready: “CAP has sent you");
  holds(all[0].says, "Meet the pupil and answer by {by_when}.”; before: “");
  // A letter is text: what looks like Lua in it does not run, and nothing of it reaches the rules.
  folder.add(kPapers, "every_programme { two_days = 1 }\n");
  BOOST_CHECK(load() != nullptr);
}

BOOST_AUTO_TEST_CASE(letters_are_carried_forward_with_their_doubt) {
  const auto carried = carryForward("2025-26", "2026-27", readYear(kPolicy, "2025-26"), {});
  std::size_t letters = 0;
  for (const auto& [path, text] : carried.policy) {
    if (!isLetterPath(path)) continue;
    ++letters;
    Faults faults;
    BOOST_CHECK(!readLetter(path, text, faults).provisional.empty());
    for (const Fault& fault : faults) BOOST_ERROR(inWords(fault));
  }
  BOOST_CHECK_EQUAL(letters, letterKinds().size());
  BOOST_CHECK(std::any_of(carried.toConfirm.begin(), carried.toConfirm.end(),
                          [](const ToConfirm& each) { return each.file == "letters/papers_ready.txt"; }));
}

BOOST_AUTO_TEST_CASE(a_year_with_a_bad_letter_is_not_published) {
  const WorkingFolder folder;
  Office office(Kind::sqlite, Date(2026, 2, 2), folder.path());
  const std::string before = inForceNow(office.house(), "2025-26");
  const Viewer host = office.house().hostViewer(0);
  folder.edit(kPapers, "{by_when}", "{pupil_name}");
  const Outcome refused = publish(office.house(), host, "2025-26");
  BOOST_REQUIRE(std::holds_alternative<Refused>(refused));
  holds(saidBy(refused), "2025-26/letters/papers_ready.txt:10: there is no slot {pupil_name} in this letter.");
  BOOST_CHECK_EQUAL(inForceNow(office.house(), "2025-26"), before);
  folder.edit(kPapers, "{pupil_name}", "{by_when} at the latest");
  const Outcome done = publish(office.house(), host, "2025-26");
  BOOST_REQUIRE_MESSAGE(std::holds_alternative<Done>(done), saidBy(done));
  BOOST_CHECK_NE(inForceNow(office.house(), "2025-26"), before);
}

BOOST_AUTO_TEST_CASE(the_catalogue_shows_each_letter_as_it_goes_out) {
  Office office;
  const std::string version = "/policy/versions/" + inForceNow(office.house(), "2025-26").substr(0, 12);
  for (const char* who : {kEditor, kAnna}) {
    Screen screen(office, who);
    BOOST_CHECK(textOf(screen.get(version)).find("The letters of this version") != std::string::npos);
    const std::string page = textOf(screen.get(version + "/letters"));
    for (const LetterKind& kind : letterKinds()) {
      holds(page, kind.title);
      holds(page, "When " + kind.when);
    }
    holds(page, "Please meet the pupil and answer by Monday 9 February 2026.");
    holds(page, "/answers/CAP25-H4K7MX");
    holds(page, "CAP Support and Guidance Document, August 2025, Appendix 2, step 7");
    BOOST_CHECK(page.find("This version has no such letter") == std::string::npos);
  }
  for (const char* who : {kCarys, "provider@provider.example"})
    BOOST_CHECK_NE(Screen(office, who).get(version + "/letters").status, 200);
  // The same on the command line.
  std::ostringstream out;
  const Tool tool{kPolicy, coreFacts(), shapes(), out, letterKinds(), "024 7697 5555", "https://cap.example"};
  BOOST_CHECK_EQUAL(tool.listLetters("2025-26"), 0);
  holds(out.str(), "2025-26/letters/papers_ready.txt: A referral to answer\n  To the provider, when CAP sends");
  holds(out.str(), "Open it here: https://cap.example/answers/CAP25-H4K7MX");
}

BOOST_AUTO_TEST_CASE(a_plugin_declares_its_letters_whole) {
  const LetterKind good = {.name = "one",
                           .title = "One",
                           .when = "something happens",
                           .to = {"school"},
                           .slots = {{"by_when", SlotKind::day, "the day", "Monday 9 February 2026"}},
                           .place = "/x/{subject}",
                           .subject = "{reference}: one",
                           .body = "One."};
  const auto faultsOfAll = [](const std::vector<LetterKind>& letters) {
    commands::Registry registry;
    Offers offers;
    offers.letters = letters;
    std::string all;
    for (const std::string& fault : registry.merge("somebody", offers)) all += fault + "\n";
    return all;
  };
  BOOST_CHECK_EQUAL(faultsOfAll({good}), "");
  const auto with = [&](auto change) {
    LetterKind bad = good;
    change(bad);
    return faultsOfAll({bad});
  };
  holds(faultsOfAll({good, good}), "the letter 'one' is offered twice");
  holds(with([](LetterKind& k) { k.to.clear(); }), "goes to nobody");
  holds(with([](LetterKind& k) { k.to = {"parents"}; }),
        "goes to 'parents', which is none of school, provider, cap, panel");
  holds(with([](LetterKind& k) { k.body.clear(); }), "needs a title, a place, and a subject and a sentence of its own");
  holds(with([](LetterKind& k) { k.slots.push_back(k.slots.front()); }), "has the slot 'by_when' twice");
  holds(with([](LetterKind& k) { k.slots.front().name = "reference"; }), "has the slot 'reference' twice");
  holds(with([](LetterKind& k) { k.slots.front().example.clear(); }), "does not say what its slot 'by_when' is");
  // The same letter of two plugins: the second is refused with everything it brings.
  commands::Registry registry;
  Offers offers;
  offers.letters = {good};
  BOOST_CHECK(registry.merge("first", offers).empty());
  BOOST_REQUIRE_EQUAL(registry.merge("second", offers).size(), 1u);
  holds(registry.merge("second", offers).front(), "the letter 'one' is already offered by 'first'");
  BOOST_CHECK_EQUAL(registry.letters().size(), 1u);
}
