-- expect 3: 'date' takes a year, a month and a day that exist
every_programme {
  begins = date(2026, 2, 30),
}
