-- A list that comes in asks of each row who else has that certificate and who else has that name.

CREATE INDEX dbs_by_certificate ON dbs_check(certificate);
CREATE INDEX staff_by_name ON staff_member(sort_name) WHERE left_on IS NULL;

-- The sweep looks among those who were not asked yet: whoever was asked and has not answered is not read every hour.
CREATE INDEX staff_to_ask ON staff_member(last_check) WHERE left_on IS NULL AND (renewal_asked IS NULL OR renewal_asked <> last_check);
CREATE INDEX staff_to_decide ON staff_member(last_check) WHERE left_on IS NULL AND standing = '' AND (decision_asked IS NULL OR decision_asked <> last_check);

-- What CAP has not seen yet is counted on a home page.
CREATE INDEX dbs_unseen ON dbs_check(staff_id) WHERE seen_ms IS NULL AND struck_ms IS NULL;
