-- expect 3: 'between' takes two values of the same unit
every_programme {
  within = between(weeks(6), days(12)),
}
