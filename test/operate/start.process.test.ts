import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ASSETS, build } from '../../tools/build.ts'
import { isOurs, pathOf } from '../../tools/server/addresses.ts'
import { claimState } from '../../tools/server/lock.ts'
import { freePort } from '../../tools/worker.ts'

/** `npm start` on a state folder of its own. */
type Started = { process: ChildProcess; api: string; pk: string; token: string; said: string[] }

const state = mkdtempSync(join(tmpdir(), 'pairwell-start-'))

/** Starts `npm start`, and resolves when it has printed its addresses or has ended. */
async function start(): Promise<Started> {
  const env = {
    ...process.env,
    PORT: `${await freePort()}`,
    DEMO_PORT: `${await freePort()}`,
    STATE_DIR: state,
  }
  const child = spawn(process.execPath, ['tools/start.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  await new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line)
        if (/Ctrl-C ends it/.test(line)) resolve()
      })
    }
    child.once('close', () => resolve())
  })
  const after = (label: string) => said.find((line) => line.includes(label))?.split(/\s{2,}/)[2] ?? ''
  const api = `http://127.0.0.1:${env.PORT}`
  return { process: child, api, pk: after('Publishable key'), token: after('Operator token'), said }
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once('close', resolve))
/** The children of a process that are runtimes. */
const runtimesOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number)
    .filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('workerd'))

let server: Started
beforeAll(async () => {
  server = await start()
  expect(server.pk, server.said.join('\n')).toMatch(/^pk_/)
  // The demo shop has something on every page of the console.
  expect(server.said.join('\n')).toMatch(/offers: 4 live, .* a campaign and a trigger/)
})
afterAll(async () => {
  server.process.kill('SIGKILL')
  rmSync(state, { recursive: true, force: true })
})

/** Doors of the runtime and of wrangler, as its sources name them, and ways to write them. */
const DOORS = [
  ...['/__scheduled', '/cdn-cgi/handler/scheduled', '/cdn-cgi/mf/scheduled', '/cdn-cgi/local/scheduled'],
  ...['/cdn-cgi/local/explorer', '/cdn-cgi/explorer/api/d1/database', '/cdn-cgi/local/platform-proxy'],
  ...['/core/error', '/cdn-cgi/local/email', '//cdn-cgi/local/explorer', '/p/../cdn-cgi/local/explorer'],
  ...[
    '/p/%2e%2e/cdn-cgi/handler/scheduled',
    '\\cdn-cgi\\handler\\scheduled',
    'http://x/cdn-cgi/handler/scheduled',
  ],
]

/** Sends a request as it stands, and returns all that comes back until the connection ends. */
const raw = (head: string, body = Buffer.of()): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.api).port), '127.0.0.1')
    let answer = ''
    socket.on('data', (piece) => {
      answer += piece
      // The answer stands before the connection ends: a client that has it is content.
      if (/\r\n\r\n.*\}/s.test(answer)) socket.end()
    })
    socket.once('error', reject)
    socket.once('close', () => resolve(answer))
    socket.write(`${head}\r\n\r\n`)
    socket.write(body)
  })

it('forwards its own routes, and no door of the runtime', async () => {
  const { paths } = JSON.parse(await (await fetch(`${server.api}/v1/openapi.json`)).text())
  expect(Object.keys(paths).length).toBeGreaterThan(40)
  expect(Object.keys(paths).filter((path) => !isOurs(pathOf(path) ?? ''))).toEqual([])
  for (const door of DOORS) {
    const head = `GET ${door} HTTP/1.1\r\nHost: 127.0.0.1\r\nMF-Route-Override: core:entry\r\nMF-Op: GET`
    expect(await raw(head), door).toMatch(/^HTTP\/1\.1 (404 .*"code":"unknown_route"|400 Bad Request)/s)
  }
  expect((await fetch(`${server.api}/pairwell.js`)).status).toBe(200)
})

it.each([
  ['/pairwell.js', 200],
  ['/pairwell.css', 200],
  ['/docs/security', 200],
  ['/console', 200],
  ['/.git/config', 404],
])('%s has the headers that protect a browser, whether it is a file or not', async (path, status) => {
  const answer = await fetch(`${server.api}${path}`)
  const named = ['X-Content-Type-Options', 'Strict-Transport-Security', 'Content-Security-Policy']
  expect([answer.status, ...named.map((name) => answer.headers.get(name))]).toEqual([
    status,
    'nosniff',
    'max-age=31536000; includeSubDomains',
    expect.stringContaining("frame-ancestors 'none'"),
  ])
})

it('is well by the judgement of npm run doctor, which a wrong token does not let in', () => {
  const run = (ADMIN_TOKEN: string) =>
    spawnSync(process.execPath, ['tools/doctor.ts', server.api], {
      env: { ...process.env, ADMIN_TOKEN },
      encoding: 'utf8',
    })
  const { status, stdout } = run(server.token)
  expect([status, stdout.match(/^✗.*/gm)], stdout).toEqual([0, null])
  expect(stdout).toMatch(/✓ database DB: 0\.\d\d GB of 10, migrated/)
  const refused = run('another token')
  expect([refused.status, refused.stdout]).toEqual([
    1,
    expect.stringContaining('✗ operator token: is not taken'),
  ])
})

it('limits by the address of the connection, whatever the request says', async () => {
  const statuses: number[] = []
  const post = async (_: unknown, at: number) => {
    const headers = { 'CF-Connecting-IP': `203.0.113.${at}`, 'X-Forwarded-For': `203.0.113.${at}` }
    const init = { method: 'POST', headers, body: '{}' }
    statuses.push((await fetch(`${server.api}/p/${server.pk}/events`, init)).status)
  }
  // More than two windows of the limiter allow, a few at a time.
  for (let round = 0; round < 27; round += 1) await Promise.all(Array.from({ length: 8 }, post))
  expect(statuses).toContain(429)
})

it('lets the refusal of a large body arrive whole', async () => {
  const body = Buffer.alloc(20_000_000, 'a')
  const post = (path: string, more = '') =>
    raw(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}${more}`, body)
  const json = '\r\nContent-Type: application/json'
  for (let round = 0; round < 5; round += 1) {
    expect(await post(`/p/${server.pk}x/events`)).toMatch(/^HTTP\/1\.1 (413|429) .*"code":"/s)
    expect(await post('/v1/imports?kind=items')).toMatch(/^HTTP\/1\.1 401 .*"code":"missing_key"/s)
    expect(await post('/v1/shops', json)).toMatch(/^HTTP\/1\.1 401 .*"code":"missing_key"/s)
    expect(await post('/nothing')).toMatch(/^HTTP\/1\.1 404 .*"code":"unknown_route"/s)
  }
})

it('refuses at once what the runtime cannot answer soon', async () => {
  const page = `${server.api}/p/${server.pk}/recommendations?placement=product&item_id=cone-dripper`
  const answers = await Promise.all(Array.from({ length: 300 }, () => fetch(page)))
  const statuses = answers.map(({ status }) => status)
  expect(new Set(statuses)).toEqual(new Set([200, 503]))
  const refused = answers.filter(({ status }) => status === 503)
  expect(refused.every(({ headers }) => headers.get('Retry-After') !== null)).toBe(true)
  expect(JSON.parse((await refused[0]?.text()) ?? '')).toMatchObject({ code: 'busy' })
  // Bodies that never end keep no place.
  const { port } = new URL(server.api)
  const slow = Array.from({ length: 40 }, () => connect(Number(port), '127.0.0.1'))
  for (const socket of slow) {
    socket.write(`POST /p/${server.pk}/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`)
  }
  const hook = { method: 'POST', body: '{}' }
  expect((await fetch(`${server.api}/hooks/0none/shopify`, hook)).status).toBe(401)
  expect([202, 400, 429]).toContain((await fetch(`${server.api}/p/${server.pk}/events`, hook)).status)
  for (const socket of slow) socket.destroy()
})

it('has one address, which no Host header changes', async () => {
  const page = `/p/${server.pk}/panel.html?placement=product&item_id=cone-dripper`
  const answer = await raw(`GET ${page} HTTP/1.1\r\nHost: stranger.example\r\nX-Forwarded-Proto: https`)
  expect(answer).toContain(`href="${server.api}/pairwell.css"`)
  expect(answer).not.toContain('stranger.example')
})

it('keeps serving its files while the checkout is built again', async () => {
  let isBuilding = true
  const building = build().finally(() => {
    isBuilding = false
  })
  for (let reads = 0; isBuilding || reads < 10; reads += 1) {
    expect(readFileSync(join(ASSETS, 'pairwell.js')).length).toBeGreaterThan(1_000)
    expect((await fetch(`${server.api}/pairwell.js`)).status).toBe(200)
  }
  // The server has its own copy, so that it depends on no build.
  const { folder } = await building
  rmSync(folder, { recursive: true })
  expect((await fetch(`${server.api}/pairwell.css`)).status).toBe(200)
  await build()
})

it('keeps no traces', () => {
  expect(readdirSync(join(state, 'v3')).filter((name) => /trace|observ|explorer/i.test(name))).toEqual([])
})

it('refuses a second server, and one beside a runtime that was left behind', async () => {
  const second = await start()
  expect(second.process.exitCode).toBe(1)
  expect(second.said.join('\n')).toContain(`Another server already uses the state in ${state}`)
  expect((await fetch(`${server.api}/health`)).status).toBe(200)

  const [runtime = 0] = runtimesOf(server.process.pid ?? 0)
  const closed = ended(server.process)
  server.process.kill('SIGKILL')
  await closed
  expect(() => claimState(state)).toThrow('is still open in another process')
  process.kill(runtime, 'SIGKILL')
  // The kernel gives its files free some moments after the signal.
  await expect.poll(() => claimState(state), { timeout: 60_000 }).toBeTypeOf('function')
})
