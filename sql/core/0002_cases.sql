-- The shared records: organisations and people, pupils, courses, referrals with all that hangs on them, placements,
-- decisions, documents, duties, mail, policy versions. One referral is one case; its id is the case_id of everything below it.

CREATE TABLE organisation (
  id BIGINT PRIMARY KEY,
  kind {{key_text}} NOT NULL,                 -- cap, school, provider, send_team
  name TEXT NOT NULL,
  sort_name {{key_text}} NOT NULL,
  urn {{key_text}},                           -- six digits; schools, and providers registered with the DfE
  school_group {{key_text}},                  -- primary_partnership, secondary_partnership, west_midlands_national (ENT-01)
  sla {{key_text}},                           -- sla, admin_fee; NULL for others (ACT-33)
  phone TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  travel TEXT NOT NULL DEFAULT '',            -- how to get there, for the parent sheet (ENT-40)
  opened_ms BIGINT NOT NULL,
  closed_ms BIGINT,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX organisation_by_name ON organisation(kind, sort_name);

CREATE TABLE person (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  sort_name {{key_text}} NOT NULL,
  email TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  version BIGINT NOT NULL
);

CREATE TABLE membership (
  id BIGINT PRIMARY KEY,
  person_id BIGINT NOT NULL REFERENCES person(id),
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  role {{key_text}} NOT NULL,
  from_ms BIGINT NOT NULL,
  until_ms BIGINT
);
CREATE INDEX membership_by_person ON membership(person_id, until_ms);
CREATE INDEX membership_by_organisation ON membership(organisation_id, role, until_ms);

CREATE TABLE pupil (
  id BIGINT PRIMARY KEY,
  school_id BIGINT NOT NULL REFERENCES organisation(id),
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  sort_name {{key_text}} NOT NULL,
  known_as TEXT NOT NULL DEFAULT '',
  born TEXT NOT NULL,
  upn {{key_text}},                           -- may be missing: not every pupil has one yet
  year_group BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX pupil_by_school ON pupil(school_id, sort_name);
CREATE UNIQUE INDEX pupil_by_upn ON pupil(school_id, upn);

CREATE TABLE course (
  id BIGINT PRIMARY KEY,
  code {{key_text}} NOT NULL UNIQUE,          -- the sign of a course in URLs: says nothing about it
  provider_id BIGINT NOT NULL REFERENCES organisation(id),
  programme {{key_text}} NOT NULL,            -- tier1, tier2.insight, tier2.flourish ...
  category TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL,
  sort_title {{key_text}} NOT NULL,
  summary TEXT NOT NULL DEFAULT '',
  qualification TEXT NOT NULL DEFAULT '',
  days {{key_text}} NOT NULL,                 -- delivery days: "1,3" = Monday, Wednesday
  weeks BIGINT,                               -- school weeks; NULL = to the end of the academic year
  places BIGINT NOT NULL,
  location TEXT NOT NULL DEFAULT '',
  session_times TEXT NOT NULL DEFAULT '',
  lunch TEXT NOT NULL DEFAULT '',
  clothing TEXT NOT NULL DEFAULT '',
  fee_pence BIGINT,
  closed_ms BIGINT,
  version BIGINT NOT NULL
);
CREATE INDEX course_by_programme ON course(programme, sort_title);
CREATE INDEX course_by_provider ON course(provider_id);

CREATE TABLE referral (
  id BIGINT PRIMARY KEY,
  reference {{key_text}} NOT NULL UNIQUE,
  school_id BIGINT NOT NULL REFERENCES organisation(id),
  pupil_id BIGINT NOT NULL REFERENCES pupil(id),
  programme {{key_text}},                     -- NULL until a course is chosen
  state {{key_text}} NOT NULL,                -- draft, submitted, complete, sent, answered, slt_review, processing, confirmed, active, ended, refused, withdrawn
  state_since_ms BIGINT NOT NULL,
  created_ms BIGINT NOT NULL,
  created_by BIGINT NOT NULL,                 -- account
  submitted_ms BIGINT,
  application_date TEXT,                      -- London day of submission: the date of application (REF-21)
  requested_start TEXT,
  policy_year {{key_text}},
  policy_hash {{key_text}},                   -- pinned at submission
  choice_id BIGINT,                           -- the course now being asked for
  taken_by BIGINT,                            -- account of the CAP officer who has it in hand
  monitoring_officer BIGINT,                  -- account
  due_ms BIGINT,                              -- nearest open deadline on CAP, kept with the duties
  copied_from BIGINT,
  version BIGINT NOT NULL
);
CREATE INDEX referral_by_state ON referral(state, due_ms, id);
CREATE INDEX referral_by_school ON referral(school_id, state, id);
CREATE INDEX referral_by_pupil ON referral(pupil_id, id);

CREATE TABLE referral_choice (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  course_id BIGINT NOT NULL REFERENCES course(id),
  provider_id BIGINT NOT NULL REFERENCES organisation(id),
  place_in_order BIGINT NOT NULL,             -- 1 = first choice
  state {{key_text}} NOT NULL,                -- chosen, sent, declined, accepted, dropped
  sent_ms BIGINT,
  UNIQUE(case_id, course_id)
);
CREATE INDEX choice_by_course ON referral_choice(course_id, state);

CREATE TABLE answer (
  case_id BIGINT NOT NULL REFERENCES referral(id),
  question {{key_text}} NOT NULL,             -- `needs.detail`, `agreement.q3`
  revision BIGINT NOT NULL,
  value TEXT NOT NULL,                        -- as typed; several values on lines of their own
  at_ms BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (case_id, question, revision)
);
{{append_only answer}}

CREATE TABLE hold (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  kind {{key_text}} NOT NULL,                 -- risk_assessment, missing_data, consent, panel, other
  rule {{key_text}} NOT NULL,                 -- policy rule or `cap` when a person put it
  says TEXT NOT NULL,                         -- what the school is asked for, in words
  opened_ms BIGINT NOT NULL,
  opened_by {{key_text}} NOT NULL,            -- actor
  asked_ms BIGINT,                            -- when the school was asked
  answered_ms BIGINT,                         -- when the school sent something
  closed_ms BIGINT,
  closed_by {{key_text}},
  closed_says TEXT
);
CREATE INDEX hold_by_case ON hold(case_id, closed_ms);

CREATE TABLE document (
  id BIGINT PRIMARY KEY,
  case_id BIGINT REFERENCES referral(id),
  kind {{key_text}} NOT NULL,                 -- risk_assessment, ehcp, support_plan, behaviour_plan, other
  blob {{key_text}} NOT NULL UNIQUE,
  media_type {{key_text}} NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 {{key_text}} NOT NULL,
  typed_name TEXT NOT NULL,                   -- name of the file as it came; shown to parties, never in a URL or header
  scan {{key_text}} NOT NULL,                 -- not_scanned, clean, quarantined
  sealed BIGINT NOT NULL DEFAULT 0,           -- 1: from safeguarding lead to safeguarding lead only
  uploaded_ms BIGINT NOT NULL,
  uploaded_by BIGINT NOT NULL,
  removed_ms BIGINT
);
CREATE INDEX document_by_case ON document(case_id, kind);

CREATE TABLE risk_assessment (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  pupil_id BIGINT NOT NULL REFERENCES pupil(id),
  document_id BIGINT NOT NULL REFERENCES document(id),
  completed TEXT NOT NULL,
  reviewed TEXT,                              -- last reviewed; its date counts when later (ENT-14)
  changes TEXT NOT NULL DEFAULT '',           -- "reviewed, no change" or what changed
  given_ms BIGINT NOT NULL,
  given_by BIGINT NOT NULL,
  seen_ms BIGINT,                             -- CAP read the date on the document itself
  seen_by BIGINT
);
CREATE INDEX risk_assessment_by_case ON risk_assessment(case_id, given_ms);

CREATE TABLE ra_read (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  risk_assessment_id BIGINT NOT NULL REFERENCES risk_assessment(id),
  account_id BIGINT NOT NULL,
  read_ms BIGINT NOT NULL,
  UNIQUE(risk_assessment_id, account_id)
);

CREATE TABLE response (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  choice_id BIGINT NOT NULL REFERENCES referral_choice(id),
  provider_id BIGINT NOT NULL REFERENCES organisation(id),
  given_ms BIGINT NOT NULL,
  given_by BIGINT NOT NULL,
  yes BIGINT NOT NULL,
  category {{key_text}},                      -- of a no: availability, need, risk, other
  reason TEXT NOT NULL DEFAULT '',
  interview_on TEXT,
  interview_who TEXT NOT NULL DEFAULT '',
  documents_understood BIGINT NOT NULL DEFAULT 0,
  agreement_considered BIGINT NOT NULL DEFAULT 0,
  needs_met BIGINT,
  risk_met BIGINT,
  supervision_met BIGINT,
  sessions {{key_text}} NOT NULL DEFAULT '',  -- "1a,1p" = Monday morning and afternoon
  start TEXT,
  shared_ms BIGINT,                           -- when CAP shared it with the school (NOT-06)
  shared_by {{key_text}},
  review {{key_text}},                        -- of CAP SLT: agreed, ask_again, challenged
  review_says TEXT NOT NULL DEFAULT '',
  reviewed_ms BIGINT,
  reviewed_by BIGINT
);
CREATE INDEX response_by_case ON response(case_id, given_ms);

CREATE TABLE placement (
  id BIGINT PRIMARY KEY,
  reference {{key_text}} NOT NULL UNIQUE,     -- CAP25-H4K7MX/1
  case_id BIGINT NOT NULL REFERENCES referral(id),
  pupil_id BIGINT NOT NULL REFERENCES pupil(id),
  school_id BIGINT NOT NULL REFERENCES organisation(id),
  provider_id BIGINT NOT NULL REFERENCES organisation(id),
  course_id BIGINT NOT NULL REFERENCES course(id),
  response_id BIGINT NOT NULL REFERENCES response(id),
  programme {{key_text}} NOT NULL,
  start TEXT NOT NULL,
  last_day TEXT,                              -- planned last day, included; NULL when terms are not known yet
  state {{key_text}} NOT NULL,                -- processing, confirmed, active, ended
  clm_ms BIGINT,
  clm_by BIGINT,
  capita_ms BIGINT,
  capita_by BIGINT,
  confirmed_ms BIGINT,
  started_ms BIGINT,
  ended_ms BIGINT,
  version BIGINT NOT NULL
);
CREATE INDEX placement_by_case ON placement(case_id);
CREATE INDEX placement_by_pupil ON placement(pupil_id, state);
CREATE INDEX placement_by_course ON placement(course_id, state);
CREATE INDEX placement_by_provider ON placement(provider_id, state);

CREATE TABLE placement_day (
  placement_id BIGINT NOT NULL REFERENCES placement(id),
  case_id BIGINT NOT NULL REFERENCES referral(id),
  weekday BIGINT NOT NULL,                    -- 1 = Monday
  half {{key_text}} NOT NULL,                 -- am, pm
  PRIMARY KEY (placement_id, weekday, half)
);

CREATE TABLE visit (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  provider_id BIGINT NOT NULL REFERENCES organisation(id),
  kind {{key_text}} NOT NULL,                 -- initial, in_year
  visited_on TEXT NOT NULL,
  outcome TEXT NOT NULL,
  recorded_ms BIGINT NOT NULL,
  recorded_by BIGINT NOT NULL
);

CREATE TABLE step (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  at_ms BIGINT NOT NULL,
  actor {{key_text}} NOT NULL,
  who TEXT NOT NULL,                          -- as shown: "CAP", "the school", a person's name for their own organisation
  kind {{key_text}} NOT NULL,
  says TEXT NOT NULL,
  audience {{key_text}} NOT NULL              -- all, cap, school_cap, provider_cap
);
CREATE INDEX step_by_case ON step(case_id, at_ms, id);
{{append_only step}}

CREATE TABLE case_party (
  id BIGINT PRIMARY KEY,
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  relation {{key_text}} NOT NULL,             -- refers, asked, agenda
  case_id BIGINT NOT NULL REFERENCES referral(id),
  from_ms BIGINT NOT NULL,
  until_ms BIGINT
);
CREATE INDEX party_by_organisation ON case_party(organisation_id, relation, case_id);
CREATE INDEX party_by_case ON case_party(case_id, organisation_id);

CREATE TABLE safeguarding_slip (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  blob {{key_text}} NOT NULL,
  media_type {{key_text}} NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 {{key_text}} NOT NULL,
  typed_name_sealed TEXT NOT NULL,            -- encrypted
  sent_ms BIGINT NOT NULL,
  sent_by BIGINT NOT NULL,
  opened_ms BIGINT,
  opened_by BIGINT
);
CREATE INDEX safeguarding_slip_by_case ON safeguarding_slip(case_id);

CREATE TABLE decision (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES referral(id),
  occasion {{key_text}} NOT NULL,             -- submitted, checked, released, processed, rejudged
  at_ms BIGINT NOT NULL,
  actor {{key_text}} NOT NULL,
  policy_hash {{key_text}} NOT NULL,
  receipt TEXT NOT NULL                       -- canonical JSON: policy hash, judge revision, facts, result
);
CREATE INDEX decision_by_case ON decision(case_id, at_ms, id);
{{append_only decision}}

CREATE TABLE duty (
  id BIGINT PRIMARY KEY,
  kind {{key_text}} NOT NULL,
  subject {{key_text}} NOT NULL,              -- reference shown in lists
  occurrence {{key_text}} NOT NULL,           -- what makes this one different from the next of its kind; 'once' when there is no next
  case_id BIGINT REFERENCES referral(id),
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  role {{key_text}} NOT NULL,                 -- who in it: cap.admin, school.coordinator ...
  account_id BIGINT,                          -- one person, when it is theirs alone
  says TEXT NOT NULL,
  clause TEXT NOT NULL,
  opened_ms BIGINT NOT NULL,
  due_ms BIGINT NOT NULL,
  closed_ms BIGINT,
  closed_by {{key_text}},
  closed_how {{key_text}},                    -- done, not_needed
  UNIQUE(kind, subject, occurrence)
);
CREATE INDEX duty_open ON duty(organisation_id, role, due_ms) WHERE closed_ms IS NULL;
CREATE INDEX duty_by_case ON duty(case_id, closed_ms);
CREATE INDEX duty_due ON duty(due_ms) WHERE closed_ms IS NULL;

CREATE TABLE duty_event (
  id BIGINT PRIMARY KEY,
  duty_id BIGINT NOT NULL REFERENCES duty(id),
  at_ms BIGINT NOT NULL,
  actor {{key_text}} NOT NULL,
  what {{key_text}} NOT NULL                  -- opened, reminded, overdue, closed, moved
);
{{append_only duty_event}}

CREATE TABLE occurrence (
  rule {{key_text}} NOT NULL,
  due_ms BIGINT NOT NULL,
  state {{key_text}} NOT NULL,                -- due, decided, skipped
  decided_ms BIGINT,
  says TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (rule, due_ms)
);

CREATE TABLE mail (
  id BIGINT PRIMARY KEY,
  message_id {{key_text}} NOT NULL UNIQUE,
  to_person BIGINT REFERENCES person(id),
  to_address TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  reason {{key_text}} NOT NULL,               -- hold, duty, response, confirmed, account: asked again at sending
  reason_id BIGINT NOT NULL,
  case_id BIGINT REFERENCES referral(id),
  queued_ms BIGINT NOT NULL,
  next_try_ms BIGINT NOT NULL,
  tries BIGINT NOT NULL DEFAULT 0,
  state {{key_text}} NOT NULL,                -- waiting, sent, dropped, failed
  ended_ms BIGINT,
  says TEXT NOT NULL DEFAULT ''               -- last answer of the mail server, or why it was dropped
);
CREATE INDEX mail_waiting ON mail(next_try_ms) WHERE state = 'waiting';

CREATE TABLE policy_file (
  hash {{key_text}} PRIMARY KEY,
  content TEXT NOT NULL
);
{{append_only policy_file}}
CREATE TABLE policy_version (
  hash {{key_text}} PRIMARY KEY,
  year {{key_text}} NOT NULL,
  added_ms BIGINT NOT NULL,
  added_by {{key_text}} NOT NULL
);
{{append_only policy_version}}
CREATE TABLE policy_version_file (
  version_hash {{key_text}} NOT NULL REFERENCES policy_version(hash),
  path {{key_text}} NOT NULL,
  file_hash {{key_text}} NOT NULL REFERENCES policy_file(hash),
  PRIMARY KEY (version_hash, path)
);
{{append_only policy_version_file}}
CREATE TABLE policy_in_force (
  year {{key_text}} NOT NULL,
  generation BIGINT NOT NULL,
  version_hash {{key_text}} NOT NULL REFERENCES policy_version(hash),
  from_ms BIGINT NOT NULL,
  PRIMARY KEY (year, generation)
);
{{append_only policy_in_force}}
