#include "policy/Node.h"

#include <algorithm>

#include "base/Date.h"

namespace capd::policy {
namespace {

using Slot = FactSlots::Slot;

Date dateOf(std::int64_t number) { return Date::fromDayNumber(static_cast<int>(number)); }

std::string plainly(std::string words) {
  std::replace_if(
      words.begin(), words.end(), [](char c) { return c == '_' || c == '.'; }, ' ');
  return words;
}

// What a sentence calls it: "the length asked for"; of a yes/no what is so when it is yes: "a risk assessment was
// uploaded".
std::string named(const FactDeclaration& fact) {
  constexpr std::string_view kWhether = "whether ";
  if (fact.type == FactType::yesNo && fact.says.rfind(kWhether, 0) == 0) return fact.says.substr(kWhether.size());
  return fact.called.empty() ? "the " + plainly(fact.name) : fact.called;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

Tri from(bool met) { return met ? Tri::met : Tri::unmet; }

Date later(Date day, const Quantity& age) {
  switch (age.unit) {
    case Unit::months:
      return day.plusMonths(static_cast<int>(age.most));
    case Unit::years:
      return day.plusMonths(static_cast<int>(age.most) * 12);
    case Unit::weeks:
      return day.plusDays(static_cast<int>(age.most) * 7);
    default:
      return day.plusDays(static_cast<int>(age.most));
  }
}

// The earliest day that is still young enough on `on`.
Date earliestInDate(Date on, const Quantity& age) {
  Quantity back = age;
  back.most = -age.most;
  Date day = later(on, back);
  while (later(day.plusDays(-1), age) >= on) day = day.plusDays(-1);
  while (later(day, age) < on) day = day.plusDays(1);
  return day;
}

Date firstOfYear(Date day) {
  // At the very ends of the calendar there is no 1 September to go to.
  return Date::make(day.month() >= 9 ? day.year() : day.year() - 1, 9, 1).value_or(day);
}

std::string joined(const std::vector<std::string>& words, const char* last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? std::string(" ") + last + " " : ", ";
    text += words[i];
  }
  return text;
}

Tri judgeAll(const Node& node, const FactSlots& facts) {
  Tri result = Tri::met;
  for (const NodePtr& part : node.parts) {
    const Tri one = judge(*part, facts);
    if (one == Tri::unmet) return Tri::unmet;
    if (one == Tri::cannotTell) result = Tri::cannotTell;
  }
  return result;
}

Tri judgeAny(const Node& node, const FactSlots& facts) {
  Tri result = Tri::unmet;
  for (const NodePtr& part : node.parts) {
    const Tri one = judge(*part, facts);
    if (one == Tri::met) return Tri::met;
    if (one == Tri::cannotTell) result = Tri::cannotTell;
  }
  return result;
}

// unless { exception, rule }
Tri judgeUnless(const Node& node, const FactSlots& facts) {
  const Tri exception = judge(*node.parts[0], facts);
  if (exception == Tri::met) return Tri::met;
  const Tri rule = judge(*node.parts[1], facts);
  if (exception == Tri::unmet || rule == Tri::met) return rule;
  return Tri::cannotTell;
}

}  // namespace

FactCatalogue::FactCatalogue(std::vector<FactDeclaration> facts) : facts_(std::move(facts)) {
  for (std::size_t i = 0; i < facts_.size(); ++i) slots_[facts_[i].name] = i;
}

std::optional<std::size_t> FactCatalogue::slot(std::string_view name) const {
  const auto found = slots_.find(name);
  if (found == slots_.end()) return std::nullopt;
  return found->second;
}

FactSlots FactCatalogue::index(const Facts& facts, std::vector<std::string>* faults) const {
  FactSlots out;
  out.slots.resize(facts_.size());
  const auto wrong = [&](const std::string& says) {
    if (faults != nullptr) faults->push_back(says);
  };
  for (const auto& [name, value] : facts) {
    const auto at = slot(name);
    if (!at) {
      wrong("there is no fact '" + name + "'");
      continue;
    }
    const FactDeclaration& declared = facts_[*at];
    Slot& place = out.slots[*at];
    place.present = true;
    if (const auto* yes = std::get_if<bool>(&value); yes != nullptr && declared.type == FactType::yesNo) {
      place.number = *yes ? 1 : 0;
    } else if (const auto* number = std::get_if<std::int64_t>(&value);
               number != nullptr && declared.type == FactType::number) {
      place.number = *number;
    } else if (const auto* date = std::get_if<Date>(&value); date != nullptr && declared.type == FactType::date) {
      place.number = date->dayNumber();
    } else if (const auto* text = std::get_if<std::string>(&value);
               text != nullptr && declared.type == FactType::text) {
      place.text = *text;
    } else {
      place.present = false;
      wrong("the fact '" + name + "' has a value of another kind than declared");
    }
  }
  return out;
}

std::string FactCatalogue::shown(std::size_t slot, const FactSlots& values) const {
  const Slot& value = values.slots[slot];
  if (!value.present) return "not known";
  const FactDeclaration& declared = facts_[slot];
  switch (declared.type) {
    case FactType::yesNo:
      return value.number != 0 ? "yes" : "no";
    case FactType::date:
      return dateOf(value.number).words();
    case FactType::text:
      return plainly(value.text);
    case FactType::number:
      break;
  }
  const auto unit = unitFrom(declared.unit);
  return inWords(value.number, unit.value_or(Unit::count));
}

Tri judge(const Node& node, const FactSlots& facts) {
  switch (node.op) {
    case Op::allOf:
      return judgeAll(node, facts);
    case Op::anyOf:
      return judgeAny(node, facts);
    case Op::unless:
      return judgeUnless(node, facts);
    case Op::script:
      return node.run(facts);
    default:
      break;
  }
  const Slot& fact = facts.slots[node.fact];
  if (node.op == Op::given) return from(fact.present);
  if (!fact.present) return Tri::cannotTell;
  std::int64_t other = node.number;
  if (node.againstFact) {
    const Slot& on = facts.slots[node.on];
    if (!on.present) return Tri::cannotTell;
    other = on.number;
  }
  switch (node.op) {
    case Op::yes:
      return from(fact.number != 0);
    case Op::no:
      return from(fact.number == 0);
    case Op::oneOf:
      return from(std::find(node.texts.begin(), node.texts.end(), fact.text) != node.texts.end());
    case Op::equals:
      return from(node.texts.empty() ? fact.number == other : fact.text == node.texts.front());
    case Op::atMost:
      return from(fact.number <= node.quantity.most);
    case Op::atLeast:
      return from(fact.number >= node.quantity.most);
    case Op::inRange:
      return from(fact.number >= node.quantity.least && fact.number <= node.quantity.most);
    case Op::noOlderThan:
      return from(later(dateOf(fact.number), node.quantity) >= dateOf(other));
    case Op::notBefore:
      return from(fact.number >= other);
    case Op::notAfter:
      return from(fact.number <= other);
    case Op::inAcademicYearOf:
      return from(dateOf(fact.number) >= firstOfYear(dateOf(other)));
    default:
      return Tri::cannotTell;
  }
}

std::string explain(const Node& node, const FactCatalogue& facts) {
  const auto fact = [&] { return named(facts.at(node.fact)); };
  const auto other = [&] { return node.againstFact ? named(facts.at(node.on)) : dateOf(node.number).words(); };
  const auto parts = [&] {
    std::vector<std::string> words;
    for (const NodePtr& part : node.parts) words.push_back(explain(*part, facts));
    return words;
  };
  switch (node.op) {
    case Op::given:
      return facts.at(node.fact).type == FactType::yesNo ? "it is known " + facts.at(node.fact).says
                                                         : fact() + " is given";
    case Op::yes:
      return fact();
    case Op::no:
      return "it is not so that " + fact();
    case Op::oneOf:
      if (node.texts.empty()) return "nobody may refer to it yet";
      return fact() + " is " + plainly(joined(node.texts, "or"));
    case Op::equals:
      return fact() + " is " + (node.texts.empty() ? std::to_string(node.number) : plainly(node.texts.front()));
    case Op::atMost:
      return fact() + " is " + inWords(node.quantity.most, node.quantity.unit) + " or less";
    case Op::atLeast:
      return fact() + " is " + inWords(node.quantity.most, node.quantity.unit) + " or more";
    case Op::inRange:
      return fact() + " is " + node.quantity.words();
    case Op::noOlderThan:
      return fact() + " is not more than " + inWords(node.quantity.most, node.quantity.unit) + " before " + other();
    case Op::notBefore:
      return fact() + " is not before " + other();
    case Op::notAfter:
      return fact() + " is not after " + other();
    case Op::inAcademicYearOf:
      return fact() + " is in the academic year of " + other() + " or later";
    case Op::allOf:
      return joined(parts(), "and");
    case Op::anyOf:
      return "either " + joined(parts(), "or");
    case Op::unless:
      // "unless it is not so" is "where it is".
      if (node.parts[0]->op == Op::no)
        return explain(*node.parts[1], facts) + ", where " + named(facts.at(node.parts[0]->fact));
      return explain(*node.parts[1], facts) + ", unless " + explain(*node.parts[0], facts);
    case Op::script:
      return node.says + " (a script decides this)";
  }
  return {};
}

bool hasScript(const Node& node) {
  return node.op == Op::script ||
         std::any_of(node.parts.begin(), node.parts.end(), [](const NodePtr& part) { return hasScript(*part); });
}

void factsUsed(const Node& node, std::vector<std::size_t>& slots) {
  for (const NodePtr& part : node.parts) factsUsed(*part, slots);
  const bool compound = node.op == Op::allOf || node.op == Op::anyOf || node.op == Op::unless || node.op == Op::script;
  const auto add = [&](std::size_t slot) {
    if (std::find(slots.begin(), slots.end(), slot) == slots.end()) slots.push_back(slot);
  };
  if (!compound) add(node.fact);
  if (!compound && node.againstFact) add(node.on);
}

std::string found(const Node& node, const FactSlots& values, const FactCatalogue& facts) {
  std::vector<std::size_t> slots;
  factsUsed(node, slots);
  std::string text;
  for (const std::size_t slot : slots)
    text += (text.empty() ? "" : "; ") + capital(named(facts.at(slot))) + ": " + facts.shown(slot, values);
  return text;
}

std::string wouldChange(const Node& node, const FactSlots& values, const FactCatalogue& facts) {
  if (judge(node, values) == Tri::met) return {};
  const auto fact = [&] { return capital(named(facts.at(node.fact))); };
  const auto known = [&](std::size_t slot) { return values.slots[slot].present; };
  switch (node.op) {
    case Op::allOf: {
      std::string text;
      for (const NodePtr& part : node.parts) {
        const std::string one = wouldChange(*part, values, facts);
        if (!one.empty()) text += (text.empty() ? "" : " ") + one;
      }
      return text;
    }
    case Op::anyOf:
      for (const NodePtr& part : node.parts) {
        std::string one = wouldChange(*part, values, facts);
        if (!one.empty()) return one;
      }
      return {};
    case Op::unless:
      return wouldChange(*node.parts[1], values, facts);
    case Op::script:
      return {};
    case Op::oneOf:
      if (node.texts.empty()) return {};  // no fact opens it: policy does
      return "It would be met if " + explain(node, facts) + ".";
    case Op::noOlderThan:
      if (node.againstFact && !known(node.on)) return fact() + " must be compared with a day that is not known yet.";
      return fact() + " must be on or after " +
             earliestInDate(dateOf(node.againstFact ? values.slots[node.on].number : node.number), node.quantity)
                 .words() +
             ".";
    case Op::inAcademicYearOf:
      if (node.againstFact && !known(node.on)) return {};
      return fact() + " must be on or after " +
             firstOfYear(dateOf(node.againstFact ? values.slots[node.on].number : node.number)).words() + ".";
    default:
      return "It would be met if " + explain(node, facts) + ".";
  }
}

}  // namespace capd::policy
