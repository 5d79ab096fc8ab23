-- Supported Transfer, 2026-27. Edit the values, not the names; then run: capd policy check
-- The terms of September 2025 still name it; what it is stands in the model of 2024-25 alone.
programme "tier3.supported_transfer" {
  title       = "Supported Transfer",
  source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  referred_by = provisional({ "school" }, "printed for 2024-25 only"),
  lasts       = provisional(between(school_weeks(10), school_weeks(14)), "printed as a term, and for 2024-25 only", cite("graduated-model-2024", "Tier 3 Supported Transfer")),
  aim         = provisional("The skills to move to a new school for good, or to come back to the home school", "printed for 2024-25 only", cite("graduated-model-2024", "Tier 3 Supported Transfer")),
  panel       = {
    name           = provisional("Multi-Agency Panel", "printed for 2024-25 only", cite("graduated-model-2024", "Tier 3 Supported Transfer")),
    reviewed_by    = provisional("Review and Authorisation Panel", "printed for 2024-25 only", cite("graduated-model-2024", "Panels")),
    outcome_within = provisional(working_days(3), "printed for 2024-25 only", cite("graduated-model-2024", "Tier 3 Supported Transfer")),
  },
  roll        = {
    main       = provisional("the home school", "printed for 2024-25 only", cite("graduated-model-2024", "Tier 3 Supported Transfer")),
    subsidiary = provisional("the receiving school", "printed for 2024-25 only", cite("graduated-model-2024", "Tier 3 Supported Transfer")),
  },
  early_help  = provisional("Consent is gained as part of the application, and early help is offered to every family without a plan with Children’s Services", "printed for 2024-25 only", cite("graduated-model-2024", "Early Help")),
  add_ons     = provisional({
    "prevention: The Prevention and Diversion project of the Youth Justice Service",
    "family: An early help Supporting Families worker",
    "key_worker: A key worker of the Specialist SEMHL Team",
  }, "printed for 2024-25 only", cite("graduated-model-2024", "SLA Tier 3")),
  exempt_from = provisional({ "two_days", "majority_of_education" }, "follows from a full placement at the receiving school", cite("graduated-model-2024", "Tier 3 Supported Transfer")),
  silent      = provisional({ "the days and hours a week", "review meetings", "what is paid when it ends early" }, "no document says it"),

  must "sla" {
    says        = "The school has bought in to CAP (SLA)",
    test        = yes("referrer.sla"),
    unmet       = block("Supported Transfer is for schools that have bought in to CAP (SLA). Tier 1, Insight and Flourish are open to you; CAP tells you more."),
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "SLA Tier 3"),
  },
  must "panel_agreed" {
    says        = "A parent or carer agreed to the application to the panel",
    test        = yes("consent.panel"),
    unmet       = hold("Tell us that a parent or carer agreed to the application to the panel"),
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },
  must "receiving_school" {
    says        = "The receiving school is named",
    test        = yes("roll.receiving_named"),
    unmet       = hold("Tell us which school receives the pupil"),
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },
  must "dual_roll" {
    says        = "The pupil stays on the home school’s roll as main, and is on the receiving school’s as subsidiary",
    test        = yes("roll.dual_agreed"),
    unmet       = hold("Agree the two registrations with the receiving school, and tell us"),
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },

  ask "tier3.supported_transfer.one_off" {
    says        = "Does the application follow from a single incident?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },
  ask "tier3.supported_transfer.persistent" {
    says        = "Is it about persistent disruptive behaviour?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },
  ask "tier3.supported_transfer.expectations" {
    says        = "Will the pupil be able to meet the same expectations at another school, and why?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },
  ask "tier3.supported_transfer.fresh_start" {
    says        = "How will the pupil gain from a fresh start?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },
  ask "tier3.supported_transfer.early_help" {
    says        = "Has early help been offered, and is the parents' consent recorded on EHM?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Supported Transfer"),
  },
}
