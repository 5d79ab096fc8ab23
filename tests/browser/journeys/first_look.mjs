// Every persona signs in and opens everything in the navigation; wrong passwords and wrong addresses get their answers.
export const at = '2026-02-02T09:00'

const everybody = ['coordinator@school.example', 'contributor@school.example', 'dsl@school.example', 'provider@provider.example', 'admin@cap.example', 'officer@cap.example',
  'slt@cap.example', 'lead@cap.example', 'dsl@cap.example', 'policy@cap.example', 'host@cap.example', 'send@cap.example']

export async function walk (journey) {
  const stranger = await journey.person()
  await stranger.goto('/')
  await stranger.picture('sign-in')
  await stranger.page.getByLabel('Email address').fill('nobody@school.example')
  await stranger.page.getByLabel('Password').fill('a wrong password')
  await stranger.click(stranger.button('Sign in'))
  await stranger.page.getByText('There is a problem').waitFor()
  await stranger.picture('sign-in-error')
  for (const email of everybody) {
    const person = await journey.person(email)
    const short = email.replace('@', '-').replace('.example', '')
    await person.picture(`home-${short}`)
    const paths = await person.page.locator('.capd-navigation a').evaluateAll(links => links.map(a => a.getAttribute('href')))
    for (const path of paths) {
      await person.goto(path)
      await person.picture(`page-${short}${path.replaceAll('/', '-')}`)
    }
    await person.goto('/referrals/CAP25-333333')
    await person.sees('You can\'t open this page')
    await person.axe()
  }
}
