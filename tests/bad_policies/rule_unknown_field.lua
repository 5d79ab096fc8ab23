-- expect 3: 'a' has 'sourse', which no rule has. Did you mean 'source'?
every_programme {
  must "a" { says = "x", sourse = cite("s", "p"), source = cite("s", "p"), unmet = hold("x"), test = given("requested.start") },
}
