-- expect 2: the programme 'tier2.insight' does not say 'lasts'
programme "tier2.insight" {
  title = "Insight", source = cite("s", "p"), referred_by = { "school" },
  attendance = days_a_week(1), withdrawn = { by_school = "x", by_provider = "y" },
}
