// J5: Post-16 SEND. The learner agrees for themselves; attendance falls, what is done about it is noted; the three sides
// review it, and the SEND team gives the place to the learner who waits. The day of the annual review is the SEND team's.
import { placeSend } from '../lib/send.mjs'

export const withoutScripts = false
export const at = '2026-02-02T10:40'

const onward = {
  year: 13, course: 'Onward', sessions: ['1a', '1p', '3a', '3p', '5a', '5p'], weeks: 36, start: [25, 2, 2026], hours: 16, learner: true,
  programme: async officer => { await officer.date('ehcp.review_date', [1, 6, 2026]) }
}

export async function walk (journey) {
  const officer = await journey.person('send@cap.example')
  const admin = await journey.person('admin@cap.example')
  const provider = await journey.person('other@provider.example')
  const reference = await placeSend(journey, officer, admin, provider, { ...onward, first: 'Ola', born: [4, 5, 2008] })

  await journey.later('2026-02-25T13:00', provider)
  await provider.goto(`/placements/${reference}`)
  await provider.click(provider.button('The pupil has started'))
  await journey.later('2026-04-08T09:00', provider, officer, admin)
  await provider.sees('Annual review of the EHC plan')
  await provider.goto(`/placements/${reference}/reviews`)
  await provider.look('provider-reviews')
  const effort = provider.page.locator('main form[action="/do/placement.note_effort"]')
  await provider.click(effort.locator('button').first())
  await provider.sees('There is a problem')
  await provider.look('effort-error')
  await provider.page.locator('main form[action="/do/placement.note_effort"] [name=reason]').fill('Rang on Monday; a shorter first day is offered.')
  await provider.click(provider.page.locator('main form[action="/do/placement.note_effort"] button').first())
  await provider.look('effort-noted')

  // The team moves the annual review.
  await officer.goto(`/placements/${reference}/reviews`)
  await officer.date('review_on', [15, 6, 2026])
  await officer.look('officer-moves-the-review')
  await officer.click(officer.page.locator('main form[action="/do/placement.set_annual_review"] button').first())
  await officer.sees('The day is with the provider.')

  // Without a review of the three sides nobody is replaced; after it the place goes to the learner who waits.
  const replace = `/placements/${reference}/replace`
  await officer.goto(replace)
  await officer.sees('first review the placement together')
  await officer.look('replace-locked')
  const waits = await placeSend(journey, officer, admin, provider, {
    ...onward, first: 'Uma', born: [9, 1, 2008], start: [22, 4, 2026], weeks: 36, assessed: [20, 3, 2026], interview: [7, 4, 2026], setUp: false
  })
  await officer.goto(`/placements/${reference}/meeting`)
  await officer.fill('reason', 'She comes less and less, and says that it is not for her.')
  for (const box of await officer.page.locator('main form textarea').all()) if (!await box.inputValue()) await box.fill('Any day next week')
  await officer.click(officer.page.locator('main form[method=post] button').first())
  const cap = await journey.person('officer@cap.example')
  await cap.goto(`/placements/${reference}/changes`)
  await cap.look('cap-review')
  await cap.tick('outcome', 'held')
  await cap.date('held_on', [8, 4, 2026])
  await cap.fill('who_came', 'Ola, the provider, Sunita Rao')
  await cap.tick('decision', 'replaced')
  await cap.fill('says', 'Everything was tried since February; a job with training begins in May.')
  await cap.look('cap-review-filled')
  await cap.click(cap.button('Record the meeting'))
  await officer.lookThrice(replace, 'replace')
  await officer.goto(replace)
  await officer.fill('reason', 'She does not come any more; all that was tried did not help.')
  await officer.fill('next_step', 'A job with training from May; her adviser goes along.')
  await officer.tick('learner_told', 'yes')
  await officer.tick('successor', waits)
  await officer.click(officer.page.locator('main form[method=post] button').first())
  await officer.sees('It is with CAP')
  await admin.goto(`/placements/${reference}/changes`)
  await admin.tick('on_clm', 'yes')
  await admin.tick('on_capita', 'yes')
  await admin.click(admin.button('Process the withdrawal'))
  await admin.sees(waits)
  await admin.look('replaced')
}
