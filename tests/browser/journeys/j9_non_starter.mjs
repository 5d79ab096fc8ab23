// J9: two pupils never come. The school's home page says until when it costs nothing; one is withdrawn in time, and the
// provider records a non-starter; the other a quarter of an hour too late, so that a person decides what is paid.
import { place } from '../lib/place.mjs'

export const withoutScripts = false
export const at = '2026-02-02T10:40'

export async function walk (journey) {
  const school = await journey.person('coordinator@school.example')
  const admin = await journey.person('admin@cap.example')
  const provider = await journey.person('provider@provider.example')
  const reference = await place(school, admin, provider, { pupil: 'Zofia', course: 'Bicycle maintenance' })
  const late = await place(school, admin, provider, { pupil: 'Aled', course: 'Bicycle maintenance' })

  // Absent in the morning and in the afternoon.
  for (const [clock, half] of [['09:10', 'morning'], ['13:10', 'afternoon']]) {
    await journey.daemon.move(`2026-02-24T${clock}`)
    const tutor = await journey.person('tutor@provider.example')
    await tutor.click(tutor.link(half))
    for (const each of [reference, late]) await tutor.tick(`mark.${each}`, 'absent')
    await tutor.click(tutor.button('Save'))
    await tutor.sees(`${half} is taken`)
  }

  await journey.later('2026-03-03T08:45', school, provider)
  await school.sees('Withdraw before 09:00 on Tuesday 3 March and there is certainly no charge.',
    'From Tuesday 10 March a half term may be charged. Between, CAP decides.')
  await school.look('school-home-not-started')
  await school.job('school coordinator: withdraw a pupil who never came', async () => {
    await school.click(school.link(`${reference} Zofia Świątek-Test: Not started yet`))
    await school.sees('Zofia Świątek-Test', 'there is certainly no charge')
    await school.look('withdraw-before')
    await school.click(school.button('See what follows from it'))
    await school.sees('There is a problem', 'Choose why the pupil leaves')
    await school.look('withdraw-error')
    school.clicks-- // the press that was refused on purpose
    await school.tick('kind', 'changes')
    await school.fill('reason', 'She does not want to go; her mother agrees.')
    await school.look('withdraw-filled')
    await school.click(school.button('See what follows from it'))
    await school.sees('Tuesday all day', 'You have noted no talk with CAP’s monitoring officer')
    await school.look('withdraw-check')
    await school.click(school.button('Send the withdrawal to CAP'))
  })
  await school.sees('The withdrawal is with CAP', '5 working days')
  await school.look('withdraw-sent')

  // One button for the provider, also later in the day: the school's form was in time.
  await journey.later('2026-03-03T09:15', provider, school, admin)
  await provider.look('provider-home')
  await provider.click(provider.link('Record a non-starter'))
  await provider.look('provider-non-starter')
  await provider.click(provider.button('Record a non-starter'))
  await provider.sees('It is recorded that the pupil did not start')
  await provider.look('provider-recorded')
  await admin.click(admin.link('Process a withdrawal'))
  await admin.tick('on_clm', 'yes')
  await admin.tick('on_capita', 'yes')
  await admin.click(admin.button('Process the withdrawal'))
  await admin.sees('The withdrawal is processed')
  await school.goto(`/placements/${reference}/changes`)
  await school.sees('This placement has ended', 'What is paid')
  await school.look('school-form')
  await provider.goto('/withdrawals')
  await provider.sees(reference)
  await provider.look('provider-forms')

  // The other is withdrawn when the third half day has begun: half days and training days say different things.
  await school.goto(`/placements/${late}/changes`)
  await school.sees('CAP decides whether there is a charge')
  await school.click(school.link('Withdraw the pupil'))
  await school.tick('kind', 'changes')
  await school.fill('reason', 'He does not want to go.')
  await school.click(school.button('See what follows from it'))
  await school.sees('For a person to decide')
  await school.look('late-check')
  await school.click(school.button('Send the withdrawal to CAP'))
  await provider.goto(`/placements/${late}/changes`)
  await provider.seesNot('Record a non-starter')
  await admin.goto(`/placements/${late}/changes`)
  await admin.tick('on_clm', 'yes')
  await admin.tick('on_capita', 'yes')
  await admin.click(admin.button('Process the withdrawal'))
  await admin.sees('For a person to decide')
  await admin.look('late-processed')
  const slt = await journey.person('slt@cap.example')
  await slt.goto(`/placements/${late}/changes`)
  await slt.look('fee')
  await slt.click(slt.button('Record what is paid'))
  await slt.sees('There is a problem', 'Choose what is paid')
  await slt.look('fee-error')
  await slt.tick('fee', 'nothing')
  await slt.fill('reason', 'The school rang on Monday afternoon; a session is a training day here.')
  await slt.look('fee-filled')
  await slt.click(slt.button('Record what is paid'))
  await slt.sees('It is decided: nothing is paid')
  await school.goto(`/placements/${late}/changes`)
  await school.sees('Decided by CAP', 'a session is a training day here')
  await school.look('late-decided')
}
