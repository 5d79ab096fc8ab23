-- expect 4: 'headteacher' of a school holds or warns; it can't do more. Write unmet = hold("...") or warn("...").
school "139384" {
  title = "Own policy",
  must "headteacher" { says = "x", source = cite("s", "p"), unmet = block("x"), test = yes("headteacher.authorised") },
}
