// How many clicks a job may take from the signed-in home page: opening pages and pressing buttons count, filling in does not.
export const allowed = {
  'school coordinator: resume a draft': 1,
  'school coordinator: see where a referral is': 0,
  'school safeguarding lead: open papers': 1,
  'CAP safeguarding lead: open papers': 1,
  'provider coordinator: say yes': 3,
  'provider coordinator: say no': 3,
  'provider coordinator: confirm the half term': 2,
  'provider coordinator: enter a new DBS check': 2,
  'quality officer: mark a check as seen': 2,
  'quality officer: decide about a policy date': 2,
  'tutor: take a register': 2,
  'school coordinator: explain an absence': 2,
  'school coordinator: change of day': 3,
  'school coordinator: withdraw a pupil who never came': 3,
  'CAP administrator: open the next referral': 1,
  'CAP administrator: ask for a new risk assessment': 2,
  'CAP administrator: send to the provider': 2,
  'CAP administrator: process': 2,
  'CAP administrator: send a panel’s outcome': 2,
  'panel chair: open the pack': 1,
  'panel chair: decide': 2,
  'panel member: read a case': 1,
  'panel member: add what my agency knows': 2,
  'monitoring officer: open the pupil who needs me': 1,
  'operations lead: see what was said no to': 1,
  'SEND officer: begin a referral': 1,
  "IT host: is it well": 1
}

/** Fails when a job took more clicks than it may; the most that each took is told at the end. */
export class Clicks {
  constructor () { this.most = new Map() }

  took (job, clicks) {
    if (!(job in allowed)) throw new Error(`"${job}" is not on the list of jobs`)
    this.most.set(job, Math.max(clicks, this.most.get(job) ?? 0))
    if (clicks > allowed[job]) throw new Error(`"${job}" took ${clicks} clicks from the home page; ${allowed[job]} are allowed`)
  }

  missing () { return Object.keys(allowed).filter(job => !this.most.has(job)) }
  told () { return [...this.most].map(([job, clicks]) => `${job} ${clicks} of ${allowed[job]}`) }
}
