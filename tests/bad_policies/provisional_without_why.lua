-- expect 3: 'provisional' takes a value and why it is not certain.
every_programme {
  within = provisional(days(2)),
}
