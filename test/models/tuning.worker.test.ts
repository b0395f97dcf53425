import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { dice } from '../../demo/shop/orders/random.ts'
import type { MiningSettings } from '../../schema/models/models.ts'
import type { TuningRow } from '../../schema/models/tunings.ts'
import { DAY } from '../../vocabulary/time.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { DEFAULT_SETTINGS, queueModel } from '../../worker/models/queue-model.ts'
import { causeToTune } from '../../worker/models/queue-tuning.ts'
import { readModelSince } from '../../worker/store/models/models.ts'
import { addTuning, readTuned } from '../../worker/store/models/tunings.ts'
import { aShop, ordersFile, plainItems, type TestShop, times } from '../a-shop.ts'

const IDS = Array.from({ length: 30 }, (_, n) => `item-${n}`)

/**
 * Returns orders of fixed pairs, some of them large and filled with random items, so that co-occurrence in a large order
 * says little.
 */
function mixedOrders(count: number): string[] {
  const { below, chance } = dice(7)
  return Array.from({ length: count }, (_, n) => {
    const first = below(15)
    const pair = [`item-${first}`, `item-${first + 15}`]
    if (n % 4 > 0) return pair.join(' ')
    return [...new Set([...pair, ...IDS.filter(() => chance() < 0.4)])].join(' ')
  })
}

async function shopOf(orders: number): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  await shop.give('orders', ordersFile(mixedOrders(orders)))
  return shop
}
const newest = async (shop: TestShop) => (await shop.call('/v1/tunings?limit=1')).body.items[0]

it('tuning tries the options on four folds, stores the result, and requests a model with it', async () => {
  const shop = await shopOf(1_200)
  const before = await shop.model()
  expect((await shop.call('/v1/tunings', 'POST')).status).toBe(202)
  await shop.settle()
  const tuning = await newest(shop)
  expect(tuning).toMatchObject({ status: 'done', cause: 'call', orders: 1_200, folds_done: 4 })
  const { page, cart } = tuning.settings.tuning
  for (const choice of [page, cart]) {
    expect(choice.cases).toBeGreaterThan(400)
    expect(choice.tried.length).toBeGreaterThan(3)
    expect(choice.tried.map(({ name }: { name: string }) => name)).toContain(choice.chosen)
    for (const { mean } of choice.tried) expect(mean).toBeGreaterThan(0)
  }
  const after = await shop.model()
  expect([after.cause, after.status]).toEqual(['tuning', 'live'])
  expect(after.model_id).not.toBe(before.model_id)
  expect(after.settings).toEqual(tuning.settings)
})

/** Sets the shop's tuning back to these folds, as if a worker had died after them, and lets the next one continue. */
async function continueFrom(shop: TestShop, folds: readonly unknown[]): Promise<void> {
  const [row] = await shop.table('tunings')
  await env.DB.prepare(
    "update tunings set status = 'running', settings = null, folds = ?2 where shop_id = ?1",
  )
    .bind(shop.shop_id, JSON.stringify(folds))
    .run()
  await env.DB.prepare(
    "insert into jobs (shop_id, job_id, kind, lane, subject, lease, lease_until, attempts, created_at) values (?1, 'job_0', 'tune', 'tuning', ?2, 'dead', 0, 1, 0)",
  )
    .bind(shop.shop_id, row?.tuning_id)
    .run()
  await shop.settle()
}

const foldsOf = async (shop: TestShop) => JSON.parse(String((await shop.table('tunings'))[0]?.folds))

it('a worker that resumes an interrupted tuning continues with the remaining folds and gets the same result', async () => {
  const [whole, broken] = [await shopOf(1_000), await shopOf(1_000)]
  for (const shop of [whole, broken]) await shop.call('/v1/tunings', 'POST')
  await whole.settle()
  await broken.settle()
  const { settings } = await newest(whole)
  await continueFrom(broken, (await foldsOf(broken)).slice(0, 2))
  const { page, cart } = (await newest(broken)).settings.tuning
  expect([page, cart]).toEqual([settings.tuning.page, settings.tuning.cart])
})

it('folds of a version with other options are evaluated again', async () => {
  const shop = await shopOf(1_000)
  await shop.call('/v1/tunings', 'POST')
  await shop.settle()
  const folds = await foldsOf(shop)
  const page = { ...folds[0].page, 'an older name': folds[0].page['share alone'] }
  await continueFrom(shop, [{ ...folds[0], page }])
  expect(await foldsOf(shop)).toEqual(folds)
})

it('a shop with few orders is told so and keeps the defaults', async () => {
  const shop = await shopOf(20)
  await shop.call('/v1/tunings', 'POST')
  await shop.settle()
  const tuning = await newest(shop)
  expect([tuning.status, tuning.settings]).toEqual(['skipped', null])
  expect(tuning.problem).toMatch(/20 orders.*30/)
})

it('a second request gets the waiting tuning', async () => {
  const shop = await shopOf(1_000)
  const asked = [await shop.call('/v1/tunings', 'POST'), await shop.call('/v1/tunings', 'POST')]
  const [first, second] = asked.map(({ body }) => body.tuning_id)
  expect(second).toBe(first)
  await shop.settle()
})

it.each([
  ['never', { orders: 5_000, tuned_at: null, tuned_orders: 0 }, 'first'],
  ['eight days ago', { orders: 5_000, tuned_at: 92 * DAY, tuned_orders: 5_000 }, 'weekly'],
  ['yesterday', { orders: 5_000, tuned_at: 99 * DAY, tuned_orders: 5_000 }, undefined],
  [
    'yesterday, a fifth fewer orders ago',
    { orders: 6_000, tuned_at: 99 * DAY, tuned_orders: 5_000 },
    'grown',
  ],
  ['never, with few orders', { orders: 29, tuned_at: null, tuned_orders: 0 }, undefined],
])('a shop tuned %s: %o', (_, age, cause) => {
  expect(causeToTune(age, 100 * DAY)).toBe(cause)
})

it('the nightly run tunes a shop that has grown, and mines it with the result', async () => {
  const shop = await shopOf(1_000)
  await tick(env, Date.UTC(2027, 0, 5, 3, 0))
  await shop.settle()
  expect((await newest(shop))?.cause).toBe('first')
  // The nightly run may be first, with the settings from before; the tuning then queues its own.
  const { items } = (await shop.call('/v1/models')).body
  expect(items.map(({ cause }: { cause: string }) => cause)).toContain('nightly')
  const live = items.find(({ status }: { status: string }) => status === 'live')
  expect(live.settings.tuning).toBeDefined()
})

it('pairs that did not exist a week ago wait until the merchant has decided', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'bomb']))
  const settled = ordersFile(times(60, 'tea mug'))
  const sudden = Array.from({ length: 6 }, (_, n) =>
    ['tea', 'bomb'].map((item) => `s${n},2026-02-10T0${n}:00:00Z,${item},c${n % 3}`),
  ).flat()
  await shop.give(
    'orders',
    `${settled.replaceAll('\n', ',\n').replace(/,\n/, ',customer_id\n')},\n${sudden.join('\n')}`,
  )
  const shown = async () =>
    (await shop.ask('placement=product&item_id=tea')).body.items.flatMap(
      ({ item_id, source }: { item_id: string; source: string }) => (source === 'mined' ? item_id : []),
    )
  expect(await shown()).not.toContain('bomb')
  const held = (await shop.call('/v1/held-pairs')).body.items
  expect(held).toMatchObject([
    { item_id: 'tea', companion_id: 'bomb', status: 'waiting', co_orders: 6, customers: 3 },
  ])
  expect((await shop.model()).counts.pairs_held).toBe(1)
  expect((await shop.call('/v1/status')).body.next_steps).toContainEqual(
    expect.objectContaining({ code: 'pairs_held' }),
  )
  await shop.call('/v1/held-pairs', 'PUT', { item_id: 'tea', companion_id: 'bomb', status: 'allowed' })
  await shop.settle()
  expect(await shown()).toContain('bomb')
  await shop.call('/v1/held-pairs', 'PUT', { item_id: 'tea', companion_id: 'bomb', status: 'refused' })
  await shop.settle()
  expect(await shown()).not.toContain('bomb')
  const unknown = await shop.call('/v1/held-pairs', 'PUT', {
    item_id: 'tea',
    companion_id: 'mug',
    status: 'allowed',
  })
  expect([unknown.status, unknown.body.code]).toEqual([404, 'unknown_pair'])
})

/** Returns a tuning: queued, or done with settings. */
const aSearch = (tuning_id: string, settings: MiningSettings | null): TuningRow => ({
  shop_id: '',
  tuning_id,
  status: settings ? 'done' : 'failed',
  cause: 'call',
  created_at: 1,
  finished_at: null,
  orders: 0,
  folds: [],
  settings,
  problem: null,
})

it('a newer tuning without a result leaves the previous settings in force', async () => {
  const { store, shop_id } = await aShop()
  const found = { ...DEFAULT_SETTINGS, window_days: 365 }
  await addTuning(store, aSearch('tun_1', found), 1)
  await addTuning(store, aSearch('tun_2', null), 2)
  expect((await readTuned(store))?.settings).toEqual(found)
  // As in rows of version 0.1.0.
  await env.DB.prepare(`update tunings set settings = 'null' where shop_id = ?1 and tuning_id = 'tun_2'`)
    .bind(shop_id)
    .run()
  expect((await readTuned(store))?.settings).toEqual(found)
})

it('a run that has not counted yet has no counts in the database', async () => {
  const shop = await aShop()
  await queueModel(shop.store, 'call', 5)
  expect(await shop.table('models')).toMatchObject([{ status: 'queued', counts: null, gate: null }])
  expect(await readModelSince(shop.store, 0)).toBeUndefined()
})
