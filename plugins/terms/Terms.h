#pragma once
// Terms and policies of the year: versions, who read which one when, the yearly review.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "capd/Plugin.h"
#include "cases/organisation/Organisation.h"
#include "cases/organisation/Roles.h"

namespace capd::terms {

inline constexpr std::string_view kAcknowledge = "terms.acknowledge";
inline constexpr std::string_view kReview = "terms.review";

struct Document {
  std::string code;
  std::string title;
  std::string reviewer;   ///< role at CAP
  bool approval = false;  ///< somebody outside CAP approves it
  std::string clause;
};

struct Version {
  std::int64_t id = 0;
  std::string document;
  std::int64_t number = 0;
  std::string year;
  std::string body;
  std::string changes;
  bool forProviders = false;
  bool forSchools = false;
  bool forCap = false;
  bool acknowledge = false;
  Deadline due;
  Instant published;
  std::string publishedBy;

  /// Is it addressed to organisations of that kind?
  [[nodiscard]] bool isFor(std::string_view kind) const {
    return (kind == "provider" && forProviders) || (kind == "school" && forSchools) || (kind == "cap" && forCap);
  }
};

struct Reading {
  std::int64_t number = 0;  ///< of the version
  std::string year;
  std::int64_t organisation = 0;
  std::string organisationName;
  std::int64_t account = 0;
  std::string who;
  bool counts = false;
  Instant at;
};

struct Review {
  std::string year;
  std::string outcome;  ///< published, no_change
  std::string approvedBy;
  std::string says;
  Instant at;
  std::string who;
};

/// What was asked of somebody about a version.
struct Asked {
  std::string occurrence;
  Instant due;
  bool open = true;
};

std::vector<Document> documents(ReadTx& tx);
std::optional<Document> documentOf(ReadTx& tx, std::string_view code);
/// Newest first.
std::vector<Version> versions(ReadTx& tx, std::string_view document);
std::optional<Version> newest(ReadTx& tx, std::string_view document);
/// Of every version of a document, the newest first.
std::vector<Reading> readings(ReadTx& tx, std::string_view document);
std::vector<Review> reviews(ReadTx& tx, std::string_view document);
/// Every duty of that kind about a document, open or closed.
std::vector<Asked> asked(ReadTx& tx, std::string_view kind, std::string_view document);
/// CAP people who can sign in: account, name and one role of each.
struct CapPerson {
  std::int64_t account = 0;
  std::string name;
  std::string role;
};
std::vector<CapPerson> capPeople(ReadTx& tx);

void addDocument(WriteTx& tx, const Document& document);
/// Fills in id, number, published and by whom.
void addVersion(WriteTx& tx, Version& version);
/// @returns false when this account read this version for that organisation before.
bool addReading(WriteTx& tx, const Version& version, std::int64_t organisation, bool counts);
void addReview(WriteTx& tx, const Document& document, const Review& review);

/// `v3:o12`, `v3:a7`: the version and of whom it is asked.
std::string occurrenceFor(const Version& version, std::int64_t organisation);
std::string occurrenceForPerson(const Version& version, std::int64_t account);
/// Opens what is not asked yet of everybody to whom the version is addressed. @returns how many.
std::size_t askEverybody(WriteTx& tx, const Document& document, const Version& version);
/// Is there somebody of whom it was not asked?
bool somebodyUnasked(ReadTx& tx, const Version& version);
/// By when the review of an academic year is done, asked on that day; empty when no policy says.
std::optional<Instant> reviewDue(const Services& services, const std::string& year, Date today);

/// Does the viewer keep the documents?
bool keeps(const Viewer& viewer);
/// May the viewer open that version: addressed to them, or at CAP?
bool mayOpen(const Viewer& viewer, const Version& version);
/// Does this hat read for its whole organisation, or for its wearer alone?
bool readsForAll(const Hat& hat);
/// "2025-26" and the year after.
std::vector<std::string> yearsToPublish(Date today);
std::string audienceWords(const Version& version);
std::string whenWords(Instant due, Instant now);

void offerPublishing(Offers& offers);
void offerReading(Offers& offers);
void offerAsking(Offers& offers);
void offerGrid(Offers& offers);

}  // namespace capd::terms
