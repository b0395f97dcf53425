import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { metered, type Rows } from '../../bench/inside/a-minute.ts'
import { DAY } from '../../vocabulary/time.ts'
import { open } from '../../worker/store/open.ts'
import { readFirstDay, readFunnel } from '../../worker/store/outcomes/funnel.ts'
import { aShop, type TestShop } from '../a-shop.ts'
import { aBeacon, anEvent, answerId, count, report } from './a-beacon.ts'
import { addSums } from './panel-days.ts'

const TODAY = Math.floor(Date.now() / DAY)
const dateOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 10)

type Told = { day: number; placement: string; item_id?: string; seen: number; clicked: number }

/** Stores counts of days, as the folding of events leaves them. */
async function tell(shop: TestShop, told: readonly Told[]): Promise<void> {
  for (const { day, placement, item_id = '', seen, clicked } of told) {
    await env.DB.prepare(
      `insert into event_days (shop_id, day, placement, intent, source, seed_item_id, item_id, experiment_id, arm,
        shown, seen, clicked, added, dismissed) values (?1, ?2, ?3, 'complementary', 'mined', '', ?4, '', '', ?5, ?5, ?6, 0, 0)`,
    )
      .bind(shop.shop_id, day, placement, item_id, seen, clicked)
      .run()
  }
  await addSums(shop)
}

/** Counts that differ from day to day, of the product page and the cart, for so many days until today. */
const someDays = (days: number): Told[] =>
  Array.from({ length: days }, (_, ago) => TODAY - ago).flatMap((day) => [
    { day, placement: 'product', seen: 100 + (day % 7) * 10, clicked: 5 + (day % 5) },
    ...(day % 3 === 0 ? [{ day, placement: 'cart', seen: 40, clicked: day % 4 }] : []),
  ])

const sumOf = (told: readonly Told[], placement: string, from: number, to: number, of: 'seen' | 'clicked') =>
  told
    .filter((one) => one.placement === placement && one.day >= from && one.day <= to)
    .reduce((sum, one) => sum + one[of], 0)

it('each figure of a funnel stands beside that of as many days before', async () => {
  const shop = await aShop()
  const told = someDays(40)
  await tell(shop, told)
  const [from, to] = [TODAY - 16, TODAY - 4]
  const path = `/v1/reports/funnel?from=${dateOf(from)}&to=${dateOf(to)}&against=before`
  const { body } = await shop.call(path)
  expect([body.from, body.to, body.before]).toEqual([
    dateOf(from),
    dateOf(to),
    { from: dateOf(from - 13), to: dateOf(from - 1) },
  ])
  for (const placement of ['product', 'cart']) {
    const row = body.rows.find((one: { placement: string }) => one.placement === placement)
    const [seen, clicked] = (['seen', 'clicked'] as const).map((of) => sumOf(told, placement, from, to, of))
    const [seen_before, clicked_before] = (['seen', 'clicked'] as const).map((of) =>
      sumOf(told, placement, from - 13, from - 1, of),
    )
    expect(row).toMatchObject({ seen, clicked, seen_before, clicked_before, bought: 0, bought_before: 0 })
    const change = (clicked ?? 0) / (seen ?? 0) - (clicked_before ?? 0) / (seen_before ?? 0)
    expect(row.click_rate_change).toBeCloseTo(change, 9)
    expect(row.click_rate_change_low).toBeLessThan(change)
    expect(row.click_rate_change_high).toBeGreaterThan(change)
  }
  expect(body.notes).toEqual([])
  const plain = (await shop.call(path.replace('&against=before', ''))).body
  expect(plain.columns).not.toContain('seen_before')
  expect([plain.before, plain.rows[0].seen]).toEqual([undefined, body.rows[0].seen])
})

it.each([
  ['day', 1],
  ['week', 7],
] as const)('by %s the same days of both ranges are beside each other', async (grain, length) => {
  const shop = await aShop()
  const told = someDays(70)
  await tell(shop, told)
  const [from, to] = [TODAY - 29, TODAY]
  const { body } = await shop.call(
    `/v1/reports/funnel?from=${dateOf(from)}&to=${dateOf(to)}&against=before&grain=${grain}`,
  )
  const rows = body.rows.filter(({ placement }: { placement: string }) => placement === 'product')
  expect(rows).toHaveLength(Math.ceil(30 / length))
  for (const [at, row] of rows.entries()) {
    const first = from + at * length
    const last = Math.min(first + length - 1, to)
    expect(row).toMatchObject({
      period: dateOf(first),
      seen: sumOf(told, 'product', first, last, 'seen'),
      seen_before: sumOf(told, 'product', first - 30, last - 30, 'seen'),
      bought: null,
      bought_before: null,
    })
  }
})

it.each(['placement', 'item'])(
  'a series by %s is what the same report has by day, and adds up to its rows',
  async (by) => {
    const shop = await aShop()
    await tell(shop, someDays(40))
    await tell(shop, [{ day: TODAY - 2, placement: 'product', item_id: 'mug', seen: 7, clicked: 1 }])
    const path = `/v1/reports/funnel?from=${dateOf(TODAY - 9)}&to=${dateOf(TODAY)}&against=before&by=${by}`
    const { body } = await shop.call(`${path}&series=day`)
    expect(body.series).toEqual((await shop.call(`${path}&grain=day`)).body.rows)
    expect(body.rows).toEqual((await shop.call(path)).body.rows)
    expect((await shop.call(`${path}&series=day&grain=week`)).body).toMatchObject({
      issues: [{ field: 'series' }],
    })
  },
)

it('purchases of the range before are counted, also of panels that were not shown since', async () => {
  const shop = await aShop()
  await tell(shop, someDays(70))
  const at = Date.now() - 35 * DAY
  await report(shop, aBeacon([anEvent('add_to_cart', { recommendation_id: 'r_page' })]))
  await count(shop)
  const recommendation_id = answerId(shop, {}, 'r_page')
  const lines = [{ item_id: 'mug', price: 900, quantity: 2, recommendation_id }]
  await shop.call('/v1/orders', 'POST', {
    orders: [{ order_id: '1', ordered_at: new Date(at).toISOString(), lines }],
  })
  const { rows } = (
    await shop.call(`/v1/reports/funnel?from=${dateOf(TODAY - 29)}&to=${dateOf(TODAY)}&against=before`)
  ).body
  expect(rows.find(({ placement }: { placement: string }) => placement === 'product')).toMatchObject({
    ...{ bought: 0, bought_before: 2, revenue: 0, revenue_before: 1_800 },
  })
})

it('what was not counted before is not compared, and the report says so', async () => {
  const shop = await aShop()
  await tell(shop, someDays(10))
  const path = (days: number, more = '') =>
    `/v1/reports/funnel?from=${dateOf(TODAY - days + 1)}&to=${dateOf(TODAY)}&against=before${more}`
  const partly = (await shop.call(path(7))).body
  expect(partly.notes).toEqual([
    { code: 'before_incomplete', text: expect.stringContaining('3 of the 7 days') },
  ])
  const nothing = (await shop.call(path(30))).body
  expect(nothing.notes).toMatchObject([{ code: 'nothing_before' }])
  expect(nothing.rows[0]).toMatchObject({ seen_before: null, revenue_before: null, click_rate_change: null })
  await tell(shop, [{ day: TODAY - 300, placement: 'product', seen: 1, clicked: 0 }])
  expect((await shop.call(path(90))).body.notes).toEqual([])
  // Rows of items are deleted after 92 days.
  const items = (await shop.call(path(90, '&by=item'))).body
  expect(items.notes).toEqual([
    { code: 'before_incomplete', text: expect.stringMatching(/kept.* 3 of the 90/) },
  ])
})

it('a range that ends before it begins is refused, and so are months against the range before', async () => {
  const shop = await aShop()
  const ask = async (query: string) => (await shop.call(`/v1/reports/funnel?${query}`)).body
  expect(await ask('from=2026-03-02&to=2026-03-01')).toMatchObject({ issues: [{ field: 'from' }] })
  expect(await ask('against=before&grain=month')).toMatchObject({ issues: [{ field: 'grain' }] })
  expect(await ask('against=after')).toMatchObject({ issues: [{ field: 'against' }] })
})

it('a comparison reads the rows of both ranges, and no others', async () => {
  const shop = await aShop()
  const told = someDays(200)
  await tell(shop, told)
  const rows: Rows = { written: 0, read: 0, statements: 0 }
  const store = open({ ...env, DB: metered(env.DB, rows) }, shop.shop_id)
  const [days, before] = [
    { from: TODAY - 6, to: TODAY },
    { from: TODAY - 13, to: TODAY - 7 },
  ]
  await readFunnel(store, 'placement', 'all', { days, before }, [])
  await readFirstDay(store, Date.now())
  const counted = told.filter(({ day }) => day >= before.from).length
  // Grouping reads each row again.
  expect(rows.read).toBeLessThanOrEqual(3 * counted)
})
