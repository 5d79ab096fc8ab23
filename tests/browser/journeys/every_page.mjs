// The pages that the journeys do not come to, each before it is filled in, with a fault in it and filled in; lists with
// nothing on them; and the forms that the journeys fill in without a mistake.
import { createServer } from 'node:net'
import { paper, refer } from '../lib/refer.mjs'

export const at = '2026-02-02T10:40'
export const withoutScripts = false

/** A mail server that knows nobody: every mail comes back at once. */
async function refusingMailServer () {
  const server = createServer(socket => {
    socket.on('error', () => {})
    socket.write('220 nobody.example ESMTP\r\n')
    let text = ''
    socket.on('data', data => {
      text += data
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end).toUpperCase()
        text = text.slice(end + 2)
        socket.write(line.startsWith('RCPT') ? '550 5.1.1 There is nobody of that name here\r\n' : line.startsWith('QUIT') ? '221 Bye\r\n' : '250 nobody.example\r\n')
      }
    })
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return server
}

export async function before (journey) {
  journey.mailServer = await refusingMailServer()
  journey.daemon.configure({ 'mail.server': `127.0.0.1:${journey.mailServer.address().port}`, 'mail.starttls': 'no', 'mail.from': 'cap@example.org' })
}

export async function after (journey) { journey.mailServer?.close() }

export async function walk (journey) {
  const school = await journey.person('coordinator@school.example')
  const admin = await journey.person('admin@cap.example')
  await school.goto('/directory?words=nothing+fits+this')
  await school.look('directory-nothing')
  await schoolForms(school)
  await directory(admin)

  // Flourish: one that waits for the panel; its own hold, an officer, papers from lead to lead.
  const reference = await refer(school, { pupil: 'Aled', course: 'Grow', assessed: [12, 1, 2026], sessions: ['1a', '1p', '4a', '4p'], weeks: 12, start: [23, 2, 2026] })
  for (const page of ['hold', 'officer']) await admin.lookThrice(`/cases/${reference}/${page}`, `case-${page}`)
  await admin.goto(`/cases/${reference}/hold`)
  await admin.tick('kind', 'missing_data')
  await admin.fill('says', 'Which bus does the pupil take?')
  await admin.click(admin.button('Put on hold'))
  await admin.lookThrice(`/cases/${reference}/clear`, 'case-clear')
  await admin.goto(`/cases/${reference}`)
  await admin.click(admin.button('Ask for it'))
  await school.goto(`/referrals/${reference}`)
  await school.look('case-waits-for-panel')
  await school.click(school.link('Answer this'))
  await school.lookThrice(new URL(school.page.url()).pathname, 'hold-answer')
  await school.lookThrice(`/referrals/${reference}/pupil`, 'pupil-change')
  await school.lookThrice(`/referrals/${reference}/section/needs`, 'told-later')
  await school.goto(`/referrals/${reference}/copy`)
  await school.look('copy')
  await leads(journey, reference)
  await failedMail(journey, admin)

  const tier1 = await refer(school, { pupil: 'Maryam', course: 'Bicycle maintenance', assessed: [12, 1, 2026] })
  await answers(journey, school, admin, tier1)
}

/** Beginning, adding, deleting. */
async function schoolForms (school) {
  await school.lookThrice('/referrals/new/pupil', 'pupil-new')
  await school.goto('/referrals/new')
  await school.click(school.button('Find or begin'))
  await school.look('refer-new-error')
  await school.goto('/referrals/new')
  await school.page.getByLabel('Jordan').check()
  await school.look('refer-new-filled')
  await school.click(school.button('Find or begin'))
  const reference = school.page.url().match(/CAP\d\d-\w+/)[0]
  await school.goto(`/referrals/${reference}/check`)
  await school.look('check-empty')
  await school.click(school.button('Submit referral'))
  await school.sees('There is a problem')
  await school.look('check-error')
  await school.goto('/referrals')
  await school.look('referrals-with-a-draft')
  await school.job('school coordinator: resume a draft', async () => {
    await school.click(school.link(reference))
    await school.sees('0 of 12 sections done')
  })
  await school.goto(`/referrals/${reference}/delete`)
  await school.look('draft-delete')
  await school.click(school.button('Delete this draft'))
  await school.goto('/referrals')
  await school.look('referrals-after-delete')
}

async function directory (admin) {
  for (const kind of ['providers', 'schools']) {
    await admin.lookThrice(`/${kind}/add`, `${kind}-add`)
    await admin.goto(`/${kind}`)
    await admin.click(admin.page.locator('main table a').first())
    const path = new URL(admin.page.url()).pathname
    await admin.look(`${kind}-one`)
    await admin.lookThrice(`${path}/change`, `${kind}-change`)
    await admin.lookThrice(`${path}/add-contact`, `${kind}-contact`)
    if (kind === 'providers') await admin.lookThrice(`${path}/add-course`, 'course-add')
  }
  await admin.goto('/directory')
  await admin.click(admin.page.locator('main table a').first())
  const course = new URL(admin.page.url()).pathname
  await admin.lookThrice(course, 'course')
  await admin.lookThrice(`${course}/change`, 'course-change')
}

/** Papers from safeguarding lead to safeguarding lead, there and back. */
async function leads (journey, reference) {
  const ours = await journey.person('dsl@school.example')
  await ours.goto(`/safeguarding/${reference}`)
  await ours.look('slip-nothing')
  await ours.click(ours.page.locator('main form[method=post] button').last())
  await ours.sees('There is a problem')
  await ours.look('slip-error')
  await sendPaper(ours, 'minutes.pdf')
  await ours.look('slip-sent')
  const theirs = await journey.person('dsl@cap.example')
  await theirs.look('lead-home')
  await theirs.job('CAP safeguarding lead: open papers', async () => theirs.click(theirs.link(`${reference}: a paper`)))
  await theirs.sees('Paper 1', 'not marked as read')
  await theirs.look('slip-to-read')
  await theirs.goto('/safeguarding')
  await theirs.look('slips')
  await theirs.goto(`/safeguarding/${reference}`)
  await sendPaper(theirs, 'reply.pdf')
  await ours.job('school safeguarding lead: open papers', async () => ours.click(ours.link(`${reference}: a paper`)))
  await ours.sees('Paper 2')
}

async function sendPaper (lead, name) {
  const form = lead.page.locator('main form[method=post]').last()
  for (const box of await form.locator('input[type=file]').all()) await box.setInputFiles(paper(name))
  for (const box of await form.locator(':is(textarea, input[type=text])').all()) await box.fill(`About ${name}`)
  await lead.look(`slip-filled-${name.replace('.pdf', '')}`)
  await lead.click(form.locator('button').first())
}

/** A mail that came back: it can be sent again, and it may be quicker to ring. */
async function failedMail (journey, admin) {
  const deadline = Date.now() + 30000
  for (;;) {
    await admin.goto('/mail?state=failed')
    if (await admin.link('Send it again').count()) break
    if (Date.now() > deadline) throw new Error('no mail was refused within 30 s: ' + await admin.text())
    await admin.page.waitForResponse(() => true, { timeout: 500 }).catch(() => {})
  }
  await admin.look('mail-failed')
  await admin.click(admin.link('Send it again'))
  await admin.sees('nobody of that name')
  await admin.look('mail-again')
}

/** A provider's forms, the call, the further choice, the placement: each with its faults. */
async function answers (journey, school, admin, reference) {
  await admin.goto(`/cases/${reference}`)
  await admin.click(admin.button('Check it'))
  await admin.sees('There is a problem')
  await admin.look('case-error')
  await admin.page.getByRole('group', { name: /Does the document itself say/ }).getByLabel('Yes').check()
  await admin.click(admin.button('Check, and send to provider'))
  const provider = await journey.person('provider@provider.example')
  await provider.goto('/answers')
  await provider.look('answers')
  await provider.goto(`/answers/${reference}`)
  await provider.click(provider.button('Note that I have read it'))
  await provider.sees('There is a problem')
  await provider.look('answer-error')
  await provider.goto(`/answers/${reference}`)
  await provider.page.getByRole('group', { name: /read and understood/ }).getByLabel('Yes').check()
  await provider.look('answer-filled')
  await provider.lookThrice(`/answers/${reference}/no`, 'answer-no')
  await provider.goto(`/answers/${reference}/no`)
  await provider.tick('category', 'need')
  await provider.fill('reason', 'The workshop has one tutor for eight, and the pupil needs one to one.')
  await provider.click(provider.button('Send our no to CAP'))
  const slt = await journey.person('slt@cap.example')
  await slt.goto(`/review/${reference}`)
  await slt.tick('decision', 'agreed')
  await slt.look('review-filled')
  await slt.click(slt.button('Record it'))
  await school.lookThrice(`/alternatives/${reference}`, 'alternatives')
  await school.click(school.button('Ask for this course'))
  await admin.goto(`/cases/${reference}`)
  await admin.click(admin.button(/send to provider/i))
  const second = provider
  await second.goto(`/answers/${reference}/yes`)
  if (!await second.page.locator('[name="interview_on-day"]').count()) throw new Error('the second choice is not with this provider')
  await second.date('interview_on', [2, 2, 2026])
  await second.fill('interview_who', 'Maryam, her father')
  for (const name of ['risk_assessment_read', 'documents_understood', 'agreement_considered', 'needs_met', 'risk_met', 'supervision_met']) await second.tick(name, 'yes')
  await second.click(second.button('Send our yes to CAP'))
  await second.sees('Your yes is with CAP')
  await admin.goto('/process')
  await admin.look('process')
  await admin.lookThrice(`/cases/${reference}/process`, 'process-again')
  await admin.goto(`/cases/${reference}/process`)
  for (const button of ['Set up the placement', 'It is in CLM', 'It is in Capita', 'Confirm and tell the school']) await admin.click(admin.button(button))
  await school.lookThrice(`/placements/${reference}`, 'placement-visit')
}
