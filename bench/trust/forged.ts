import type { BeaconInput, EventInput } from '../../schema/outcomes/events.ts'

/** Most events of a beacon, and items of a panel. */
const EVENTS = 50
const ITEMS = 24

/** What a stranger takes from a public answer: the panel and its id. */
export type KnownAnswer = Required<Pick<EventInput, 'recommendation_id' | 'placement' | 'intent'>>

const beaconOf = (visitor_id: string, events: EventInput[], now: number): BeaconInput => ({
  ...{ consent: true, visitor_id, sent_at: now },
  events,
})

/**
 * Beacons of visitors who collect as many touches as are kept, and then report purchases, as many as fit into each beacon.
 * @param item_ids items of the shop
 */
export function heavyBeacons(
  answer: KnownAnswer,
  item_ids: readonly string[],
  visitors: number,
  now: number,
): BeaconInput[] {
  const shown = item_ids.slice(0, ITEMS).map((item_id, index) => ({ item_id, index, source: 'mined' }))
  return Array.from({ length: visitors }, (_, v) => {
    const visitor_id = `a-heavy-visitor-${String(v).padStart(6, '0')}`
    const touches = Array.from({ length: 9 }, (_one, n): EventInput => {
      return { event_id: `touch-${v}-${n}`, name: 'add_to_cart', at: now, ...answer, items: shown }
    })
    const purchases = (from: number) =>
      Array.from({ length: EVENTS }, (_one, n): EventInput => {
        const transaction_id = `${v}-${from + n}`
        return { event_id: `bought-${v}-${from + n}`, name: 'purchase', at: now, transaction_id, items: [] }
      })
    return [
      beaconOf(visitor_id, touches, now),
      beaconOf(visitor_id, purchases(0), now),
      beaconOf(visitor_id, purchases(EVENTS), now),
    ]
  }).flat()
}

/** Beacons in which each item, seed, source, day, answer and experiment is another one. */
export function inventedBeacons(answer: KnownAnswer, beacons: number, now: number): BeaconInput[] {
  let made = 0
  const name = () => {
    made += 1
    return `invented-${made.toString(36)}`
  }
  return Array.from({ length: beacons }, (_, b) => {
    const events = Array.from({ length: EVENTS }, (_one, n): EventInput => {
      const items = Array.from({ length: 10 }, (_two, index) => ({
        item_id: name(),
        index,
        source: name().slice(0, 20),
      }))
      const own = n % 3 === 0 ? { ...answer, recommendation_id: name() } : answer
      const more = n % 2 === 0 ? { experiment_id: name(), arm: 'a' } : {}
      const at = now - ((b + n) % 7) * 86_400_000
      return {
        event_id: `invented-${b}-${n}`,
        name: 'rec_viewable',
        at,
        ...own,
        seed_item_id: name(),
        items,
        ...more,
      }
    })
    return beaconOf(`an-inventor-${String(b).padStart(8, '0')}`, events, now)
  })
}

/** Events of a panel with the most items, as many as fit into 64 kB. */
const FULL_PANELS = 20

/** Beacons about pairs of items that the shop has, each pair another one. */
export function pairBeacons(
  answer: KnownAnswer,
  item_ids: readonly string[],
  beacons: number,
  now: number,
): BeaconInput[] {
  return Array.from({ length: beacons }, (_, b) => {
    const events = Array.from({ length: FULL_PANELS }, (_one, n): EventInput => {
      const seed_item_id = item_ids[(b * FULL_PANELS + n) % item_ids.length] ?? ''
      const items = item_ids
        .slice(n % 7, (n % 7) + ITEMS)
        .map((item_id, index) => ({ item_id, index, source: 'mined' }))
      return { event_id: `pair-${b}-${n}`, name: 'rec_viewable', at: now, ...answer, seed_item_id, items }
    })
    return beaconOf(`a-pairing-visitor-${String(b).padStart(8, '0')}`, events, now)
  })
}

/**
 * Claims on orders whose numbers are guessed, by visitors who were drawn into an arm.
 * @param carts the carts that the stranger tries, with their value in major units
 */
export function guessedClaims(
  visitors: readonly string[],
  orders: readonly string[],
  carts: readonly { item_ids: readonly string[]; value: number }[],
  before: (visitor_id: string) => EventInput[],
  now: number,
): BeaconInput[] {
  return visitors.map((visitor_id, v) => {
    const claims = orders.filter((_, n) => n % visitors.length === v).slice(0, 20)
    const events = claims.map((transaction_id, n): EventInput => {
      const { item_ids = [], value = 0 } = carts[(v + n) % carts.length] ?? {}
      const items = item_ids.map((item_id) => ({ item_id }))
      const cart = { transaction_id, items, value, currency: 'EUR' }
      return { event_id: `claim-${v}-${n}`, name: 'purchase', at: now, ...cart }
    })
    return beaconOf(visitor_id, [...before(visitor_id), ...events], now)
  })
}
