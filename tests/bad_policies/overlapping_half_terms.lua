-- expect overlaps the one before
calendar { half_terms = { half_term(date(2025, 9, 2), date(2025, 10, 24)), half_term(date(2025, 10, 24), date(2025, 12, 19)) } }
