-- expect 4: there is no source 'S2' in sources.lua. Did you mean 's'?
programme "tier2.insight" {
  title = "Insight", referred_by = { "school" }, lasts = school_weeks(6),
  source = cite("S2", "Appendix 1"), attendance = days_a_week(1), withdrawn = { by_school = "x", by_provider = "y" },
}
