// J4: SEND Time-Limited. A school that tries is told the way; the SEND team refers; a provider that offers 9 hours is told
// how many it must be; the review of week eight is held with the SEND team, which says what comes of it; a provider that
// wants to withdraw reviews the placement first.
import { placeSend } from '../lib/send.mjs'

export const withoutScripts = false
export const at = '2026-02-02T10:40'

export async function walk (journey) {
  const school = await journey.person('coordinator@school.example')
  await school.goto('/courses/regain')
  await school.sees('Schools can’t refer to this course. Referrals come from the SEND team')
  await school.look('school-is-told-the-way')

  const officer = await journey.person('send@cap.example')
  const admin = await journey.person('admin@cap.example')
  const provider = await journey.person('other@provider.example')
  const reference = await placeSend(journey, officer, admin, provider, {
    first: 'Ola', born: [4, 5, 2011], year: 10, roll: 'Spon Vale School', course: 'Regain', sessions: ['1a', '1p', '3a', '3p', '5a', '5p'],
    weeks: 12, start: [25, 2, 2026], hours: 12, tooFew: 9, look: true,
    programme: async officer => { await officer.tick('send.assessments', 'self_image', 'star') }
  })
  await school.cannotOpen(`/referrals/${reference}`, `/placements/${reference}`)

  // It is asked for in the seventh taught week; nobody's absence hides it, as it stands on the team's list.
  await journey.later('2026-02-25T13:00', provider)
  await provider.goto(`/placements/${reference}`)
  await provider.click(provider.button('The pupil has started'))
  await journey.later('2026-04-28T09:00', provider, officer)
  await provider.sees('Formal review in week 8')
  await provider.look('provider-home-review')
  await provider.goto(`/placements/${reference}/reviews`)
  await provider.look('reviews')
  await provider.click(provider.button('Record the review'))
  await provider.sees('There is a problem', 'Say who came')
  await provider.look('review-error')
  await provider.tick('review', 'formal-1')
  await provider.date('held_on', [28, 4, 2026])
  await provider.fill('who_came', 'Ola, her mother, Sunita Rao')
  await provider.tick('referrer_came', 'yes')
  await provider.tick('decision', 'goes_on')
  await provider.fill('says', 'Four days of five; a visit to the special school in May.')
  await provider.look('review-filled')
  await provider.click(provider.button('Record the review'))
  await provider.look('review-recorded')

  await officer.goto('/')
  await officer.look('officer-home-review')
  await officer.goto(`/placements/${reference}/reviews`)
  await officer.look('officer-confirms')
  const form = officer.page.locator('main form[action="/do/placement.confirm_review"]')
  await form.locator('[name=decision][value=goes_on]').check()
  await form.locator('[name=says]').fill('We agree; the plan names a school by July.')
  await officer.click(form.locator('button').first())
  await officer.sees('Your word is with the provider and CAP.')

  // Whoever wants to end it reviews it first.
  await provider.goto(`/placements/${reference}/changes`)
  await provider.look('provider-changes')
  await provider.click(provider.link('Withdraw the pupil'))
  await provider.sees('review')
  if (await provider.page.locator('main form[method=post]').count()) throw new Error('a provider can write a withdrawal before the review')
  await provider.look('withdrawal-locked')
}
