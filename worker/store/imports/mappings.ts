import { and, asc, eq, sql } from 'drizzle-orm'
import type { ImportKind } from '../../../schema/imports/imports.ts'
import { mappings } from '../../../schema/imports/mappings.ts'
import type { Store } from '../open.ts'
import { upsert } from '../upsert.ts'

/** A mapping as a row without its shop. */
export type MappingCells = Omit<typeof mappings.$inferSelect, 'shop_id'>

/** Writes a mapping, replacing the one of the same kind and header. */
export async function writeMapping(store: Store, cells: MappingCells): Promise<void> {
  await store.db.run(upsert(mappings, store.shop_id, JSON.stringify([cells]), sql`true`))
}

/** All mappings of the shop, or those of one kind. */
export const listMappings = async (store: Store, kind?: ImportKind): Promise<MappingCells[]> =>
  await store.db
    .select()
    .from(mappings)
    .where(and(eq(mappings.shop_id, store.shop_id), kind && eq(mappings.kind, kind)))
    .orderBy(asc(mappings.mapping_id))

/** Deletes a mapping; false when it did not exist. */
export async function deleteMapping(store: Store, mapping_id: string): Promise<boolean> {
  const here = and(eq(mappings.shop_id, store.shop_id), eq(mappings.mapping_id, mapping_id))
  return (await store.db.delete(mappings).where(here).run()).meta.changes > 0
}
