-- expect 5: 'lasts' is a bare number
programme "tier2.insight" {
  title = "Insight", source = cite("s", "p"), referred_by = { "school" },
  attendance = days_a_week(1), withdrawn = { by_school = "x", by_provider = "y" },
  lasts = 6,
}
