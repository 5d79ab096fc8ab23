#include "web/RequestBody.h"

#include <string_view>

namespace capd::web {
namespace {

constexpr char kNotStored[] =
    "The file can't be stored just now. Nothing of it was kept. Please try again in a few minutes.";
constexpr char kSignedOut[] =
    "You were signed out while this file was on its way, so it was not kept. Choose it again.";

}  // namespace

void addPair(FieldTexts& form, const std::string& name, std::string value) {
  if (!name.empty() && name.size() <= 200) form[name].push_back(std::move(value));
}

FieldTexts pairsOf(const std::string& text) {
  FieldTexts form;
  std::size_t at = 0;
  for (int count = 0; at <= text.size() && count < 2000; ++count) {
    const auto end = std::min(text.find('&', at), text.size());
    const std::string pair = text.substr(at, end - at);
    const auto equals = pair.find('=');
    addPair(form, decoded(pair.substr(0, equals)), equals == std::string::npos ? "" : decoded(pair.substr(equals + 1)));
    at = end + 1;
  }
  return form;
}

void FormFiles::keep(FieldTexts& form) {
  for (File& file : all_) {
    Site::Upload upload{"", file.why};
    try {
      if (file.receiver != nullptr) upload = file.receiver->done();
    } catch (const std::exception&) {
      upload = {"", kNotStored};
    }
    form[file.field] = upload.id.empty() ? std::vector<std::string>{} : std::vector<std::string>{upload.id};
    if (!upload.refused.empty()) form["upload-refused-" + file.field] = {upload.refused};
  }
}

void FormFiles::take(const std::string& field, const std::string& name, std::istream& stream) {
  body_.file(true);
  receive(field, name, stream);
  body_.file(false);
}

void FormFiles::receive(const std::string& field, const std::string& name, std::istream& stream) {
  std::string piece(65536, '\0');
  const auto next = [&] {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    return static_cast<std::size_t>(stream.gcount());
  };
  std::size_t got = next();
  if (name.empty() && got == 0) return;  // no file was chosen
  File file{field, nullptr, kNotStored};
  try {
    if (all_.size() < kMost) file.receiver = site_.receive(head_, name);
    if (file.receiver == nullptr) file.why = kSignedOut;
    for (bool wanted = file.receiver != nullptr; got > 0; got = next())
      if (wanted) wanted = file.receiver->add(std::string_view(piece).substr(0, got));
  } catch (const std::exception&) {
    file.receiver.reset();
    while (got > 0) got = next();
  }
  all_.push_back(std::move(file));
}

}  // namespace capd::web
