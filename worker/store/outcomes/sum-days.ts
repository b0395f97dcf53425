import { type SQL, sql } from 'drizzle-orm'
import { DAY } from '../../../vocabulary/time.ts'
import type { Store } from '../open.ts'
import { COUNTS } from './funnel.ts'

const each = (of: (name: SQL) => SQL): SQL =>
  sql.join(
    COUNTS.map((name) => of(sql.raw(name))),
    sql`, `,
  )

/**
 * Sums `event_days` of yesterday and today again into `panel_days`: the release before that table, which still counts while this one is
 * deployed, or after a return to it, writes `event_days` only. Reads a row for each page and item of two days, and writes sums that differ.
 * @param now UTC milliseconds
 */
export async function sumDaysAgain({ db, shop_id }: Store, now: number): Promise<void> {
  await db.run(sql`
    insert into panel_days (shop_id, day, counted, placement, intent, source, experiment_id, arm, ${each((name) => name)})
    select shop_id, day, iif(item_id = '', 'panels', 'items') as counted, placement, intent, source, experiment_id, arm,
      ${each((name) => sql`sum(${name})`)}
    from event_days where shop_id = ${shop_id} and day >= ${Math.floor(now / DAY) - 1}
    group by day, counted, placement, intent, source, experiment_id, arm
    on conflict do update set ${each((name) => sql`${name} = excluded.${name}`)}
    where (${each((name) => sql`panel_days.${name}`)}) <> (${each((name) => sql`excluded.${name}`)})`)
}
