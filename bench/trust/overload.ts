import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Row, type Started, startServer } from './start.ts'

/** Requests of a load, and what became of them: milliseconds by status. */
type Outcome = Map<number, number[]>

/** Sends requests over some connections at a time, each as soon as its last one was answered: nobody backs off. */
async function load(address: string, connections: number, total: number): Promise<Outcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const outcome: Outcome = new Map()
  const one = () =>
    new Promise<void>((resolve) => {
      const begun = performance.now()
      const end = (status: number) => {
        outcome.set(status, [...(outcome.get(status) ?? []), performance.now() - begun])
        resolve()
      }
      get(address, { agent }, (response) => {
        response.resume().once('end', () => end(response.statusCode ?? 0))
      }).once('error', () => end(0))
    })
  let left = total
  const worker = async () => {
    for (; left > 0; await one()) left -= 1
  }
  await Promise.all(Array.from({ length: connections }, worker))
  agent.destroy()
  return outcome
}

const percentile = (times: readonly number[] = [], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0

/** What is served may take this many times as long as in idle: 16 pages at a time, beside the refusals of all others. */
const SLOWER = 60

async function manyConnections({ api, pk }: Started): Promise<Row[]> {
  const page = `${api}/p/${pk}/recommendations?placement=product&item_id=cone-dripper`
  const idle = percentile((await load(page, 1, 200)).get(200), 0.5)
  const rows: Row[] = []
  for (const connections of [50, 200, 500]) {
    const outcome = await load(page, connections, 6_000)
    const [served = [], refused = []] = [outcome.get(200), outcome.get(503)]
    const others = 6_000 - served.length - refused.length
    const p99 = percentile(served, 0.99)
    rows.push({
      attack: `${connections} connections that never back off (idle median ${idle.toFixed(0)} ms)`,
      measured: `${served.length} served, p99 ${p99.toFixed(0)} ms; ${refused.length} refused, p99 ${percentile(refused, 0.99).toFixed(0)} ms; ${others} others`,
      allowed: `p99 of what is served ≤ ${SLOWER} × idle, only 200 and 503`,
      ok: p99 <= SLOWER * idle && served.length > 0 && others === 0,
    })
  }
  return rows
}

/** Whether this process may mount a small disk of its own. */
const canMount = (): boolean => spawnSync('unshare', ['-m', 'true']).status === 0

const FULL = 'a full disk: /ready, and 30 writes'

/** Fills the disk of the databases, which has 24 MB and is mounted for this process and its children alone. */
async function fullDisk(): Promise<Row[]> {
  const disk = process.env.TRUST_DISK ?? ''
  mkdirSync(join(disk, 'state'))
  const server = await startServer(join(disk, 'state'))
  if (!server) throw new Error('npm start did not start.')
  try {
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize))
    const codeOf = async (path: string, init?: RequestInit) => {
      const response = await fetch(`${server.api}${path}`, init)
      return `${response.status} ${JSON.parse(await response.text()).code}`
    }
    const headers = { Authorization: `Bearer ${server.sk}`, 'Content-Type': 'application/json' }
    const exclusions = (round: number) =>
      Array.from({ length: 500 }, (_, n) => ({
        item_id: `${'x'.repeat(100)}${round}-${n}`,
        status: 'excluded',
      }))
    const ready = await codeOf('/ready')
    const writes = new Set<string>()
    // The first may still fit into what the database has already.
    for (let round = 0; round < 30; round += 1) {
      const body = JSON.stringify({ exclusions: exclusions(round) })
      writes.add(await codeOf('/v1/exclusions', { method: 'PUT', headers, body }))
    }
    rmSync(join(disk, 'filler'))
    const isRight = [...writes].every((one) => /^(200 undefined|503 (storage_full|unavailable))$/.test(one))
    const isFull = [...writes].some((one) => one.startsWith('503'))
    const ok = ready === '503 storage_full' && isRight && isFull
    const measured = `${ready}; ${[...writes].join(', ').replace(' undefined', '')}`
    return [{ attack: FULL, measured, allowed: '503 storage_full; 200, then 503, never internal', ok }]
  } finally {
    await server.stop()
  }
}

/** Runs `fullDisk` in a process with a small disk of its own, which nobody else sees. */
function onSmallDisk(): Row[] {
  if (!canMount()) {
    return [{ attack: FULL, measured: 'not tried: no disk can be mounted here', allowed: '', ok: true }]
  }
  const disk = mkdtempSync(join(tmpdir(), 'pairwell-disk-'))
  const script = `mount -t tmpfs -o size=24m tmpfs "$TRUST_DISK" && exec "$0" "$1"`
  const { stdout, status } = spawnSync(
    'unshare',
    ['-m', 'sh', '-c', script, process.execPath, import.meta.filename],
    { env: { ...process.env, TRUST_DISK: disk }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  )
  rmSync(disk, { recursive: true, force: true })
  if (status !== 0) throw new Error('The server on the small disk failed.')
  return JSON.parse(stdout.split('\n').findLast((line) => line.startsWith('[')) ?? '[]')
}

/** More requests than can be answered, and a database that takes nothing more. */
export async function attackByOverload(): Promise<Row[]> {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-trust-'))
  const server = await startServer(state)
  if (!server) throw new Error('npm start did not start.')
  const rows: Row[] = []
  try {
    rows.push(...(await manyConnections(server)))
  } finally {
    await server.stop()
    rmSync(state, { recursive: true, force: true })
  }
  return [...rows, ...onSmallDisk()]
}

// The process with the small disk.
if (process.env.TRUST_DISK) console.log(JSON.stringify(await fullDisk()))
