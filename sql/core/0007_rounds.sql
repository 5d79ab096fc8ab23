-- What comes round by itself: every moment is written down before it falls due, and is decided once.
CREATE TABLE round (
  rule {{key_text}} NOT NULL,
  period {{key_text}} NOT NULL,               -- 2025-26/h4: the same whatever becomes of its days
  words TEXT NOT NULL,
  opens_ms BIGINT NOT NULL,
  due_ms BIGINT NOT NULL,
  state {{key_text}} NOT NULL,                -- planned, opened, skipped
  decided_ms BIGINT,
  says TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (rule, period)
);
CREATE INDEX round_planned ON round(opens_ms) WHERE state = 'planned';

ALTER TABLE duty ADD COLUMN about_id BIGINT;  -- the duty that is overdue, when this one is to chase it
CREATE INDEX duty_by_subject ON duty(subject) WHERE closed_ms IS NULL;
CREATE INDEX duty_about ON duty(about_id) WHERE about_id IS NOT NULL;
CREATE INDEX duty_due_of_kind ON duty(kind, due_ms) WHERE closed_ms IS NULL;
ALTER TABLE duty_event ADD COLUMN detail TEXT NOT NULL DEFAULT '';
CREATE INDEX duty_event_by_duty ON duty_event(duty_id, what);

-- One mail to a person about several duties.
CREATE TABLE digest_line (
  digest_id BIGINT NOT NULL,
  duty_id BIGINT NOT NULL REFERENCES duty(id),
  PRIMARY KEY (digest_id, duty_id)
);
