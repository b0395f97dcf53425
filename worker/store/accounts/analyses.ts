import { eq, type SQL, sql } from 'drizzle-orm'
import {
  type AccountAnalysis,
  type AccountModelRow,
  accountAnalyses,
  accountModels,
} from '../../../schema/accounts/white-space.ts'
import { jobs } from '../../../schema/jobs.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import { rowOfTable } from '../columns.ts'
import { isWaiting, newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { insertRows, upsert } from '../upsert.ts'
import { forgetEmptyAccounts } from './accounts.ts'

const shopExists = ({ shop_id }: Store) => sql`exists (select 1 from shops where shop_id = ${shop_id})`

/** How the accounts were analysed; undefined before the first time. */
export const readAccountModel = async ({ db, shop_id }: Store): Promise<AccountModelRow | undefined> =>
  await db.select().from(accountModels).where(eq(accountModels.shop_id, shop_id)).get()

/** Bytes of one statement: a shop with 20,000 accounts has 140 MB of rows, and 1,000 statements. */
const MAX_BYTES = 1_000_000

/** Writes analyses of accounts that still exist; they count from the end of the run on. */
export async function writeAnalyses(
  store: Store,
  rows: readonly Omit<AccountAnalysis, 'shop_id'>[],
): Promise<void> {
  const { d1, shop_id } = store
  const allowed = sql`exists (
    select 1 from accounts a where a.shop_id = ${shop_id} and a.account_id = json_each.value ->> 'account_id')`
  const chunks = [...jsonChunks(rows, MAX_BYTES)].map((chunk) =>
    upsert(accountAnalyses, shop_id, chunk, allowed),
  )
  if (chunks.length > 0) await batch(d1, chunks)
}

/** Ends an analysis: its model is in force, and what it has not written is deleted. */
export async function endAnalysis(store: Store, row: Omit<AccountModelRow, 'shop_id'>): Promise<void> {
  const { d1, shop_id } = store
  await batch(d1, [
    upsert(accountModels, shop_id, JSON.stringify([row]), shopExists(store)),
    sql`delete from account_analyses where shop_id = ${shop_id} and computed_at <> ${row.computed_at}`,
    ...forgetEmptyAccounts(shop_id, row.computed_at),
  ])
}

/** Condition: the shop has accounts. */
const hasAccounts = (shop_id: string): SQL => sql`exists (select 1 from accounts where shop_id = ${shop_id})`

/** Queues an analysis of a shop with accounts, unless one waits that has not begun. @returns whether it was queued */
export async function queueAnalysis(store: Store, now: number): Promise<boolean> {
  const { shop_id: _, ...job } = newJob(store, 'account', '', now)
  const { meta } = await store.db.run(
    insertRows(
      jobs,
      store.shop_id,
      JSON.stringify([job]),
      sql`${hasAccounts(store.shop_id)} and not ${isWaiting(store, 'account')} and ${shopExists(store)}`,
    ),
  )
  return meta.changes > 0
}

/** Condition for a row `g` of the analyses: it is of the run whose families are in force. */
export const isCurrent = (shop_id: string): SQL =>
  sql`g.computed_at = (select computed_at from account_models where shop_id = ${shop_id})`

/** Statement for the analysis of an account. */
export const selectAnalysis = (shop_id: string, account_id: string): SQL =>
  sql`select * from account_analyses g where g.shop_id = ${shop_id} and g.account_id = ${account_id} and ${isCurrent(shop_id)}`

/** An analysis from its row. */
export const analysisOfRow = (row: object): AccountAnalysis => rowOfTable(accountAnalyses, row)
