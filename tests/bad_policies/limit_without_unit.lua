-- expect 3: 'at_most' needs a limit with its unit. For example: at_most("requested.weeks", school_weeks(2)).
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = at_most("requested.weeks", 12) },
}
