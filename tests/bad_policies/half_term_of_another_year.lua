-- expect 3: this half term is not in 2025-26.
calendar {
  half_terms = { half_term(date(2026, 9, 2), date(2026, 10, 24)) },
}
