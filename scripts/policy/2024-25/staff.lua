-- People who work at training providers, 2024-25. Edit the values, not the names; then run: capd policy check
settings {
  -- The Quality Statement prints 3 years.
  dbs_renewal       = provisional(years(3), "printed in August 2025"),
  -- How long before that day the provider is asked, and for how long it stands under "soon".
  dbs_renewal_opens = provisional(days(90), "no document gives it"),
}
