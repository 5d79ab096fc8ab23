-- Tier 4 as a test has it: panel and early help are printed, everything else is made up for the test.
programme "tier4.transitional" {
  title       = "Transitional placement",
  source      = cite("graduated-model-2024", "Panels"),
  referred_by = { "school" },
  lasts       = provisional(between(school_weeks(13), school_weeks(39)), "made up for a test"),
  attendance  = provisional(between(days_a_week(1), days_a_week(5)), "made up for a test"),
  hours       = provisional(up_to(hours_a_week(25)), "made up for a test"),
  panel       = {
    name           = printed("Multi-Agency Panel", cite("graduated-model-2024", "Panels")),
    outcome_within = provisional(working_days(3), "printed for other tiers"),
  },
  early_help  = printed("Families without a plan are made an offer, with an assessment and plan", cite("graduated-model-2024", "Early Help")),
  exempt_from = provisional({ "two_days", "majority_of_education" }, "made up for a test"),

  must "early_help" {
    says   = "There is an early help assessment and plan, or a plan with Children’s Services",
    test   = any_of { yes("early_help.assessed"), yes("early_help.other_plan") },
    unmet  = hold("Make the family an offer of early help, with an assessment and plan"),
    source = cite("graduated-model-2024", "Early Help"),
  },
  ask "tier4.transitional.way_back" {
    says   = "What leads from here to a mainstream place or to a place after 16?",
    source = cite("graduated-model-2024", "Coventry Approach"),
  },
}
