import { dice } from '../../demo/shop/orders/random.ts'
import type { BeaconInput, EventInput } from '../../schema/outcomes/events.ts'

const NAMES = ['view_item_list', 'rec_viewable', 'select_item', 'add_to_cart', 'rec_dismissed'] as const
const COLUMN = {
  view_item_list: 'shown',
  rec_viewable: 'seen',
  select_item: 'clicked',
  add_to_cart: 'added',
  rec_dismissed: 'dismissed',
} as const
const ITEMS = 50
/** The items that the flood is about. */
export const SOAK_ITEMS: readonly string[] = Array.from({ length: ITEMS }, (_, n) => `item-${n}`)
const VISITORS = 2_000

/** The beacons of a shop in order of arrival, and the expected counts if each event counts once. */
export type Flood = {
  beacons: BeaconInput[]
  /** Events sent, repeats included. */
  sent: number
  /** By item and column. */
  counts: Map<string, number>
}

/**
 * Distinct events in beacons of 50, of which one in ten is sent twice and one in twenty events is in a later beacon
 * again; all of it shuffled.
 */
export function floodOf(events: number, seed: number, now: number): Flood {
  const { chance, below } = dice(seed)
  const counts = new Map<string, number>()
  const distinct = Array.from({ length: events }, (_, n): EventInput => {
    const name = NAMES[below(NAMES.length)] ?? 'select_item'
    const item_id = `item-${below(ITEMS)}`
    const key = `${item_id} ${COLUMN[name]}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    const at = now - below(3_600_000)
    const items = [{ item_id, index: 0, source: 'mined' }]
    return { event_id: `soak-${seed}-${n}`, name, at, placement: 'product', intent: 'complementary', items }
  })
  const beacons: BeaconInput[] = []
  for (let from = 0; from < events; from += 47) {
    const again = Array.from({ length: 3 }, () => distinct[below(Math.max(1, from))]).flatMap(
      (one) => one ?? [],
    )
    const consent = chance() < 0.5
    const beacon = {
      consent,
      ...(consent && { visitor_id: `visitor-of-the-soak-${below(VISITORS)}` }),
      sent_at: now,
      events: [...distinct.slice(from, from + 47), ...again],
    }
    beacons.push(beacon, ...(chance() < 0.1 ? [beacon] : []))
  }
  const shuffled = beacons.map((beacon) => ({ beacon, place: chance() })).sort((a, b) => a.place - b.place)
  const sent = beacons.reduce((sum, beacon) => sum + beacon.events.length, 0)
  return { beacons: shuffled.map(({ beacon }) => beacon), sent, counts }
}
