-- expect 3: 'any_of' takes one rule or more in braces.
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = any_of {} },
}
