-- What chair and vice chair decide between two meetings: each says so with their own sign-in.
CREATE TABLE panel_confirmation (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  outcome_id BIGINT NOT NULL,                 -- one that is recorded anew is confirmed anew
  seat {{key_text}} NOT NULL,                 -- chair, vice_chair
  account_id BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  UNIQUE(outcome_id, seat)
);
CREATE INDEX panel_confirmation_by_case ON panel_confirmation(case_id, outcome_id);
{{append_only panel_confirmation}}
