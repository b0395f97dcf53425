import type { Shop } from '../../schema/shop/shops.ts'
import type { CustomEvent } from '../../schema/triggers/custom-events.ts'
import type { Env } from '../env.ts'
import { identifierOf } from '../ingest/identity/identifier.ts'
import { keysOfFact } from '../ingest/identity/join-people.ts'
import type { Store } from '../store/open.ts'
import { type EventCells, readKnownEvents, writeEvents } from '../store/triggers/events.ts'
import { readTriggersOn } from '../store/triggers/triggers.ts'
import { firingOf, ofType } from './causes.ts'

/** What became of the events of a call. */
export type TakenEvents = {
  stored: number
  repeated: number
  late: number
  cancelled: number
  erased: number
}

/**
 * Stores events that the merchant posted, with what triggers do about them. Nobody who was erased becomes known again.
 * @param now UTC milliseconds; an event of a later time counts as one of now
 */
export async function takeEvents(
  env: Env,
  store: Store,
  shop: Shop,
  events: readonly CustomEvent[],
  now: number,
): Promise<TakenEvents> {
  const identifier = await identifierOf(env, shop)
  const named = events.flatMap((event) => {
    const { customer_id, customer_email: email, name, key, event_id = '' } = event
    const fact = event.customer === undefined ? identifier.factOf({ customer_id, email }) : undefined
    const customer = event.customer ?? (fact ? keysOfFact(fact)[0] : undefined)
    return customer === undefined ? [] : [{ event, customer, name, key: key ?? event_id }]
  })
  const item_ids = [...new Set(events.flatMap((event) => event.item_ids))]
  const { known, erased, items } = await readKnownEvents(
    store,
    named.map(({ customer, name, key }) => ({ customer, name, key })),
    item_ids,
  )
  const rows = new Map<string, EventCells>()
  const taken = { stored: 0, repeated: 0, late: 0, cancelled: 0, erased: 0 }
  for (const [at, { event, customer, name, key }] of named.entries()) {
    if (erased.has(customer)) {
      taken.erased += 1
      continue
    }
    const place = JSON.stringify([customer, name, key])
    const before = rows.get(place)
    const time = Math.min(event.at ?? now, now)
    if (event.cancel) taken.cancelled += 1
    else if (known.has(at) || (before?.at ?? null) !== null) taken.repeated += 1
    else taken.stored += 1
    rows.set(
      place,
      merged(before, {
        ...{ customer, name, key, received_at: now, at: event.cancel ? null : time },
        item_ids: event.item_ids.map((id) => items.get(id) ?? id),
        cancelled_at: event.cancel ? time : null,
      }),
    )
  }
  const listening = ofType(await readTriggersOn(store), 'event')
  const all = [...rows.values()]
  const causes = all.flatMap((row) =>
    listening.flatMap(({ trigger, on }) =>
      on.name === row.name ? [{ row, trigger, cause: causeOf(row) }] : [],
    ),
  )
  const firings = causes.flatMap(
    ({ row: { customer, at, cancelled_at, item_ids: about }, trigger, cause }) => {
      if (at === null) return []
      const firing = firingOf(trigger, { customer, cause, caused_at: at, item_ids: about }, now)
      if (!firing) return []
      return [
        cancelled_at === null || firing.state === 'late' ? firing : { ...firing, ...CANCELLED, done_at: now },
      ]
    },
  )
  const ends = causes.flatMap(({ row: { customer, cancelled_at }, trigger: { trigger_id }, cause }) =>
    cancelled_at === null ? [] : [{ trigger_id, customer, cause }],
  )
  await writeEvents(store, all, firings, ends, now)
  return { ...taken, late: new Set(firings.flatMap((one) => (one.state === 'late' ? one.cause : []))).size }
}

const CANCELLED = { state: 'cancelled', reason: 'event_cancelled', due_at: null } as const

const causeOf = ({ name, key }: Pick<EventCells, 'name' | 'key'>): string => `event:${name}:${key}`

/** Two reports of one event: the earlier time and cancellation count. */
function merged(a: EventCells | undefined, b: EventCells): EventCells {
  if (!a) return b
  const first = (x: number | null, y: number | null) => (x === null ? y : y === null ? x : Math.min(x, y))
  return {
    ...b,
    ...{ at: first(a.at, b.at), cancelled_at: first(a.cancelled_at, b.cancelled_at) },
    item_ids: a.item_ids.length > 0 ? a.item_ids : b.item_ids,
  }
}
