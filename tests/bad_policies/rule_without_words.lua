-- expect 3: 'a' has no 'says'. Add says = "...".
every_programme {
  must "a" { source = cite("s", "p"), unmet = hold("x"), test = given("requested.start") },
}
