-- expect 3: entry 2 of 'categories' must be a text in quotes.
programme "tier2.insight" {
  title = "Insight", referred_by = { "school" }, categories = { "a", 2 }, lasts = school_weeks(6), attendance = days_a_week(1),
  withdrawn = { by_school = "x", by_provider = "y" },
}
