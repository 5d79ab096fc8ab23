-- A provider's half-termly confirmation (CMP-20): each item stored by itself.
CREATE TABLE confirmation (
  id BIGINT PRIMARY KEY,
  provider_id BIGINT NOT NULL REFERENCES organisation(id),
  period {{key_text}} NOT NULL,               -- 2025-26/h4
  given_ms BIGINT NOT NULL,
  given_by BIGINT NOT NULL,
  given_name TEXT NOT NULL,
  due_ms BIGINT NOT NULL,                     -- given later than this = late
  dfe_status {{key_text}} NOT NULL,           -- not_registered, independent_school, other_registered
  says TEXT NOT NULL,
  UNIQUE(provider_id, period)
);
{{append_only confirmation}}
CREATE TABLE confirmation_item (
  confirmation_id BIGINT NOT NULL REFERENCES confirmation(id),
  item {{key_text}} NOT NULL,                 -- kcsie, staff, guidance, not_main_provider
  yes BIGINT NOT NULL,
  PRIMARY KEY (confirmation_id, item)
);
{{append_only confirmation_item}}

-- A provider that thinks it gives all or most of a pupil's education (CMP-21, CMP-22): one line a pupil.
CREATE TABLE main_provider_report (
  id BIGINT PRIMARY KEY,
  provider_id BIGINT NOT NULL REFERENCES organisation(id),
  case_id BIGINT NOT NULL REFERENCES referral(id),
  said_ms BIGINT NOT NULL,
  said_by BIGINT NOT NULL,
  said_name TEXT NOT NULL,
  says TEXT NOT NULL,
  decided_ms BIGINT,
  decided_name TEXT,
  decision {{key_text}},                      -- goes_on, ended
  decision_says TEXT
);
CREATE INDEX main_provider_open ON main_provider_report(provider_id) WHERE decided_ms IS NULL;
