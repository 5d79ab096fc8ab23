-- expect 3: 'between' has its larger value first
every_programme {
  within = between(weeks(12), weeks(6)),
}
