// Every field of every declared command, at its limit and past it, with what hides, reorders or does not exist. No list
// of fields stands here: what a plugin declares is tried.

#include <set>

#include "base/Text.h"
#include "tests/desk/Desk.h"

using namespace capd;
using namespace capd::test;

namespace {

std::string repeated(const std::string& letter, std::int64_t times) {
  std::string text;
  for (std::int64_t i = 0; i < times; ++i) text += letter;
  return text;
}

/// One field by itself, as the command's own form reads it.
class OneField {
 public:
  OneField(const CommandDeclaration& command, const Field& field) : command_(command), field_(field) {}
  /// What is said about the field; empty when it was accepted.
  [[nodiscard]] std::string says(FieldTexts texts) const {
    Problems problems;
    command_.read(texts, problems);
    std::string all;
    for (const Problem& problem : problems)
      if (problem.field == field_.name) all += problem.says + "\n";
    return all;
  }
  [[nodiscard]] std::string typed(const std::string& text) const { return says({{field_.name, {text}}}); }
  void takes(const std::string& text) const {
    const std::string problem = typed(text);
    BOOST_TEST(problem.empty(), name() << " refuses " << shortened(text, 40) << ": " << problem);
  }
  void refuses(const std::string& text, const std::string& words) const {
    const std::string problem = typed(text);
    BOOST_TEST(has(problem, words),
               name() << " says to " << shortened(text, 40) << " not “" << words << "” but: " << problem);
  }
  void refusesSomehow(const std::string& text) const {
    BOOST_TEST(!typed(text).empty(), name() << " takes " << shortened(text, 40));
  }
  [[nodiscard]] std::string name() const { return command_.name + " " + field_.name; }
  /// A hidden field says no kind: some are numbers.
  [[nodiscard]] bool isNumber() const {
    return field_.kind == FieldKind::number || (field_.kind == FieldKind::hidden && has(typed("x"), "whole number"));
  }

 private:
  const CommandDeclaration& command_;
  const Field& field_;
};

void text(const OneField& one, const Field& field) {
  if (field.kind == FieldKind::email) {
    const std::string tail = "@example.org";
    one.takes(repeated("a", field.most - static_cast<std::int64_t>(tail.size())) + tail);
    one.refuses(repeated("a", field.most + 1 - static_cast<std::int64_t>(tail.size())) + tail,
                std::to_string(field.most));
    one.refuses("nobody", "email address");
    return;
  }
  if (field.kind == FieldKind::phone) {
    one.takes(repeated("1", field.most));
    one.refuses(repeated("1", field.most + 1), std::to_string(field.most));
    one.refuses("ring me", "telephone number");
    return;
  }
  one.takes(repeated("ŵ", field.most));
  one.refuses(repeated("ŵ", field.most + 1),
              std::to_string(field.most) + " letters or fewer; this is " + std::to_string(field.most + 1));
  if (field.most < 300) one.refuses(repeated("Ż", 300), "this is 300");
  if (field.least > 1) {
    one.takes(repeated("a", field.least));
    one.refuses(repeated("a", field.least - 1), std::to_string(field.least) + " letters or more");
  }
  for (const char* name : {"Ffion Llŷr", "Zażółć Gęślą", "محمد الأحمد", "O’Brien-Ōta"})
    if (static_cast<std::int64_t>(lengthInLetters(name)) <= field.most &&
        static_cast<std::int64_t>(lengthInLetters(name)) >= field.least)
      one.takes(name);
  if (field.kind != FieldKind::longText && field.kind != FieldKind::password && field.most > 9)
    one.refuses("one\nand two", "on one line");
}

void number(const OneField& one, const Field& field) {
  one.takes(std::to_string(field.most));
  one.takes(std::to_string(field.least));
  const std::string range = std::to_string(field.least) + " to " + std::to_string(field.most);
  one.refuses(std::to_string(field.most + 1), range);
  one.refuses(std::to_string(field.least - 1), range);
  one.refuses("99999999999999999999999", range);
  for (const char* wrong : {"1.5", "one", "1e3", "0x1", "--1", "1 2", "१"}) one.refuses(wrong, "whole number");
}

void date(const OneField& one, const Field& field) {
  one.takes("2028-02-29");
  for (const char* wrong : {"31/02/2026", "29/02/2027", "2027-02-29", "31/4/2026", "0/1/2026", "1/13/2026"})
    one.refuses(wrong, "does not exist");
  one.refuses("soon", "must include");
  const auto boxes = [&](const char* day, const char* month, const char* year) {
    return one.says({{field.name + "-day", {day}}, {field.name + "-month", {month}}, {field.name + "-year", {year}}});
  };
  BOOST_TEST(boxes("29", "2", "2028").empty(), one.name());
  BOOST_TEST(has(boxes("31", "02", "2026"), "31/02/2026 does not exist"), one.name());
  BOOST_TEST(has(boxes("", "2", "2026"), "must include a day"), one.name());
}

void options(const OneField& one, const Field& field) {
  for (const Option& option : field.options)
    if (!option.value.empty()) one.takes(option.value);
  one.refusesSomehow("no-such-answer");
  if (field.kind != FieldKind::choices || field.options.size() < 2) return;
  FieldTexts both = {{field.name, {field.options[0].value, field.options[1].value}}};
  BOOST_TEST(one.says(both).empty(), one.name());
  both[field.name].push_back("no-such-answer");
  BOOST_TEST(!one.says(both).empty(), one.name());
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_field_of_every_command_at_and_past_its_limit) {
  Office office;
  std::size_t fields = 0;
  std::set<std::string> owners;
  for (const auto* command : office.house().registry().allCommands()) {
    owners.insert(command->owner);
    for (const Field& field : command->declaration.form.fields) {
      ++fields;
      const OneField one(command->declaration, field);
      for (const std::string& bad : {std::string("a\0b", 3),
                                     std::string("a\xE2\x80\xAE"
                                                 "b"),
                                     std::string("\xFF"), std::string("a\x1b[31m")})
        one.refusesSomehow(bad);
      if (one.isNumber())
        number(one, field);
      else if (field.kind == FieldKind::date)
        date(one, field);
      else if (field.kind == FieldKind::choice || field.kind == FieldKind::choices)
        options(one, field);
      else if (field.kind == FieldKind::yesNo) {
        one.takes("yes");
        one.takes("no");
        one.refuses("perhaps", "yes or no");
      } else {
        text(one, field);
      }
      // A required field says what is missing, in a sentence of its own.
      if (field.required())
        BOOST_TEST(has(one.says({}), field.missing), one.name());
      else
        BOOST_TEST(one.says({}).empty(), one.name());
    }
  }
  BOOST_TEST(fields > 120U);
  BOOST_TEST(owners.size() >= 4U);
}

// The questions of the sections come from code and policy, not from a command's form: they are read off the pages.
BOOST_AUTO_TEST_CASE(every_question_of_every_section_at_and_past_its_limit) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  office.save(reference, "needs", {{"needs.plan", "yes"}, {"needs.kinds", "sen"}, {"needs.identified", "observed"}});
  Screen carys(office, kCoordinator);
  const auto attribute = [](const std::string& tag, const std::string& name) {
    const auto at = tag.find(name + "=\"");
    if (at == std::string::npos) return std::string();
    const auto begin = at + name.size() + 2;
    return tag.substr(begin, tag.find('"', begin) - begin);
  };
  const auto problems = [&](const char* section, const std::map<std::string, std::string>& texts) {
    auto all = texts;
    all["reference"] = reference;
    all["section"] = section;
    const Outcome saved = office.run(kCoordinator, "referral.save_section", all);
    BOOST_TEST(std::holds_alternative<Done>(saved), section << " " << office.dumpOf(saved));
    return textOf(carys.get("/referrals/" + reference + "/section/" + section + "?checked=1&from=check"));
  };
  std::size_t tried = 0;
  for (const char* section : {"pupil", "course", "reasons", "needs", "views", "consent", "agreement", "week",
                              "contacts", "risk", "papers", "programme"}) {
    const std::string html = carys.get("/referrals/" + reference + "/section/" + section).body;
    for (const char* tag : {"<textarea", "<input class=\"govuk-input"}) {
      for (auto at = html.find(tag); at != std::string::npos; at = html.find(tag, at + 1)) {
        const std::string one = html.substr(at, html.find('>', at) - at);
        const std::string name = attribute(one, "name");
        ++tried;
        if (name.size() > 4 && name.compare(name.size() - 4, 4, "-day") == 0) {
          const std::string date = name.substr(0, name.size() - 4);
          const std::string before =
              office
                  .fact<std::string>("SELECT a.value FROM @all_answers a WHERE a.question = ? ORDER BY a.revision DESC",
                                     date)
                  .value_or("");
          for (const char* year : {"2026", "2027"})
            BOOST_TEST(has(problems(section, {{date + "-day", year[3] == '6' ? "31" : "29"},
                                              {date + "-month", "02"},
                                              {date + "-year", year}}),
                           "does not exist"),
                       date);
          problems(section, {{date, before}});
          continue;
        }
        if (has(name, "-month") || has(name, "-year")) continue;
        if (attribute(one, "inputmode") == "numeric") {
          for (const char* wrong : {"-1", "3.5", "99999999999999999999"})
            BOOST_TEST(has(problems(section, {{name, wrong}}), "” must be "), name);
          problems(section, {{name, "6"}});
          continue;
        }
        if (attribute(one, "type") == "tel") {
          BOOST_TEST(has(problems(section, {{name, "ring me"}}), "Enter a telephone number"), name);
          problems(section, {{name, "024 7600 0001"}});
          continue;
        }
        const std::int64_t most = tag[1] == 't' ? 4000 : 200;
        const std::string limit = std::to_string(most) + " letters or fewer; this is " + std::to_string(most + 1);
        BOOST_TEST(has(problems(section, {{name, repeated("ŵ", most + 1)}}), limit), name);
        BOOST_TEST(!has(problems(section, {{name, repeated("ŵ", most)}}), "letters or fewer"), name);
        problems(section, {{name, "Short."}});
      }
    }
  }
  BOOST_TEST(tried > 40U);
}
