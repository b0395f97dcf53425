import { env } from 'cloudflare:workers'
import { SignJWT } from 'jose'
import { expect, it } from 'vitest'
import { metered, type Rows } from '../../bench/inside/a-minute.ts'
import {
  guessedClaims,
  heavyBeacons,
  inventedBeacons,
  type KnownAnswer,
  pairBeacons,
} from '../../bench/trust/forged.ts'
import { drawOf } from '../../engine/numbers/draw.ts'
import type { BeaconInput, EventInput } from '../../schema/outcomes/events.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import { app } from '../../worker/index.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { unitsOf } from '../../worker/outcomes/budget.ts'
import { open } from '../../worker/store/open.ts'
import { queueFold } from '../../worker/store/outcomes/events.ts'
import { aShop, drawnBaskets, ordersFile, plainItems, send, type TestShop } from '../a-shop.ts'
import { ANN, aBeacon, anEvent, answerId, count, report } from './a-beacon.ts'
import { newTokenKey } from './a-token.ts'

const IDS = Array.from({ length: 40 }, (_, n) => `item-${n}`)
const TABLES = [
  'beacons',
  'event_marks',
  'event_days',
  'journeys',
  'purchases',
  'exposures',
  'explored_days',
  'answered_panels',
  'intakes',
  'page_days',
  'panel_days',
] as const

/** Returns a mined shop, and an answer that it gives to everybody. */
async function aPublicShop(): Promise<{ shop: TestShop; answer: KnownAnswer }> {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  await shop.give('orders', ordersFile(drawnBaskets(300, IDS)))
  const { recommendation_id, placement, intent } = (await shop.ask('placement=product&item_id=item-0')).body
  return { shop, answer: { recommendation_id, placement, intent } }
}

/** Rows and characters that events have left in the database. */
async function stored(shop: TestShop): Promise<{ rows: number; bytes: number }> {
  const all = (await Promise.all(TABLES.map((table) => shop.table(table)))).flat()
  return { rows: all.length, bytes: all.reduce((sum, row) => sum + Object.values(row).join('').length, 0) }
}

/** Sends beacons as a stranger does, each from an address of its own. Returns the number of bytes. */
async function sendAll(shop: TestShop, beacons: readonly BeaconInput[]): Promise<number> {
  let sent = 0
  for (const [n, beacon] of beacons.entries()) {
    const body = JSON.stringify(beacon)
    sent += body.length
    const address = `10.${Math.floor(n / 250)}.0.${n % 250}`
    await report(shop, body, { 'CF-Connecting-IP': address })
  }
  return sent
}

/** Sends beacons and counts them. */
async function attack(shop: TestShop, beacons: readonly BeaconInput[]) {
  const before = await stored(shop)
  const sent = await sendAll(shop, beacons)
  await count(shop)
  const after = await stored(shop)
  return { sent, rows: after.rows - before.rows, bytes: after.bytes - before.bytes }
}

const refusedOf = async (shop: TestShop): Promise<Record<string, number>> => {
  const days = await shop.table('page_days')
  return JSON.parse(String(days[0]?.events_refused ?? '{}'))
}

it('purchases do not multiply what a visitor has seen', async () => {
  const { shop, answer } = await aPublicShop()
  const { sent, rows, bytes } = await attack(shop, heavyBeacons(answer, IDS, 3, Date.now()))
  // Three visitors: a journey each and twenty purchases, which is all that a day may have.
  expect(rows).toBeLessThan(3 * 21 + 60)
  expect(bytes / sent).toBeLessThan(2)
  expect(await refusedOf(shop)).toMatchObject({ too_many_purchases: 3 * 80 })
})

it('names that a stranger invents make no rows', async () => {
  const { shop, answer } = await aPublicShop()
  const { rows } = await attack(shop, inventedBeacons(answer, 4, Date.now()))
  // Marks of the hours that the browsers named, and the counts of the day.
  expect([
    await shop.table('event_days'),
    await shop.table('journeys'),
    await shop.table('exposures'),
  ]).toEqual([[], [], []])
  expect(rows).toBeLessThan(8 * 8 + 3)
  expect(await refusedOf(shop)).toEqual({ unknown_answer: 68, unknown_item: 132 })
})

/** Sets what was written today, of 100,000 units. */
const use = async ({ shop_id }: TestShop, units: number) =>
  await env.DB.prepare(
    `insert into intakes (shop_id, day, day_units, minute, minute_units, weight, daily_limit) values (?1, ?2, ?3, 0, 0, 1, 100000)`,
  )
    .bind(shop_id, Math.floor(Date.now() / DAY), units)
    .run()

it('rows about items that the shop has are bounded by a budget, beyond which a part of the visitors counts for all', async () => {
  const { shop, answer } = await aPublicShop()
  await use(shop, 74_000)
  const before = await stored(shop)
  const sent = await sendAll(shop, pairBeacons(answer, IDS, 30, Date.now()))
  const weights = (await shop.table('beacons')).map(({ weight }) => Number(weight))
  expect(weights.length).toBeGreaterThan(0)
  expect(weights.length).toBeLessThan(30)
  expect(Math.min(...weights)).toBeGreaterThan(1)
  await count(shop)
  const after = await stored(shop)
  const panels = (await shop.table('event_days')).filter(({ item_id }) => item_id === '')
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  expect(panels.reduce((sum, { seen }) => sum + Number(seen), 0)).toBe(20 * all)
  expect((after.bytes - before.bytes) / sent).toBeLessThan(20)
  expect((after.rows - before.rows) / sent).toBeLessThan(0.05)
})

it('a shop whose budget is used up keeps nothing, and says so', async () => {
  const shop = await aShop()
  await use(shop, 100_001)
  const panel = { placement: 'product', intent: 'complementary' } as const
  const answer = { recommendation_id: answerId(shop, panel), ...panel }
  const { rows } = await attack(shop, pairBeacons(answer, IDS, 3, Date.now()))
  expect([rows, await refusedOf(shop)]).toEqual([1, { over_budget: 20 }])
  const { notes } = (await shop.call('/v1/reports/funnel')).body
  expect(notes.map(({ code }: { code: string }) => code)).toContain('sampled')
})

it.each<[string, (answer: KnownAnswer, n: number) => EventInput]>([
  [
    'views of one item',
    (answer, n) =>
      anEvent('rec_viewable', {
        ...answer,
        seed_item_id: IDS[n % 40],
        items: [{ item_id: IDS[(n * 7) % 40] ?? '' }],
      }),
  ],
  ['purchases', (_, n) => anEvent('purchase', { transaction_id: `o${n}`, items: [] })],
  ['events that count as nothing', () => anEvent('begin_checkout')],
])(
  'each visitor once, %s: what is written and read is at most what SECURITY.md states',
  async (_, eventOf) => {
    const { shop, answer } = await aPublicShop()
    const rows: Rows = { read: 0, written: 0, statements: 0 }
    const watched = { ...env, DB: metered(env.DB, rows) }
    const VISITS = 60
    let units = 0
    for (let n = 0; n < VISITS; n += 1) {
      const body = JSON.stringify(aBeacon([eventOf(answer, n)], `a-visitor-of-one-event-${n}`))
      const init = { method: 'POST', body, headers: { 'CF-Connecting-IP': `10.0.${n}.1` } }
      expect((await app.request(`http://pairwell.test/p/${shop.pk}/events`, init, watched)).status).toBe(202)
      const events = JSON.parse(String((await shop.table('beacons')).at(-1)?.events))
      units += unitsOf(events, JSON.stringify(events).length)
    }
    expect(rows.read / VISITS).toBeLessThanOrEqual(10)
    await queueFold(open(watched, shop.shop_id), Date.now())
    await advance(watched, shop.shop_id)
    expect(await shop.table('beacons')).toEqual([])
    expect(rows.written / units).toBeLessThanOrEqual(2)
    expect(rows.read / units).toBeLessThanOrEqual(60)
  },
)

it('an event counts once in an hour, whatever times a browser names', async () => {
  const { shop } = await aPublicShop()
  const event = anEvent('select_item', { items: [{ item_id: 'item-1' }], seed_item_id: 'item-0' })
  for (let hours = 0; hours < 10; hours += 1) {
    await report(shop, aBeacon([{ ...event, at: event.at - hours * HOUR }]))
  }
  await count(shop)
  const [panel] = (await shop.table('event_days')).filter(({ item_id }) => item_id === '')
  expect(panel?.clicked).toBe(1)
})

const VISITORS = Array.from({ length: 2_000 }, (_, n) => `a-visitor-of-the-experiment-${n}`)

/** Returns a shop with a running experiment of two panels, and visitors drawn into each. */
async function anExperiment() {
  const { shop, answer } = await aPublicShop()
  const arms = [
    { arm: 'as_it_is', share: 0.5 },
    { arm: 'other', share: 0.5, settings: { limit: 3 } },
  ]
  const { experiment_id: id } = (
    await shop.call('/v1/experiments', 'POST', { name: 'Two', placement: 'product', arms })
  ).body
  await shop.call(`/v1/experiments/${id}`, 'PATCH', { status: 'running', ramp: 100 })
  const drawn = (arm: string) => VISITORS.filter((one) => drawOf(id, one) < 0.5 === (arm === 'as_it_is'))
  const sees = (arm: string) =>
    anEvent('rec_viewable', {
      ...answer,
      experiment_id: id,
      arm,
      seed_item_id: 'item-0',
      items: [{ item_id: 'item-1', index: 0 }],
    })
  const results = async () => {
    await count(shop)
    return (await shop.call(`/v1/experiments/${id}/results`)).body
  }
  return { shop, id, drawn, sees, results }
}

it('guessed numbers decide no experiment, stop none, and take no order from its buyer', async () => {
  const { shop, id, drawn, sees, results } = await anExperiment()
  const now = Date.now()
  const cartOf = (n: number) => [IDS[n % 7] ?? '', IDS[(n % 5) + 7] ?? '']
  const orders = Array.from({ length: 240 }, (_, n) => ({
    ...{ order_id: String(1000 + n), ordered_at: new Date(now - (n < 60 ? 0 : HOUR)).toISOString() },
    lines: cartOf(n).map((item_id) => ({ item_id, price: 1_000 + 10 * n })),
  }))
  await shop.call('/v1/orders', 'POST', { orders })
  // Sixty buyers with consent report what they bought; the other orders are of people without.
  for (let n = 0; n < 60; n += 1) {
    const arm = n % 2 === 0 ? 'as_it_is' : 'other'
    const value = (2 * (1_000 + 10 * n)) / 100
    const items = cartOf(n).map((item_id) => ({ item_id }))
    const bought = {
      transaction_id: String(1000 + n),
      items,
      value,
      currency: 'EUR',
      order_token: '0'.repeat(64),
    }
    await report(shop, aBeacon([sees(arm), anEvent('purchase', bought)], drawn(arm)[Math.floor(n / 2)]), {
      'CF-Connecting-IP': `10.1.${n}.1`,
    })
  }
  const honest = await results()
  expect(honest.arms).toMatchObject([
    { visitors: 30, buyers: 30 },
    { visitors: 30, buyers: 30 },
  ])
  // The stranger wants the other arm to lose: claims every order, twice, for visitors of the first arm.
  const numbers = orders.map(({ order_id }) => order_id)
  const carts = IDS.slice(0, 12).map((item_id) => ({ item_ids: [item_id], value: 10 }))
  for (const from of [100, 400]) {
    const forgers = drawn('as_it_is').slice(from, from + 200)
    await attack(
      shop,
      guessedClaims(
        forgers,
        [...numbers, ...numbers, ...numbers],
        carts,
        () => [sees('as_it_is')],
        Date.now(),
      ),
    )
  }
  // And sees to it that as many come to the other one and buy nothing.
  for (const visitor of drawn('other').slice(100, 300))
    await report(shop, aBeacon([sees('other')], visitor), {
      'CF-Connecting-IP': `10.9.${visitor.slice(-2)}.1`,
    })
  const after = await results()
  expect(after.arms.map(({ buyers }: { buyers: number }) => buyers)).toEqual([30, 30])
  expect(after.purchases_unproved).toBeGreaterThan(100)
  for (const { revenue, conversion } of after.comparisons) {
    expect([revenue.verdict, conversion.verdict]).not.toContain('harms')
  }
  await tick(env, Date.now() + 2 * HOUR)
  await shop.settle()
  expect((await shop.call(`/v1/experiments/${id}`)).body).toMatchObject({
    status: 'running',
    stop_cause: null,
  })
  const { notes } = (await shop.call('/v1/reports/attribution')).body
  expect(notes.map(({ code }: { code: string }) => code)).toContain('unproved_claims')
})

it.each([
  ['a number', 4711, 1],
  ['a text', '4711', 1],
  ['null', null, 0],
  ['a list', ['4711'], 0],
  ['an object', { id: 4711 }, 0],
  ['a truth value', true, 0],
  ['a very long text', 'x'.repeat(1_000), 0],
])('a rightly signed token with %s as its subject loses no event', async (_, sub, customers) => {
  const { shop } = await aPublicShop()
  const { token_key } = await newTokenKey(shop)
  const now = Math.floor(Date.now() / 1000)
  const customer_token = await new SignJWT({ sub: sub as string, email: null })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt(now)
    .setExpirationTime(now + 600)
    .sign(new TextEncoder().encode(token_key))
  const seen = anEvent('rec_viewable', { items: [{ item_id: 'item-1', index: 0 }], seed_item_id: 'item-0' })
  expect((await report(shop, { ...aBeacon([seen], ANN), customer_token })).status).toBe(202)
  await count(shop)
  const journeys = await shop.table('journeys')
  expect(journeys).toHaveLength(1)
  expect(journeys.filter(({ customer }) => customer !== null)).toHaveLength(customers)
})

it('a beacon that cannot be counted is set aside, and the others count', async () => {
  const { shop } = await aPublicShop()
  const click = () => anEvent('select_item', { items: [{ item_id: 'item-1' }], seed_item_id: 'item-0' })
  for (let n = 0; n < 3; n += 1) await report(shop, aBeacon([click()]))
  const [first] = await shop.table('beacons')
  await env.DB.prepare(`update beacons set events = '{torn' where beacon_id = ?1`)
    .bind(first?.beacon_id)
    .run()
  await count(shop)
  // Three attempts at all of them, each a little later, then one by one.
  while ((await shop.table('event_days')).length === 0) await scheduler.wait(50)
  await shop.settle()
  const [panel] = (await shop.table('event_days')).filter(({ item_id }) => item_id === '')
  expect(panel?.clicked).toBe(2)
  expect(await shop.table('beacons')).toMatchObject([
    { beacon_id: first?.beacon_id, set_aside_at: expect.any(Number) },
  ])
  expect(await refusedOf(shop)).toEqual({ set_aside: 1 })
  const { body } = await shop.call('/v1/status')
  expect(body.pages.events_refused).toMatchObject({ set_aside: 1 })
})

it('an answer of a shop is none of another, nor of another panel', async () => {
  const [{ shop, answer }, other] = [await aPublicShop(), await aPublicShop()]
  const click = (more: object) =>
    JSON.stringify(
      aBeacon([
        anEvent('select_item', {
          items: [{ item_id: 'item-1' }],
          seed_item_id: 'item-0',
          ...answer,
          ...more,
        }),
      ]),
    )
  for (const more of [
    {},
    { placement: 'cart' },
    { recommendation_id: other.answer.recommendation_id },
    { recommendation_id: 'r_1' },
  ]) {
    expect((await send(`/p/${shop.pk}/events`, { method: 'POST', body: click(more) })).status).toBe(202)
  }
  await count(shop)
  expect(await refusedOf(shop)).toEqual({ unknown_answer: 3 })
})
