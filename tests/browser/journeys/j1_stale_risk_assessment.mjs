// J1: a school refers a pupil to Tier 1 with a risk assessment that is too old; CAP asks, the school sends a newer one, CAP
// sends the papers, the provider answers, CAP sets the placement up, the school gets its confirmation. On the way: a
// record of consent that is not whole, a sign-in that ends on the last section, a year typed wrong, a colleague's holiday.
import { paper, refer } from '../lib/refer.mjs'

export const at = '2026-02-02T10:40'

const longAnswer = 'Zofia has talked about this trade since the summer: she wants it, and her mother does too.'

export async function walk (journey) {
  const school = await journey.person('coordinator@school.example')
  const reference = await refer(school, {
    pupil: 'Zofia', course: 'Bicycle maintenance', assessed: [28, 10, 2025], consentUnfinished: true, look: true,
    blank: {
      consent: async school => {
        // What is wrong is kept as typed, and told.
        await school.tick('consent.agreed', 'yes')
        await school.date('consent.date', [31, 2, 2026])
        await school.click(school.button('Save and continue'))
        await school.sees('31/2/2026 does not exist')
        await school.look('refer-consent-error')
      }
    },
    before: {
      programme: async school => {
        // The last section, and the sign-in ends: what was typed waits, and is there after signing in.
        await school.page.locator('main form textarea').first().fill(longAnswer)
        await journey.daemon.move('2026-02-02T11:40')
      }
    },
    after: {
      risk: async school => {
        await school.sees('97 days', '2 November 2025', 'You can send the referral; it will wait for a newer one.')
      },
      programme: async (school, reference) => {
        await school.sees('What you typed is kept')
        await school.look('sign-in-parked')
        await school.signIn()
        await school.goto(`/referrals/${reference}/section/programme`)
        const kept = await school.page.locator('main form textarea').first().inputValue()
        if (kept !== longAnswer) throw new Error(`of what was typed when the sign-in ended, "${kept}" was kept`)
        await school.goto(`/referrals/${reference}`)
        await school.sees('11 of 12', 'Questions of the programme Completed')
      }
    }
  })
  await school.sees('CAP will look at this by', '2 November 2025')

  // Where it is, without a click; two things are on hold.
  await school.job('school coordinator: see where a referral is', async () => school.sees(reference, 'On hold: waiting for you'))
  await school.look('school-home')
  await school.click(school.link(reference))
  await school.sees('risk assessment', 'who agreed')
  await school.look('school-case-on-hold')
  await school.click(school.link('Print the whole application'))
  await school.sees(reference, 'Bicycle maintenance', longAnswer, 'Ewa Świątek-Test')
  await school.look('school-print')

  // The consent is made whole first: the risk assessment still waits.
  await school.goto(`/referrals/${reference}`)
  const holds = school.page.locator('.govuk-inset-text, .capd-hold').filter({ hasText: 'who agreed' })
  await school.click(holds.getByRole('button', { name: 'Answer this' }))
  await school.look('school-consent-answer')
  await school.fill('consent.taken_by', 'Carys Penn')
  await school.click(school.button('Send to CAP'))
  await school.look('school-consent-answered')

  // CAP: the inbox names what is missing; asking for it is two clicks from the home page.
  const admin = await journey.person('admin@cap.example')
  await admin.look('cap-home')
  await admin.job('CAP administrator: open the next referral', async () => {
    await admin.click(admin.link(reference))
    await admin.sees('risk assessment')
  })
  await admin.look('cap-case-on-hold')
  await admin.goto('/inbox')
  await admin.sees(reference, 'The risk assessment is too old')
  await admin.look('cap-inbox')

  // Another school and the provider see nothing.
  for (const email of ['other@school.example', 'provider@provider.example']) {
    const stranger = await journey.person(email)
    await stranger.cannotOpen(`/referrals/${reference}`, `/cases/${reference}`, `/answers/${reference}`, `/referrals/${reference}/print`)
  }
  await admin.job('CAP administrator: ask for a new risk assessment', async () => {
    await admin.click(admin.link(reference))
    await admin.click(admin.button('Ask for it'))
  })
  await admin.sees('Asked on')
  await admin.look('cap-case-asked')

  // The next day: the date typed by mistake is told, and the newer risk assessment goes to CAP.
  await journey.later('2026-02-03T09:10', school)
  await school.look('school-home-waiting')
  await school.click(school.link(reference))
  await school.click(school.page.locator('.govuk-inset-text, .capd-hold').filter({ hasText: 'too old' }).getByRole('button', { name: 'Answer this' }))
  await school.look('school-answer-hold')
  await school.box('risk.document').setInputFiles(paper('risk assessment reviewed.pdf'))
  await school.date('risk.completed', [28, 10, 2025])
  await school.date('risk.reviewed', [3, 2, 2025])
  await school.fill('risk.changes', 'Travels alone now.')
  await school.tick('risk.covers', 'pupil', 'others', 'place')
  await school.click(school.button('Send to CAP'))
  await school.look('school-answer-hold-wrong-year')
  await school.sees('There is a problem', '3 February 2025 is before 28 October 2025')
  await school.date('risk.reviewed', [3, 2, 2026])
  await school.click(school.button('Send to CAP'))
  await school.sees('CAP has the risk assessment of 3 February 2026')
  await school.look('school-hold-answered')

  // The administrator is away: a colleague takes over, sees the date on the document beside the typed one, and sends.
  await admin.goto('/sign-in')
  await journey.later('2026-02-04T09:30', admin)
  await admin.goto(`/cases/${reference}`)
  if (await admin.button(/^Take this in hand/).isVisible()) await admin.click(admin.button('Take this in hand'))
  const colleague = await journey.person('lead@cap.example')
  await colleague.goto(`/cases/${reference}`)
  await colleague.sees('Anna Field', '3 February 2026')
  await colleague.click(colleague.button('Take this over'))
  await colleague.sees('You took this over from Anna Field')
  await colleague.look('cap-case-answered')
  await admin.job('CAP administrator: send to the provider', async () => {
    await admin.click(admin.link(reference))
    await admin.page.getByRole('group', { name: /Does the document itself say/ }).getByLabel('Yes').check()
    await admin.click(admin.button(/send to provider/i))
  })
  await admin.sees('They should answer by')
  await admin.look('cap-case-sent')
  await school.goto('/sign-in')
  await school.signIn()
  await school.sees(reference, 'With the provider: they should answer by')
  await school.look('school-home-with-provider')

  // The provider meets the pupil and answers; a yes without the meeting is refused, and nothing typed is lost.
  await journey.daemon.move('2026-02-12T10:00')
  const provider = await journey.person('provider@provider.example')
  await provider.look('provider-home')
  await provider.job('provider coordinator: say yes', async () => {
    await provider.click(provider.link(reference))
    await provider.look('provider-case')
    await provider.click(provider.page.getByRole('button', { name: 'Yes, we can take this pupil' }))
    await provider.look('provider-yes-empty')
    const before = provider.clicks
    await provider.fill('interview_who', 'Zofia, her mother, Tom Archer')
    await provider.click(provider.button('Send our yes to CAP'))
    await provider.sees('There is a problem', 'You can say yes once you have met the pupil')
    await provider.look('provider-yes-error')
    if (await provider.box('interview_who').inputValue() !== 'Zofia, her mother, Tom Archer') throw new Error('typing was lost')
    provider.clicks = before // the press that was refused on purpose
    await provider.date('interview_on', [10, 2, 2026])
    for (const name of ['risk_assessment_read', 'documents_understood', 'agreement_considered', 'needs_met', 'risk_met', 'supervision_met']) await provider.tick(name, 'yes')
    await provider.tick('sessions', '2a', '2p')
    await provider.date('start', [24, 2, 2026])
    await provider.look('provider-yes')
    await provider.click(provider.button('Send our yes to CAP'))
  })
  await provider.sees('Your yes is with CAP')
  await provider.look('provider-answered')
  // The school knows that it is with the provider, and not yet what was said.
  await journey.later('2026-02-12T10:10', school)
  await school.goto(`/referrals/${reference}`)
  await school.sees('With the provider')
  await school.seesNot('The provider said yes')

  // Monday of half term: the council is open, the placement is set up.
  await journey.later('2026-02-16T09:05', admin, school)
  await admin.look('cap-home-process')
  await admin.job('CAP administrator: process', async () => {
    await admin.click(admin.page.locator(`main a[href="/cases/${reference}/process"]`).first())
    await admin.look('cap-process')
    await admin.click(admin.button('Set up the placement'))
  })
  await admin.look('cap-placement')
  await admin.click(admin.button('It is in CLM'))
  await admin.click(admin.button('It is in Capita'))
  await admin.click(admin.button(/Confirm/))
  await admin.look('cap-confirmed')

  // The school: the day, not before; the sheet for the parents; the visit that it owes. The application's date stands.
  await school.goto('/')
  await school.look('school-home-visit')
  await school.goto(`/referrals/${reference}`)
  await school.sees('Confirmed: starts Tuesday 24 February 2026. Not before.', 'Date of application: 2 February 2026')
  await school.look('school-case-confirmed')
  await school.goto(`/placements/${reference}`)
  await school.look('school-placement')
  await school.goto(`/placements/${reference}/parent-sheet`)
  await school.look('school-parent-sheet')
  await admin.goto(`/cases/${reference}`)
  await admin.sees('When the school sent it', 'When it went to the provider')
  await admin.look('cap-case-confirmed')
  // No mail names the pupil, the course or the provider's trade.
  await admin.goto('/mail')
  await admin.sees(reference)
  await admin.look('cap-mail')
  await admin.seesNot('Zofia', 'Świątek', 'Bicycle')
}
