-- The commissioning agreement: nine questions on every application.
questions {
  ask "agreement.q1" {
    says        = "Who is the case worker, and what is their role?",
    provisional = "printed in August 2025",
    source      = cite("guidance-2025", "section 13, question 1"),
  },
  ask "agreement.q2" {
    says        = "How did the school decide that a place outside school is the best way to help this pupil?",
    provisional = "printed in August 2025",
    source      = cite("guidance-2025", "section 13, question 2"),
  },
  ask "agreement.q3" {
    says        = "What will the placement add to what the pupil learns?",
    provisional = "printed in August 2025",
    source      = cite("guidance-2025", "section 13, question 3"),
  },
  ask "agreement.q4" {
    says        = "With whom were the plans talked over: the pupil, parents or carers, other agencies?",
    provisional = "printed in August 2025",
    source      = cite("guidance-2025", "section 13, question 4"),
  },
  ask "agreement.q5" {
    says        = "Have parents or carers allowed this referral to begin?",
    kind        = "yes",
    provisional = "printed in August 2025",
    source      = cite("guidance-2025", "section 13, question 5"),
  },
  ask "agreement.q6" {
    says        = "How does the course support what the EHC plan or individual learning plan asks for?",
    only_if     = "pupil.has_ehcp",
    provisional = "printed in August 2025",
    source      = cite("guidance-2025", "section 13, question 6"),
  },
  ask "agreement.q7" {
    says        = "How did the school decide that this course is the right one?",
    provisional = "printed in August 2025",
    source      = cite("guidance-2025", "section 13, question 7"),
  },
  ask "agreement.q8" {
    says        = "How does it help to keep the curriculum broad and balanced?",
    provisional = "printed in August 2025",
    source      = cite("guidance-2025", "section 13, question 8"),
  },
  ask "agreement.q9" {
    says        = "The school will make a safeguarding visit before the place begins, arranged with the provider",
    kind        = "yes",
    provisional = "printed in August 2025",
    source      = cite("guidance-2025", "section 13, question 9"),
  },
}
