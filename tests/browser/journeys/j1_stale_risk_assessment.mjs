// J1: a school refers a pupil to Tier 1 with a risk assessment that is too old; CAP asks, the school sends a newer one,
// CAP sends the papers, the provider answers, CAP sets the placement up, the school gets its confirmation.
import { refer } from './lib/refer.mjs'

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
}
