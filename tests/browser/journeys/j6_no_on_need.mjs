// J6: the provider can't meet the pupil's need. SLT looks (asks again, challenges, agrees), the monitoring officer rings the
// school and offers two courses, the school picks one on the same referral, and the first provider loses sight of the papers
// on the day. On the way: supervision that would have to be 2 to 1, a no for want of a place, three noes in a row.
import { refer } from '../lib/refer.mjs'

export const at = '2026-02-02T10:40'

const secret = 'one adult beside'

async function sendToProvider (admin, reference) {
  await admin.goto(`/cases/${reference}`)
  const date = admin.page.getByRole('group', { name: /Does the document itself say/ })
  if (await date.count()) await date.first().getByLabel('Yes').check()
  await admin.click(admin.button(/send to provider/i))
  await admin.sees('They should answer by')
}

async function sayNo (provider, reference, category, reason) {
  await provider.goto(`/answers/${reference}/no`)
  await provider.tick('category', category)
  await provider.fill('reason', reason)
  await provider.click(provider.button('Send our no to CAP'))
  await provider.sees('Your answer is with CAP')
}

async function look (slt, reference, decision, says) {
  await slt.goto(`/review/${reference}`)
  await slt.tick('decision', decision)
  await slt.fill('says', says)
  await slt.click(slt.button('Record it'))
}

async function choose (school, reference, course) {
  await school.goto(`/alternatives/${reference}`)
  await school.page.getByRole('group', { name: 'Course' }).getByLabel(course).check()
  await school.click(school.button('Ask for this course'))
  await school.sees('CAP has your choice. The date of your application stays.')
}

export async function walk (journey) {
  const school = await journey.person('coordinator@school.example')
  const reference = await refer(school, { pupil: 'Aled', course: 'Bicycle maintenance', assessed: [12, 1, 2026] })
  const admin = await journey.person('admin@cap.example')
  await sendToProvider(admin, reference)

  // Supervision of 2 to 1 in place of 1 to 1: no provider agrees to that alone; the page says with whom to settle it.
  const provider = await journey.person('provider@provider.example')
  await provider.goto(`/answers/${reference}/yes`)
  await provider.date('interview_on', [2, 2, 2026])
  await provider.fill('interview_who', 'Aled, his mother, Tom Archer')
  for (const name of ['risk_assessment_read', 'documents_understood', 'agreement_considered', 'needs_met', 'risk_met']) await provider.tick(name, 'yes')
  await provider.tick('supervision_met', 'no')
  await provider.tick('sessions', '2a', '2p')
  await provider.click(provider.button('Send our yes to CAP'))
  await provider.sees('You cannot agree to other supervision by yourself', 'Spon Vale School', 'Carys Penn')
  await provider.look('provider-supervision')

  // The no: three clicks, a full reason, no interview asked for.
  await provider.job('provider coordinator: say no', async () => {
    await provider.click(provider.link(reference))
    await provider.click(provider.page.getByRole('button', { name: 'No, and here is why' }))
    await provider.look('provider-no-empty')
    const before = provider.clicks
    await provider.tick('category', 'need')
    await provider.fill('reason', 'no')
    await provider.click(provider.button('Send our no to CAP'))
    await provider.sees('There is a problem', 'a word or two is not enough')
    await provider.look('provider-no-error')
    provider.clicks = before // the press that was refused on purpose
    await provider.fill('reason', `Aled needs 2 to 1 supervision, ${secret} him at the machines at all times, and our group has one tutor for eight.`)
    await provider.click(provider.button('Send our no to CAP'))
  })
  await provider.sees('Your answer is with CAP', secret)
  await provider.look('provider-said-no')
  await provider.cannotOpen(`/answers/${reference}`, `/answers/${reference}/yes`, `/answers/${reference}/papers/1`)

  // Until CAP has shared it the school sees neither that it is a no nor why.
  await school.goto(`/referrals/${reference}`)
  await school.sees('With the provider')
  await school.seesNot(secret, 'said no')
  await school.look('school-in-review')

  // SLT asks again; the provider has the papers and the words, and says no again; SLT challenges; then agrees.
  const slt = await journey.person('slt@cap.example')
  await slt.look('slt-home')
  await slt.goto('/review')
  await slt.sees(reference)
  await slt.look('slt-review')
  await slt.click(slt.link(reference))
  await slt.tick('decision', 'ask_again')
  await slt.click(slt.button('Record it'))
  await slt.sees('There is a problem', 'Say in a sentence what you ask the provider')
  await slt.look('slt-case-error')
  await slt.fill('says', 'Would a second tutor on Tuesdays, paid by the school, be enough?')
  await slt.click(slt.button('Record it'))
  await slt.sees('The provider has the papers again, and your words.')
  await provider.goto(`/answers/${reference}`)
  await provider.sees('Would a second tutor on Tuesdays')
  await provider.look('provider-asked-again')
  await sayNo(provider, reference, 'need', 'A second tutor would not do: the room has machines for eight and space for one adult.')
  await look(slt, reference, 'challenged', 'The course took a pupil with this need in the autumn. What is different now?')
  await provider.goto(`/answers/${reference}`)
  await provider.sees('What is different now?')
  await sayNo(provider, reference, 'need', 'The tutor who could do it left at Christmas, and the post is not filled.')
  await school.goto(`/referrals/${reference}`)
  await school.seesNot(secret, 'left at Christmas')

  // Three noes in a row: the operations lead sees it from the home page.
  const lead = await journey.person('lead@cap.example')
  await lead.look('lead-home')
  await lead.job('operations lead: see what was said no to', async () => {
    await lead.click(lead.link(`${reference}: three noes in a row`))
    await lead.sees('3 providers in a row have said no', secret, 'left at Christmas')
  })
  await lead.look('lead-three-noes')
  await look(slt, reference, 'agreed', 'One tutor for eight is what the course has. We look for a smaller group.')
  await slt.sees('The no stands')
  await slt.look('slt-agreed')
  await school.goto(`/referrals/${reference}`)
  await school.sees('On hold: waiting for you', 'CAP is looking for another place together with you')
  await school.look('school-said-no')
  await school.click(school.link('Answer this'))
  await school.sees('left at Christmas')

  // The monitoring officer rings, offers two courses that have places on the days asked for, and notes the call.
  const officer = await journey.person('officer@cap.example')
  await officer.look('officer-home')
  await officer.job('monitoring officer: open the pupil who needs me', async () => officer.click(officer.link(reference)))
  await officer.look('officer-case')
  await officer.click(officer.button('Note the call'))
  await officer.sees('There is a problem')
  await officer.look('officer-call-error')
  await officer.fill('spoke_with', 'Carys Penn')
  await officer.fill('says', 'She prefers the salon; the days suit. Carpentry would be the second wish.')
  for (const course of ['Hair and beauty', 'Carpentry and joinery']) await officer.page.getByRole('group', { name: /offer/ }).getByLabel(course).check()
  await officer.look('officer-call')
  await officer.click(officer.button('Note the call'))
  await officer.sees('The call is noted', 'Hair and beauty', 'Carpentry and joinery')
  await officer.look('officer-call-noted')

  // A week on: the school picks on the same referral. The application's date stays, and the age of the risk assessment shows.
  await journey.later('2026-02-09T09:00', school)
  await school.look('school-home-choose')
  await school.goto(`/alternatives/${reference}`)
  await school.sees('Suggested by CAP', '12 January 2026', '28 days')
  await school.look('school-choose')
  await choose(school, reference, 'Hair and beauty')
  await school.sees(reference, 'Date of application: 2 February 2026', 'risk assessment.pdf')
  await school.look('school-chosen')
  await journey.later('2026-02-09T10:00', admin)
  await sendToProvider(admin, reference)
  await admin.look('cap-case-second-provider')
  const second = await journey.person('other@provider.example')
  await second.goto(`/answers/${reference}`)
  await second.sees('Hair and beauty', '12 January 2026')
  await second.seesNot(secret, 'left at Christmas', 'Whitley Workshops', 'second tutor', 'What is different now', 'CAP asks')
  await second.look('second-provider-case')
  await journey.later('2026-02-09T10:05', provider)
  await provider.cannotOpen(`/answers/${reference}`, `/answers/${reference}/papers/1`, `/placements/${reference}`)
  await provider.goto('/answers')
  await provider.sees(secret)

  await noPlace(journey, school, admin, second)
}

/** No place at the time: nobody at SLT is asked; the administrator tells the school, which takes another course. */
async function noPlace (journey, school, admin, second) {
  await school.goto('/sign-in')
  await school.signIn()
  const reference = await refer(school, { pupil: 'Maryam', course: 'Maths and English', assessed: [12, 1, 2026], sessions: ['1a', '1p'], start: [23, 2, 2026] })
  await sendToProvider(admin, reference)
  await sayNo(second, reference, 'availability', 'The group is full on Mondays until the summer half term.')
  const slt = await journey.person('slt@cap.example')
  await slt.goto('/review')
  await slt.seesNot(reference)
  await slt.look('slt-nothing')
  await school.goto(`/referrals/${reference}`)
  await school.seesNot('full on Mondays')
  await admin.goto('/')
  await admin.look('cap-home-no-place')
  await admin.click(admin.link(`${reference}: tell the school`))
  await admin.look('cap-no-place')
  await admin.click(admin.button('Tell the school'))
  await school.goto(`/alternatives/${reference}`)
  await school.sees('full on Mondays')
  await choose(school, reference, 'Carpentry and joinery')
  await sendToProvider(admin, reference)
}
