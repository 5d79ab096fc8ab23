-- What every programme of 2026-27 shares. Edit the values, not the names; then run: capd policy check
-- Carried forward from 2025-26, not confirmed by CAP.
every_programme {
  process_within       = provisional(working_days(2), "carried forward from 2025-26, not confirmed by CAP"),
  answer_within        = provisional(days(7), "carried forward from 2025-26, not confirmed by CAP"),
  first_look_within    = provisional(working_days(2), "no document gives it"),
  slt_review_within    = provisional(working_days(2), "no document gives it"),
  alternatives_within  = provisional(working_days(2), "no document gives it"),
  days_a_week          = provisional(up_to(days_a_week(2)), "carried forward from 2025-26, not confirmed by CAP"),
  sessions_a_week      = provisional(up_to(sessions_a_week(4)), "carried forward from 2025-26, not confirmed by CAP"),
  third_day_lasts      = provisional(up_to(weeks(12)), "carried forward from 2025-26, not confirmed by CAP"),
  risk_assessment_age  = provisional(months(3), "carried forward from 2025-26, not confirmed by CAP"),
  papers_by            = provisional("capd", "the terms name DataLocker until September"),

  must "main_provider" {
    says   = "The school says which establishment is the main education provider",
    test   = yes("main_provider.stated"),
    unmet  = hold("Tell us which establishment is the main education provider"),
    source = cite("quality-2025", "OFSTED"),
  },
  must "main_provider_is_a_school" {
    says   = "The main education provider is a school",
    test   = yes("main_provider.is_school"),
    unmet  = person("A training provider can't be the main education provider: CAP looks at this first"),
    source = cite("quality-2025", "OFSTED"),
  },
  must "consent_agreed" {
    says   = "Those with responsibility for the pupil agreed before the referral",
    test   = yes("consent.agreed"),
    unmet  = block("A referral can only be sent once those with responsibility for the pupil have agreed"),
    source = cite("guidance-2025", "section 10"),
  },
  must "consent_recorded" {
    says   = "It is recorded who agreed, when, how and to whom",
    test   = yes("consent.recorded_fully"),
    unmet  = hold("Tell us who agreed to this placement, and when"),
    source = cite("guidance-2025", "section 10"),
  },
  must "risk_assessment_given" {
    says   = "A risk assessment is uploaded for every pupil, whatever the risk",
    test   = yes("risk_assessment.given"),
    unmet  = hold("Upload the pupil's risk assessment"),
    source = cite("guidance-2025", "section 7"),
  },
  must "risk_assessment_age" {
    says   = "The risk assessment was completed or reviewed within 3 months of the application",
    test   = unless { no("risk_assessment.given"), no_older_than { months(3), "risk_assessment.date", on = "application.date" } },
    unmet  = hold("The risk assessment is too old"),
    source = cite("guidance-2025", "section 7"),
  },
  must "risk_assessment_year" {
    says   = "The risk assessment is new or revised for this academic year",
    test   = unless { no("risk_assessment.given"), in_academic_year_of { "risk_assessment.date", on = "application.date" } },
    unmet  = hold("The risk assessment is from last academic year"),
    source = cite("guidance-2025", "section 7"),
  },
  must "commissioning_agreement" {
    says   = "Every question of the commissioning agreement is answered",
    test   = yes("agreement.complete"),
    unmet  = hold("Answer every question of the commissioning agreement"),
    source = cite("quality-2025", "OFSTED"),
  },
  must "visit_acknowledged" {
    says   = "The school knows that it must make a safeguarding visit before the place begins",
    test   = yes("agreement.visit_acknowledged"),
    unmet  = block("Confirm that the school will visit the provider before the place begins"),
    source = cite("guidance-2025", "section 13, question 9"),
  },
  must "two_days" {
    says   = "Over all placements the pupil is out of school for up to 2 full days a week",
    test   = at_most("pupil.sessions_in_all", sessions_a_week(4)),
    unmet  = warn("This would be a third day. It needs CAP's agreement and can last 12 weeks at most"),
    source = cite("guidance-2025", "Accessing AP"),
  },
}
