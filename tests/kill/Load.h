#pragma once
// Schools that refer at full speed, and an outside record of everything the service has acknowledged to them.

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/Wire.h"

namespace capd::test {

/// One form as it was sent: the same bytes can be sent again.
struct Deed {
  std::string command;
  Typed typed;
  std::string reference;  ///< of the case it is about; empty for the one that begins it, until that was acknowledged
  std::string location;   ///< what the acknowledgement said
  bool acknowledged = false;
};

/// One coordinator at work: begins a draft, saves its sections, sends it, and begins the next.
class School {
 public:
  School(std::string email, std::vector<std::string> pupils, std::uint64_t seed)
      : email_(std::move(email)), pupils_(std::move(pupils)), seed_(seed) {}

  /// Signs in if needed and works until the service does not answer any more, or `stop`.
  void workUntilItBreaks(std::uint16_t port, const std::atomic<bool>& stop);
  /// One referral, from sign-in until it is sent. @returns its reference; empty when the service did not let it
  /// through.
  std::string referOne(std::uint16_t port);
  /// Sends again what was not acknowledged, and `samples` of what was. @returns what is wrong.
  std::vector<std::string> sendAgain(std::uint16_t port, int samples);

  [[nodiscard]] const std::vector<Deed>& deeds() const { return deeds_; }
  [[nodiscard]] std::size_t acknowledged() const;
  /// The same while it works, from another thread.
  [[nodiscard]] std::size_t acknowledgedSoFar() const { return soFar_; }

 private:
  bool begin(std::uint16_t port);
  bool step();
  std::vector<Deed> nextCase();
  bool send(Deed& deed);
  std::string again(Deed& deed);
  std::uint64_t random(std::uint64_t below);

  std::string email_;
  std::vector<std::string> pupils_;
  std::uint64_t seed_;
  std::vector<Deed> deeds_;  ///< every form ever sent
  std::vector<Deed> ahead_;  ///< the rest of the case at hand, last first
  std::string reference_;    ///< of the case at hand
  std::atomic<std::size_t> soFar_{0};
  bool signedIn_ = false;
  Caller caller_{0};
};

}  // namespace capd::test
