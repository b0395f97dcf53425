import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, liveModel, upload } from '../../tools/demo-shop.ts'
import { startRawWorker } from '../../tools/raw-worker.ts'
import { DAY } from '../../vocabulary/time.ts'
import { catalogueFile } from '../quality/catalogues.ts'
import type { RealSet } from '../quality/sets.ts'
import { ordersFile } from '../quality/through-http.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
/** Requests at a time. */
const AT_ONCE = 10
/** A set without dates has a day a basket; nobody is scored by less than half a year of orders, so baskets are a week apart. */
const DAYS_A_BASKET = 7

/**
 * The items that the row's route names to each of these customers, best first: the set's catalogue and training orders are uploaded to a
 * running Worker, which mines them and scores all customers. The newest order of training is of yesterday. The set has no catalogue, and customers
 * are scored by families, so its items are of two categories by turns; families do not enter what is measured.
 */
export async function itemsByRoute(
  { name, train }: RealSet,
  customers: readonly string[],
): Promise<Map<string, string[]>> {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-'))
  const worker = await startRawWorker(state, VARS)
  try {
    const { url } = worker
    const body = JSON.stringify({ name, currency: 'EUR' })
    const { secret_key: key } = await call(url, '/v1/shops', VARS.ADMIN_TOKEN, { method: 'POST', body })
    const ids = [...new Set(train.flatMap(({ items }) => items))].sort()
    const halves = new Map(ids.map((id, at) => [id.toUpperCase(), { title: '', category: `Half ${at % 2}` }]))
    await upload(url, key, 'items', catalogueFile(ids, halves))
    const newest = Math.max(...train.map(({ at }) => at))
    const yesterday = Date.now() - DAY
    const dated = train.map((order) => ({ ...order, at: yesterday - (newest - order.at) * DAYS_A_BASKET }))
    await upload(url, key, 'orders', ordersFile(dated))
    await liveModel(url, key)
    await call(url, '/v1/propensities', key, { method: 'POST' })
    await scored(url, key)
    return await rowsOf(url, key, customers)
  } finally {
    await worker.kill()
    rmSync(state, { recursive: true, force: true })
  }
}

async function scored(url: string, key: string): Promise<void> {
  for (;;) {
    const { status } = await call(url, '/v1/propensities', key)
    if (status === 'ready') return
    if (status === 'too_few_orders') throw new Error('Nobody was scored: there are too few orders.')
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

async function rowsOf(
  url: string,
  key: string,
  customers: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  const left = [...customers]
  const ask = async () => {
    for (let customer_id = left.pop(); customer_id !== undefined; customer_id = left.pop()) {
      const lookup = { method: 'POST', body: JSON.stringify({ customer_id }) }
      const { customer } = await call(url, '/v1/customers/lookup', key, lookup)
      const { items } = await call(url, `/v1/customers/${customer}/propensities`, key)
      found.set(customer_id, items)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  return found
}
