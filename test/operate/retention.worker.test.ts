import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { DAY, MINUTE } from '../../vocabulary/time.ts'
import { runDuties } from '../../worker/jobs/duties.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { Budget } from '../../worker/store/budget.ts'
import { addMissingDuties } from '../../worker/store/duties.ts'
import { oldEvents } from '../../worker/store/outcomes/events.ts'
import { deleteOld, SLICE, trustedTime } from '../../worker/store/retention.ts'
import { aShop, type TestShop } from '../a-shop.ts'
import { aFullShop } from '../routes.ts'

const EVENTS = [
  'event_days',
  'event_marks',
  'exposures',
  'journeys',
  'page_days',
  'panel_days',
  'purchases',
  'explored_days',
]

/** Runs the sweep of a shop by a clock if it is due by then, and no other duty: the shops of other tests have theirs. */
async function sweepIfDue({ shop_id }: TestShop, now: number): Promise<void> {
  await env.DB.prepare(`update duties set due_at = ?1 where shop_id <> ?2 or duty <> 'sweep'`)
    .bind(now + 1, shop_id)
    .run()
  await runDuties(env, env.DB, now, new Budget())
}

/** Makes the sweep of a shop due, and runs it by a clock. */
async function sweep(shop: TestShop, now: number): Promise<void> {
  await env.DB.prepare(`update duties set due_at = ?1 where shop_id = ?2 and duty = 'sweep'`)
    .bind(now, shop.shop_id)
    .run()
  await sweepIfDue(shop, now)
}

const count = async ({ shop_id }: TestShop, table: string): Promise<number> =>
  Number(await env.DB.prepare(`select count(*) n from ${table} where shop_id = ?1`).bind(shop_id).first('n'))
const eventsOf = async (shop: TestShop) =>
  Object.fromEntries(
    await Promise.all(EVENTS.map(async (table) => [table, await count(shop, table)] as const)),
  )
const dueAt = async ({ shop_id }: TestShop, duty: string): Promise<number> =>
  Number(
    await env.DB.prepare('select due_at from duties where shop_id = ?1 and duty = ?2')
      .bind(shop_id, duty)
      .first('due_at'),
  )
const entries = async (shop: TestShop) =>
  (await shop.call('/v1/audit')).body.items.filter(
    ({ action }: { action: string }) => action === 'delete old rows',
  )

/** Rows of journeys that were last seen at a time, written by SQL and not by the code that deletes them. */
const addJourneys = ({ shop_id }: TestShop, number: number, at: number) =>
  env.DB.prepare(
    `insert into journeys (shop_id, visitor, first_at, last_at, touches, customer, seen_at)
     select ?1, 'v' || value, ?3, ?3, '[]', null, '{}' from json_each(?2)`,
  )
    .bind(shop_id, JSON.stringify(Array.from({ length: number }, (_, n) => `${at}-${n}`)), at)
    .run()

it('a tick of a time far ahead deletes no event, and the right clock goes on as before', async () => {
  const shop = await aFullShop()
  const before = await eventsOf(shop)
  expect(before).toMatchObject({ journeys: 2, exposures: 2, purchases: 2 })
  const wrong = Date.now() + 10_000 * DAY
  await tick(env, wrong)
  await tick(env, wrong + 5 * MINUTE)
  await sweep(shop, wrong + 6 * MINUTE)
  expect(await eventsOf(shop)).toEqual(before)
  // The duties that the wrong clock put off for decades are done by the right one.
  const now = Date.now()
  await addMissingDuties(env.DB, now)
  await runDuties(env, env.DB, now, new Budget())
  expect(await dueAt(shop, 'sweep')).toBeLessThanOrEqual(now + DAY)
  expect(await dueAt(shop, 'nightly')).toBeLessThanOrEqual(now + DAY)
})

it('a wrong clock by which the shop also writes deletes a day with each sweep', async () => {
  const shop = await aShop()
  const now = Date.now()
  await sweep(shop, now)
  await addJourneys(shop, 3, now)
  const wrong = now + 1_000 * DAY
  await env.DB.prepare(`insert into page_days select ?1, ?2, 1, 0, '[]', 0, '{}'`)
    .bind(shop.shop_id, Math.floor(wrong / DAY))
    .run()
  expect(await trustedTime(shop.store, wrong)).toBe(now + DAY)
  await sweep(shop, wrong)
  expect(await count(shop, 'journeys')).toBe(3)
  expect(await trustedTime(shop.store, now + 1)).toBe(now + 1)
})

it('the rows of a shop without traffic still get old, day by day', async () => {
  const shop = await aShop()
  const begun = Date.now()
  await addJourneys(shop, 2, begun)
  for (let day = 1; day <= 30; day += 1) await sweep(shop, begun + day * DAY)
  expect(await count(shop, 'journeys')).toBe(2)
  await sweep(shop, begun + 31 * DAY)
  expect(await count(shop, 'journeys')).toBe(0)
  expect(await entries(shop)).toMatchObject([
    {
      actor: { kind: 'system', id: 'retention' },
      after: { until: expect.any(Number), rows: { journeys: 2 } },
    },
    // The link with which the owner of the new shop could have signed in.
    { after: { rows: { sign_in_links: 1 } } },
  ])
})

it('sweeps after a downtime catch up within as many days', async () => {
  const shop = await aShop()
  const begun = Date.now()
  await sweep(shop, begun)
  let now = begun + 11 * DAY
  let sweeps = 0
  for (; (await trustedTime(shop.store, now)) < now; sweeps += 1) {
    await sweep(shop, now)
    now = await dueAt(shop, 'sweep')
  }
  // Twice a day, and each time for a day.
  expect([sweeps, now]).toEqual([20, begun + 21 * DAY])
})

it('many old rows are deleted slice by slice, a minute apart, and all of them are counted', async () => {
  const shop = await aShop()
  const now = Date.now()
  await addJourneys(shop, SLICE + 7, now - 40 * DAY)
  await addJourneys(shop, 5, now)
  await sweep(shop, now)
  expect([await count(shop, 'journeys'), await dueAt(shop, 'sweep')]).toEqual([12, now + MINUTE])
  await sweepIfDue(shop, now + MINUTE)
  expect([await count(shop, 'journeys'), await dueAt(shop, 'sweep')]).toEqual([5, now + MINUTE + DAY])
  const counted = (await entries(shop)).map(({ after }: { after: { rows: object } }) => after.rows)
  expect(counted).toHaveLength(2)
  expect(counted).toEqual(expect.arrayContaining([{ journeys: 7 }, { journeys: SLICE }]))
})

it('the slices of one sweep go on for no more than a day together, however wrong the clock is', async () => {
  const shop = await aShop()
  const now = Date.now()
  await sweep(shop, now)
  await addJourneys(shop, 2 * SLICE + 7, now - 40 * DAY)
  await addJourneys(shop, 5, now - 28 * DAY)
  const wrong = now + 1_000 * DAY
  await sweep(shop, wrong)
  for (const minute of [1, 2, 3, 4]) await sweepIfDue(shop, wrong + minute * MINUTE)
  expect(await count(shop, 'journeys')).toBe(5)
})

it('a slice leaves the rows of other shops, and purchases whose visitors are still there', async () => {
  const [shop, other] = [await aFullShop(), await aFullShop()]
  const then = Date.now() + 500 * DAY
  const exposed = await count(shop, 'exposures')
  expect(exposed).toBeGreaterThan(1)
  const first = await deleteOld(shop.store, oldEvents(shop.store, then), 1)
  expect(first).toMatchObject({ isMore: true, rows: { exposures: 1, journeys: 1 } })
  expect(first.rows).not.toHaveProperty('purchases')
  while ((await deleteOld(shop.store, oldEvents(shop.store, then), 1)).isMore);
  expect([await count(shop, 'exposures'), await count(shop, 'purchases')]).toEqual([0, 0])
  expect([await count(other, 'exposures'), await count(other, 'journeys')]).toEqual([exposed, 2])
})
