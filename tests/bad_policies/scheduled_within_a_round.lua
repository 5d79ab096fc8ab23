-- expect bad.lua:3: 'confirm' has both 'every' and 'within'. What comes round falls due at its 'due'
settings { process_within = provisional(working_days(2), "not printed") }
scheduled "confirm" {
  says = "They confirm", duty = "a.b", every = "half_term", opens = school_day(1, "06:00"), due = school_day(2, "06:00"), missed = "all",
  from = "the round", within = "process_within", source = cite("s", "p"),
}
