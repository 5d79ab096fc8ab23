// Makes the pictures of the README again: node tests/browser/pictures.mjs BUILD [FOLDER]
import { createRequire } from 'node:module'
import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Clicks } from './lib/clicks.mjs'
import { Daemon } from './lib/daemon.mjs'
import { Journey } from './lib/person.mjs'
import { refer } from './lib/refer.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const build = resolve(process.argv[2] ?? 'build')
const folder = resolve(process.argv[3] ?? join(here, '../../core/web/pictures'))
const { chromium } = createRequire(join(build, 'npm', 'package.json'))('playwright-core')
mkdirSync(folder, { recursive: true })

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--lang=en-GB'] })
const daemon = new Daemon(build)
const city = new Daemon(build)
city.more = ['--city', '1']
const journey = new Journey('pictures', browser, daemon, true, { counted: new Clicks() })

/** The top of the page as it stands. */
async function picture (person, name, height = 760) {
  await person.page.setViewportSize({ width: 980, height })
  await person.page.evaluate(() => { document.activeElement?.blur?.(); scrollTo(0, 0) })
  await person.page.screenshot({ path: join(folder, `${name}.png`) })
  await person.page.setViewportSize({ width: 1100, height: 900 })
}

async function send (admin, reference) {
  await admin.goto(`/cases/${reference}`)
  await admin.page.getByRole('group', { name: /Does the document itself say/ }).getByLabel('Yes').check()
  await admin.click(admin.button('Check, and send to provider'))
}

try {
  await daemon.start('2026-02-02T10:40')
  const school = await journey.person('coordinator@school.example')
  const admin = await journey.person('admin@cap.example')
  const sent = await refer(school, { pupil: 'Aled', course: 'Carpentry', assessed: [12, 1, 2026] })
  await send(admin, sent)
  await refer(school, { pupil: 'Maryam', course: 'Grow', assessed: [12, 1, 2026], sessions: ['1a', '1p', '4a', '4p'], weeks: 12, start: [23, 2, 2026] })
  const held = await refer(school, { pupil: 'Zofia', course: 'Bicycle maintenance', assessed: [28, 10, 2025] })
  await school.goto('/referrals/new')
  await school.page.getByLabel('Jordan').check()
  await school.click(school.button('Find or begin'))
  const draft = school.page.url().match(/CAP\d\d-\w+/)[0]
  await school.goto('/')
  await picture(school, 'school-home')
  await school.goto(`/referrals/${draft}/section/pupil`)
  await school.tick('pupil.on_roll', 'yes')
  await school.fill('pupil.address', '1 Example Road')
  await school.fill('pupil.attendance', '88')
  await school.click(school.button('Save and continue'))
  await school.goto(`/referrals/${draft}`)
  await picture(school, 'task-list', 820)
  await admin.goto('/inbox')
  await picture(admin, 'inbox', 560)
  await admin.goto(`/cases/${held}`)
  await picture(admin, 'case', 900)
  const provider = await journey.person('provider@provider.example')
  await provider.goto(`/answers/${sent}`)
  await picture(provider, 'provider', 900)
  await provider.goto(`/answers/${sent}/yes`)
  await provider.fill('interview_who', 'Aled, his mother, Tom Archer')
  await provider.click(provider.button('Send our yes to CAP'))
  await picture(provider, 'yes-needs-a-meeting', 820)

  // The same service at the size of a real city, on a Tuesday before a half term.
  await city.start('2026-02-10T10:40')
  const large = new Journey('pictures', browser, city, true, { counted: new Clicks() })
  for (const [email, name, height] of [['admin@cap.example', 'city-cap', 900], ['coordinator@school.example', 'city-school', 900]]) {
    const person = await large.person(email)
    await person.goto('/')
    await picture(person, name, height)
  }
  const lead = await large.person('lead@cap.example')
  for (const [path, name, height] of [['/confirmations', 'city-confirmations', 760], ['/scheduled', 'scheduled', 760]]) {
    await lead.goto(path)
    await picture(lead, name, height)
  }
  await large.end()
} finally {
  await journey.end()
  await city.stop()
  await daemon.stop()
  await browser.close()
}
