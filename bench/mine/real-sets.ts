import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, liveModel, upload } from '../../tools/demo-shop.ts'
import { mineFiles } from '../../tools/mine/mine-files.ts'
import { startRawWorker } from '../../tools/raw-worker.ts'
import { catalogueFile, catalogueOf } from '../quality/catalogues.ts'
import type { RealSet } from '../quality/sets.ts'
import { ordersFile } from '../quality/through-http.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const BASICS = { currency: 'EUR', time_zone: 'UTC', locale: 'en' }
export const THREADS = [1, 2, 4] as const

/** The model of all orders of a set, by the Worker's job and outside it. */
export type OneHash = {
  orders: number
  lines: number
  lists: number
  worker: string
  /** By `THREADS`. */
  outside: { hash: string; mining: number }[]
}

/** Uploads a set to the bare runtime, mines it there, and mines the same files in this process. */
export async function mineEverywhere({ name, train, test }: RealSet): Promise<OneHash> {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-'))
  const worker = await startRawWorker(join(folder, 'state'), VARS)
  try {
    const all = [...train, ...test]
    const ids = [...new Set(all.flatMap(({ items }) => items))].sort()
    const files = { items: catalogueFile(ids, catalogueOf(name)), orders: ordersFile(all) }
    const body = JSON.stringify({ name, ...BASICS })
    const { secret_key } = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, { method: 'POST', body })
    await upload(worker.url, secret_key, 'items', files.items)
    await upload(worker.url, secret_key, 'orders', files.orders)
    const { hash, settings, counts } = await liveModel(worker.url, secret_key)
    const path = (kind: 'items' | 'orders') => join(folder, `${kind}.csv`)
    writeFileSync(path('items'), files.items)
    writeFileSync(path('orders'), files.orders)
    const outside: OneHash['outside'] = []
    for (const threads of THREADS) {
      const { model, times } = await mineFiles({
        ...{ shop: BASICS, settings, threads, database: ':memory:', out: undefined, tell: () => undefined },
        files: { items: [path('items')], orders: [path('orders')], relations: [] },
      })
      outside.push({ hash: model.hash ?? '', mining: times.mining })
    }
    return { orders: counts.orders, lines: counts.lines, lists: counts.lists, worker: hash, outside }
  } finally {
    await worker.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}
