import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from '../../tools/build.ts'
import { freePort } from '../../tools/worker.ts'

/** What an attack did, and what it may do. */
export type Row = { attack: string; measured: string; allowed: string; ok: boolean }

/** `npm start` in a process of its own. */
export type Started = { api: string; pk: string; sk: string; state: string; stop(): Promise<void> }

/** Starts `npm start` on a state folder; undefined when it refuses to start. */
export async function startServer(state: string): Promise<Started | undefined> {
  const env = {
    ...process.env,
    PORT: `${await freePort()}`,
    DEMO_PORT: `${await freePort()}`,
    STATE_DIR: state,
  }
  const child = spawn(process.execPath, ['tools/start.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const said: string[] = []
  const isUp = await new Promise<boolean>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line)
      if (line.includes('Ctrl-C ends it')) resolve(true)
    })
    child.once('close', () => resolve(false))
  })
  if (!isUp) return undefined
  const after = (label: string) => said.find((line) => line.includes(label))?.split(/\s{2,}/)[2] ?? ''
  const api = `http://127.0.0.1:${env.PORT}`
  return { api, pk: after('Publishable key'), sk: after('Secret key'), state, stop: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await closed
}

/** Doors of wrangler and of the runtime. */
const DOORS = [
  ...['/__scheduled?time=99999999999999', '/cdn-cgi/handler/scheduled?time=99999999999999'],
  ...['/cdn-cgi/mf/scheduled', '/cdn-cgi/local/scheduled', '/cdn-cgi/explorer/api/d1/database'],
  ...['/cdn-cgi/local/explorer', '/cdn-cgi/local/explorer/api/d1/database', '/cdn-cgi/local/platform-proxy'],
  ...['/cdn-cgi/local/email', '/core/error', '//cdn-cgi/local/explorer', '/p/../cdn-cgi/local/explorer'],
  ...[
    '/p/%2e%2e/cdn-cgi/handler/scheduled',
    '/v1/..;/cdn-cgi/local/explorer',
    'http://x/cdn-cgi/local/explorer',
  ],
]
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']

/** Sends a request as it stands; what came back until the connection ended, '' for nothing. */
function raw(api: string, head: string, body = Buffer.of()): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(api).port), '127.0.0.1')
    let answer = ''
    socket.on('data', (piece) => {
      answer += piece
      if (/\r\n\r\n.*\}/s.test(answer)) socket.end()
    })
    socket.once('error', () => resolve(answer))
    socket.once('close', () => resolve(answer))
    socket.write(`${head}\r\n\r\n`)
    socket.write(body)
  })
}

async function openDoors({ api }: Started): Promise<Row> {
  let open = 0
  for (const door of DOORS) {
    for (const method of METHODS) {
      const answer = await raw(api, `${method} ${door} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0`)
      open += /^HTTP\/1\.1 40[014] /.test(answer) ? 0 : 1
    }
  }
  const attack = `doors of the runtime at the API's port, ${DOORS.length * METHODS.length} requests`
  return { attack, measured: `${open} open`, allowed: '0 open', ok: open === 0 }
}

const LARGE = Buffer.alloc(50_000_000, 'a')

async function lostRefusals({ api, pk, sk }: Started): Promise<Row> {
  const head = (path: string, more = '') =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${LARGE.length}${more}`
  const heads = [
    head(`/p/${pk}/events`),
    head('/v1/imports?kind=items'),
    head('/v1/imports?kind=items', `\r\nAuthorization: Bearer ${sk}`),
    head('/v1/shops', '\r\nContent-Type: application/json'),
    head('/hooks/0none/shopify'),
    head('/nothing'),
  ]
  let lost = 0
  for (let round = 0; round < 10; round += 1) {
    for (const one of heads) lost += /^HTTP\/1\.1 4\d\d .*"code":"/s.test(await raw(api, one, LARGE)) ? 0 : 1
  }
  const attack = `refusals of bodies of 50 MB, ${10 * heads.length}`
  return { attack, measured: `${lost} cut off`, allowed: '0 cut off', ok: lost === 0 }
}

async function madeUpAddresses({ api, pk }: Started): Promise<Row> {
  const taken: number[] = []
  const post = async (_: unknown, at: number) => {
    const headers = {
      'CF-Connecting-IP': `203.0.113.${at % 256}`,
      'X-Forwarded-For': `203.0.113.${at % 256}`,
    }
    taken.push((await fetch(`${api}/p/${pk}/events`, { method: 'POST', headers, body: '{}' })).status)
  }
  const begun = Date.now()
  for (let round = 0; round < 100; round += 1) await Promise.all(Array.from({ length: 10 }, post))
  // A hundred for each window of ten seconds that the attack touched.
  const allowed = 100 * (Math.ceil((Date.now() - begun) / 10_000) + 1)
  const within = taken.filter((status) => status !== 429).length
  const attack = '1,000 beacons, each with another made-up address'
  return { attack, measured: `${within} within the limit`, allowed: `≤ ${allowed}`, ok: within <= allowed }
}

async function foreignHosts({ api, pk }: Started): Promise<Row> {
  let followed = 0
  for (const path of ['/', '/docs', `/p/${pk}/panel.html?placement=product&item_id=cone-dripper`]) {
    const answer = await raw(api, `GET ${path} HTTP/1.1\r\nHost: stranger.example\r\nConnection: close`)
    followed += answer.includes('stranger.example') ? 1 : 0
  }
  return {
    attack: 'a made-up Host',
    measured: `${followed} answers name it`,
    allowed: '0',
    ok: followed === 0,
  }
}

async function buildsMeanwhile({ api }: Started): Promise<Row> {
  let isBuilding = true
  let [missing, asked] = [0, 0]
  const builds = (async () => {
    for (let round = 0; round < 3; round += 1) await build()
    isBuilding = false
  })()
  while (isBuilding) {
    asked += 1
    missing += (await fetch(`${api}/pairwell.js`)).status === 200 ? 0 : 1
  }
  await builds
  const attack = `three builds in the same checkout, ${asked} requests for pairwell.js`
  return { attack, measured: `${missing} not found`, allowed: '0', ok: missing === 0 }
}

/** Bytes of all files below a folder but the databases themselves. */
function otherBytes(folder: string): number {
  let bytes = 0
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && !/[\\/]d1([\\/]|$)/.test(entry.parentPath))
      bytes += statSync(join(entry.parentPath, entry.name)).size
  }
  return bytes
}

async function traces({ api, pk, state }: Started): Promise<Row> {
  const before = otherBytes(state)
  const page = `${api}/p/${pk}/recommendations?placement=product&item_id=cone-dripper`
  for (let round = 0; round < 300; round += 1)
    await Promise.all(Array.from({ length: 10 }, () => fetch(page)))
  const grown = otherBytes(state) - before
  const attack = 'what 3,000 requests leave on the disk besides the database'
  return {
    attack,
    measured: `${Math.round(grown / 1_000)} kB`,
    allowed: '≤ 1,000 kB',
    ok: grown <= 1_000_000,
  }
}

/** `npm start` under attack from the machine that it runs on. */
export async function attackStart(): Promise<Row[]> {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-trust-'))
  const server = await startServer(state)
  if (!server) throw new Error('npm start did not start.')
  try {
    const rows: Row[] = []
    for (const attack of [openDoors, foreignHosts, lostRefusals, buildsMeanwhile, traces, madeUpAddresses]) {
      rows.push(await attack(server))
    }
    const second = await startServer(state)
    await second?.stop()
    const measured = second ? 'started' : 'refused'
    rows.push({ attack: 'a second server on the same state', measured, allowed: 'refused', ok: !second })
    return rows
  } finally {
    await server.stop()
    rmSync(state, { recursive: true, force: true })
  }
}
