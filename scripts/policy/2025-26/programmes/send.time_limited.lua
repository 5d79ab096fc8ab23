-- SEND Time-Limited, 2025-26: its plugin comes later; until then its policy is dormant.
programme "send.time_limited" {
  title       = "SEND Time-Limited",
  source      = cite("terms-2025", "Appendix D, STL.2"),
  referred_by = { "send_team" },
  lasts       = school_weeks(12),
}
