-- Tier 1, 2024-25. Edit the values, not the names; then run: capd policy check
programme "tier1" {
  title       = "Tier 1 course",
  source      = cite("graduated-model-2024", "Tier 1"),
  referred_by = { "school" },
  categories  = { "Work-based learning", "Curriculum support", "Employability and personal development" },
  lasts       = provisional(between(school_weeks(6), school_weeks(39)), "printed as half a term to a full academic year", cite("graduated-model-2024", "Tier 1")),
  progression = printed("a second year as necessary", cite("graduated-model-2024", "Tier 1")),
  attendance  = provisional(between(days_a_week(1), days_a_week(3)), "none stated for the tier: within the cap for all placements"),
  initial_assessments = provisional({ "Functional skills in English", "Functional skills in maths" }, "printed in August 2025", cite("guidance-2025", "Appendix 1, Tier 1")),
  early_help  = printed("The school promotes the universal offer: the Coventry Families App and the family hub", cite("graduated-model-2024", "Early Help")),
  withdrawn   = {
    by_school   = provisional("half_term_minimum", "printed in September 2025", cite("terms-2025", "section 2.5")),
    by_provider = provisional("to_withdrawal_date", "printed in September 2025", cite("terms-2025", "section 11.7")),
  },

  must "sla_places" {
    says   = "Up to 15 placements of a school that has bought in come with the SLA; course fees are paid for all",
    test   = unless { no("referrer.sla"), at_most("referrer.places_this_year", 15) },
    unmet  = warn("This is more than the 15 placements that come with the SLA. No document says what follows: CAP tells you"),
    source = cite("graduated-model-2024", "SLA Tier 1"),
  },

  ask "tier1.curriculum" {
    says   = "Does the pupil need a curriculum of their own to meet their learning needs?",
    source = cite("graduated-model-2024", "Tier 1"),
  },
  ask "tier1.interests" {
    says   = "How does the course match the pupil's interests and hopes?",
    source = cite("graduated-model-2024", "Tier 1"),
  },
  ask "tier1.journey" {
    says   = "What will the course or qualification add to the pupil's education?",
    source = cite("graduated-model-2024", "Tier 1"),
  },
  ask "tier1.right_support" {
    says   = "Why is Tier 1 the right support, in the right place, at the right time?",
    source = cite("graduated-model-2024", "Tier 1"),
  },
}
