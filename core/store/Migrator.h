#pragma once
// Brings a database to the shape this program knows: `NNNN_words.sql` per owner, forward only, each in one transaction,
// by checksum.

#include <string>
#include <vector>

#include "store/Database.h"
#include "store/Session.h"

namespace capd::store {

/// @returns names of the files that were run now. @throws DatabaseProblem: newer schema, changed file, broken file; in
/// words.
std::vector<std::string> migrate(Session& session, const std::vector<MigrationFolder>& folders, Instant now);

/// Looks whether the database has exactly the shape that this program knows, and changes nothing.
/// @throws DatabaseProblem: no records, older shape, newer shape, changed file; in words.
void checkShape(Session& session, const std::vector<MigrationFolder>& folders);

/// One step that a database has gone.
struct MigrationStep {
  std::string owner;
  std::int64_t number = 0;
  std::string name;
  std::string sha256;
};
/// The steps that this database has gone, by owner and number. @throws DatabaseProblem when there are no records.
std::vector<MigrationStep> stepsOf(Session& session);
/// Looks whether this program knows every one of these steps, as they were.
/// @throws DatabaseProblem: one is newer, or was changed since; in words that begin with `what` ("This backup").
void refuseUnknown(const std::vector<MigrationFolder>& folders, const std::vector<MigrationStep>& steps,
                   const std::string& what);
/// Gives an empty database the shape after these steps, in the transaction that is open; the book of steps stays empty.
void buildShape(Session& session, const std::vector<MigrationFolder>& folders, const std::vector<MigrationStep>& steps);

/// One file's text for one of the two databases: `{{key_text}}` and `{{append_only t}}` are put in.
/// @throws DatabaseProblem for a token that there is not.
std::string dialect(const std::string& text, bool postgres, const std::string& file);

}  // namespace capd::store
