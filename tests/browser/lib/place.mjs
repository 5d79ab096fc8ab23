// A pupil who is placed: referred, checked, sent, answered with yes, set up and confirmed.
import { refer } from './refer.mjs'

/** @returns the reference; the pupil comes on Tuesdays from 24 February 2026. */
export async function place (school, admin, provider, to) {
  const reference = await refer(school, { assessed: [12, 1, 2026], ...to })
  await admin.goto(`/cases/${reference}`)
  await admin.page.getByRole('group', { name: /Does the document itself say/ }).getByLabel('Yes').check()
  await admin.click(admin.button('Check, and send to provider'))
  await provider.goto(`/answers/${reference}/yes`)
  await provider.date('interview_on', [2, 2, 2026])
  await provider.fill('interview_who', `${to.pupil}, a parent, Tom Archer`)
  for (const name of ['risk_assessment_read', 'documents_understood', 'agreement_considered', 'needs_met', 'risk_met', 'supervision_met']) await provider.tick(name, 'yes')
  await provider.tick('sessions', '2a', '2p')
  await provider.date('start', [24, 2, 2026])
  await provider.click(provider.button('Send our yes to CAP'))
  await admin.goto(`/cases/${reference}/process`)
  await admin.click(admin.button('Set up the placement'))
  await admin.click(admin.button('It is in CLM'))
  await admin.click(admin.button('It is in Capita'))
  await admin.click(admin.button(/Confirm/))
  return reference
}
