import { createHmac } from 'node:crypto'
import type { BeaconInput, EventInput } from '../schema/outcomes/events.ts'
import { call } from '../tools/demo-shop.ts'
import { signedId } from '../worker/auth/answer-id.ts'

/** Any answer, before it is signed. */
const ANSWER = `r_${'0'.repeat(24)}`
/** No bench is about the budget of events unless it says so. */
const NO_LIMIT = 1_000_000_000

/** Completes simulated events as the pages and the server of a shop do: with the ids of answers, and the signatures of orders. */
export type AsPage = (beacon: BeaconInput) => BeaconInput

/** Prepares a shop for simulated events. @param item_ids items that the events name, which the catalogue must have */
export async function pageOf(
  url: string,
  { MASTER_KEY }: { MASTER_KEY: string },
  { shop_id, secret_key }: { shop_id: string; secret_key: string },
  item_ids: readonly string[] = [],
): Promise<AsPage> {
  const send = (path: string, method: string, body?: object) =>
    call(url, path, secret_key, { method, ...(body && { body: JSON.stringify(body) }) })
  const { token_key } = await send('/v1/token-keys', 'POST')
  await send('/v1/settings', 'PATCH', { events_a_day: NO_LIMIT })
  const items = item_ids.map((item_id) => ({
    ...{ item_id, title: item_id },
    variants: [{ variant_id: item_id, availability: 'in_stock' }],
  }))
  if (items.length > 0) await send('/v1/items', 'PUT', { items })
  const complete = (event: EventInput): EventInput => {
    const { name, transaction_id, placement, intent = 'complementary' } = event
    if (name === 'purchase' && transaction_id !== undefined) {
      const order_token = createHmac('sha256', token_key).update(`order:${transaction_id}`).digest('hex')
      return { ...event, order_token }
    }
    if (placement === undefined) return event
    return { ...event, recommendation_id: signedId({ MASTER_KEY }, shop_id, ANSWER, { placement, intent }) }
  }
  return (beacon) => ({ ...beacon, events: beacon.events.map(complete) })
}
