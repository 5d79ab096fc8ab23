#pragma once
// A folder that is gone when the test is.

#include <cstdlib>
#include <filesystem>
#include <string>

namespace capd::test {

class TempDir {
 public:
  TempDir() {
    char pattern[] = "/tmp/capd-test-XXXXXX";
    path_ = ::mkdtemp(pattern);
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace capd::test
