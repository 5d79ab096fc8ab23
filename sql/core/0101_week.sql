-- What the nightly look finds about pupils' weeks over all placements; written anew each night.
CREATE TABLE week_finding (
  case_id BIGINT NOT NULL REFERENCES referral(id),  -- the newest of the pupil's
  kind {{key_text}} NOT NULL,                 -- over_cap, third_day_ends, majority
  from_day TEXT NOT NULL,
  until_day TEXT,
  says TEXT NOT NULL,
  PRIMARY KEY (case_id, kind, from_day)
);
