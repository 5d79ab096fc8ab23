// Walks the journeys in a real browser against a real daemon: node tests/browser/run.mjs BUILD [journey ...]
// CAPD_PICTURES=FOLDER keeps a picture of every page that is looked at.
import { createRequire } from 'node:module'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve, dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Clicks } from './lib/clicks.mjs'
import { Coverage } from './lib/coverage.mjs'
import { Daemon, routesOf } from './lib/daemon.mjs'
import { Journey } from './lib/person.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const build = resolve(process.argv[2] ?? 'build')
const wanted = process.argv.slice(3)
const require = createRequire(join(build, 'npm', 'package.json'))
const { chromium } = require('playwright-core')
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const pictures = process.env.CAPD_PICTURES
if (pictures) mkdirSync(pictures, { recursive: true })

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--lang=en-GB']
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags })
const coverage = new Coverage(routesOf(build))
const counted = new Clicks()
const begun = Date.now()
const seconds = since => ((Date.now() - since) / 1000).toFixed(1) + ' s'
let failed = 0

async function walk (name, journey, scripts) {
  const label = name + (scripts ? '' : ' without scripts')
  const daemon = new Daemon(build)
  const walked = new Journey(name, browser, daemon, scripts, { axeSource, coverage, counted, pictures })
  const begun = Date.now()
  try {
    await journey.before?.(walked)
    await daemon.start(journey.at)
    await journey.walk(walked)
    if (walked.faults.length) throw new Error([...new Set(walked.faults)].join('\n'))
    console.log(`  passed  ${label} (${seconds(begun)}${scripts ? `, ${walked.looks} pages without an axe fault` : ''})`)
  } catch (error) {
    failed++
    console.log(`  FAILED  ${label}: ${error.stack}\n${daemon.log}${walked.faults.join('\n')}`)
  }
  await walked.end()
  await journey.after?.(walked)
  await daemon.stop()
}

// Three at a time on two cores, as a browser often waits for an answer; each has a daemon and people of its own. The long
// ones begin first.
const turns = []
for (const file of readdirSync(join(here, 'journeys')).filter(f => f.endsWith('.mjs')).sort((a, b) => (b === 'every_page.mjs') - (a === 'every_page.mjs') || (a < b ? 1 : -1))) {
  const name = file.replace('.mjs', '')
  if (wanted.length && !wanted.includes(name)) continue
  const journey = await import(pathToFileURL(join(here, 'journeys', file)))
  for (const scripts of journey.withoutScripts === false ? [true] : [true, false]) turns.push(() => walk(name, journey, scripts))
}
await Promise.all([1, 2, 3].map(async () => { while (turns.length) await turns.shift()() }))
await browser.close()

if (!wanted.length && !failed) {
  const faults = [...coverage.missing(), ...counted.missing().map(job => `the clicks of "${job}" were not counted`)]
  for (const fault of faults) console.log(`  FAILED  ${fault}`)
  failed += faults.length
}
console.log(`Clicks from the home page: ${counted.told().join('; ')}`)
console.log(`In the browser: ${seconds(begun)}`)
process.exit(failed ? 1 : 0)
