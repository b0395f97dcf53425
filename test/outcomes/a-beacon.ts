import type { BeaconInput, EventInput } from '../../schema/outcomes/events.ts'
import { queueFold } from '../../worker/store/outcomes/events.ts'
import { type Answer, send, type TestShop } from '../a-shop.ts'

export const ANN = 'ann-s-browser-0001'
export const BEA = 'bea-s-browser-0002'

let events = 0

/** An event of a product page's panel, one item, now. */
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

/** A beacon of these events, with consent when a visitor is named. */
export const aBeacon = (list: readonly EventInput[], visitor_id?: string): BeaconInput => ({
  consent: visitor_id !== undefined,
  ...(visitor_id !== undefined && { visitor_id }),
  sent_at: Date.now(),
  events: [...list],
})

/** Sends it as a page does. */
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

/** What the minute brings: everything that waits is counted. */
export async function count(shop: TestShop): Promise<void> {
  await queueFold(shop.store, Date.now())
  await shop.settle()
}
