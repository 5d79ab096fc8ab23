-- Worked examples of SEND Time-Limited in 2026-27. Its plugin comes later; its policy can be tried already.

example "A school can't refer to SEND Time-Limited" {
  like      = "a complete application",
  programme = "send.time_limited",
  rules     = { referred_by = "not met" },
  outcome   = "refused",
}

example "The SEND team refers to SEND Time-Limited" {
  like      = "a complete application",
  programme = "send.time_limited",
  given     = { referrer = { kind = "send_team" } },
  rules     = { referred_by = "met" },
  outcome   = "clear",
}

example "Nobody knows who refers to SEND Time-Limited" {
  like      = "a complete application",
  programme = "send.time_limited",
  given     = { referrer = { kind = "missing" } },
  rules     = { referred_by = "cannot tell" },
  outcome   = "person",
}
