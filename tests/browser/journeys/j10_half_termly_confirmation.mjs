// J10: a provider confirms its half term in one tick and one button; another is late, is chased and rung; a third thinks
// that it is a pupil's main education provider.
import { execFileSync } from 'node:child_process'

export const at = '2026-02-09T05:50'

/** The scheduler comes by every few seconds; here it is sent for. */
function jobs (journey, ...names) {
  for (const name of names) execFileSync(journey.daemon.program, ['job', 'run', name, '--data', journey.daemon.data])
}

async function answer (provider, changes = {}) {
  const yes = { kcsie: 'yes', staff: 'yes', guidance: 'yes', not_main_provider: 'yes', dfe_status: 'not_registered', ...changes }
  for (const [name, value] of Object.entries(yes)) await provider.tick(name, value)
}

export async function walk (journey) {
  const lead = await journey.person('lead@cap.example')
  jobs(journey, 'schedule.rounds')
  await lead.goto('/scheduled')
  await lead.sees('Each provider confirms its half term', 'half term 3 of 2025-26: opens 9 February 2026 at 6:00am')
  await lead.look('scheduled')
  await journey.daemon.move('2026-02-09T06:00')
  jobs(journey, 'schedule.rounds')

  // The first time everything is asked; a half that is not filled in is told at once and keeps what was typed.
  const provider = await journey.person('provider@provider.example')
  await provider.click(provider.link('Confirm half term 3 of 2025-26'))
  await provider.look('confirm-first')
  await provider.tick('kcsie', 'no')
  await provider.click(provider.button('Send the confirmation'))
  await provider.sees('There is a problem', 'Tick the declaration')
  await provider.look('confirm-error')
  await answer(provider)
  await provider.tick('declaration', 'true')
  await provider.look('confirm-filled')
  await provider.click(provider.button('Send the confirmation'))
  await provider.sees('Nothing is waiting to be confirmed', 'Half term 3 of 2025-26')
  await provider.look('confirm-receipt')

  // CAP sees who has and who has not; somebody rings.
  await lead.goto('/confirmations')
  await lead.sees('Confirmed 9 February', 'Asked, due 13 February', 'Opens 23 March')
  await lead.look('grid')
  await journey.daemon.move('2026-02-18T09:00')
  jobs(journey, 'schedule.reminders')
  const late = await journey.person('lead@cap.example')
  await late.goto('/confirmations')
  await late.sees('Overdue: -5 days')
  await late.look('grid-overdue')
  await late.goto('/')
  await late.click(late.link('Ring the provider'))
  const chase = new URL(late.page.url()).pathname
  await late.lookThrice(chase, 'chase')
  await late.goto(chase)
  await late.fill('who', 'Piotr')
  await late.fill('said', 'He does it this afternoon.')
  await late.click(late.button('Write the call down'))
  await late.sees('call, Piotr: He does it this afternoon.')
  await late.look('chase-called')

  // The other provider thinks that it is the main education provider: which pupil, what stops, who rings.
  const other = await journey.person('other@provider.example')
  await other.click(other.link('Confirm half term 3 of 2025-26'))
  await answer(other, { not_main_provider: 'no' })
  await other.fill('says', 'Four days a week.')
  await other.tick('declaration', 'true')
  await other.click(other.button('Send the confirmation'))
  await other.sees('sessions stop until CAP has rung you', 'Nothing ends by this page')
  await other.look('main-provider')
  await other.lookThrice(new URL(other.page.url()).pathname, 'main-provider')

  // The next half term: what was said stands there; one link, one tick, one button.
  await journey.daemon.move('2026-03-23T06:00')
  jobs(journey, 'schedule.rounds')
  const again = await journey.person('provider@provider.example')
  await again.job('provider coordinator: confirm the half term', async () => {
    await again.click(again.link('Confirm half term 4 of 2025-26'))
    await again.sees('If nothing has changed since')
    await again.look('confirm-again')
    await again.tick('declaration', 'true')
    await again.click(again.button('Send the confirmation'))
  })
  await again.sees('Nothing is waiting to be confirmed', 'Half term 4 of 2025-26')
}
