import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { metered, type Rows } from '../../bench/inside/a-minute.ts'
import worker from '../../worker/index.ts'
import { aShop, type TestShop } from '../a-shop.ts'
import { ANN, aBeacon, anEvent } from '../outcomes/a-beacon.ts'
import { aToken, newTokenKey } from '../outcomes/a-token.ts'

const OTHERS = 2_000

/** Fills a table of the shop with rows of other subjects; `n` counts from 1. */
const fill = ({ shop_id }: TestShop, table: string, cells: string) =>
  env.DB.prepare(
    `with recursive others(n) as (select 1 union all select n + 1 from others where n < ${OTHERS})
     insert into ${table} select ?1, ${cells} from others`,
  )
    .bind(shop_id)
    .run()

/** Returns the rows that one request reads, and the status of its answer. */
async function rowsReadBy(shop: TestShop, path: string, init: { method: string; body: string }) {
  const rows: Rows = { read: 0, written: 0, statements: 0 }
  const ctx = createExecutionContext()
  const headers = { Authorization: `Bearer ${shop.sk}`, 'Content-Type': 'application/json' }
  const request = new Request(`http://pairwell.test${path}`, { headers, ...init })
  const { status } = await worker.fetch(request, { ...env, DB: metered(env.DB, rows) }, ctx)
  const { read } = rows
  await waitOnExecutionContext(ctx)
  return { status, read }
}

const erased = `'person-' || n, 1, 1`

it('a beacon with a customer token reads no row of other erased customers', async () => {
  const shop = await aShop()
  const { token_key } = await newTokenKey(shop)
  const beacon = async () => {
    const customer_token = await aToken(token_key)
    const body = JSON.stringify({ ...aBeacon([anEvent('rec_viewable')], ANN), customer_token })
    return await rowsReadBy(shop, `/p/${shop.pk}/events`, { method: 'POST', body })
  }
  // The first token of a customer is stored.
  await beacon()
  const before = await beacon()
  await fill(shop, 'erasures', erased)
  expect(await beacon()).toEqual(before)
  expect(before.status).toBe(202)
})

it('writing an order reads no row of other erased customers', async () => {
  const shop = await aShop()
  await fill(shop, 'erasures', erased)
  const order = { order_id: '1', customer_id: 'ann', lines: [{ item_id: 'tea' }] }
  const body = JSON.stringify({ orders: [order] })
  const { status, read } = await rowsReadBy(shop, '/v1/orders', { method: 'POST', body })
  expect(status).toBe(200)
  expect(read).toBeLessThan(30)
})

it.each([
  [
    'a mining run',
    '/v1/models',
    'models',
    `'mod_' || n, 'retired', 'upload', 1, 2, '{}', null, null, '[]', null, null, null`,
  ],
  ['a tuning', '/v1/tunings', 'tunings', `'tun_' || n, 'done', 'weekly', 1, 2, 0, '[]', null, null`],
])('reading %s reads no row of those that have ended', async (_, path, table, cells) => {
  const shop = await aShop()
  await fill(shop, table, cells)
  const { status, read } = await rowsReadBy(shop, path, { method: 'POST', body: '{}' })
  expect(status).toBe(202)
  expect(read).toBeLessThan(30)
})

it('an erased customer is named in no later order, by id or by e-mail address', async () => {
  const shop = await aShop()
  await shop.call('/v1/privacy-requests', 'POST', {
    kind: 'redact',
    customer_id: 'ann',
    customer_email: 'ann@example.com',
  })
  const orders = [
    { order_id: '1', customer_id: 'ann', customer_email: 'Ann@example.com ', lines: [{ item_id: 'tea' }] },
    { order_id: '2', customer_email: 'ann@example.com', lines: [{ item_id: 'tea' }] },
    { order_id: '3', customer_id: 'bea', lines: [{ item_id: 'tea' }] },
  ]
  expect((await shop.call('/v1/orders', 'POST', { orders })).body).toEqual({ written: 3 })
  const customers = (await shop.table('orders')).map(({ customer }) => customer)
  expect(customers).toEqual([null, null, expect.any(String)])
})
