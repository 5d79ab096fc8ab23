-- expect 2: the time of day is missing, or is none. Write it in quotes on 24 hours: "06:00".
scheduled "confirm" { says = "x", duty = "a.b", every = "half_term", opens = school_day(1, "6am"), due = school_day(2, "06:00"), missed = "all", source = cite("s", "p") }
