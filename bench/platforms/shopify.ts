import { dice } from '../../demo/shop/orders/random.ts'
import { Shopify } from '../../test/platforms/simulated/a-shopify.ts'
import type { ShopifyHost } from '../../test/platforms/simulated/shopify-host.ts'
import {
  callApp,
  deliverToApp,
  orderBody,
  productBody,
  signedInOwner,
} from '../../test/platforms/simulated/shopify-messages.ts'
import { ShopifyStore, type StoreOrder } from '../../test/platforms/simulated/shopify-store.ts'
import { differences, type Life, type Part, requestsOf, type Size, type Truth, timed } from './store.ts'

/** Milliseconds between two looks at the progress. */
const LOOK_EVERY = 100

const STATUS: Record<StoreOrder['status'], string> = {
  PAID: 'paid',
  PENDING: 'pending',
  VOIDED: 'cancelled',
  REFUNDED: 'refunded',
}

/** A running Worker with the app of a simulated Shopify. */
export type AppWorker = { url: string; host: ShopifyHost }

/** A store of Shopify from the installation of the app to the deletion of its data. */
export async function lifeOfShopify({ url, host }: AppWorker, size: Size): Promise<Life> {
  const store = new ShopifyStore(size)
  const shopify = new Shopify(host, store, `bench-${host.stores.size}.myshopify.com`)
  const parts: Part[] = []
  const measured = async (what: string, act: () => Promise<string>) => {
    const before = { requests: shopify.requests, bytes: shopify.bytes }
    const [result, seconds] = await timed(act)
    const taken = { requests: shopify.requests - before.requests, bytes: shopify.bytes - before.bytes }
    parts.push({ what, ...taken, seconds, result })
  }
  await measured('install (requests to Shopify)', async () => {
    const { warnings } = await callApp(url, shopify, '/session')
    return warnings.length === 0 ? 'installed, key in theme and pixel' : String(warnings)
  })
  await measured(
    'first sync (bytes that the server of the exports wrote, the rest of each broken-off reading included)',
    async () => {
      const { phase, items, orders, relations, refused, problem } = await ended(url, shopify)
      return `${phase}: ${items} items, ${relations} relations, ${orders} orders, ${refused} refused${problem ?? ''}`
    },
  )
  parts.push(await aDay(url, shopify, store, size))
  const ask = await signedInOwner(url, shopify)
  const found = await differences(ask, truthOf(store))
  const customer = { id: 1, email: 'buyer1@store.example' }
  const redact = { shop_id: 1, shop_domain: shopify.domain, customer, orders_to_redact: [] }
  parts.push(await message(url, shopify, 'customers/redact', redact, () => requestsOf(ask)))
  const gone = { id: 1, myshopify_domain: shopify.domain }
  parts.push(await message(url, shopify, 'app/uninstalled', gone, async () => 'token deleted'))
  const all = { shop_id: 1, shop_domain: shopify.domain }
  parts.push(await message(url, shopify, 'shop/redact', all, () => untilDeleted(url, shopify)))
  return { parts, ...found }
}

async function ended(url: string, shopify: Shopify) {
  for (;;) {
    const { install } = await callApp(url, shopify, '/session', 'GET')
    if (install.sync.phase === 'done' || install.sync.phase === 'failed') return install.sync
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
  }
}

/** Each new order is placed, paid and sent, one in twenty is voided; and a product changes its price for every order. */
async function aDay(url: string, shopify: Shopify, store: ShopifyStore, size: Size): Promise<Part> {
  const { below } = dice(7)
  const statuses: Record<string, number> = {}
  let [requests, bytes] = [0, 0]
  const send = async (topic: string, body: object) => {
    const sent = await deliverToApp(url, shopify, topic, body)
    requests += 1
    bytes += sent.bytes
    statuses[sent.status] = (statuses[sent.status] ?? 0) + 1
  }
  const [, seconds] = await timed(async () => {
    for (let n = 1; n <= size.day; n += 1) {
      const order = store.addOrder(size.orders + n, Date.now())
      for (const [topic, status] of [
        ['orders/create', 'PENDING'],
        ['orders/updated', 'PAID'],
        ['orders/updated', n % 20 === 0 ? 'VOIDED' : 'PAID'],
      ] as const) {
        Object.assign(order, { status, updated_at: order.updated_at + 1_000 })
        await send(topic, orderBody(store, order))
      }
      const product = store.products.get(1 + below(size.products))
      if (!product) continue
      Object.assign(product, { price: ((500 + below(9_000)) / 100).toFixed(2), updated_at: Date.now() })
      await send('products/update', productBody(product))
    }
  })
  return { what: 'a day of messages', requests, bytes, seconds, result: JSON.stringify(statuses) }
}

const truthOf = (store: ShopifyStore): Truth => ({
  prices: Object.fromEntries(
    [...store.products.values()].map(({ handle, price }) => [handle, Math.round(Number(price) * 100)]),
  ),
  orders: Object.fromEntries([...store.orders.values()].map(({ name, status }) => [name, STATUS[status]])),
})

async function message(
  url: string,
  shopify: Shopify,
  what: string,
  body: object,
  then: () => Promise<string>,
): Promise<Part> {
  const [{ bytes, result }, seconds] = await timed(async () => {
    const sent = await deliverToApp(url, shopify, what, body)
    return { bytes: sent.bytes, result: `${JSON.stringify(sent.body)}; ${await then()}` }
  })
  return { what, requests: 1, bytes, seconds, result }
}

/** Waits until no row of the shop is left. */
async function untilDeleted(url: string, shopify: Shopify): Promise<string> {
  for (;;) {
    const { body } = await deliverToApp(url, shopify, 'orders/delete', { id: 1 })
    if (JSON.stringify(body).includes('No shop has the app')) return 'every row deleted'
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
  }
}
