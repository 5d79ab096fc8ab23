#pragma once
// Names that nobody has: schools, providers, courses and people of the invented city. All were made up for it.

#include <span>
#include <string>
#include <string_view>

namespace capd::daemon {

/// One of these texts, to keep.
inline std::string word(std::string_view text) { return std::string(text); }

/// First parts of the names of schools: "Thornmere", with what kind of school each is added by the plan.
std::span<const std::string_view> schoolStems();
/// Names of providers before what they do: "Millrace".
std::span<const std::string_view> providerStems();
std::span<const std::string_view> firstNamesOfBoys();
std::span<const std::string_view> firstNamesOfGirls();
std::span<const std::string_view> firstNamesOfStaff();
/// Beginnings and endings of family names; put together they make names that are in no telephone book.
std::span<const std::string_view> familyBeginnings();
std::span<const std::string_view> familyEndings();
std::span<const std::string_view> streets();

struct InventedTrade {
  std::string_view kind;   ///< what the provider's name ends with: "Motor Workshop"
  std::string_view title;  ///< of its first course
  std::string_view other;  ///< of its second
  std::string_view clothing;
};
std::span<const InventedTrade> trades();
std::span<const std::string_view> insightTitles();
std::span<const std::string_view> flourishTitles();
std::span<const std::string_view> curriculumTitles();
std::span<const std::string_view> personalTitles();

/// Sentences that a referral is written with, several for each question.
std::span<const std::string_view> rationales();
std::span<const std::string_view> needsInWords();
std::span<const std::string_view> profiles();
std::span<const std::string_view> viewsOfPupils();
std::span<const std::string_view> exits();

}  // namespace capd::daemon
