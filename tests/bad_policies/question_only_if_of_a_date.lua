-- expect 3: 'only_if' of 'q' names 'application.date', which is not yes or no. For example: only_if = "pupil.has_ehcp".
questions {
  ask "q" { says = "x", only_if = "application.date", source = cite("s", "p") },
}
