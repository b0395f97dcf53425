import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, liveModel, upload } from '../../tools/demo-shop.ts'
import { startRawWorker } from '../../tools/raw-worker.ts'
import { MAX_CART_IDS } from '../../vocabulary/limits.ts'
import { DAY } from '../../vocabulary/time.ts'
import { catalogueFile, catalogueOf } from './catalogues.ts'
import type { RealOrder } from './sets.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }

/** A serving shop: its answers are item ids, the best ten first. */
export type ServedShop = {
  /** Settings that tuning chose for page and cart. */
  chosen: { page: string; cart: string }
  page(item_id: string): Promise<string[]>
  cart(item_ids: readonly string[]): Promise<string[]>
  /** Companions of each item as they are stored, best first. */
  lists(): Promise<
    Map<string, { item_id: string; score: number; cart_weight: number; item_orders: number }[]>
  >
  /** Sets the panel rules. */
  fillBy(panel_rules: object): Promise<void>
}

/** Opens a shop on the bare runtime, sends it a set's catalogue and training orders, tunes it, and hands it over. */
export async function withServedShop(
  name: string,
  train: readonly RealOrder[],
  use: (shop: ServedShop) => Promise<void>,
): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-'))
  const worker = await startRawWorker(state, VARS)
  const { url } = worker
  try {
    const body = JSON.stringify({ name, currency: 'EUR' })
    const { secret_key } = await call(url, '/v1/shops', VARS.ADMIN_TOKEN, { method: 'POST', body })
    const ids = [...new Set(train.flatMap(({ items }) => items))].sort()
    await upload(url, secret_key, 'items', catalogueFile(ids, catalogueOf(name)))
    await upload(url, secret_key, 'orders', ordersFile(train))
    await liveModel(url, secret_key)
    await call(url, '/v1/tunings', secret_key, { method: 'POST' })
    const chosen = await tuned(url, secret_key)
    await liveModel(url, secret_key)
    const ask = async (query: string): Promise<string[]> => {
      const { items } = await call(url, `/v1/recommendations?limit=10&${query}`, secret_key)
      return items.map(({ item_id }: { item_id: string }) => item_id)
    }
    await use({
      chosen,
      page: (item_id) => ask(`placement=product&item_id=${encodeURIComponent(item_id)}`),
      cart: (item_ids) =>
        ask(`placement=cart&cart_item_ids=${item_ids.slice(0, MAX_CART_IDS).map(encodeURIComponent).join()}`),
      lists: async () => await storedLists(url, secret_key),
      fillBy: async (panel_rules) => {
        const change = { method: 'PATCH', body: JSON.stringify({ panel_rules }) }
        await call(url, '/v1/settings', secret_key, change)
      },
    })
  } finally {
    await worker.kill()
    rmSync(state, { recursive: true, force: true })
  }
}

/** The window of a new shop, days; a set without dates has a day an order, and would fall out of it. */
const WINDOW_DAYS = 730

export function ordersFile(orders: readonly RealOrder[]): string {
  const [oldest = 0, newest = 0] = [orders[0]?.at, orders.at(-1)?.at]
  const squeeze = Math.min(1, ((WINDOW_DAYS - 1) * DAY) / Math.max(1, newest - oldest))
  const dateOf = (at: number) => new Date(newest - (newest - at) * squeeze).toISOString()
  const lines = orders.flatMap(({ id, at, customer, items }) =>
    items.map((item) => `${id},${dateOf(at)},${customer ?? ''},"${item}"`),
  )
  return ['order_id,order_date,customer_id,item_id', ...lines].join('\n')
}

async function tuned(url: string, key: string): Promise<ServedShop['chosen']> {
  for (;;) {
    const [tuning] = (await call(url, '/v1/tunings?limit=1', key)).items
    if (tuning.status === 'done') {
      const { page, cart } = tuning.settings.tuning
      return { page: page.chosen, cart: cart.chosen }
    }
    if (tuning.status === 'failed' || tuning.status === 'skipped') throw new Error(tuning.problem)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

async function storedLists(url: string, key: string): ReturnType<ServedShop['lists']> {
  const answer = await fetch(`${url}/v1/export/lists?form=ndjson`, {
    headers: { Authorization: `Bearer ${key}` },
  })
  const lists: Awaited<ReturnType<ServedShop['lists']>> = new Map()
  for (const line of (await answer.text()).trimEnd().split('\n')) {
    const { kind, key: of, intent, ...companion } = JSON.parse(line)
    if (kind !== 'item' || intent !== 'complementary') continue
    lists.set(of, [...(lists.get(of) ?? []), companion])
  }
  return lists
}
