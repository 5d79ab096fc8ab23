-- deadlines.lua, 2025-26: duties that an event begins, and how long they have. `within` names the value that says it.
-- Edit the values, not the names; then run: capd policy check
settings {
  -- A provider said no to part of its confirmation.
  confirmation_looked_at_within = provisional(working_days(2), "no document gives it"),
  -- A provider finds that it is the main education provider of a pupil.
  main_provider_halts           = printed("immediately", cite("terms-2025", "section 3.3")),
}

scheduled "first_look" {
  says   = "CAP checks a referral",
  duty   = "desk.first_look",
  from   = "the day on which it arrives",
  within = "first_look_within",
  who    = "cap.admin",
  source = cite("guidance-2025", "Appendix 2, step 6"),
}

scheduled "provider_answers" {
  says   = "The provider meets the pupil and answers",
  duty   = "response.answer",
  from   = "the day on which it gets the referral, school holidays left out",
  within = "answer_within",
  who    = "provider.coordinator",
  source = cite("terms-2025", "Appendix A, step 5"),
}

scheduled "placement_processed" {
  says   = "CAP sets an agreed placement up",
  duty   = "referral.process",
  from   = "the provider's yes",
  within = "process_within",
  who    = "cap.admin",
  source = cite("guidance-2025", "Appendix 2, step 10"),
}

scheduled "no_reviewed" {
  says   = "CAP's senior leaders look at a provider's no, unless it is about free places",
  duty   = "response.review",
  from   = "the provider's no",
  within = "slt_review_within",
  who    = "cap.slt",
  source = cite("guidance-2025", "Appendix 2, step 11"),
}

scheduled "alternatives_offered" {
  says   = "A monitoring officer offers the school other courses",
  duty   = "response.alternatives",
  from   = "the review of a no about the pupil's needs",
  within = "alternatives_within",
  who    = "cap.monitoring_officer",
  source = cite("guidance-2025", "Appendix 2, step 11"),
}

scheduled "panel_outcome" {
  says   = "The school hears the panel's outcome",
  duty   = "panel.outcome",
  from   = "the panel's meeting",
  within = "tier2.flourish.panel.outcome_within",
  who    = "cap.admin",
  source = cite("graduated-model-2024", "Tier 2 Flourish"),
}

scheduled "flourish_review" {
  says   = "A review meeting of a Flourish placement, with the case worker, again and again",
  from   = "the start of the placement",
  within = "tier2.flourish.reviews.every",
  who    = "provider.coordinator",
  source = cite("guidance-2025", "Appendix 1, Tier 2"),
}

scheduled "send_formal_review" {
  says   = "A formal review of a SEND Time-Limited placement with the SEND team, on what comes next",
  from   = "the start of the placement",
  within = "send.time_limited.reviews.formal_after",
  who    = "provider.coordinator",
  source = cite("terms-2025", "Appendix D, STL.14"),
}

scheduled "eotas_termly_review" {
  says   = "A review of a SEND EOTAS Transitional placement with the SEND team, again and again",
  from   = "the start of the placement",
  within = "send.eotas_transitional.reviews.with_send_every",
  who    = "provider.coordinator",
  source = cite("terms-2025", "Appendix D, ETS.15"),
}

scheduled "ehcp_annual_review" {
  says   = "The annual review of a Post-16 learner's EHC plan is held, with the SEND team",
  from   = "the last annual review",
  within = "post16.send.reviews.ehcp_every",
  who    = "provider.coordinator",
  source = cite("terms-2025", "Appendix D, P16.8"),
}

scheduled "third_day_ends" {
  says   = "A third day ends, at once and by itself",
  from   = "its first day",
  within = "third_day_lasts",
  source = cite("guidance-2025", "Accessing AP"),
}

scheduled "risk_assessment_new" {
  says   = "A new or revised risk assessment, before the pupil starts in a new academic year",
  duty   = "placement.risk_assessment",
  from   = day_of_year(9, 1, "00:00"),
  within = "risk_assessment_new",
  who    = "school.coordinator",
  source = cite("guidance-2025", "section 7"),
}

scheduled "staff_changes" {
  says   = "The provider tells CAP of joiners, leavers and new checks",
  from   = "the change",
  within = "staff_changes_told",
  who    = "provider.coordinator",
  source = cite("quality-2025", "OFSTED"),
}

scheduled "no_in_confirmation" {
  says   = "CAP talks to a provider that could not confirm everything",
  duty   = "confirmation.problem",
  from   = "the confirmation",
  within = "confirmation_looked_at_within",
  who    = "cap.quality_officer",
  source = cite("quality-2025", "OFSTED"),
}

scheduled "main_provider_halts" {
  says   = "A provider that is a pupil's main education provider stops; CAP looks into it the same day",
  duty   = "confirmation.main_provider",
  from   = "the moment it considers itself to be",
  within = "main_provider_halts",
  who    = "cap.operations_lead",
  source = cite("terms-2025", "section 3.3"),
}

scheduled "no_coordinator" {
  says   = "CAP finds out who coordinates at a provider now",
  duty   = "staff.no_coordinator",
  from   = "the day on which the only coordinator left",
  within = "no_coordinator_within",
  who    = "cap.data_admin",
  source = cite("terms-2025", "section 6.2"),
}
