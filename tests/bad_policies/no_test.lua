-- expect 3: 'age' has no test
every_programme {
  must "age" { says = "x", source = cite("s", "p"), unmet = hold("x") },
}
