#include <map>

#include "store/Database.h"
#include "store/Vault.h"

namespace capd::store {
namespace {

const std::string kFirst(64, '0');

// Each part with its length before it, so that no two different lines can be written the same.
void part(std::string& text, const std::string& value) {
  text += std::to_string(value.size());
  text += ':';
  text += value;
}

}  // namespace

std::string auditHash(const AuditLine& line) {
  std::string text;
  part(text, line.previous);
  part(text, std::to_string(line.seq));
  part(text, std::to_string(line.at.ms));
  part(text, line.actor);
  part(text, line.command);
  part(text, line.subject);
  part(text, line.fields);
  part(text, line.payloadHash);
  return sha256Hex(text);
}

AuditAnchor auditHead(ReadTx& tx) {
  const auto head = tx.row<std::int64_t, std::string>("SELECT audit_seq, audit_hash FROM head");
  return head ? AuditAnchor(std::get<0>(*head), std::get<1>(*head)) : AuditAnchor(0, kFirst);
}

std::optional<AuditAnchor> anchorFrom(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 18) return std::nullopt;
  const std::string_view number = text.substr(0, colon);
  const std::string_view hash = text.substr(colon + 1);
  if (number.find_first_not_of("0123456789") != std::string_view::npos || hash.size() != kFirst.size() ||
      hash.find_first_not_of("0123456789abcdef") != std::string_view::npos)
    return std::nullopt;
  return AuditAnchor(std::stoll(std::string(number)), std::string(hash));
}

AuditReport verifyAudit(ReadTx& tx, const std::vector<AuditAnchor>& anchors) {
  AuditReport report;
  report.head = kFirst;
  std::int64_t last = 0;
  std::multimap<std::int64_t, std::string> wanted(anchors.begin(), anchors.end());
  wanted.erase(0);  // the chain before its first line says nothing
  const auto fault = [&](std::int64_t seq, const std::string& says) {
    report.faults.push_back("line " + std::to_string(seq) + ": " + says);
  };
  tx.each<std::int64_t, Instant, std::string, std::string, std::string, std::string, std::string, std::string,
          std::string>(
      "SELECT seq, at_ms, actor, command, subject, fields, payload_hash, previous, hash FROM audit ORDER BY seq",
      [&](std::int64_t seq, Instant at, std::string actor, std::string command, std::string subject, std::string fields,
          std::string payloadHash, std::string previous, std::string hash) {
        if (seq != last + 1)
          fault(seq, "the lines from " + std::to_string(last + 1) + " to " + std::to_string(seq - 1) + " are missing");
        if (previous != report.head) fault(seq, "it does not follow the line before it");
        const AuditLine line{seq,
                             at,
                             std::move(actor),
                             std::move(command),
                             std::move(subject),
                             std::move(fields),
                             std::move(payloadHash),
                             std::move(previous)};
        if (auditHash(line) != hash) fault(seq, "its content does not match its hash");
        const auto [from, to] = wanted.equal_range(seq);
        for (auto anchor = from; anchor != to; anchor = wanted.erase(anchor))
          if (anchor->second != hash) fault(seq, "it is not the line that was written down for this number");
        last = seq;
        report.head = hash;
        ++report.lines;
      });
  for (const auto& [seq, hash] : wanted) fault(seq, "it was written down and is not there: the end was cut off");
  const auto head = tx.row<std::int64_t, std::string>("SELECT audit_seq, audit_hash FROM head");
  if (head && (std::get<0>(*head) != last || std::get<1>(*head) != report.head))
    fault(last, "the head of the records names line " + std::to_string(std::get<0>(*head)) + " as the last");
  // What was said with a line must still be what was said, where it was not erased.
  tx.each<std::int64_t, std::string, std::string, std::string>(
      "SELECT p.seq, p.salt, p.payload, a.payload_hash FROM audit_payload p JOIN audit a ON a.seq = p.seq ORDER BY "
      "p.seq",
      [&](std::int64_t seq, const std::string& salt, const std::string& payload, const std::string& hash) {
        if (sha256Hex(salt + payload) != hash) fault(seq, "what was kept of its content was changed");
      });
  return report;
}

}  // namespace capd::store
