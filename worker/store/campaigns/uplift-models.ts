import { sql } from 'drizzle-orm'
import { type UpliftModelRow, upliftModels } from '../../../schema/campaigns/uplift-models.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { upsert } from '../upsert.ts'

/** What campaigns have shown of contacts; undefined before the first with a control. */
export async function readUpliftModel({ shop_id, db }: Store): Promise<UpliftModelRow | undefined> {
  const [row] = await db.all<object>(sql`select * from uplift_models where shop_id = ${shop_id}`)
  return row && rowOfTable(upliftModels, row)
}

/** Stores what campaigns have shown in place of what was known before. */
export async function writeUpliftModel(
  { shop_id, db }: Store,
  row: Omit<UpliftModelRow, 'shop_id'>,
): Promise<void> {
  await db.run(
    upsert(
      upliftModels,
      shop_id,
      JSON.stringify([row]),
      sql`exists (select 1 from shops where shop_id = ${shop_id})`,
    ),
  )
}
