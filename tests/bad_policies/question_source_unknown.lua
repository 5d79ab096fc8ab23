-- expect 4: there is no source 'guidence' in sources.lua.
questions {
  ask "q" { says = "x",
    source = cite("guidence", "section 7") },
}
