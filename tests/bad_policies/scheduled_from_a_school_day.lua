-- expect bad.lua:3: 'from' of 'read' is no day of the year. For example: from = day_of_year(9, 1, "00:00")
settings { read_within = provisional(working_days(2), "not printed") }
scheduled "read" { says = "They read", duty = "a.b", from = school_day(1, "06:00"), within = "read_within", source = cite("s", "p") }
