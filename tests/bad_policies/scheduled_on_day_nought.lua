-- expect 2: 'school_day_from_end' takes the number of the school day, from 1.
scheduled "confirm" { says = "x", duty = "a.b", every = "half_term", opens = school_day_from_end(0, "06:00"), due = school_day(2, "06:00"), missed = "all", source = cite("s", "p") }
