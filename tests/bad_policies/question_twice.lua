-- expect 4: the question 'q' is there already. Give it another name.
questions {
  ask "q" { says = "x", source = cite("s", "p") },
  ask "q" { says = "y", source = cite("s", "p") },
}
