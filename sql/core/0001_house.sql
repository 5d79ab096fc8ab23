-- What the house itself needs: the one-row head that every write locks, done commands, the two logs.

CREATE TABLE head (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  mode {{key_text}} NOT NULL,               -- demonstration, production: fixed at creation
  policy_generation BIGINT NOT NULL,
  next_id BIGINT NOT NULL,
  audit_seq BIGINT NOT NULL,
  audit_hash {{key_text}} NOT NULL
);

CREATE TABLE done_command (
  done_key {{key_text}} PRIMARY KEY,
  command {{key_text}} NOT NULL,
  content_hash {{key_text}} NOT NULL,
  reply TEXT NOT NULL,
  at_ms BIGINT NOT NULL
);

CREATE TABLE audit (
  seq BIGINT PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  actor {{key_text}} NOT NULL,
  command {{key_text}} NOT NULL,
  subject {{key_text}} NOT NULL,
  fields TEXT NOT NULL,
  payload_hash {{key_text}} NOT NULL,
  previous {{key_text}} NOT NULL,
  hash {{key_text}} NOT NULL
);
{{append_only audit}}

-- Apart from the chain and removable: erasing what was said leaves the chain whole.
CREATE TABLE audit_payload (
  seq BIGINT PRIMARY KEY,
  salt {{key_text}} NOT NULL,
  payload TEXT NOT NULL
);

CREATE TABLE access (
  actor {{key_text}} NOT NULL,
  subject {{key_text}} NOT NULL,
  page {{key_text}} NOT NULL,
  quarter BIGINT NOT NULL,                  -- quarters of an hour since 1970
  first_ms BIGINT NOT NULL,
  shown BIGINT NOT NULL,                    -- for a list: how many lines
  PRIMARY KEY (actor, subject, page, quarter)
);

CREATE TABLE lease (
  name {{key_text}} PRIMARY KEY,
  holder {{key_text}} NOT NULL,
  term BIGINT NOT NULL,
  until_ms BIGINT NOT NULL
);

CREATE TABLE plugin_seen (
  name {{key_text}} PRIMARY KEY,
  version {{key_text}} NOT NULL,
  first_ms BIGINT NOT NULL
);
