import { env } from 'cloudflare:workers'
import { SignJWT } from 'jose'
import { expect, it } from 'vitest'
import { linkPeople } from '../../../worker/ingest/identity/link-people.ts'
import { readHistory } from '../../../worker/store/orders/history.ts'
import { aShop, type TestShop } from '../../a-shop.ts'
import { ANN, aBeacon, anEvent, report } from '../../outcomes/a-beacon.ts'
import { newTokenKey } from '../../outcomes/a-token.ts'
import { message, minute, shopifyOrder, wooOrder } from '../hooks/bodies.ts'
import { connected } from '../hooks/platforms.ts'
import { anIdentifier } from './an-identifier.ts'

type Given = { order: string; id?: string; email?: string }
const send = (shop: TestShop, ...orders: Given[]) =>
  shop.call('/v1/orders', 'POST', {
    orders: orders.map(({ order, id, email }) => ({
      order_id: order,
      ...(id !== undefined && { customer_id: id }),
      ...(email !== undefined && { customer_email: email }),
      lines: [{ item_id: order }],
    })),
  })
const redact = (shop: TestShop, who: object) =>
  shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', ...who })
async function history({ store, shop_id }: TestShop, name: string): Promise<string[]> {
  const people = anIdentifier(env.MASTER_KEY, shop_id)
  const key = (name.includes('@') ? people.byEmail(name) : people.byId(name)) ?? ''
  return (await readHistory(store, [key])).bought.map(({ item_id }) => item_id).sort()
}

it('a known fact beside a new one changes nothing about the known person', async () => {
  const shop = await aShop()
  for (const n of [1, 2, 3]) await send(shop, { order: `o${n}`, id: 'c1', email: `e${n}@x.de` })
  await send(shop, { order: 'by address', email: 'e3@x.de' })
  await send(
    shop,
    { order: 'o1', id: 'c1', email: 'e1@x.de' },
    { order: 'other', id: 'c9', email: 'e9@x.de' },
  )
  expect(await history(shop, 'c1')).toEqual(['by address', 'o1', 'o2', 'o3'])
  await redact(shop, { customer_email: 'e3@x.de' })
  for (const name of ['c1', 'e1@x.de', 'e2@x.de', 'e3@x.de'])
    expect([name, await history(shop, name)]).toEqual([name, []])
  expect(await history(shop, 'c9')).toEqual(['other'])
})

it('two writers about different names of one person lose nothing', async () => {
  for (let round = 0; round < 8; round += 1) {
    const shop = await aShop()
    const facts = (customer_id: string, email: string) => [{ customer_id, email, sealed: '' }]
    await linkPeople(shop.store, facts('c1', 'e0'), 1)
    await Promise.all([
      linkPeople(shop.store, facts('c1', 'e1'), 1),
      linkPeople(shop.store, facts('c7', 'e0'), 1),
    ])
    expect(await shop.table('people')).toMatchObject([
      { person: 'c1', keys: JSON.stringify(['c1', 'c7', 'e0', 'e1']) },
    ])
  }
})

it('guests under the number 0 are known by their addresses only', async () => {
  const shop = await aShop()
  await send(
    shop,
    { order: 'a', id: '0', email: 'e1@x.de' },
    { order: 'b', id: '0', email: 'e2@x.de' },
    { order: 'c', id: '0' },
  )
  expect([await history(shop, 'e1@x.de'), await history(shop, 'e2@x.de')]).toEqual([['a'], ['b']])
  expect(await shop.table('person_keys')).toEqual([])
})

it('an erasure does not reach others through the address of an office, nor through a name that the merchant has separated', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  const order = (n: number, at: number) =>
    shopifyOrder(1_000 + n, minute(at), {
      ...{
        email: 'office@x.de',
        contact_email: 'office@x.de',
        customer: { id: 100 + n, email: 'office@x.de' },
      },
    })
  for (let n = 1; n <= 7; n += 1) await shopify.deliver(message('orders/create', order(n, n)))
  await redact(shop, { customer_id: '101' })
  await shopify.deliver(message('orders/updated', order(1, 20)))
  const buyers = (await shop.table('orders')).map(({ order_id, customer }) => [order_id, customer !== null])
  expect(buyers).toEqual([['#1001', false], ...[2, 3, 4, 5, 6, 7].map((n) => [`#${1_000 + n}`, true])])
  await send(shop, { order: 'x', id: 'k1', email: 'both@x.de' }, { order: 'y', id: 'k2', email: 'both@x.de' })
  const { items } = (await shop.call('/v1/person-keys')).body
  const { key } = items.find(({ state }: { state: string }) => state === 'several')
  await shop.call('/v1/person-keys', 'PUT', { key, joins: false })
  await redact(shop, { customer_id: 'k1' })
  await send(shop, { order: 'z', id: 'k1', email: 'both@x.de' }, { order: 'w', id: 'k2', email: 'both@x.de' })
  expect(await history(shop, 'k2')).toEqual(['w', 'y'])
})

it('an erasure reaches one name that is told later, and not the names beside that one', async () => {
  const shop = await aShop()
  await redact(shop, { customer_email: 'e0@x.de' })
  const chain = Array.from({ length: 12 }, (_, n) => ({ order: `o${n}`, id: `c${n}`, email: `e${n}@x.de` }))
  const links = chain.map(({ id }, n) => ({ order: `p${n}`, id, email: `e${n + 1}@x.de` }))
  expect((await send(shop, ...chain, ...links)).status).toBe(200)
  expect(await history(shop, 'c0')).toEqual([])
  expect((await history(shop, 'c5')).length).toBeGreaterThan(10)
})

it('nothing but the erasure itself keeps a key of an erased person', async () => {
  const shop = await aShop()
  const { token_key } = await newTokenKey(shop)
  const people = anIdentifier(env.MASTER_KEY, shop.shop_id)
  for (let n = 0; n < 8; n += 1) await send(shop, { order: `o${n}`, id: `c${n}`, email: 'office@x.de' })
  await send(shop, { order: 'both', id: 'ann', email: 'ann@x.de' })
  const asked = { kind: 'data_request', customer_id: 'ann', customer_email: 'ann@x.de' }
  await shop.call('/v1/privacy-requests', 'POST', asked, { 'Idempotency-Key': 'ask' })
  const token = await new SignJWT({ sub: 'ann' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(token_key))
  await report(shop, { ...aBeacon([anEvent('rec_viewable')], ANN), customer_token: token })
  await redact(shop, { customer_email: 'ann@x.de' })
  await redact(shop, { customer_email: 'office@x.de' })
  await shop.settle()
  const { erasures: _, ...rows } = await shop.rows()
  for (const key of [people.byId('ann'), people.byEmail('ann@x.de'), people.byEmail('office@x.de')]) {
    const tables = Object.entries(rows).filter(([, found]) => JSON.stringify(found).includes(String(key)))
    expect([key, tables.map(([name]) => name)]).toEqual([key, []])
  }
  expect(JSON.stringify(rows.privacy_requests)).not.toContain('both')
})

it('an order that was not paid joins no names, so nobody gets the purchases of an address by typing it', async () => {
  const shop = await aShop()
  const woo = await connected(shop, 'woocommerce')
  const place = (id: number, customer_id: number, status: string, at: number) =>
    woo.deliver(
      message(
        'order.updated',
        wooOrder(id, minute(at), { customer_id, status, billing: { email: 'victim@x.de' } }),
      ),
    )
  await place(1, 0, 'completed', 1)
  await place(2, 66, 'pending', 2)
  expect(await shop.table('people')).toEqual([])
  await place(2, 66, 'completed', 3)
  expect(await shop.table('people')).toHaveLength(1)
})

it.each([[42], [{}], [['a']], [true], [null]])('a token whose sub is %j loses no event', async (sub) => {
  const shop = await aShop()
  const { token_key } = await newTokenKey(shop)
  const token = await new SignJWT({ sub: sub as unknown as string })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(token_key))
  const { status } = await report(shop, { ...aBeacon([anEvent('rec_viewable')], ANN), customer_token: token })
  expect(status).toBe(202)
})

it('a chain of names costs a bounded number of statements, however long it is', async () => {
  const shop = await aShop()
  for (let from = 0; from < 300; from += 50) {
    const facts = Array.from({ length: 50 }, (_, n) => [
      { customer_id: `c${from + n}`, email: `e${from + n}`, sealed: '' },
      { customer_id: `c${from + n}`, email: `e${from + n + 1}`, sealed: '' },
    ])
    await linkPeople(shop.store, facts.flat(), 1)
  }
  const before = shop.store.budget.spent
  await linkPeople(shop.store, [{ customer_id: 'last', email: 'e300', sealed: '' }], 1)
  expect(shop.store.budget.spent - before).toBeLessThan(80)
})
