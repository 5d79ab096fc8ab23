// Which pages were looked at, and in which states. A page that `capd routes` tells and nobody looked at fails the run.

/** Downloads and machine answers are no pages; one-time links are walked in tests/accounts. */
const noPages = new Set(['/healthz', '/link/{token}', '/answers/{reference}/papers/{number}', '/cases/{reference}/papers/{number}', '/referrals/{reference}/documents/{id}', '/safeguarding/{reference}/papers/{number}', '/records/{reference}/papers/{number}', '/assets/{file}', '/api/v1/openapi.json', '/exports/placements', '/exports/tracker', '/panels/feed/{token}'])

/** What a page says when nothing is on it: lists are looked at in this state too. */
const emptyWords = {
  '/': /Nothing is waiting for you/,
  '/absences': /Every absence is explained/,
  '/attendance': /No pupil is placed/,
  '/answers': /No referral is waiting for your answer/,
  '/directory': /No course fits/,
  '/documents': /Nothing is published for you yet/,
  '/imports': /No file was imported yet/,
  '/inbox': /Nothing is here/,
  '/mail': /Nothing is here/,
  '/panels': /No round is known/,
  '/panels/rounds/{round}/decisions': /Nothing has been decided in this round/,
  '/panels/rounds/{round}/pack': /There is nothing for you in this pack/,
  '/process': /No placement is waiting/,
  '/quality/staff': /Nobody is here/,
  '/referrals': /There is no referral yet/,
  '/registers': /No pupil is expected today/,
  '/review': /No refusal is waiting/,
  '/safeguarding': /There is none/,
  '/safeguarding/{reference}': /Nothing has been sent yet/,
  '/staff/{provider}': /Nobody is on your list yet/,
  '/terms': /Nothing is published that they are asked to read/,
  '/withdrawals': /There is none yet/
}

/** Pages made for paper. */
const paper = new Set(['/referrals/{reference}/print', '/placements/{reference}/parent-sheet', '/staff/{provider}/record', '/panels/rounds/{round}/decisions', '/panels/rounds/{round}/pack'])

/** A form of one button has nothing to fill in; one whose only answer is given beforehand has nothing to get wrong. */
const nothingToFill = new Set(['/referrals/{reference}/check', '/cases/{reference}/dsl'])
const nothingToFault = new Set(['/referrals/{reference}/copy', '/staff/{provider}/{member}/seen'])

export class Coverage {
  constructor (routes) {
    this.patterns = routes.map(each => each.path).filter(path => !noPages.has(path)).map(path => ({
      path, parts: path.split('/'), pattern: new RegExp('^' + path.replaceAll(/\{\w+\}/g, '[^/]+') + '$')
    })).sort((a, b) => a.parts.filter(p => p.startsWith('{')).length - b.parts.filter(p => p.startsWith('{')).length)
    this.walked = new Set()
    this.seen = new Map(this.patterns.map(each => [each.path, new Set()]))
  }

  routeOf (path) { return this.patterns.find(each => each.pattern.test(path))?.path }

  /** Notes that a page was looked at. @returns its route with its state, and whether it is made for paper. */
  see (path, state, text, answer) {
    const status = answer?.status() ?? 200
    const route = status === 404 || status === 403 ? undefined : this.routeOf(path)
    if (!route) return { what: path, print: false }
    let told = state
    if (emptyWords[route] && state !== 'error') told = emptyWords[route].test(text) ? 'empty' : 'filled'
    this.seen.get(route).add(told)
    return { what: `${route} ${told}`, print: paper.has(route) }
  }

  /** True once for each page and state. */
  isNew (what) { return !this.walked.has(what) && this.walked.add(what) }

  /** What was not looked at, in words. */
  missing () {
    const faults = []
    for (const [path, states] of this.seen) {
      if (states.size === 0) { faults.push(`${path} was not looked at`); continue }
      if (emptyWords[path]) for (const state of ['empty', 'filled']) if (!states.has(state)) faults.push(`${path} was not looked at when ${state}`)
      // A page with boxes to fill in is looked at before, with its answers, and with a fault in them.
      const asks = states.has('error') || (!emptyWords[path] && (states.has('empty') || states.has('filled')))
      if (asks && !emptyWords[path]) for (const [state, without] of [['filled', nothingToFill], ['error', nothingToFault]]) if (!without.has(path) && !states.has(state)) faults.push(`${path} was not looked at when ${state}`)
    }
    return faults
  }
}
