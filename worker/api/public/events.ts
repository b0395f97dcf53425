import { type Context, Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import { drawOf } from '../../../engine/numbers/draw.ts'
import {
  accepted,
  type Beacon,
  beacon,
  type Event,
  MAX_BEACON,
  type RefusedEvent,
  type StoredEvent,
} from '../../../schema/outcomes/events.ts'
import type { PageCounts } from '../../../schema/outcomes/page-days.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { sumsByName } from '../../../vocabulary/tally.ts'
import { WEEK } from '../../../vocabulary/time.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { addressOf, beyond, callerOf, isWithin, statePolicy } from '../../http/rate-limit.ts'
import { customerOf, subjectOf } from '../../ingest/identity/customer-token.ts'
import { identifierOf, visitorKey } from '../../ingest/identity/identifier.ts'
import { isOrderToken } from '../../ingest/identity/order-token.ts'
import { type ArrivedBeacon, keepBeacon } from '../../outcomes/beacons.ts'
import { unitsOf } from '../../outcomes/budget.ts'
import { countPage } from '../../outcomes/page-counter.ts'
import { type ReadBeacon, readBeacon } from '../../outcomes/read-beacon.ts'
import { notAShopper } from '../../outcomes/visitors.ts'
import { timeId } from '../../store/ids.ts'
import type { Store } from '../../store/open.ts'
import { bodyOf, checkOrigin, shopOf } from './of-page.ts'

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
async function newBeacon(
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

/** Events that arrived, and those that were refused, by the field at fault. */
function countsOf({ events, refused }: ReadBeacon): Partial<PageCounts> {
  const events_refused = sumsByName(refused.map(({ field }) => [field, 1]))
  return { events: events.length + refused.length, events_refused }
}

const refusedFor =
  (reason: 'bot' | 'prefetch') =>
  ({ event_id, name }: Event): RefusedEvent => ({
    event_id,
    name,
    field: reason,
    message:
      reason === 'bot'
        ? 'The page was opened by a crawler or a headless browser, not by a shopper.'
        : 'The page was loaded in advance, and nobody has opened it yet.',
  })

/** POST /p/{pk}/events: events of a page. Answered when they are stored or queued; counted within a minute or two. */
export const eventRoutes = new Hono<App>().post(
  '/:pk/events',
  describe(
    'Send events of shoppers',
    { status: 202, shape: accepted, what: 'The events are stored. A repeated `event_id` is counted once.' },
    'invalid_input',
    'invalid_json',
    'unknown_key',
    'forbidden_origin',
    'file_too_large',
    'too_many_events',
  ),
  describeRoute({
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: resolver(beacon) },
        'text/plain': {
          schema: { type: 'string', description: 'The same JSON: browsers send it without a preflight.' },
        },
      },
    },
  }),
  async (c) => {
    const now = Date.now()
    const pk = c.req.param('pk')
    statePolicy(c, 'events')
    if (!(await isWithin(c, 'events', callerOf(c, pk)))) {
      throw beyond(
        c,
        'events',
        'too_many_events',
        'Too many requests at once. Send fewer beacons with more events each.',
      )
    }
    const sent = readBeacon(await bodyOf(c.req.raw, MAX_BEACON), now)
    c.var.bodyIsRead?.()
    const { store, shop } = await shopOf(c.env, pk)
    checkOrigin(shop, c.req.header('Origin'))
    c.header('Cache-Control', 'no-store')
    c.header('Access-Control-Allow-Origin', '*')
    const reason = notAShopper(c.req.raw.headers)
    if (reason !== undefined) {
      const { length } = sent.events
      await countPage(store, { events: length, events_refused: { [reason]: length } }, now)
      return c.json({ refused: sent.events.map(refusedFor(reason)) }, 202)
    }
    if (sent.events.length > 0) await keepBeacon(c.env, await newBeacon(c, store, shop, sent, now))
    const { refused } = sent
    await countPage(store, countsOf(sent), now)
    return c.json(refused.length > 0 ? { refused } : {}, 202)
  },
)
