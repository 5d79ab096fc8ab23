-- expect 3: 'unless' takes two rules, first the exception, in braces.
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = unless { given("requested.start") } },
}
