-- Registers: who was at which session (ENT-24, ATT-01 to 06). A register is one course on one day, morning or afternoon; a mark is one
-- pupil in it. The weekly summary is written in the same transaction as the marks that it adds up.

CREATE TABLE course_times (
  course_id BIGINT PRIMARY KEY REFERENCES course(id),
  morning {{key_text}} NOT NULL,              -- 09:15, London; when the morning session begins
  afternoon {{key_text}} NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE register (
  id BIGINT PRIMARY KEY,
  provider_id BIGINT NOT NULL REFERENCES organisation(id),
  course_id BIGINT NOT NULL REFERENCES course(id),
  on_day TEXT NOT NULL,
  half {{key_text}} NOT NULL,                 -- am, pm
  starts_ms BIGINT NOT NULL,                  -- when the session began
  due_ms BIGINT NOT NULL,                     -- taken after that moment it is late
  taken_ms BIGINT NOT NULL,
  taken_by BIGINT NOT NULL,                   -- account
  taken_name TEXT NOT NULL,
  led_by BIGINT REFERENCES staff_member(id),  -- who was with the pupils; NULL when the provider has told CAP of nobody who may be
  changed_ms BIGINT,
  version BIGINT NOT NULL,
  UNIQUE(course_id, on_day, half)
);
CREATE INDEX register_by_provider ON register(provider_id, on_day);

CREATE TABLE session_mark (
  id BIGINT PRIMARY KEY,
  register_id BIGINT NOT NULL REFERENCES register(id),
  case_id BIGINT NOT NULL REFERENCES referral(id),
  placement_id BIGINT REFERENCES placement(id),  -- NULL: the pupil came before any placement was set up
  school_id BIGINT NOT NULL REFERENCES organisation(id),
  provider_id BIGINT NOT NULL REFERENCES organisation(id),
  course_id BIGINT NOT NULL REFERENCES course(id),
  on_day TEXT NOT NULL,
  week TEXT NOT NULL,                         -- its Monday
  half {{key_text}} NOT NULL,
  expected BIGINT NOT NULL,                   -- 0: the pupil was there although nobody expected them
  mark {{key_text}} NOT NULL,                 -- present, late, absent
  reason {{key_text}} NOT NULL DEFAULT '',    -- of an absence: unexplained, authorised, unauthorised
  reason_says TEXT NOT NULL DEFAULT '',
  reason_ms BIGINT,
  reason_by BIGINT,
  recorded_ms BIGINT NOT NULL,
  recorded_by BIGINT NOT NULL,
  version BIGINT NOT NULL,
  UNIQUE(register_id, case_id)
);
CREATE INDEX session_mark_by_case ON session_mark(case_id, on_day);
CREATE INDEX session_mark_unexplained ON session_mark(school_id, on_day) WHERE reason = 'unexplained';

CREATE TABLE session_week (
  case_id BIGINT NOT NULL REFERENCES referral(id),
  week TEXT NOT NULL,
  expected BIGINT NOT NULL,
  present BIGINT NOT NULL,                    -- of those expected, late ones counted
  late BIGINT NOT NULL,
  unexplained BIGINT NOT NULL,
  authorised BIGINT NOT NULL,
  unauthorised BIGINT NOT NULL,
  unexpected BIGINT NOT NULL,
  PRIMARY KEY (case_id, week)
);

-- What anybody concerned wants the others to know about a pupil's days (ATT-02, ATT-06, ATT-11).
CREATE TABLE session_note (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  kind {{key_text}} NOT NULL,                 -- note, transport, not_held
  on_day TEXT,                                -- the day that it is about
  says TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  who TEXT NOT NULL
);
CREATE INDEX session_note_by_case ON session_note(case_id, at_ms);
{{append_only session_note}}
