-- Keys of other programs. The key itself is nowhere: whoever has these rows cannot call.

CREATE TABLE api_key (
  id BIGINT PRIMARY KEY,
  name {{key_text}} NOT NULL UNIQUE,          -- a word; stands in the logs as key:<name> and is never given again
  secret_hash {{key_text}} NOT NULL UNIQUE,   -- SHA-256
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  roles {{key_text}} NOT NULL,                -- role words with a space between
  made_ms BIGINT NOT NULL,
  made_by BIGINT NOT NULL,                    -- account; 0 = the host
  expires_ms BIGINT NOT NULL,
  used_ms BIGINT,
  ended_ms BIGINT
);
