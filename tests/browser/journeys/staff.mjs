// J11: somebody's DBS policy date comes near and passes; the provider, CAP's quality officer and a school at their screens.
// Then the terms of the year: published, read by one for all, and who has read what.

export const at = '2025-09-08T10:40'
export const withoutScripts = false

export async function walk (journey) {
  const admin = await journey.person('admin@cap.example')
  await addRole(admin, 'cap', 'Moses Grant', 'Coventry Alternative Provision', 'CAP quality monitoring officer')
  await addRole(admin, 'provider', 'Piotr Zając', 'Whitley Workshops', 'Provider CAP coordinator')
  const quality = await journey.person('officer@cap.example')
  const provider = await journey.person('provider@provider.example')
  await quality.goto('/quality/staff')
  await quality.look('nobody-told')
  const list = await joiners(provider)
  const rosa = await firstCheck(provider, list, 'Rosa Tutor-Test', '001234567890', [1, 10, 2022])
  await journey.later('2025-09-08T11:40', quality, provider)
  await seen(quality, provider, rosa)
  await asked(journey, quality, provider, rosa)
  await journey.later('2025-10-02T09:30', quality, provider)
  await decided(quality, provider, rosa)
  await renewed(journey, quality, provider, list, rosa)
  await leaver(provider, list)

  const both = await journey.person('other@provider.example')
  await both.goto('/staff')
  await both.look('two-providers')
  await both.click(both.link('Sherbourne Skills'))
  await both.sees('Nobody is on your list yet')
  await both.seesNot('Rosa')
  await terms(journey, provider)
}

/** A few options are ticked, many stand in a list. */
async function choose (admin, name, label) {
  const list = admin.page.locator(`main form select[name="${name}"]`)
  if (!await list.count()) return admin.page.getByLabel(label).first().check()
  const option = list.locator('option', { hasText: label }).first()
  await list.selectOption(await option.getAttribute('value'))
}

async function addRole (admin, of, name, where, role) {
  await admin.goto(`/people?of=${of}`)
  await admin.click(admin.link(name))
  await admin.click(admin.link('Add a role'))
  await choose(admin, 'organisation', where)
  await choose(admin, 'role', role)
  await admin.click(admin.button('Add the role'))
  await admin.sees('is now')
}

/** An empty list, the form with its faults, and the first on it. @returns the path of the list. */
async function joiners (provider) {
  await provider.goto('/staff')
  await provider.sees('Nobody is on your list yet', 'Send no copy of a certificate')
  await provider.look('your-staff-empty')
  const list = new URL(provider.page.url()).pathname
  await provider.lookThrice(`${list}/join`, 'join')
  await join(provider, list, 'Rosa Tutor-Test', [1, 11, 2022])
  await provider.sees('can’t be named on a register')
  await provider.look('joiner')
  await provider.goto(list)
  await provider.look('your-staff')
  return list
}

async function join (provider, list, name, started) {
  await provider.goto(`${list}/join`)
  await provider.fill('name', name)
  await provider.fill('job', 'Tutor')
  await provider.date('started', started)
  await provider.click(provider.button('Put them on the list'))
  await provider.sees(name)
}

/** @returns the path of the person. */
async function firstCheck (provider, list, name, number, dated) {
  await provider.goto(list)
  await provider.click(provider.link(name))
  const person = new URL(provider.page.url()).pathname
  await provider.lookThrice(`${person}/check`, 'check')
  await provider.goto(`${person}/check`)
  if (await provider.page.locator('input[type=file]').count()) throw new Error('a certificate could be sent')
  await provider.tick('kind', 'first')
  await provider.date('dated', dated)
  await provider.fill('certificate', number)
  await provider.tick('level', 'enhanced')
  await provider.tick('update_service', 'yes')
  await provider.click(provider.button('Enter the check'))
  await provider.sees('Not seen by CAP yet')
  for (const [page, form] of [['learn', 'learn'], ['change', 'change'], ['update-service', 'look'], ['strike', 'strike'], ['leave', 'leave']]) await provider.lookThrice(`${person}/${page}`, `staff-${form}`)
  return person
}

async function seen (quality, provider, rosa) {
  await quality.goto('/')
  await quality.look('quality-home')
  await quality.job('quality officer: mark a check as seen', async () => {
    await quality.click(quality.link('checks not seen'))
    await quality.look('quality-to-see')
    await quality.click(quality.link('Mark a check as seen'))
  })
  await quality.look('seen')
  await quality.click(quality.button('I have seen it'))
  await quality.sees('Seen by Moses Grant (CAP)')
  await quality.cannotOpen('/staff/0000000000')
  await provider.goto(rosa)
  await provider.sees('Seen by Moses Grant (CAP)', 'DBS policy date 1 October 2025')
  await provider.goto(`${rosa}/learn`)
  await provider.box('kind').selectOption('kcsie')
  await provider.fill('detail', '2025')
  await provider.date('dated', [3, 9, 2025])
  await provider.click(provider.button('Enter it'))
  await provider.look('staff-member')
}

/** The clock asks for the renewal: it stands on the provider's home page, without a name. */
async function asked (journey, quality, provider) {
  await journey.later('2025-09-08T12:40', quality, provider)
  await until(provider, '/', 'DBS policy date 1 October 2025: please show us a new check')
  await provider.seesNot('Rosa')
  await provider.look('provider-home-asked')
  await provider.job('provider coordinator: enter a new DBS check', async () => {
    await provider.click(provider.link('DBS policy date 1 October 2025'))
    await provider.click(provider.link('Enter a DBS check'))
  })
  await provider.sees('Date on the certificate')
  await quality.goto('/quality/staff?show=soon')
  await quality.sees('Rosa Tutor-Test')
  await quality.look('quality-soon')
}

async function until (person, path, words) {
  const deadline = Date.now() + 30000
  for (;;) {
    await person.goto(path)
    if ((await person.text()).includes(words)) return
    if (Date.now() > deadline) throw new Error(`"${words}" did not come to ${path} within 30 s: ${await person.text()}`)
    await person.page.waitForResponse(() => true, { timeout: 500 }).catch(() => {})
  }
}

/** The day has passed: a person decides, and the provider reads it. */
async function decided (quality, provider, rosa) {
  await until(quality, '/', 'Decide what happens')
  await quality.look('quality-home-passed')
  await quality.job('quality officer: decide about a policy date', async () => {
    await quality.click(quality.link('a DBS policy date, 1 October 2025, has passed'))
    await quality.click(quality.link('Decide what happens'))
  })
  const path = new URL(quality.page.url()).pathname
  await quality.lookThrice(path, 'decide')
  await quality.goto(path)
  await quality.tick('decision', 'supervised')
  await quality.date('until', [24, 10, 2025])
  await quality.date('assessed_on', [2, 10, 2025])
  await quality.fill('assessed_by', 'Priya Nair')
  await quality.fill('says', 'The new check was applied for on 20 September.')
  await quality.click(quality.button('Decide'))
  await quality.sees('Supervised only, with a written risk assessment, until 24 October 2025')
  await provider.goto(rosa)
  await provider.sees('Supervised only', 'Moses Grant (CAP)', 'Policy date 1 October 2025')
  await provider.look('staff-decided')
}

async function renewed (journey, quality, provider, list, rosa) {
  await provider.goto(`${rosa}/check`)
  await provider.tick('kind', 'renewal')
  await provider.date('dated', [30, 9, 2025])
  await provider.fill('certificate', '001234567899')
  await provider.tick('level', 'enhanced_barred')
  await provider.tick('update_service', 'no')
  await provider.click(provider.button('Enter the check'))
  await quality.goto(`${rosa}/seen`)
  await quality.click(quality.button('I have seen it'))
  await quality.sees('Renewal seen', 'DBS policy date 30 September 2028', '1 October 2022')
  await quality.goto(list)
  await quality.look('quality-list')
  await quality.click(quality.button('Confirm the checks of this provider'))
  await quality.sees('CAP confirmed these checks on 2 October 2025')
  await quality.goto(`${list}/record`)
  await quality.sees('001234567899', 'Identity seen')
  await quality.look('record')
  const school = await journey.person('coordinator@school.example')
  await school.goto('/staff-checks')
  await school.sees('Whitley Workshops', 'Checks confirmed on 2 October 2025')
  await school.seesNot('Rosa', '001234567899')
  await school.look('checks-confirmed')
  await school.cannotOpen(list, rosa, `${list}/record`, '/quality/staff')
}

async function leaver (provider, list) {
  await join(provider, list, 'Sol Helper-Test', [1, 10, 2025])
  const person = new URL(provider.page.url()).pathname
  await provider.goto(`${person}/leave`)
  await provider.date('last_day', [2, 10, 2025])
  await provider.click(provider.button('They have left'))
  await provider.sees('Sol Helper-Test is off the list', 'Who has left')
  await provider.look('your-staff-left')
}

async function publish (lead, body, changes) {
  await lead.goto('/terms/terms/publish')
  await lead.tick('year', '2025-26')
  await lead.fill('body', body)
  if (changes) await lead.fill('changes', changes)
  await lead.tick('audience', 'providers')
  await lead.tick('acknowledge', 'yes')
  await lead.click(lead.button('Publish it'))
  await lead.sees('Published for 2025-26')
}

async function terms (journey, provider) {
  const lead = await journey.person('lead@cap.example')
  await provider.goto('/documents')
  await provider.look('documents-none')
  await lead.goto('/terms')
  await lead.look('grid-nothing')
  await lead.lookThrice('/terms/add', 'document-add')
  await lead.lookThrice('/terms/terms/publish', 'publish')
  await lead.lookThrice('/terms/terms/reviewed', 'reviewed')
  await publish(lead, '1. Answer every referral within 7 days.\n\n2. All staff have an enhanced DBS check.')
  await provider.goto('/')
  await provider.click(provider.link('Read: Terms and conditions'))
  await provider.sees('All staff have an enhanced DBS check')
  await provider.lookThrice('/documents/terms', 'document')
  await provider.goto('/documents/terms')
  await provider.tick('read', 'yes')
  await provider.click(provider.button('Say that I have read it'))
  await provider.sees('Recorded, for your whole organisation', 'Read by you on 2 October 2025')
  await provider.look('documents')
  await lead.goto('/terms')
  await lead.sees('Read on 2 October 2025 by Priya Nair', 'Due in')
  await lead.look('grid')
  await publish(lead, '1. Answer every referral within 7 days.\n\n2. All staff have an enhanced DBS check.\n\n3. capd transfers papers.', '3 is new.')
  await lead.sees('Priya Nair')
  await lead.look('document-keep')
  await provider.goto('/documents/terms')
  await provider.sees('What changed since the version before', '3 is new.')
  await provider.click(provider.link('Before: 2025-26'))
  await provider.sees('has replaced this one')
  await provider.look('document-older')
}
