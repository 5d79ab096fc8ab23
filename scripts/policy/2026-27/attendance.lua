-- Registers and attendance, 2026-27. Edit the values, not the names; then run: capd policy check
-- Carried forward from 2025-26, not confirmed by CAP.
settings {
  register_within   = provisional(minutes(30), "carried forward from 2025-26, not confirmed by CAP", cite("terms-2025", "section 15.3")),
  register_sessions = provisional({ "morning", "afternoon" }, "carried forward from 2025-26, not confirmed by CAP", cite("terms-2025", "section 15.3")),
  -- For a provider that has not said when its own sessions begin.
  morning_starts    = provisional("09:00", "no document gives it"),
  afternoon_starts  = provisional("13:00", "no document gives it"),
  -- Whom CAP and the school look at first.
  not_seen_for      = provisional(weeks(2), "the Attendance Policy is not among the documents"),
  attendance_low    = provisional(percent(90), "the Attendance Policy is not among the documents"),
  -- Not said before a pupil has had so many sessions.
  attendance_low_after = provisional(sessions(4), "no document gives it"),
}

scheduled "registers_taken" {
  says        = "Providers take the register of every session, morning and afternoon",
  duty        = "register.take",
  from        = "the beginning of the session",
  within      = "register_within",
  who         = "provider.coordinator",
  provisional = "carried forward from 2025-26, not confirmed by CAP",
  source      = cite("terms-2025", "section 15.3"),
}
