-- expect 3: 'age' names no source
every_programme {
  must "age" { says = "x", unmet = hold("x"), test = given("risk_assessment.date") },
}
