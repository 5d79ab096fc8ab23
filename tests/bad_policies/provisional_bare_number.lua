-- expect 3: a bare number has no unit. Write what it counts: working_days(2)
every_programme {
  within = provisional(2, "no document gives it"),
}
