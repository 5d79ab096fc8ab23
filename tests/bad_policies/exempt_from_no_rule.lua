-- expect 4: 'exempt_from' names 'tow_days', which is no rule of every programme.
every_programme { must "two_days" { says = "x", source = cite("s", "p"), unmet = warn("x"), test = given("requested.start") } }
programme "tier1" { title = "x", referred_by = { "school" }, lasts = school_weeks(6), attendance = days_a_week(1), withdrawn = { by_school = "x", by_provider = "y" },
  exempt_from = { "tow_days" } }
