-- expect 5: there is no field 'last' here. Did you mean 'lasts'?
programme "tier2.insight" {
  title = "Insight", source = cite("s", "p"), referred_by = { "school" }, lasts = school_weeks(6),
  attendance = days_a_week(1), withdrawn = { by_school = "x", by_provider = "y" },
  last = school_weeks(6),
}
