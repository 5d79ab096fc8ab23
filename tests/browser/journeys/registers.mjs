// A Tuesday at a provider: the tutor takes the register on a telephone, somebody comes who is not expected, the school
// explains an absence, CAP looks after who is missing.
import { place } from '../lib/place.mjs'
import { refer } from '../lib/refer.mjs'

export const at = '2026-02-02T10:40'

export async function walk (journey) {
  const school = await journey.person('coordinator@school.example')
  const admin = await journey.person('admin@cap.example')
  const provider = await journey.person('provider@provider.example')
  await provider.goto('/registers')
  await provider.sees('No pupil is expected today')
  await provider.look('registers-empty')
  await school.goto('/attendance')
  await school.look('attendance-list-empty')
  await school.goto('/absences')
  await school.look('absences-none')
  const one = await place(school, admin, provider, { pupil: 'Zofia', course: 'Bicycle maintenance' })
  const two = await place(school, admin, provider, { pupil: 'Aled', course: 'Bicycle maintenance' })
  const asked = await refer(school, { pupil: 'Maryam', course: 'Bicycle maintenance', assessed: [12, 1, 2026] })
  await admin.goto(`/cases/${asked}`)
  await admin.page.getByRole('group', { name: /Does the document itself say/ }).getByLabel('Yes').check()
  await admin.click(admin.button('Check, and send to provider'))
  await provider.goto('/registers')
  await provider.click(provider.page.locator('main a[href^="/registers/times/"]').first())
  await provider.lookThrice(new URL(provider.page.url()).pathname, 'times')

  await journey.daemon.move('2026-02-24T09:10')
  const tutor = await journey.person('tutor@provider.example')
  await tutor.look('tutor-home')
  await tutor.page.setViewportSize({ width: 390, height: 844 })
  await tutor.job('tutor: take a register', async () => {
    await tutor.click(tutor.link('morning'))
    await tutor.sees('Take it by 09:30', 'Aled Wynne-Test', 'Zofia')
    await tutor.look('register')
    await tutor.tick(`mark.${one}`, 'present')
    await tutor.click(tutor.button('Save'))
    await tutor.sees('There is a problem', 'Say whether Aled Wynne-Test was here')
    await tutor.look('register-error')
    tutor.clicks-- // the press that was refused on purpose
    await tutor.tick(`mark.${two}`, 'absent')
    await tutor.look('register-filled')
    await tutor.click(tutor.button('Save'))
  })
  await tutor.sees('The register of Tuesday 24 February 2026, morning is taken: 2 pupils.', 'Taken at 09:1')
  await tutor.look('registers')
  await tutor.cannotOpen(`/attendance/${one}`, `/placements/${one}`, `/answers/${asked}`)

  // Maryam is there, and nobody has said yes to her yet: she is recorded, and school and CAP are to ring.
  await tutor.goto('/registers')
  await tutor.click(tutor.link('Morning'))
  await tutor.page.getByLabel('Maryam Hassan-Test').check()
  await tutor.click(tutor.button('Save'))
  await tutor.goto('/registers')
  await tutor.click(tutor.link('Morning'))
  await tutor.sees('Here, and not expected', asked)
  await tutor.look('register-unexpected')
  await journey.later('2026-02-24T09:20', school, admin)
  await school.look('school-home-unexpected')
  await school.click(school.page.locator(`main a[href="/unexpected/${asked}"]`).first())
  await school.lookThrice(`/unexpected/${asked}`, 'unexpected')
  await school.fill('says', 'Her mother had understood Tuesday; she comes back to school now.')
  await school.click(school.button('Save'))
  await school.sees('It is written down')

  // The school explains.
  await school.job('school coordinator: explain an absence', async () => {
    await school.click(school.link('1 absence to explain'))
    await school.sees('Aled Wynne-Test: Tuesday 24 February 2026, morning')
    await school.look('absences')
    const group = school.page.getByRole('group', { name: /Aled Wynne-Test/ })
    await school.click(school.button('Save'))
    await school.sees('There is a problem', 'Choose for at least one absence')
    await school.look('absences-error')
    school.clicks--
    await group.getByLabel('Authorised', { exact: true }).check()
    await school.page.locator('main form input[type=text]').first().fill('At the dentist')
    await school.click(school.button('Save'))
  })
  await school.sees('1 absence is explained')
  await school.goto(`/attendance/${two}`)
  await school.sees('not here, authorised: At the dentist')
  await school.lookThrice(`/attendance/${two}`, 'attendance')
  await school.goto('/attendance')
  await school.sees('Aled Wynne-Test')
  await school.look('attendance-list')
  const officer = await journey.person('officer@cap.example')
  await officer.goto('/attendance')
  await officer.sees(one, two)
  await officer.seesNot('Aled')
  await officer.look('attendance-cap')
}
