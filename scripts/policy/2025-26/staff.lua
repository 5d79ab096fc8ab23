-- People who work at training providers, 2025-26. Edit the values, not the names; then run: capd policy check
settings {
  -- Quality Statement, OFSTED: "CAP requires these to be renewed every 3 years."
  dbs_renewal       = years(3),
  -- How long before that day the provider is asked, and for how long it stands under "soon".
  dbs_renewal_opens = provisional(days(90), "no document gives it"),
}
