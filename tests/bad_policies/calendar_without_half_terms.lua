-- expect bad.lua:4: the half terms of 2025-26 are missing. Write the first and last day of each of the six
calendar {
  provisional = "not given yet",
  half_terms = {},
}
