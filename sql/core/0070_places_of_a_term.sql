-- How many start a programme in a term (TIER-RF-04): counted whenever a referral to it is judged.
CREATE INDEX placement_by_programme ON placement(programme, start);
