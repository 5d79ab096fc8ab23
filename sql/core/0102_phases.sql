-- A programme in phases (Refocus): the provider's days end before the placement does.
ALTER TABLE placement ADD COLUMN days_end TEXT;  -- included; NULL = they go on to the last day
