-- What follows an answer: calls about alternatives (REF-34), and third days that the Operations Lead granted (TIER-X-05).

CREATE TABLE call_note (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  at_ms BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  spoke_with TEXT NOT NULL,
  says TEXT NOT NULL,
  courses {{key_text}} NOT NULL DEFAULT ''    -- codes of the courses offered, one a line
);
CREATE INDEX call_note_by_case ON call_note(case_id, at_ms);
{{append_only call_note}}

CREATE TABLE third_day (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  pupil_id BIGINT NOT NULL REFERENCES pupil(id),
  response_id BIGINT NOT NULL REFERENCES response(id),
  granted_ms BIGINT NOT NULL,
  granted_by BIGINT NOT NULL,
  reason TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,                     -- included: 12 weeks at most
  UNIQUE(response_id)
);
CREATE INDEX third_day_by_pupil ON third_day(pupil_id, first_day);
