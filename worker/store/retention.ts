import { type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Actor } from '../../schema/audit.ts'
import { DAY } from '../../vocabulary/time.ts'
import { batch } from './batch.ts'
import { shapeOfTable } from './columns.ts'
import type { Store } from './open.ts'

/** Rows of a table that are past their retention. */
export type Old = { table: SQLiteTable; which: SQL }

/** Rows of a table that are deleted at a time, so that no deletion holds up the other shops of the database. */
export const SLICE = 5_000

/** Number of deleted rows by table, and whether there may be more. */
export type Deleted = { rows: Record<string, number>; isMore: boolean }

/** Deletes a slice of the old rows of each table, and counts them. */
export async function deleteOld(store: Store, old: readonly Old[], slice = SLICE): Promise<Deleted> {
  const results = await batch(
    store.d1,
    old.map(({ table, which }) => {
      const { name, primaryKey } = shapeOfTable(table)
      const keys = sql.raw(primaryKey.join(', '))
      const named = sql.identifier(name)
      return sql`delete from ${named} where (${keys}) in (
        select ${keys} from ${named} where shop_id = ${store.shop_id} and (${which}) limit ${slice})`
    }),
  )
  const rows: Record<string, number> = {}
  for (const [at, { table }] of old.entries()) {
    const deleted = results[at]?.meta.changes ?? 0
    const { name } = shapeOfTable(table)
    if (deleted > 0) rows[name] = (rows[name] ?? 0) + deleted
  }
  return { rows, isMore: results.some(({ meta }) => meta.changes >= slice) }
}

/** Who deletes, in the audit. */
export const RETENTION: Actor = { kind: 'system', id: 'retention' }

/**
 * The time by which a shop's old rows are determined: that of the clock, but no later than a day after the shop's last sweep, and before
 * its first one no later than a day after its newest write. So a clock that is wrong, also while the shop writes by it,
 * deletes a day too much with each sweep and not everything; and the rows of a shop without traffic still get old.
 */
export async function trustedTime({ db, shop_id }: Store, now: number): Promise<number> {
  const newest = (table: string, time: string, id: string) =>
    sql`(select ${sql.raw(time)} from ${sql.raw(table)} where shop_id = ${shop_id} order by ${sql.raw(id)} desc limit 1)`
  const [found] = await db.all<{ swept_at: number | null; written_at: number }>(sql`
    select (select swept_at from duties where shop_id = ${shop_id} and duty = 'sweep') as swept_at,
      max(coalesce(${newest('shops', 'created_at', 'shop_id')}, 0), coalesce(${newest('audit', 'at', 'entry_id')}, 0),
        coalesce(${newest('beacons', 'received_at', 'beacon_id')}, 0),
        coalesce(${newest('page_days', `day * ${DAY}`, 'day')}, 0),
        coalesce(${newest('imports', 'created_at', 'import_id')}, 0)) as written_at`)
  return Math.min(now, (found?.swept_at || (found?.written_at ?? 0)) + DAY)
}

/** Remembers that a sweep came up to this time. */
export async function noteSweep({ db, shop_id }: Store, trusted: number): Promise<void> {
  await db.run(sql`
    update duties set swept_at = max(swept_at, ${trusted}) where shop_id = ${shop_id} and duty = 'sweep'`)
}
