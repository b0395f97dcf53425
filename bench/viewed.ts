import { dice } from '../demo/shop/orders/random.ts'
import type { BeaconInput, EventInput } from '../schema/outcomes/events.ts'
import { call, liveModel, upload } from '../tools/demo-shop.ts'
import { DAY } from '../vocabulary/time.ts'
import { type Nights, VARS, withNights } from './learning/nights.ts'
import { pageOf } from './page-events.ts'
import { newItemsWith } from './viewed/new-items.ts'

const ITEMS = 200
const ORDERS = 6_000
const SHELVES = 20
/** Forged visitors, the pages that each opens, and how many visitors open the same pages. */
const FORGERS = 500
const PAGES = 20
const GANG = 25
/** Genuine visitors. */
const VISITORS = 1_500
const AT_ONCE = 4

const name = (item: number) => `item-${String(item % ITEMS).padStart(3, '0')}`

const itemsFile = () =>
  [
    'id,title,link,image_link,price,product_type',
    ...Array.from(
      { length: ITEMS },
      (_, n) => `${name(n)},Thing ${n},/${n},/${n}.png,${(5 + (n % 17)).toFixed(2)},Shelf ${n % SHELVES}`,
    ),
  ].join('\n')

function ordersFile(now: number): string {
  const { chance, below } = dice(1)
  const lines = Array.from({ length: ORDERS }, (_, n) => {
    const first = Math.floor(chance() ** 2 * ITEMS)
    const others = Array.from({ length: 1 + below(4) }, () => first + 1 + Math.floor(chance() ** 2 * 12))
    const at = new Date(now - Math.floor((30 * DAY * (ORDERS - n)) / ORDERS)).toISOString()
    return [...new Set([first, ...others].map(name))].map((item) => `o${n},${at},${item}`)
  })
  return ['order_id,order_date,item_id', ...lines.flat()].join('\n')
}

/** A visitor who opens these pages. */
function views(who: string, pages: readonly number[], now: number): BeaconInput {
  const events = pages.map(
    (page, n): EventInput => ({
      ...{ event_id: `${who}-${n}`, name: 'view_item', at: now },
      items: [{ item_id: name(page) }],
    }),
  )
  return { consent: true, visitor_id: who, sent_at: now, events }
}

/** Shoppers look at things of one shelf. */
function genuineBeacons(now: number): BeaconInput[] {
  const { below } = dice(2)
  return Array.from({ length: VISITORS }, (_, n) => {
    const shelf = below(SHELVES)
    const pages = Array.from({ length: 3 }, () => shelf + SHELVES * below(5))
    return views(`a-genuine-visitor-${n}`, pages, now)
  })
}

/** Each gang opens twenty pages of twenty shelves. */
const forgedBeacons = (now: number): BeaconInput[] =>
  Array.from({ length: FORGERS }, (_, n) => {
    const gang = Math.floor(n / GANG)
    const pages = Array.from({ length: PAGES }, (_one, k) => gang * 10 + k * (1 + (gang % 3)))
    return views(`a-forger-of-views-${n}`, pages, now)
  })

async function sendAll(url: string, path: string, beacons: readonly BeaconInput[]): Promise<void> {
  let next = 0
  const sender = async () => {
    for (let at = next++; at < beacons.length; at = next++) {
      const headers = {
        'CF-Connecting-IP': `${11 + (at % 80)}.${Math.floor(at / 80)}.${beacons.length % 250}.1`,
      }
      await call(url, path, '', { method: 'POST', body: JSON.stringify(beacons[at]), headers })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sender))
}

type Lists = Record<'complementary' | 'related' | 'upgrade' | 'downgrade' | 'cart', string[][]>

/** What the shop answers for each item, and for a cart with it. */
async function listsOf(url: string, key: string): Promise<Lists> {
  const ask = async (question: string) => {
    const { items } = await call(url, `/p/${key}/recommendations?${question}`, '')
    return items.map(({ item_id }: { item_id: string }) => item_id)
  }
  const lists: Lists = { complementary: [], related: [], upgrade: [], downgrade: [], cart: [] }
  for (let n = 0; n < ITEMS; n += 1) {
    for (const intent of ['complementary', 'related', 'upgrade', 'downgrade'] as const) {
      lists[intent].push(await ask(`placement=product&item_id=${name(n)}&intent=${intent}&limit=12`))
    }
    lists.cart.push(await ask(`placement=cart&cart_item_ids=${name(n)},${name(n + 50)}&limit=12`))
  }
  return lists
}

const entered = (before: readonly string[][], after: readonly string[][]) =>
  after.map((list, at) => list.filter((item) => !before[at]?.includes(item)).length)

async function attack(nights: Nights): Promise<void> {
  const { url } = nights
  const { shop_id, publishable_key, secret_key } = await nights.open('Viewed')
  const now = Date.now()
  await upload(url, secret_key, 'items', itemsFile())
  await upload(url, secret_key, 'orders', ordersFile(now))
  await liveModel(url, secret_key)
  await pageOf(url, VARS, { shop_id, secret_key })
  const path = `/p/${publishable_key}/events`
  const night = async () => {
    await nights.night(shop_id, true)
    await call(url, '/v1/models', secret_key, { method: 'POST' })
    await liveModel(url, secret_key)
    return await listsOf(url, publishable_key)
  }
  await sendAll(url, path, genuineBeacons(now))
  const before = await night()
  await sendAll(url, path, forgedBeacons(now))
  const after = await night()
  console.log(`
${(FORGERS * PAGES).toLocaleString('en')} forged views of ${FORGERS} made-up visitors with consent, through the public route, each visitor from a group of addresses of their own: ${FORGERS / GANG} gangs of ${GANG} open the same ${PAGES} pages, so that every pair of them has enough visitors. The views are dated on four days, and the shop's budget of events is switched off. Beside them ${VISITORS} genuine visitors. Then a night and a new model; all answers have up to 12 items.

| lists of ${ITEMS} | changed | most items that entered one list |
|---|---|---|`)
  for (const kind of ['complementary', 'cart', 'upgrade', 'downgrade', 'related'] as const) {
    const changed = before[kind].filter((list, n) => list.join() !== after[kind][n]?.join()).length
    console.log(`| ${kind} | ${changed} | ${Math.max(...entered(before[kind], after[kind]))} |`)
  }
}

console.log(`There is no public data set with views of visitors beside orders, so shoppers are simulated: 200 items of 25 kinds, 25 of them new, without orders and without a word or a category in common with others; a shopper opens two to six pages, seven in ten of the kind that they look for, and one in twenty buys.

| visitors in a month | new items with a similar item by views | with two, as a panel needs | of the item's own kind (chance: 0.035) | counting, ms |
|---|---|---|---|---|`)
for (const visitors of [1_000, 3_000, 10_000, 30_000, 100_000]) {
  const { withOne, withTwo, ofItsKind, milliseconds } = newItemsWith(visitors)
  console.log(
    `| ${visitors.toLocaleString('en')} | ${withOne.toFixed(2)} | ${withTwo.toFixed(2)} | ${ofItsKind.toFixed(2)} | ${milliseconds.toFixed(0)} |`,
  )
}
await withNights(attack)
