import type { Context } from 'hono'
import { drawOf } from '../../../engine/numbers/draw.ts'
import type { Beacon, Event, StoredEvent } from '../../../schema/outcomes/events.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { WEEK } from '../../../vocabulary/time.ts'
import type { App } from '../../http/app.ts'
import { addressOf } from '../../http/rate-limit.ts'
import { customerOf, subjectOf } from '../../ingest/identity/customer-token.ts'
import { identifierOf, visitorKey } from '../../ingest/identity/identifier.ts'
import { isOrderToken } from '../../ingest/identity/order-token.ts'
import type { ArrivedBeacon } from '../../outcomes/beacons.ts'
import { unitsOf } from '../../outcomes/budget.ts'
import { timeId } from '../../store/ids.ts'
import type { Store } from '../../store/open.ts'

/** Identities for the draw: the browser's id, undefined without consent, and the signed-in customer if the token is valid. */
type Drawing = { visitor: string | undefined; customer: string | undefined }

/**
 * The event with the server's time, because browser clocks may be wrong; without consent it contains nothing that identifies a
 * visitor.
 */
function storedEvent(
  event: Event,
  sent_at: number,
  now: number,
  { visitor, customer }: Drawing,
): StoredEvent {
  const { experiment_id, arm, explore, order_token: _, ...plain } = event
  const at = Math.min(now, Math.max(now - WEEK, now - (sent_at - event.at)))
  const dated = { ...plain, at, claimed_at: event.at }
  if (visitor === undefined) return dated
  return {
    ...dated,
    ...(explore !== undefined && { explore }),
    ...(experiment_id !== undefined &&
      arm !== undefined && {
        experiment_id,
        arm,
        draw: drawOf(experiment_id, visitor),
        ...(customer && { customer_draw: drawOf(experiment_id, customer) }),
      }),
  }
}

/** Orders of a beacon whose signature is looked at: a page reports one. */
const MAX_SIGNED = 5

/** Ids of the events that report a purchase with the signature of the shop's server. */
async function provedBy(env: App['Bindings'], store: Store, events: readonly Event[]): Promise<Set<string>> {
  const signed = events.filter(({ name, order_token }) => name === 'purchase' && order_token !== undefined)
  const proved = new Set<string>()
  for (const { event_id, transaction_id = '', order_token = '' } of signed.slice(0, MAX_SIGNED)) {
    if (await isOrderToken(env, store, transaction_id, order_token)) proved.add(event_id)
  }
  return proved
}

/** The beacon as it is stored. */
export async function newBeacon(
  c: Context<App>,
  store: Store,
  shop: Shop,
  sent: Beacon,
  now: number,
): Promise<ArrivedBeacon> {
  const agreed = sent.consent && c.req.header('Sec-GPC') !== '1'
  const visitor_id = agreed ? sent.visitor_id : undefined
  const token = visitor_id === undefined ? undefined : sent.customer_token
  const people = await identifierOf(c.env, shop)
  const customer = token === undefined ? null : await customerOf(c.env, store, people, token, now)
  const isKnown = token !== undefined && customer !== null
  const drawing = { visitor: visitor_id, customer: isKnown ? subjectOf(token) : undefined }
  const proved = visitor_id === undefined ? new Set() : await provedBy(c.env, store, sent.events)
  const visitor = visitor_id === undefined ? null : (visitorKey(people, visitor_id) ?? null)
  const events = sent.events.map((event) => ({
    ...storedEvent(event, sent.sent_at, now, drawing),
    ...(proved.has(event.event_id) && { proof: 'order_token' as const }),
  }))
  const address = addressOf(c)
  return {
    shop_id: shop.shop_id,
    beacon_id: timeId('b', now),
    received_at: now,
    visitor,
    customer,
    network: visitor === null || address === '' ? null : people.byNetwork(address),
    events,
    units: unitsOf(events, JSON.stringify(events).length),
    // All beacons of a visitor, or none: who was assigned to an arm must also be seen buying.
    draw: visitor === null ? Math.random() : drawOf('kept', visitor),
  }
}
