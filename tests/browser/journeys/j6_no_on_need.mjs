// J6: the provider can't meet the pupil's need. SLT looks, the monitoring officer rings the school, the school takes its
// second choice on the same referral; the first provider loses sight of the papers on the day.
import { refer } from './lib/refer.mjs'

export const at = '2026-02-02T10:40'

export async function walk (journey) {
  const school = await journey.person('coordinator@school.example')
  const reference = await refer(school, journey, { pupil: 'Aled', course: 'Bicycle maintenance', secondCourse: 'Hair and beauty', assessed: [12, 1, 2026] })
  const admin = await journey.person('admin@cap.example')
  await admin.goto(`/cases/${reference}`)
  await admin.page.getByRole('group', { name: /Does the document itself say/ }).getByLabel('Yes').check()
  await admin.click(admin.button('Check it'))
  await admin.click(admin.button('Send to provider'))

  const provider = await journey.person('provider@provider.example')
  await provider.goto(`/answers/${reference}`)
  await provider.click(provider.page.getByRole('link', { name: /No, and here is why/ }).or(provider.page.getByRole('button', { name: /No, and here is why/ })).first())
  await provider.page.locator('main form [name="category"][value="need"]').check()
  await provider.page.locator('main form [name="reason"]').fill('no')
  await provider.click(provider.page.locator('main form button[type=submit]').first())
  await provider.sees('There is a problem')
  await provider.picture('provider-no-error')
  await provider.page.locator('main form [name="reason"]').fill('Aled needs one adult beside him at the machines, and our group has one tutor for eight.')
  await provider.click(provider.page.locator('main form button[type=submit]').first())
  await provider.picture('provider-said-no')
  await provider.goto(`/answers/${reference}`)
  await provider.picture('provider-after-no')

  const slt = await journey.person('slt@cap.example')
  await slt.picture('slt-home')
  await slt.goto('/review')
  await slt.sees(reference)
  await slt.picture('slt-review')
  // Until CAP shares it the school does not see why.
  await school.goto(`/referrals/${reference}`)
  if ((await school.text()).includes('one adult beside him')) throw new Error('the school sees the reason before CAP shared it')
  await school.picture('school-case-in-review')
  await slt.click(slt.link(reference))
  await slt.picture('slt-case')
  await slt.page.locator('main form [name="decision"][value="agreed"]').check()
  await slt.page.locator('main form [name="says"]').fill('One tutor for eight is what the course has. We look for a smaller group.')
  await slt.click(slt.button('Record it'))
  await slt.picture('slt-agreed')

  const officer = await journey.person('officer@cap.example')
  await officer.picture('officer-home')
  await dump(officer)
  console.log(await officer.text())
  console.log(await officer.page.locator('main a').evaluateAll(l => l.map(a => a.getAttribute('href'))))
  await school.goto(`/referrals/${reference}`)
  console.log(await school.text())
  console.log(await school.page.locator('main a').evaluateAll(l => l.map(a => a.getAttribute('href'))))
}

export async function dump (person) {
  console.log(person.page.url())
  for (const f of await person.page.locator('main form').locator('input:not([type=hidden]),textarea,select,button').evaluateAll(els => els.map(e => `${e.type} ${e.name}=${e.value} | ${e.labels?.[0]?.innerText ?? e.innerText} | ${e.closest('fieldset')?.querySelector('legend')?.innerText ?? ''}`))) console.log('   ', f)
}
