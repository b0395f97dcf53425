import { type SQL, sql } from 'drizzle-orm'
import type { Duty, DutyName } from '../../schema/duties.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import type { Store } from './open.ts'

/** Hour of the day (UTC) at which the nightly work begins: night in Europe, evening in America. */
const NIGHT = 3

/** The next time at which a night begins, UTC milliseconds; always after `now`. */
export const nextNight = (now: number): number =>
  (Math.floor((now - NIGHT * HOUR) / DAY) + 1) * DAY + NIGHT * HOUR

/** The duties of a new shop. Sweeps are spread over the day by the times at which shops are created. */
export const firstDuties = ({ shop_id }: Store, now: number): SQL => sql`
  insert into duties (shop_id, duty, due_at, failures)
  values (${shop_id}, 'nightly', ${nextNight(now)}, 0), (${shop_id}, 'sweep', ${now + DAY}, 0),
    (${shop_id}, 'alerts', ${now + HOUR}, 0)`

/** No duty is due later than a day from now; one that is was set by a clock that was wrong. */
const LATEST = 2 * DAY

/**
 * Adds the duties that shops lack, such as one that the release before the duties created while this one was being deployed. For
 * the cron, once a day: reads every shop's row. Duties that a wrong clock has put off are due within a day.
 */
export async function addMissingDuties(d1: D1Database, now: number): Promise<void> {
  const add = (duty: DutyName, due_at: number, which: string) =>
    d1
      .prepare(
        `insert into duties (shop_id, duty, due_at, failures)
         select shop_id, ?1, ?2, 0 from shops where ${which} on conflict do nothing`,
      )
      .bind(duty, due_at)
  await d1.batch([
    d1
      .prepare(
        `update duties set due_at = case duty when 'nightly' then ?1 when 'sweep' then ?2 else ?3 end where due_at > ?4`,
      )
      .bind(nextNight(now), now + DAY, now, now + LATEST),
    add('nightly', nextNight(now), 'true'),
    add('sweep', now + DAY, 'true'),
    add('alerts', now, 'true'),
    add('experiments', now, `serving -> '$.experiments' <> '[]'`),
    add(
      'campaigns',
      now,
      `exists (select 1 from campaigns c where c.shop_id = shops.shop_id and c.status in ('checking', 'approved', 'running', 'paused'))`,
    ),
    add(
      'triggers',
      now,
      `exists (select 1 from triggers t where t.shop_id = shops.shop_id and t.status = 'on')`,
    ),
  ])
}

/** Makes a duty due at this time, whether the shop has it or not, if the previous statement of the batch changed a row. */
export const setDuty = ({ shop_id }: Store, duty: DutyName, due_at: number): SQL => sql`
  insert into duties (shop_id, duty, due_at, failures) select ${shop_id}, ${duty}, ${due_at}, 0 where changes() > 0
  on conflict do update set due_at = excluded.due_at`

/** Statement that makes a duty of the shop due now, when something happened for which it should not wait. */
export const hurryDuty = ({ shop_id }: Store, duty: DutyName, now: number): SQL => sql`
  update duties set due_at = ${now} where shop_id = ${shop_id} and duty = ${duty} and due_at > ${now}`

/**
 * Claims the duties that are due, the oldest first, and returns them. Until `until` no other tick gets them; if this one dies,
 * they are due again then. For the cron: writes across shops.
 */
export async function claimDuties(
  d1: D1Database,
  now: number,
  until: number,
  limit: number,
): Promise<Duty[]> {
  const { results } = await d1
    .prepare(
      `update duties set due_at = ?2
       where (shop_id, duty) in (select shop_id, duty from duties where due_at <= ?1 order by due_at limit ?3)
       returning shop_id, duty, due_at, failures`,
    )
    .bind(now, until, limit)
    .all<Duty>()
  return results
}

/** A claimed duty and when it is due next; null for never. */
export type DoneDuty = Pick<Duty, 'shop_id' | 'duty' | 'failures'> & { due_at: number | null }

/** Ends claims. A duty that was set to another time since it was claimed keeps that time. */
export async function endClaims(d1: D1Database, until: number, done: readonly DoneDuty[]): Promise<void> {
  const rows = JSON.stringify(done)
  await d1.batch([
    d1
      .prepare(
        // The plus keeps SQLite from using the index, by which it would read the whole JSON array for each row.
        `update duties set due_at = c.value ->> 'due_at', failures = c.value ->> 'failures' from json_each(?1) c
         where duties.shop_id = c.value ->> 'shop_id' and duties.duty = c.value ->> 'duty' and +duties.due_at = ?2
           and c.value ->> 'due_at' is not null`,
      )
      .bind(rows, until),
    d1
      .prepare(
        `delete from duties where due_at = ?2 and (shop_id, duty) in (
           select value ->> 'shop_id', value ->> 'duty' from json_each(?1) where value ->> 'due_at' is null)`,
      )
      .bind(rows, until),
  ])
}

/** What the nightly work of a shop depends on. */
export type Night = {
  live: number
  has_orders: number
  has_purchases: number
  /** UTC milliseconds of the newest mining run; null for none. */
  mined_at: number | null
  /** See TuningAge in models/tunings.ts. */
  orders: number
  tuned_at: number | null
  tuned_orders: number
}

/** Facts for the decision what a shop needs tonight; undefined for a deleted shop. */
export async function readNight({ shop_id, db }: Store): Promise<Night | undefined> {
  const [found] = await db.all<Night>(sql`
    select s.status = 'live' as live,
      exists (select 1 from orders where shop_id = ${shop_id}) as has_orders,
      exists (select 1 from purchases where shop_id = ${shop_id}) as has_purchases,
      (select created_at from models where shop_id = ${shop_id} order by model_id desc limit 1) as mined_at,
      coalesce(m.counts ->> 'orders', 0) as orders, t.created_at as tuned_at, coalesce(t.orders, 0) as tuned_orders
    from shops s left join slots sl on sl.shop_id = s.shop_id
    left join models m on m.shop_id = sl.shop_id and m.model_id = sl.live_model
    left join tunings t on t.shop_id = s.shop_id
      and t.tuning_id = (select max(tuning_id) from tunings where shop_id = ${shop_id})
    where s.shop_id = ${shop_id}`)
  return found
}
