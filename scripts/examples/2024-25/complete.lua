-- Complete applications of 2024-25: what most examples begin with. Then run: capd policy test 2024-25
facts "a complete application" {
  referrer        = { kind = "school", sla = true, places_this_year = 1 },
  application     = { date = "2025-02-02" },
  requested       = { start = "2025-02-24", weeks = 12, days_a_week = 1, sessions_a_week = 2 },
  pupil           = { sessions_elsewhere = 0, sessions_in_all = 2, has_ehcp = false, on_roll = true },
  risk_assessment = { given = true, date = "2025-01-12" },
  consent         = { agreed = true, recorded_fully = true },
  main_provider   = { stated = true, is_school = true },
  case_worker     = { named = true, attends_reviews = true },
  agreement       = { complete = true, visit_acknowledged = true },
}
facts "a September application" {
  referrer        = { kind = "school", sla = true, places_this_year = 1 },
  application     = { date = "2024-09-15" },
  requested       = { start = "2024-10-06", weeks = 12, days_a_week = 1, sessions_a_week = 2 },
  pupil           = { sessions_elsewhere = 0, sessions_in_all = 2, has_ehcp = false, on_roll = true },
  risk_assessment = { given = true, date = "2024-09-02" },
  consent         = { agreed = true, recorded_fully = true },
  main_provider   = { stated = true, is_school = true },
  case_worker     = { named = true, attends_reviews = true },
  agreement       = { complete = true, visit_acknowledged = true },
}
