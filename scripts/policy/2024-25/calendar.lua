-- The days of 2024-25. Bank holidays are those of England. Half terms are the usual pattern of the area until the council
-- confirms them; then delete `provisional`.
calendar {
  provisional = "the usual pattern of the area, not given by CAP",
  half_terms = {
    half_term(date(2024, 9, 3), date(2024, 10, 25)),
    half_term(date(2024, 11, 4), date(2024, 12, 20)),
    half_term(date(2025, 1, 6), date(2025, 2, 14)),
    half_term(date(2025, 2, 24), date(2025, 4, 11)),
    half_term(date(2025, 4, 28), date(2025, 5, 23)),
    half_term(date(2025, 6, 2), date(2025, 7, 18)),
  },
  bank_holidays = {
    date(2024, 12, 25),
    date(2024, 12, 26),
    date(2025, 1, 1),
    date(2025, 4, 18),
    date(2025, 4, 21),
    date(2025, 5, 5),
    date(2025, 5, 26),
    date(2025, 8, 25),
  },
  council_closures = {},
  school_closures = {},
}
