-- After the yes: days of a placement with the time for which they hold, changes of day, meetings, withdrawals, and what
-- stands beside a placement (paused, halted, under review).

CREATE TABLE placement_day_dated (
  placement_id BIGINT NOT NULL REFERENCES placement(id),
  case_id BIGINT NOT NULL REFERENCES referral(id),
  weekday BIGINT NOT NULL,                    -- 1 = Monday
  half {{key_text}} NOT NULL,                 -- am, pm
  first_day TEXT NOT NULL,                    -- from then on
  until_day TEXT,                             -- included; NULL = to the end of the placement
  PRIMARY KEY (placement_id, weekday, half, first_day)
);
INSERT INTO placement_day_dated (placement_id, case_id, weekday, half, first_day)
  SELECT d.placement_id, d.case_id, d.weekday, d.half, p.start FROM placement_day d JOIN placement p ON p.id = d.placement_id;
DROP TABLE placement_day;
ALTER TABLE placement_day_dated RENAME TO placement_day;

-- '', completed, withdrawn_by_school, withdrawn_by_provider, non_starter, third_day, stopped
ALTER TABLE placement ADD COLUMN ended_how {{key_text}} NOT NULL DEFAULT '';

CREATE TABLE day_change (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  placement_id BIGINT NOT NULL REFERENCES placement(id),
  side {{key_text}} NOT NULL,                 -- who began: school, provider
  asked_ms BIGINT NOT NULL,
  asked_by BIGINT NOT NULL,
  kind {{key_text}} NOT NULL,                 -- scheduling, wellbeing, educational
  reason TEXT NOT NULL,
  achievement TEXT NOT NULL,
  health TEXT NOT NULL,
  wellbeing TEXT NOT NULL,
  travel TEXT NOT NULL DEFAULT '',
  before {{key_text}} NOT NULL,               -- '2a,2p', as it was when the change was asked for
  sessions {{key_text}} NOT NULL,             -- as it is to be
  from_day TEXT NOT NULL,
  state {{key_text}} NOT NULL,                -- asked, agreed, sent, done, dropped
  agreed_ms BIGINT,
  agreed_by BIGINT,
  sent_ms BIGINT,
  sent_by BIGINT,
  closed_ms BIGINT,
  closed_by BIGINT,
  closed_says TEXT NOT NULL DEFAULT ''
);
CREATE INDEX day_change_by_placement ON day_change(placement_id, id);

CREATE TABLE placement_meeting (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  placement_id BIGINT NOT NULL REFERENCES placement(id),
  about {{key_text}} NOT NULL,                -- withdrawal, pause, send_review
  side {{key_text}} NOT NULL,                 -- who asked: school, provider, cap
  asked_ms BIGINT NOT NULL,
  asked_by BIGINT NOT NULL,
  reason TEXT NOT NULL,
  proposed TEXT NOT NULL DEFAULT '',          -- days that the asker proposes, one a line
  outcome {{key_text}} NOT NULL DEFAULT '',   -- held, refused (the school did not come)
  held_on TEXT,
  who_came TEXT NOT NULL DEFAULT '',
  says TEXT NOT NULL DEFAULT '',
  recorded_ms BIGINT,
  recorded_by BIGINT
);
CREATE INDEX placement_meeting_by_placement ON placement_meeting(placement_id, id);

CREATE TABLE withdrawal (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  placement_id BIGINT NOT NULL REFERENCES placement(id),
  side {{key_text}} NOT NULL,                 -- who withdraws: school, provider
  written_ms BIGINT NOT NULL,
  written_by BIGINT NOT NULL,
  kind {{key_text}} NOT NULL,                 -- reintegration, more_suitable, safeguarding, provision, changes
  reason TEXT NOT NULL,
  sessions {{key_text}} NOT NULL,             -- those that end; '' = every one
  last_day TEXT NOT NULL,
  academic TEXT NOT NULL DEFAULT '',
  wellbeing TEXT NOT NULL DEFAULT '',
  safeguarding TEXT NOT NULL DEFAULT '',
  consulted TEXT NOT NULL DEFAULT '',
  continuity TEXT NOT NULL DEFAULT '',
  talked_on TEXT,                             -- the school's talk with the monitoring officer
  state {{key_text}} NOT NULL,                -- written, sent, done, dropped
  sent_ms BIGINT,
  sent_by BIGINT,
  non_starter_ms BIGINT,
  non_starter_by BIGINT,
  closed_ms BIGINT,
  closed_by BIGINT,
  closed_says TEXT NOT NULL DEFAULT '',
  fee {{key_text}} NOT NULL DEFAULT '',       -- nothing, to_withdrawal_date, half_term_minimum, full_programme, person
  fee_says TEXT NOT NULL DEFAULT '',
  fee_decided_ms BIGINT,
  fee_decided_by BIGINT,
  fee_decided_says TEXT NOT NULL DEFAULT ''
);
CREATE INDEX withdrawal_by_placement ON withdrawal(placement_id, id);

CREATE TABLE placement_standing (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  placement_id BIGINT NOT NULL REFERENCES placement(id),
  kind {{key_text}} NOT NULL,                 -- pause, halt, send_review
  side {{key_text}} NOT NULL,                 -- who: provider, school, cap
  opened_ms BIGINT NOT NULL,
  opened_by BIGINT NOT NULL,
  reason TEXT NOT NULL,
  closed_ms BIGINT,
  closed_by BIGINT,
  closed_says TEXT NOT NULL DEFAULT ''
);
CREATE INDEX placement_standing_by_placement ON placement_standing(placement_id, kind, closed_ms);
