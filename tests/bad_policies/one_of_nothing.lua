-- expect 3: 'one_of' takes a fact and a list. For example: one_of("referrer.kind", { "school" }).
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = one_of("referrer.kind", {}) },
}
