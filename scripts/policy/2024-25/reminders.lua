-- reminders.lua, 2024-25: what comes round by itself, who is reminded, and who is told when nothing comes.
-- Edit the values, not the names; then run: capd policy check
scheduled "ofsted_confirmation" {
  says        = "Each provider confirms its half term",
  duty        = "confirmation.half_term",
  every       = "half_term",
  opens       = school_day_from_end(5, "06:00"),
  due         = school_day_from_end(1, "17:00"),
  who         = "provider.coordinator",
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

scheduled "dbs_renewal" {
  says        = "DBS checks are renewed before their policy date",
  duty        = "staff.dbs_renewal",
  from        = "the day of the last check",
  within      = "dbs_renewal",
  who         = "provider.coordinator",
  provisional = "the renewal every 3 years is printed, the days of the reminders are not",
  remind      = { days(90), days(30), days(7) },
  overdue     = { days(1) },
  source      = cite("quality-2025", "OFSTED"),
}

scheduled "dbs_decision" {
  says        = "CAP decides when a policy date has passed",
  duty        = "staff.dbs_decision",
  who         = "cap.quality_officer",
  provisional = "no document gives the days",
  overdue     = { working_days(1) },
  escalate    = { after(working_days(2), "cap.operations_lead", "Ask the quality officer") },
  source      = cite("quality-2025", "OFSTED"),
}

scheduled "terms_read" {
  says        = "Providers, schools and CAP read the year's terms and policies, and the KCSIE letter, once they are published",
  duty        = "terms.acknowledge",
  from        = day_of_year(9, 1, "00:00"),
  within      = "terms_acknowledged_within",
  provisional = "the documents say each September; the days are not printed",
  remind      = { working_days(3), days(0) },
  overdue     = { working_days(2), working_days(7) },
  escalate    = { after(working_days(5), "cap.data_admin", "Ring them") },
  source      = cite("quality-2025", "Policies"),
}

scheduled "terms_reviewed" {
  says        = "CAP reviews its terms, its policies, its Ofsted guide and its quality process for the year",
  duty        = "terms.review",
  from        = day_of_year(9, 1, "00:00"),
  within      = "terms_reviewed_within",
  provisional = "the Quality Statement says September, and no day",
  remind      = { days(14), days(3) },
  overdue     = { working_days(1) },
  source      = cite("quality-2025", "Policies; Quality Review; OFSTED"),
}

settings {
  -- The day's reminders go at this time, in one mail.
  reminders_at           = provisional("06:00", "no document gives it"),
  -- A reminder by hand stands for the automatic ones of so many days.
  manual_reminder_counts = provisional(days(3), "no document gives it"),
  -- What is opened after it fell due is due so much later.
  late_round_within      = provisional(working_days(2), "no document gives it"),
}
