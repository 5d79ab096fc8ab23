-- expect 4: the rule 'a' is there already
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = given("requested.start") },
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = given("requested.start") },
}
