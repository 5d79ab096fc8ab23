// The SEND team's side: a learner whom nobody has on a list yet, with an EHC plan, on a SEND course.
import { paper, refer } from './refer.mjs'

/**
 * Refers a learner as the SEND team does. `to`: first name, born, year, course, sessions, weeks, start, hours; `roll`: the
 * school on whose roll they are; `learner`: they agree for themselves; `programme` fills in what this course asks.
 */
export async function referSend (officer, to) {
  return refer(officer, {
    pupil: to.first,
    assessed: [20, 1, 2026],
    ...to,
    begin: async (officer, to, look) => {
      await officer.goto('/referrals/new/pupil')
      await officer.fill('first_name', to.first)
      await officer.fill('last_name', 'Nowak-Test')
      await officer.date('born', to.born)
      await officer.fill('year_group', String(to.year))
      await look('send-pupil')
      await officer.click(officer.page.locator('main form[method=post]').last().locator('button').first())
    },
    instead: {
      week: async officer => {
        await officer.tick('week.main_kind', to.roll ? 'other_school' : 'none')
        if (to.roll) await officer.fill('week.main_name', to.roll)
        await officer.fill('week.sessions', to.roll ? '4' : '0')
      }
    },
    before: {
      pupil: async officer => { await officer.tick('pupil.on_roll', to.roll ? 'yes' : 'no') },
      needs: async officer => {
        await officer.tick('needs.kinds', 'ehcp')
        await officer.tick('needs.plan', 'yes')
      },
      consent: async officer => {
        if (!to.learner) return
        await officer.tick('consent.who', 'learner')
        await officer.fill('consent.relationship', 'The learner')
        await officer.tick('consent.capacity', 'yes')
        await officer.fill('consent.consulted', 'Nobody, as the learner wishes')
      },
      agreement: async officer => { await officer.fill('agreement.q6', 'It asks for a small group.') },
      papers: async officer => { await officer.box('papers.ehcp').setInputFiles(paper('EHC plan.pdf')) },
      ...to.before
    },
    programme: async officer => {
      await officer.fill('course.hours', String(to.hours))
      if (!to.roll) await officer.fill('contact.lead', 'Lin Moss, 024 7600 0002')
      await to.programme?.(officer)
    }
  })
}

/** CAP checks and sends, the provider says yes with so many hours, CAP sets up and confirms (not with `setUp: false`). */
export async function placeSend (journey, officer, admin, provider, to) {
  const reference = await referSend(officer, to)
  await admin.goto(`/cases/${reference}`)
  await admin.page.getByRole('group', { name: /Does the document itself say/ }).getByLabel('Yes').check()
  await admin.click(admin.button('Check, and send to provider'))
  await provider.goto(`/answers/${reference}/yes`)
  await provider.date('interview_on', to.interview ?? [2, 2, 2026])
  await provider.fill('interview_who', `${to.first} and our tutor`)
  for (const name of ['risk_assessment_read', 'documents_understood', 'agreement_considered', 'needs_met', 'risk_met', 'supervision_met']) await provider.tick(name, 'yes')
  await provider.tick('sessions', ...to.sessions)
  await provider.date('start', to.start)
  for (const [hours, words] of to.tooFew ? [[to.tooFew, /hours/], [to.hours]] : [[to.hours]]) {
    await provider.fill('hours', String(hours))
    await provider.click(provider.button('Send our yes to CAP'))
    if (!words) continue
    await provider.sees('There is a problem')
    if (!words.test(await provider.text())) throw new Error('too few hours are not named')
    await provider.look('yes-too-few-hours')
  }
  if (to.setUp === false) return reference
  await admin.goto(`/cases/${reference}/process`)
  await admin.click(admin.button('Set up the placement'))
  await admin.click(admin.button('It is in CLM'))
  await admin.click(admin.button('It is in Capita'))
  await admin.click(admin.button(/Confirm/))
  return reference
}
