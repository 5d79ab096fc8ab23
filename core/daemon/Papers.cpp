#include "daemon/Papers.h"

#include <fmt/format.h>

#include "cases/document/Document.h"
#include "daemon/House.h"

namespace capd::daemon {
namespace {

// A page with one line of text, as any reader of PDF opens it.
std::string pdfThatSays(const std::string& says) {
  std::string text;
  for (const char sign : says) {
    if (sign == '(' || sign == ')' || sign == '\\') text += '\\';
    text += static_cast<unsigned char>(sign) < 0x80 ? sign : '.';
  }
  const std::string stream = "BT /F1 14 Tf 60 760 Td (" + text + ") Tj ET";
  const std::string objects[] = {
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
      fmt::format("<</Length {}>>\nstream\n{}\nendstream", stream.size(), stream),
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
  std::string pdf = "%PDF-1.4\n";
  std::string places;
  int number = 0;
  for (const std::string& object : objects) {
    places += fmt::format("{:010} 00000 n \n", pdf.size());
    pdf += fmt::format("{} 0 obj\n{}\nendobj\n", ++number, object);
  }
  const std::size_t table = pdf.size();
  return pdf + fmt::format("xref\n0 6\n0000000000 65535 f \n{}trailer<</Root 1 0 R/Size 6>>\nstartxref\n{}\n%%EOF\n",
                           places, table);
}

}  // namespace

std::string keepPaper(House& house, const Viewer& viewer, const std::string& name, const std::string& says) {
  auto incoming = house.blobs().take();
  incoming->add(pdfThatSays(says));
  const store::StoredBlob blob = incoming->done();
  Document document;
  document.kind = "other";
  document.blob = blob.name;
  document.mediaType = "application/pdf";
  document.bytes = blob.bytes;
  document.sha256 = blob.sha256;
  document.typedName = name;
  document.scan = "not_scanned";
  std::int64_t id = 0;
  store::WriteRequest request;
  request.viewer = viewer;
  request.command = "document.upload";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    id = addUpload(tx, document);
    return Done{};
  };
  house.database().write(std::move(request)).get();
  return std::to_string(id);
}

}  // namespace capd::daemon
