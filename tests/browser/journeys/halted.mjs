// A provider that may be giving most of a pupil's education halts the placement: a screen says what stops and whom to
// ring, a registered school halts nothing, CAP looks into it the same day, and the school reads what stands.
import { place } from '../lib/place.mjs'

export const withoutScripts = false
export const at = '2026-02-02T10:40'

export async function walk (journey) {
  const school = await journey.person('coordinator@school.example')
  const admin = await journey.person('admin@cap.example')
  const provider = await journey.person('provider@provider.example')
  const reference = await place(school, admin, provider, { pupil: 'Zofia', course: 'Bicycle maintenance' })
  const path = what => `/placements/${reference}/${what}`
  await journey.later('2026-02-25T09:00', provider, school)
  await provider.goto(path('changes'))
  await provider.sees('Ends by itself on')
  await provider.click(provider.link('This may be all or most of the pupil’s education'))
  await provider.sees('What stops: Tuesday all day', 'Ring CAP’s Operations Lead now')
  await provider.lookThrice(path('halt'), 'halt')
  await provider.goto(path('halt'))
  for (const each of ['registered', 'cap_rung', 'school_rung', 'family_rung']) await provider.tick(each, 'yes')
  await provider.tick('kind', 'substantially_all')
  await provider.fill('reason', 'Four days here, and one hour a week at school.')
  await provider.click(provider.button('Halt the placement from today'))
  await provider.sees('There is a problem', 'A registered school may be a main provider')
  await provider.tick('registered', 'no')
  await provider.click(provider.button('Halt the placement from today'))
  await provider.sees('The placement is halted from today', 'It is no withdrawal')
  await provider.look('halted')
  await school.goto(`/placements/${reference}`)
  await school.sees('Halted since 25 February 2026', 'The pupil’s week over all placements')
  await school.look('placement-halted')
  const lead = await journey.person('lead@cap.example')
  await lead.goto('/')
  await lead.click(lead.link('Look into a placement that is halted'))
  await lead.sees('one hour a week at school')
  await lead.look('halted-cap')
  await lead.tick('outcome', 'goes_on')
  await lead.fill('reason', 'The school teaches three days a week from Monday.')
  await lead.click(lead.button('Record what CAP decides'))
  await lead.sees('The halt is over')
  await lead.look('halt-lifted')
}
