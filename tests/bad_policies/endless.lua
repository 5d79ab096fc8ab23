-- expect this takes too long
every_programme {}
while
  true do end
