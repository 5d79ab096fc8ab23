-- expect 4: 'all_of' is nested too deeply or holds too many rules. Write several must "..." { ... } instead of one.
every_programme { must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = (function()
  local rule = given("requested.start")
  for i = 1, 1000 do rule = all_of { rule } end
  return rule
end)() } }
