#pragma once
// A command from any door to the disk and back: permission, reading, preparing, the writer, the reply.

#include <stdexcept>
#include <string>

#include "capd/Command.h"
#include "commands/Registry.h"
#include "store/Database.h"

namespace capd::commands {

/// A command that broke (a fault of the program, not of the person). The reference stands in the log beside the cause.
class CommandBroken : public std::runtime_error {
 public:
  explicit CommandBroken(std::string reference)
      : std::runtime_error(
            "Something went wrong on our side. Nothing was changed. Please try again; if it happens again, tell CAP "
            "this sign: " +
            reference),
        reference_(std::move(reference)) {}
  [[nodiscard]] const std::string& reference() const { return reference_; }

 private:
  std::string reference_;
};

struct Request {
  std::string command;
  FieldTexts texts;
  std::string token;  ///< the form's token or the Idempotency-Key; may be empty for command line and jobs
};

class Pipeline {
 public:
  Pipeline(const Registry& registry, store::Database& database, const Services& services);

  /// @throws CommandBroken
  Outcome run(const Viewer& viewer, const Request& request) const;

 private:
  Outcome attempt(const Viewer& viewer, const OwnedCommand& command, const Request& request, const void* in) const;
  Outcome denied(const Viewer& viewer, const Request& request, const std::string& payload, Refused refused) const;

  const Registry& registry_;
  store::Database& database_;
  const Services& services_;
};

/// What was typed as canonical JSON, without passwords: the audit payload, and (hashed) what "the same content" means.
std::string payloadOf(const FormShape& shape, const FieldTexts& texts);

}  // namespace capd::commands
