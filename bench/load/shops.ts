import { call, upload } from '../../tools/demo-shop.ts'
import { readOnlineRetail } from '../online-retail.ts'

/** What the load asks about. */
export type LoadShop = {
  pk: string
  sk: string
  items: readonly string[]
  /** Handles of customers. */
  customers: readonly string[]
}

/** Lines of orders that the shop has before the load. */
const FIRST_LINES = 60_000
/** Customers for whom offers are asked. */
const CUSTOMERS = 200
/** Lines that another shop uploads during the load. */
export const IMPORTED_LINES = 415_000

const open = async (api: string, token: string, name: string) =>
  await call(api, '/v1/shops', token, { method: 'POST', body: JSON.stringify({ name, currency: 'GBP' }) })

/** A shop of real orders with a live offer, and the files of another one. */
export async function loadShops(
  api: string,
  token: string,
): Promise<{ shop: LoadShop; importer: string; files: { items: string; orders: string } }> {
  const { items, plain } = readOnlineRetail(IMPORTED_LINES)
  const { publishable_key: pk, secret_key: sk } = await open(api, token, 'Load')
  // The data set has no pictures.
  await call(api, '/v1/settings', sk, { method: 'PATCH', body: JSON.stringify({ pictures: 'optional' }) })
  await upload(api, sk, 'items', items)
  const lines = plain.split('\n')
  await upload(api, sk, 'orders', lines.slice(0, FIRST_LINES).join('\n'))
  const offer = {
    ...{ name: 'What goes with it', kind: 'cross_sell', proposal: { type: 'companion' } },
    texts: [{ title: 'This goes with what you have: {item}' }],
  }
  const { offer_id } = await call(api, '/v1/offers', sk, { method: 'POST', body: JSON.stringify(offer) })
  for (const status of ['approved', 'live']) {
    await call(api, `/v1/offers/${offer_id}`, sk, { method: 'PATCH', body: JSON.stringify({ status }) })
  }
  const named = new Set(lines.slice(1, FIRST_LINES).flatMap((line) => line.split(',')[1] || []))
  const customers: string[] = []
  for (const customer_id of [...named].slice(0, CUSTOMERS)) {
    const body = JSON.stringify({ customer_id })
    const { customer } = await call(api, '/v1/customers/lookup', sk, { method: 'POST', body })
    const question = { method: 'POST', body: JSON.stringify({ customer, channel: 'web', trial: true }) }
    // Who has only returned something is not known as a customer.
    if (await call(api, '/v1/decisions', sk, question).catch(() => undefined)) customers.push(customer)
  }
  const known = await call(api, '/v1/items?limit=200&shown=yes', sk)
  const { secret_key: importer } = await open(api, token, 'Importer')
  return {
    shop: {
      ...{ pk, sk },
      items: known.items.map(({ item_id }: { item_id: string }) => item_id),
      customers,
    },
    ...{ importer, files: { items, orders: plain } },
  }
}
