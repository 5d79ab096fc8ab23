-- expect 3: the kind of 'q' is 'text' or 'yes'. Leave it out for a text.
questions {
  ask "q" { says = "x", kind = "number", source = cite("s", "p") },
}
