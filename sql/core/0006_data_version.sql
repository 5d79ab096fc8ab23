-- Grows with every change of the records: what was worked out from them stands as long as it is the same.
ALTER TABLE head ADD COLUMN data_version BIGINT NOT NULL DEFAULT 0;
