import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import {
  accepted,
  beacon,
  type Event,
  MAX_BEACON,
  type RefusedEvent,
} from '../../../schema/outcomes/events.ts'
import type { PageCounts } from '../../../schema/outcomes/page-days.ts'
import { sumsByName } from '../../../vocabulary/tally.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { beyond, callerOf, isWithin, statePolicy } from '../../http/rate-limit.ts'
import { keepBeacon } from '../../outcomes/beacons.ts'
import { countPage } from '../../outcomes/page-counter.ts'
import { type ReadBeacon, readBeacon } from '../../outcomes/read-beacon.ts'
import { notAShopper } from '../../outcomes/visitors.ts'
import { newBeacon } from './new-beacon.ts'
import { bodyOf, checkOrigin, shopOf } from './of-page.ts'

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
    const { store, shop } = await shopOf(c, pk)
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
