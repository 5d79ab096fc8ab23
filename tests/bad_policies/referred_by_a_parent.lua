-- expect 2: 'referred_by' names 'parent'. It is school or send_team.
programme "tier2.insight" {
  title = "Insight", referred_by = { "parent" }, lasts = school_weeks(6), attendance = days_a_week(1),
  withdrawn = { by_school = "x", by_provider = "y" },
}
