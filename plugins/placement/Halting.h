#pragma once
// A provider that may be giving all or most of a pupil's education, or be the main provider, halts the placement at
// once (004 sections 3.3 and 3.4, REF-78, CMP-21): today, with the calls made, and CAP looks into it the same day. No
// tick ends a placement: CAP decides.

#include "Common.h"

namespace capd::placement {

inline constexpr char kHalt[] = "placement.halt";

struct HaltIn {
  std::string reference;
  std::int64_t version = 0;
  bool registered = false;
  std::string kind;
  std::string reason;
  bool capRung = false;
  bool schoolRung = false;
  bool familyRung = false;
};
Form<HaltIn> haltForm();

/// May the viewer halt it now?
bool mayHalt(PageRequest& ask, const Life& life);

/// The provider said on its confirmation that it may be the main provider: the same halt, duty and letters. A
/// registered school halts nothing.
void haltForMainProvider(WriteTx& tx, const Services& services, const std::string& reference, const std::string& says);
/// CAP decided there that the placement goes on.
void goOnAfterHalt(WriteTx& tx, const Services& services, const std::string& reference, const std::string& says);

void offerHalting(Offers& offers);

}  // namespace capd::placement
