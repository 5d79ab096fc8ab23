-- Worked examples of Tier 1, Insight and Flourish in 2026-27.

example "A school refers to Tier 1" {
  like      = "a complete application",
  programme = "tier1",
  given     = { requested = { weeks = 12, days_a_week = 1 } },
  rules     = { referred_by = "met", ["value.lasts"] = "met", ["value.attendance"] = "met" },
  outcome   = "clear",
}

example "The SEND team does not refer to Tier 1" {
  like      = "a complete application",
  programme = "tier1",
  given     = { requested = { weeks = 12, days_a_week = 1 }, referrer = { kind = "send_team" } },
  rules     = { referred_by = "not met" },
  outcome   = "refused",
}

example "A school refers to Insight" {
  like      = "a complete application",
  programme = "tier2.insight",
  given     = { requested = { weeks = 10, days_a_week = 1 } },
  rules     = { referred_by = "met", ["value.lasts"] = "met", ["value.attendance"] = "met", case_worker = "met" },
  outcome   = "clear",
}

example "The SEND team does not refer to Insight" {
  like      = "a complete application",
  programme = "tier2.insight",
  given     = { requested = { weeks = 10, days_a_week = 1 }, referrer = { kind = "send_team" } },
  rules     = { referred_by = "not met" },
  outcome   = "refused",
}

example "A school refers to Flourish" {
  like      = "a complete application",
  programme = "tier2.flourish",
  given     = { requested = { weeks = 12, days_a_week = 2 }, pupil = { sessions_in_all = 4 } },
  rules     = { referred_by = "met", ["value.lasts"] = "met", ["value.attendance"] = "met", case_worker = "met" },
  outcome   = "clear",
}

example "The SEND team does not refer to Flourish" {
  like      = "a complete application",
  programme = "tier2.flourish",
  given     = { requested = { weeks = 12, days_a_week = 2 }, pupil = { sessions_in_all = 4 }, referrer = { kind = "send_team" } },
  rules     = { referred_by = "not met" },
  outcome   = "refused",
}

example "Insight of 10 weeks is what it offers" {
  like      = "a complete application",
  programme = "tier2.insight",
  given     = { requested = { weeks = 10 } },
  rules     = { ["value.lasts"] = "met" },
}

example "Insight of 5 weeks is too short" {
  like      = "a complete application",
  programme = "tier2.insight",
  given     = { requested = { weeks = 5 } },
  rules     = { ["value.lasts"] = "not met" },
}

example "Insight of 6 weeks is the shortest" {
  like      = "a complete application",
  programme = "tier2.insight",
  given     = { requested = { weeks = 6 } },
  rules     = { ["value.lasts"] = "met" },
}

example "Insight of 12 weeks is the longest" {
  like      = "a complete application",
  programme = "tier2.insight",
  given     = { requested = { weeks = 12 } },
  rules     = { ["value.lasts"] = "met" },
}

example "Insight of 13 weeks is too long" {
  like      = "a complete application",
  programme = "tier2.insight",
  given     = { requested = { weeks = 13 } },
  rules     = { ["value.lasts"] = "not met" },
}

example "Flourish lasts 12 weeks and not 11" {
  like      = "a complete application",
  programme = "tier2.flourish",
  given     = { requested = { weeks = 11 } },
  rules     = { ["value.lasts"] = "not met" },
}

example "Flourish lasts 12 weeks and not 13" {
  like      = "a complete application",
  programme = "tier2.flourish",
  given     = { requested = { weeks = 13 } },
  rules     = { ["value.lasts"] = "not met" },
}

example "Tier 1 of a single week" {
  like      = "a complete application",
  programme = "tier1",
  given     = { requested = { weeks = 1 } },
  rules     = { ["value.lasts"] = "met" },
}

example "Tier 1 of no week at all" {
  like      = "a complete application",
  programme = "tier1",
  given     = { requested = { weeks = 0 } },
  rules     = { ["value.lasts"] = "not met" },
}

example "Tier 1 of the whole academic year" {
  like      = "a complete application",
  programme = "tier1",
  given     = { requested = { weeks = 39 } },
  rules     = { ["value.lasts"] = "met" },
}

example "Tier 1 beyond the academic year" {
  like      = "a complete application",
  programme = "tier1",
  given     = { requested = { weeks = 40 } },
  rules     = { ["value.lasts"] = "not met" },
}

example "Tier 1 on three days" {
  like      = "a complete application",
  programme = "tier1",
  given     = { requested = { days_a_week = 3 } },
  rules     = { ["value.attendance"] = "met" },
}

example "Tier 1 on four days" {
  like      = "a complete application",
  programme = "tier1",
  given     = { requested = { days_a_week = 4 } },
  rules     = { ["value.attendance"] = "not met" },
}

example "Insight on a second day" {
  like      = "a complete application",
  programme = "tier2.insight",
  given     = { requested = { days_a_week = 2 } },
  rules     = { ["value.attendance"] = "not met" },
}

example "Flourish on one day" {
  like      = "a complete application",
  programme = "tier2.flourish",
  given     = { requested = { days_a_week = 1 } },
  rules     = { ["value.attendance"] = "not met" },
}

example "Flourish on three days" {
  like      = "a complete application",
  programme = "tier2.flourish",
  given     = { requested = { days_a_week = 3 } },
  rules     = { ["value.attendance"] = "not met" },
}

example "Insight without a case worker is held" {
  like      = "a complete application",
  programme = "tier2.insight",
  given     = { requested = { weeks = 10 }, case_worker = { named = false } },
  rules     = { case_worker = "not met" },
  outcome   = "held",
}

example "Flourish without a case worker is held" {
  like      = "a complete application",
  programme = "tier2.flourish",
  given     = { requested = { weeks = 12, days_a_week = 2 }, pupil = { sessions_in_all = 4 }, case_worker = { named = false } },
  rules     = { case_worker = "not met" },
  outcome   = "held",
}

example "Flourish needs a case worker who comes to the reviews" {
  like      = "a complete application",
  programme = "tier2.flourish",
  given     = { requested = { weeks = 12, days_a_week = 2 }, pupil = { sessions_in_all = 4 }, case_worker = { attends_reviews = false } },
  rules     = { case_worker = "not met" },
  outcome   = "held",
}

example "A Flourish application with an old risk assessment is held, whatever the panel says" {
  like      = "a complete application",
  programme = "tier2.flourish",
  given     = { requested = { weeks = 12, days_a_week = 2 }, pupil = { sessions_in_all = 4 }, risk_assessment = { date = "2026-10-28" } },
  rules     = { risk_assessment_age = "not met" },
  outcome   = "held",
}
