-- expect 3: 'no_older_than' begins with an age in days, weeks, months or years.
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = no_older_than { people(3), "risk_assessment.date", on = "application.date" } },
}
