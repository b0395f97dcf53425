import { type SQL, sql } from 'drizzle-orm'
import { type SegmentRow, segments } from '../../../schema/customers/segments.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'

export const selectSegments = (shop_id: string): SQL =>
  sql`select * from segments where shop_id = ${shop_id} order by segment_id`

/** All segments of the shop, by id. */
export const readSegments = async ({ db, shop_id }: Store): Promise<SegmentRow[]> =>
  (await db.all<object>(selectSegments(shop_id))).map((row) => rowOfTable(segments, row))

/** Writes a version of a segment; false when another version is stored than the one before it. */
export async function writeSegment(
  { db, shop_id }: Store,
  row: Omit<SegmentRow, 'shop_id'>,
): Promise<boolean> {
  const { segment_id, version, name, condition, changed_at } = row
  const { meta } = await db.run(sql`
    insert into segments (shop_id, segment_id, version, name, condition, changed_at)
    select ${shop_id}, ${segment_id}, ${version}, ${name}, ${JSON.stringify(condition)}, ${changed_at}
    where coalesce((select version from segments where shop_id = ${shop_id} and segment_id = ${segment_id}), 0) = ${version - 1}
    on conflict do update set version = excluded.version, name = excluded.name, condition = excluded.condition,
      changed_at = excluded.changed_at`)
  return meta.changes > 0
}

/** Deletes a segment. */
export async function deleteSegment({ db, shop_id }: Store, segment_id: string): Promise<void> {
  await db.run(sql`delete from segments where shop_id = ${shop_id} and segment_id = ${segment_id}`)
}
