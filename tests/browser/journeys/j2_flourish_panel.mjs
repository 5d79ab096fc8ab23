// J2: Flourish through the panel, as far as the panel goes. Two referrals wait, CAP adds and moves the round of a year that
// prints none, builds the agenda, members add what they know, the chair records, CAP reads it as the school will and sends
// it before the half term. One is agreed; to the other the panel suggests a course without a panel, and all its answers stay.
import { refer } from '../lib/refer.mjs'

export const withoutScripts = false
export const at = '2026-02-02T10:40'

const flourish = { course: 'Grow', assessed: [12, 1, 2026], sessions: ['1a', '1p', '4a', '4p'], weeks: 12, start: [23, 2, 2026] }
const secret = 'A key worker since May'

/** CAP looks whether it is complete when it comes, not when the panel is near. */
async function check (admin, reference) {
  await admin.goto(`/cases/${reference}`)
  const date = admin.page.getByRole('group', { name: /Does the document itself say/ })
  if (await date.count()) await date.first().getByLabel('Yes').check()
  await admin.click(admin.button('Check it'))
}

/** The round of the year, added and moved. @returns its page. */
async function round (journey, admin, school, references) {
  await admin.goto('/panels')
  await admin.sees('No round is known', ...references)
  await admin.look('panels-no-round')
  await admin.click(admin.button('Make the agencies that hold seats'))
  await admin.lookThrice('/panels/new', 'round-new')
  await admin.goto('/panels/new')
  await admin.tick('programmes', 'tier2.flourish')
  for (const [name, day] of [['deadline', [4, 2, 2026]], ['meets_on', [10, 2, 2026]], ['starts_on', [23, 2, 2026]]]) await admin.date(name, day)
  await admin.click(admin.button('Add the round'))
  await admin.sees('2 referrals waited for one, and are on it', ...references)
  const path = new URL(admin.page.url()).pathname
  await school.goto(`/referrals/${references[0]}`)
  await school.sees('Waiting for the panel on 10 February')
  await admin.lookThrice(`${path}/move`, 'round-move')
  await admin.goto(`${path}/move`)
  await admin.date('meets_on', [11, 2, 2026])
  await admin.fill('why', 'The room is not free on Tuesday.')
  await admin.click(admin.button('Move it and tell the schools'))
  await admin.sees('The round is moved, and 2 referrals with it', 'Send its outcomes by Friday 13 February 2026', 'not yet')
  await school.goto(`/referrals/${references[0]}`)
  await school.sees('Waiting for the panel on 11 February', 'The room is not free on Tuesday')
  await school.look('school-waits-for-panel')
  await admin.goto(path)
  await admin.click(admin.button('Build the agenda'))
  await admin.sees('There is a problem', 'Build the agenda after that')
  await admin.look('agenda-too-early')
  await admin.goto('/panels')
  await admin.sees('2 referrals wait for it')
  await admin.look('panels')
  for (const [page, name] of [['decisions', 'nothing-decided'], ['pack', 'nothing-in-the-pack']]) {
    await admin.goto(page === 'pack' ? '/panels/rounds/2024-25-autumn-4/pack' : `${path}/${page}`)
    await admin.look(name)
  }
  return path
}

/** What a member does before the meeting: reads, adds, votes, declares an interest. */
async function beforeTheMeeting (member, chair, [one, other]) {
  await member.look('member-home')
  await member.job('panel member: read a case', async () => {
    await member.click(member.link(one))
    await member.sees('Aled Wynne-Test', 'Spon Vale School', 'What does your agency know?')
  })
  await member.lookThrice(`/panels/cases/${one}`, 'member-case')
  await member.job('panel member: add what my agency knows', async () => {
    await member.click(member.link(one))
    await member.click(member.button('Put it into the pack'))
    await member.sees('There is a problem', 'Write what your agency knows')
    await member.look('member-information-error')
    member.clicks-- // the press that was refused on purpose
    await member.fill('says', `${secret}, and the family comes to every meeting.`)
    await member.click(member.button('Put it into the pack'))
  })
  await member.sees('It is in the pack', secret)
  await member.tick('vote', 'for')
  await member.click(member.button('Vote'))
  await member.sees('Your vote is noted')
  await member.goto(`/panels/cases/${other}`)
  await member.tick('grade', 'speaks')
  await member.page.locator('main form').last().locator('[name=says]').fill('I was her teacher once')
  await member.click(member.button('Declare it'))
  await member.sees('You can speak when asked; you will not vote')
  await member.seesNot('Your vote')
  await member.look('member-case-with-an-interest')
  await member.goto('/')
  await member.sees('Your agency’s part is in the pack')
  await member.look('member-home-said')
  await member.cannotOpen(`/panels/cases/${one}/send`, `/cases/${one}`, `/referrals/${one}`, '/panels/new')

  await chair.look('chair-home')
  await chair.job('panel chair: open the pack', async () => {
    await chair.click(chair.link('Pack for the panel of 11 February 2026'))
    await chair.sees('Aled Wynne-Test', 'Maryam Hassan-Test', secret, 'Risk assessment, received', 'It closed on Wednesday 4 February 2026')
  })
  await chair.look('pack')
}

/** An address of one's own for a calendar programme, which asks without a sign-in and is told of no case. */
async function calendar (journey, member) {
  await member.goto('/panels')
  await member.look('panels-of-a-member')
  await member.goto('/panels/calendar')
  await member.look('calendar-none')
  await member.click(member.button('Make an address'))
  await member.sees('It is shown this once')
  await member.look('calendar-made')
  const address = (await member.text()).match(/\/panels\/feed\/\w+/)[0]
  const stranger = await journey.person()
  const answer = await stranger.page.request.get(journey.address + address)
  const text = await answer.text()
  if (!answer.headers()['content-type'].startsWith('text/calendar') || !text.includes('VALUE=DATE:20260211')) throw new Error(`the calendar is not one: ${text.slice(0, 200)}`)
  if (/Flourish|Aled|CAP26|Spon/.test(text)) throw new Error('the calendar names a case')
  await member.goto('/panels/calendar')
  await member.click(member.button('End the address'))
  await member.sees('The address shows nothing any more')
  if ((await stranger.page.request.get(journey.address + address)).status() !== 404) throw new Error('an ended address still shows the calendar')
}

/** What came of each: the chair on the case's page. */
async function meeting (admin, chair, path, [one, other]) {
  await admin.lookThrice(path, 'round')
  await chair.lookThrice(`/panels/cases/${one}`, 'chair-case')
  await chair.job('panel chair: decide', async () => {
    await chair.click(chair.link(one))
    await chair.tick('outcome', 'agreed')
    await chair.date('met_on', [11, 2, 2026])
    for (const box of await chair.page.locator('main form').last().locator('textarea[name^="finding-"]').all()) await box.fill('We saw it in his books, and in what he says.')
    await chair.click(chair.button('Record'))
  })
  await chair.sees('Recorded. CAP looks at it as the school will, and sends it by Monday 16 February 2026')
  await chair.look('chair-recorded')
  await chair.goto(`/panels/cases/${other}`)
  await chair.tick('outcome', 'different_support')
  await chair.date('met_on', [11, 2, 2026])
  const form = chair.page.locator('main form').last()
  await form.locator('[name=says]').fill('She wants to work with her hands; a course of one day a week comes first.')
  await form.locator('[name=programme][value=tier1], select[name=programme]').first().evaluate(e => { if (e.localName === 'select') e.value = 'tier1'; else e.checked = true })
  await chair.click(chair.button('Record'))
  await chair.sees('Recorded.')
  await chair.goto('/')
  await chair.sees('The outcome is recorded')
  await chair.cannotOpen(`/panels/cases/${one}/send`)
  // Minutes are of what was told.
  await chair.goto(`${path}/decisions`)
  await chair.sees('Nothing that you sat over has been decided and told')
  await chair.look('minutes-of-the-chair-nothing')
}

export async function walk (journey) {
  const school = await journey.person('coordinator@school.example')
  const admin = await journey.person('admin@cap.example')
  const one = await refer(school, { ...flourish, pupil: 'Aled' })
  const other = await refer(school, { ...flourish, pupil: 'Maryam' })
  const both = [one, other]
  for (const reference of both) await check(admin, reference)
  const path = await round(journey, admin, school, both)

  // Nobody on the panel sees a case before CAP has built the agenda.
  const member = await journey.person('member@panel.example')
  await member.sees('No pack is open for you')
  await member.look('member-home-nothing')
  await member.cannotOpen(`/panels/cases/${one}`, `${path}/pack`)
  const chair = await journey.person('chair@panel.example')
  await journey.later('2026-02-05T09:00', admin, member, chair)
  await admin.goto(path)
  await admin.click(admin.button('Build the agenda'))
  await admin.sees('2 referrals stand on the agenda', 'since 5 February 2026')
  await admin.look('agenda')
  await journey.later('2026-02-05T09:20', member, chair)
  await beforeTheMeeting(member, chair, both)
  await calendar(journey, member)
  await member.goto(path)
  await member.look('round-of-a-member')

  await journey.later('2026-02-11T16:00', school, admin, chair, member)
  await meeting(admin, chair, path, both)
  await school.goto(`/referrals/${one}`)
  await school.seesNot('agreed.', secret)

  // CAP notes who does what, looks at each as the school will, and sends it before schools close.
  await admin.goto(`/panels/cases/${one}`)
  await admin.click(admin.button('Note it'))
  await admin.sees('There is a problem', 'Say who does it')
  await admin.look('action-error')
  await admin.goto(`/panels/cases/${one}`)
  await admin.fill('who', 'Early Help')
  await admin.fill('what', 'Tell the family what comes next')
  await admin.date('by', [13, 2, 2026])
  await admin.click(admin.button('Note it'))
  await admin.sees('It stands on the page of decisions')
  await admin.look('cap-case-before-panel')
  await admin.job('CAP administrator: send a panel’s outcome', async () => {
    await admin.click(admin.link(`${one}: tell the school the panel's outcome`))
    await admin.sees(`Panel outcome ready: ${one}`, 'The panel of 11 February 2026 agreed.', 'Send it by Friday 13 February 2026')
    await admin.look('send-outcome')
    await admin.click(admin.button('Send it to the school'))
  })
  await admin.sees('The school is told')
  await admin.goto(`/panels/cases/${other}/send`)
  await admin.sees('suggests different support', 'All your answers stay', 'work with her hands')
  await admin.look('send-different-support')
  await admin.click(admin.button('Send it to the school'))
  await admin.goto(`${path}/decisions`)
  await admin.sees('2 of 2 outcomes were told in time', 'Agreed', 'Different support suggested', 'Early Help, by 13 February 2026', 'spoke, did not vote', '1 for, 0 against')
  await admin.look('decisions')

  await school.goto('/')
  await school.look('school-home-told')
  await school.goto(`/referrals/${one}`)
  await school.sees('The panel of 11 February 2026 agreed.')
  await school.look('school-agreed')
  await school.goto(`/referrals/${other}`)
  await school.sees('The panel of 11 February 2026 suggests different support', 'On hold: waiting for you')
  await school.look('school-different-support')
  await school.click(school.link('Answer this'))
  await school.page.getByLabel('Bicycle maintenance').check()
  await school.look('school-chooses-a-course')
  await school.click(school.page.locator('main form[method=post]').last().locator('button').first())
  await school.goto(`/referrals/${other}`)
  await school.seesNot('On hold: waiting for you')
  await school.goto(`/referrals/${other}/print`)
  await school.sees('Date of application: 2 February 2026. Programme: Tier 1 course', 'Maryam learns best with both hands')
  await member.cannotOpen(`/panels/cases/${one}`)

  // What was agreed goes to the provider after a last look at the papers.
  await check(admin, one)
  await admin.goto(`/cases/${one}`)
  await admin.click(admin.button(/send to provider/i))
  await admin.sees('They should answer by')
  const provider = await journey.person('other@provider.example')
  await provider.goto(`/answers/${one}`)
  await provider.sees(one)
  await provider.seesNot(secret)
}
