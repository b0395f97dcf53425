import { dice } from '../../demo/shop/orders/random.ts'
import type { BeaconInput, EventInput } from '../../schema/outcomes/events.ts'

const NAMES = [
  'view_item_list',
  'rec_viewable',
  'select_item',
  'add_to_cart',
  'rec_dismissed',
  'purchase',
] as const
const EVENTS_A_BEACON = 50

/**
 * Forged beacons of visitors: views, clicks, carts and dismissals of pairs that a forger wants to move, and
 * purchases that claim the shop's own order numbers, with carts that are guessed.
 * @param recommendation_id id of an answer that the shop gave for a product page
 * @param pairs seed and item that each visitor pushes or talks down, one after the other
 */
export function forgedBeacons(
  visitors: number,
  events: number,
  pairs: readonly (readonly [seed: string, item: string])[],
  orders: readonly string[],
  now: number,
  recommendation_id: string,
): BeaconInput[] {
  const { below } = dice(1)
  const week = 6.9 * 86_400_000
  return Array.from({ length: Math.ceil(events / EVENTS_A_BEACON) }, (_, n) => {
    const list = Array.from({ length: EVENTS_A_BEACON }, (_one, k): EventInput => {
      const [seed_item_id = '', item_id = ''] = pairs[below(pairs.length)] ?? []
      const name = NAMES[below(NAMES.length)] ?? 'select_item'
      const items = [{ item_id, index: below(4), source: 'mined' }]
      const at = now - below(week)
      const cart = {
        transaction_id: orders[below(orders.length)] ?? 'none',
        items: [{ item_id: seed_item_id }, { item_id }],
      }
      const panel = {
        placement: 'product',
        intent: 'complementary',
        recommendation_id,
        seed_item_id,
        items,
      } as const
      return { event_id: `forged-${n}-${k}`, name, at, ...(name === 'purchase' ? cart : panel) }
    })
    const visitor_id = `a-forger-of-events-${n % visitors}`
    return { consent: true, visitor_id, sent_at: now, events: list }
  })
}
