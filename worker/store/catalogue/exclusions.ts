import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { type Exclusion, exclusions } from '../../../schema/catalogue/exclusions.ts'
import { items } from '../../../schema/catalogue/items.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { insertRows } from '../upsert.ts'

/** Most exclusions of a shop; a catalogue with more needs its own `published`. */
export const MAX_EXCLUSIONS = 20_000

/** An exclusion without its shop. */
export type ExclusionCells = Omit<Exclusion, 'shop_id'>

const ofShop = ({ shop_id }: Store) => eq(exclusions.shop_id, shop_id)

/** A page of exclusions with the titles of their items, by item. */
export const listExclusions = async (
  store: Store,
  after: string,
  limit: number,
  { status, item_id }: { status?: Exclusion['status'] | undefined; item_id?: string | undefined } = {},
): Promise<(ExclusionCells & { title: string | null })[]> =>
  await store.db
    .select({
      item_id: exclusions.item_id,
      title: items.title,
      status: exclusions.status,
      signals: exclusions.signals,
      at: exclusions.at,
    })
    .from(exclusions)
    .leftJoin(items, and(eq(items.shop_id, exclusions.shop_id), eq(items.item_id, exclusions.item_id)))
    .where(
      and(
        ofShop(store),
        gt(exclusions.item_id, after),
        status && eq(exclusions.status, status),
        item_id === undefined ? undefined : eq(exclusions.item_id, item_id),
      ),
    )
    .orderBy(asc(exclusions.item_id))
    .limit(limit)

/** Every exclusion of a shop, by item. */
export const allExclusions = async (store: Store): Promise<Map<string, Exclusion['status']>> => {
  const rows = await store.db
    .select({ item_id: exclusions.item_id, status: exclusions.status })
    .from(exclusions)
    .where(ofShop(store))
    .limit(MAX_EXCLUSIONS)
  return new Map(rows.map(({ item_id, status }) => [item_id, status]))
}

/** Number of items that runs have found to be no goods and the merchant has not decided about. */
export const countFound = async (store: Store): Promise<number> =>
  await store.db.$count(exclusions, and(ofShop(store), eq(exclusions.status, 'found')))

/** Number of all exclusions. */
export const countExclusions = async (store: Store): Promise<number> =>
  await store.db.$count(exclusions, ofShop(store))

/** Stores the merchant's decisions. What a run has found about the items is kept. */
export async function decideExclusions(
  store: Store,
  decided: readonly Pick<Exclusion, 'item_id' | 'status'>[],
  now: number,
): Promise<void> {
  const rows = decided.map((one) => ({ ...one, signals: [], at: now }))
  for (const chunk of jsonChunks(rows)) {
    await store.db.run(sql`
      ${insertRows(exclusions, store.shop_id, chunk, sql`true`)}
      on conflict do update set status = excluded.status, at = excluded.at`)
  }
}

/** Removes a decision; what is no goods is found again by the next run. False when there is none. */
export async function removeExclusion(store: Store, item_id: string): Promise<boolean> {
  const { meta } = await store.db
    .delete(exclusions)
    .where(and(ofShop(store), eq(exclusions.item_id, item_id)))
    .run()
  return meta.changes > 0
}

/**
 * Statements that store what a run has found, and delete what it no longer finds. Decisions of the merchant stay, with the signals
 * of this run.
 * @param when condition for all of them
 */
export function recordFound({ shop_id }: Store, found: readonly ExclusionCells[], when: SQL): SQL[] {
  const ids = JSON.stringify(found.map(({ item_id }) => item_id))
  return [
    sql`
      delete from exclusions where shop_id = ${shop_id} and status = 'found' and ${when}
        and item_id not in (select value from json_each(${ids}))`,
    ...[...jsonChunks(found.slice(0, MAX_EXCLUSIONS))].map(
      (rows) => sql`
        ${insertRows(exclusions, shop_id, rows, when)}
        on conflict do update set signals = excluded.signals where exclusions.signals is not excluded.signals`,
    ),
  ]
}
