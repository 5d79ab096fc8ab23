// Walks the journeys in a real browser against a real daemon: node tests/browser/run.mjs BUILD [journey ...]
import { createRequire } from 'node:module'
import { spawn } from 'node:child_process'
import { mkdtempSync, mkdirSync, readdirSync, rmSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve, dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const build = resolve(process.argv[2] ?? 'build')
const wanted = process.argv.slice(3)
const require = createRequire(join(build, 'npm', 'package.json'))
const { chromium } = require('playwright-core')
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const screenshots = join(build, 'screenshots')
mkdirSync(screenshots, { recursive: true })

const password = 'three blue spires'
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--lang=en-GB']

/** A daemon of its own for one journey, on a free port, with its clock at `at`. */
async function startDaemon (at) {
  const data = mkdtempSync(join(tmpdir(), 'capd-browser-'))
  const child = spawn(join(build, 'capd'), ['serve', '--demo', '--data', data, '--listen', '127.0.0.1:0', '--at', at], { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  child.stderr.on('data', text => { log += text })
  const address = await new Promise((resolve, reject) => {
    let out = ''
    child.stdout.on('data', text => {
      out += text
      const found = out.match(/capd is up at (http:\/\/\S+)/)
      if (found) resolve(found[1])
    })
    child.on('exit', code => reject(new Error(`the daemon ended with ${code}: ${log}`)))
  })
  return {
    address,
    log: () => log,
    stop: () => new Promise(resolve => { child.on('exit', () => { rmSync(data, { recursive: true, force: true }); resolve() }); child.kill('SIGTERM') })
  }
}

/** One person at one browser. */
class Person {
  constructor (journey, context, page) { Object.assign(this, { journey, context, page, clicks: 0 }) }

  async goto (path) { await this.page.goto(this.journey.address + path) }

  async signIn (email) {
    await this.goto('/sign-in')
    await this.page.getByLabel('Email address').fill(email)
    await this.page.getByLabel('Password').fill(password)
    await this.page.getByRole('button', { name: 'Sign in' }).click()
    await this.page.waitForURL(this.journey.address + '/')
    this.clicks = 0
  }

  /** A click that counts. */
  async click (locator) {
    this.clicks++
    await Promise.all([this.page.waitForLoadState('domcontentloaded'), locator.click()])
    await this.page.waitForLoadState('load')
  }

  link (name, exact = false) { return this.page.getByRole('link', { name, exact }).first() }
  button (name) { return this.page.getByRole('button', { name }).first() }
  async heading () { return (await this.page.locator('h1').first().textContent()).trim() }
  async text () { return (await this.page.locator('main').innerText()).replace(/\s+/g, ' ') }

  async sees (...parts) {
    const text = await this.text()
    for (const part of parts) if (!text.includes(part)) throw new Error(`${this.journey.name}: "${part}" is not on ${this.page.url()}: ${text.slice(0, 600)}`)
  }

  async date (label, day, month, year) {
    const group = this.page.getByRole('group', { name: label })
    await group.getByLabel('Day').fill(String(day))
    await group.getByLabel('Month').fill(String(month))
    await group.getByLabel('Year').fill(String(year))
  }

  /** axe finds no fault on the page as it stands. */
  async axe () {
    if (!this.journey.scripts) return
    await this.page.evaluate(axeSource)
    const result = await this.page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
    const faults = result.violations.map(v => `${v.id}: ${v.help} (${v.nodes.map(n => n.target.join(' ')).slice(0, 3).join('; ')})`)
    this.journey.pagesChecked++
    if (faults.length) throw new Error(`axe on ${this.page.url()}:\n  ${faults.join('\n  ')}`)
  }

  async picture (name) {
    if (this.journey.scripts) await this.page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true })
    await this.axe()
  }
}

class Journey {
  constructor (name, browser, daemon, scripts) { Object.assign(this, { name, browser, address: daemon.address, scripts, pagesChecked: 0, pageFaults: [], contexts: [] }) }

  async person (email) {
    const context = await this.browser.newContext({ javaScriptEnabled: true, bypassCSP: true, viewport: { width: 1100, height: 900 } })
    // Without scripts: the page's own are not delivered; the harness can still look at it.
    if (!this.scripts) await context.route('**/assets/*.js', route => route.abort())
    this.contexts.push(context)
    const page = await context.newPage()
    page.on('pageerror', error => this.pageFaults.push(`${page.url()}: ${error.message}`))
    page.on('response', response => { if (response.status() >= 500) this.pageFaults.push(`${response.url()} answered ${response.status()}`) })
    const person = new Person(this, context, page)
    if (email) await person.signIn(email)
    return person
  }

  async end () { for (const context of this.contexts) await context.close() }
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags })
let failed = 0
for (const file of readdirSync(join(here, 'journeys')).filter(f => f.endsWith('.mjs')).sort()) {
  const name = file.replace('.mjs', '')
  if (wanted.length && !wanted.includes(name)) continue
  const journey = await import(pathToFileURL(join(here, 'journeys', file)))
  for (const scripts of [true, false]) {
    const daemon = await startDaemon(journey.at)
    const walk = new Journey(name, browser, daemon, scripts)
    const begun = Date.now()
    try {
      await journey.walk(walk)
      if (walk.pageFaults.length) throw new Error(walk.pageFaults.join('\n'))
      console.log(`  passed  ${name}${scripts ? '' : ' without scripts'} (${((Date.now() - begun) / 1000).toFixed(1)} s, ${walk.pagesChecked} pages without an axe fault)`)
    } catch (error) {
      failed++
      console.log(`  FAILED  ${name}${scripts ? '' : ' without scripts'}: ${error.stack}\n${daemon.log()}`)
    }
    await walk.end()
    await daemon.stop()
  }
}
await browser.close()
process.exit(failed ? 1 : 0)
