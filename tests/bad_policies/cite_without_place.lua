-- expect 3: 'cite' takes a document of sources.lua and the place in it. For example: cite("guidance-2025", "section 7").
every_programme {
  must "a" { says = "x", source = cite("s"), unmet = hold("x"), test = given("requested.start") },
}
