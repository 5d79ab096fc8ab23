-- expect 3: the script uses 'seen' from outside its function. Put it inside, or write 'local seen <const> = ...' for a fixed number.
local seen = 0
every_programme { must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = script("s", function(case)
  seen = seen + 1 return seen < 10 end, { { given = {}, expect = true }, { given = {}, expect = true } }) } }
