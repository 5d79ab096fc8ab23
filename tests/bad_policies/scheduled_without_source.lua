-- expect 2: 'confirm' has no source.
scheduled "confirm" { says = "x", duty = "a.b" }
