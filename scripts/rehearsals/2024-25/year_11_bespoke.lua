-- Year 11 Bespoke as a rehearsal fills it in: the documents name it and say nothing else, so every figure here is made up
-- and none is in force.
programme "tier3.year_11_bespoke" {
  title       = "Year 11 Bespoke",
  source      = cite("graduated-model-2024", "CAP Single Application Process"),
  referred_by = { "school" },
  lasts       = provisional(between(school_weeks(6), school_weeks(39)), "made up for a rehearsal"),
  attendance  = provisional(days_a_week(1), "made up for a rehearsal"),
  panel       = { outcome_within = provisional(working_days(3), "made up for a rehearsal"), name = provisional("Multi-Agency Panel", "printed for all of Tier 3, and in neither panel's list", cite("graduated-model-2024", "SLA Tier 3")) },
  early_help  = printed("Consent is gained as part of the application, and early help is offered to every family without a plan with Children’s Services", cite("graduated-model-2024", "Early Help")),
  silent      = provisional({ "what it is", "how long it lasts", "what the panel asks", "on whose roll the pupil is" }, "no document says it"),
}
