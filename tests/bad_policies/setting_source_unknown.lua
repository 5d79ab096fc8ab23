-- expect 3: there is no source 'nowhere' in sources.lua.
settings {
  basis = cite("nowhere", "page 1"),
}
