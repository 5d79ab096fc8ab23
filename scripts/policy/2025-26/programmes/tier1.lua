-- Tier 1, 2025-26. Edit the values, not the names; then run: capd policy check
programme "tier1" {
  title       = "Tier 1 course",
  source      = cite("guidance-2025", "Appendix 1, Tier 1"),
  referred_by = { "school" },
  categories  = { "Work-based learning", "Curriculum support", "Employability and personal development" },
  lasts       = provisional(between(school_weeks(1), school_weeks(39)), "printed as the full academic year; a start during the year is shorter", cite("guidance-2025", "Appendix 1, Tier 1")),
  progression = printed("the opportunity of progression", cite("guidance-2025", "Appendix 1, Tier 1")),
  attendance  = provisional(between(days_a_week(1), days_a_week(3)), "none stated for the tier: within the cap for all placements"),
  initial_assessments = printed({ "Functional skills in English", "Functional skills in maths" }, cite("guidance-2025", "Appendix 1, Tier 1")),
  early_help  = provisional("The school promotes the universal offer: the Coventry Families App and the family hub", "printed for 2024-25 only", cite("graduated-model-2024", "Early Help")),
  withdrawn   = {
    by_school   = printed("half_term_minimum", cite("terms-2025", "section 2.5")),
    by_provider = printed("to_withdrawal_date", cite("terms-2025", "section 11.7")),
  },

  ask "tier1.curriculum" {
    says        = "Does the pupil need a curriculum of their own to meet their learning needs?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 1"),
  },
  ask "tier1.interests" {
    says        = "How does the course match the pupil's interests and hopes?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 1"),
  },
  ask "tier1.journey" {
    says        = "What will the course or qualification add to the pupil's education?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 1"),
  },
  ask "tier1.right_support" {
    says        = "Why is Tier 1 the right support, in the right place, at the right time?",
    provisional = "printed for 2024-25 only",
    source      = cite("graduated-model-2024", "Tier 1"),
  },
}
