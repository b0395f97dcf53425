import { itemsCsv, ordersCsv, relationsCsv } from '../demo/shop/files.ts'
import type { TellOrder } from '../demo/shop/till.ts'

export type DemoKeys = { shop_id: string; publishable_key: string; secret_key: string }

/** How panels of the demo shop look, by placement. */
export const DEMO_PANELS = { product: { not_for_me: true }, cart: { free_shipping: { amount: 4_500 } } }

/**
 * Opens the demo shop as a merchant's own: through the public API, file by file.
 * @param newest time of the newest order, UTC milliseconds; orders and customers of another hour are others
 */
export async function openDemoShop(
  api: string,
  base: string,
  adminToken: string,
  step: (text: string) => void,
  newest = Date.now(),
): Promise<DemoKeys> {
  step('opening the demo shop')
  const shop = {
    name: 'Fern & Kettle',
    currency: 'EUR',
    locale: 'en',
    time_zone: 'Europe/Berlin',
    allowed_origins: [base],
    panels: DEMO_PANELS,
  }
  const keys: DemoKeys = await call(api, '/v1/shops', adminToken, {
    method: 'POST',
    body: JSON.stringify(shop),
  })
  const files = { items: itemsCsv(base), orders: ordersCsv({ newest }), relations: relationsCsv() }
  for (const [kind, file] of Object.entries(files)) {
    const report = await upload(api, keys.secret_key, kind, file)
    step(`${kind}: ${report.rows} rows, ${report.found} ${kind}, ${report.added} new`)
  }
  const model = await liveModel(api, keys.secret_key)
  step(`mined ${model.counts.orders} orders into ${model.counts.lists} lists`)
  return keys
}

/** Opens an empty shop for the files of whoever tries Pairwell; they change its name, currency and language in the console. */
export async function openOwnShop(api: string, adminToken: string): Promise<string> {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const shop = { name: 'My shop', currency: 'EUR', locale: 'en', time_zone: timeZone }
  const { shop_id } = await call(api, '/v1/shops', adminToken, { method: 'POST', body: JSON.stringify(shop) })
  return shop_id
}

/** A sign-in link for the owner of a shop: it works once, for 15 minutes. */
export async function signInLink(api: string, adminToken: string, shop_id: string): Promise<string> {
  const { url } = await call(api, `/v1/shops/${shop_id}/sign-in-links`, adminToken, { method: 'POST' })
  return url
}

/** Tells Pairwell of an order as a shop's server does, with the secret key. */
export const tellOrder =
  (api: string, key: string): TellOrder =>
  async (order) => {
    await call(api, '/v1/orders', key, { method: 'POST', body: JSON.stringify({ orders: [order] }) })
  }

/** Uploads the catalogue of the demo shop again, which confirms all prices. */
export async function sendCatalogue(
  api: string,
  base: string,
  key: string,
  step: (text: string) => void,
): Promise<void> {
  const report = await upload(api, key, 'items', itemsCsv(base))
  step(`items: ${report.rows} rows, ${report.found} items, ${report.added} new`)
}

type Report = { rows: number; found: number; added: number }

/** Uploads a file and waits until it is applied. */
export async function upload(
  api: string,
  key: string,
  kind: string,
  file: string | Uint8Array<ArrayBuffer>,
): Promise<Report> {
  const path = `/v1/imports?kind=${kind}`
  const { import_id } = await call(api, path, key, {
    method: 'POST',
    body: file,
    headers: { 'Content-Type': 'text/csv' },
  })
  for (;;) {
    const { status, report, problem } = await call(api, `/v1/imports/${import_id}`, key)
    if (status === 'done') return report
    if (status === 'failed') throw new Error(`The import of ${kind} failed: ${problem}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Waits until no model is being made, and gives the live one. */
export async function liveModel(api: string, key: string) {
  for (;;) {
    const { items } = await call(api, '/v1/models?limit=10', key)
    const working = items.some(
      ({ status }: { status: string }) => status === 'queued' || status === 'running',
    )
    const live = items.find(({ status }: { status: string }) => status === 'live')
    if (!working && live) return live
    if (!working && items.length > 0) throw new Error(`No model became live: ${JSON.stringify(items[0])}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** One call; throws with the problem that the API names. */
export async function call(api: string, path: string, key: string, init: RequestInit = {}) {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...init.headers }
  const response = await fetch(`${api}${path}`, { ...init, headers })
  const text = await response.text()
  const body = text === '' ? undefined : JSON.parse(text)
  if (!response.ok)
    throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status} ${JSON.stringify(body)}`)
  return body
}
