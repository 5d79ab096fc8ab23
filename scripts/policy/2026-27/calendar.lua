-- The days of 2026-27. Bank holidays are those of England. Half terms are the usual pattern of the area until the council
-- confirms them; then delete `provisional`. Carried forward, not confirmed by CAP.
calendar {
  provisional = "the usual pattern of the area, not given by CAP",
  half_terms = {
    half_term(date(2026, 9, 2), date(2026, 10, 23)),
    half_term(date(2026, 11, 2), date(2026, 12, 18)),
    half_term(date(2027, 1, 4), date(2027, 2, 12)),
    half_term(date(2027, 2, 22), date(2027, 3, 25)),
    half_term(date(2027, 4, 12), date(2027, 5, 28)),
    half_term(date(2027, 6, 7), date(2027, 7, 21)),
  },
  bank_holidays = {
    date(2026, 12, 25),
    date(2026, 12, 28),
    date(2027, 1, 1),
    date(2027, 3, 26),
    date(2027, 3, 29),
    date(2027, 5, 3),
    date(2027, 5, 31),
    date(2027, 8, 30),
  },
  council_closures = {},
  school_closures = {},
}
