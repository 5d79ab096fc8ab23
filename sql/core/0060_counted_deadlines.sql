-- How a deadline was counted, so that it is counted again when the calendar changes: '2 working days from 2026-02-06'.
ALTER TABLE duty ADD COLUMN counted {{key_text}} NOT NULL DEFAULT '';
CREATE INDEX duty_counted ON duty(id) WHERE closed_ms IS NULL AND counted <> '';
CREATE INDEX duty_event_moved ON duty_event(at_ms) WHERE what = 'moved';
ALTER TABLE terms_version ADD COLUMN counted {{key_text}} NOT NULL DEFAULT '';
