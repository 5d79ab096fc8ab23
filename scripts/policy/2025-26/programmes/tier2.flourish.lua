-- Flourish, 2025-26. Edit the values, not the names; then run: capd policy check
programme "tier2.flourish" {
  title       = "Flourish",
  source      = cite("guidance-2025", "Appendix 1, Tier 2"),
  referred_by = { "school" },
  lasts       = school_weeks(12),
  attendance  = days_a_week(2),
  panel       = {
    name           = provisional("Review and Authorisation Panel", "named in 2024-25; printed since as a panel of professionals", cite("guidance-2025", "Appendix 1, Tier 2")),
    outcome_within = provisional(working_days(3), "printed for 2024-25 only", cite("graduated-model-2024", "Tier 2 Flourish")),
  },
  reviews     = { every = school_weeks(3) },
  aim         = printed({ "Back to a mainstream school", "On to Tier 1" }, cite("guidance-2025", "Appendix 1, Tier 2")),
  contents    = printed({ "Teaching by therapeutic ways", "A full assessment that runs through the whole course" }, cite("guidance-2025", "Appendix 1, Tier 2")),
  support_plan = printed("A My Support Plan that is begun or added to, with recommendations and how the pupil has developed", cite("guidance-2025", "Appendix 1, Tier 2")),
  early_help  = provisional("The school gains consent, records it on EHM and makes the family an offer; where it fits, an assessment and plan follow", "printed for 2024-25 only", cite("graduated-model-2024", "Early Help")),
  add_ons     = provisional({ "mentoring: Mentoring by the Youth Justice Service" }, "printed for 2024-25 only", cite("graduated-model-2024", "SLA Tier 2")),
  withdrawn   = {
    by_school   = printed("full_programme", cite("terms-2025", "section 11.8")),
    by_provider = printed("to_withdrawal_date", cite("terms-2025", "section 11.9")),
  },

  must "case_worker" {
    says        = "A case worker is named, who will come to the review meetings",
    test        = all_of { yes("case_worker.named"), yes("case_worker.attends_reviews") },
    unmet       = hold("Tell us who the case worker is, and that they will come to the review meetings"),
    source      = cite("guidance-2025", "Appendix 1, Tier 2"),
  },

  ask "tier2.flourish.adapted" {
    says        = "How were curriculum and timetable reviewed and adapted before this referral?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 2 Flourish"),
  },
  ask "tier2.flourish.agencies" {
    says        = "If agencies were involved: which strategies were tried, and what came of them?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 2 Flourish"),
  },
  ask "tier2.flourish.capacity" {
    says        = "How will the school make room to use the strategies that come out of the programme?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 2 Flourish"),
  },
  ask "tier2.flourish.ehcp" {
    says        = "How does the programme meet what the EHC plan asks for?",
    only_if     = "pupil.has_ehcp",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 2 Flourish"),
  },
  ask "tier2.flourish.early_help" {
    says        = "Has early help been offered, and is the parents' consent recorded on EHM?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 2 Flourish"),
  },
}
