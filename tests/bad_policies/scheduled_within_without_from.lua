-- expect bad.lua:3: 'process' says how long, and not from when. Add from =
settings { process_within = provisional(working_days(2), "not printed") }
scheduled "process" { says = "CAP processes", duty = "a.b", within = "process_within", source = cite("s", "p") }
