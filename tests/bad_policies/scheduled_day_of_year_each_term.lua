-- expect 2: 'confirm' names a day of the year and comes round more often.
scheduled "confirm" { says = "x", duty = "a.b", every = "term", opens = day_of_year(9, 1, "06:00"), due = school_day(2, "06:00"), missed = "all", source = cite("s", "p") }
