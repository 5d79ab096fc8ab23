-- panels.lua, 2025-26: who decides what has to go before a panel.
-- Edit the values, not the names; then run: capd policy check
settings {
  -- Members can add to the pack, and a school can complete its papers, until so long before the round's first meeting.
  pack_closes_before = provisional(working_days(5), "no document gives it"),
  -- A school whose papers are not complete is asked again so long before the pack closes.
  pack_chased_before = provisional(working_days(5), "no document gives it"),
}

-- The documents of this year name one panel of professionals, for Flourish; those for providers have Tier 3 before a panel
-- as well. Names and seats are those of 2024-25 until CAP says otherwise.
panel "review_and_authorisation" {
  title       = "CAP Review and Authorisation Panel",
  remit       = {
    "Looks at every Flourish application and decides it",
    "Looks at every Tier 3 application and its papers",
  },
  approves    = { "tier2.flourish" },
  reviews     = { "tier3.supported_transfer", "tier3.refocus", "tier3.year_11_bespoke" },
  seats       = {
    seat("Local authority officers", "chair"),
    seat("Local authority officers", "vice_chair"),
    seat("Training providers of Tier 2", "provider"),
    seat("Coventry Alternative Provision"),
    seat("Attendance"),
    seat("Specialist SEMHL"),
    seat("Early Help"),
    seat("Youth Justice Service"),
    seat("Behaviour and Reintegration"),
    seat("SEND and Educational Psychology"),
    seat("Schools Violence Reduction"),
    seat("Virtual School"),
  },
  provisional = "named in 2024-25; printed since as a panel of professionals",
  source      = cite("guidance-2025", "Appendix 1, Tier 2"),
}

panel "multi_agency" {
  title       = "CAP Multi-Agency Panel",
  remit       = {
    "Watches over the graduated model and the quality of all tiers",
    "Decides Tier 3",
  },
  approves    = { "tier3.supported_transfer", "tier3.refocus", "tier3.year_11_bespoke" },
  seats       = {
    seat("Independent chair", "chair"),
    seat("Vice chair of the Multi-Agency Panel", "vice_chair"),
    seat("Secondary headteachers", "headteacher"),
    seat("Coventry Alternative Provision Academy", "academy"),
    seat("Coventry Alternative Provision"),
    seat("Attendance"),
    seat("Specialist SEMHL"),
    seat("Early Help"),
    seat("Youth Justice Service"),
    seat("Behaviour and Reintegration"),
    seat("SEND and Educational Psychology"),
    seat("Schools Violence Reduction"),
    seat("Virtual School"),
  },
  provisional = "named in 2024-25; printed since as a panel of professionals",
  source      = cite("graduated-model-2024", "Introducing the CAP Panels"),
}

-- No days are printed for 2025-26, so none stand here. CAP adds each round on the page of the panels as it is known, or here:
--   round "autumn_1" { deadline = date(...), meetings = { date(...) }, lists = { item("tier2.flourish", date(...)) },
--                      source = cite("...", "...") }
