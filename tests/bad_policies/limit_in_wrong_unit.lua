-- expect 3: 'requested.weeks' is counted in school_weeks, and the limit is in days
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = at_most("requested.weeks", days(3)) },
}
