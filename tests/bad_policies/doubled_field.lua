-- expect 4: 'lasts' stands here for the second time
programme "tier2.insight" {
  title = "Insight", source = cite("s", "p"), referred_by = { "school" }, lasts = school_weeks(6),
  lasts = school_weeks(7), attendance = days_a_week(1), withdrawn = { by_school = "x", by_provider = "y" },
}
