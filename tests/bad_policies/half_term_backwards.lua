-- expect 3: 'half_term' takes its first and its last day, in this order.
calendar {
  half_terms = { half_term(date(2025, 10, 24), date(2025, 9, 2)) },
}
