import { dice } from '../demo/shop/orders/random.ts'
import type { BeaconInput, EventInput } from '../schema/outcomes/events.ts'
import { call, liveModel, upload } from '../tools/demo-shop.ts'
import { DAY } from '../vocabulary/time.ts'
import { type Nights, VARS, withNights } from './learning/nights.ts'
import { pageOf } from './page-events.ts'
import { forgedBeacons } from './soak/attack.ts'

const EVENTS = Number(process.env.ATTACK_EVENTS ?? 100_000)
const VISITORS = 100
const ITEMS = 200
const ORDERS = 6_000
const AT_ONCE = 8

const name = (item: number) => `item-${String(item).padStart(3, '0')}`

/** Orders of the last weeks: a few favourites, and neighbours that go together. */
function ordersFile(now: number): { file: string; ids: string[] } {
  const { chance, below } = dice(1)
  const ids = Array.from({ length: ORDERS }, (_, n) => `o${String(n).padStart(5, '0')}`)
  const lines = ids.flatMap((id, n) => {
    const first = Math.floor(chance() ** 2 * ITEMS)
    const others = Array.from(
      { length: 1 + below(4) },
      () => (first + 1 + Math.floor(chance() ** 2 * 12)) % ITEMS,
    )
    const at = new Date(now - Math.floor((30 * DAY * (ORDERS - n)) / ORDERS)).toISOString()
    return [...new Set([first, ...others])].map((item) => `${id},${at},${name(item)}`)
  })
  return { file: ['order_id,order_date,item_id', ...lines].join('\n'), ids }
}

const itemsFile = () =>
  [
    'id,title,link,image_link,price',
    ...Array.from({ length: ITEMS }, (_, n) => `${name(n)},${name(n)},/${n},/${n}.png,9.90`),
  ].join('\n')

/** Six usual days: fifty views each. */
const usualBeacons = (now: number): BeaconInput[] =>
  Array.from({ length: 6 }, (_, day) => {
    const events = Array.from(
      { length: 50 },
      (_one, k): EventInput => ({
        ...{ event_id: `usual-${day}-${k}`, name: 'rec_viewable', at: now - (day + 1) * DAY },
        ...{ placement: 'product', items: [{ item_id: name(k), source: 'mined' }] },
      }),
    )
    return { consent: false, sent_at: now, events }
  })

await withNights(async (nights: Nights) => {
  const { url } = nights
  const { shop_id, publishable_key, secret_key } = await nights.open('Attacked')
  const now = Date.now()
  const { file, ids } = ordersFile(now)
  await upload(url, secret_key, 'items', itemsFile())
  await upload(url, secret_key, 'orders', file)
  await liveModel(url, secret_key)
  const lists = async () => {
    const found: string[][] = []
    for (let n = 0; n < ITEMS; n += 1) {
      const path = `/p/${publishable_key}/recommendations?placement=product&item_id=${name(n)}&limit=10`
      const { items } = await call(url, path, '')
      found.push(items.map(({ item_id }: { item_id: string }) => item_id))
    }
    return found
  }
  const before = await lists()
  const pairs = before.flatMap((list, n) => list.map((item) => [name(n), item] as const))
  const path = `/p/${publishable_key}/events`
  const asPage = await pageOf(url, VARS, { shop_id, secret_key })
  const send = (beacon: object) => call(url, path, '', { method: 'POST', body: JSON.stringify(beacon) })
  for (const usual of usualBeacons(now)) await send(asPage(usual))
  const question = `/p/${publishable_key}/recommendations?placement=product&item_id=${name(0)}`
  const { recommendation_id } = await call(url, question, '')
  const forged = forgedBeacons(VISITORS, EVENTS, pairs, ids.slice(-1_500), now, recommendation_id)
  let next = 0
  const sender = async () => {
    for (let at = next++; at < forged.length; at = next++) await send(forged[at] ?? {})
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sender))
  await nights.night(shop_id)
  await call(url, '/v1/models', secret_key, { method: 'POST' })
  await liveModel(url, secret_key)
  const after = await lists()
  const members = (list: string[]) => [...list].sort().join()
  const changed = before.filter((list, n) => members(list) !== members(after[n] ?? [])).length
  const moves = before.flatMap((list, n) =>
    list.map((item, at) => Math.abs((after[n] ?? []).indexOf(item) - at)),
  )
  const { notes } = await call(url, '/v1/reports/funnel', secret_key)
  console.log(`${EVENTS.toLocaleString('en')} forged events of ${VISITORS} visitors with consent, all of them sent through the public route: views, clicks, carts and dismissals of pairs that are in the lists, and purchases that claim the shop's newest 1,500 orders by their true numbers with a guessed cart. Then a minute, a night and a new model.

| | |
|---|---|
| lists of ${ITEMS} whose members changed | ${changed} |
| furthest that any item moved | ${Math.max(...moves)} places |
| what the report says of it | ${notes.map(({ text }: { text: string }) => text).join(' ')} |`)
})
