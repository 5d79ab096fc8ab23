-- expect bad.lua:3: 'process' lasts 'proces_within', and there is no such value. Did you mean 'process_within'?
settings { process_within = provisional(working_days(2), "not printed") }
scheduled "process" { says = "CAP processes", duty = "a.b", from = "the yes", within = "proces_within", source = cite("s", "p") }
