-- expect 5: 'within' is set already. Keep one of the two.
every_programme { within = days(3) }
settings {
  other = days(1),
  within = days(4),
}
