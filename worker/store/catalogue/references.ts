import { itemReferences } from '../../../schema/catalogue/references.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { shopStands } from '../shop/shops.ts'
import { upsert } from '../upsert.ts'

/** Notes which item each of these names means; equal ones cost nothing, and a shop that was deleted meanwhile keeps none. */
export async function writeReferences(
  store: Store,
  found: Iterable<readonly [reference: string, item_id: string]>,
): Promise<void> {
  const rows = Array.from(found, ([reference, item_id]) => ({ reference, item_id }))
  for (const chunk of jsonChunks(rows)) {
    await store.db.run(upsert(itemReferences, store.shop_id, chunk, shopStands(store)))
  }
}
