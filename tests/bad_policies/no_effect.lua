-- expect 3: 'age' does not say what happens when it is not met
every_programme {
  must "age" { says = "x", source = cite("s", "p"), test = given("risk_assessment.date") },
}
