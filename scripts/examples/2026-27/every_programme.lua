-- Worked examples of the rules that every programme of 2026-27 shares.
-- A rule is "met", "not met" or "cannot tell"; an outcome is "clear", "warned", "held", "person" or "refused".

example "A complete application meets every shared rule" {
  like      = "a complete application",
  programme = "every",
  rules     = { main_provider = "met", main_provider_is_a_school = "met", consent_agreed = "met", consent_recorded = "met", risk_assessment_given = "met", risk_assessment_age = "met", risk_assessment_year = "met", commissioning_agreement = "met", visit_acknowledged = "met", two_days = "met" },
}

example "A complete Tier 1 application is clear" {
  like      = "a complete application",
  programme = "tier1",
  outcome   = "clear",
}

example "A risk assessment of last academic year is held in September" {
  like      = "a September application",
  programme = "tier1",
  given     = { risk_assessment = { date = "2026-06-15" } },
  rules     = { risk_assessment_age = "met", risk_assessment_year = "not met" },
  outcome   = "held",
}

example "A risk assessment of the second school day is enough" {
  like      = "a September application",
  programme = "tier1",
  rules     = { risk_assessment_age = "met", risk_assessment_year = "met" },
  outcome   = "clear",
}

example "31 August is last academic year" {
  like      = "a September application",
  programme = "every",
  given     = { risk_assessment = { date = "2026-08-31" } },
  rules     = { risk_assessment_year = "not met" },
}

example "1 September is this academic year" {
  like      = "a September application",
  programme = "every",
  given     = { risk_assessment = { date = "2026-09-01" } },
  rules     = { risk_assessment_year = "met" },
}

example "A review in this academic year of an older risk assessment passes both" {
  like      = "a September application",
  programme = "tier1",
  given     = { application = { date = "2026-11-01" }, risk_assessment = { date = "2026-09-10" } },
  rules     = { risk_assessment_age = "met", risk_assessment_year = "met" },
  outcome   = "clear",
}

example "A risk assessment of exactly 3 months is in date" {
  like      = "a complete application",
  programme = "every",
  given     = { risk_assessment = { date = "2026-11-02" } },
  rules     = { risk_assessment_age = "met" },
}

example "A risk assessment of 3 months and a day is too old" {
  like      = "a complete application",
  programme = "tier1",
  given     = { risk_assessment = { date = "2026-11-01" } },
  rules     = { risk_assessment_age = "not met" },
  outcome   = "held",
}

example "A newer risk assessment cures the hold" {
  like      = "a complete application",
  programme = "tier1",
  given     = { risk_assessment = { date = "2027-02-09" } },
  rules     = { risk_assessment_age = "met" },
  outcome   = "clear",
}

example "3 months from the end of November end on the last of February" {
  like      = "a complete application",
  programme = "tier1",
  given     = { application = { date = "2027-02-28" }, risk_assessment = { date = "2026-11-30" } },
  rules     = { risk_assessment_age = "met" },
  outcome   = "clear",
}

example "In July nobody is held for the year that has not begun" {
  like      = "a complete application",
  programme = "tier1",
  given     = { application = { date = "2027-07-06" }, risk_assessment = { date = "2027-06-01" } },
  rules     = { risk_assessment_age = "met", risk_assessment_year = "met" },
  outcome   = "clear",
}

example "A risk assessment without a date is for a person to look at" {
  like      = "a complete application",
  programme = "tier1",
  given     = { risk_assessment = { date = "missing" } },
  rules     = { risk_assessment_age = "cannot tell", risk_assessment_year = "cannot tell" },
  outcome   = "held",
}

example "Without a risk assessment one thing is missing, not three" {
  like      = "a complete application",
  programme = "every",
  given     = { risk_assessment = { given = false, date = "missing" } },
  rules     = { risk_assessment_given = "not met", risk_assessment_age = "met", risk_assessment_year = "met" },
}

example "Nobody said who the main education provider is" {
  like      = "a complete application",
  programme = "tier1",
  given     = { main_provider = { stated = false } },
  rules     = { main_provider = "not met" },
  outcome   = "held",
}

example "A training provider can't be the main education provider" {
  like      = "a complete application",
  programme = "tier1",
  given     = { main_provider = { is_school = false } },
  rules     = { main_provider_is_a_school = "not met" },
  outcome   = "person",
}

example "Without consent nothing is sent" {
  like      = "a complete application",
  programme = "every",
  given     = { consent = { agreed = false } },
  rules     = { consent_agreed = "not met" },
  outcome   = "refused",
}

example "Nobody knows yet whether they agreed" {
  like      = "a complete application",
  programme = "tier1",
  given     = { consent = { agreed = "missing" } },
  rules     = { consent_agreed = "cannot tell" },
  outcome   = "person",
}

example "Consent without its record is held" {
  like      = "a complete application",
  programme = "tier1",
  given     = { consent = { recorded_fully = false } },
  rules     = { consent_recorded = "not met" },
  outcome   = "held",
}

example "A commissioning agreement with a question left open" {
  like      = "a complete application",
  programme = "tier1",
  given     = { agreement = { complete = false } },
  rules     = { commissioning_agreement = "not met" },
  outcome   = "held",
}

example "The school has to know that it visits first" {
  like      = "a complete application",
  programme = "every",
  given     = { agreement = { visit_acknowledged = false } },
  rules     = { visit_acknowledged = "not met" },
  outcome   = "refused",
}

example "Two full days over all placements" {
  like      = "a complete application",
  programme = "every",
  given     = { pupil = { sessions_elsewhere = 2, sessions_in_all = 4 } },
  rules     = { two_days = "met" },
}

example "A third day is warned of, not refused" {
  like      = "a complete application",
  programme = "tier1",
  given     = { pupil = { sessions_elsewhere = 3, sessions_in_all = 5 } },
  rules     = { two_days = "not met" },
  outcome   = "warned",
}
