-- expect 3: 'script' takes its sentence, a function and at least two examples.
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = script("s", given, { {}, {} }) },
}
