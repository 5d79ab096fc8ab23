-- Reviews that a programme's policy asks for while a placement runs; what a review of a SEND placement came to; and the
-- learner who is to have the place of one whom the SEND team replaces.

CREATE TABLE placement_review (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  placement_id BIGINT NOT NULL REFERENCES placement(id),
  kind {{key_text}} NOT NULL,                 -- formal, with_send, ehcp, every, extra
  number BIGINT NOT NULL,                     -- the how-manieth of its kind on this placement
  ask_on TEXT NOT NULL,                       -- from then on it is asked for
  counts_from TEXT NOT NULL,                  -- held earlier it is another meeting
  due_on TEXT NOT NULL,
  asked_ms BIGINT,
  held_on TEXT,
  side {{key_text}} NOT NULL DEFAULT '',      -- who recorded it: school (or the SEND team), provider
  who_came TEXT NOT NULL DEFAULT '',
  referrer_came BIGINT NOT NULL DEFAULT 0,    -- the SEND team, or the school's case worker
  assessments {{key_text}} NOT NULL DEFAULT '',  -- values of policy's list, one a line
  decision {{key_text}} NOT NULL DEFAULT '',  -- goes_on, changes, ends
  says TEXT NOT NULL DEFAULT '',
  recorded_ms BIGINT,
  recorded_by BIGINT,
  confirmed_ms BIGINT,                        -- by the SEND team, where it did not record the review itself
  confirmed_by BIGINT,
  confirmed_says TEXT NOT NULL DEFAULT '',
  UNIQUE(placement_id, kind, number)
);
CREATE INDEX placement_review_by_placement ON placement_review(placement_id, due_on, id);

-- What a review after a learner dropped away came to: re_engage, re_direct, ends, replaced.
ALTER TABLE placement_meeting ADD COLUMN decision {{key_text}} NOT NULL DEFAULT '';
-- The reference of the referral that is to have the place.
ALTER TABLE withdrawal ADD COLUMN successor {{key_text}} NOT NULL DEFAULT '';
