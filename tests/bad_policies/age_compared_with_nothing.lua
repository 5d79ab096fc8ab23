-- expect 3: 'no_older_than' needs a day to compare with. A date fact such as "application.date", or date(2026, 9, 1).
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = no_older_than { months(3), "risk_assessment.date" } },
}
