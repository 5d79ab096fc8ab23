-- expect 3: 'weeks' takes one whole number, from 0 to a million. For example: weeks(12).
every_programme {
  within = weeks(1.5),
}
