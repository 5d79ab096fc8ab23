// J7: the provider proposes another day, the school agrees and sends it, CAP enters it. On the way: a pupil who is
// somewhere else on that day, and a change that does not happen.
import { place } from '../lib/place.mjs'
import { refer } from '../lib/refer.mjs'

export const withoutScripts = false
export const at = '2026-02-02T10:40'

/** A second place, on Wednesday mornings, at another provider. */
async function elsewhere (school, admin, other, pupil) {
  const reference = await refer(school, { pupil, course: 'Maths and English', assessed: [12, 1, 2026], sessions: ['3a'], start: [25, 2, 2026] })
  await admin.goto(`/cases/${reference}`)
  await admin.page.getByRole('group', { name: /Does the document itself say/ }).getByLabel('Yes').check()
  await admin.click(admin.button('Check, and send to provider'))
  await other.goto(`/answers/${reference}/yes`)
  await other.date('interview_on', [2, 2, 2026])
  await other.fill('interview_who', `${pupil}, a parent, a tutor`)
  for (const name of ['risk_assessment_read', 'documents_understood', 'agreement_considered', 'needs_met', 'risk_met', 'supervision_met']) await other.tick(name, 'yes')
  await other.tick('sessions', '3a')
  await other.date('start', [25, 2, 2026])
  await other.click(other.button('Send our yes to CAP'))
  await admin.goto(`/cases/${reference}/process`)
  await admin.click(admin.button('Set up the placement'))
}

async function askForWednesday (provider, reference, from) {
  await provider.goto(`/placements/${reference}/change-day`)
  await provider.tick('kind', 'scheduling')
  await provider.fill('reason', 'The workshop for beginners moves to Wednesdays.')
  for (const old of ['2a', '2p']) await provider.page.locator(`main form [name="sessions"][value="${old}"]`).uncheck()
  await provider.tick('sessions', '3a', '3p')
  await provider.date('from', from)
  await provider.fill('achievement', 'The same course with the same tutor.')
  await provider.fill('health', 'None.')
  await provider.fill('wellbeing', 'The Wednesday group is smaller.')
  await provider.fill('travel', 'The same bus, 20 minutes later.')
  await provider.click(provider.button('Ask the other side'))
  await provider.sees('The change of day is asked for', 'The school agrees and sends it to CAP')
}

export async function walk (journey) {
  const school = await journey.person('coordinator@school.example')
  const admin = await journey.person('admin@cap.example')
  const provider = await journey.person('provider@provider.example')
  const reference = await place(school, admin, provider, { pupil: 'Zofia', course: 'Bicycle maintenance' })
  const clashing = await place(school, admin, provider, { pupil: 'Aled', course: 'Bicycle maintenance' })
  await elsewhere(school, admin, await journey.person('other@provider.example'), 'Aled')

  await journey.daemon.move('2026-02-24T09:10')
  const tutor = await journey.person('tutor@provider.example')
  await tutor.click(tutor.link('morning'))
  for (const each of [reference, clashing]) await tutor.tick(`mark.${each}`, 'present')
  await tutor.click(tutor.button('Save'))

  // The provider proposes Wednesday: what the pupil's day is now stands on the page, and what is missing is told at once.
  await journey.later('2026-02-25T09:00', provider, school)
  await provider.goto(`/placements/${reference}`)
  await provider.click(provider.link('Change the day'))
  await provider.sees('Tuesday all day')
  await provider.look('provider-changes')
  await provider.click(provider.link('Ask for a change of day'))
  await provider.lookThrice(`/placements/${reference}/change-day`, 'change-day')
  await askForWednesday(provider, reference, [2, 3, 2026])
  await provider.look('provider-asked')

  // Three clicks for the school, which alone can send it. The provider's button asks it to.
  await school.look('school-home')
  await school.job('school coordinator: change of day', async () => {
    await school.click(school.link('Agree to a change of day'))
    await school.sees('Zofia Świątek-Test', 'Tuesday all day becomes Wednesday all day', 'The workshop for beginners', '20 minutes later')
    await school.look('school-asked')
    await school.click(school.button('Agree to this change of day'))
    await school.sees('Now send it to CAP: only the school can')
    await school.look('school-agreed')
    await provider.goto(`/placements/${reference}/changes`)
    await provider.sees('Ask the school to send the change of day')
    await provider.seesNot('Send the change of day to CAP')
    await provider.look('provider-agreed')
    await school.click(school.button('Send the change of day to CAP'))
  })
  await school.sees('The change of day is with CAP, which enters it within 2 working days', 'the old day stands')
  await school.look('school-sent')

  // CAP copies, enters it in both systems and says so.
  await journey.later('2026-02-25T09:20', admin)
  await admin.look('cap-home')
  await admin.click(admin.link('Enter a change of day in CLM and Capita'))
  await admin.sees('Days until then: Tuesday all day', 'Days: Wednesday all day', 'From: 2026-03-02')
  await admin.look('cap-change')
  const before = new URL(admin.page.url()).pathname
  await admin.click(admin.button('Confirm the new day to both'))
  await admin.sees('There is a problem', 'Say whether it is entered in CLM')
  await admin.look('cap-change-error')
  await admin.goto(before)
  await admin.tick('on_clm', 'yes')
  await admin.tick('on_capita', 'no')
  await admin.click(admin.button('Confirm the new day to both'))
  await admin.sees('Enter it in Capita first')
  await admin.tick('on_capita', 'yes')
  await admin.look('cap-change-filled')
  await admin.click(admin.button('Confirm the new day to both'))
  await admin.sees('From Monday 2 March 2026 the pupil comes on Wednesday all day', 'The school and the provider are told')
  await school.goto(`/placements/${reference}/changes`)
  await school.sees('Tuesday all day to Wednesday all day')
  await school.look('school-changed')

  // Aled is somewhere else on Wednesday mornings, and the change falls within a week: both stand there before anybody sends
  // it, and the clash can't be sent.
  await askForWednesday(provider, clashing, [4, 3, 2026])
  await provider.sees('somewhere else on Wednesday morning', 'In the week of Monday 2 March 2026 the pupil comes for 4 half days instead of 2')
  await school.goto(`/placements/${clashing}/changes`)
  await school.sees('somewhere else on Wednesday morning')
  await school.click(school.button('Agree to this change of day'))
  await provider.goto(`/placements/${clashing}/changes`)
  await provider.click(provider.button('Ask the school to send the change of day'))
  await provider.sees('The school is asked by email')
  await school.goto(`/placements/${clashing}/changes`)
  await school.click(school.button('Send the change of day to CAP'))
  await school.sees('There is a problem', 'somewhere else on Wednesday morning')
  await school.look('school-clash')
  await school.lookThrice(`/placements/${clashing}/changes`, 'school-drop')
  await school.goto(`/placements/${clashing}/changes`)
  await school.fill('reason', 'Aled has maths on Wednesday mornings.')
  await school.click(school.button('Do not change the day'))
  await school.sees('The change of day does not happen. The old day stands.')

  // The week after: Zofia is expected on Wednesday, the mark of Tuesday the 24th is where it was.
  await journey.later('2026-03-03T09:00', provider)
  await provider.goto('/registers')
  await provider.click(provider.link('Morning'))
  await provider.sees('Aled')
  if (await provider.page.locator(`[name="mark.${reference}"]`).count()) throw new Error('Zofia is on the register of her old day')
  await journey.later('2026-03-04T09:00', provider, school)
  await provider.goto('/registers')
  await provider.click(provider.link('Morning'))
  if (!await provider.page.locator(`[name="mark.${reference}"]`).count()) throw new Error('Zofia is not on the register of her new day')
  await school.goto(`/attendance/${reference}`)
  await school.sees('24 February 2026')
  await school.look('school-attendance')
}
