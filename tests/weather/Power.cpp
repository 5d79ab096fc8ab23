#include "tests/weather/Power.h"

#include <sqlite3.h>

#include <cstring>
#include <fstream>
#include <new>
#include <sstream>
#include <stdexcept>

namespace capd::test {
namespace {

PowerDisk* disk = nullptr;  // set while no connection is open
sqlite3_vfs* below = nullptr;
sqlite3_vfs above;

struct PowerFile {
  sqlite3_file head;
  const std::string* path;  ///< null: not on the disk that is tried
  sqlite3_file* real;
};

PowerFile* own(sqlite3_file* file) { return reinterpret_cast<PowerFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return own(file)->real; }
const sqlite3_io_methods& methods(sqlite3_file* file) { return *real(file)->pMethods; }

int closeFile(sqlite3_file* file) {
  const int code = methods(file).xClose(real(file));
  delete own(file)->path;
  own(file)->path = nullptr;
  return code;
}
int readFile(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
  return methods(file).xRead(real(file), into, size, at);
}
int writeFile(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  if (own(file)->path != nullptr &&
      !disk->write(*own(file)->path,
                   {at, std::string(static_cast<const char*>(from), static_cast<std::size_t>(size)), -1}))
    return SQLITE_IOERR_WRITE;
  return methods(file).xWrite(real(file), from, size, at);
}
int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
  if (own(file)->path != nullptr && !disk->write(*own(file)->path, {0, "", size})) return SQLITE_IOERR_TRUNCATE;
  return methods(file).xTruncate(real(file), size);
}
int syncFile(sqlite3_file* file, int flags) {
  if (own(file)->path == nullptr) return methods(file).xSync(real(file), flags);
  return disk->sync(*own(file)->path) ? SQLITE_OK : SQLITE_IOERR_FSYNC;  // the real disk need not take part
}
int sizeOfFile(sqlite3_file* file, sqlite3_int64* size) { return methods(file).xFileSize(real(file), size); }
int lockFile(sqlite3_file* file, int how) { return methods(file).xLock(real(file), how); }
int unlockFile(sqlite3_file* file, int how) { return methods(file).xUnlock(real(file), how); }
int isReserved(sqlite3_file* file, int* out) { return methods(file).xCheckReservedLock(real(file), out); }
int control(sqlite3_file* file, int what, void* with) { return methods(file).xFileControl(real(file), what, with); }
int sectorSize(sqlite3_file* file) { return methods(file).xSectorSize(real(file)); }
int character(sqlite3_file* file) { return methods(file).xDeviceCharacteristics(real(file)); }
int shmMap(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return methods(file).xShmMap(real(file), page, size, extend, out);
}
int shmLock(sqlite3_file* file, int offset, int count, int flags) {
  return methods(file).xShmLock(real(file), offset, count, flags);
}
void shmBarrier(sqlite3_file* file) { methods(file).xShmBarrier(real(file)); }
int shmUnmap(sqlite3_file* file, int remove) { return methods(file).xShmUnmap(real(file), remove); }
int fetch(sqlite3_file* file, sqlite3_int64 at, int size, void** out) {
  return methods(file).xFetch(real(file), at, size, out);
}
int unfetch(sqlite3_file* file, sqlite3_int64 at, void* page) { return methods(file).xUnfetch(real(file), at, page); }

const sqlite3_io_methods kMethods = {3,        closeFile,  readFile,   writeFile, truncateFile, syncFile,  sizeOfFile,
                                     lockFile, unlockFile, isReserved, control,   sectorSize,   character, shmMap,
                                     shmLock,  shmBarrier, shmUnmap,   fetch,     unfetch};

int openFile(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags) {
  auto* made = new (file) PowerFile{};
  made->real = reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(PowerFile));
  const int code = below->xOpen(below, name, made->real, flags, outFlags);
  if (code != SQLITE_OK) return code;
  made->head.pMethods = &kMethods;
  if (disk == nullptr || name == nullptr || (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) == 0) return code;
  if (!disk->owns(name)) return code;
  made->path = new std::string(name);
  disk->open(*made->path, [&] {
    std::ifstream in(name, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  });
  return code;
}

int removeFile(sqlite3_vfs*, const char* name, int syncFolder) {
  if (disk != nullptr && disk->owns(name)) disk->remove(name);
  return below->xDelete(below, name, syncFolder);
}

void apply(std::string& content, const Platter::Write& deed, std::size_t from, std::size_t to) {
  if (deed.cutTo >= 0) {
    content.resize(static_cast<std::size_t>(deed.cutTo));
    return;
  }
  const auto at = static_cast<std::size_t>(deed.at);
  if (content.size() < at + to) content.resize(at + to);
  content.replace(at + from, to - from, deed.bytes, from, to - from);
}

std::string partly(const Platter& file, std::mt19937& random) {
  std::string content = file.synced;
  for (const Platter::Write& deed : file.waiting) {
    if (random() % 2 == 0) continue;
    std::size_t from = 0;
    std::size_t to = deed.bytes.size();
    const std::size_t sectors = to / 512;
    if (sectors > 0 && random() % 4 == 0) (random() % 2 == 0 ? from : to) = random() % (sectors + 1) * 512;
    if (from < to || deed.cutTo >= 0) apply(content, deed, from, to);
  }
  return content;
}

std::string wantedPath;
sqlite3* found = nullptr;

int sawOpen(sqlite3* handle, char**, const struct sqlite3_api_routines*) {
  const char* name = sqlite3_db_filename(handle, "main");
  if (found == nullptr && name != nullptr && wantedPath == name) found = handle;
  return SQLITE_OK;
}

}  // namespace

PowerDisk::PowerDisk(std::string folder) : folder_(std::move(folder)) {
  if (below == nullptr) {
    below = sqlite3_vfs_find(nullptr);
    above = *below;
    above.zName = "power";
    above.pNext = nullptr;
    above.szOsFile += static_cast<int>(sizeof(PowerFile));
    above.xOpen = openFile;
    above.xDelete = removeFile;
  }
  disk = this;
  if (sqlite3_vfs_register(&above, 1) != SQLITE_OK) throw std::runtime_error("the disk of the test cannot be put in");
}

PowerDisk::~PowerDisk() {
  sqlite3_vfs_unregister(&above);
  sqlite3_vfs_register(below, 1);
  disk = nullptr;
}

void PowerDisk::onEach(std::function<void()> hook) {
  const std::lock_guard lock(mutex_);
  hook_ = std::move(hook);
}

Image PowerDisk::cut(std::mt19937* some) const {
  Image image;
  for (const auto& [path, file] : files_) {
    if (!file.there && (some == nullptr || (*some)() % 2 == 0)) continue;
    image[path] = some == nullptr ? file.synced : partly(file, *some);
  }
  return image;
}

void PowerDisk::open(const std::string& path, const std::function<std::string()>& content) {
  const std::lock_guard lock(mutex_);
  if (files_.count(path) != 0) return;
  Platter& file = files_[path];
  file.synced = content();
  file.there = !file.synced.empty();
}

void PowerDisk::failAt(std::uint64_t n, bool forEver) {
  const std::lock_guard lock(mutex_);
  toFail_ = n;
  forEver_ = forEver;
  failed_ = 0;
}

std::uint64_t PowerDisk::failed() const {
  const std::lock_guard lock(mutex_);
  return failed_;
}

bool PowerDisk::fails() {
  if (toFail_ == 0 || --toFail_ > 0) return false;
  if (forEver_) toFail_ = 1;
  ++failed_;
  return true;
}

bool PowerDisk::write(const std::string& path, Platter::Write deed) {
  const std::lock_guard lock(mutex_);
  if (hook_) hook_();
  if (fails()) return false;
  files_.at(path).waiting.push_back(std::move(deed));
  return true;
}

bool PowerDisk::sync(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (hook_) hook_();
  if (fails()) return false;
  Platter& file = files_.at(path);
  for (const Platter::Write& deed : file.waiting) apply(file.synced, deed, 0, deed.bytes.size());
  file.waiting.clear();
  file.there = true;
  ++syncs_;
  return true;
}

void PowerDisk::remove(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (hook_) hook_();
  files_.erase(path);
}

FirstHandle::FirstHandle(const std::string& path) {
  wantedPath = path;
  found = nullptr;
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(sawOpen));
}

FirstHandle::~FirstHandle() {
  sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(sawOpen));
  found = nullptr;
}

sqlite3* FirstHandle::get() const { return found; }

std::string onHandle(sqlite3* handle, const std::string& sql) {
  std::string last;
  const auto take = [](void* into, int columns, char** values, char**) {
    if (columns > 0 && values[columns - 1] != nullptr) *static_cast<std::string*>(into) = values[columns - 1];
    return 0;
  };
  if (sqlite3_exec(handle, sql.c_str(), take, &last, nullptr) != SQLITE_OK)
    throw std::runtime_error(std::string("SQLite: ") + sqlite3_errmsg(handle));
  return last;
}

}  // namespace capd::test
