-- expect 3:
every_programme {
  within weeks(3),
}
