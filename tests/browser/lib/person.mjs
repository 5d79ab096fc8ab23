// A journey and the people who walk it, each with a browser of their own.
import { join } from 'node:path'
import { axeFaults, keyboardReaches, printsClean, reflows, wellFormed } from './checks.mjs'
import { allowed } from './clicks.mjs'

const password = 'three blue spires'

export class Person {
  constructor (journey, email, context, page) { Object.assign(this, { journey, email, context, page, clicks: 0, answer: null }) }

  async goto (path) { await this.page.goto(this.journey.address + path) }

  async signIn () {
    if (!this.page.url().includes('/sign-in')) await this.goto('/sign-in')
    await this.page.getByLabel('Email address').fill(this.email)
    await this.page.getByLabel('Password').fill(password)
    await this.page.getByRole('button', { name: 'Sign in' }).click()
    await this.page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
    this.clicks = 0
  }

  /** The same without the page being drawn: for the second time in a journey. */
  async signInAgain () {
    const { address } = this.journey
    const { request } = this.context
    const page = await (await request.get(`${address}/sign-in`)).text()
    const hidden = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])
    const answer = await request.post(`${address}/sign-in`, { headers: { origin: address }, form: { ...Object.fromEntries(hidden), email: this.email, password } })
    if (new URL(answer.url()).pathname.startsWith('/sign-in')) throw new Error(`${this.email} could not sign in again`)
    await this.goto('/')
    this.clicks = 0
  }

  /** A click that counts. */
  async click (locator) {
    this.clicks++
    await locator.click()
    await this.page.waitForLoadState('load')
  }

  /** One of the counted jobs, begun at the home page. */
  async job (name, walk) {
    if (!(name in allowed)) throw new Error(`"${name}" is not on the list of jobs`)
    await this.goto('/')
    this.clicks = 0
    await walk()
    this.journey.counted.took(name, this.clicks)
  }

  /** A link by its text, also one that looks like a button. */
  link (text) { return this.page.locator('main a').filter({ hasText: text }).first() }
  button (name) { return this.page.getByRole('button', { name }).first() }
  box (name) { return this.page.locator(`main form [name="${name}"]`).first() }
  async fill (name, text) { await this.box(name).fill(text) }
  async tick (name, ...values) { for (const value of values) await this.page.locator(`main form [name="${name}"][value="${value}"]`).check() }
  async date (name, [day, month, year]) {
    for (const [part, value] of [['day', day], ['month', month], ['year', year]]) await this.fill(`${name}-${part}`, String(value))
  }

  async heading () { return (await this.page.locator('h1').first().textContent()).trim() }
  async text () { return (await this.page.locator('main').innerText()).replace(/\s+/g, ' ') }

  async sees (...parts) {
    const text = await this.text()
    for (const part of parts) if (!text.includes(part)) throw new Error(`"${part}" is not on ${this.page.url()} of ${this.email}: ${text.slice(0, 900)}`)
  }

  async seesNot (...parts) {
    const text = await this.text()
    for (const part of parts) if (text.includes(part)) throw new Error(`"${part}" is on ${this.page.url()} of ${this.email}, and must not be`)
  }

  async cannotOpen (...paths) {
    for (const path of paths) {
      await this.goto(path)
      await this.sees("You can't open this page")
    }
  }

  /** The page as it stands is looked at: every check that fits, and a picture. */
  async look (name) {
    const { journey, page } = this
    const state = await page.evaluate(() => {
      if (document.querySelector('.govuk-error-summary')) return 'error'
      const boxes = [...document.querySelectorAll('main form[method=post] :is(input:not([type=hidden]), textarea, select)')]
      const given = boxes.some(e => e.type === 'radio' || e.type === 'checkbox' ? e.checked : e.value !== '')
      return boxes.length ? given ? 'filled' : 'empty' : 'shown'
    })
    // A form that was refused is shown again where it was posted: the page it stands on is named in it.
    const path = new URL(page.url()).pathname
    const shown = path.startsWith('/do/') ? await page.locator('main form input[name=page]').first().getAttribute('value') : path
    const seen = journey.coverage.see(shown.split('?')[0], state, await this.text(), this.answer)
    if (journey.scripts && journey.pictures) await page.screenshot({ path: join(journey.pictures, `${journey.name}-${String(++journey.pictured).padStart(3, '0')}-${name}.png`), fullPage: true })
    const faults = []
    const text = await this.source()
    if (text) faults.push(...await wellFormed(page, text))
    if (journey.scripts) {
      if (seen.print) faults.push(...await printsClean(page))
      faults.push(...await axeFaults(page, journey.axeSource))
      faults.push(...await reflows(page))
      // The same page in the same state is walked by keyboard once in all the journeys.
      if (journey.coverage.isNew(seen.what)) faults.push(...await keyboardReaches(page))
      journey.looks++
    }
    if (faults.length) throw new Error(`${page.url()} of ${this.email}, ${state}:\n  ${faults.join('\n  ')}`)
  }

  /** A page with a form, looked at as it opens, with a fault in it, and filled in; nothing is kept of it. */
  async lookThrice (path, name) {
    await this.goto(path)
    await this.look(`${name}-before`)
    const form = this.page.locator('main form[method=post]').last()
    for (const box of await form.locator('textarea, input[type=text], input[type=email], input[type=tel]').all()) {
      const dated = /-(day|month|year)$/.exec(await box.getAttribute('name'))
      await box.fill(dated ? { day: '31', month: '2', year: '2026' }[dated[1]] : '')
    }
    for (const box of await form.locator('input[type=checkbox]').all()) await box.uncheck()
    await form.locator('button').first().click()
    await this.page.waitForLoadState('load')
    if (!await this.page.locator('.govuk-error-summary').count()) throw new Error(`${path} took a form with nothing in it`)
    await this.look(`${name}-error`)
    await this.goto(path)
    const again = this.page.locator('main form[method=post]').last()
    for (const box of await again.locator('textarea, input[type=text], input[type=email], input[type=tel]').all()) {
      const dated = /-(day|month|year)$/.exec(await box.getAttribute('name'))
      await box.fill(dated ? { day: '3', month: '2', year: '2026' }[dated[1]] : 'A few words')
    }
    for (const group of await again.locator('fieldset').all()) {
      const box = group.locator('input[type=radio], input[type=checkbox]').first()
      if (await box.count()) await box.check()
    }
    await this.look(`${name}-filled`)
  }

  /** What the server sent for the page that is shown. */
  async source () { return this.answer ? await this.answer.text().catch(() => '') : '' }
}

export class Journey {
  constructor (name, browser, daemon, scripts, rest) {
    Object.assign(this, { name, browser, daemon, scripts, looks: 0, pictured: 0, faults: [], contexts: [] }, rest)
  }

  get address () { return this.daemon.address }

  /** Somebody with a browser; with an address, signed in. */
  async person (email) {
    const context = await this.browser.newContext({ javaScriptEnabled: this.scripts, viewport: { width: 1100, height: 900 } })
    this.contexts.push(context)
    context.setDefaultTimeout(15000)
    const page = await context.newPage()
    const person = new Person(this, email, context, page)
    page.on('pageerror', error => this.faults.push(`${page.url()}: ${error.message}`))
    page.on('console', message => {
      // A page that answers 404 or 422 on purpose is told by the browser as a failed load: that is no fault.
      if (message.type() === 'error' && !/^Failed to load resource.*\b(403|404|409|422)\b/.test(message.text())) this.faults.push(`${page.url()}: ${message.text()}`)
    })
    page.on('response', response => {
      if (response.status() >= 500) this.faults.push(`${response.url()} answered ${response.status()}`)
      const request = response.request()
      if (request.isNavigationRequest() && !(response.status() >= 300 && response.status() < 400)) person.answer = response
    })
    if (email) await person.signIn()
    return person
  }

  /** Days go by; everybody named signs in again. */
  async later (at, ...people) {
    await this.daemon.move(at)
    for (const person of people) await person.signInAgain()
  }

  async end () { for (const context of this.contexts) await context.close() }
}
