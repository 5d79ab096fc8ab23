-- Insight, 2026-27. Edit the values, not the names; then run: capd policy check
-- Carried forward from 2025-26, not confirmed by CAP.
programme "tier2.insight" {
  title       = "Insight",
  source      = cite("guidance-2025", "Appendix 1, Tier 2"),
  referred_by = provisional({ "school" }, "carried forward from 2025-26, not confirmed by CAP"),
  lasts       = provisional(between(school_weeks(6), school_weeks(12)), "carried forward from 2025-26, not confirmed by CAP"),
  attendance  = provisional(days_a_week(1), "carried forward from 2025-26, not confirmed by CAP"),
  contents    = provisional({ "One topic of social development in which the pupil needs support" }, "carried forward from 2025-26, not confirmed by CAP", cite("guidance-2025", "Appendix 1, Tier 2")),
  outputs     = provisional({ "What the topic may mean for the pupil’s life, for the pupil", "What further support the school may think of" }, "carried forward from 2025-26, not confirmed by CAP", cite("guidance-2025", "Appendix 1, Tier 2")),
  early_help  = provisional("The school gains consent, records it on EHM and makes the family an offer; where it fits, an assessment and plan follow", "printed for 2024-25 only", cite("graduated-model-2024", "Early Help")),
  add_ons     = provisional({ "mentoring: Mentoring by the Youth Justice Service" }, "printed for 2024-25 only", cite("graduated-model-2024", "SLA Tier 2")),
  withdrawn   = {
    by_school   = provisional("full_programme", "carried forward from 2025-26, not confirmed by CAP", cite("terms-2025", "section 11.8")),
    by_provider = provisional("to_withdrawal_date", "carried forward from 2025-26, not confirmed by CAP", cite("terms-2025", "section 11.9")),
  },

  must "case_worker" {
    says        = "A case worker, an adult who matters to the pupil, is named",
    test        = yes("case_worker.named"),
    unmet       = hold("Tell us who the case worker is"),
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 2 Insight"),
  },

  ask "tier2.insight.concern" {
    says        = "Which behaviours or actions give cause for concern?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 2 Insight"),
  },
  ask "tier2.insight.early_help" {
    says        = "Has early help been offered, and is the parents' consent recorded on EHM?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 2 Insight"),
  },
  ask "tier2.insight.exit" {
    says        = "How will the school support the pupil's next steps after the programme?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 2 Insight"),
  },
  ask "tier2.insight.agencies" {
    says        = "If agencies were involved: which strategies were tried, and what came of them?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 2 Insight"),
  },
  ask "tier2.insight.ehcp" {
    says        = "How does the programme meet what the EHC plan asks for?",
    only_if     = "pupil.has_ehcp",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 2 Insight"),
  },
}
