-- People who work at training providers, 2026-27. Edit the values, not the names; then run: capd policy check
-- Carried forward from 2025-26, not confirmed by CAP.
settings {
  dbs_renewal            = provisional(years(3), "carried forward from 2025-26, not confirmed by CAP", cite("quality-2025", "OFSTED")),
  staff_changes_told     = provisional("immediately", "carried forward from 2025-26, not confirmed by CAP", cite("quality-2025", "OFSTED")),
  -- How long before that day the provider is asked, and for how long it stands under "soon".
  dbs_renewal_opens      = provisional(days(90), "no document gives it"),
  -- When the day has passed: for how long supervised work may be agreed at a time.
  dbs_supervised_at_most = provisional(weeks(12), "no document gives it"),
  -- The only coordinator of a provider has left: by when CAP finds out who it is now.
  no_coordinator_within  = provisional(working_days(1), "no document gives it"),
}
