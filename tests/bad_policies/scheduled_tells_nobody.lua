-- expect 2: 'after' takes days or working days, a role, and what that person is to do.
scheduled "confirm" { says = "x", duty = "a.b", escalate = { after(working_days(1), "somebody", "Ring") }, source = cite("s", "p") }
