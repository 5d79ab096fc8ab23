-- Refocus, 2024-25. Edit the values, not the names; then run: capd policy check
programme "tier3.refocus" {
  title         = "Refocus",
  source        = cite("graduated-model-2024", "Tier 3 Refocus"),
  referred_by   = { "school" },
  provider      = printed("Coventry AP Academy", cite("graduated-model-2024", "Tier 3 Refocus")),
  starts      = printed({ "7 October 2024", "4 November 2024", "27 January 2025", "6 May 2025" }, cite("graduated-model-2024", "Referral Deadlines and Panel Dates")),
  lasts         = printed(school_weeks(10), cite("graduated-model-2024", "Tier 3 Refocus")),
  attendance    = printed(days_a_week(4), cite("graduated-model-2024", "Refocus Placement Overview")),
  phases        = {
    at_provider     = printed(school_weeks(7), cite("graduated-model-2024", "Refocus Placement Overview")),
    home_school_day = printed("Monday", cite("graduated-model-2024", "Refocus Placement Overview")),
    back_to_school  = printed(school_weeks(3), cite("graduated-model-2024", "Refocus Placement Overview")),
  },
  places_a_term = printed(people(25), cite("graduated-model-2024", "SLA Tier 3")),
  panel         = {
    name           = printed("Multi-Agency Panel", cite("graduated-model-2024", "Panels")),
    reviewed_by    = printed("Review and Authorisation Panel", cite("graduated-model-2024", "Panels")),
    outcome_within = printed(working_days(3), cite("graduated-model-2024", "Tier 3 Refocus")),
  },
  roll          = {
    main       = printed("the home school", cite("graduated-model-2024", "Tier 3 Refocus")),
    subsidiary = printed("Coventry AP Academy", cite("graduated-model-2024", "Tier 3 Refocus")),
  },
  contents      = printed({ "An assessment of needs from every side", "A plan of the pupil’s own", "SEMH work for every pupil", "Core and vocational subjects" }, cite("graduated-model-2024", "Tier 3 Refocus")),
  after         = printed("Full time at the home school, which carries out the plan", cite("graduated-model-2024", "Refocus Placement Overview")),
  early_help    = printed("Consent is gained as part of the application, and early help is offered to every family without a plan with Children’s Services", cite("graduated-model-2024", "Early Help")),
  add_ons       = printed({
    "prevention: The Prevention and Diversion project of the Youth Justice Service",
    "family: An early help Supporting Families worker",
    "key_worker: A key worker of the Specialist SEMHL Team",
  }, cite("graduated-model-2024", "SLA Tier 3")),
  exempt_from   = provisional({ "two_days", "majority_of_education" }, "follows from 4 days a week on the roll of the academy", cite("graduated-model-2024", "Refocus Placement Overview")),
  silent        = provisional({ "review meetings", "what is paid when it ends early" }, "no document says it"),

  must "sla" {
    says        = "The school has bought in to CAP (SLA)",
    test        = yes("referrer.sla"),
    unmet       = block("Refocus is for schools that have bought in to CAP (SLA). Tier 1, Insight and Flourish are open to you; CAP tells you more."),
    source      = cite("graduated-model-2024", "SLA Tier 3"),
  },
  must "early_help_essential" {
    says        = "An early help assessment and plan is complete, or the family has a current plan with Children’s Services",
    test        = any_of { yes("early_help.assessed"), yes("early_help.other_plan") },
    unmet       = hold("This is essential: complete an early help assessment and plan and record it on EHM, or tell us of a current plan with Children’s Services"),
    provisional = "printed without the plan with Children’s Services, which the chapter on early help puts in its place",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  must "panel_agreed" {
    says        = "A parent or carer agreed to the application to the panel",
    test        = yes("consent.panel"),
    unmet       = hold("Tell us that a parent or carer agreed to the application to the panel"),
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  must "dual_roll" {
    says        = "The pupil stays on the home school’s roll as main, and is on the academy’s as subsidiary",
    test        = yes("roll.dual_agreed"),
    unmet       = hold("Agree the two registrations with the academy, and tell us"),
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  must "way_back_staff" {
    says        = "A member of staff is named who is trained to support the return",
    test        = yes("way_back.staff_named"),
    unmet       = hold("Tell us who at your school will be trained to support the return"),
    source      = cite("graduated-model-2024", "Refocus Placement Overview"),
  },

  ask "tier3.refocus.adapted" {
    says        = "How were curriculum and timetable reviewed and adapted, with Tier 1 or Tier 2?",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  ask "tier3.refocus.strategies" {
    says        = "Which other strategies did the school try, and what came of them?",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  ask "tier3.refocus.professionals" {
    says        = "Which other professionals were involved, and what came of it?",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  ask "tier3.refocus.factors" {
    says        = "Which causes of the pupil's needs have you looked into and found?",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  ask "tier3.refocus.voice" {
    says        = "What does the pupil see as their own strengths, and where do they want support?",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
  ask "tier3.refocus.parents" {
    says        = "How have you worked with the parents, and what came of it?",
    source      = cite("graduated-model-2024", "Tier 3 Refocus"),
  },
}
