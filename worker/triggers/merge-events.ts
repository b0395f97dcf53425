import type { CustomEvent } from '../../schema/triggers/custom-events.ts'
import type { EventCells, readKnownEvents } from '../store/triggers/events.ts'

/** An event with the key of its customer and the name of its cause. */
export type NamedEvent = { event: CustomEvent; customer: string; name: string; key: string }

/** What became of the events of a call. */
export type TakenEvents = {
  stored: number
  repeated: number
  late: number
  cancelled: number
  erased: number
}

/**
 * One row for each event of a call, and how many of each kind there were. The earliest time that was ever said of an event is its time, so that a
 * repetition cannot make it younger.
 */
export function mergeEvents(
  named: readonly NamedEvent[],
  { known, erased, items }: Awaited<ReturnType<typeof readKnownEvents>>,
  now: number,
): { rows: EventCells[]; taken: Omit<TakenEvents, 'late'> } {
  const rows = new Map<string, EventCells>()
  const taken = { stored: 0, repeated: 0, cancelled: 0, erased: 0 }
  for (const [place, { event, customer, name, key }] of named.entries()) {
    if (erased.has(customer)) {
      taken.erased += 1
      continue
    }
    const id = JSON.stringify([customer, name, key])
    const before = rows.get(id)
    const time = Math.min(event.at ?? now, now)
    const knownAt = known.get(place) ?? null
    if (event.cancel) taken.cancelled += 1
    else if (knownAt !== null || (before?.at ?? null) !== null) taken.repeated += 1
    else taken.stored += 1
    const row = {
      ...{ customer, name, key, received_at: now },
      at: event.cancel ? null : earlier(time, knownAt),
      item_ids: event.item_ids.map((id) => items.get(id) ?? id),
      cancelled_at: event.cancel ? time : null,
    }
    rows.set(id, before ? merged(before, row) : row)
  }
  return { rows: [...rows.values()], taken }
}

const earlier = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b)

/** Two reports of one event: the earlier time and cancellation count. */
const merged = (a: EventCells, b: EventCells): EventCells => ({
  ...b,
  ...{ at: earlier(a.at, b.at), cancelled_at: earlier(a.cancelled_at, b.cancelled_at) },
  item_ids: a.item_ids.length > 0 ? a.item_ids : b.item_ids,
})
