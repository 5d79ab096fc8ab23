-- Rows that came in a file, looked at before anything is changed, and what each of them changed: so that it can be taken back.

CREATE TABLE import_batch (
  id BIGINT PRIMARY KEY,
  code {{key_text}} NOT NULL UNIQUE,          -- the sign in URLs
  kind {{key_text}} NOT NULL,                 -- schools, providers, courses, users, pupils, placements
  file_name TEXT NOT NULL,
  sha256 {{key_text}} NOT NULL,
  blob {{key_text}} NOT NULL,
  area {{key_text}} NOT NULL DEFAULT '',      -- of the national register: the code of the authority whose schools are wanted
  state {{key_text}} NOT NULL,                -- reading, ready, applying, applied, undoing, undone, dropped
  total BIGINT NOT NULL,                      -- rows of the file
  reached BIGINT NOT NULL,                    -- rows that the state's work is through with
  created_ms BIGINT NOT NULL,
  created_by {{key_text}} NOT NULL,           -- actor
  changed_ms BIGINT NOT NULL
);

CREATE TABLE import_row (
  batch_id BIGINT NOT NULL REFERENCES import_batch(id),
  number BIGINT NOT NULL,                     -- 1 = the first row below the heading
  line BIGINT NOT NULL,                       -- of the file
  typed TEXT NOT NULL,                        -- JSON: what stood in the columns
  same_as {{key_text}} NOT NULL,              -- what makes two rows one record
  action {{key_text}} NOT NULL,               -- add, change, same, skip, fault
  says TEXT NOT NULL,                         -- the faults, or what is different
  done {{key_text}} NOT NULL DEFAULT '',      -- added, changed, left, undone, kept
  subject_id BIGINT,                          -- the record that it made or changed
  before TEXT NOT NULL DEFAULT '',            -- JSON: what stood there before
  PRIMARY KEY (batch_id, number)
);
CREATE INDEX import_row_by_action ON import_row(batch_id, action, number);
CREATE INDEX import_row_same ON import_row(same_as, batch_id, number);
