#pragma once
// What one plugin tells the others, inside the transaction in which it happened. Plain structs; no queue, no promise of
// later.

#include <cstdint>
#include <string>
#include <string_view>

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
/// A policy version came into force.
struct PolicyPublished final : Event {
  CAPD_EVENT(PolicyPublished)
  std::string year;
  std::string hash;
};

}  // namespace capd
