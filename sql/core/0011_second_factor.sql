-- What shows, beside the password, who somebody is; and when they showed it last.

CREATE TABLE second_factor (
  account_id BIGINT PRIMARY KEY REFERENCES account(id),
  sealed TEXT NOT NULL,                       -- the secret of RFC 6238, sealed
  since_ms BIGINT NOT NULL,
  last_step BIGINT NOT NULL                   -- of the last code that was taken: it and those before are used up
);

CREATE TABLE recovery_code (
  hash {{key_text}} PRIMARY KEY,              -- SHA-256 of account and code
  account_id BIGINT NOT NULL REFERENCES account(id),
  used_ms BIGINT
);
CREATE INDEX recovery_code_by_account ON recovery_code(account_id);

ALTER TABLE session ADD COLUMN proved_ms BIGINT NOT NULL DEFAULT 0;
