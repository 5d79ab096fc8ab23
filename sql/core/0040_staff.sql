-- People who work at training providers, and what CAP knows of their checks (CMP-06 to 08, ENT-37). No certificate is kept: its number,
-- its date and who saw it are. What was told stays: a wrong line is struck out with a reason, never deleted.

CREATE TABLE staff_member (
  id BIGINT PRIMARY KEY,
  code {{key_text}} NOT NULL UNIQUE,          -- how the person stands in a URL: says nothing about them
  provider_id BIGINT NOT NULL REFERENCES organisation(id),
  name TEXT NOT NULL,
  sort_name {{key_text}} NOT NULL,
  job TEXT NOT NULL,                          -- what they do there, in the provider's words
  email TEXT NOT NULL DEFAULT '',             -- with which they sign in, when they do
  started TEXT NOT NULL,
  left_on TEXT,                               -- last day at work
  told_ms BIGINT NOT NULL,
  told_by {{key_text}} NOT NULL,              -- actor
  left_told_ms BIGINT,
  last_check TEXT,                            -- kept with dbs_check: date of the newest check that counts
  standing {{key_text}} NOT NULL DEFAULT '',  -- kept with staff_decision: supervised, not_with_pupils, or nothing
  standing_until TEXT,                        -- of supervised
  renewal_asked TEXT,                         -- the check whose renewal was asked for
  decision_asked TEXT,                        -- the check, or the end of a decision, for which a decision was asked
  version BIGINT NOT NULL
);
CREATE INDEX staff_by_provider ON staff_member(provider_id, left_on, sort_name);
CREATE INDEX staff_by_check ON staff_member(last_check) WHERE left_on IS NULL;
CREATE INDEX staff_by_standing ON staff_member(standing_until) WHERE left_on IS NULL;

CREATE TABLE dbs_check (
  id BIGINT PRIMARY KEY,
  staff_id BIGINT NOT NULL REFERENCES staff_member(id),
  number BIGINT NOT NULL,                     -- 1, 2, 3 ... for one person
  kind {{key_text}} NOT NULL,                 -- first, renewal, status (Update Service)
  dated TEXT NOT NULL,                        -- printed on the certificate, or the day of the status check
  certificate {{key_text}} NOT NULL,          -- twelve digits
  level {{key_text}} NOT NULL,                -- enhanced, enhanced_barred
  update_service BIGINT NOT NULL,
  still_current BIGINT NOT NULL DEFAULT 1,    -- status: 0 when the Update Service has new information
  told_ms BIGINT NOT NULL,
  told_by {{key_text}} NOT NULL,
  seen_ms BIGINT,                             -- a CAP quality officer saw the certificate or the status
  seen_by BIGINT,
  seen_name TEXT,
  struck_ms BIGINT,
  struck_by {{key_text}},
  struck_why TEXT,
  UNIQUE(staff_id, number)
);

CREATE TABLE staff_evidence (
  id BIGINT PRIMARY KEY,
  staff_id BIGINT NOT NULL REFERENCES staff_member(id),
  kind {{key_text}} NOT NULL,                 -- kcsie, safeguarding, dsl, first_aid, other; identity, right_to_work ... of the single central record
  detail TEXT NOT NULL DEFAULT '',            -- edition of KCSIE, name of other training
  dated TEXT NOT NULL,
  told_ms BIGINT NOT NULL,
  told_by {{key_text}} NOT NULL
);
CREATE INDEX staff_evidence_by_staff ON staff_evidence(staff_id, kind, dated);
{{append_only staff_evidence}}

CREATE TABLE staff_decision (
  id BIGINT PRIMARY KEY,
  staff_id BIGINT NOT NULL REFERENCES staff_member(id),
  policy_date TEXT,                           -- that had passed; NULL when something else was the reason
  decision {{key_text}} NOT NULL,             -- supervised, not_with_pupils, renewal_seen
  until_day TEXT,                             -- of supervised: included
  assessed_on TEXT,                           -- the written risk assessment
  assessed_by TEXT NOT NULL DEFAULT '',
  says TEXT NOT NULL DEFAULT '',
  at_ms BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  who TEXT NOT NULL
);
CREATE INDEX staff_decision_by_staff ON staff_decision(staff_id, at_ms);
{{append_only staff_decision}}

-- CAP looked at a provider's whole list and confirms its checks. Schools see the day and nothing else.
CREATE TABLE checks_confirmed (
  id BIGINT PRIMARY KEY,
  provider_id BIGINT NOT NULL REFERENCES organisation(id),
  on_day TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  account_id BIGINT NOT NULL
);
CREATE INDEX checks_confirmed_by_provider ON checks_confirmed(provider_id, on_day);
{{append_only checks_confirmed}}
