import { type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { relations } from '../../../schema/catalogue/relations.ts'
import type { WrittenDetails } from '../../../schema/customers/details.ts'
import type { ImportRow, RowError } from '../../../schema/imports/imports.ts'
import type { Tally } from '../../../schema/imports/report.ts'
import { batch } from '../batch.ts'
import type { ItemCells } from '../catalogue/item-cells.ts'
import type { ListedPrice } from '../catalogue/price-list.ts'
import { type RelationCells, restate, writeLinks } from '../catalogue/relations.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'
import { countDiffering, countNew, keysOf, upsert } from '../upsert.ts'

/** Rows to write for one bucket. */
export type Put = {
  tally: Tally
  /** Rows refused at this stage, such as relations to unknown items. */
  errors: readonly RowError[]
  /** Table of `cells`, the rows to write. */
  table?: SQLiteTable
  cells?: readonly object[]
  /** Numbers by which the shop system names orders; pages report purchases by either name. */
  order_names?: readonly { platform: string; platform_id: string; order_id: string }[]
  /** The same as `cells`, if they are items. */
  items?: readonly ItemCells[]
  /** The row of each of these items in the file, and the variants whose availability it only assumes. */
  rows?: ReadonlyMap<string, number>
  assumed?: ReadonlyMap<string, ReadonlySet<string>>
  /** Orders of which the file leaves nothing; their stored rows become `refunded`. */
  returned?: readonly string[]
  /** What a price list says of items that the catalogue has; it becomes `cells` (worker/store/catalogue/price-list.ts). */
  prices?: readonly ListedPrice[]
  /** All relations that the catalogue's own columns state for these items. */
  links?: { item_ids: readonly string[]; cells: readonly RelationCells[] }
  /** What the file says of customers; it is stored before the rows (worker/ingest/import/apply.ts). */
  details?: readonly { keys: readonly string[]; change: WrittenDetails }[]
  /** Customers whose details a trial would change, and those of them of whom nothing was known. */
  changed?: number
  added?: number
  /** What the file says about people; it is stored before the rows (worker/ingest/import/apply.ts). */
  people?: readonly { customer_id?: string; email?: string; sealed?: string }[]
  /** Items that a complete catalogue does not contain. */
  absent?: readonly string[]
}

/**
 * Applies one bucket and deletes it, in one transaction. Retries apply it only once, because every statement depends on the
 * number of buckets applied before.
 * @returns the updated import; undefined when another worker had applied the bucket, and nothing was changed
 */
export async function applyBucket(
  store: Store,
  row: ImportRow,
  bucket: number,
  put: Put,
): Promise<ImportRow | undefined> {
  const { shop_id, import_id, buckets_done } = row
  const current = sql`exists (select 1 from imports where shop_id = ${shop_id} and import_id = ${import_id}
    and status = 'applying' and buckets_done = ${buckets_done})`
  const here = sql`where shop_id = ${shop_id} and import_id = ${import_id} and ${current}`
  const statements = [
    ...writeCells(row, put, current, here),
    ...(put.changed
      ? [
          sql`update imports set written = written + ${put.changed}, added = added + ${put.added ?? 0} ${here}`,
        ]
      : []),
    ...writeOrderNames(row, put, current),
    ...markReturned(row, put, current, here),
    ...writeStated(row, put, current, here),
    ...unpublish(row, put, current, here),
  ]
  if (put.errors.length > 0) {
    statements.push(sql`
      insert into import_errors (shop_id, import_id, seq, errors)
      select ${shop_id}, ${import_id}, 1 + coalesce(max(seq), -1), ${JSON.stringify(put.errors)}
      from import_errors where shop_id = ${shop_id} and import_id = ${import_id} having ${current}`)
  }
  statements.push(sql`
    delete from import_chunks where shop_id = ${shop_id} and import_id = ${import_id} and bucket = ${bucket} and ${current}`)
  statements.push(sql`
    update imports set buckets_done = buckets_done + 1, tally = ${JSON.stringify(put.tally)},
      errors = errors + ${put.errors.length}
    ${here} returning written, unpublished`)
  const results = await batch(store.d1, statements)
  const now = results.at(-1)?.results[0]
  if (now === undefined) return undefined
  const written = Number(now.written)
  const unpublished = Number(now.unpublished)
  return { ...row, buckets_done: buckets_done + 1, tally: put.tally, written, unpublished }
}

/** Adds to the numbers of rows that an import has changed, and of those that are new. */
export const countChanged = (
  { shop_id }: Store,
  import_id: string,
  { changed = 0, added = 0 }: Pick<Put, 'changed' | 'added'>,
  condition: SQL,
): SQL => sql`
  update imports set written = written + ${changed}, added = added + ${added}
  where shop_id = ${shop_id} and import_id = ${import_id} and ${condition}`

/** Adds the number of rows that the previous statement changed (equal rows are not counted) to one of the import's counts. */
const count = (column: 'written' | 'unpublished' | 'relations_written' | 'relations_removed', here: SQL) =>
  sql`update imports set ${sql.identifier(column)} = ${sql.identifier(column)} + changes() ${here}`

function* writeCells(
  { shop_id, dry_run, kind, partial }: ImportRow,
  put: Put,
  current: SQL,
  here: SQL,
): Generator<SQL> {
  const { table, cells = [] } = put
  if (!table) return
  for (const keys of jsonChunks(cells.map((cell) => keysOf(table, cell)))) {
    yield sql`update imports set added = added + (${countNew(table, shop_id, keys)}) ${here}`
  }
  for (const rows of jsonChunks(cells)) {
    if (dry_run) {
      yield sql`update imports set written = written + (${countDiffering(table, shop_id, rows)}) ${here}`
    } else {
      // A complete catalogue confirms every item at its end; a partial one must confirm each item.
      yield upsert(table, shop_id, rows, current, kind === 'items' && partial)
      yield count('written', here)
    }
  }
  if (table === relations && !dry_run) {
    const item_ids = cells.map((cell) => String(Reflect.get(cell, 'item_id')))
    yield* restate(shop_id, item_ids, current)
  }
}

/** Names of orders, without a state: those that messages have written stay as they are. */
function* writeOrderNames(row: ImportRow, put: Put, current: SQL): Generator<SQL> {
  if (!put.order_names?.length || row.dry_run) return
  for (const names of jsonChunks(put.order_names)) {
    yield sql`
      insert into platform_records (shop_id, platform, kind, platform_id, as_of, base_at, version, target_id, state)
      select ${row.shop_id}, value ->> 'platform', 'order', value ->> 'platform_id', 0, 0, 1, value ->> 'order_id', '{}'
      from json_each(${names}) where ${current} on conflict do nothing`
  }
}

function* markReturned(row: ImportRow, put: Put, current: SQL, here: SQL): Generator<SQL> {
  if (!put.returned?.length || row.dry_run) return
  yield sql`
    update orders set status = 'refunded', as_of = ${row.created_at}
    where shop_id = ${row.shop_id} and status in ${COUNTED} and as_of <= ${row.created_at}
      and order_id in (select value from json_each(${JSON.stringify(put.returned)})) and ${current}`
  yield count('written', here)
}

function* writeStated(row: ImportRow, put: Put, current: SQL, here: SQL): Generator<SQL> {
  if (!put.links || row.dry_run) return
  const { stated, gone, restated } = writeLinks(row.shop_id, put.links.item_ids, put.links.cells, current)
  yield gone
  yield count('relations_removed', here)
  for (const statement of stated) {
    yield statement
    yield count('relations_written', here)
  }
  yield* restated
}

function* unpublish(row: ImportRow, put: Put, current: SQL, here: SQL): Generator<SQL> {
  if (!put.absent?.length || row.dry_run) return
  yield sql`
    update items set published = 0, as_of = ${row.created_at}
    where shop_id = ${row.shop_id} and published = 1 and as_of <= ${row.created_at}
      and item_id in (select value from json_each(${JSON.stringify(put.absent)})) and ${current}`
  yield count('unpublished', here)
}
