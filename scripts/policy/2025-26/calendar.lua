-- The days of 2025-26. Bank holidays are those of England. Half terms are the usual pattern of the area until the council
-- confirms them; then delete `provisional`.
calendar {
  provisional = "the usual pattern of the area, not given by CAP",
  half_terms = {
    half_term(date(2025, 9, 2), date(2025, 10, 24)),
    half_term(date(2025, 11, 3), date(2025, 12, 19)),
    half_term(date(2026, 1, 5), date(2026, 2, 13)),
    half_term(date(2026, 2, 23), date(2026, 3, 27)),
    half_term(date(2026, 4, 13), date(2026, 5, 22)),
    half_term(date(2026, 6, 1), date(2026, 7, 20)),
  },
  bank_holidays = {
    date(2025, 12, 25),
    date(2025, 12, 26),
    date(2026, 1, 1),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 4),
    date(2026, 5, 25),
    date(2026, 8, 31),
  },
  council_closures = {},
  school_closures = {},
}
