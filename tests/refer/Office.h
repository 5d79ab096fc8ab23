#pragma once
// The invented city with every plugin that was built, and people at their screens: pages are asked for and forms sent
// as a browser without JavaScript would.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/Clock.h"
#include "daemon/House.h"
#include "tests/support/Says.h"
#include "tests/support/Stores.h"

namespace capd::test {

// People of the invented city, by what they sign in with.
inline constexpr char kCarys[] = "coordinator@school.example";
inline constexpr char kTom[] = "contributor@school.example";
inline constexpr char kOlu[] = "other@school.example";  ///< coordinator of another school
inline constexpr char kAnna[] = "admin@cap.example";

class Office {
 public:
  explicit Office(Kind kind = Kind::sqlite, Date day = Date(2026, 2, 2),
                  std::map<std::string, std::string> settings = {}, bool waitsForDisk = true);
  /// `share` stands in for the source folder where a test edits the policy.
  Office(Kind kind, Date day, const std::string& share);
  /// Another daemon on the same records (PostgreSQL).
  Office(const Office& besides, const std::string& share);
  ~Office();

  daemon::House& house() { return *house_; }
  /// The same records, opened by a house with other plugin libraries.
  void reopen(const std::string& plugins);
  HeldClock& clock() { return clock_; }
  Viewer viewer(const std::string& email) { return house_->viewerOfEmail(email).value(); }
  /// Runs a command as that person; texts with one value each.
  Outcome run(const std::string& email, const std::string& command, const std::map<std::string, std::string>& texts,
              const std::string& token = {});
  template <class T>
  std::optional<T> one(const std::string& email, const std::string& sql, const std::string& arg) {
    const Viewer who = viewer(email);
    const auto lease = house_->database().read(who);
    return lease->tx().template one<T>(sql, arg);
  }
  /// What the records hold, whoever asks.
  template <class T>
  std::optional<T> fact(const std::string& sql, const std::string& arg) {
    const auto lease = house_->database().read(house_->hostViewer(0));
    return lease->tx().template one<T>(sql, arg);
  }
  /// A stored upload of that person, ready to be named in a form. @returns its id.
  std::string upload(const std::string& email, const std::string& name,
                     const std::string& content = "%PDF-1.4 made up");

  /// A draft for the pupil of that name, begun by the coordinator. @returns its reference.
  std::string draft(const std::string& lastName = "Wynne-Test", const std::string& email = kCarys);
  std::string pupilId(const std::string& lastName);
  /// Saves a section; fails the test when it is refused.
  void save(const std::string& reference, const std::string& section, const std::map<std::string, std::string>& texts,
            const std::string& email = kCarys);
  /// Right answers to every section: course `bike`, risk assessment of `risk` (empty: none).
  void fillIn(const std::string& reference, const std::string& risk = "2026-01-20", const std::string& course = "bike",
              const std::string& email = kCarys);

  std::string dumpOf(const Outcome& outcome);
  /// Everything that the house has logged.
  std::string logged();

 private:
  [[nodiscard]] daemon::HouseSettings settings();
  void open();

  std::mutex logMutex_;
  std::string log_;
  TempDir folder_;
  store::Settings database_;
  std::map<std::string, std::string> wanted_;
  std::string share_ = CAPD_SOURCE;
  std::string plugins_ = CAPD_BUILD "/plugins";
  std::string assets_;
  HeldClock clock_;
  std::unique_ptr<daemon::House> house_;
};

/// One person at a screen.
class Screen {
 public:
  Screen(Office& office, const std::string& email);
  web::Reply get(const std::string& path);
  /// Loads the page, changes what is given in the form of that command, and sends it; follows the redirect.
  web::Reply send(const std::string& page, const std::string& command, const FieldTexts& texts,
                  const std::string& then = {});
  /// Sends a file by the door that forms use.
  web::Site::Upload upload(const std::string& name, const std::string& content);
  [[nodiscard]] const std::string& at() const { return at_; }  ///< where the last redirect led

 private:
  void keepCookies(const web::Reply& reply);

  Office* office_;
  std::string session_;
  std::map<std::string, std::string> cookies_;
  std::string at_;
};

/// The text of a page without tags, white space joined.
std::string textOf(const web::Reply& reply);

}  // namespace capd::test
