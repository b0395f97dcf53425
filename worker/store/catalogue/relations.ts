import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { type Relation, relations } from '../../../schema/catalogue/relations.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { insertRows, upsert } from '../upsert.ts'

/** A relation as a row without its shop. */
export type RelationCells = Omit<typeof relations.$inferSelect, 'shop_id'>

/** Fills in the default values of fields that the API leaves out. */
export const relationCells = (relation: Relation, from_catalogue = false): RelationCells => ({
  ...relation,
  start_at: relation.start_at ?? null,
  end_at: relation.end_at ?? null,
  from_catalogue,
})

/** Maximum relations in an item's row of `stated_relations`: under 1 MB with the longest ids; D1 takes 2 MB. */
const MAX_STATED = 5_000

/**
 * Statements that update the rows of `stated_relations` of these items from their relations. They belong in the transaction that
 * changes the relations, after the change.
 * @param allowed condition for all of them
 */
export function restate(shop_id: string, item_ids: Iterable<string>, allowed: SQL): SQL[] {
  return Array.from(jsonChunks(new Set(item_ids)), (ids) => {
    const ownRelations = sql`from relations where shop_id = ${shop_id} and item_id = c.value`
    return [
      sql`
        insert into stated_relations (shop_id, item_id, relations)
        select ${shop_id}, c.value, (
          select json_group_array(json_array(related_item_id, relationship_type, position, start_at, end_at))
          from (select * ${ownRelations} limit ${MAX_STATED}))
        from json_each(${ids}) c where exists (select 1 ${ownRelations}) and ${allowed}
        on conflict do update set relations = excluded.relations
        where stated_relations.relations is not excluded.relations`,
      sql`
        delete from stated_relations where shop_id = ${shop_id} and item_id in (
          select c.value from json_each(${ids}) c where not exists (select 1 ${ownRelations})) and ${allowed}`,
    ]
  }).flat()
}

/** Writes relations that are new or differ; returns the number written. */
export async function writeRelations(store: Store, cells: readonly RelationCells[]): Promise<number> {
  let written = 0
  for (const rows of jsonChunks(cells)) {
    const item_ids = JSON.parse(rows).map(({ item_id }: RelationCells) => item_id)
    const [upserted] = await batch(store.d1, [
      upsert(relations, store.shop_id, rows, sql`true`),
      ...restate(store.shop_id, item_ids, sql`true`),
    ])
    written += upserted?.meta.changes ?? 0
  }
  return written
}

/**
 * Statements that make the catalogue's relations of these items equal to those given: `gone` deletes the others, `stated` writes
 * the new ones, and `restated` comes after both. Relations from other sources stay, and take precedence over the catalogue's.
 * @param allowed condition for all of them
 */
export function writeLinks(
  shop_id: string,
  item_ids: readonly string[],
  cells: readonly RelationCells[],
  allowed: SQL,
): { gone: SQL; stated: SQL[]; restated: SQL[] } {
  const keys = cells.map((cell) => [cell.item_id, cell.related_item_id, cell.relationship_type])
  const gone = sql`
    delete from relations where shop_id = ${shop_id} and from_catalogue = 1
      and item_id in (select value from json_each(${JSON.stringify(item_ids)}))
      and (item_id, related_item_id, relationship_type) not in (
        select value ->> 0, value ->> 1, value ->> 2 from json_each(${JSON.stringify(keys)}))
      and ${allowed}`
  const stated = [...jsonChunks(cells)].map(
    (rows) => sql`
      ${insertRows(relations, shop_id, rows, allowed)}
      on conflict do update set position = excluded.position
      where relations.from_catalogue = 1 and relations.position <> excluded.position`,
  )
  return { gone, stated, restated: restate(shop_id, item_ids, allowed) }
}

/** Makes the catalogue's relations of these items equal to those given, in one transaction. */
export async function replaceLinks(
  store: Store,
  item_ids: readonly string[],
  cells: readonly RelationCells[],
): Promise<void> {
  const { gone, stated, restated } = writeLinks(store.shop_id, item_ids, cells, sql`true`)
  await batch(store.d1, [gone, ...stated, ...restated])
}

/** Deletes one relation; false when it did not exist. */
export async function deleteRelation(
  store: Store,
  key: Pick<Relation, 'item_id' | 'related_item_id' | 'relationship_type'>,
): Promise<boolean> {
  const deletion = store.db
    .delete(relations)
    .where(
      and(
        eq(relations.shop_id, store.shop_id),
        eq(relations.item_id, key.item_id),
        eq(relations.related_item_id, key.related_item_id),
        eq(relations.relationship_type, key.relationship_type),
      ),
    )
  const [deleted] = await batch(store.d1, [deletion, ...restate(store.shop_id, [key.item_id], sql`true`)])
  return (deleted?.meta.changes ?? 0) > 0
}

/** A page of relations, by item, related item and type. @param item_id only those of this item; undefined for all */
export const listRelations = async (
  store: Store,
  after: readonly [string, string, string],
  limit: number,
  item_id?: string,
) =>
  await store.db
    .select()
    .from(relations)
    .where(
      and(
        eq(relations.shop_id, store.shop_id),
        ...(item_id === undefined ? [] : [eq(relations.item_id, item_id)]),
        gt(
          sql`(${relations.item_id}, ${relations.related_item_id}, ${relations.relationship_type})`,
          sql`(${after[0]}, ${after[1]}, ${after[2]})`,
        ),
      ),
    )
    .orderBy(asc(relations.item_id), asc(relations.related_item_id), asc(relations.relationship_type))
    .limit(limit)
