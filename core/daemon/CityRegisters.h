#pragma once
// The registers of the invented city's last weeks: taken by the providers, most in time, absences explained by the
// schools.

#include <string>

#include "cases/marks/Marks.h"
#include "daemon/CityLife.h"

namespace capd::daemon {

class RegisterLife {
 public:
  explicit RegisterLife(CityLife& city) : city_(city), dice_(city.plan_.seed ^ 0x9E6157EULL) {}
  /// Registers of the four weeks before that moment; on its own day those that have begun by then.
  void arrange(Instant until);

 private:
  void sayTimes();
  void morning(Date day);
  void takeAt(Instant when, std::int64_t provider, const SessionOf& session);
  void take(std::int64_t provider, const SessionOf& session);
  void explain();

  CityLife& city_;
  Dice dice_;
};

}  // namespace capd::daemon
