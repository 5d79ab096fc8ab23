-- Terms and policies as CAP publishes them each academic year, who read which version when, and the yearly review (CMP-13, CMP-14, ENT-56).

CREATE TABLE terms_document (
  code {{key_text}} PRIMARY KEY,              -- how the document stands in a URL
  title TEXT NOT NULL,
  reviewer {{key_text}} NOT NULL,             -- role at CAP that reviews it each September
  approval BIGINT NOT NULL DEFAULT 0,         -- 1: somebody outside CAP approves it (CAL-07)
  clause TEXT NOT NULL,
  place BIGINT NOT NULL                       -- order in lists
);
INSERT INTO terms_document (code, title, reviewer, approval, clause, place) VALUES
  ('terms', 'Terms and conditions for training providers', 'cap.operations_lead', 0, '002 Policies', 1),
  ('safeguarding', 'Safeguarding and child protection policy', 'cap.dsl', 1, '000 section 19', 2),
  ('attendance', 'Attendance policy', 'cap.operations_lead', 0, '002 Policies', 3),
  ('behaviour', 'Behaviour policy', 'cap.operations_lead', 0, '002 Policies', 4),
  ('report-writing', 'Report writing guide', 'cap.operations_lead', 0, '002 Policies', 5),
  ('code-of-conduct', 'Code of conduct', 'cap.operations_lead', 0, '002 Policies', 6),
  ('kcsie-letter', 'KCSIE letter to schools', 'cap.quality_officer', 0, '000 section 20', 7),
  ('kcsie-cap-staff', 'KCSIE: the sections that CAP staff read', 'cap.dsl', 0, '000 section 20', 8),
  ('quality-review', 'Quality review process', 'cap.quality_officer', 0, '000 section 23', 9),
  ('ofsted-guide', 'Ofsted guide', 'cap.quality_officer', 0, '002 OFSTED', 10);

CREATE TABLE terms_version (
  id BIGINT PRIMARY KEY,
  document {{key_text}} NOT NULL REFERENCES terms_document(code),
  number BIGINT NOT NULL,                     -- 1, 2, 3 ... of the document
  year {{key_text}} NOT NULL,                 -- academic year for which it was written
  body TEXT NOT NULL,
  changes TEXT NOT NULL,                      -- what changed since the version before; empty for the first
  for_providers BIGINT NOT NULL,
  for_schools BIGINT NOT NULL,
  for_cap BIGINT NOT NULL,
  acknowledge BIGINT NOT NULL,
  due_ms BIGINT NOT NULL,                     -- by when it is read, where it is asked for
  published_ms BIGINT NOT NULL,
  published_by BIGINT NOT NULL,
  published_name TEXT NOT NULL,
  UNIQUE(document, number)
);
{{append_only terms_version}}

CREATE TABLE terms_read (
  id BIGINT PRIMARY KEY,
  version_id BIGINT NOT NULL REFERENCES terms_version(id),
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  account_id BIGINT NOT NULL,
  who TEXT NOT NULL,
  counts BIGINT NOT NULL,                     -- 1: read for the organisation; 0: for oneself alone
  at_ms BIGINT NOT NULL,
  UNIQUE(version_id, organisation_id, account_id)
);
{{append_only terms_read}}

CREATE TABLE terms_review (
  id BIGINT PRIMARY KEY,
  document {{key_text}} NOT NULL REFERENCES terms_document(code),
  year {{key_text}} NOT NULL,
  outcome {{key_text}} NOT NULL,              -- published, no_change
  approved_by TEXT NOT NULL,
  says TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  who TEXT NOT NULL
);
CREATE INDEX terms_review_by_document ON terms_review(document, year);
{{append_only terms_review}}
