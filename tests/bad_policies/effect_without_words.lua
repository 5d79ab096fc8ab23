-- expect 3: 'hold' takes the words for the school.
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold(), test = given("requested.start") },
}
