-- expect 2: example 1: there is no fact 'requested.week'. Did you mean 'requested.weeks'?
every_programme { must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = script("s", function(case)
  return true end, { { given = { requested = { week = 3 } }, expect = true }, { given = {}, expect = true } }) } }
