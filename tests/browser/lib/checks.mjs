// What must be true of every page, whoever sees it and whatever is on it. Each check answers with its faults in words.

const empty = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'])
const tagPattern = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:\s+[^\s=>"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/g

/** The tags of a page's text in order: as written, with nothing put right. */
function tagsOf (text) {
  const tags = []
  const faults = []
  const ids = new Set()
  for (const [whole, closing, name, attributes] of text.matchAll(tagPattern)) {
    if (name === undefined) continue
    const tag = name.toLowerCase()
    if (whole.endsWith('/>')) faults.push(`<${tag}/> closes itself, which HTML does not know`)
    tags.push((closing ? '/' : '') + tag)
    const seen = new Set()
    for (const [, attribute, quoted] of (attributes ?? '').matchAll(/\s([^\s=>"']+)(?:\s*=\s*"([^"]*)")?/g)) {
      if (seen.has(attribute)) faults.push(`<${tag}> has two ${attribute}`)
      seen.add(attribute)
      if (attribute !== 'id') continue
      if (ids.has(quoted)) faults.push(`two elements have the id ${quoted}`)
      ids.add(quoted)
    }
  }
  return { tags, faults }
}

/** What a page without scripts rests on: every form goes somewhere and has a button that sends it, and no link or button
 * waits for a script. */
function standsAlone (text) {
  const faults = []
  for (const [form, attributes, inside] of text.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
    if (!/ action="\/[^"]*"/.test(attributes)) faults.push(`a form goes nowhere: ${form.slice(0, 80)}`)
    if (!/<button(?![^>]* type="(?:button|reset)")/.test(inside)) faults.push(`a form has no button that sends it: ${form.slice(0, 80)}`)
  }
  for (const [found] of text.matchAll(/<[^>]* (?:on[a-z]+="|href="(?:#"|javascript:))[^>]*>|<script(?![^>]* src=)[^>]*>/g)) faults.push(`${found.slice(0, 80)} waits for a script`)
  return faults
}

/** A browser puts bad markup right in silence: what it made of the text must be what the text says. */
export async function wellFormed (page, text) {
  const { tags, faults } = tagsOf(text)
  faults.push(...standsAlone(text))
  if (!/^<!DOCTYPE html>/i.test(text)) faults.push('the page does not begin with its document type')
  const parsed = await page.evaluate(([text, empty]) => {
    const tags = []
    const walk = element => {
      tags.push(element.localName)
      for (const child of element.children) walk(child)
      if (!empty.includes(element.localName)) tags.push('/' + element.localName)
    }
    walk(new DOMParser().parseFromString(text, 'text/html').documentElement)
    return tags
  }, [text, [...empty]])
  const at = tags.findIndex((tag, i) => tag !== parsed[i])
  if (at >= 0 || tags.length !== parsed.length) {
    const place = at >= 0 ? at : Math.min(tags.length, parsed.length)
    faults.push(`the markup is not what a browser makes of it: … ${tags.slice(Math.max(0, place - 6), place + 2).join(' ')} … is read as … ${parsed.slice(Math.max(0, place - 6), place + 2).join(' ')} …`)
  }
  return faults
}

const axeRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export async function axeFaults (page, axeSource) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axeSource)
  const result = await page.evaluate(rules => globalThis.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }), axeRules)
  return result.violations.map(v => `axe ${v.id}: ${v.help} (${v.nodes.map(n => n.target.join(' ')).slice(0, 3).join('; ')})`)
}

/** At 320 pixels (400 % of 1280) and at 200 % nothing is pushed out of the window sideways. */
export async function reflows (page) {
  const before = page.viewportSize()
  const faults = []
  for (const width of [320, 550]) {
    await page.setViewportSize({ width, height: 800 })
    const wide = await page.evaluate(() => {
      const most = document.documentElement.clientWidth
      if (document.documentElement.scrollWidth <= most) return []
      return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > most + 1 && e.children.length === 0).slice(0, 3)
        .map(e => `${e.localName}.${e.className} ${(e.textContent || e.name || '').trim().slice(0, 40)}`).concat('')
    })
    if (wide.length) faults.push(`it scrolls sideways at ${width} pixels: ${wide.join(' | ')}`)
  }
  await page.setViewportSize(before)
  return faults
}

/** With the Tab key alone every link, box and button is reached, in the order of the page, and shows that it is. */
export async function keyboardReaches (page) {
  const expected = await page.evaluate(() => {
    const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
      .filter(e => !e.disabled && e.tabIndex >= 0 && e.getClientRects().length > 0)
    const groups = new Set()
    const stops = []
    for (const e of all) {
      if (e.type === 'radio') {
        // One stop for a group of radios: the chosen one, or the first.
        const key = e.name + (e.form ? [...document.forms].indexOf(e.form) : '')
        if (groups.has(key)) continue
        groups.add(key)
        stops.push(all.find(o => o.type === 'radio' && o.name === e.name && o.form === e.form && o.checked) ?? e)
      } else {
        stops.push(e)
      }
    }
    stops.forEach((e, i) => { e.dataset.stop = i })
    const walked = globalThis.capdWalked = []
    document.addEventListener('focusin', ({ target: e }) => {
      const style = getComputedStyle(e)
      const label = e.type === 'radio' || e.type === 'checkbox' ? getComputedStyle(e.nextElementSibling, '::before') : style
      const seen = [style, label].some(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none')
      walked.push({ stop: e.dataset.stop, seen, what: `${e.localName} ${(e.textContent || e.name || '').trim().slice(0, 40)}` })
    })
    // Begin where a page begins that was just opened: before its first link.
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    walked.length = 0
    return stops.length
  })
  for (let i = 0; i < expected; i++) await page.keyboard.press('Tab')
  const walked = await page.evaluate(() => globalThis.capdWalked)
  const faults = []
  const wrong = walked.findIndex((at, i) => at.stop !== String(i))
  if (wrong >= 0) faults.push(`Tab comes to "${walked[wrong].what}" (stop ${walked[wrong].stop}) where stop ${wrong} was due`)
  else if (walked.length < expected) faults.push(`Tab reaches ${walked.length} of ${expected} links, boxes and buttons`)
  for (const at of walked) if (!at.seen) faults.push(`the keyboard's place does not show on ${at.what}`)
  return faults
}

/** On paper there is no navigation, no button and no demonstration bar. */
export async function printsClean (page) {
  await page.emulateMedia({ media: 'print' })
  const shown = await page.evaluate(() => [...document.querySelectorAll('header, nav, footer, button, .govuk-button, .govuk-back-link, .govuk-skip-link, form')]
    .filter(e => e.getClientRects().length > 0).map(e => e.className || e.localName))
  await page.emulateMedia({ media: 'screen' })
  return shown.length ? [`on paper it still shows ${[...new Set(shown)].join(', ')}`] : []
}
