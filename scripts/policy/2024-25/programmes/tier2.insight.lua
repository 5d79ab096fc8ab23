-- Insight, 2024-25. Edit the values, not the names; then run: capd policy check
programme "tier2.insight" {
  title       = "Insight",
  source      = cite("graduated-model-2024", "Tier 2 Insight"),
  referred_by = { "school" },
  lasts       = school_weeks(6),
  attendance  = days_a_week(1),
  contents    = provisional({ "One topic of social development in which the pupil needs support" }, "printed in August 2025", cite("guidance-2025", "Appendix 1, Tier 2")),
  outputs     = provisional({ "What the topic may mean for the pupil’s life, for the pupil", "What further support the school may think of" }, "printed in August 2025", cite("guidance-2025", "Appendix 1, Tier 2")),
  early_help  = printed("The school gains consent, records it on EHM and makes the family an offer; where it fits, an assessment and plan follow", cite("graduated-model-2024", "Early Help")),
  add_ons     = printed({ "mentoring: Mentoring by the Youth Justice Service" }, cite("graduated-model-2024", "SLA Tier 2")),
  sla_first   = printed("yes", cite("graduated-model-2024", "SLA Tier 2")),
  withdrawn   = {
    by_school   = provisional("full_programme", "printed in September 2025", cite("terms-2025", "section 11.8")),
    by_provider = provisional("to_withdrawal_date", "printed in September 2025", cite("terms-2025", "section 11.9")),
  },

  must "case_worker" {
    says   = "A case worker, an adult who matters to the pupil, is named",
    test   = yes("case_worker.named"),
    unmet  = hold("Tell us who the case worker is"),
    source = cite("graduated-model-2024", "Tier 2 Insight"),
  },

  ask "tier2.insight.concern" {
    says   = "Which behaviours or actions give cause for concern?",
    source = cite("graduated-model-2024", "Tier 2 Insight"),
  },
  ask "tier2.insight.early_help" {
    says   = "Has early help been offered, and is the parents' consent recorded on EHM?",
    source = cite("graduated-model-2024", "Tier 2 Insight"),
  },
  ask "tier2.insight.exit" {
    says   = "How will the school support the pupil's next steps after the programme?",
    source = cite("graduated-model-2024", "Tier 2 Insight"),
  },
  ask "tier2.insight.agencies" {
    says   = "If agencies were involved: which strategies were tried, and what came of them?",
    source = cite("graduated-model-2024", "Tier 2 Insight"),
  },
  ask "tier2.insight.ehcp" {
    says    = "How does the programme meet what the EHC plan asks for?",
    only_if = "pupil.has_ehcp",
    source  = cite("graduated-model-2024", "Tier 2 Insight"),
  },
}
