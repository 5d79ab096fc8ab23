-- Terms and policies of 2025-26 and who reads them by when. Edit the values, not the names; then run: capd policy check
settings {
  -- CAP's own, of which the Quality Statement names these three; each is reviewed every year.
  cap_policies              = printed({ "Safeguarding", "Attendance", "Behaviour" }, cite("quality-2025", "Policies")),
  -- Counted from the day of publication, or from 1 September when it is published before its year begins.
  terms_acknowledged_within = provisional(working_days(10), "no document gives it"),
  -- The Quality Statement says "in September": by the end of its 30 days.
  terms_reviewed_within     = provisional(days(30), "the Quality Statement says September, and no day", cite("quality-2025", "Policies")),
}
