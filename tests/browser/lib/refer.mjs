// The school's side of every journey: one pupil, one referral, twelve sections in their order, sent.

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
export const paper = name => ({ name, mimeType: 'application/pdf', buffer: pdf })
export const noPicture = { name: 'risk.png', mimeType: 'image/png', buffer: Buffer.from('<html><script>alert(1)</script></html>') }

/** How each section is filled in; `to` says what this referral is about. */
const fillings = {
  pupil: async school => {
    await school.tick('pupil.on_roll', 'yes')
    await school.fill('pupil.address', '1 Example Road\nCoventry')
    await school.fill('pupil.attendance', '71')
  },
  course: async (school, to) => {
    await school.page.getByRole('group', { name: /^Course/ }).getByLabel(to.course).check()
    if (to.secondCourse) await school.page.getByRole('group', { name: 'Second choice' }).getByLabel(to.secondCourse).check()
    await school.date('course.start', to.start ?? [24, 2, 2026])
    await school.fill('course.weeks', String(to.weeks ?? 10))
    await school.tick('course.sessions', ...(to.sessions ?? ['2a', '2p']))
    await school.tick('course.asked_cap', 'yes')
  },
  reasons: async (school, to) => {
    await school.tick('reasons.purposes', 'curriculum', 'attendance')
    await school.fill('reasons.rationale', `${to.pupil} learns best with both hands and has asked for a trade.`)
    await school.tick('reasons.justification', 'bespoke')
  },
  needs: async school => {
    await school.tick('needs.kinds', 'semh')
    await school.fill('needs.detail', 'Anxious in large groups; calm with one adult who is known.')
    await school.tick('needs.plan', 'no')
    await school.tick('needs.identified', 'observed', 'parents')
    await school.fill('needs.profile', 'Interested in bicycles, reads well.')
  },
  views: async (school, to) => {
    await school.date('views.taken_on', to.talked ?? [20, 1, 2026])
    await school.fill('views.says', 'I want to learn something I can use.')
    await school.tick('views.parents', 'yes')
    await school.fill('views.exit', 'College, level 1 engineering.')
    await school.tick('views.measures', 'attendance', 'academic')
  },
  consent: async (school, to) => {
    await school.tick('consent.agreed', 'yes')
    await school.tick('consent.who', 'parent')
    await school.fill('consent.name', 'Ewa Świątek-Test')
    await school.fill('consent.relationship', 'Mother')
    await school.date('consent.date', to.talked ?? [21, 1, 2026])
    await school.tick('consent.how', 'meeting')
    if (!to.consentUnfinished) await school.fill('consent.taken_by', 'Carys Penn')
  },
  agreement: async (school, to) => {
    await school.fill('agreement.q1', 'Tom Archer, pastoral manager')
    for (const q of ['q2', 'q3', 'q4', 'q7', 'q8']) await school.fill(`agreement.${q}`, `We talked it through with ${to.pupil}, the family and the tutor.`)
    for (const q of ['agreement.q5', 'agreement.q9', 'case_worker.attends_reviews']) await school.tick(q, 'yes')
  },
  week: async (school, to) => {
    await school.tick('week.main_kind', 'this_school')
    await school.fill('week.sessions', String(to.atSchool ?? 8))
  },
  contacts: async school => {
    await school.fill('contacts.first_name', 'Ewa Świątek-Test')
    await school.fill('contacts.first_relationship', 'Mother')
    await school.fill('contacts.first_phone', '024 7600 0001')
    await school.fill('contacts.medical', 'None')
    await school.fill('contacts.collection', 'By bus; the mother may collect.')
    await school.tick('contacts.hide_address', 'no')
  },
  risk: async (school, to) => {
    await school.box('risk.document').setInputFiles(paper('risk assessment.pdf'))
    await school.date('risk.completed', to.assessed)
    await school.tick('risk.covers', 'pupil', 'others', 'place')
  },
  papers: async school => { await school.tick('papers.complete', 'yes') },
  programme: async (school, to) => {
    for (const box of await school.page.locator('main form').last().locator('textarea').all()) await box.fill(`It matches what ${to.pupil} hopes to do.`)
    await to.programme?.(school)
  }
}

/** A pupil of one's own list. */
async function begin (school, to, look) {
  await school.goto('/')
  await school.click(school.link('Refer a pupil'))
  await look('refer-new')
  await school.page.getByLabel(to.pupil).check()
  await school.click(school.button('Find or begin'))
}

/**
 * Refers `to.pupil` to `to.course`, and answers with the reference. `to.before` is called on each section's page when it
 * is filled in and before it is saved, `to.blank` when it is still empty; `to.look` looks at every page on the way;
 * `to.instead` fills
 * sections in its own way; `to.begin` begins in another way than by choosing a pupil of the list.
 */
export async function refer (school, to) {
  const look = async name => { if (to.look) await school.look(name) }
  await (to.begin ?? begin)(school, to, look)
  const reference = school.page.url().match(/CAP\d\d-\w+/)[0]
  await look('refer-task-list')
  if (!school.page.url().includes('/section/')) await school.click(school.page.locator('.govuk-task-list a').first())
  for (let done = 0; done < 14; done++) {
    const section = school.page.url().match(/\/section\/(\w+)/)?.[1]
    if (!section) break
    if (to.blank?.[section]) await to.blank[section](school, reference)
    await look(`refer-${section}-empty`)
    await (to.instead?.[section] ?? fillings[section])(school, to)
    await look(`refer-${section}`)
    await to.before?.[section]?.(school, reference)
    await school.click(school.button('Save and continue'))
    await to.after?.[section]?.(school, reference)
    if (school.page.url().includes(`/section/${section}`)) {
      await look(`refer-${section}-told`)
      await school.click(school.link(/^(Continue|Go on)/))
    }
  }
  if (!school.page.url().endsWith('/check')) {
    await look('refer-task-list-done')
    await school.click(school.page.getByRole('button', { name: 'Check your answers' }))
  }
  await look('refer-check')
  await school.click(school.button('Submit referral'))
  await school.sees('Referral sent', reference)
  await look('refer-sent')
  return reference
}
