import { sql } from 'drizzle-orm'
import { type CodesView, MAX_CODES } from '../../../schema/decisions/offer-codes.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { rowsOf } from '../serving/rows.ts'

/** Number of free and of given codes of an offer. */
export async function countCodes(
  { db, shop_id }: Store,
  offer_id: string,
): Promise<Omit<CodesView, 'added'>> {
  const [found] = await db.all<{ free: number; given: number }>(sql`
    select coalesce(sum(decision_id is null), 0) as free, count(decision_id) as given
    from offer_codes where shop_id = ${shop_id} and offer_id = ${offer_id}`)
  return found ?? { free: 0, given: 0 }
}

/** Adds codes to an offer. Returns undefined, and adds nothing, when it would have more than MAX_CODES. */
export async function addCodes(
  { d1, shop_id }: Store,
  offer_id: string,
  codes: readonly string[],
): Promise<CodesView | undefined> {
  const own = sql`offer_codes where shop_id = ${shop_id} and offer_id = ${offer_id}`
  const given = JSON.stringify([...new Set(codes)])
  const fresh = sql`(select count(*) from json_each(${given}) j where not exists (select 1 from ${own} and code = j.value))`
  const isRoom = sql`(select count(*) from ${own}) + ${fresh} <= ${MAX_CODES}`
  const [before, added, after] = await batch(d1, [
    sql`select ${isRoom} as is_room`,
    sql`insert into offer_codes (shop_id, offer_id, code)
      select ${shop_id}, ${offer_id}, value from json_each(${given}) where ${isRoom}
      on conflict do nothing`,
    sql`select coalesce(sum(decision_id is null), 0) as free, count(decision_id) as given from ${own}`,
  ])
  if (rowsOf<{ is_room: number }>(before)[0]?.is_room !== 1) return undefined
  const [counted] = rowsOf<{ free: number; given: number }>(after)
  return { added: added?.meta.changes ?? 0, free: counted?.free ?? 0, given: counted?.given ?? 0 }
}

/** Deletes the codes of an offer that nobody has. */
export async function deleteFreeCodes({ db, shop_id }: Store, offer_id: string): Promise<void> {
  await db.run(
    sql`delete from offer_codes where shop_id = ${shop_id} and offer_id = ${offer_id} and decision_id is null`,
  )
}
