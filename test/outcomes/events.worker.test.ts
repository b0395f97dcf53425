import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { MAX_BEACON } from '../../schema/outcomes/events.ts'
import { DAY } from '../../vocabulary/time.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { nextBeacons } from '../../worker/store/outcomes/beacons.ts'
import { forgetEvents, queueFold } from '../../worker/store/outcomes/events.ts'
import { writeFold } from '../../worker/store/outcomes/folds.ts'
import { aShop, type Row, send, type TestShop } from '../a-shop.ts'
import { ANN, aBeacon, anEvent, BEA, count, report } from './a-beacon.ts'

/** Returns the counts of a shop that are not 0, as "item column number". */
async function counts(shop: TestShop): Promise<string[]> {
  const rows = await shop.table('event_days')
  return rows
    .flatMap((row) =>
      ['shown', 'seen', 'clicked', 'added', 'dismissed']
        .filter((column) => Number(row[column]) > 0)
        .map((column) => `${row.item_id || 'panel'} ${column} ${row[column]}`),
    )
    .sort()
}

it('a beacon is one row, is acknowledged when it is written, and is counted and deleted within a minute', async () => {
  const shop = await aShop()
  const events = [anEvent('view_item_list'), anEvent('rec_viewable'), anEvent('select_item')]
  const { status, body, headers } = await report(shop, aBeacon(events))
  expect([status, body]).toEqual([202, {}])
  expect([headers.get('Access-Control-Allow-Origin'), headers.get('Cache-Control')]).toEqual([
    '*',
    'no-store',
  ])
  expect(await shop.table('beacons')).toHaveLength(1)
  await count(shop)
  expect(await shop.table('beacons')).toEqual([])
  expect(await counts(shop)).toEqual([
    'mug clicked 1',
    'mug seen 1',
    'mug shown 1',
    'panel clicked 1',
    'panel seen 1',
    'panel shown 1',
  ])
  const [row] = (await shop.table('event_days')).filter(({ item_id }) => item_id === 'mug')
  expect(row).toMatchObject({
    day: Math.floor(Date.now() / DAY),
    placement: 'product',
    intent: 'complementary',
    source: 'mined',
    seed_item_id: 'tea',
    experiment_id: '',
    arm: '',
  })
})

it('a repeated event changes nothing: in one beacon, in two, a minute later, and among other events', async () => {
  const shop = await aShop()
  const [a, b] = [anEvent('rec_viewable'), anEvent('rec_viewable')]
  await report(shop, aBeacon([a, a], ANN))
  await report(shop, aBeacon([a], ANN))
  await count(shop)
  const counted = async () => ({ ...(await shop.rows()), intakes: [] })
  const before = await counted()
  await report(shop, aBeacon([a], ANN))
  await count(shop)
  expect(await counted()).toEqual(before)
  await report(shop, aBeacon([a, b], ANN))
  await count(shop)
  expect(await counts(shop)).toEqual(['mug seen 2', 'panel seen 2'])
})

it('events that concern no panel are accepted and not counted', async () => {
  const shop = await aShop()
  const { placement: _, ...elsewhere } = anEvent('add_to_cart')
  await report(shop, aBeacon([elsewhere, anEvent('view_item'), anEvent('begin_checkout')]))
  await count(shop)
  expect(await counts(shop)).toEqual([])
})

it('without consent visitors cannot be told apart', async () => {
  const shop = await aShop()
  const named = anEvent('rec_viewable', { experiment_id: 'x_1', arm: 'holdout', explore: 0.5 })
  await report(shop, { ...aBeacon([named], ANN), consent: false })
  await report(shop, aBeacon([named], ANN), { 'Sec-GPC': '1' })
  expect(JSON.stringify(await shop.table('beacons'))).not.toMatch(/ann-s|x_1|holdout|explore|draw/)
  expect((await shop.table('beacons')).map(({ visitor }) => visitor)).toEqual([null, null])
  await count(shop)
  expect([await shop.table('journeys'), await shop.table('exposures')]).toEqual([[], []])
  expect(await counts(shop)).toEqual(['mug seen 1', 'panel seen 1'])
})

it('with consent a visitor is one row under a keyed hash', async () => {
  const shop = await aShop()
  await report(shop, aBeacon([anEvent('rec_viewable')], ANN))
  await report(shop, aBeacon([anEvent('rec_viewable')], BEA))
  await count(shop)
  await report(shop, aBeacon([anEvent('add_to_cart')], ANN))
  await count(shop)
  const journeys = await shop.table('journeys')
  const kinds = journeys.map((row: Row) =>
    JSON.parse(String(row.touches)).map(({ kind }: { kind: string }) => kind),
  )
  expect(kinds.sort()).toEqual([['seen'], ['seen', 'added']])
  expect(JSON.stringify(journeys)).not.toMatch(/ann-s|bea-s/)
})

it('a browser clock may be wrong by years: only the time between event and sending counts', async () => {
  const shop = await aShop()
  const sent_at = Date.UTC(2019, 4, 5)
  const now = Date.now()
  await report(shop, { ...aBeacon([anEvent('add_to_cart', { at: sent_at - 2_000 })], ANN), sent_at })
  await count(shop)
  const [journey] = await shop.table('journeys')
  expect(Number(journey?.first_at)).toBeGreaterThanOrEqual(now - 2_000)
  expect(Number(journey?.first_at)).toBeLessThan(Date.now())
})

it.each([
  ['no JSON', '{"events":', 'invalid_json'],
  ['no events', JSON.stringify(aBeacon([])), 'invalid_input'],
  ['a short visitor', JSON.stringify(aBeacon([anEvent('view_item')], 'ann')), 'invalid_input'],
  ['too long', `"${'x'.repeat(MAX_BEACON)}"`, 'file_too_large'],
  ['too many bytes, of fewer letters', `"${'茶'.repeat(MAX_BEACON / 3)}"`, 'file_too_large'],
])('a beacon with %s is refused, and nothing is written', async (_, body, code) => {
  const shop = await aShop()
  const before = await shop.rows()
  expect((await report(shop, body)).body).toMatchObject({ code })
  expect(await shop.rows()).toEqual(before)
})

it('events are accepted only from the shop’s own origins where the shop has set them', async () => {
  const shop = await aShop({ allowed_origins: ['https://shop.example'] })
  const body = aBeacon([anEvent('select_item')])
  expect((await report(shop, body, { Origin: 'https://shop.example' })).status).toBe(202)
  for (const headers of [{}, { Origin: 'https://other.example' }, { Origin: 'null' }]) {
    expect((await report(shop, body, headers)).body).toMatchObject({ status: 403, code: 'forbidden_origin' })
  }
  expect(await shop.table('beacons')).toHaveLength(1)
})

it('an unknown key is refused', async () => {
  const shop = await aShop()
  const other = { ...shop, pk: `${shop.pk.slice(0, -1)}${shop.pk.endsWith('0') ? '1' : '0'}` }
  expect((await report(other, aBeacon([anEvent('select_item')]))).body).toMatchObject({ code: 'unknown_key' })
})

it('beacons that come too fast from one address are dropped', async () => {
  const shop = await aShop()
  const body = JSON.stringify(aBeacon([anEvent('select_item')]))
  // The limit is 100 in ten seconds: 301 exceed it, even if they fall into several periods.
  const statuses: number[] = []
  // A few at a time: more than an isolate answers at once are refused for that.
  for (let round = 0; round < 43; round += 1) {
    const some = Array.from({ length: 7 }, () => report(shop, body, { 'CF-Connecting-IP': '203.0.113.7' }))
    for (const { status } of await Promise.all(some)) statuses.push(status)
  }
  const taken = statuses.filter((status) => status === 202).length
  expect(taken).toBeLessThanOrEqual(300)
  expect(statuses.filter((status) => status === 429)).toHaveLength(301 - taken)
  expect(await shop.table('beacons')).toHaveLength(taken)
})

it('a fold that lost its lease counts nothing', async () => {
  const shop = await aShop()
  await report(shop, aBeacon([anEvent('select_item')], ANN))
  await queueFold(shop.store, Date.now())
  const beacon_ids = await nextBeacons(shop.store, 1)
  const [job] = await shop.table('jobs')
  const fold = {
    beacon_ids,
    marks: [],
    days: [],
    panel_days: [],
    journeys: [],
    purchases: [],
    exposures: [],
    explored: [],
    panels: [],
    refused: {},
  }
  const lost = { ...job, lease: 'somebody else' } as unknown as Parameters<typeof writeFold>[1]
  expect(await writeFold(shop.store, lost, fold, Date.now())).toBe(false)
  expect(await shop.table('beacons')).toHaveLength(1)
})

it('a visitor is deleted 30 days after the last event, the marks of events after 8', async () => {
  const shop = await aShop()
  await report(shop, aBeacon([anEvent('rec_viewable')], ANN))
  await count(shop)
  const now = Date.now()
  await forgetEvents(shop.store, now + 7 * DAY)
  expect([(await shop.table('event_marks')).length, (await shop.table('journeys')).length]).toEqual([1, 1])
  await forgetEvents(shop.store, now + 9 * DAY)
  expect([(await shop.table('event_marks')).length, (await shop.table('journeys')).length]).toEqual([0, 1])
  await forgetEvents(shop.store, now + 31 * DAY)
  expect(await shop.table('journeys')).toEqual([])
})

it('the cron counts the beacons of every shop', async () => {
  const shops = [await aShop(), await aShop()]
  for (const shop of shops) await report(shop, aBeacon([anEvent('select_item')]))
  // A minute in which the cron does nothing else.
  await tick(env, Date.UTC(2026, 0, 1, 12, 30))
  for (const shop of shops) {
    await shop.settle()
    expect(await counts(shop)).toEqual(['mug clicked 1', 'panel clicked 1'])
  }
})

it('beacons without a shop, which a deletion may leave, queue nothing', async () => {
  const shop = await aShop()
  await report(shop, aBeacon([anEvent('select_item')]))
  await env.DB.prepare('delete from shops where shop_id = ?1').bind(shop.shop_id).run()
  await tick(env, Date.UTC(2026, 0, 1, 12, 30))
  const folds = (await shop.table('jobs')).filter(({ kind }) => kind === 'fold')
  expect([(await shop.table('beacons')).length, folds]).toEqual([1, []])
})

it('the rate limit binding is configured', () => {
  expect(env.EVENT_RATE).toBeDefined()
})

it('the specification documents the beacon', async () => {
  const { body } = await send('/v1/openapi.json')
  const { schema: named } = body.paths['/p/{pk}/events'].post.requestBody.content['application/json']
  const schema = body.components.schemas[named.$ref.split('/').at(-1)]
  expect(schema.required.sort()).toEqual(['consent', 'events', 'sent_at'])
  expect(schema.properties.events.items.properties.name.enum).toContain('rec_viewable')
})

it.each(['\u0000', 'a\u0000b', '\ud800', '🫖', `'); drop table beacons; --`, '{"$":1}', '__proto__', 'null'])(
  'a hostile id neither stops the count nor is lost: %j',
  async (item_id) => {
    const shop = await aShop()
    const items = [{ item_id, source: item_id.slice(0, 20) }]
    const odd = { seed_item_id: item_id, recommendation_id: item_id, transaction_id: item_id, items }
    const names = ['rec_viewable', 'add_to_cart', 'purchase'] as const
    const events = names.map((name) => anEvent(name, odd))
    expect((await report(shop, aBeacon([...events, anEvent('select_item')], ANN))).status).toBe(202)
    await count(shop)
    expect(await shop.table('beacons')).toEqual([])
    expect(await counts(shop)).toContain('mug clicked 1')
    expect((await shop.call('/v1/reports/attribution')).status).toBe(200)
    expect((await shop.call('/v1/reports/pairs?form=csv')).status).toBe(200)
  },
)
