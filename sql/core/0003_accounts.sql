-- Who may sign in, how, and where they are signed in now.

CREATE TABLE account (
  id BIGINT PRIMARY KEY,
  person_id BIGINT NOT NULL REFERENCES person(id),
  email {{key_text}} NOT NULL UNIQUE,        -- lower case
  state {{key_text}} NOT NULL,               -- invited, active, left
  created_ms BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX account_by_person ON account(person_id);

CREATE TABLE credential (
  account_id BIGINT NOT NULL REFERENCES account(id),
  kind {{key_text}} NOT NULL,                -- password
  secret TEXT NOT NULL,                      -- argon2id
  set_ms BIGINT NOT NULL,
  PRIMARY KEY (account_id, kind)
);

CREATE TABLE session (
  id_hash {{key_text}} PRIMARY KEY,          -- SHA-256 of the cookie; the cookie itself is nowhere
  account_id BIGINT NOT NULL REFERENCES account(id),
  created_ms BIGINT NOT NULL,
  seen_ms BIGINT NOT NULL,
  ended_ms BIGINT
);
CREATE INDEX session_by_account ON session(account_id, ended_ms);

CREATE TABLE one_time_link (
  hash {{key_text}} PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES account(id),
  purpose {{key_text}} NOT NULL,             -- first_admin, invitation, reset
  expires_ms BIGINT NOT NULL,
  used_ms BIGINT
);

CREATE TABLE sign_in_failure (
  id BIGINT PRIMARY KEY,
  who {{key_text}} NOT NULL,                 -- account:<hash of the address typed> or from:<network address>
  at_ms BIGINT NOT NULL
);
CREATE INDEX failure_by_who ON sign_in_failure(who, at_ms);

CREATE TABLE parked_post (
  hash {{key_text}} PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES account(id),
  sealed TEXT NOT NULL,
  parked_ms BIGINT NOT NULL,
  replayed_ms BIGINT
);
