-- expect 2: entry 1 of 'remind' in 'confirm' is not a number of days or working days.
scheduled "confirm" { says = "x", duty = "a.b", remind = { weeks(1) }, source = cite("s", "p") }
