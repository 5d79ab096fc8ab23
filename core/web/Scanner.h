#pragma once
// Asks clamd, over its unix socket, whether a file holds a virus. Whatever is not clearly "OK" is not clean.

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace capd::web {

class Scanner {
 public:
  enum class Answer { clean, found, couldNotScan };
  struct Result {
    Answer answer = Answer::couldNotScan;
    std::string says;  ///< for the log: the name of what was found, or why it could not be scanned
  };
  /// Gives the bytes in order to what it is called with.
  using Content = std::function<void(const std::function<void(std::string_view)>&)>;

  /// `place`: path of clamd's socket. `most`: for the whole scan of one file.
  explicit Scanner(std::string place, std::chrono::milliseconds most = std::chrono::seconds(30))
      : place_(std::move(place)), most_(most) {}

  /// Never throws for clamd's faults. @throws what `content` throws.
  [[nodiscard]] Result scan(const Content& content) const;
  /// Does it answer? For doctor and the status page.
  [[nodiscard]] bool answers() const;

 private:
  std::string place_;
  std::chrono::milliseconds most_;
};

}  // namespace capd::web
