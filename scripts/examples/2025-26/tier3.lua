-- Worked examples of Tier 3 in 2025-26.

facts "a complete Supported Transfer application" {
  referrer        = { kind = "school", sla = true, places_this_year = 1 },
  application     = { date = "2026-02-02" },
  requested       = { start = "2026-02-24", weeks = 12, days_a_week = 5, sessions_a_week = 10 },
  pupil           = { sessions_elsewhere = 0, sessions_in_all = 10, has_ehcp = false, on_roll = true },
  risk_assessment = { given = true, date = "2026-01-12" },
  consent         = { agreed = true, recorded_fully = true, panel = true },
  main_provider   = { stated = true, is_school = true, none = false },
  case_worker     = { named = true, attends_reviews = true },
  agreement       = { complete = true, visit_acknowledged = true },
  roll            = { receiving_named = true, dual_agreed = true },
}

example "A school that has bought in refers to Supported Transfer, outside the cap of two days" {
  like      = "a complete Supported Transfer application",
  programme = "tier3.supported_transfer",
  rules     = { referred_by = "met", sla = "met", panel_agreed = "met", receiving_school = "met", dual_roll = "met", ["value.lasts"] = "met" },
  outcome   = "clear",
}

example "The SEND team does not refer to Supported Transfer" {
  like      = "a complete Supported Transfer application",
  programme = "tier3.supported_transfer",
  given     = { referrer = { kind = "send_team" } },
  rules     = { referred_by = "not met" },
  outcome   = "refused",
}

example "Supported Transfer is for schools that have bought in" {
  like      = "a complete Supported Transfer application",
  programme = "tier3.supported_transfer",
  given     = { referrer = { sla = false } },
  rules     = { sla = "not met" },
  outcome   = "refused",
}

example "Nobody knows whether the school has bought in" {
  like      = "a complete Supported Transfer application",
  programme = "tier3.supported_transfer",
  given     = { referrer = { sla = "missing" } },
  rules     = { sla = "cannot tell" },
  outcome   = "person",
}

example "Parents must agree to the panel for Supported Transfer" {
  like      = "a complete Supported Transfer application",
  programme = "tier3.supported_transfer",
  given     = { consent = { panel = false } },
  rules     = { panel_agreed = "not met" },
  outcome   = "held",
}

example "No receiving school yet" {
  like      = "a complete Supported Transfer application",
  programme = "tier3.supported_transfer",
  given     = { roll = { receiving_named = false } },
  rules     = { receiving_school = "not met" },
  outcome   = "held",
}

example "The two registrations of a Supported Transfer are not agreed" {
  like      = "a complete Supported Transfer application",
  programme = "tier3.supported_transfer",
  given     = { roll = { dual_agreed = false } },
  rules     = { dual_roll = "not met" },
  outcome   = "held",
}

example "Supported Transfer of 9 weeks is less than a term" {
  like      = "a complete Supported Transfer application",
  programme = "tier3.supported_transfer",
  given     = { requested = { weeks = 9 } },
  rules     = { ["value.lasts"] = "not met" },
  outcome   = "refused",
}

example "Supported Transfer of 15 weeks is more than a term" {
  like      = "a complete Supported Transfer application",
  programme = "tier3.supported_transfer",
  given     = { requested = { weeks = 15 } },
  rules     = { ["value.lasts"] = "not met" },
  outcome   = "refused",
}

facts "a complete Refocus application" {
  referrer        = { kind = "school", sla = true, places_this_year = 1 },
  application     = { date = "2026-02-02" },
  requested       = { start = "2026-02-24", weeks = 10, days_a_week = 4, sessions_a_week = 8 },
  pupil           = { sessions_elsewhere = 0, sessions_in_all = 8, has_ehcp = false, on_roll = true },
  risk_assessment = { given = true, date = "2026-01-12" },
  consent         = { agreed = true, recorded_fully = true, panel = true },
  main_provider   = { stated = true, is_school = true, none = false },
  case_worker     = { named = true, attends_reviews = true },
  agreement       = { complete = true, visit_acknowledged = true },
  programme       = { places_in_term = 25 },
  roll            = { dual_agreed = true },
  early_help      = { assessed = true, other_plan = false },
  way_back        = { staff_named = true },
}

example "A school that has bought in refers to Refocus, outside the cap of two days, for the last place of the term" {
  like      = "a complete Refocus application",
  programme = "tier3.refocus",
  rules     = { referred_by = "met", sla = "met", early_help_essential = "met", panel_agreed = "met", dual_roll = "met", way_back_staff = "met", ["value.lasts"] = "met", ["value.attendance"] = "met", ["value.places_a_term"] = "met" },
  outcome   = "clear",
}

example "The SEND team does not refer to Refocus" {
  like      = "a complete Refocus application",
  programme = "tier3.refocus",
  given     = { referrer = { kind = "send_team" } },
  rules     = { referred_by = "not met" },
  outcome   = "refused",
}

example "Refocus is for schools that have bought in" {
  like      = "a complete Refocus application",
  programme = "tier3.refocus",
  given     = { referrer = { sla = false } },
  rules     = { sla = "not met" },
  outcome   = "refused",
}

example "Early help is essential for Refocus" {
  like      = "a complete Refocus application",
  programme = "tier3.refocus",
  given     = { early_help = { assessed = false } },
  rules     = { early_help_essential = "not met" },
  outcome   = "held",
}

example "A plan with Children's Services takes the place of early help" {
  like      = "a complete Refocus application",
  programme = "tier3.refocus",
  given     = { early_help = { assessed = false, other_plan = true } },
  rules     = { early_help_essential = "met" },
  outcome   = "clear",
}

example "Nobody has said anything about early help" {
  like      = "a complete Refocus application",
  programme = "tier3.refocus",
  given     = { early_help = { assessed = "missing", other_plan = "missing" } },
  rules     = { early_help_essential = "cannot tell" },
  outcome   = "held",
}

example "Parents must agree to the panel for Refocus" {
  like      = "a complete Refocus application",
  programme = "tier3.refocus",
  given     = { consent = { panel = false } },
  rules     = { panel_agreed = "not met" },
  outcome   = "held",
}

example "The two registrations of Refocus are not agreed" {
  like      = "a complete Refocus application",
  programme = "tier3.refocus",
  given     = { roll = { dual_agreed = false } },
  rules     = { dual_roll = "not met" },
  outcome   = "held",
}

example "Nobody is named for the way back" {
  like      = "a complete Refocus application",
  programme = "tier3.refocus",
  given     = { way_back = { staff_named = false } },
  rules     = { way_back_staff = "not met" },
  outcome   = "held",
}

example "Refocus of 9 weeks" {
  like      = "a complete Refocus application",
  programme = "tier3.refocus",
  given     = { requested = { weeks = 9 } },
  rules     = { ["value.lasts"] = "not met" },
  outcome   = "refused",
}

example "Refocus of 11 weeks" {
  like      = "a complete Refocus application",
  programme = "tier3.refocus",
  given     = { requested = { weeks = 11 } },
  rules     = { ["value.lasts"] = "not met" },
  outcome   = "refused",
}

example "Refocus on 3 days a week" {
  like      = "a complete Refocus application",
  programme = "tier3.refocus",
  given     = { requested = { days_a_week = 3 } },
  rules     = { ["value.attendance"] = "not met" },
  outcome   = "refused",
}

example "Refocus on Mondays too" {
  like      = "a complete Refocus application",
  programme = "tier3.refocus",
  given     = { requested = { days_a_week = 5 } },
  rules     = { ["value.attendance"] = "not met" },
  outcome   = "refused",
}

example "The 26th place of a term is warned of" {
  like      = "a complete Refocus application",
  programme = "tier3.refocus",
  given     = { programme = { places_in_term = 26 } },
  rules     = { ["value.places_a_term"] = "not met" },
  outcome   = "warned",
}
