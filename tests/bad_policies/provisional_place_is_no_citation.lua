-- expect bad.lua:2: the third part of 'provisional' is the place that the value was taken from.
settings { process_within = provisional(working_days(2), "printed later", "step 10") }
