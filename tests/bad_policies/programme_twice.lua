-- expect 4: the programme 'later' is there already. One file, one programme.
programme "later" { title = "x", referred_by = { "school" } }

programme "later" { title = "y", referred_by = { "school" } }
