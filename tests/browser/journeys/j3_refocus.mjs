// J3: Refocus in the year of the graduated model. Early help is missing and is essential; two panels look, one decides;
// seven weeks at the academy with Mondays at school, then three on the way back, as the pupil's week shows.
import { refer } from '../lib/refer.mjs'

export const withoutScripts = false
export const at = '2025-03-10T10:00'

const refocus = {
  course: 'Refocus', assessed: [28, 2, 2025], talked: [3, 3, 2025], start: [6, 5, 2025], weeks: 10, atSchool: 2,
  sessions: ['2a', '2p', '3a', '3p', '4a', '4p', '5a', '5p']
}
const answers = async (school, assessed) => {
  for (const [name, value] of [['early_help.assessed', assessed], ['early_help.other_plan', 'no'], ['consent.panel', 'yes'], ['roll.dual_agreed', 'yes'], ['add_on.family', 'accepted']]) await school.tick(name, value)
  await school.fill('way_back.staff', 'Tom Archer')
}

/** A school that has not bought in is told why, and what is open to it. */
async function notBoughtIn (journey) {
  const other = await journey.person('other@school.example')
  await other.goto('/directory')
  await other.click(other.link('Refocus'))
  await other.sees('Refocus is for schools that have bought in to CAP (SLA)', 'Tier 1, Insight and Flourish are open to you')
  await other.look('course-closed-to-this-school')
}

/** One panel tells the other what it knows; the other decides. */
async function panels (journey, admin, reference) {
  await admin.goto('/panels')
  await admin.sees('27 March 2025')
  await admin.look('rounds-of-the-year')
  await admin.click(admin.button('Make the agencies that hold seats'))
  const round = '/panels/rounds/2024-25-spring-3'
  await admin.goto(round)
  await admin.click(admin.button('Build the agenda'))
  await admin.look('agenda')
  await journey.later('2025-03-27T16:00', admin)
  const chair = await journey.person('chair@panel.example')
  for (const [outcome, day] of [['reviewed', [25, 3, 2025]], ['agreed', [27, 3, 2025]]]) {
    await chair.goto(`/panels/cases/${reference}`)
    await chair.look(`chair-before-${outcome}`)
    await chair.tick('outcome', outcome)
    await chair.date('met_on', day)
    const form = chair.page.locator('main form').last()
    await form.locator('[name=says]').fill('Everything in reach of the school was tried.')
    await chair.click(chair.button('Record'))
    await chair.sees('Recorded')
  }
  await admin.goto(`/panels/cases/${reference}/send`)
  await admin.sees('The panel of 27 March 2025 agreed.')
  await admin.look('preview')
  await admin.click(admin.button('Send it to the school'))
  await admin.sees('The school is told')
}

export async function walk (journey) {
  await notBoughtIn(journey)
  const school = await journey.person('coordinator@school.example')
  const admin = await journey.person('admin@cap.example')
  const reference = await refer(school, {
    ...refocus,
    pupil: 'Maryam',
    programme: school => answers(school, 'no'),
    blank: { programme: school => school.look('refocus-questions') }
  })
  await school.look('sent-and-waiting')

  // Essential: it waits until there is early help, or a plan with Children's Services in its place.
  await admin.goto(`/cases/${reference}`)
  await admin.page.getByRole('group', { name: /Does the document itself say/ }).getByLabel('Yes').check()
  await admin.click(admin.button('Check it'))
  await admin.sees('early help')
  await admin.click(admin.button('Ask for it'))
  await journey.later('2025-03-11T14:00', school, admin)
  await school.goto(`/referrals/${reference}`)
  await school.sees('This is essential', 'Children’s Services')
  await school.look('waits-for-early-help')
  await school.click(school.link('Answer this'))
  await school.tick('early_help.assessed', 'yes')
  await school.tick('early_help.other_plan', 'no')
  await school.page.locator('main form[method=post]').last().locator('[name="hold.says"]').fill('It is on EHM since this morning.')
  await school.look('answer-early-help')
  await school.click(school.page.locator('main form[method=post]').last().locator('button').first())
  await journey.later('2025-03-13T09:00', school, admin)
  await admin.goto(`/cases/${reference}`)
  await admin.click(admin.button('Check it'))
  await school.goto(`/referrals/${reference}`)
  await school.sees('Waiting for the panel')

  await panels(journey, admin, reference)
  await school.goto('/sign-in')
  await school.signIn()
  await school.goto(`/referrals/${reference}`)
  await school.sees('The panel of 27 March 2025 agreed.')

  await admin.goto(`/cases/${reference}`)
  await admin.click(admin.button(/send to provider/i))
  const academy = await journey.person('other@provider.example')
  await academy.goto(`/answers/${reference}/yes`)
  await academy.look('academy-yes')
  await academy.date('interview_on', [27, 3, 2025])
  await academy.fill('interview_who', 'Maryam, both parents, the head of year')
  for (const name of ['risk_assessment_read', 'documents_understood', 'agreement_considered', 'needs_met', 'risk_met', 'supervision_met']) await academy.tick(name, 'yes')
  await academy.tick('sessions', ...refocus.sessions)
  await academy.date('start', refocus.start)
  await academy.click(academy.button('Send our yes to CAP'))
  await admin.goto(`/cases/${reference}/process`)
  await admin.sees('18 July 2025')
  await admin.look('process')
  await admin.click(admin.button('Set up the placement'))
  await admin.click(admin.button('It is in CLM'))
  await admin.click(admin.button('It is in Capita'))
  await admin.click(admin.button(/Confirm/))
  await admin.sees('Confirmed: starts Tuesday 6 May')

  // The phases stand in the pupil's week: half term is no week, Mondays belong to the home school, the way back begins when
  // June ends.
  await school.goto(`/weeks/${reference}`)
  await school.sees('6 May 2025 to 27 June 2025', '30 June 2025 to 18 July 2025', 'no day, back at school', '0 half days (0 days) count towards the two days', 'D, on the roll')
  await school.look('week')
}
