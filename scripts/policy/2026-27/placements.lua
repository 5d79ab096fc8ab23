-- placements.lua, 2026-27: what follows the provider's yes: changes of day, withdrawals, fees. Edit the values, not the names; then run: capd policy check
-- Carried forward from 2025-26, not confirmed by CAP.
settings {
  -- The other side answers a change of day, and the school sends it, within this.
  change_agreed_within     = provisional(working_days(5), "no document gives it"),
  change_of_day_within     = provisional(working_days(2), "carried forward from 2025-26, not confirmed by CAP", cite("guidance-2025", "Change of Day")),
  withdrawal_within        = provisional(working_days(5), "carried forward from 2025-26, not confirmed by CAP", cite("guidance-2025", "Withdrawal")),
  -- What a provider is paid when it withdraws and its programme says nothing else.
  provider_withdraws       = provisional("to_withdrawal_date", "carried forward from 2025-26, not confirmed by CAP", cite("terms-2025", "section 11.7")),
  -- No payment: the pupil attended no session, and the school's withdrawal came before this session.
  non_starter_before       = provisional("the third allocated session", "carried forward from 2025-26, not confirmed by CAP", cite("terms-2025", "sections 2.3 and 11.3")),
  minimum_payment          = provisional(half_terms(1), "carried forward from 2025-26, not confirmed by CAP", cite("terms-2025", "section 2.5")),
  -- "Session" in these clauses: half a day, as the registers have it. Where the reading as a training day changes who pays, a person decides.
  session_is               = provisional("half_day", "the terms use the word for a morning or an afternoon in section 15.3; sections 2.3 and 11.3 do not say", cite("terms-2025", "section 15.3")),
  -- Attendance paused for safety: by when the provider, the school and CAP meet.
  pause_meeting_within     = provisional(working_days(2), "no document gives it"),
  -- A meeting before a provider withdraws, or a review of a SEND placement.
  meeting_within           = provisional(working_days(5), "no document gives it"),
  -- Reviews that a programme names: how long before they are due they are asked for. A SEND review that the provider recorded: by when the SEND team says what comes of it.
  review_asked_before      = provisional(school_weeks(1), "no document gives it"),
  term_review_asked_before = provisional(weeks(4), "no document gives it"),
  ehcp_review_asked_before = provisional(weeks(8), "no document gives it"),
  review_confirmed_within  = provisional(working_days(5), "no document gives it"),
  fee_decided_within       = provisional(working_days(5), "no document gives it"),
  -- How long before a third day ends it is said.
  third_day_warned         = provisional(weeks(2), "no document gives it"),
  -- What an induction goes through, whatever a provider's own practice.
  offered_induction_topics = provisional({
    "health_and_safety: Health and safety",
    "safeguarding: Safeguarding",
    "e_safeguarding: Safety online",
    "rights: Rights and responsibilities",
    "assessments: Initial assessments",
    "support: Support that there is",
    "code_of_conduct: CAP's code of conduct",
    "expectations: What the provider expects",
  }, "carried forward from 2025-26, not confirmed by CAP", cite("guidance-2025", "section 15")),
  induction_within         = provisional(working_days(5), "printed as: when the placement begins", cite("guidance-2025", "section 15")),
  -- Somebody told of changed details, or asked for something.
  report_answered_within   = provisional(working_days(2), "printed as: immediately", cite("guidance-2025", "section 12")),
  -- How long before its end a provider is asked for the report of a placement.
  outputs_asked            = provisional(weeks(2), "no document gives it"),
  -- Programmes whose placements go on into the next academic year unless the school withdraws.
  rolls_over               = provisional({ "tier1" }, "the terms say that provisions roll over, without naming programmes; the others have an end of their own", cite("terms-2025", "section 11.6")),
  roll_over_listed         = provisional(weeks(6), "printed as: before the new academic year begins", cite("terms-2025", "section 11.6")),
  -- A placement that rolled over costs nothing when its withdrawal is completed by then, the first school day counted.
  roll_over_withdrawn_by   = provisional(weeks(3), "carried forward from 2025-26, not confirmed by CAP", cite("terms-2025", "section 2.9")),
}

scheduled "change_of_day" {
  says   = "CAP enters a change of day that the school sent",
  duty   = "placement.do_change",
  from   = "the day on which the school sends it",
  within = "change_of_day_within",
  who    = "cap.admin",
  source = cite("guidance-2025", "Change of Day"),
}

scheduled "withdrawal" {
  says   = "CAP withdraws the pupil in CLM and Capita",
  duty   = "placement.do_withdrawal",
  from   = "the day on which the form is sent",
  within = "withdrawal_within",
  who    = "cap.admin",
  source = cite("guidance-2025", "Withdrawal"),
}

scheduled "meeting_after_pause" {
  says   = "The provider, the school and CAP meet about a pause of attendance",
  duty   = "placement.meeting",
  from   = "the day on which attendance is paused",
  within = "pause_meeting_within",
  who    = "cap.monitoring_officer",
  source = cite("guidance-2025", "Withdrawal"),
}

scheduled "meeting_before_withdrawal" {
  says   = "The provider, the school and CAP meet before the provider withdraws",
  from   = "the day on which the provider asks",
  within = "meeting_within",
  who    = "cap.monitoring_officer",
  source = cite("guidance-2025", "Withdrawal"),
}

scheduled "fee_to_decide" {
  says   = "A person at CAP decides what is paid when the clauses do not",
  duty   = "placement.fee",
  from   = "the day on which the withdrawal is processed",
  within = "fee_decided_within",
  who    = "cap.operations_lead",
  source = cite("terms-2025", "section 11.8"),
}

scheduled "review_to_confirm" {
  says   = "The SEND team says what comes of a review that the provider recorded",
  duty   = "placement.confirm_review",
  from   = "the day on which the review is recorded",
  within = "review_confirmed_within",
  who    = "send.officer",
  source = cite("terms-2025", "Appendix D, STL.14"),
}

scheduled "halt_to_look_into" {
  says   = "CAP looks into a placement that its provider halted, on the same day",
  duty   = "placement.halt",
  from   = "the day on which the provider halts it",
  within = "main_provider_halts",
  who    = "cap.operations_lead",
  source = cite("terms-2025", "section 3.3"),
}
