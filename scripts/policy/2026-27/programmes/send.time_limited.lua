-- SEND Time-Limited, 2026-27: its plugin comes later; until then its policy is dormant.
-- Carried forward from 2025-26, not confirmed by CAP.
programme "send.time_limited" {
  title       = "SEND Time-Limited",
  source      = cite("terms-2025", "Appendix D, STL.2"),
  referred_by = provisional({ "send_team" }, "carried forward from 2025-26, not confirmed by CAP"),
  lasts       = provisional(school_weeks(12), "carried forward from 2025-26, not confirmed by CAP"),
}
