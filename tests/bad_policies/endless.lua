-- expect 4: this takes too long
every_programme {}
while
  true do end
