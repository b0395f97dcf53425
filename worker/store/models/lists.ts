import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { type Companion, type List, lists } from '../../../schema/models/lists.ts'
import { slots } from '../../../schema/models/models.ts'
import { BEST_SELLERS_KEY } from '../../../vocabulary/lists.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { STEP_BYTES, withinBytes } from '../pages.ts'
import { upsert } from '../upsert.ts'

/** A page of the lists that are served, by kind and key: at most `limit`, and fewer when they are large. */
export async function listLists(store: Store, after: readonly [string, string], limit: number) {
  const where = and(
    eq(lists.shop_id, store.shop_id),
    eq(
      lists.slot,
      store.db.select({ slot: slots.live_slot }).from(slots).where(eq(slots.shop_id, store.shop_id)),
    ),
    gt(sql`(${lists.kind}, ${lists.key})`, sql`(${after[0]}, ${after[1]})`),
  )
  return await store.db
    .select({
      kind: lists.kind,
      key: lists.key,
      seed_orders: lists.seed_orders,
      companions: lists.companions,
      tails: lists.tails,
    })
    .from(lists)
    .where(
      and(where, withinBytes(lists, { keys: [lists.kind, lists.key], where, limit, most_bytes: STEP_BYTES })),
    )
    .orderBy(asc(lists.kind), asc(lists.key))
}

/** The slot that serves, or the one that is being written. */
export type Which = 'live' | 'idle'

const slotOf = (which: Which) => sql.raw(which === 'live' ? 'sl.live_slot' : '1 - sl.live_slot')

/** The lists of these items, as far as they exist. */
export async function readLists(
  store: Store,
  item_ids: readonly string[],
  which: Which = 'live',
): Promise<List[]> {
  const found: List[] = []
  for (let from = 0; from < item_ids.length; from += READ_SIZE) {
    const ids = JSON.stringify(item_ids.slice(from, from + READ_SIZE))
    const rows = await store.db.all<{ key: string; seed_orders: number; companions: string }>(sql`
      select l.key, l.seed_orders, l.companions from json_each(${ids}) c
      cross join slots sl on sl.shop_id = ${store.shop_id}
      cross join lists l on l.shop_id = sl.shop_id and l.slot = ${slotOf(which)} and l.kind = 'item' and l.key = c.value`)
    found.push(
      ...rows.map(({ key, seed_orders, companions }) => ({
        kind: 'item' as const,
        key,
        seed_orders,
        companions: JSON.parse(companions),
        tails: {},
      })),
    )
  }
  return found
}

/** The best sellers of a model; [] when there is none. */
export async function readBestSellers(store: Store, which: Which = 'live'): Promise<Companion[]> {
  const row = await store.db.get<{ companions: string }>(sql`
    select l.companions from slots sl cross join lists l on l.shop_id = sl.shop_id and l.slot = ${slotOf(which)}
      and l.kind = 'shop' and l.key = ${BEST_SELLERS_KEY}
    where sl.shop_id = ${store.shop_id}`)
  return row ? JSON.parse(row.companions) : []
}

/** Lists per read, about 1 MB. */
const READ_SIZE = 200

/** The model that is being written, and the slot that served when the lease was taken. */
export type SlotLease = { model: string; live_slot: number }

const hasLease = (store: Store, { model, live_slot }: SlotLease) =>
  sql`exists (select 1 from slots where shop_id = ${store.shop_id} and building = ${model} and live_slot = ${live_slot})`

/**
 * Takes the idle slot for a model; its previous contents may be overwritten from now on. A shop runs one job of the lane `mining`
 * at a time, so an existing lease belongs to a worker that died.
 */
export async function takeSlot(store: Store, model: string): Promise<SlotLease> {
  const taken = await store.db
    .update(slots)
    .set({ building: model, idle_model: '' })
    .where(eq(slots.shop_id, store.shop_id))
    .returning({ live_slot: slots.live_slot })
  return { model, live_slot: taken[0]?.live_slot ?? 0 }
}

/** Bytes per statement: all lists of 50,000 items must be written with 1,000 statements. */
const LIST_BYTES = 1_000_000

/** Numbers of rows written and deleted in the idle slot. */
export type Written = { written: number; deleted: number }

/**
 * Writes lists that differ into the idle slot, and deletes stored lists between them; without the lease, nothing.
 * @param rows lists of one kind, in the order of their keys
 * @param after last key of the previous call, undefined for the first call of the kind
 * @param last true for the last call of the kind: stored lists after the last key are deleted, too
 */
export async function writeLists(
  store: Store,
  lease: SlotLease,
  kind: List['kind'],
  rows: readonly List[],
  after: string | undefined,
  last: boolean,
): Promise<Written> {
  const idle = 1 - lease.live_slot
  const done: Written = { written: 0, deleted: 0 }
  let from = after
  const chunks = [
    ...jsonChunks(
      rows.map((row) => ({ ...row, slot: idle })),
      LIST_BYTES,
    ),
  ]
  for (const [at, chunk] of (chunks.length > 0 ? chunks : ['[]']).entries()) {
    const keys = JSON.parse(chunk).map((row: List) => row.key)
    const end: string | undefined = keys.at(-1)
    const final = last && at >= chunks.length - 1
    const vanished = sql`
      delete from lists where shop_id = ${store.shop_id} and slot = ${idle} and kind = ${kind}
      ${from === undefined ? sql`` : sql`and key > ${from}`} ${final || end === undefined ? sql`` : sql`and key <= ${end}`}
      and key not in (select value from json_each(${JSON.stringify(keys)})) and ${hasLease(store, lease)}`
    const [written, deleted] = await batch(store.d1, [
      upsert(lists, store.shop_id, chunk, hasLease(store, lease)),
      vanished,
    ])
    done.written += written?.meta.changes ?? 0
    done.deleted += deleted?.meta.changes ?? 0
    from = end ?? from
  }
  return done
}
