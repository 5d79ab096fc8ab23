-- reminders.lua, 2026-27: what comes round by itself, who is reminded, and who is told when nothing comes.
-- Edit the values, not the names; then run: capd policy check
scheduled "ofsted_confirmation" {
  says        = "Each provider confirms its half term",
  duty        = "confirmation.half_term",
  every       = "half_term",
  opens       = school_day_from_end(5, "06:00"),
  due         = school_day_from_end(1, "17:00"),
  provisional = "the documents say each half term; the days are not printed",
  missed      = "all",
  remind      = { working_days(1), days(0) },
  overdue     = { working_days(1) },
  escalate    = {
    after(working_days(1), "cap.quality_officer", "Ring the provider"),
    after(working_days(3), "cap.operations_lead", "Ring the provider"),
  },
  source      = cite("quality-2025", "OFSTED"),
}
