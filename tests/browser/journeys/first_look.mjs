// Every persona signs in and opens everything in the navigation while nothing has happened yet; wrong passwords and wrong
// addresses get their answers; a safeguarding lead, the SEND team and the IT host find what is theirs.
export const withoutScripts = false
export const at = '2026-02-02T09:00'

const everybody = ['coordinator@school.example', 'contributor@school.example', 'dsl@school.example', 'provider@provider.example', 'admin@cap.example', 'officer@cap.example',
  'slt@cap.example', 'lead@cap.example', 'dsl@cap.example', 'policy@cap.example', 'host@cap.example', 'send@cap.example']

export async function walk (journey) {
  const stranger = await journey.person()
  await stranger.goto('/')
  await stranger.look('sign-in')
  await stranger.page.getByLabel('Email address').fill('nobody@school.example')
  await stranger.page.getByLabel('Password').fill('a wrong password')
  await stranger.look('sign-in-filled')
  await stranger.click(stranger.button('Sign in'))
  await stranger.sees('There is a problem')
  await stranger.look('sign-in-error')
  const looked = new Set()
  for (const email of everybody) {
    const person = await journey.person(email)
    const short = email.replace('@', '-').replace('.example', '')
    await person.look(`home-${short}`)
    const paths = await person.page.locator('.capd-navigation a').evaluateAll(links => links.map(a => a.getAttribute('href')))
    for (const path of paths) {
      if (path === '/' || looked.has(path) || path.startsWith('/exports/')) continue // a download is no page
      looked.add(path)
      await person.goto(path)
      await person.look(`page-${short}${path.replaceAll('/', '-')}`)
    }
    await person.cannotOpen('/referrals/CAP25-333333')
    if (email === 'coordinator@school.example') await person.look('not-there')
    if (email === 'send@cap.example') await person.job('SEND officer: begin a referral', async () => {
      await person.click(person.link('Refer a pupil'))
      await person.sees('Refer a pupil')
    })
    if (email === 'host@cap.example') await person.job('IT host: is it well', async () => {
      await person.click(person.page.getByRole('link', { name: 'Status' }).first())
      await person.sees('Is the service well?', 'All parts are running')
      await person.look('status')
    })
  }
}
