-- expect 2: example 1 of the script 's' breaks it: the script 's' broke: line 3: attempt to compare nil with number
every_programme { must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = script("s", function(case)
  return case.requested.weeks < 3 end, { { given = {}, expect = true }, { given = { requested = { weeks = 3 } }, expect = false } }) } }
