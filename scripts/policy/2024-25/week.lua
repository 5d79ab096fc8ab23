-- The pupil's week over all placements, 2024-25. Edit the values, not the names; then run: capd policy check
settings {
  majority_from_school = provisional("of each academic year, unless the pupil is at a registered provider", "the Quality Statement has no date; taken as of 2025-26", cite("quality-2025", "OFSTED")),
  -- Nearly all the time at one provider that is no registered school: so many half days a week, so many pupils.
  full_time_sessions   = provisional(sessions_a_week(7), "the law says full time; about 18 hours a week is the usual reading", cite("quality-2025", "OFSTED")),
  full_time_pupils     = provisional(people(5), "the law on registering schools, not a document of CAP", cite("quality-2025", "OFSTED")),
  week_warned_before   = provisional(weeks(2), "no document gives it"),
  -- What the home school may enter in its own register; the school decides.
  code_by_school       = provisional("B", "the regulations on attendance registers of 2024: arranged by the school"),
  code_by_authority    = provisional("K", "the regulations on attendance registers of 2024: arranged by the local authority"),
  code_of_two_rolls    = provisional("D", "the regulations on attendance registers of 2024: on the roll of another school too"),
}
