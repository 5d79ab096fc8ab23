-- Supported Transfer, 2024-25. Edit the values, not the names; then run: capd policy check
programme "tier3.supported_transfer" {
  title       = "Supported Transfer",
  source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  referred_by = { "school" },
  lasts       = provisional(between(school_weeks(10), school_weeks(14)), "printed as a term", cite("graduated-model-2024", "Tier 3 Supported Transfer")),
  aim         = printed("The skills to move to a new school for good, or to come back to the home school", cite("graduated-model-2024", "Tier 3 Supported Transfer")),
  panel       = {
    name           = printed("Multi-Agency Panel", cite("graduated-model-2024", "Tier 3 Supported Transfer")),
    reviewed_by    = printed("Review and Authorisation Panel", cite("graduated-model-2024", "Panels")),
    outcome_within = printed(working_days(3), cite("graduated-model-2024", "Tier 3 Supported Transfer")),
  },
  roll        = {
    main       = printed("the home school", cite("graduated-model-2024", "Tier 3 Supported Transfer")),
    subsidiary = printed("the receiving school", cite("graduated-model-2024", "Tier 3 Supported Transfer")),
  },
  early_help  = printed("Consent is gained as part of the application, and early help is offered to every family without a plan with Children’s Services", cite("graduated-model-2024", "Early Help")),
  add_ons     = printed({
    "prevention: The Prevention and Diversion project of the Youth Justice Service",
    "family: An early help Supporting Families worker",
    "key_worker: A key worker of the Specialist SEMHL Team",
  }, cite("graduated-model-2024", "SLA Tier 3")),
  exempt_from = provisional({ "two_days", "majority_of_education" }, "follows from a full placement at the receiving school", cite("graduated-model-2024", "Tier 3 Supported Transfer")),
  silent      = provisional({ "the days and hours a week", "review meetings", "what is paid when it ends early" }, "no document says it"),

  must "sla" {
    says        = "The school has bought in to CAP (SLA)",
    test        = yes("referrer.sla"),
    unmet       = block("Supported Transfer is for schools that have bought in to CAP (SLA). Tier 1, Insight and Flourish are open to you; CAP tells you more."),
    source      = cite("graduated-model-2024", "SLA Tier 3"),
  },
  must "panel_agreed" {
    says        = "A parent or carer agreed to the application to the panel",
    test        = yes("consent.panel"),
    unmet       = hold("Tell us that a parent or carer agreed to the application to the panel"),
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },
  must "receiving_school" {
    says        = "The receiving school is named",
    test        = yes("roll.receiving_named"),
    unmet       = hold("Tell us which school receives the pupil"),
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },
  must "dual_roll" {
    says        = "The pupil stays on the home school’s roll as main, and is on the receiving school’s as subsidiary",
    test        = yes("roll.dual_agreed"),
    unmet       = hold("Agree the two registrations with the receiving school, and tell us"),
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },

  ask "tier3.supported_transfer.one_off" {
    says        = "Does the application follow from a single incident?",
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },
  ask "tier3.supported_transfer.persistent" {
    says        = "Is it about persistent disruptive behaviour?",
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },
  ask "tier3.supported_transfer.expectations" {
    says        = "Will the pupil be able to meet the same expectations at another school, and why?",
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },
  ask "tier3.supported_transfer.fresh_start" {
    says        = "How will the pupil gain from a fresh start?",
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },
  ask "tier3.supported_transfer.early_help" {
    says        = "Has early help been offered, and is the parents' consent recorded on EHM?",
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },
}
