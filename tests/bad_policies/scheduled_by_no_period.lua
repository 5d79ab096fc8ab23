-- expect 2: 'confirm' comes round every 'fortnight', which is no period. It is one of: half_term, term, academic_year.
scheduled "confirm" { says = "x", duty = "a.b", every = "fortnight", opens = school_day(1, "06:00"), due = school_day(2, "06:00"), missed = "all", source = cite("s", "p") }
