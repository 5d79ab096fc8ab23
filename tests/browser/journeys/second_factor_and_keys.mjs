// A person sets up a second factor, shows again who they are, and makes and ends a key for another program.
import { createHmac } from 'node:crypto'
import { execFileSync } from 'node:child_process'

export const at = '2026-02-02T10:40'
export const withoutScripts = true

/** The code of RFC 6238 for a secret in base32. */
function codeOf (secret, ms) {
  let bits = ''
  for (const sign of secret) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')
  const key = Buffer.from(bits.match(/.{8}/g).map(each => parseInt(each, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(ms / 30000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const from = digest[digest.length - 1] & 15
  return String((digest.readUInt32BE(from) & 0x7fffffff) % 1000000).padStart(6, '0')
}

export async function walk (journey) {
  const begun = Date.now()
  const clock = () => Date.UTC(2026, 1, 2, 10, 40) + Date.now() - begun  // London is on UTC in February
  const lead = await journey.person('lead@cap.example')
  await lead.goto('/account')
  await lead.sees('You sign in with your password alone')
  await lead.look('account-without')
  await lead.lookThrice('/account/second-factor', 'second-factor')
  await lead.goto('/account')
  await lead.click(lead.link('Set up a second factor'))
  const secret = (await lead.page.locator('strong.capd-key').innerText()).replace(/\s/g, '')
  if (!(await lead.page.locator('main a[href^="otpauth://totp/"]').getAttribute('href')).includes(`secret=${secret}`)) throw new Error('the link to the app does not hold the key')
  await lead.fill('code', codeOf(secret, clock()))
  await lead.click(lead.button('Save'))
  await lead.sees('Your recovery codes')
  if (await lead.page.locator('code.capd-key').count() !== 10) throw new Error('there are not ten recovery codes')
  await lead.look('recovery-codes')
  await lead.goto('/account')
  await lead.sees('10 of 10')
  await lead.look('account-with')

  await keys(lead)

  // Somebody else takes a lost one away; and the command line tells the code of the one that is there.
  const told = execFileSync(journey.daemon.program, ['user', 'code', 'lead', '--demo', '--data', journey.daemon.data], { encoding: 'utf8' }).trim()
  if (![-30000, 0, 30000].some(off => codeOf(secret, clock() + off) === told)) throw new Error(`capd user code says ${told}`)
  await lead.lookThrice('/confirm?next=/keys', 'confirm')
  const host = await journey.person('host@cap.example')
  await host.goto('/people?of=cap')
  await host.click(host.link('Oscar Lake'))
  await host.look('person-with-second-factor')
  await host.click(host.link('Take their second factor away'))
  await host.look('person-reset-second-factor')
  await host.click(host.button('Take it away'))
  await host.sees('is signed out')
  await lead.signIn()
}

async function keys (lead) {
  await lead.goto('/keys')
  await lead.sees('There is no key yet')
  await lead.look('keys-none')
  await lead.lookThrice('/keys/add', 'keys-add')
  await lead.goto('/keys/add')
  await lead.fill('name', 'spon-vale-mis')
  const where = lead.box('organisation')
  if (await where.evaluate(each => each.tagName) === 'SELECT') await where.selectOption('school:Spon Vale School')
  else await lead.tick('organisation', 'school:Spon Vale School')
  await lead.tick('roles', 'school.coordinator')
  await lead.click(lead.button('Make the key'))
  await lead.sees('it is shown this once: capd_', 'Not used yet')
  await lead.look('keys-made')
  await lead.goto('/keys')
  await lead.seesNot('capd_')
  await lead.click(lead.link('End'))
  await lead.look('keys-end')
  await lead.click(lead.button('End this key'))
  await lead.sees('works no more', 'Ended on')
  await lead.look('keys-ended')
}
