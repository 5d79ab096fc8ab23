-- expect 3: 'yes' looks at yes or no, and 'risk_assessment.date' is a date
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = yes("risk_assessment.date") },
}
