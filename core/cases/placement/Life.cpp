#include "cases/placement/Life.h"

namespace capd {

std::string standingInWords(const Standing& s) {
  const std::string since = londonDate(s.opened).words();
  const char* who = s.side == "school" ? "the school" : s.side == "provider" ? "the provider" : "CAP";
  if (s.kind == "pause")
    return "Attendance is paused for safety since " + since + ", by " + who + ". It is no withdrawal.";
  if (s.kind == "halt")
    return "Halted since " + since + ", by " + who +
           ": it may be all or most of the pupil’s education, or the provider the main one. Nobody is expected until "
           "CAP "
           "has looked into it.";
  return "This placement is under review with the SEND team since " + since + ".";
}

}  // namespace capd
