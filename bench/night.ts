import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, liveModel, upload } from '../tools/demo-shop.ts'
import { type RawWorker, startRawWorker } from '../tools/raw-worker.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const SHOPS = Number(process.env.NIGHT_SHOPS ?? 10_000)
/** Shops whose mining jobs are run: the local queue has one consumer, which needs a quarter of an hour for all. */
const SAMPLE = Number(process.env.NIGHT_SAMPLE ?? 1_000)
/** Orders of the shop that is tuned, and imports while it is. */
const TUNED_ORDERS = 20_000
const IMPORTS = 10
/** Milliseconds in which an import must start; the bench measures until it is done. */
const MAX_START = 2_000

const items = ['id,title,link,image_link,price', ...Array.from({ length: 100 }, (_, n) => itemRow(n))].join(
  '\n',
)
function itemRow(n: number): string {
  return `item-${n},Item ${n},/i/${n},/i/${n}.png,9.90`
}

/** Orders of two or three items each. @param from number of the first order */
function ordersFile(count: number, from = 0): string {
  const lines = ['order_id,order_date,item_id']
  for (let n = from; n < from + count; n += 1) {
    const date = new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString()
    for (const item of new Set([n % 50, (n * n) % 100, (n * 7) % 100]))
      lines.push(`o${n},${date},item-${item}`)
  }
  return lines.join('\n')
}

type Opened = { shop_id: string; secret_key: string }
async function openShop({ url }: RawWorker, orders: number): Promise<Opened> {
  const shop = { method: 'POST', body: JSON.stringify({ name: 'Bench', currency: 'EUR' }) }
  const opened = await call(url, '/v1/shops', VARS.ADMIN_TOKEN, shop)
  await upload(url, opened.secret_key, 'items', items)
  await upload(url, opened.secret_key, 'orders', ordersFile(orders))
  await liveModel(url, opened.secret_key)
  return opened
}

/** Milliseconds from the answer to an upload until it is applied. */
async function importTime(url: string, key: string, from: number): Promise<number> {
  const { import_id } = await call(url, '/v1/imports?kind=orders', key, {
    method: 'POST',
    body: ordersFile(3, from),
    headers: { 'Content-Type': 'text/csv' },
  })
  const began = performance.now()
  while ((await call(url, `/v1/imports/${import_id}`, key)).status !== 'done') {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return performance.now() - began
}

/** Imports files into a shop and into another one while the first is tuned; returns the times, sorted. */
async function importsWhileTuning(worker: RawWorker): Promise<number[]> {
  const [tuned, other] = [await openShop(worker, TUNED_ORDERS), await openShop(worker, 10)]
  await call(worker.url, '/v1/tunings', tuned.secret_key, { method: 'POST' })
  const tuning = async () => (await call(worker.url, '/v1/tunings?limit=1', tuned.secret_key)).items[0]
  // Until the first of four folds is evaluated, so that the second one is running.
  while ((await tuning()).folds_done === 0) await new Promise((resolve) => setTimeout(resolve, 50))
  const times: number[] = []
  for (let n = 0; n < IMPORTS; n += 1) {
    const { secret_key } = n % 2 === 0 ? tuned : other
    times.push(await importTime(worker.url, secret_key, 1_000_000 + 10 * n))
  }
  if ((await tuning()).status === 'done')
    throw new Error('The tuning ended first: give the shop more orders.')
  return times.sort((a, b) => a - b)
}

/** Result of bench/inside/night.ts. */
type Night = {
  idle: { read: number; written: number; statements: number }
  ticks: number
  most_statements: number
  limit: number
  read: number
  written: number
  seconds_a_tick: number
  needed: number
  queued: number
  sampled: number
  made: number
  seconds_of_jobs: number
  failing: number
}

/** Runs something on a new database folder, which is deleted afterwards. */
async function onFolder<Result>(work: (state: string) => Promise<Result>): Promise<Result> {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-night-'))
  try {
    return await work(state)
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
}

/** Runs something on a Worker, and ends the Worker. */
async function onWorker<Result>(
  state: string,
  work: (worker: RawWorker) => Promise<Result>,
): Promise<Result> {
  const worker = await startRawWorker(state, VARS)
  try {
    return await work(worker)
  } finally {
    await worker.kill()
  }
}

const times = await onFolder((state) => onWorker(state, importsWhileTuning))
const night = await onFolder(async (state): Promise<Night> => {
  const { shop_id } = await onWorker(state, (worker) => openShop(worker, 10))
  const args = ['bench/inside/night.ts', state, JSON.stringify(VARS), shop_id, String(SHOPS), String(SAMPLE)]
  const stdio = ['ignore', 'pipe', 'inherit'] as const
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: [...stdio] })
  if (status !== 0) throw new Error('The night could not be run.')
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
})

const n = (value: number) => Math.round(value).toLocaleString('en')
const most = times.at(-1) ?? 0
const jobSeconds = night.seconds_of_jobs / Math.max(1, night.made)
console.log(`${n(SHOPS)} shops in one database: a tenth is paused, and one has a row that cannot be read. The cron runs minute by minute on a simulated clock from 03:00 UTC, then the local queue's consumer runs the mining jobs of ${n(night.sampled)} shops, one after the other.

| the night | |
|---|---|
| shops that need a model, and for which one was queued | ${n(night.needed)}, ${n(night.queued)} |
| models made, of the sample | ${n(night.made)} of ${n(night.sampled)} |
| minutes until every shop's work was queued | ${night.ticks} |
| statements of one invocation, at most | ${night.most_statements} (limit ${night.limit}; D1 allows 1,000) |
| seconds of a tick, mean | ${night.seconds_a_tick.toFixed(1)} |
| rows read and written by the ticks, a shop | ${(night.read / SHOPS).toFixed(1)}, ${(night.written / SHOPS).toFixed(1)} |
| duties that failed and wait longer | ${night.failing} |
| a minute in which nothing is due: statements, rows read, rows written | ${night.idle.statements}, ${night.idle.read}, ${night.idle.written} |
| milliseconds of a small shop's model | ${n(1_000 * jobSeconds)} |
| minutes for all of them, 20 at a time as in wrangler.toml | ${n((jobSeconds * night.needed) / 20 / 60)} |

Files of three orders, sent alternately to a shop that is being tuned on ${n(TUNED_ORDERS)} orders and to another one:

| | milliseconds from the 202 until the file is imported |
|---|---|
| median of ${IMPORTS} | ${n(times[Math.floor(IMPORTS / 2)] ?? 0)} |
| longest | ${n(most)} |`)
const isHeld =
  night.queued === night.needed && night.made === night.sampled && night.most_statements <= night.limit
if (!isHeld || most > MAX_START) process.exitCode = 1
