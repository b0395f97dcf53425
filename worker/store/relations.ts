import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { type Relation, relations } from '../../schema/relations.ts'
import { jsonChunks } from './chunks.ts'
import type { Store } from './open.ts'
import { upsert } from './upsert.ts'

/** A statement as a row without its shop. */
export type RelationCells = Omit<typeof relations.$inferSelect, 'shop_id'>

/** Fills what the wire leaves out. */
export const relationCells = (relation: Relation): RelationCells => ({
  ...relation,
  start_at: relation.start_at ?? null,
  end_at: relation.end_at ?? null,
})

/** Writes the relations that are new or differ; returns how many. */
export async function writeRelations(store: Store, cells: readonly RelationCells[]): Promise<number> {
  let written = 0
  for (const rows of jsonChunks(cells)) {
    const { meta } = await store.db.run(upsert(relations, store.shop_id, rows, sql`true`))
    written += meta.changes
  }
  return written
}

/** Deletes one statement; false when there was none. */
export async function deleteRelation(
  store: Store,
  key: Pick<Relation, 'item_id' | 'related_item_id' | 'relationship_type'>,
): Promise<boolean> {
  const { meta } = await store.db
    .delete(relations)
    .where(
      and(
        eq(relations.shop_id, store.shop_id),
        eq(relations.item_id, key.item_id),
        eq(relations.related_item_id, key.related_item_id),
        eq(relations.relationship_type, key.relationship_type),
      ),
    )
    .run()
  return meta.changes === 1
}

/** A page of statements, by item, related item and type. */
export const listRelations = async (store: Store, after: readonly [string, string, string], limit: number) =>
  await store.db
    .select()
    .from(relations)
    .where(
      and(
        eq(relations.shop_id, store.shop_id),
        gt(
          sql`(${relations.item_id}, ${relations.related_item_id}, ${relations.relationship_type})`,
          sql`(${after[0]}, ${after[1]}, ${after[2]})`,
        ),
      ),
    )
    .orderBy(asc(relations.item_id), asc(relations.related_item_id), asc(relations.relationship_type))
    .limit(limit)
