-- expect 3: part 2 of 'all_of' is no rule. Parts are rules such as yes("consent.agreed").
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = all_of { given("requested.start"), weeks(3) } },
}
