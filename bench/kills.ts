import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { itemsCsv, ordersCsv } from '../demo/shop/files.ts'
import { call, liveModel, upload } from '../tools/demo-shop.ts'
import { isMain } from '../tools/is-main.ts'
import { type RawWorker, startRawWorker } from '../tools/raw-worker.ts'
import { LEASE_MS } from '../worker/jobs/lease/lease-time.ts'
import { moment, VARS } from './kills/moment.ts'
import { killWave } from './kills/wave.ts'

export type KillRun = {
  kills: number
  hash: string
  expected: string
  orders: number
  expectedOrders: number
  milliseconds: number
}

/** The files of one run: a catalogue and its orders. */
export type Files = { items: string | Uint8Array<ArrayBuffer>; orders: string | Uint8Array<ArrayBuffer> }

export const demoFiles = (): Files => ({
  items: itemsCsv('http://127.0.0.1'),
  orders: ordersCsv({ newest: Date.UTC(2026, 10, 22) }),
})

async function openShop(worker: RawWorker, items: Files['items']): Promise<string> {
  const shop = { method: 'POST', body: JSON.stringify({ name: 'Bench', currency: 'EUR' }) }
  const { secret_key } = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, shop)
  await upload(worker.url, secret_key, 'items', items)
  return secret_key
}

async function receive(worker: RawWorker, key: string, orders: Files['orders']): Promise<string> {
  const { import_id } = await call(worker.url, '/v1/imports?kind=orders', key, {
    method: 'POST',
    body: orders,
  })
  return import_id
}

/**
 * Uploads to one shop without kills, and to a second one whose Worker is killed repeatedly after its `202`, at times that
 * depend on the seed. Both must end with the same model, without a new upload.
 */
export async function killAfter202(files: Files, kills: number, seed: number): Promise<KillRun> {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-kills-'))
  let worker = await startRawWorker(state, VARS)
  try {
    const calm = await openShop(worker, files.items)
    const began = performance.now()
    const { added } = await upload(worker.url, calm, 'orders', files.orders)
    const expected = await liveModel(worker.url, calm)
    const milliseconds = performance.now() - began
    const hit = await openShop(worker, files.items)
    const import_id = await receive(worker, hit, files.orders)
    for (let kill = 0; kill < kills; kill += 1) {
      await new Promise((resolve) => setTimeout(resolve, moment(seed + kill, LEASE_MS + milliseconds / 3)))
      await worker.kill()
      worker = await startRawWorker(state, VARS)
      // The shop's next request continues the work.
      await call(worker.url, `/v1/imports/${import_id}`, hit)
    }
    const report = await finished(worker, hit, import_id)
    const model = await liveModel(worker.url, hit)
    return {
      kills,
      hash: model.hash,
      expected: expected.hash,
      orders: report.added,
      expectedOrders: added,
      milliseconds,
    }
  } finally {
    await worker.kill()
    rmSync(state, { recursive: true, force: true })
  }
}

async function finished(worker: RawWorker, key: string, import_id: string): Promise<{ added: number }> {
  for (;;) {
    const { status, report, problem } = await call(worker.url, `/v1/imports/${import_id}`, key)
    if (status === 'done') return report
    if (status === 'failed') throw new Error(problem)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Kills the Worker while it receives a file: afterwards there must be no order and no import. */
export async function killBefore202(files: Files, seed: number): Promise<{ orders: number; done: number }> {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-kills-'))
  let worker = await startRawWorker(state, VARS)
  try {
    const key = await openShop(worker, files.items)
    const sending = receive(worker, key, files.orders).then(
      () => true,
      () => false,
    )
    await new Promise((resolve) => setTimeout(resolve, 30 + moment(seed, 60)))
    await worker.kill()
    if (await sending) throw new Error('The upload was faster than the kill: take a larger file.')
    worker = await startRawWorker(state, VARS)
    const orders = await call(worker.url, '/v1/orders', key)
    const imports = await call(worker.url, '/v1/imports', key)
    const done = imports.items.filter(
      ({ kind, status }: { kind: string; status: string }) => kind === 'orders' && status !== 'receiving',
    )
    return { orders: orders.items.length, done: done.length }
  } finally {
    await worker.kill()
    rmSync(state, { recursive: true, force: true })
  }
}

/** Uploads that are killed 20 times each; the test kills one. */
const RUNS = Number(process.env.KILL_RUNS ?? 10)

/** Kills uploads of real orders if present, or else of those of the demo, and a campaign. */
export async function benchKills(data: string): Promise<string[]> {
  const real = (): Files => ({
    items: readFileSync(join(data, 'online_retail/products.csv')),
    orders: readFileSync(join(data, 'online_retail/orders.csv.gz')),
  })
  const files = data === '' ? demoFiles() : real()
  const afters: KillRun[] = []
  for (let run = 0; run < RUNS; run += 1) afters.push(await killAfter202(files, 20, 7 + 100 * run))
  const sum = (of: (run: KillRun) => number) => afters.reduce((total, run) => total + of(run), 0)
  const different = sum((run) => Number(run.hash !== run.expected))
  const befores: Awaited<ReturnType<typeof killBefore202>>[] = []
  for (let run = 0; run < RUNS; run += 1) befores.push(await killBefore202(files, 3 + run))
  const orders = befores.reduce((total, run) => total + run.orders, 0)
  const done = befores.reduce((total, run) => total + run.done, 0)
  const wave = await killWave(3_000, 20, 11)
  return [
    `${RUNS} uploads, killed ${sum((run) => run.kills)} times after the 202: ${different} with another hash than a calm run, ${sum((run) => run.orders)} orders added against ${sum((run) => run.expectedOrders)}`,
    `${RUNS} uploads killed before the 202: ${orders} orders, ${done} accepted imports`,
    `a campaign to ${wave.planned} customers, killed ${wave.kills} times, ${wave.halfway} of them when a part had gone out: ${wave.contacts} contacts, ${wave.lost} lost, ${wave.twice} twice, ${wave.control} of the control`,
  ]
}

if (isMain(import.meta))
  console.log((await benchKills(process.env.PAIRWELL_DATA ?? '../shared/data')).join('\n'))
