import { sql } from 'drizzle-orm'
import { type CustomEventRow, customEvents } from '../../../schema/triggers/custom-events.ts'
import { type FiringRow, triggerFirings } from '../../../schema/triggers/firings.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import { erasedAmong } from '../orders/privacy.ts'
import { rowsOf } from '../serving/rows.ts'
import { insertRows } from '../upsert.ts'
import { addFirings, type FiringCells } from './firings.ts'

export type EventCells = Omit<CustomEventRow, 'shop_id'>

/** What names an event. */
export type EventName = Pick<CustomEventRow, 'customer' | 'name' | 'key'>

/** When these events happened as far as they are known, by place and under any key of the person; the erased keys, and the items of these ids. */
export async function readKnownEvents(
  store: Store,
  events: readonly EventName[],
  item_ids: readonly string[],
): Promise<{ known: Map<number, number>; erased: Set<string>; items: Map<string, string> }> {
  const { shop_id, d1 } = store
  const [known, erased, items] = await batch(d1, [
    sql`select g.key as place, min(e.at) as at from json_each(${JSON.stringify(events)}) g
      cross join json_each(${keysOfOne(sql`${shop_id}`, sql`g.value ->> 'customer'`)}) k
      cross join custom_events e on e.shop_id = ${shop_id} and e.customer = k.value
        and e.name = g.value ->> 'name' and e.key = g.value ->> 'key'
      where e.at is not null group by 1`,
    erasedAmong(store, [...new Set(events.map(({ customer }) => customer))]),
    sql`select g.value as id, r.item_id from json_each(${JSON.stringify(item_ids)}) g
      cross join item_references r on r.shop_id = ${shop_id} and r.reference = 'i:' || g.value`,
  ])
  return {
    known: new Map(rowsOf<{ place: number; at: number }>(known).map(({ place, at }) => [place, at])),
    erased: new Set(rowsOf<{ customer: string }>(erased).map(({ customer }) => customer)),
    items: new Map(rowsOf<{ id: string; item_id: string }>(items).map(({ id, item_id }) => [id, item_id])),
  }
}

/** The firings of these causes that have a decision, under any key of the person. */
export async function decidedFor(
  { shop_id, db }: Store,
  causes: readonly CancelledCause[],
  limit: number,
): Promise<FiringRow[]> {
  const rows = await db.all<object>(sql`
    select f.* from json_each(${JSON.stringify(causes)}) c
    cross join json_each(${keysOfOne(sql`${shop_id}`, sql`c.value ->> 'customer'`)}) k
    cross join trigger_firings f on f.shop_id = ${shop_id} and f.trigger_id = c.value ->> 'trigger_id'
      and f.customer = k.value and f.cause = c.value ->> 'cause'
    where f.state = 'decided' limit ${limit}`)
  return rows.map((row) => rowOfTable(triggerFirings, row))
}

/** What a cancellation ends: the firings of these triggers for the cause of the event. */
export type CancelledCause = { trigger_id: string; customer: string; cause: string }

/**
 * Stores events with their firings in one transaction. Of two rows of one event the earlier time and cancellation count, so that it does
 * not matter in which order they arrive. Firings whose event is cancelled already are cancelled from the beginning.
 */
export async function writeEvents(
  { shop_id, d1 }: Store,
  events: readonly EventCells[],
  firings: readonly FiringCells[],
  cancelled: readonly CancelledCause[],
  now: number,
): Promise<void> {
  if (events.length === 0) return
  const isHere = sql`not exists (
    select 1 from erasures e where e.shop_id = ${shop_id} and e.customer = json_each.value ->> 'customer')`
  const of = sql`f.shop_id = ${shop_id} and f.trigger_id = c.value ->> 'trigger_id' and f.cause = c.value ->> 'cause'
    and f.customer in (select value from json_each(${keysOfOne(sql`${shop_id}`, sql`c.value ->> 'customer'`)}))`
  const causes = sql`json_each(${JSON.stringify(cancelled)}) c`
  await batch(d1, [
    ...[...jsonChunks(events)].map(
      (chunk) => sql`${insertRows(customEvents, shop_id, chunk, isHere)}
        on conflict do update set at = min(coalesce(at, excluded.at), coalesce(excluded.at, at)),
          item_ids = iif(item_ids = '[]', excluded.item_ids, item_ids),
          cancelled_at = min(coalesce(cancelled_at, excluded.cancelled_at), coalesce(excluded.cancelled_at, cancelled_at))
        where at is null or excluded.at < at or (item_ids = '[]' and excluded.item_ids <> '[]')
          or (excluded.cancelled_at is not null and cancelled_at is null)`,
    ),
    ...addFirings(shop_id, firings),
    ...(cancelled.length > 0
      ? [
          sql`update trigger_firings as f set state = 'cancelled', reason = 'event_cancelled', due_at = null, done_at = ${now}
            from ${causes} where ${of} and f.state = 'waiting'`,
          // A decision that was not delivered yet is withdrawn by the job.
          sql`update trigger_firings as f set due_at = ${now} from ${causes} where ${of} and f.state = 'decided'`,
        ]
      : []),
  ])
}
