// J1: a school refers a pupil to Tier 1 with a risk assessment that is too old; CAP asks, the school sends a newer one,
// CAP sends the papers, the provider answers, CAP sets the placement up, the school gets its confirmation.
import { paper, refer } from './lib/refer.mjs'

export const at = '2026-02-02T10:40'

export async function walk (journey) {
  const school = await journey.person('coordinator@school.example')
  const reference = await refer(school, journey, { pupil: 'Zofia', course: 'Bicycle maintenance', assessed: [28, 10, 2025] })

  // The school's own page says what is waited for.
  await school.goto(`/referrals/${reference}`)
  await school.sees('2 November 2025')
  await school.picture('school-case-on-hold')
  await school.goto(`/referrals/${reference}/print`)
  await school.sees(reference, 'Bicycle maintenance')
  await school.picture('school-print')

  // CAP: the inbox names what is missing.
  const admin = await journey.person('admin@cap.example')
  await admin.picture('cap-home')
  await admin.goto('/inbox')
  await admin.sees(reference)
  await admin.picture('cap-inbox')
  await admin.goto('/')
  await admin.goto(`/cases/${reference}`)
  await admin.sees('risk assessment')
  await admin.picture('cap-case-on-hold')

  // Another school and the provider see nothing.
  for (const email of ['other@school.example', 'provider@provider.example']) {
    const stranger = await journey.person(email)
    for (const path of [`/referrals/${reference}`, `/cases/${reference}`, `/answers/${reference}`, `/referrals/${reference}/print`]) {
      await stranger.goto(path)
      await stranger.sees('You can\'t open this page')
    }
  }

  // CAP asks (two clicks from home: the case, "Ask for it"); the school sends a newer one.
  await admin.goto(`/cases/${reference}`)
  await admin.click(admin.button('Ask for it'))
  await admin.picture('cap-case-asked')
  await school.goto('/')
  await school.picture('school-home-waiting')
  await school.goto(`/referrals/${reference}`)
  await school.click(school.page.getByRole('button', { name: 'Answer this' }).or(school.page.getByRole('link', { name: 'Answer this' })).first())
  await school.picture('school-answer-hold')
  const typed = (person, name, text) => person.page.locator(`main form [name="${name}"]`).fill(text)
  const tick = async (person, name, value) => person.page.locator(`main form [name="${name}"][value="${value}"]`).check()
  const date = async (person, name, day, month, year) => {
    for (const [part, value] of [['day', day], ['month', month], ['year', year]]) await typed(person, `${name}-${part}`, String(value))
  }
  await school.page.locator('main form [name="risk.document"]').setInputFiles(paper('risk assessment reviewed.pdf'))
  await date(school, 'risk.completed', 28, 10, 2025)
  await date(school, 'risk.reviewed', 2, 2, 2026)
  await typed(school, 'risk.changes', 'Travels alone now.')
  for (const value of ['pupil', 'others', 'place']) await tick(school, 'risk.covers', value)
  await school.click(school.button('Send to CAP'))
  await school.picture('school-hold-answered')

  // CAP reads the date on the document, and the way is free: two clicks to the provider.
  await admin.goto('/')
  await admin.picture('cap-home-ready')
  await admin.goto(`/cases/${reference}`)
  await admin.picture('cap-case-answered')
  await admin.page.getByRole('group', { name: /Does the document itself say/ }).getByLabel('Yes').check()
  await admin.click(admin.button('Check it'))
  await admin.picture('cap-case-checked')
  await admin.click(admin.button('Send to provider'))
  await admin.picture('cap-case-sent')
  const provider = await journey.person('provider@provider.example')
  await provider.picture('provider-home')
  await provider.goto(`/answers/${reference}`)
  await provider.picture('provider-case')
  await provider.click(provider.page.getByRole('link', { name: /Yes, we can take/ }).or(provider.page.getByRole('button', { name: /Yes, we can take/ })).first())
  // A yes without having met the pupil is refused, and nothing typed is lost.
  await typed(provider, 'interview_who', 'Zofia, her mother, Tom Archer')
  await provider.click(provider.button('Send our yes to CAP'))
  await provider.sees('There is a problem')
  await provider.picture('provider-yes-error')
  if (await provider.page.locator('[name="interview_who"]').inputValue() !== 'Zofia, her mother, Tom Archer') throw new Error('typing was lost')
  await date(provider, 'interview_on', 2, 2, 2026)
  for (const name of ['risk_assessment_read', 'documents_understood', 'agreement_considered', 'needs_met', 'risk_met', 'supervision_met']) await tick(provider, name, 'yes')
  for (const half of ['2a', '2p']) await tick(provider, 'sessions', half)
  await provider.picture('provider-yes')
  await provider.click(provider.button('Send our yes to CAP'))
  await provider.picture('provider-answered')
  // The school knows that there is an answer, and not yet which.
  await school.goto(`/referrals/${reference}`)
  await school.picture('school-case-answered')

  await admin.goto('/')
  await admin.picture('cap-home-process')
  await admin.goto(`/cases/${reference}/process`)
  await admin.picture('cap-process')
  await admin.click(admin.button('Set up the placement'))
  await admin.picture('cap-placement')
  await admin.click(admin.button('It is in CLM'))
  await admin.click(admin.button('It is in Capita'))
  await admin.click(admin.button(/Confirm/))
  await admin.picture('cap-confirmed')

  // The school: the day, not before; the sheet for the parents; the visit that it owes.
  await school.goto('/')
  await school.picture('school-home-visit')
  await school.goto(`/referrals/${reference}`)
  await school.sees('Confirmed: starts Tuesday 24 February 2026. Not before.')
  await school.picture('school-case-confirmed')
  await school.goto(`/placements/${reference}/parent-sheet`)
  await school.picture('school-parent-sheet')
  // No mail names the pupil, the course or the provider's trade.
  await admin.goto('/mail')
  await admin.sees(reference)
  await admin.picture('cap-mail')
  const mail = await admin.text()
  for (const word of ['Zofia', 'Świątek', 'Bicycle']) if (mail.includes(word)) throw new Error(`the mail page names ${word}`)
}
