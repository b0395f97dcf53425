import type { BeaconInput, EventInput } from '../../schema/outcomes/events.ts'
import { queueFold } from '../../worker/store/outcomes/events.ts'
import { type Answer, send, type TestShop } from '../a-shop.ts'

export const ANN = 'ann-s-browser-0001'
export const BEA = 'bea-s-browser-0002'

let events = 0

/** Returns an event of a panel on a product page, with one item, at the current time. */
export const anEvent = (name: EventInput['name'], more: Partial<EventInput> = {}): EventInput => {
  events += 1
  const panel = { placement: 'product', intent: 'complementary', seed_item_id: 'tea' } as const
  const items = [{ item_id: 'mug', index: 0, source: 'mined' }]
  return {
    event_id: `event-${String(events).padStart(6, '0')}`,
    name,
    at: Date.now(),
    ...panel,
    items,
    ...more,
  }
}

/** Returns a beacon of these events, with consent if a visitor is given. */
export const aBeacon = (list: readonly EventInput[], visitor_id?: string): BeaconInput => ({
  consent: visitor_id !== undefined,
  ...(visitor_id !== undefined && { visitor_id }),
  sent_at: Date.now(),
  events: [...list],
})

/** Sends a beacon as a page does. */
export const report = (
  shop: TestShop,
  body: BeaconInput | string,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  send(`/p/${shop.pk}/events`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'Content-Type': 'text/plain', ...headers },
  })

/** Counts all waiting beacons, as the cron does every minute. */
export async function count(shop: TestShop): Promise<void> {
  await queueFold(shop.store, Date.now())
  await shop.settle()
}
