-- expect 3: 'days' takes one whole number, from 0 to a million.
every_programme {
  within = days(9223372036854775807),
}
