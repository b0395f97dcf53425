import { call } from '../../tools/demo-shop.ts'

/** Settings of the Worker of this bench. */
export const VARS = {
  ADMIN_TOKEN: 'bench',
  MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters',
}

/** Sizes of a simulated store; `day` is the number of orders that are placed in the measured day. */
export type Size = { products: number; orders: number; day: number }

/** What one part of a store's life took. */
export type Part = { what: string; requests: number; bytes: number; seconds: number; result: string }

/** What a store went through, and how many of its rows differ from Pairwell's at the end of the day. */
export type Life = { parts: Part[]; different: number; items: number; orders: number }

export type OpenShop = { url: string; shop_id: string; publishable_key: string; secret_key: string }

/** Opens a shop at Pairwell. */
export async function openShop(url: string): Promise<OpenShop> {
  const body = JSON.stringify({ name: 'Bench', currency: 'EUR' })
  return { url, ...(await call(url, '/v1/shops', VARS.ADMIN_TOKEN, { method: 'POST', body })) }
}

/** Runs something, and returns its answer with the seconds that it took. */
export async function timed<T>(act: () => Promise<T>): Promise<[answer: T, seconds: number]> {
  const began = performance.now()
  const answer = await act()
  return [answer, (performance.now() - began) / 1000]
}

/** What the shop system itself says: prices in minor units by item, and status by order. */
export type Truth = { prices: Record<string, number>; orders: Record<string, string> }

/** Asks the merchant's API. */
// biome-ignore lint/suspicious/noExplicitAny: answers of several routes
export type Ask = (path: string) => Promise<any>

/** Asks with the secret key of a shop. */
export const asShop =
  ({ url, secret_key }: OpenShop): Ask =>
  (path) =>
    call(url, path, secret_key)

/** Counts items and orders that Pairwell lacks, has too many, or has with another price or status. */
export async function differences(ask: Ask, truth: Truth): Promise<Omit<Life, 'parts'>> {
  const items = new Map<string, unknown>()
  for await (const { item_id, variants } of rowsOf(ask, 'items')) items.set(item_id, variants[0].price)
  const orders = new Map<string, unknown>()
  for await (const { order_id, status } of rowsOf(ask, 'orders')) orders.set(order_id, status)
  return {
    different: countDifferent(items, truth.prices) + countDifferent(orders, truth.orders),
    items: items.size,
    orders: orders.size,
  }
}

function countDifferent(found: ReadonlyMap<string, unknown>, right: Record<string, unknown>): number {
  const ids = new Set([...found.keys(), ...Object.keys(right)])
  return [...ids].filter((id) => found.get(id) !== right[id]).length
}

// biome-ignore lint/suspicious/noExplicitAny: rows of two tables
async function* rowsOf(ask: Ask, table: string): AsyncGenerator<any> {
  for (let after = ''; ; ) {
    const { items, next } = await ask(`/v1/${table}?limit=200&after=${encodeURIComponent(after)}`)
    yield* items
    if (next === null) return
    after = next
  }
}

/** The privacy requests of a shop by kind. */
export async function requestsOf(ask: Ask): Promise<string> {
  const { items } = await ask('/v1/privacy-requests')
  return items
    .map(({ kind, orders }: { kind: string; orders: number }) => `${kind} (${orders} orders)`)
    .join(', ')
}
