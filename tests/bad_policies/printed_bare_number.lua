-- expect bad.lua:2: a bare number has no unit. Write what it counts: working_days(2)
settings { process_within = printed(2, cite("s", "step 10")) }
