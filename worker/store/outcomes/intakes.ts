import { type SQL, sql } from 'drizzle-orm'
import { DAY, MINUTE } from '../../../vocabulary/time.ts'
import type { Store } from '../open.ts'
import { shopExists } from '../shop/shops.ts'

/** Units a day of a shop of which the size is not known yet, and the least of any shop: 4,000 page views with two panels. */
export const LEAST_UNITS_A_DAY = 100_000
/** Of the day's units, at most this share in one minute: 72 times the average minute, as after a newsletter. */
const SHARE_OF_A_MINUTE = 0.05
/** Units a day for each order a day: 400 page views with two panels, of shops that sell little for many visits. */
const UNITS_AN_ORDER = 10_000
/** Days over which orders are counted. */
const ORDER_DAYS = 30

/**
 * Beacons that each kept one stands for, by the share of a budget that is used: 1 up to a half, then twice as many each time that half
 * of the rest is used, so that a flood never uses the budget up at once; 0, none is kept, when nothing is left.
 */
const weightOf = (used: SQL, limit: SQL): SQL => sql`(case
  when ${used} * 2 <= ${limit} then 1
  when ${used} * 4 <= ${limit} * 3 then 2
  when ${used} * 8 <= ${limit} * 7 then 4
  when ${used} * 16 <= ${limit} * 15 then 8
  when ${used} * 32 <= ${limit} * 31 then 16
  when ${used} * 64 <= ${limit} * 63 then 32
  when ${used} * 128 <= ${limit} * 127 then 64
  when ${used} <= ${limit} then 128
  else 0 end)`

/**
 * Takes units from the budget of the day and of the minute, and returns how many beacons each kept one stands for; 0, and nothing is
 * taken, when none may be kept.
 */
export async function takeUnits(store: Store, units: number, now: number): Promise<number> {
  const { shop_id } = store
  const [day, minute] = [Math.floor(now / DAY), Math.floor(now / MINUTE)]
  const [taken] = await store.db.all<{ weight: number }>(sql`
    with before as (
      select iif(i.day is ${day}, i.day_units, 0) as today, iif(i.minute is ${minute}, i.minute_units, 0) as this_minute,
        coalesce((select serving ->> 'events_a_day' from shops where shop_id = ${shop_id}), i.daily_limit, ${LEAST_UNITS_A_DAY}) as day_limit,
        i.daily_limit, i.limit_day
      from (select 1) left join intakes i on i.shop_id = ${shop_id}),
    weights as (
      select *, ${weightOf(sql`today`, sql`day_limit`)} as by_day,
        ${weightOf(sql`this_minute`, sql`(day_limit * ${SHARE_OF_A_MINUTE})`)} as by_minute from before),
    weighed as (select *, iif(min(by_day, by_minute) = 0, 0, max(by_day, by_minute)) as weight from weights)
    insert into intakes (shop_id, day, day_units, minute, minute_units, weight, daily_limit, limit_day)
    select ${shop_id}, ${day}, today + iif(weight = 0, 0, ${units}), ${minute}, this_minute + iif(weight = 0, 0, ${units}), weight,
      daily_limit, limit_day from weighed
    where ${shopExists(store)}
    on conflict do update set day = excluded.day, day_units = excluded.day_units, minute = excluded.minute,
      minute_units = excluded.minute_units, weight = excluded.weight
    returning weight`)
  return taken?.weight ?? 0
}

/**
 * Sets the usual limit of the shop once a day, from its orders of the last 30 days; the merchant's own limit, `events_a_day` in the
 * settings, comes before it.
 */
export async function setDailyLimit(store: Store, now: number): Promise<void> {
  const { shop_id } = store
  const today = Math.floor(now / DAY)
  const orders = sql`(select count(*) from orders where shop_id = ${shop_id} and ordered_at >= ${now - ORDER_DAYS * DAY})`
  await store.db.run(sql`
    update intakes set daily_limit = cast(max(${LEAST_UNITS_A_DAY}, ${UNITS_AN_ORDER} * ${orders} / ${ORDER_DAYS}) as integer), limit_day = ${today}
    where shop_id = ${shop_id} and limit_day is not ${today}`)
}
