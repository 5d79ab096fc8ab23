-- Rounds of the panels, the cases on them, who said what about each, and what was decided (PAN-01 to PAN-13, ENT-41).

CREATE TABLE panel_round (
  id BIGINT PRIMARY KEY,
  code {{key_text}} NOT NULL UNIQUE,          -- how the round stands in URLs: 2024-25-autumn-4
  year {{key_text}} NOT NULL,
  name {{key_text}} NOT NULL,                 -- of the policy's round; the code's end for one that CAP added
  deadline TEXT NOT NULL,
  meetings TEXT NOT NULL,                     -- days in order, comma between
  by_hand BIGINT NOT NULL,                    -- 1: CAP added or moved it, policy's days do not count any more
  agenda_ms BIGINT,                           -- when the members were first let in
  version BIGINT NOT NULL
);
CREATE TABLE panel_item (
  round_id BIGINT NOT NULL REFERENCES panel_round(id),
  programme {{key_text}} NOT NULL,
  starts TEXT,                                -- first day of the programme's cohort: the truth (PAN-32)
  starts_says TEXT NOT NULL,                  -- where only a month is known
  panel BIGINT NOT NULL,                      -- 0: goes the normal way, no panel looks (PAN-11)
  place BIGINT NOT NULL,
  PRIMARY KEY (round_id, programme)
);
CREATE TABLE panel_place (                    -- the round that a case waits for
  case_id BIGINT PRIMARY KEY REFERENCES referral(id),
  round_id BIGINT NOT NULL REFERENCES panel_round(id),
  put_ms BIGINT NOT NULL,
  chased_ms BIGINT                            -- when the school was told what is missing before the pack closes
);
CREATE INDEX panel_place_by_round ON panel_place(round_id);

CREATE TABLE panel_outcome (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  round_id BIGINT NOT NULL REFERENCES panel_round(id),
  panel {{key_text}} NOT NULL,
  met_on TEXT NOT NULL,
  outcome {{key_text}} NOT NULL,              -- reviewed, agreed, different_support, not_agreed, more_information, next_meeting
  says TEXT NOT NULL,                         -- the school reads it, once it is sent
  programme {{key_text}},                     -- of different_support: the one that fits
  next_round BIGINT,                          -- of next_meeting and more_information
  chairs_action BIGINT NOT NULL,              -- 1: between two meetings, by chair and vice chair
  reported_on TEXT,                           -- the meeting to which a chair's action was reported
  recorded_by BIGINT NOT NULL,
  recorded_name TEXT NOT NULL,
  recorded_ms BIGINT NOT NULL,
  due_ms BIGINT,                              -- by when the school is told; NULL: nothing to tell (reviewed)
  sent_ms BIGINT                              -- when it was (PAN-06)
);
CREATE INDEX panel_outcome_by_case ON panel_outcome(case_id, id);
CREATE INDEX panel_outcome_by_round ON panel_outcome(round_id, id);

CREATE TABLE panel_finding (                  -- the panel's answer to each of the programme's questions; the newest counts
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  panel {{key_text}} NOT NULL,
  question {{key_text}} NOT NULL,
  says TEXT NOT NULL,
  by_account BIGINT NOT NULL,
  at_ms BIGINT NOT NULL
);
CREATE INDEX panel_finding_by_case ON panel_finding(case_id, id);
{{append_only panel_finding}}

CREATE TABLE panel_information (              -- what an agency knows; the newest of each counts
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  says TEXT NOT NULL,
  by_account BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  at_ms BIGINT NOT NULL
);
CREATE INDEX panel_information_by_case ON panel_information(case_id, id);
{{append_only panel_information}}

CREATE TABLE panel_interest (                 -- declared; what is plain from somebody's roles is worked out
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  account_id BIGINT NOT NULL,
  grade {{key_text}} NOT NULL,                -- speaks, none, full (taken back)
  says TEXT NOT NULL,
  at_ms BIGINT NOT NULL
);
CREATE INDEX panel_interest_by_case ON panel_interest(case_id, account_id, id);
{{append_only panel_interest}}

CREATE TABLE panel_vote (                     -- the newest of each account on each panel counts
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  round_id BIGINT NOT NULL REFERENCES panel_round(id),
  panel {{key_text}} NOT NULL,
  account_id BIGINT NOT NULL,
  vote {{key_text}} NOT NULL,                 -- for, against, abstains
  at_ms BIGINT NOT NULL
);
CREATE INDEX panel_vote_by_case ON panel_vote(case_id, round_id, id);
{{append_only panel_vote}}

CREATE TABLE panel_action (                   -- who does what by when
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  round_id BIGINT NOT NULL REFERENCES panel_round(id),
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  by_day TEXT NOT NULL,
  recorded_ms BIGINT NOT NULL
);
CREATE INDEX panel_action_by_round ON panel_action(round_id, id);

CREATE TABLE panel_feed (                     -- a calendar address of one person; the token itself is never kept
  token_hash {{key_text}} PRIMARY KEY,
  account_id BIGINT NOT NULL,
  made_ms BIGINT NOT NULL,
  revoked_ms BIGINT
);
CREATE INDEX panel_feed_by_account ON panel_feed(account_id);
