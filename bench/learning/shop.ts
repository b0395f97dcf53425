import { walk } from '../../demo/shoppers/shopper.ts'
import { historyOf, type Town } from '../../demo/shoppers/world.ts'
import type { EventInput } from '../../schema/outcomes/events.ts'
import { call, liveModel, upload } from '../../tools/demo-shop.ts'
import { DAY } from '../../vocabulary/time.ts'
import { type AsPage, pageOf } from '../page-events.ts'
import { type Keys, type Nights, VARS, withNights } from './nights.ts'

const AT_ONCE = 8
/** Cards of a panel, and spare items that may replace them. */
export const CARDS = 4
/** Share of pages whose cards are drawn from all items of the list. */
export const EXPLORE = 0.25

/** A running Worker in which simulated shops are opened. */
export const withShops = <T>(
  use: (openShop: (town: Town, seed: number) => Promise<TownShop>) => Promise<T>,
): Promise<T> =>
  withNights((nights) =>
    use(async (town, seed) => {
      const opened = new TownShop(nights, await nights.open('Town'), town)
      await opened.begin(seed)
      return opened
    }),
  )

/** A simulated shop behind the real API. */
export class TownShop {
  private readonly nights: Nights
  private readonly keys: Keys
  private readonly town: Town
  private asPage: AsPage = (beacon) => beacon

  constructor(nights: Nights, keys: Keys, town: Town) {
    this.nights = nights
    this.keys = keys
    this.town = town
  }

  /** Uploads catalogue and old orders, and mines them. */
  async begin(seed: number): Promise<void> {
    const { seeds, extras } = this.town
    const line = (id: string, price: number, cost: number) =>
      [id, id, `/${id}`, `/${id}.png`, (price / 100).toFixed(2), (cost / 100).toFixed(2)].join(',')
    const items = [
      'id,title,link,image_link,price,cost',
      ...seeds.map((id) => line(id, 3_000, 1_500)),
      ...extras.map(({ item_id, price, cost }) => line(item_id, price, cost)),
    ]
    const { url } = this.nights
    this.asPage = await pageOf(url, VARS, this.keys)
    await upload(url, this.keys.secret_key, 'items', items.join('\n'))
    const orders = historyOf(this.town, seed, 1_600).flatMap((basket, n) =>
      basket.map((item_id) => `old-${n},${item_id}`),
    )
    await upload(url, this.keys.secret_key, 'orders', ['order_id,item_id', ...orders].join('\n'))
    await liveModel(url, this.keys.secret_key)
  }

  /** Returns the served lists with their spare items. */
  async lists(): Promise<Map<string, string[]>> {
    const extras = new Set(this.town.extras.map(({ item_id }) => item_id))
    const pages = this.town.seeds.map(async (seed) => {
      const path = `/p/${this.keys.publishable_key}/recommendations?placement=product&item_id=${seed}&limit=8`
      const { items } = await call(this.nights.url, path, '')
      const ids = items.map(({ item_id }: { item_id: string }) => item_id)
      return [seed, ids.filter((id: string) => extras.has(id))] as const
    })
    return new Map(await Promise.all(pages))
  }

  /** Simulates a week of visitors, with the events of browsers and the orders of the shop's server. */
  async week(first: number, visitors: number): Promise<void> {
    const lists = await this.lists()
    const now = Date.now()
    const orders: object[] = []
    let next = 0
    const one = async (n: number) => {
      const at = now - Math.floor((6.9 * DAY * (visitors - n)) / visitors)
      const way = walk(this.town, first + n, (seed, chance) => explored(lists.get(seed) ?? [], chance))
      const events = eventsOf(way.visits, first + n, at)
      if (way.bought.length > 0) {
        const transaction_id = `new-${first + n}`
        const items = way.bought.map((item_id) => ({ item_id }))
        events.push({ event_id: `${transaction_id}-bought`, name: 'purchase', at, transaction_id, items })
        const lines = way.bought.filter((id) => !way.returned.includes(id)).map((item_id) => ({ item_id }))
        orders.push({ order_id: transaction_id, ordered_at: new Date(at).toISOString(), lines })
      }
      const visitor_id = `shopper-of-the-town-${first + n}`
      const body = JSON.stringify(this.asPage({ consent: true, visitor_id, sent_at: now, events }))
      await call(this.nights.url, `/p/${this.keys.publishable_key}/events`, '', { method: 'POST', body })
    }
    const sender = async () => {
      for (let n = next++; n < visitors; n = next++) await one(n)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, sender))
    for (let from = 0; from < orders.length; from += 1_000) {
      const body = JSON.stringify({ orders: orders.slice(from, from + 1_000) })
      await call(this.nights.url, '/v1/orders', this.keys.secret_key, { method: 'POST', body })
    }
  }

  /** Counts the waiting beacons and learns. */
  async night(): Promise<void> {
    await this.nights.night(this.keys.shop_id)
  }
}

function eventsOf(visits: ReturnType<typeof walk>['visits'], n: number, at: number): EventInput[] {
  return visits.flatMap(({ seed, shown, clicked, added }, page) => {
    const around = { placement: 'product', intent: 'complementary', seed_item_id: seed } as const
    const events: EventInput[] = []
    const tell = (name: EventInput['name'], ids: readonly string[], after: number) => {
      if (ids.length === 0) return
      const items = ids.map((item_id) => ({ item_id, index: shown.indexOf(item_id), source: 'mined' }))
      const moment = at - 60_000 + page * 10_000 + after
      events.push({ event_id: `shopper-${n}-${page}-${name}`, name, at: moment, ...around, items })
    }
    tell('rec_viewable', shown, 0)
    tell('select_item', clicked, 1_000)
    tell('add_to_cart', added, 2_000)
    return events
  })
}

/** Returns the cards of a panel: the beginning of the list, or sometimes a random order of all its items. */
export function explored(list: readonly string[], chance: () => number): readonly string[] {
  const [drawn, ...luck] = [chance() < EXPLORE, ...list.map(() => chance())]
  if (!drawn) return list.slice(0, CARDS)
  const shuffled = list.map((id, n) => [id, luck[n] ?? 0] as const).sort((a, b) => a[1] - b[1])
  return shuffled.slice(0, CARDS).map(([id]) => id)
}
