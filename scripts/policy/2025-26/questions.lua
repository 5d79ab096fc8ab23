-- The commissioning agreement: nine questions on every application.
questions {
  ask "agreement.q1" {
    says   = "Who is the case worker, and what is their role?",
    source = cite("guidance-2025", "section 13, question 1"),
  },
  ask "agreement.q2" {
    says   = "How did the school decide that a place outside school is the best way to help this pupil?",
    source = cite("guidance-2025", "section 13, question 2"),
  },
  ask "agreement.q3" {
    says   = "What will the placement add to what the pupil learns?",
    source = cite("guidance-2025", "section 13, question 3"),
  },
  ask "agreement.q4" {
    says   = "With whom were the plans talked over: the pupil, parents or carers, other agencies?",
    source = cite("guidance-2025", "section 13, question 4"),
  },
  ask "agreement.q5" {
    says   = "Have parents or carers allowed this referral to begin?",
    kind   = "yes",
    source = cite("guidance-2025", "section 13, question 5"),
  },
  ask "agreement.q6" {
    says    = "How does the course support what the EHC plan or individual learning plan asks for?",
    only_if = "pupil.has_ehcp",
    source  = cite("guidance-2025", "section 13, question 6"),
  },
  ask "agreement.q7" {
    says   = "How did the school decide that this course is the right one?",
    source = cite("guidance-2025", "section 13, question 7"),
  },
  ask "agreement.q8" {
    says   = "How does it help to keep the curriculum broad and balanced?",
    source = cite("guidance-2025", "section 13, question 8"),
  },
  ask "agreement.q9" {
    says   = "The school will make a safeguarding visit before the place begins, arranged with the provider",
    kind   = "yes",
    source = cite("guidance-2025", "section 13, question 9"),
  },
}

-- What the form offers to tick: the value that is stored, and its words. An open list: the form adds "another".
settings {
  offered_reasons_purposes = printed({
    "curriculum: A broad and balanced curriculum",
    "character: Character and personal development, with behaviour and SEMH needs",
    "transition: Getting ready to come back into mainstream lessons",
    "progress: Personal and social progress",
    "health: Health needs",
    "direction: Support for the direction chosen after 16",
    "destination: A good place to go on to after 16",
    "attendance: Better attendance",
  }, cite("guidance-2025", "section 5")),
  offered_reasons_justification = printed({
    "bespoke: A curriculum made for this pupil",
    "broad: A broad and balanced curriculum",
    "behaviour: A behaviour intervention",
    "mainstream: Access to the mainstream curriculum",
  }, cite("guidance-2025", "section 1")),
  offered_needs_kinds = printed({
    "sen: Special educational needs",
    "semh: Social, emotional and mental health needs",
    "eal: English as an additional language",
    "fsm: Free school meals or pupil premium",
    "access: Access arrangements",
    "behaviour: Behaviour",
    "ehcp: Education, health and care plan",
    "cic: Child in care",
  }, cite("guidance-2025", "section 6")),
  offered_needs_identified = printed({
    "observed: By observing behaviour",
    "talks: In conversations and meetings with the pupil",
    "assessment: By formal or informal assessment",
    "questions: By asking about issues and talking them over",
    "parents: In talks with parents or carers",
    "history: From earlier teachers, reports and support plans",
    "diagnostic: With diagnostic tools for working levels",
    "teaching: By reviewing the school's own teaching",
    "plans: From assessments and My Support Plans",
  }, cite("guidance-2025", "section 6")),
  offered_views_measures = printed({
    "academic: Academic progress or a qualification",
    "engagement: Engagement",
    "attendance: Attendance and punctuality",
    "engaged: A pupil who takes part",
    "relationships: Relationships with staff and other pupils",
    "character: Character and personal development",
    "behaviour: Positive behaviour",
    "basic_skills: Better basic skills",
    "communication: Better behaviour and communication in school",
    "voice: A positive account by the pupil",
  }, cite("guidance-2025", "section 17")),
}
