-- expect 3: 'no_older_than' takes its parts in braces.
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = no_older_than(months(3), "risk_assessment.date") },
}
