-- expect 2: 'confirm' says 'maybe' of missed moments. It is one of: all, latest, skip.
scheduled "confirm" { says = "x", duty = "a.b", every = "half_term", opens = school_day(1, "06:00"), due = school_day(2, "06:00"), missed = "maybe", source = cite("s", "p") }
