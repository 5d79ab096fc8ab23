#pragma once
// Spreadsheets and ZIPs made up in a test, and an import walked from its file to its end.

#include <zlib.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/refer/Office.h"

namespace capd::test {

struct Packed {
  std::string name;
  std::string bytes;
  bool deflated = true;
};

inline std::string little(std::uint64_t value, int size) {
  std::string bytes;
  for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
  return bytes;
}

inline std::string deflated(const std::string& plain) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, plain.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::string zipOf(const std::vector<Packed>& files) {
  std::string zip;
  std::string directory;
  for (const Packed& file : files) {
    const std::string packed = file.deflated ? deflated(file.bytes) : file.bytes;
    const auto crc = crc32(0, reinterpret_cast<const Bytef*>(file.bytes.data()), static_cast<uInt>(file.bytes.size()));
    const std::string facts = little(20, 2) + little(0, 2) + little(file.deflated ? 8 : 0, 2) + little(0, 4) +
                              little(crc, 4) + little(packed.size(), 4) + little(file.bytes.size(), 4) +
                              little(file.name.size(), 2) + little(0, 2);
    directory += little(0x02014b50, 4) + little(20, 2) + facts + little(0, 2) + little(0, 2) + little(0, 2) +
                 little(0, 4) + little(zip.size(), 4) + file.name;
    zip += little(0x04034b50, 4) + facts + file.name + packed;
  }
  const std::size_t begins = zip.size();
  return zip + directory + little(0x06054b50, 4) + little(0, 4) + little(files.size(), 2) + little(files.size(), 2) +
         little(directory.size(), 4) + little(begins, 4) + little(0, 2);
}

/// A spreadsheet whose sheet has these rows and this after them (merged cells).
inline std::string xlsxOf(const std::string& rows, const std::string& after = "", const std::string& shared = "") {
  const std::string head = "<?xml version=\"1.0\"?>";
  return zipOf(
      {{"xl/workbook.xml",
        head + "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" r:id=\"rId7\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        head + "<Relationships><Relationship Id=\"rId7\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
       {"xl/styles.xml", head + "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>"
                                "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"},
       {"xl/sharedStrings.xml", head + "<sst>" + shared + "</sst>"},
       {"xl/worksheets/sheet1.xml", head + "<worksheet><sheetData>" + rows + "</sheetData>" + after + "</worksheet>"}});
}

inline constexpr const char* kImporter = "admin@cap.example";

struct Importing {
  explicit Importing(Kind kind = Kind::sqlite) : office(kind) {}

  Outcome begin(const std::string& kind, const std::string& bytes, const std::string& area = "") {
    const Outcome outcome = office.run(
        who, "import.begin", {{"kind", kind}, {"file", office.upload(who, "rows.csv", bytes)}, {"area", area}});
    if (const auto* done = std::get_if<Done>(&outcome)) batch = done->values.at("batch");
    return outcome;
  }
  /// Reads a file to its end; fails the test when it is refused.
  Done looked(const std::string& kind, const std::string& bytes, const std::string& area = "") {
    const Outcome outcome = begin(kind, bytes, area);
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
    return goOn(std::get<Done>(outcome), "reading");
  }
  Done goOn(Done done, const std::string& state) {
    while (done.values.at("state") == state) {
      const Outcome next = office.run(who, "import.next", {{"batch", batch}, {"from", done.values.at("reached")}});
      BOOST_TEST_REQUIRE(std::holds_alternative<Done>(next), office.dumpOf(next));
      done = std::get<Done>(next);
    }
    return done;
  }
  Done applied(const std::string& kind, const std::string& bytes, const std::string& area = "") {
    looked(kind, bytes, area);
    const Outcome outcome = office.run(who, "import.apply", {{"batch", batch}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
    return goOn(std::get<Done>(outcome), "applying");
  }
  Done undone() {
    const Outcome outcome = office.run(who, "import.undo", {{"batch", batch}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
    return goOn(std::get<Done>(outcome), "undoing");
  }
  std::string refusedFile(const std::string& kind, const std::string& bytes) {
    const Outcome outcome = begin(kind, bytes);
    BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(outcome), office.dumpOf(outcome));
    return office.dumpOf(outcome);
  }
  std::int64_t count(const std::string& sql, const std::string& arg) {
    return office.fact<std::int64_t>(sql, arg).value_or(0);
  }

  Office office;
  std::string batch;
  std::string who = kImporter;  ///< who imports
};

inline std::string valueOf(const Done& done, const std::string& name) {
  const auto at = done.values.find(name);
  return at == done.values.end() ? "" : at->second;
}

}  // namespace capd::test
