-- Which letter a mail is, and for whom, as the case's timeline tells it.
ALTER TABLE mail ADD COLUMN letter {{key_text}} NOT NULL DEFAULT '';       -- its name; empty = a mail of the service's own
ALTER TABLE mail ADD COLUMN letter_title TEXT NOT NULL DEFAULT '';         -- 'A referral to answer'
ALTER TABLE mail ADD COLUMN both_know BIGINT NOT NULL DEFAULT 0;           -- 1: school and provider may know that it went
ALTER TABLE mail ADD COLUMN to_organisation BIGINT REFERENCES organisation(id);  -- where it goes
ALTER TABLE mail ADD COLUMN to_role {{key_text}} NOT NULL DEFAULT '';      -- empty: to the organisation's own address
