-- expect 2: 'day_of_year' takes a month and a day that exist. For 1 September: day_of_year(9, 1, "06:00").
scheduled "confirm" { says = "x", duty = "a.b", every = "academic_year", opens = day_of_year(2, 30, "06:00"), due = day_of_year(3, 1, "06:00"), missed = "all", source = cite("s", "p") }
