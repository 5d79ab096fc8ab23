-- expect 3: entry 1 of 'half_terms' is no half term. For example: half_term(date(2025, 9, 2), date(2025, 10, 24)).
calendar {
  half_terms = { date(2025, 9, 2) },
}
