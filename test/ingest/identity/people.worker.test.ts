import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { readHistory } from '../../../worker/store/orders/history.ts'
import { aShop, everything, plainItems, type TestShop } from '../../a-shop.ts'
import { newTokenKey } from '../../outcomes/a-token.ts'
import { connected } from '../hooks/platforms.ts'
import { drawnSteps, happen, Oracle, type Step, type World } from './a-world.ts'
import { anIdentifier } from './an-identifier.ts'

async function aWorld(): Promise<World> {
  const shop = await aShop()
  const { token_key } = await newTokenKey(shop)
  const people = anIdentifier(env.MASTER_KEY, shop.shop_id)
  return {
    ...{ shop, token_key, keyOf: (email: string) => people.byEmail(email) ?? '' },
    shopify: await connected(shop, 'shopify'),
    woo: await connected(shop, 'woocommerce'),
  }
}

const NAMES = [
  ...Array.from({ length: 9 }, (_, n) => `c${n}`),
  ...Array.from({ length: 6 }, (_, n) => `a${n}@example.com`),
  'office@example.com',
]

/** Orders of a person by one of their names, as the shop's history has them. */
async function ordersOf({ store, shop_id }: TestShop, name: string): Promise<number[]> {
  const people = anIdentifier(env.MASTER_KEY, shop_id)
  const key = name.includes('@') ? people.byEmail(name) : people.byId(name)
  const { bought } = await readHistory(store, [key ?? ''])
  return bought.map(({ item_id }) => Number(item_id.slice(2))).sort()
}

/** Lets the steps happen and compares every name's orders with the oracle's. */
async function compare(steps: readonly Step[]): Promise<TestShop> {
  const [world, oracle] = [await aWorld(), new Oracle()]
  for (const step of steps) {
    await happen(world, step)
    oracle.take(step)
  }
  await world.shop.settle()
  for (const name of NAMES) {
    expect([name, await ordersOf(world.shop, name)]).toEqual([name, oracle.ordersOf(name)])
    if (oracle.isErased(name)) expect(oracle.ordersOf(name)).toEqual([])
  }
  return world.shop
}

it.each(Array.from({ length: Number(env.PEOPLE_SEQUENCES) }, (_, seed) => seed + 1))(
  'files, messages, calls, tokens, decisions and erasures in any sequence lead to the same people (%i)',
  async (seed) => {
    await compare(drawnSteps(seed, 24))
  },
)

it('the order in which sources speak does not matter, also when they all speak at once', async () => {
  const isFact = ({ by }: Step) => by !== 'erase' && by !== 'separate' && by !== 'join'
  const facts = drawnSteps(77, 40).filter(isFact)
  const worlds = [await aWorld(), await aWorld(), await aWorld()] as const
  for (const step of facts) await happen(worlds[0], step)
  for (const step of facts.toReversed()) await happen(worlds[1], step)
  await Promise.all(facts.map((step) => happen(worlds[2], step)))
  const found = []
  for (const { shop } of worlds) {
    await shop.settle()
    found.push(await Promise.all(NAMES.map(async (name) => [name, await ordersOf(shop, name)])))
  }
  expect(found[0]?.filter(([, orders]) => orders?.length).length).toBeGreaterThan(5)
  expect(found[1], 'in reverse').toEqual(found[0])
  expect(found[2], 'at once').toEqual(found[0])
})

it('people are stored without their names, and the merchant gets their own ids back', async () => {
  const { shop, keyOf } = await aWorld()
  const orders = ['customer-4711', 'customer-4712'].map((customer_id, at) => ({
    ...{ order_id: `o${at}`, customer_id, customer_email: 'Twice@Example.com' },
    lines: [{ item_id: 'tea' }],
  }))
  await shop.call('/v1/orders', 'POST', { orders })
  const stored = await everything()
  for (const name of ['tomer-4711', 'tomer-4712', 'wice@', 'xample.com'])
    expect([name, stored.includes(name)]).toEqual([name, false])
  const { items } = (await shop.call('/v1/person-keys')).body
  expect(items).toEqual([
    {
      key: keyOf('twice@example.com'),
      kind: 'email',
      state: 'several',
      joins: true,
      customer_ids: expect.any(Array),
    },
  ])
  expect(items[0].customer_ids.sort()).toEqual(['customer-4711', 'customer-4712'])
  expect((await shop.call('/v1/status')).body).toMatchObject({
    shared_names: { several: 1, shared: 0 },
    next_steps: expect.arrayContaining([expect.objectContaining({ code: 'shared_names' })]),
  })
})

it('the merchant separates two customers with one address; unknown keys are refused', async () => {
  const world = await aWorld()
  const email = 'office@example.com'
  for (const [order, id] of ['c1', 'c2'].entries()) await happen(world, { by: 'json', order, id, email })
  expect(await ordersOf(world.shop, 'c1')).toEqual([0, 1])
  const key = world.keyOf(email)
  expect((await world.shop.call('/v1/person-keys', 'PUT', { key, joins: false })).status).toBe(200)
  expect(await ordersOf(world.shop, 'c1')).toEqual([0])
  expect(await ordersOf(world.shop, 'c2')).toEqual([1])
  expect((await world.shop.call('/v1/person-keys')).body.items).toMatchObject([
    { state: 'separate', joins: false },
  ])
  const refusal = await world.shop.call('/v1/person-keys', 'PUT', { key: 'nobody', joins: false })
  expect(refusal.body).toMatchObject({ status: 404, code: 'unknown_person_key' })
})

it('an erased person comes back by no source, neither by the name that asked nor by the others', async () => {
  const world = await aWorld()
  const [id, email] = ['c1', 'a1@example.com']
  await happen(world, { by: 'json', order: 1, id, email })
  await happen(world, { by: 'file', order: 2, id })
  await happen(world, { by: 'shopify', order: 3, email })
  await happen(world, { by: 'erase', email })
  for (const [at, by] of (['file', 'json', 'woo', 'shopify'] as const).entries()) {
    await happen(world, { by, order: 10 + at, id })
    await happen(world, { by, order: 20 + at, email })
    // A third name of the same person, which nobody had told before.
    await happen(world, { by, order: 30 + at, id, email: `a${2 + at}@example.com` })
    await happen(world, { by, order: 40 + at, email: `a${2 + at}@example.com` })
  }
  for (const name of NAMES) expect([name, await ordersOf(world.shop, name)]).toEqual([name, []])
  expect((await world.shop.table('orders')).filter(({ customer }) => customer !== null)).toEqual([])
  expect(await world.shop.table('person_keys')).toEqual([])
  expect(await world.shop.table('people')).toEqual([])
})

it('a file of customers is stored once: sent again, it writes no row', async () => {
  const { shop } = await aWorld()
  const rows = Array.from(
    { length: 3_000 },
    (_, n) => `o${n},2026-10-01,c${n % 1_000},a${n % 1_000}@example.com,tea`,
  )
  const file = ['order_id,order_date,customer_id,customer_email,item_id', ...rows].join('\n')
  await shop.give('orders', file)
  const before = await shop.rows()
  expect([before.person_keys?.length, before.people?.length]).toEqual([2_000, 1_000])
  await shop.give('orders', file)
  const after = await shop.rows()
  for (const table of ['orders', 'person_keys', 'people']) expect(after[table]).toEqual(before[table])
})

it('the orders of one person count as those of one customer, by whichever name they are placed', async () => {
  const companions = async (joined: boolean) => {
    const { shop } = await aWorld()
    await shop.give('items', plainItems(['tea', 'mug', 'pot']))
    const rows = (order: string, id: string, email: string) =>
      ['tea', 'mug'].map((item) => `${order},2026-10-01,${id},${email},${item}`)
    const others = Array.from({ length: 6 }, (_, n) => `p${n},2026-10-01,x${n},,pot`)
    const link = [`l,2026-10-01,c1,${joined ? 'a1@example.com' : 'a9@example.com'},pot`]
    const file = [...rows('o1', 'c1', ''), ...rows('o2', '', 'a1@example.com'), ...others, ...link]
    await shop.give('orders', ['order_id,order_date,customer_id,customer_email,item_id', ...file].join('\n'))
    const { body } = await shop.call('/v1/recommendations?placement=product&item_id=tea&limit=4')
    return body.items
      .filter(({ source }: { source: string }) => source === 'mined')
      .map((item: { item_id: string }) => item.item_id)
  }
  expect(await companions(false)).toEqual(['mug'])
  expect(await companions(true)).toEqual([])
})
