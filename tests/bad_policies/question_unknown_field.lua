-- expect 3: 'q' has 'onlyif', which no question has. Did you mean 'only_if'?
questions {
  ask "q" { says = "x", onlyif = "pupil.has_ehcp", source = cite("s", "p") },
}
