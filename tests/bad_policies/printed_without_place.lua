-- expect bad.lua:2: 'printed' takes a value and the place where it is printed. For example: printed(working_days(2), cite(
settings { process_within = printed(working_days(2), "guidance, step 10") }
