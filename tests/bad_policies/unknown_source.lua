-- expect 3: there is no source 't' in sources.lua
every_programme {
  must "age" { says = "x", source = cite("t", "p"), unmet = hold("x"), test = given("risk_assessment.date") },
}
