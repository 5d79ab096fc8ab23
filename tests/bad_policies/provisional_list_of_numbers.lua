-- expect bad.lua:2: entry 2 of the list must be a text in quotes.
settings { cap_policies = provisional({ "Safeguarding", 2 }, "not known") }
