-- Worked examples of the SEND courses in 2026-27.

facts "a complete SEND Time-Limited application" {
  referrer        = { kind = "send_team" },
  application     = { date = "2026-02-02" },
  requested       = { start = "2026-02-24", weeks = 12, days_a_week = 3, sessions_a_week = 6, hours_a_week = 12 },
  pupil           = { sessions_elsewhere = 0, sessions_in_all = 6, has_ehcp = true, on_roll = true },
  risk_assessment = { given = true, date = "2026-01-12" },
  consent         = { agreed = true, recorded_fully = true, learner = true },
  main_provider   = { stated = true, is_school = true, none = false },
  case_worker     = { named = true, attends_reviews = true },
  agreement       = { complete = true, visit_acknowledged = true },
}

example "The SEND team refers to SEND Time-Limited, outside the cap of two days" {
  like      = "a complete SEND Time-Limited application",
  programme = "send.time_limited",
  rules     = { referred_by = "met", ehcp = "met", main_provider_or_none = "met", told_of_a_worry = "met", ["value.hours"] = "met", ["value.lasts"] = "met" },
  outcome   = "clear",
}

example "A school can't refer to SEND Time-Limited" {
  like      = "a complete SEND Time-Limited application",
  programme = "send.time_limited",
  given     = { referrer = { kind = "school" } },
  rules     = { referred_by = "not met" },
  outcome   = "refused",
}

example "Nobody knows who refers to SEND Time-Limited" {
  like      = "a complete SEND Time-Limited application",
  programme = "send.time_limited",
  given     = { referrer = { kind = "missing" } },
  rules     = { referred_by = "cannot tell" },
  outcome   = "person",
}

example "SEND Time-Limited needs an EHC plan" {
  like      = "a complete SEND Time-Limited application",
  programme = "send.time_limited",
  given     = { pupil = { has_ehcp = false } },
  rules     = { ehcp = "not met" },
  outcome   = "held",
}

example "A training provider is not the main education provider beside SEND Time-Limited" {
  like      = "a complete SEND Time-Limited application",
  programme = "send.time_limited",
  given     = { main_provider = { is_school = false, none = false } },
  rules     = { main_provider_or_none = "not met" },
  outcome   = "person",
}

example "A pupil of SEND Time-Limited on no school's roll needs somebody who is told of a worry" {
  like      = "a complete SEND Time-Limited application",
  programme = "send.time_limited",
  given     = { pupil = { on_roll = false }, contact = { lead_named = false } },
  rules     = { told_of_a_worry = "not met" },
  outcome   = "held",
}

example "SEND Time-Limited for 9 hours a week" {
  like      = "a complete SEND Time-Limited application",
  programme = "send.time_limited",
  given     = { requested = { hours_a_week = 9 } },
  rules     = { ["value.hours"] = "not met" },
  outcome   = "refused",
}

example "SEND Time-Limited for 16 hours a week" {
  like      = "a complete SEND Time-Limited application",
  programme = "send.time_limited",
  given     = { requested = { hours_a_week = 16 } },
  rules     = { ["value.hours"] = "not met" },
  outcome   = "refused",
}

example "SEND Time-Limited for 10 hours a week" {
  like      = "a complete SEND Time-Limited application",
  programme = "send.time_limited",
  given     = { requested = { hours_a_week = 10 } },
  rules     = { ["value.hours"] = "met" },
  outcome   = "clear",
}

example "SEND Time-Limited for 15 hours a week" {
  like      = "a complete SEND Time-Limited application",
  programme = "send.time_limited",
  given     = { requested = { hours_a_week = 15 } },
  rules     = { ["value.hours"] = "met" },
  outcome   = "clear",
}

example "SEND Time-Limited for 13 weeks" {
  like      = "a complete SEND Time-Limited application",
  programme = "send.time_limited",
  given     = { requested = { weeks = 13 } },
  rules     = { ["value.lasts"] = "not met" },
  outcome   = "refused",
}

example "SEND Time-Limited for 4 weeks" {
  like      = "a complete SEND Time-Limited application",
  programme = "send.time_limited",
  given     = { requested = { weeks = 4 } },
  rules     = { ["value.lasts"] = "met" },
  outcome   = "clear",
}

facts "a complete SEND EOTAS Transitional application" {
  referrer        = { kind = "send_team" },
  application     = { date = "2026-02-02" },
  requested       = { start = "2026-02-24", weeks = 30, days_a_week = 2, sessions_a_week = 4, hours_a_week = 10 },
  pupil           = { sessions_elsewhere = 0, sessions_in_all = 4, has_ehcp = true, on_roll = false },
  risk_assessment = { given = true, date = "2026-01-12" },
  consent         = { agreed = true, recorded_fully = true, learner = true },
  main_provider   = { stated = true, none = true },
  case_worker     = { named = true, attends_reviews = true },
  agreement       = { complete = true, visit_acknowledged = true },
  contact         = { lead_named = true },
  ehcp            = { coordinator_named = true },
}

example "The SEND team refers to SEND EOTAS Transitional, outside the cap of two days" {
  like      = "a complete SEND EOTAS Transitional application",
  programme = "send.eotas_transitional",
  rules     = { referred_by = "met", ehcp = "met", main_provider_or_none = "met", told_of_a_worry = "met", ["value.hours"] = "met", ehcp_coordinator = "met" },
  outcome   = "clear",
}

example "A school can't refer to SEND EOTAS Transitional" {
  like      = "a complete SEND EOTAS Transitional application",
  programme = "send.eotas_transitional",
  given     = { referrer = { kind = "school" } },
  rules     = { referred_by = "not met" },
  outcome   = "refused",
}

example "Nobody knows who refers to SEND EOTAS Transitional" {
  like      = "a complete SEND EOTAS Transitional application",
  programme = "send.eotas_transitional",
  given     = { referrer = { kind = "missing" } },
  rules     = { referred_by = "cannot tell" },
  outcome   = "person",
}

example "SEND EOTAS Transitional needs an EHC plan" {
  like      = "a complete SEND EOTAS Transitional application",
  programme = "send.eotas_transitional",
  given     = { pupil = { has_ehcp = false } },
  rules     = { ehcp = "not met" },
  outcome   = "held",
}

example "A training provider is not the main education provider beside SEND EOTAS Transitional" {
  like      = "a complete SEND EOTAS Transitional application",
  programme = "send.eotas_transitional",
  given     = { main_provider = { is_school = false, none = false } },
  rules     = { main_provider_or_none = "not met" },
  outcome   = "person",
}

example "A pupil of SEND EOTAS Transitional on no school's roll needs somebody who is told of a worry" {
  like      = "a complete SEND EOTAS Transitional application",
  programme = "send.eotas_transitional",
  given     = { pupil = { on_roll = false }, contact = { lead_named = false } },
  rules     = { told_of_a_worry = "not met" },
  outcome   = "held",
}

example "SEND EOTAS Transitional for 11 hours a week" {
  like      = "a complete SEND EOTAS Transitional application",
  programme = "send.eotas_transitional",
  given     = { requested = { hours_a_week = 11 } },
  rules     = { ["value.hours"] = "not met" },
  outcome   = "refused",
}

example "Nobody is named as co-ordinator of the EHC plan" {
  like      = "a complete SEND EOTAS Transitional application",
  programme = "send.eotas_transitional",
  given     = { ehcp = { coordinator_named = false } },
  rules     = { ehcp_coordinator = "not met" },
  outcome   = "held",
}

facts "a complete Post-16 SEND application" {
  referrer        = { kind = "send_team" },
  application     = { date = "2026-02-02" },
  requested       = { start = "2026-02-24", weeks = 36, days_a_week = 3, sessions_a_week = 6, hours_a_week = 16 },
  pupil           = { sessions_elsewhere = 0, sessions_in_all = 6, has_ehcp = true, on_roll = true },
  risk_assessment = { given = true, date = "2026-01-12" },
  consent         = { agreed = true, recorded_fully = true, learner = true },
  main_provider   = { stated = true, is_school = true, none = false },
  case_worker     = { named = true, attends_reviews = true },
  agreement       = { complete = true, visit_acknowledged = true },
  ehcp            = { review_date = "2026-06-01" },
}

example "The SEND team refers to Post-16 SEND, outside the cap of two days" {
  like      = "a complete Post-16 SEND application",
  programme = "post16.send",
  rules     = { referred_by = "met", ehcp = "met", main_provider_or_none = "met", told_of_a_worry = "met", ["value.hours"] = "met", ["value.lasts"] = "met", consent_of_learner = "met", annual_review = "met", ["value.attendance"] = "met" },
  outcome   = "clear",
}

example "A school can't refer to Post-16 SEND" {
  like      = "a complete Post-16 SEND application",
  programme = "post16.send",
  given     = { referrer = { kind = "school" } },
  rules     = { referred_by = "not met" },
  outcome   = "refused",
}

example "Nobody knows who refers to Post-16 SEND" {
  like      = "a complete Post-16 SEND application",
  programme = "post16.send",
  given     = { referrer = { kind = "missing" } },
  rules     = { referred_by = "cannot tell" },
  outcome   = "person",
}

example "Post-16 SEND needs an EHC plan" {
  like      = "a complete Post-16 SEND application",
  programme = "post16.send",
  given     = { pupil = { has_ehcp = false } },
  rules     = { ehcp = "not met" },
  outcome   = "held",
}

example "A training provider is not the main education provider beside Post-16 SEND" {
  like      = "a complete Post-16 SEND application",
  programme = "post16.send",
  given     = { main_provider = { is_school = false, none = false } },
  rules     = { main_provider_or_none = "not met" },
  outcome   = "person",
}

example "A pupil of Post-16 SEND on no school's roll needs somebody who is told of a worry" {
  like      = "a complete Post-16 SEND application",
  programme = "post16.send",
  given     = { pupil = { on_roll = false }, contact = { lead_named = false } },
  rules     = { told_of_a_worry = "not met" },
  outcome   = "held",
}

example "Post-16 SEND for 15 hours a week" {
  like      = "a complete Post-16 SEND application",
  programme = "post16.send",
  given     = { requested = { hours_a_week = 15 } },
  rules     = { ["value.hours"] = "not met" },
  outcome   = "refused",
}

example "Post-16 SEND for 17 hours a week" {
  like      = "a complete Post-16 SEND application",
  programme = "post16.send",
  given     = { requested = { hours_a_week = 17 } },
  rules     = { ["value.hours"] = "not met" },
  outcome   = "refused",
}

example "Post-16 SEND for 35 weeks" {
  like      = "a complete Post-16 SEND application",
  programme = "post16.send",
  given     = { requested = { weeks = 35 } },
  rules     = { ["value.lasts"] = "not met" },
  outcome   = "refused",
}

example "Post-16 SEND for 37 weeks" {
  like      = "a complete Post-16 SEND application",
  programme = "post16.send",
  given     = { requested = { weeks = 37 } },
  rules     = { ["value.lasts"] = "not met" },
  outcome   = "refused",
}

example "Post-16 SEND on 2 days" {
  like      = "a complete Post-16 SEND application",
  programme = "post16.send",
  given     = { requested = { days_a_week = 2 } },
  rules     = { ["value.attendance"] = "not met" },
  outcome   = "refused",
}

example "Post-16 SEND on 4 days" {
  like      = "a complete Post-16 SEND application",
  programme = "post16.send",
  given     = { requested = { days_a_week = 4 } },
  rules     = { ["value.attendance"] = "not met" },
  outcome   = "refused",
}

example "A learner after 16 is asked themselves" {
  like      = "a complete Post-16 SEND application",
  programme = "post16.send",
  given     = { consent = { learner = false } },
  rules     = { consent_of_learner = "not met" },
  outcome   = "held",
}

example "Nobody knows when the annual review is" {
  like      = "a complete Post-16 SEND application",
  programme = "post16.send",
  given     = { ehcp = { review_date = "missing" } },
  rules     = { annual_review = "not met" },
  outcome   = "held",
}
