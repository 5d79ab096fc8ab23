-- While a placement runs: the induction, what one side tells or asks the others, what came of it at the end, and which
-- placements go on into the next academic year.

CREATE TABLE induction (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  placement_id BIGINT NOT NULL REFERENCES placement(id),
  held_on TEXT NOT NULL,
  topics {{key_text}} NOT NULL,               -- values of policy's list, one a line
  complete BIGINT NOT NULL,                   -- every topic of policy was gone through
  photos {{key_text}} NOT NULL,               -- yes, no: what the parents said
  recorded_ms BIGINT NOT NULL,
  recorded_by BIGINT NOT NULL,
  photos_agreed_ms BIGINT,                    -- by the school where the pupil is on roll
  photos_agreed_by BIGINT
);
CREATE INDEX induction_by_placement ON induction(placement_id, id);

CREATE TABLE placement_report (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  placement_id BIGINT NOT NULL REFERENCES placement(id),
  side {{key_text}} NOT NULL,                 -- who tells: school, provider
  kind {{key_text}} NOT NULL,                 -- contact, collection, circumstances, more_days, site_risk
  says TEXT NOT NULL,
  told_ms BIGINT NOT NULL,
  told_by BIGINT NOT NULL,
  goes_to {{key_text}} NOT NULL,              -- who answers: cap, school (or the SEND team), provider
  outcome {{key_text}} NOT NULL DEFAULT '',   -- agreed, not_agreed, new_risk_assessment
  answer TEXT NOT NULL DEFAULT '',
  closed_ms BIGINT,
  closed_by BIGINT
);
CREATE INDEX placement_report_by_placement ON placement_report(placement_id, id);

CREATE TABLE placement_output (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  placement_id BIGINT NOT NULL REFERENCES placement(id),
  support_plan BIGINT NOT NULL,               -- a plan for support is handed over
  report BIGINT NOT NULL,                     -- the final report is handed over
  against_purpose TEXT NOT NULL,              -- measured against what was intended
  exit_plan TEXT NOT NULL,
  recorded_ms BIGINT NOT NULL,
  recorded_by BIGINT NOT NULL
);
CREATE INDEX placement_output_by_placement ON placement_output(placement_id, id);

CREATE TABLE roll_over (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  placement_id BIGINT NOT NULL REFERENCES placement(id),
  year {{key_text}} NOT NULL,                 -- into which it goes: 2026-27
  listed_ms BIGINT NOT NULL,
  kept_ms BIGINT,                             -- the school said that it goes on
  kept_by BIGINT,
  rolled_ms BIGINT,
  free_until TEXT,                            -- a withdrawal completed by then costs nothing
  UNIQUE(placement_id, year)
);
