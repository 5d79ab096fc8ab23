-- What pages ask for by a column that no index held: the mails of one case, and those in one state.

CREATE INDEX mail_by_case ON mail(case_id, id) WHERE case_id IS NOT NULL;
CREATE INDEX mail_by_state ON mail(state, id);
