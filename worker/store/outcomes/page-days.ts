import { type SQL, sql } from 'drizzle-orm'
import { MAX_EXAMPLES, type PageCounts, type PageDay } from '../../../schema/outcomes/page-days.ts'
import { sumsByName } from '../../../vocabulary/tally.ts'
import { DAY, dayOf } from '../../../vocabulary/time.ts'
import type { Store } from '../open.ts'
import { shopExists } from '../shop/shops.ts'

/** Adds counts to those of the day. */
export async function addPageCounts(store: Store, counts: PageCounts, now: number): Promise<void> {
  await store.db.run(addCounts(store, counts, now, shopExists(store)))
}

/** Statement that adds events which did not count, by reason. */
export const addRefused = (
  store: Store,
  events_refused: Readonly<Record<string, number>>,
  now: number,
  allowed: SQL,
): SQL => addCounts(store, { asked: 0, unknown: 0, unknown_ids: [], events: 0, events_refused }, now, allowed)

function addCounts(store: Store, counts: PageCounts, now: number, allowed: SQL): SQL {
  const { asked, unknown, unknown_ids, events, events_refused } = counts
  return sql`
    insert into page_days (shop_id, day, asked, unknown, unknown_ids, events, events_refused)
    select ${store.shop_id}, ${dayOf(now)}, ${asked}, ${unknown}, ${JSON.stringify(unknown_ids)}, ${events},
      ${JSON.stringify(events_refused)} where ${allowed}
    on conflict do update set asked = asked + excluded.asked, unknown = unknown + excluded.unknown,
      events = events + excluded.events,
      unknown_ids = (select json_group_array(value) from (
        select value from json_each(page_days.unknown_ids) union select value from json_each(excluded.unknown_ids)
        limit ${MAX_EXAMPLES})),
      events_refused = (select json_group_object(key, number) from (
        select key, sum(value) as number from (
          select key, value from json_each(page_days.events_refused)
          union all select key, value from json_each(excluded.events_refused)) group by key))`
}

/** The sum of the days from one time to another, the latter not included; UTC milliseconds. */
export async function readPageCounts(
  store: Store,
  since: number,
  until = Number.MAX_SAFE_INTEGER,
): Promise<PageCounts> {
  const rows = await store.db.all<Omit<PageDay, 'unknown_ids' | 'events_refused'> & Json>(sql`
    select * from page_days where shop_id = ${store.shop_id} and day >= ${dayOf(since)} and day < ${dayOf(until)} order by day desc`)
  const sum = (count: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + count(row), 0)
  const events_refused = sumsByName(
    rows.flatMap((row) => Object.entries<number>(JSON.parse(row.events_refused))),
  )
  const ids = new Set(rows.flatMap((row): string[] => JSON.parse(row.unknown_ids)))
  return {
    asked: sum(({ asked }) => asked),
    unknown: sum(({ unknown }) => unknown),
    unknown_ids: [...ids].slice(0, MAX_EXAMPLES),
    events: sum(({ events }) => events),
    events_refused,
  }
}

/** UTC milliseconds at which the newest event of a shop arrived, by this expression of its id; 0 if there was none. See lastEventAt. */
export function newestEvent(shop_id: SQL): SQL {
  const newest = (table: string, time: string, id: string) =>
    sql`coalesce((select ${sql.raw(time)} from ${sql.raw(table)} where shop_id = ${shop_id} order by ${sql.raw(id)} desc limit 1), 0)`
  return sql`max(${newest('beacons', 'received_at', 'beacon_id')}, ${newest('event_marks', 'written_at', 'period')},
    ${newest('event_days', `day * ${DAY}`, 'day')})`
}

/**
 * UTC milliseconds at which the newest event arrived: to the second while its beacon waits to be counted, to within an hour for eight
 * days, then the beginning of its day; null if there was none. Reads three rows.
 */
export async function lastEventAt({ db, shop_id }: Store): Promise<number | null> {
  const [found] = await db.all<{ at: number }>(sql`select ${newestEvent(sql`${shop_id}`)} as at`)
  return found?.at || null
}

type Json = { unknown_ids: string; events_refused: string }
