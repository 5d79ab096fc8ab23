-- panels.lua, 2024-25: the two panels, their rounds, and what is printed about them that does not fit together.
-- Edit the values, not the names; then run: capd policy check
settings {
  -- Members can add to the pack, and a school can complete its papers, until so long before the round's first meeting.
  pack_closes_before = provisional(working_days(5), "no document gives it"),
  -- A school whose papers are not complete is asked again so long before the pack closes.
  pack_chased_before = provisional(working_days(5), "no document gives it"),
}

-- Neither panel has a quorum, votes or an appeal in print. Where CAP sets them: quorum = people(5), chairs_action = true.
panel "review_and_authorisation" {
  title    = "CAP Review and Authorisation Panel",
  remit    = {
    "Looks at every Flourish application and decides it",
    "Looks at every Tier 3 application and its papers",
    "Tells the Multi-Agency Panel what its agencies know of the support so far",
  },
  approves = { "tier2.flourish" },
  reviews  = { "tier3.supported_transfer", "tier3.refocus", "tier3.year_11_bespoke" },
  seats    = {
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
  source   = cite("graduated-model-2024", "Introducing the CAP Panels"),
}

panel "multi_agency" {
  title    = "CAP Multi-Agency Panel",
  remit    = {
    "Watches over the graduated model, and evaluates it",
    "Watches over the quality of all tiers",
    "Decides every Supported Transfer, every Refocus place and, permanent exclusions apart, every Tier 4 place",
  },
  approves = { "tier3.supported_transfer", "tier3.refocus", "tier3.year_11_bespoke" },
  seats    = {
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
  source   = cite("graduated-model-2024", "Introducing the CAP Panels"),
}

-- The start of a programme's cohort stands with the item, as the text of the row has it; `printed` keeps the cells of the
-- columns as they are in the document, for whoever asks. Nothing is worked out from them.
round "autumn_1" {
  deadline = date(2024, 9, 18),
  meetings = { date(2024, 9, 24), date(2024, 9, 26) },
  lists    = {
    item("tier3.refocus", date(2024, 10, 7)),
    item("tier3.year_11_bespoke"),
    without_panel("tier3.supported_transfer"),
  },
  printed  = { "Tier 2 start: Monday 16th September", "Tier 3 start: empty" },
  source   = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

round "autumn_2" {
  deadline = date(2024, 10, 9),
  meetings = { date(2024, 10, 22), date(2024, 10, 24) },
  lists    = {
    item("tier3.refocus", date(2024, 11, 4)),
    item("tier3.year_11_bespoke"),
    item("tier3.supported_transfer"),
  },
  printed  = { "Tier 2 start: empty", "Tier 3 start: Monday 7th October" },
  source   = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

round "autumn_3" {
  deadline = date(2024, 11, 13),
  meetings = { date(2024, 11, 26), date(2024, 11, 28) },
  lists    = {
    item("tier3.year_11_bespoke"),
    item("tier3.supported_transfer"),
  },
  printed  = { "Tier 2 start: empty", "Tier 3 start: empty" },
  source   = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

round "autumn_4" {
  deadline = date(2024, 12, 4),
  meetings = { date(2024, 12, 17), date(2024, 12, 19) },
  lists    = {
    item("tier2.flourish", date(2025, 1, 13)),
    item("tier3.refocus", date(2025, 1, 27)),
    item("tier3.year_11_bespoke"),
    item("tier3.supported_transfer"),
  },
  printed  = { "Tier 2 start: empty", "Tier 3 start: empty" },
  source   = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

round "spring_1" {
  deadline = date(2025, 1, 15),
  meetings = { date(2025, 1, 28), date(2025, 1, 30) },
  lists    = {
    item("tier3.year_11_bespoke"),
    item("tier3.supported_transfer"),
  },
  printed  = { "Tier 2 start: Monday 13th January", "Tier 3 start: Monday 27th January" },
  source   = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

round "spring_2" {
  deadline = date(2025, 2, 12),
  meetings = { date(2025, 2, 25), date(2025, 2, 27) },
  lists    = {
    item("tier3.year_11_bespoke"),
    item("tier3.supported_transfer"),
  },
  printed  = { "Tier 2 start: empty", "Tier 3 start: empty" },
  source   = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

round "spring_3" {
  deadline = date(2025, 3, 12),
  meetings = { date(2025, 3, 25), date(2025, 3, 27) },
  lists    = {
    item("tier2.flourish", date(2025, 4, 28)),
    item("tier3.refocus", date(2025, 5, 6)),
    item("tier3.year_11_bespoke"),
    item("tier3.supported_transfer"),
  },
  printed  = { "Tier 2 start: empty", "Tier 3 start: empty" },
  source   = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

round "summer_1" {
  deadline = date(2025, 4, 2),
  meetings = { date(2025, 4, 29), date(2025, 5, 1) },
  lists    = {
    item("tier3.year_11_bespoke"),
    item("tier3.supported_transfer"),
  },
  printed  = { "Tier 2 start: Monday 28th April", "Tier 3 start: Tuesday 6th May" },
  source   = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

round "summer_2" {
  deadline = date(2025, 5, 7),
  meetings = { date(2025, 5, 20), date(2025, 5, 22) },
  lists    = {
    item("tier3.year_11_bespoke"),
    item("tier3.supported_transfer"),
  },
  printed  = { "Tier 2 start: empty", "Tier 3 start: empty" },
  source   = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

round "summer_3" {
  deadline = date(2025, 7, 2),
  lists    = {
    item("tier2.flourish", "September 2025"),
    item("tier3.refocus", "September 2025"),
    item("tier3.year_11_bespoke", "September 2025"),
    item("tier3.supported_transfer", "September 2025"),
  },
  printed  = { "Meeting: N/A", "Tier 2 start: empty", "Tier 3 start: empty" },
  source   = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

doubt "starts_a_row_late" {
  says       = "The two columns of start dates stand a row too low: 7 October, 13 and 27 January, 28 April and 6 May are beside the round after the one they belong to, and three of them lie before that round's deadline or meeting.",
  until_then = "The start named in the row's own list of programmes counts.",
  source     = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

doubt "flourish_start_before_its_deadline" {
  says       = "The first row has a Flourish start of 16 September, two days before its deadline, and lists no Flourish; the round of that start is in no row.",
  until_then = "No Flourish comes before the first round, and 16 September is no start of a round.",
  source     = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

doubt "refocus_start_without_a_cell" {
  says       = "The Refocus start of 4 November is in the list of a row and in no column.",
  until_then = "The list counts.",
  source     = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

doubt "which_meeting_is_which_panel" {
  says       = "The table is about panels, and neither is named in it: its one column of meetings is headed as a meeting of headteachers about Supported Transfers, and has two days each time.",
  until_then = "Both days are kept; a panel may decide on or after the first of them.",
  source     = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

doubt "two_refocus_starts_in_one_term" {
  says       = "Refocus starts twice in the autumn term, 7 October and 4 November, and has 25 places a term.",
  until_then = "Both starts count towards the 25 of the autumn term.",
  source     = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

doubt "refocus_starts_on_mondays" {
  says       = "Mondays are spent at the home school, and three of the four Refocus starts are Mondays; the fourth is the Tuesday after a bank holiday.",
  until_then = "The printed day is kept as the first of the programme, wherever it is spent.",
  source     = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

doubt "time_between_deadline_and_meeting" {
  says       = "From deadline to first meeting are 13 days, except 6 in the first round and 27 in the eighth, over Easter.",
  until_then = "The printed days are kept.",
  source     = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

doubt "approval_without_a_meeting" {
  says       = "The last row wants approvals for September 2025, and has no meeting.",
  until_then = "Its outcomes can be recorded on any day after its deadline.",
  source     = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

doubt "programmes_without_a_start" {
  says       = "Year 11 Bespoke and Supported Transfer have rounds and never a start.",
  until_then = "The start is agreed for each pupil.",
  source     = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

doubt "days_without_a_year" {
  says       = "No day in the table has a year.",
  until_then = "The years are those in which the weekdays fit: 2024 to December, 2025 from January.",
  source     = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

doubt "no_flourish_intake_in_autumn" {
  says       = "Flourish has no intake between 16 September and 13 January: what comes in October waits for the round of 4 December.",
  until_then = "It waits, and the school is told for how long before it sends the referral.",
  source     = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

doubt "no_june_round" {
  says       = "Supported Transfer and Year 11 Bespoke have no round in June: after 7 May comes 2 July, for September.",
  until_then = "What comes after 7 May waits for 2 July, and CAP can add a round.",
  source     = cite("graduated-model-2024", "Referral Deadlines and Panel Dates"),
}

doubt "supported_transfer_panel" {
  says       = "A Supported Transfer Panel is named among the services of the SLA; no panel of that name is described.",
  until_then = "The Multi-Agency Panel decides Supported Transfers.",
  source     = cite("graduated-model-2024", "Service Level Agreement"),
}

doubt "quality_of_tier_2" {
  says       = "The Multi-Agency Panel is said to assure applications to Tiers 2 and 3, and Flourish is decided by the other panel.",
  until_then = "The Review and Authorisation Panel decides Flourish alone.",
  source     = cite("graduated-model-2024", "Service Level Agreement"),
}

doubt "members_by_order_alone" {
  says       = "Names, purposes and members of the two panels stand one after another: which members belong to which panel is read from their order.",
  until_then = "The first list is the first panel's.",
  source     = cite("graduated-model-2024", "Introducing the CAP Panels"),
}
