-- expect 2: example 2 of the script 's' expects false, and the script says true. Mend the script or the example.
every_programme { must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = script("s", function(case)
  return true end, { { given = {}, expect = true }, { given = { requested = { weeks = 3 } }, expect = false } }) } }
