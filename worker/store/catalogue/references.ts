import { itemReferences } from '../../../schema/catalogue/references.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { shopExists } from '../shop/shops.ts'
import { upsert } from '../upsert.ts'

/** Stores the item of each of these names; equal rows are not written, and a shop deleted in the meantime gets none. */
export async function writeReferences(
  store: Store,
  found: Iterable<readonly [reference: string, item_id: string]>,
): Promise<void> {
  const rows = Array.from(found, ([reference, item_id]) => ({ reference, item_id }))
  for (const chunk of jsonChunks(rows)) {
    await store.db.run(upsert(itemReferences, store.shop_id, chunk, shopExists(store)))
  }
}
