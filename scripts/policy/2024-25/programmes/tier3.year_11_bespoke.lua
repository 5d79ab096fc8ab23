-- Year 11 Bespoke, 2024-25: the documents name it and say nothing else. To open it, take `not_open` out and fill in what
-- `capd policy check` then asks for.
programme "tier3.year_11_bespoke" {
  title       = "Year 11 Bespoke",
  source      = cite("graduated-model-2024", "CAP Single Application Process"),
  referred_by = { "school" },
  not_open    = provisional("CAP has not said yet what Year 11 Bespoke is, so nobody can apply for it here. Call CAP.", "named and not described", cite("graduated-model-2024", "CAP Single Application Process")),
  panel       = { name = provisional("Multi-Agency Panel", "printed for all of Tier 3, and in neither panel's list", cite("graduated-model-2024", "SLA Tier 3")) },
  early_help  = printed("Consent is gained as part of the application, and early help is offered to every family without a plan with Children’s Services", cite("graduated-model-2024", "Early Help")),
  silent      = provisional({ "what it is", "how long it lasts", "what the panel asks", "on whose roll the pupil is" }, "no document says it"),
}
