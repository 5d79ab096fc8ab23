// A daemon for one journey: a real capd over a demonstration database of its own, whose clock can be moved.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export class Daemon {
  constructor (build) { Object.assign(this, { program: join(build, 'capd'), data: mkdtempSync(join(tmpdir(), 'capd-browser-')), log: '', listen: '127.0.0.1:0', more: [] }) }

  /** Settings of a configuration file: {'mail.server': '127.0.0.1:2525'}. */
  configure (settings) {
    this.config = join(this.data, 'capd.conf')
    writeFileSync(this.config, Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`).join(''))
  }

  /** Starts with the clock at `at`; the first start takes a free port and later ones the same. */
  async start (at) {
    const child = spawn(this.program, ['serve', '--demo', '--data', this.data, '--listen', this.listen, '--at', at, ...this.more, ...(this.config ? ['--config', this.config] : [])], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.child = child
    child.stderr.on('data', text => { this.log += text })
    this.address = await new Promise((resolve, reject) => {
      let out = ''
      child.stdout.on('data', text => {
        out += text
        const found = out.match(/capd is up at (http:\/\/\S+)/)
        if (found) resolve(found[1])
      })
      child.once('exit', code => reject(new Error(`the daemon ended with ${code}: ${this.log}`)))
    })
    this.listen = new URL(this.address).host
  }

  /** Ended as by a cut cable: what was acknowledged is on disk, and nobody waits for idle connections of browsers. */
  async halt () {
    const child = this.child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    await new Promise(resolve => { child.once('exit', resolve); child.kill('SIGKILL') })
  }

  /** Time passes: the same records, later. Who was signed in too long ago has to sign in again. */
  async move (at) {
    await this.halt()
    await this.start(at)
  }

  async stop () {
    await this.halt()
    rmSync(this.data, { recursive: true, force: true })
  }
}

/** Every page that the daemon declares, as `capd routes` tells it. */
export function routesOf (build) {
  return JSON.parse(execFileSync(join(build, 'capd'), ['routes', '--json'], { encoding: 'utf8' })).filter(each => each.method === 'GET')
}
