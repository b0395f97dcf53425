import { type SQL, sql } from 'drizzle-orm'
import { type OfferRow, offers } from '../../../schema/decisions/offers.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'

const read = async ({ db }: Store, statement: SQL): Promise<OfferRow[]> =>
  (await db.all<object>(statement)).map((row) => rowOfTable(offers, row))

/** One offer; undefined when there is none. */
export const readOffer = async (store: Store, offer_id: string): Promise<OfferRow | undefined> =>
  (
    await read(store, sql`select * from offers where shop_id = ${store.shop_id} and offer_id = ${offer_id}`)
  )[0]

/** A page of offers, newest first. */
export const listOffers = async (store: Store, before: string, limit: number): Promise<OfferRow[]> =>
  await read(
    store,
    sql`select * from offers where shop_id = ${store.shop_id} and offer_id < ${before} order by offer_id desc limit ${limit}`,
  )

/** Number of the shop's offers, and of the live ones. */
export async function countOffers({ db, shop_id }: Store): Promise<{ all: number; live: number }> {
  const [found] = await db.all<{ all: number; live: number }>(
    sql`select count(*) as "all", coalesce(sum(status = 'live'), 0) as live from offers where shop_id = ${shop_id}`,
  )
  return found ?? { all: 0, live: 0 }
}

/**
 * Writes a version of an offer. Returns false, and writes nothing, when another version is stored than the one before it.
 */
export async function writeOffer({ db, shop_id }: Store, row: Omit<OfferRow, 'shop_id'>): Promise<boolean> {
  const { meta } = await db.run(sql`
    insert into offers (shop_id, offer_id, version, status, offer, created_at, changed_at, author_kind, author_id, approver_kind, approver_id, approved_at)
    select ${shop_id}, ${row.offer_id}, ${row.version}, ${row.status}, ${JSON.stringify(row.offer)}, ${row.created_at}, ${row.changed_at},
      ${row.author_kind}, ${row.author_id}, ${row.approver_kind}, ${row.approver_id}, ${row.approved_at}
    where coalesce((select version from offers where shop_id = ${shop_id} and offer_id = ${row.offer_id}), 0) = ${row.version - 1}
    on conflict do update set version = excluded.version, status = excluded.status, offer = excluded.offer,
      changed_at = excluded.changed_at, author_kind = excluded.author_kind, author_id = excluded.author_id,
      approver_kind = excluded.approver_kind, approver_id = excluded.approver_id, approved_at = excluded.approved_at`)
  return meta.changes > 0
}

/** Deletes a draft or an ended offer; its decisions stay. Returns false when it is neither. */
export async function deleteOffer({ d1, shop_id }: Store, offer_id: string): Promise<boolean> {
  const [deleted] = await batch(d1, [
    sql`delete from offers where shop_id = ${shop_id} and offer_id = ${offer_id} and status in ('draft', 'ended')`,
    sql`delete from offer_codes where shop_id = ${shop_id} and offer_id = ${offer_id}
      and not exists (select 1 from offers where shop_id = ${shop_id} and offer_id = ${offer_id})`,
  ])
  return (deleted?.meta.changes ?? 0) > 0
}
