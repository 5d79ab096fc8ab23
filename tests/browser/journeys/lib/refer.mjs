// The school's side of every journey: one pupil, one referral, twelve sections, sent. Returns the reference.

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
export const paper = name => ({ name, mimeType: 'application/pdf', buffer: pdf })

export async function refer (school, journey, { pupil, course, assessed, secondCourse, start = [24, 2, 2026], weeks = 10 }) {
  const page = school.page
  const form = () => page.locator('main form').last()
  const fill = async (name, text) => form().locator(`[name="${name}"]`).fill(text)
  const tick = async (name, ...values) => { for (const value of values) await form().locator(`[name="${name}"][value="${value}"]`).check() }
  const date = async (name, [day, month, year]) => {
    await fill(`${name}-day`, String(day))
    await fill(`${name}-month`, String(month))
    await fill(`${name}-year`, String(year))
  }
  await school.goto('/referrals/new')
  await school.picture('refer-new')
  await page.getByLabel(pupil).check()
  await school.click(school.button('Find or begin'))
  const reference = page.url().match(/CAP\d\d-\w+/)[0]
  await school.picture('refer-task-list-empty')

  const section = async (name, write) => {
    await school.goto(`/referrals/${reference}/section/${name}`)
    await write()
    await school.picture(`refer-${name}`)
    await school.click(school.button('Save and continue'))
  }
  // What is wrong is kept as typed, and told.
  await school.goto(`/referrals/${reference}/section/consent`)
  await tick('consent.agreed', 'yes')
  await date('consent.date', [31, 2, 2026])
  await school.click(school.button('Save and continue'))
  await school.sees('31/2/2026 does not exist')
  await school.picture('refer-consent-error')

  await section('pupil', async () => {
    await tick('pupil.on_roll', 'yes')
    await fill('pupil.address', '1 Example Road\nCoventry')
    await fill('pupil.attendance', '71')
  })
  await section('course', async () => {
    await page.getByRole('group', { name: /^Course/ }).getByLabel(course).check()
    if (secondCourse) await page.getByRole('group', { name: 'Second choice' }).getByLabel(secondCourse).check()
    await date('course.start', start)
    await fill('course.weeks', String(weeks))
    await tick('course.sessions', '2a', '2p')
    await tick('course.asked_cap', 'yes')
  })
  await section('reasons', async () => {
    await tick('reasons.purposes', 'curriculum', 'attendance')
    await fill('reasons.rationale', 'Zofia learns best with her hands and has asked for a trade.')
    await tick('reasons.justification', 'bespoke')
  })
  await section('needs', async () => {
    await tick('needs.kinds', 'semh')
    await fill('needs.detail', 'Anxious in large groups; calm with one adult she knows.')
    await tick('needs.plan', 'no')
    await tick('needs.identified', 'observed', 'parents')
    await fill('needs.profile', 'Year 11, interested in bicycles, reads well.')
  })
  await section('views', async () => {
    await date('views.taken_on', [20, 1, 2026])
    await fill('views.says', 'I want to learn something I can use.')
    await tick('views.parents', 'yes')
    await fill('views.exit', 'College, level 1 engineering.')
    await tick('views.measures', 'attendance', 'academic')
  })
  await section('consent', async () => {
    await tick('consent.agreed', 'yes')
    await tick('consent.who', 'parent')
    await fill('consent.name', 'Ewa Świątek-Test')
    await fill('consent.relationship', 'Mother')
    await date('consent.date', [21, 1, 2026])
    await tick('consent.how', 'meeting')
    await fill('consent.taken_by', 'Carys Penn')
  })
  await section('agreement', async () => {
    await fill('agreement.q1', 'Tom Archer, pastoral manager')
    for (const q of ['q2', 'q3', 'q4', 'q7', 'q8']) await fill(`agreement.${q}`, 'We talked it through with Zofia, her mother and her tutor.')
    for (const q of ['agreement.q5', 'agreement.q9', 'case_worker.attends_reviews']) await tick(q, 'yes')
  })
  await section('week', async () => {
    await tick('week.main_kind', 'this_school')
    await fill('week.sessions', '8')
  })
  await section('contacts', async () => {
    await fill('contacts.first_name', 'Ewa Świątek-Test')
    await fill('contacts.first_relationship', 'Mother')
    await fill('contacts.first_phone', '024 7600 0001')
    await fill('contacts.medical', 'None')
    await fill('contacts.collection', 'By bus; her mother may collect her.')
    await tick('contacts.hide_address', 'no')
  })
  // A picture that is no picture is refused; nothing else is lost.
  await school.goto(`/referrals/${reference}/section/risk`)
  await form().locator('[name="risk.document"]').setInputFiles({ name: 'risk.png', mimeType: 'image/png', buffer: Buffer.from('<html><script>alert(1)</script></html>') })
  await date('risk.completed', assessed)
  await school.click(school.button('Save and continue'))
  await school.sees('not what its name says')
  await school.picture('refer-risk-error')
  await section('risk', async () => {
    await form().locator('[name="risk.document"]').setInputFiles(paper('risk assessment.pdf'))
    await date('risk.completed', assessed)
    await tick('risk.covers', 'pupil', 'others', 'place')
  })
  await section('papers', async () => { await tick('papers.complete', 'yes') })
  await section('programme', async () => {
    for (const box of await form().locator('textarea').all()) await box.fill('It matches what Zofia hopes to do.')
  })
  await school.goto(`/referrals/${reference}`)
  await school.picture('refer-task-list-full')
  await school.goto(`/referrals/${reference}/check`)
  await school.picture('refer-check')
  await school.click(school.page.getByRole('button', { name: /send|submit/i }).first())
  await school.sees(reference)
  await school.picture('refer-sent')
  return reference
}
