-- Flourish, 2024-25. Edit the values, not the names; then run: capd policy check
programme "tier2.flourish" {
  title       = "Flourish",
  source      = cite("graduated-model-2024", "Tier 2 Flourish"),
  referred_by = { "school" },
  starts      = printed({ "16 September 2024", "13 January 2025", "28 April 2025" }, cite("graduated-model-2024", "Referral Deadlines and Panel Dates")),
  lasts       = provisional(between(school_weeks(10), school_weeks(14)), "printed as a termly programme"),
  attendance  = days_a_week(2),
  panel       = {
    name           = printed("Review and Authorisation Panel", cite("graduated-model-2024", "Tier 2 Flourish")),
    outcome_within = working_days(3),
  },
  reviews     = { every = provisional(school_weeks(3), "printed as regular") },
  aim         = provisional({ "Back to a mainstream school", "On to Tier 1" }, "printed in August 2025", cite("guidance-2025", "Appendix 1, Tier 2")),
  contents    = provisional({ "Teaching by therapeutic ways", "A full assessment that runs through the whole course" }, "printed in August 2025", cite("guidance-2025", "Appendix 1, Tier 2")),
  support_plan = provisional("A My Support Plan that is begun or added to, with recommendations and how the pupil has developed", "printed in August 2025", cite("guidance-2025", "Appendix 1, Tier 2")),
  early_help  = printed("The school gains consent, records it on EHM and makes the family an offer; where it fits, an assessment and plan follow", cite("graduated-model-2024", "Early Help")),
  add_ons     = printed({ "mentoring: Mentoring by the Youth Justice Service" }, cite("graduated-model-2024", "SLA Tier 2")),
  sla_first   = printed("yes", cite("graduated-model-2024", "SLA Tier 2")),
  withdrawn   = {
    by_school   = provisional("full_programme", "printed in September 2025", cite("terms-2025", "section 11.8")),
    by_provider = provisional("to_withdrawal_date", "printed in September 2025", cite("terms-2025", "section 11.9")),
  },

  must "case_worker" {
    says   = "A case worker is named, who will come to the review meetings",
    test   = all_of { yes("case_worker.named"), yes("case_worker.attends_reviews") },
    unmet  = hold("Tell us who the case worker is, and that they will come to the review meetings"),
    source = cite("graduated-model-2024", "Tier 2 Flourish"),
  },

  ask "tier2.flourish.adapted" {
    says   = "How were curriculum and timetable reviewed and adapted before this referral?",
    source = cite("graduated-model-2024", "Tier 2 Flourish"),
  },
  ask "tier2.flourish.agencies" {
    says   = "If agencies were involved: which strategies were tried, and what came of them?",
    source = cite("graduated-model-2024", "Tier 2 Flourish"),
  },
  ask "tier2.flourish.capacity" {
    says   = "How will the school make room to use the strategies that come out of the programme?",
    source = cite("graduated-model-2024", "Tier 2 Flourish"),
  },
  ask "tier2.flourish.ehcp" {
    says    = "How does the programme meet what the EHC plan asks for?",
    only_if = "pupil.has_ehcp",
    source  = cite("graduated-model-2024", "Tier 2 Flourish"),
  },
  ask "tier2.flourish.early_help" {
    says   = "Has early help been offered, and is the parents' consent recorded on EHM?",
    source = cite("graduated-model-2024", "Tier 2 Flourish"),
  },
}
