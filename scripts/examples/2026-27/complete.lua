-- Complete applications of 2026-27: what most examples begin with. Then run: capd policy test 2026-27
facts "a complete application" {
  referrer        = { kind = "school" },
  application     = { date = "2027-02-02" },
  requested       = { start = "2027-02-24", weeks = 12, days_a_week = 1, sessions_a_week = 2 },
  pupil           = { sessions_elsewhere = 0, sessions_in_all = 2, has_ehcp = false, on_roll = true },
  risk_assessment = { given = true, date = "2027-01-12" },
  consent         = { agreed = true, recorded_fully = true },
  main_provider   = { stated = true, is_school = true },
  case_worker     = { named = true, attends_reviews = true },
  agreement       = { complete = true, visit_acknowledged = true },
}
facts "a September application" {
  referrer        = { kind = "school" },
  application     = { date = "2026-09-15" },
  requested       = { start = "2026-10-06", weeks = 12, days_a_week = 1, sessions_a_week = 2 },
  pupil           = { sessions_elsewhere = 0, sessions_in_all = 2, has_ehcp = false, on_roll = true },
  risk_assessment = { given = true, date = "2026-09-02" },
  consent         = { agreed = true, recorded_fully = true },
  main_provider   = { stated = true, is_school = true },
  case_worker     = { named = true, attends_reviews = true },
  agreement       = { complete = true, visit_acknowledged = true },
}
