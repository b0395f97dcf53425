import { expect, it } from 'vitest'
import { aShop, ordersFile, plainItems, send, type TestShop, times } from '../a-shop.ts'

async function selling(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'pot', 'mug', 'milk']))
  await shop.give('orders', ordersFile(times(8, 'tea pot mug')))
  return shop
}
const idsFor = async (shop: TestShop) =>
  (await shop.ask('placement=product&item_id=tea')).body.items.map(
    ({ item_id }: { item_id: string }) => item_id,
  )

it('one item is changed by a merge patch: what it does not name stays, null removes', async () => {
  const shop = await selling()
  const before = (await shop.call('/v1/items/pot')).body
  const patch = { title: 'Big pot', tags: ['new'], url: null }
  const { status, body } = await shop.call('/v1/items/pot', 'PATCH', patch)
  const { url: _, ...rest } = before
  expect([status, body]).toEqual([200, { ...rest, title: 'Big pot', tags: ['new'] }])
  expect((await shop.call('/v1/items/pot')).body).toEqual(body)
  const [entry] = (await shop.call('/v1/audit?limit=1')).body.items
  expect(entry.after).toMatchObject({ title: 'Big pot', url: null })
})

it.each([
  [{ title: null }, 'title'],
  [{ item_id: 'other' }, 'item_id'],
  [{ colour: 'red' }, 'colour'],
  [{ variants: [{ variant_id: 'pot', price: -1, availability: 'in_stock' }] }, 'variants.0.price'],
])('a patch that breaks the item is refused with its field: %o', async (patch, field) => {
  const shop = await selling()
  const before = (await shop.call('/v1/items/pot')).body
  const { status, body } = await shop.call('/v1/items/pot', 'PATCH', patch)
  expect([status, body.code, body.issues[0].field]).toEqual([400, 'invalid_input', field])
  expect((await shop.call('/v1/items/pot')).body).toEqual(before)
})

it('a deleted item is in no answer from then on, and returns with all its evidence when it is sent again', async () => {
  const shop = await selling()
  expect(await idsFor(shop)).toContain('pot')
  const pot = (await shop.call('/v1/items/pot')).body
  expect((await shop.call('/v1/items/pot', 'DELETE')).status).toBe(204)
  expect(await idsFor(shop)).not.toContain('pot')
  expect(await shop.table('item_aliases')).not.toContainEqual(expect.objectContaining({ item_id: 'pot' }))
  for (const method of ['GET', 'PATCH', 'DELETE']) {
    const { status, body } = await shop.call('/v1/items/pot', method, method === 'PATCH' ? {} : undefined)
    expect([method, status, body.code]).toEqual([method, 404, 'unknown_item'])
  }
  await shop.call('/v1/items', 'PUT', { items: [pot] })
  await shop.settle()
  expect(await idsFor(shop)).toContain('pot')
})

it('one order is read and deleted, and counts no more in the next model', async () => {
  const shop = await selling()
  const [first] = (await shop.call('/v1/orders?limit=1')).body.items
  expect((await shop.call(`/v1/orders/${first.order_id}`)).body).toEqual(first)
  expect((await shop.call(`/v1/orders/${first.order_id}`, 'DELETE')).status).toBe(204)
  for (const method of ['GET', 'DELETE']) {
    expect((await shop.call(`/v1/orders/${first.order_id}`, method)).body.code).toBe('unknown_order')
  }
  await shop.settle()
  expect((await shop.model()).counts.orders).toBe(7)
})

it.each([
  'items?colour=red',
  'orders?status=paid',
  'relations?item=tea',
  'models?page=2',
  'reports/funnel?placement=cart',
  'export/orders?from=2026-01-01',
  'recommendations?placement=home&brand=acme',
  'exclusions?reason=name',
])('an unknown filter is refused rather than ignored: %s', async (query) => {
  const { status, body } = await (await selling()).call(`/v1/${query}`)
  expect([status, body.code]).toEqual([400, 'invalid_input'])
  expect(body.detail).toContain(
    `"${/[?&](colour|status|item|page|placement|from|brand|reason)=[^&]*$/.exec(query)?.[1]}"`,
  )
})

it('an answer that repeats an earlier one says so', async () => {
  const shop = await selling()
  const call = () => shop.call('/v1/items/pot', 'PATCH', { title: 'Big pot' }, { 'Idempotency-Key': 'once' })
  const [first, second] = [await call(), await call()]
  expect([first, second].map(({ headers }) => headers.get('Idempotent-Replayed'))).toEqual([null, 'true'])
  expect(second.body).toEqual(first.body)
})

it('an address that asks for unknown items all the time is refused for a while, others are not', async () => {
  const shop = await selling()
  const ask = (item_id: string, address: string) =>
    send(`/p/${shop.pk}/recommendations?placement=product&item_id=${item_id}`, {
      headers: { 'CF-Connecting-IP': address },
    })
  const first = await ask('none', '192.0.2.1')
  expect([first.status, first.headers.get('RateLimit-Policy')]).toEqual([200, '"unknown_items";q=100;w=10'])
  const statuses = new Set<number>()
  for (let n = 0; n < 300 && !statuses.has(429); n += 1)
    statuses.add((await ask(`none-${n}`, '192.0.2.1')).status)
  const refused = await ask('tea', '192.0.2.1')
  expect([refused.status, refused.body.code]).toEqual([429, 'too_many_unknown_items'])
  expect(refused.headers.get('Retry-After')).toBe('10')
  expect(refused.headers.get('RateLimit')).toBe('"unknown_items";r=0;t=10')
  expect((await ask('tea', '192.0.2.2')).status).toBe(200)
})
