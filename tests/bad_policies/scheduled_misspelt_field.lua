-- expect 2: 'confirm' has 'remnd', which no scheduled rule has. Did you mean 'remind'?
scheduled "confirm" { says = "x", duty = "a.b", remnd = { days(1) }, source = cite("s", "p") }
