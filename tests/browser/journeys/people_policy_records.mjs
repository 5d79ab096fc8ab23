// The pages of people, of the policy and of the records that the house itself shows, and those that hang on a case beside its
// journey: each before it is filled in, with a fault in it and filled in.
import { refer } from '../lib/refer.mjs'

export const at = '2026-02-02T10:40'
export const withoutScripts = false

export async function walk (journey) {
  const school = await journey.person('coordinator@school.example')
  const admin = await journey.person('admin@cap.example')
  await people(admin)
  await imports(admin)
  await policy(journey)

  const reference = await refer(school, { pupil: 'Aled', course: 'Bicycle maintenance', assessed: [12, 1, 2026] })
  for (const page of ['/referrals/risk-assessment', `/referrals/${reference}/quality-measures`, '/records', `/records/${reference}`]) {
    await school.goto(page)
    await school.look(page.replaceAll('/', '-').replace(reference, 'case'))
  }
  await admin.goto(`/records/${reference}`)
  await admin.look('record-for-cap')
  await admin.lookThrice(`/cases/${reference}/dsl`, 'case-dsl')
  await school.lookThrice(`/referrals/${reference}/withdraw`, 'withdraw')
}

async function people (admin) {
  await admin.goto('/people')
  await admin.look('people')
  await admin.lookThrice('/people/invite', 'people-invite')
  await admin.goto('/people')
  await admin.click(admin.link('Tom Archer'))
  const person = new URL(admin.page.url()).pathname
  await admin.look('person')
  for (const page of ['add-role', 'end-role', 'new-link', 'leaver']) {
    await admin.goto(`${person}/${page}`)
    const boxes = await admin.page.locator('main form[method=post]').last().locator('input:not([type=hidden]), select, textarea').count()
    if (boxes) await admin.lookThrice(`${person}/${page}`, `person-${page}`)
    else await admin.look(`person-${page}`)
  }
}

async function imports (admin) {
  await admin.goto('/imports')
  await admin.look('imports-empty')
  await admin.click(admin.button('Read the file'))
  await admin.look('imports-told')
  await admin.tick('kind', 'providers')
  await admin.box('file').setInputFiles({ name: 'providers.csv', mimeType: 'text/csv', buffer: Buffer.from('name,phone,email\nMillrace Yard,024 7600 0077,\nWhitley Workshops,024 7600 0099,\nAnother,,no address\n') })
  await admin.click(admin.button('Read the file'))
  await admin.sees('New (1)', 'Changes (1)', 'Faults: left out (1)', 'Telephone: 024 7600 0000 → 024 7600 0099')
  await admin.look('import-looked-at')
  await admin.click(admin.button('Do what the rows say'))
  await admin.sees('Added: 1', 'Changed: 1')
  await admin.look('import-done')
  await admin.click(admin.button('Take the import back'))
  await admin.sees('Taken back: 2')
  await admin.goto('/imports')
  await admin.look('imports')
}

async function policy (journey) {
  const editor = await journey.person('policy@cap.example')
  await editor.goto('/policy')
  await editor.look('policy')
  for (const part of ['/versions/', '/since/', '/letters']) {
    await editor.goto('/policy')
    const links = await editor.page.locator('main a').evaluateAll(all => all.map(each => each.getAttribute('href')))
    const found = links.find(each => each.includes(part) && (part !== '/versions/' || !/since|letters/.test(each)))
    if (!found) throw new Error(`the page of the policy leads to no ${part}`)
    await editor.goto(found)
    await editor.look(`policy${part.replaceAll('/', '-')}`)
    if (part !== '/versions/') continue
    const life = await editor.page.locator('main a[href$="/lives/tier2.flourish"]').getAttribute('href')
    await editor.goto(life)
    await editor.sees('Waits for the panel')
    await editor.look('policy-life')
  }
  await editor.lookThrice('/policy/publish', 'policy-publish')
}
