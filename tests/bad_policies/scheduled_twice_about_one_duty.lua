-- expect 3: 'one' and 'two' are both about the duty 'a.b'
scheduled "two" { says = "x", duty = "a.b", source = cite("s", "p") }
scheduled "one" { says = "x", duty = "a.b", source = cite("s", "p") }
