-- expect 2: 'confirm' has no 'due', the moment in its period.
scheduled "confirm" { says = "x", duty = "a.b", every = "half_term", opens = school_day_from_end(5, "06:00"), missed = "all", source = cite("s", "p") }
