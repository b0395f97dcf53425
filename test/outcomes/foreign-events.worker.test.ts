import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { MAX_EVENTS } from '../../schema/outcomes/events.ts'
import { aShop, type Row, type TestShop } from '../a-shop.ts'
import { aBeacon, anEvent, report } from './a-beacon.ts'

// What tag managers push into a page is not ours to choose. Whatever one event holds, the events beside it are counted.

const OWN = anEvent('rec_viewable')
/** A beacon with an event of the page between two of the panel. */
const around = (foreign: object) =>
  JSON.stringify({
    ...aBeacon([]),
    events: [OWN, { event_id: 'of-the-page-1', at: 0, ...foreign }, anEvent('select_item')],
  })

type Stored = { name: string; items: Row[] } & Row
async function storedBy(shop: TestShop): Promise<Stored[]> {
  const rows = await shop.table('beacons')
  return rows.flatMap(({ events }) => JSON.parse(String(events)))
}

const purchase = (more: object) => ({ name: 'purchase', transaction_id: '1001', currency: 'EUR', ...more })
const KETTLE = { item_id: 'K', price: 49.9, quantity: 1 }

it.each<[string, object, object]>([
  ['a number as id', { name: 'view_item', items: [{ item_id: 39910 }] }, { items: [{ item_id: '39910' }] }],
  [
    'numbers as texts',
    purchase({ value: ' 4245.42 ', tax: '0.00', items: [{ item_id: 'K', price: '49.90', quantity: '1' }] }),
    { value: 4245.42, tax: 0, items: [KETTLE] },
  ],
  ['a number as the order', purchase({ transaction_id: 1001, items: [KETTLE] }), { transaction_id: '1001' }],
  [
    'null for what is not known',
    purchase({ tax: null, items: [{ ...KETTLE, item_variant: null, item_name: null }] }),
    { items: [KETTLE] },
  ],
  ['small letters in a currency', purchase({ currency: ' eur ', items: [KETTLE] }), { currency: 'EUR' }],
  [
    'an empty variant',
    { name: 'view_item', items: [{ item_id: 'K', item_variant: '' }] },
    { items: [{ item_id: 'K' }] },
  ],
  [
    'a discount among the items',
    purchase({ items: [KETTLE, { item_id: 'DISCOUNT', price: -5 }, { item_name: 'Gift wrap' }] }),
    { items: [KETTLE] },
  ],
  [
    'fields of its own',
    purchase({ items: [{ ...KETTLE, item_brand: 'X' }], coupon: ['A'] }),
    { items: [KETTLE] },
  ],
])('an event with %s is understood', async (_name, foreign, stored) => {
  const shop = await aShop()
  const { status, body } = await report(shop, around(foreign))
  expect([status, body]).toEqual([202, {}])
  const [first, own, last] = await storedBy(shop)
  expect([first?.name, last?.name]).toEqual(['rec_viewable', 'select_item'])
  expect(own).toMatchObject(stored)
  expect(own?.items).toHaveLength(1)
})

it.each<[string, object, string]>([
  ['no item with an id', purchase({ items: [{ item_name: 'Kettle', price: 49.9 }] }), 'items.item_id'],
  ['a name that is not ours', { name: 'sql', items: [KETTLE] }, 'name'],
  ['an amount that can be read in two ways', purchase({ value: '1,234', items: [KETTLE] }), 'value'],
  ['an amount below zero', purchase({ value: -1, items: [KETTLE] }), 'value'],
  ['a currency that is none', purchase({ currency: '€', items: [KETTLE] }), 'currency'],
  ['an id that is no text', { name: 'view_item', items: [{ item_id: { toString: 'K' } }] }, 'items.item_id'],
  ['a chance of nothing', { name: 'view_item', items: [KETTLE], explore: 0 }, 'explore'],
])('an event with %s is refused alone, and the answer says why', async (_name, foreign, field) => {
  const shop = await aShop()
  const { status, body } = await report(shop, around(foreign))
  expect([status, body.refused]).toMatchObject([202, [{ event_id: 'of-the-page-1', field }]])
  expect((await storedBy(shop)).map(({ name }) => name)).toEqual(['rec_viewable', 'select_item'])
})

it('of a beacon with too many events the first are taken, and the others named', async () => {
  const shop = await aShop()
  const events = Array.from({ length: MAX_EVENTS + 2 }, () => anEvent('select_item'))
  const { body } = await report(shop, aBeacon(events))
  expect(body.refused).toMatchObject(events.slice(-2).map(({ event_id }) => ({ event_id, field: 'events' })))
  expect(await storedBy(shop)).toHaveLength(MAX_EVENTS)
})

it('events that are no objects, and a beacon of which nothing is good, store nothing', async () => {
  const shop = await aShop()
  const { status, body } = await report(shop, JSON.stringify({ ...aBeacon([]), events: [null, 7, 'x', []] }))
  expect([status, body.refused.length]).toEqual([202, 4])
  expect(await shop.table('beacons')).toEqual([])
})

it('only what is clearly consent is consent', async () => {
  const shop = await aShop()
  const visitor_id = 'visitor-of-the-test'
  for (const consent of ['true', 1, null, 'granted', { given: true }, true]) {
    const [event] = [anEvent('rec_viewable')]
    await report(shop, JSON.stringify({ consent, visitor_id, sent_at: Date.now(), events: [event] }))
  }
  const rows = await shop.table('beacons')
  expect(rows.map(({ visitor }) => visitor !== null)).toEqual([false, false, false, false, false, true])
})

it('the status tells what was refused, and for which reason', async () => {
  const shop = await aShop()
  await report(shop, around({ name: 'view_item', items: [{ item_name: 'Kettle' }] }))
  const { pages, next_steps } = (await shop.call('/v1/status')).body
  expect(pages).toMatchObject({ events: 3, events_refused: { 'items.item_id': 1 } })
  const advice = next_steps.find(({ code }: { code: string }) => code === 'events_refused')
  expect(advice.text).toContain('1 of 3 events')
  // The counts of strangers cost one write a minute at most.
  for (let n = 0; n < 5; n += 1) await report(shop, around({ name: 'sql' }))
  const { results } = await env.DB.prepare('select events from page_days where shop_id = ?1')
    .bind(shop.shop_id)
    .all()
  expect(results).toEqual([{ events: 3 }])
})

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'

it.each([
  [{ 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }, 'bot'],
  [{ 'User-Agent': CHROME.replace('Chrome/', 'HeadlessChrome/') }, 'bot'],
  [{ 'User-Agent': `${CHROME} Chrome-Lighthouse` }, 'bot'],
  [{ 'User-Agent': 'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)' }, 'bot'],
  [{ 'User-Agent': CHROME, 'Sec-Purpose': 'prefetch;prerender' }, 'prefetch'],
  [{ 'User-Agent': CHROME, Purpose: 'prefetch' }, 'prefetch'],
  [{ 'User-Agent': CHROME }, undefined],
  [
    {
      'User-Agent':
        'Mozilla/5.0 (Linux; Android 12; CUBOT X50) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36',
    },
    undefined,
  ],
  [{ 'User-Agent': 'curl/8.9.1' }, undefined],
  [{}, undefined],
])('a crawler or a page loaded in advance shows nothing to anybody: %o', async (headers, reason) => {
  const shop = await aShop()
  const event = anEvent('rec_viewable')
  const { status, body } = await report(shop, aBeacon([event], 'visitor-of-the-test'), headers)
  expect([status, body.refused?.[0]?.field]).toEqual([202, reason])
  expect((await shop.table('beacons')).length).toBe(reason === undefined ? 1 : 0)
  const { pages, next_steps } = (await shop.call('/v1/status')).body
  expect(pages.events_refused).toEqual(reason === undefined ? {} : { [reason]: 1 })
  expect(next_steps.map(({ code }: { code: string }) => code)).not.toContain('events_refused')
})
