#include <magic.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <mutex>

#include "base/Text.h"
#include "cases/document/Document.h"
#include "web/Scanner.h"
#include "web/SiteImpl.h"

namespace capd::web {
namespace {

struct Kind {
  std::string_view ending;
  std::string_view found;            ///< what the content must look like
  std::string_view kept;             ///< as it is served again
  std::string_view permission = {};  ///< only from those who hold it; empty = from everybody
};
constexpr std::string_view kRows = "import.see";  ///< whoever imports anything sends rows
// A file comes in when its name and its content agree on one of these.
constexpr std::array<Kind, 12> kKinds = {{
    {"pdf", "application/pdf", "application/pdf"},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"doc", "application/msword", "application/msword"},
    {"odt", "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"},
    {"jpg", "image/jpeg", "image/jpeg"},
    {"jpeg", "image/jpeg", "image/jpeg"},
    {"png", "image/png", "image/png"},
    {"txt", "text/plain", "text/plain; charset=utf-8"},
    {"rtf", "text/rtf", "application/rtf"},
    {"csv", "text/csv", "text/csv; charset=utf-8", kRows},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", kRows},
    {"zip", "application/zip", "application/zip", kRows},
}};

std::string contentType(const std::string& begin) {
  static std::mutex one;
  static const magic_t cookie = [] {
    magic_t made = magic_open(MAGIC_MIME_TYPE);
    if (made != nullptr && magic_load(made, nullptr) != 0) {
      magic_close(made);
      made = nullptr;
    }
    return made;
  }();
  const std::lock_guard lock(one);
  if (cookie == nullptr) return {};
  const char* type = magic_buffer(cookie, begin.data(), begin.size());
  return type == nullptr ? "" : type;
}

std::string endingOf(const std::string& name) {
  const auto dot = name.rfind('.');
  return dot == std::string::npos ? "" : lowerAscii(name.substr(dot + 1));
}

// A file that is two things at once: markup or a program inside what claims to be a picture or a paper.
bool twoFaced(const std::string& begin, std::string_view kind) {
  const std::string text = lowerAscii(begin.substr(0, 4096));
  if (kind == "application/pdf" && begin.compare(0, 5, "%PDF-") != 0) return true;
  if (begin.compare(0, 2, "MZ") == 0 || begin.compare(0, 4,
                                                      "\x7F"
                                                      "ELF") == 0)
    return true;
  for (const char* sign : {"<script", "<!doctype html", "<html", "<svg", "<?php", "<?xml"})
    if (text.find(sign) != std::string::npos && kind != "text/plain") return true;
  return kind == "text/plain" && (text.find("<script") != std::string::npos || text.find("<html") != std::string::npos);
}

std::string kindsInWords(const Viewer& viewer) {
  std::string words =
      "a PDF, Word (docx, doc), OpenDocument (odt), rich text (rtf), plain text (txt) or picture (jpg, png)";
  if (viewer.may(std::string(kRows)))
    words += "; for an import, a list of rows (csv), a spreadsheet (xlsx) or a ZIP (zip)";
  return words;
}

class Receiving final : public Site::Receiver {
 public:
  Receiving(Site::Impl& site, Viewer viewer, std::string name)
      : site_(site), viewer_(std::move(viewer)), name_(std::move(name)), incoming_(site.blobs.take()) {
    most_ = std::stoll(site.services.setting("uploads.most_mb")) * 1024 * 1024;
  }

  bool add(std::string_view piece) override {
    bytes_ += static_cast<std::int64_t>(piece.size());
    if (bytes_ > most_) {
      incoming_.reset();
      return false;
    }
    if (begin_.size() < 65536) begin_.append(piece.substr(0, 65536 - begin_.size()));
    incoming_->add(piece);
    return true;
  }

  Site::Upload done() override {
    const std::string most = site_.services.setting("uploads.most_mb");
    if (incoming_ == nullptr)
      return {"",
              "The file is larger than " + most + " MB. Send it smaller: a scan in black and white is usually enough."};
    if (bytes_ == 0) return {"", "The file is empty. Choose another."};
    TextFault fault;
    const auto cleanName = cleanText(name_, fault);
    if (!cleanName || cleanName->empty() || lengthInLetters(*cleanName) > 200)
      return {"", "The file's name can't be read. Give it a short, plain name and choose it again."};
    const std::string ending = endingOf(*cleanName);
    const std::string found = contentType(begin_);
    const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& each) {
      return each.ending == ending && (each.permission.empty() || viewer_.may(std::string(each.permission)));
    });
    if (kind == kKinds.end()) return {"", "This kind of file can't be taken. Send " + kindsInWords(viewer_) + "."};
    const bool zipped = found == "application/zip" && (ending == "docx" || ending == "odt" || ending == "xlsx");
    // A list of rows looks like any text, in whatever letters.
    const bool rows = ending == "csv" && (found.rfind("text/", 0) == 0 || found == "application/csv" ||
                                          found == "application/octet-stream");
    if (found != kind->found && !zipped && !rows)
      return {"", "The content of this file is not what its name says (" + ending +
                      "). Open it, save it as PDF, and choose that."};
    if (twoFaced(begin_, kind->kept.substr(0, 10) == "text/plain" ? "text/plain" : kind->found))
      return {"", "This file holds something besides its " + ending +
                      " content. Open it, save it as PDF, and choose that."};
    return keep(*cleanName, std::string(kind->kept));
  }

 private:
  Site::Upload keep(const std::string& name, const std::string& type) {
    Document document;
    const store::StoredBlob blob = incoming_->done();
    document.kind = "other";
    document.blob = blob.name;
    document.mediaType = type;
    document.bytes = blob.bytes;
    document.sha256 = blob.sha256;
    document.typedName = name;
    std::string refused;
    document.scan = scanned(blob.name, refused);
    std::int64_t id = 0;
    store::WriteRequest request;
    request.viewer = viewer_;
    request.command = "document.upload";
    request.payload = "{\"scan\":\"" + document.scan + "\",\"sha256\":\"" + blob.sha256 + "\"}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      if (unfiledUploads(tx) >= kMostUnfiled)
        return Refused(Refused::Kind::conflict, "",
                       "Forty of your files wait already for a form to take them. Send those forms first, or choose "
                       "this file again tomorrow.");
      id = addUpload(tx, document);
      return Done{};
    };
    const auto reply = site_.database.write(std::move(request)).get();
    if (const auto* busy = std::get_if<Refused>(&reply.outcome)) {
      site_.blobs.remove(blob.name);
      return {"", busy->problems.front().says};
    }
    if (!refused.empty()) return {"", refused};
    return {std::to_string(id), ""};
  }

  // What is not clearly clean is kept apart, where nobody is served it, and never becomes a paper of a case.
  std::string scanned(const std::string& blob, std::string& refused) {
    const std::string place = site_.services.setting("uploads.scan");
    if (place.empty()) return "not_scanned";
    const Scanner scanner(place, std::chrono::seconds(std::stoll(site_.services.setting("uploads.scan_seconds"))));
    const auto result =
        scanner.scan([&](const std::function<void(std::string_view)>& piece) { site_.blobs.read(blob, piece); });
    if (result.answer == Scanner::Answer::clean) return "clean";
    site_.services.log("an upload was put in quarantine: " + result.says);
    refused = result.answer == Scanner::Answer::found
                  ? "The selected file contains a virus. It was put aside and nobody can open it. Tell your IT "
                    "support, and choose a clean copy of the file."
                  : "The file could not be scanned for viruses, so it was put aside and is not part of the referral. "
                    "Choose it again in a few minutes. If it happens again, call CAP on " +
                        site_.services.setting("telephone") + ".";
    return "quarantined";
  }

  Site::Impl& site_;
  Viewer viewer_;
  std::string name_;
  std::unique_ptr<store::Blobs::Incoming> incoming_;
  std::string begin_;
  std::int64_t bytes_ = 0;
  std::int64_t most_ = 0;
};

}  // namespace

bool Site::knows(const Request& headers) { return !impl_->signedBy(headers).session.empty(); }

std::unique_ptr<Site::Receiver> Site::receive(const Request& headers, const std::string& fileName) {
  Signed who = impl_->signedBy(headers);
  if (!who.viewer || who.mustEnrol) return nullptr;
  return std::make_unique<Receiving>(*impl_, *who.viewer, fileName);
}

}  // namespace capd::web
