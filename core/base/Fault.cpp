#include "base/Fault.h"

namespace capd {

std::string inWords(const Fault& fault) {
  std::string text = fault.file;
  if (fault.line > 0) text += ":" + std::to_string(fault.line);
  if (!text.empty()) text += ": ";
  text += fault.says;
  if (!fault.instead.empty()) text += " " + fault.instead;
  return text;
}

}  // namespace capd
