import { type SQL, sql } from 'drizzle-orm'

/** Statements that remove people who asked to be forgotten from events, even if no request named their browser. */
export function forgetErasedVisitors(shop_id: string): SQL[] {
  const erased = sql`(select customer from erasures where shop_id = ${shop_id})`
  return [
    sql`update beacons set customer = null where shop_id = ${shop_id} and customer in ${erased}`,
    sql`delete from journeys where shop_id = ${shop_id} and customer in ${erased}`,
    sql`delete from purchases where shop_id = ${shop_id} and customer in ${erased}`,
    sql`delete from exposures where shop_id = ${shop_id} and visitor in ${erased}`,
    sql`update exposures set customer = null where shop_id = ${shop_id} and customer in ${erased}`,
    sql`update exposures set customer_at_draw = null where shop_id = ${shop_id} and customer_at_draw in ${erased}`,
  ]
}
