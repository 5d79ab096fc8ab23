-- expect 3: 'within' can't hold a rule. Rules stand in must "..." { ... }.
every_programme {
  within = given("requested.start"),
}
