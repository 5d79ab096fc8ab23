-- expect 3: 'no_older_than' looks back 100 years at most.
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = no_older_than { months(1201), "risk_assessment.date", on = "application.date" } },
}
