-- expect 3: there is no word 'wekks'. Did you mean 'weeks'?
every_programme {
  within = wekks(3),
}
