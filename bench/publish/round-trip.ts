import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pairwell } from '../../packages/client/src/client.ts'
import { call, liveModel, upload } from '../../tools/demo-shop.ts'
import { deploymentAt } from '../../tools/mine/deployment.ts'
import { readDeployment } from '../../tools/mine/from-deployment.ts'
import { mineFiles } from '../../tools/mine/mine-files.ts'
import { publishModel } from '../../tools/mine/publish.ts'
import { type RawWorker, startRawWorker } from '../../tools/raw-worker.ts'
import type { ShopFiles } from './shop-files.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const THREADS = 2
/** Milliseconds between two looks at the heap. */
const LOOK = 100

/** A shop that was mined by the Worker and outside; times in milliseconds, sizes in bytes. */
export type Deployed = {
  worker: { hash: string; orders: number; left_out: number }
  outside: { hash: string; orders: number; lists: number; isLive: boolean }
  times: { download: number; reading: number; mining: number; publishing: number }
  bytes: { lists: number; sent: number }
  heap: number
}

/** Uploads a shop to the bare runtime, lets the Worker mine it, and mines and publishes it from outside. */
export async function roundTrip(name: string, files: ShopFiles): Promise<Deployed> {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-'))
  const worker = await startRawWorker(join(folder, 'state'), VARS, true)
  try {
    const body = JSON.stringify({ name, currency: 'EUR' })
    const { secret_key } = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, { method: 'POST', body })
    await upload(worker.url, secret_key, 'items', files.items)
    for (const file of files.orders) await upload(worker.url, secret_key, 'orders', file)
    const own = await liveModel(worker.url, secret_key)
    const { orders, orders_left_out: left_out } = own.counts
    const measured = await fromOutside(worker, deploymentAt(worker.url, secret_key), folder)
    return { worker: { hash: own.hash, orders, left_out }, ...measured }
  } finally {
    await worker.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function fromOutside(worker: RawWorker, client: Pairwell, folder: string) {
  const begun = performance.now()
  const { files, shop, settings, decisions } = await readDeployment(client, folder, () => undefined)
  const download = performance.now() - begun
  const out = join(folder, 'model.ndjson')
  const job = { files, shop, settings, decisions, threads: THREADS, out, tell: () => undefined }
  const { model, found, times } = await mineFiles({ ...job, database: join(folder, 'mine.sqlite') })
  const { hash, settings: used, counts } = model
  writeFileSync(`${out}.json`, JSON.stringify({ hash, settings: used, counts, ...found }))
  const heap = peakHeap(worker)
  const sent = performance.now()
  const { isLive, bytes } = await publishModel(client, out)
  return {
    outside: { hash: hash ?? '', orders: counts?.orders ?? 0, lists: counts?.lists ?? 0, isLive },
    times: { download, ...times, publishing: performance.now() - sent },
    bytes: { lists: statSync(out).size, sent: bytes },
    heap: await heap(),
  }
}

/** Looks at the Worker's heap until it is asked for the most that it saw. */
function peakHeap(worker: RawWorker): () => Promise<number> {
  let most = 0
  let isOver = false
  const looking = (async () => {
    while (!isOver) {
      most = Math.max(most, await worker.heap())
      await new Promise((resolve) => setTimeout(resolve, LOOK))
    }
  })()
  return async () => {
    isOver = true
    await looking
    return most
  }
}
