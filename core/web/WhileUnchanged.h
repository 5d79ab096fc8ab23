#pragma once
// What was worked out from the records, kept for as long as nothing in them has changed. Who asks with a newer version
// of the records finds nothing and starts the store anew, so nothing stale is ever given.

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace capd::web {

/// Thread-safe.
template <class T>
class WhileUnchanged {
 public:
  explicit WhileUnchanged(std::size_t most) : most_(most) {}

  /// `version` is read before the records are: what is kept under it is at least as new.
  std::shared_ptr<const T> find(std::int64_t version, const std::string& key) {
    const std::lock_guard lock(mutex_);
    if (version != version_) return nullptr;
    const auto found = kept_.find(key);
    return found == kept_.end() ? nullptr : found->second;
  }

  void keep(std::int64_t version, const std::string& key, std::shared_ptr<const T> what) {
    const std::lock_guard lock(mutex_);
    if (version < version_) return;
    if (version > version_ || kept_.size() >= most_) kept_.clear();
    version_ = version;
    kept_[key] = std::move(what);
  }

  void forget(const std::string& key) {
    const std::lock_guard lock(mutex_);
    kept_.erase(key);
  }

 private:
  std::size_t most_;
  std::mutex mutex_;
  std::int64_t version_ = -1;
  std::unordered_map<std::string, std::shared_ptr<const T>> kept_;
};

}  // namespace capd::web
