-- expect 3: 'a' has no table in braces after its name.
every_programme {
  must "a" (given("requested.start")),
}
