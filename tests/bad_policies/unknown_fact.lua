-- expect 4: there is no fact 'risk_assesment.date'. Did you mean 'risk_assessment.date'?
every_programme {
  must "age" { says = "x", source = cite("s", "p"), unmet = hold("x"),
    test = given("risk_assesment.date") },
}
