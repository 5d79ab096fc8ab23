-- What pages ask for by a column that no index held: the mails of one case, and those in one state.

CREATE INDEX mail_by_case ON mail(case_id, id) WHERE case_id IS NOT NULL;
CREATE INDEX mail_by_state ON mail(state, id);

-- Does CAP still have to look at this referral? Asked of every line of the inbox; by the kind alone it was looked for among all that wait.
CREATE INDEX duty_of_case ON duty(case_id, kind) WHERE closed_ms IS NULL;
