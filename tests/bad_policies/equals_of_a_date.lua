-- expect 3: 'equals' compares a text with a text or a number with a number. For dates use not_before and not_after
every_programme {
  must "a" { says = "x", source = cite("s", "p"), unmet = hold("x"), test = equals("application.date", "2026-02-02") },
}
