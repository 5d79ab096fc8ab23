-- expect 3: a name in quotes is missing here. For example: must "case_worker" { ... }.
every_programme {
  must { says = "x" },
}
