-- expect 3: 'referrer.kind' is never 'parent'
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = one_of("referrer.kind", { "parent" }) },
}
