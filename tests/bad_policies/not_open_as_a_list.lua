-- expect 3: 'not_open' is a text in quotes: the words that a school reads.
programme "tier1" { title = "x", referred_by = { "school" },
  not_open = { "closed" } }
