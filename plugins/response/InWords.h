#pragma once
// What the school wrote, in sections with headings and whole words, as a provider or an officer reads it.

#include <string>
#include <utility>
#include <vector>

#include "Common.h"

namespace capd::response {

struct Line {
  std::string key;
  std::vector<std::string> values;
};
struct Section {
  std::string heading;
  std::vector<Line> lines;
};
/// Every answer that was given, agreement questions last.
std::vector<Section> answersInSections(const Services& services, const ReferralRecord& referral,
                                       const Answers& answers);

/// Fills a template's SECTION { HEADING, ROW { KEY, VALUE { TEXT } } }.
void fillSections(Model& model, const std::vector<Section>& sections);
/// Fills ROW-like facts: FACT { KEY, VALUE }.
void fact(Model& model, const std::string& key, const std::string& value);

}  // namespace capd::response
