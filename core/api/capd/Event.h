#pragma once
// What one plugin tells the others, inside the transaction in which it happened. Plain structs; no queue, no promise of
// later.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/Deadline.h"

namespace capd {

struct Event {
  virtual ~Event() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
};

#define CAPD_EVENT(Name)                           \
  static constexpr std::string_view kName = #Name; \
  [[nodiscard]] std::string_view name() const override { return kName; }

/// A school sent a referral to CAP (REF-20).
struct ReferralSubmitted final : Event {
  CAPD_EVENT(ReferralSubmitted)
  std::int64_t referral = 0;
};
/// CAP sent the papers to a provider (REF-27).
struct ReferralReleased final : Event {
  CAPD_EVENT(ReferralReleased)
  std::int64_t referral = 0;
  std::int64_t provider = 0;
};
/// A provider answered (REF-31).
struct ResponseGiven final : Event {
  CAPD_EVENT(ResponseGiven)
  std::int64_t referral = 0;
  std::int64_t response = 0;
  bool yes = false;
  std::string category;  ///< of a no: availability, need, risk, other
};
/// CAP processed a yes: the placement stands (REF-36).
struct PlacementConfirmed final : Event {
  CAPD_EVENT(PlacementConfirmed)
  std::int64_t placement = 0;
  std::int64_t referral = 0;
};
/// A provider says that it may be a pupil's main education provider: the sessions stop until CAP has looked (CMP-21).
struct MainProviderNamed final : Event {
  CAPD_EVENT(MainProviderNamed)
  std::string reference;  ///< of the referral
  std::string says;       ///< why, in the provider's words
};
/// CAP looked into it, and the school is the main provider.
struct MainProviderCleared final : Event {
  CAPD_EVENT(MainProviderCleared)
  std::string reference;  ///< of the referral
  std::string says;
};
/// A register says that a pupil was there (ATT-01).
struct PupilPresent final : Event {
  CAPD_EVENT(PupilPresent)
  std::int64_t referral = 0;
  Date day;
};
/// A scheduled rule comes round: whoever does it opens its duties, and says how many in `opened` (reminders.lua). When
/// nobody does, the round stays planned.
struct RoundOpens final : Event {
  CAPD_EVENT(RoundOpens)
  std::string rule;    ///< `ofsted_confirmation`
  std::string duty;    ///< the kind of duty
  std::string period;  ///< `2025-26/h4`
  std::string words;   ///< "half term 4 of 2025-26"
  std::string clause;
  Deadline due;
  std::int64_t* opened = nullptr;  ///< -1 before anybody has answered
};
/// A list that came in took over somebody's DBS check: what was asked about them is looked at again, as when it is
/// told.
struct StaffCheckTaken final : Event {
  CAPD_EVENT(StaffCheckTaken)
  std::int64_t staff = 0;
  std::int64_t check = 0;  ///< its number on that person's record
  bool added = false;      ///< it was not there before; false when it was only marked as seen, or struck out again
};
/// A mail will not reach anybody (the server refused the address, or it was given up).
struct MailFailed final : Event {
  CAPD_EVENT(MailFailed)
  std::int64_t mail = 0;
};
/// A policy version came into force.
struct PolicyPublished final : Event {
  CAPD_EVENT(PolicyPublished)
  std::string year;
  std::string hash;
};

}  // namespace capd
