-- Refocus, 2026-27. Edit the values, not the names; then run: capd policy check
-- The terms of September 2025 still name it; what it is stands in the model of 2024-25 alone.
programme "tier3.refocus" {
  title         = "Refocus",
  source        = cite("graduated-model-2024", "Tier 3 Refocus"),
  referred_by   = provisional({ "school" }, "printed for 2024-25 only"),
  provider      = provisional("Coventry AP Academy", "printed for 2024-25 only", cite("graduated-model-2024", "Tier 3 Refocus")),
  lasts         = provisional(school_weeks(10), "printed for 2024-25 only", cite("graduated-model-2024", "Tier 3 Refocus")),
  attendance    = provisional(days_a_week(4), "printed for 2024-25 only", cite("graduated-model-2024", "Refocus Placement Overview")),
  phases        = {
    at_provider     = provisional(school_weeks(7), "printed for 2024-25 only", cite("graduated-model-2024", "Refocus Placement Overview")),
    home_school_day = provisional("Monday", "printed for 2024-25 only", cite("graduated-model-2024", "Refocus Placement Overview")),
    back_to_school  = provisional(school_weeks(3), "printed for 2024-25 only", cite("graduated-model-2024", "Refocus Placement Overview")),
  },
  places_a_term = provisional(people(25), "printed for 2024-25 only", cite("graduated-model-2024", "SLA Tier 3")),
  panel         = {
    name           = provisional("Multi-Agency Panel", "printed for 2024-25 only", cite("graduated-model-2024", "Panels")),
    reviewed_by    = provisional("Review and Authorisation Panel", "printed for 2024-25 only", cite("graduated-model-2024", "Panels")),
    outcome_within = provisional(working_days(3), "printed for 2024-25 only", cite("graduated-model-2024", "Tier 3 Refocus")),
  },
  roll          = {
    main       = provisional("the home school", "printed for 2024-25 only", cite("graduated-model-2024", "Tier 3 Refocus")),
    subsidiary = provisional("Coventry AP Academy", "printed for 2024-25 only", cite("graduated-model-2024", "Tier 3 Refocus")),
  },
  contents      = provisional({ "An assessment of needs from every side", "A plan of the pupil’s own", "SEMH work for every pupil", "Core and vocational subjects" }, "printed for 2024-25 only", cite("graduated-model-2024", "Tier 3 Refocus")),
  after         = provisional("Full time at the home school, which carries out the plan", "printed for 2024-25 only", cite("graduated-model-2024", "Refocus Placement Overview")),
  early_help    = provisional("Consent is gained as part of the application, and early help is offered to every family without a plan with Children’s Services", "printed for 2024-25 only", cite("graduated-model-2024", "Early Help")),
  add_ons       = provisional({
    "prevention: The Prevention and Diversion project of the Youth Justice Service",
    "family: An early help Supporting Families worker",
    "key_worker: A key worker of the Specialist SEMHL Team",
  }, "printed for 2024-25 only", cite("graduated-model-2024", "SLA Tier 3")),
  exempt_from   = provisional({ "two_days", "majority_of_education" }, "follows from 4 days a week on the roll of the academy", cite("graduated-model-2024", "Refocus Placement Overview")),
  silent        = provisional({ "review meetings", "what is paid when it ends early" }, "no document says it"),

  must "sla" {
    says        = "The school has bought in to CAP (SLA)",
    test        = yes("referrer.sla"),
    unmet       = block("Refocus is for schools that have bought in to CAP (SLA). Tier 1, Insight and Flourish are open to you; CAP tells you more."),
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "SLA Tier 3"),
  },
  must "early_help_essential" {
    says        = "An early help assessment and plan is complete, or the family has a current plan with Children’s Services",
    test        = any_of { yes("early_help.assessed"), yes("early_help.other_plan") },
    unmet       = hold("This is essential: complete an early help assessment and plan and record it on EHM, or tell us of a current plan with Children’s Services"),
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  must "panel_agreed" {
    says        = "A parent or carer agreed to the application to the panel",
    test        = yes("consent.panel"),
    unmet       = hold("Tell us that a parent or carer agreed to the application to the panel"),
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  must "dual_roll" {
    says        = "The pupil stays on the home school’s roll as main, and is on the academy’s as subsidiary",
    test        = yes("roll.dual_agreed"),
    unmet       = hold("Agree the two registrations with the academy, and tell us"),
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  must "way_back_staff" {
    says        = "A member of staff is named who is trained to support the return",
    test        = yes("way_back.staff_named"),
    unmet       = hold("Tell us who at your school will be trained to support the return"),
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Refocus Placement Overview"),
  },

  ask "tier3.refocus.adapted" {
    says        = "How were curriculum and timetable reviewed and adapted, with Tier 1 or Tier 2?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  ask "tier3.refocus.strategies" {
    says        = "Which other strategies did the school try, and what came of them?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  ask "tier3.refocus.professionals" {
    says        = "Which other professionals were involved, and what came of it?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  ask "tier3.refocus.factors" {
    says        = "Which causes of the pupil's needs have you looked into and found?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  ask "tier3.refocus.voice" {
    says        = "What does the pupil see as their own strengths, and where do they want support?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  ask "tier3.refocus.parents" {
    says        = "How have you worked with the parents, and what came of it?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
}
