import type { Shop } from '../../schema/shop/shops.ts'
import type { CustomEvent } from '../../schema/triggers/custom-events.ts'
import type { TriggerRow } from '../../schema/triggers/triggers.ts'
import type { Env } from '../env.ts'
import { identifierOf } from '../ingest/identity/identifier.ts'
import { keysOfFact } from '../ingest/identity/join-people.ts'
import type { Store } from '../store/open.ts'
import { readPersons } from '../store/orders/people.ts'
import {
  type CancelledCause,
  decidedFor,
  type EventCells,
  readKnownEvents,
  writeEvents,
} from '../store/triggers/events.ts'
import { type FiringCells, writeLooked } from '../store/triggers/firings.ts'
import { readTriggersOn } from '../store/triggers/triggers.ts'
import { readCases } from './case.ts'
import { firingOf, ofType } from './causes.ts'
import { lookAgain } from './look-again.ts'
import { mergeEvents, type NamedEvent, type TakenEvents } from './merge-events.ts'

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
  const given = events.flatMap((event): NamedEvent[] => {
    const { customer_id, customer_email: email, name, key, event_id = '' } = event
    const fact = event.customer === undefined ? identifier.factOf({ customer_id, email }) : undefined
    const customer = event.customer ?? (fact ? keysOfFact(fact)[0] : undefined)
    return customer === undefined ? [] : [{ event, customer, name, key: key ?? event_id }]
  })
  // Two names of one person in a call are one customer.
  const persons = await readPersons(
    store,
    given.map(({ customer }) => customer),
  )
  const named = given.map((one) => ({ ...one, customer: persons.get(one.customer) ?? one.customer }))
  const known = await readKnownEvents(
    store,
    named.map(({ customer, name, key }) => ({ customer, name, key })),
    [...new Set(events.flatMap((event) => event.item_ids))],
  )
  const { rows, taken } = mergeEvents(named, known, now)
  const triggers = await readTriggersOn(store)
  const { firings, cancelled } = reactionsTo(rows, triggers, now)
  await writeEvents(store, rows, firings, cancelled, now)
  await withdraw(store, shop, cancelled, triggers, now)
  return { ...taken, late: new Set(firings.flatMap((one) => (one.state === 'late' ? one.cause : []))).size }
}

const CANCELLED = { state: 'cancelled', reason: 'event_cancelled', due_at: null } as const

/** What triggers do about events: the firings that they begin, and the causes that have gone. */
function reactionsTo(
  rows: readonly EventCells[],
  triggers: readonly TriggerRow[],
  now: number,
): { firings: FiringCells[]; cancelled: CancelledCause[] } {
  const firings: FiringCells[] = []
  const cancelled: CancelledCause[] = []
  for (const { trigger, on } of ofType(triggers, 'event')) {
    for (const { customer, name, key, at, cancelled_at, item_ids } of rows) {
      if (name !== on.name) continue
      const cause = `event:${name}:${key}`
      if (cancelled_at !== null) cancelled.push({ trigger_id: trigger.trigger_id, customer, cause })
      const firing =
        at === null ? undefined : firingOf(trigger, { customer, cause, caused_at: at, item_ids }, now)
      const isOver = cancelled_at !== null && firing?.state === 'waiting'
      if (firing) firings.push(isOver ? { ...firing, ...CANCELLED, done_at: now } : firing)
    }
  }
  return { firings, cancelled }
}

/** Decisions that a call withdraws itself; the job withdraws the others. */
const MAX_WITHDRAWN = 10

/** Withdraws the decisions of causes that have gone, before anybody sends them. */
async function withdraw(
  store: Store,
  shop: Shop,
  cancelled: readonly CancelledCause[],
  triggers: readonly TriggerRow[],
  now: number,
): Promise<void> {
  const decided = cancelled.length > 0 ? await decidedFor(store, cancelled, MAX_WITHDRAWN) : []
  if (decided.length === 0) return
  const byId = new Map(triggers.map((row) => [row.trigger_id, row]))
  for (const one of await readCases(store, shop, decided, byId, now)) {
    const { change, next } = await lookAgain(one)
    await writeLooked(store, [change], next ? [next] : [])
  }
}
