import { type SQL, sql } from 'drizzle-orm'
import type { FunnelBy, Grain } from '../../../schema/outcomes/reports.ts'
import { DAY } from '../../../vocabulary/time.ts'
import type { Store } from '../open.ts'
import { COUNTED_ROWS, type Cut, cutAt, type Days, FUNNEL_COLUMNS, MAX_ROWS, PERIOD } from './reports.ts'

/** What a funnel counts. */
export const COUNTS = ['shown', 'seen', 'clicked', 'added', 'dismissed'] as const
export type Counts = Record<(typeof COUNTS)[number], number>

/** Counts of a group in a period; those of the range before are 0 where nothing is compared. */
export type FunnelRow = { period: string; keys: Record<string, string>; now: Counts; before: Counts }

/** The range of a funnel, and the one directly before, of the same length, with which it is compared. */
export type Ranges = { days: Days; before?: Days | undefined }

type Row = Record<string, string | number>

/**
 * Counts of a range, newest first, then most shown. Shown and seen count panels if the funnel is by panels, else items.
 * @param always keys, by `FUNNEL_COLUMNS`, whose rows are returned even if many others are shown more often
 */
export async function readFunnel(
  store: Store,
  by: FunnelBy,
  grain: Grain,
  { days, before }: Ranges,
  always: readonly (readonly string[])[],
): Promise<Cut<FunnelRow>> {
  const names = sql.raw(FUNNEL_COLUMNS[by].join(', '))
  const parts = sql.raw(FUNNEL_COLUMNS[by].map((_, at) => `value ->> ${at}`).join(', '))
  const { table, rows, seen } = COUNTED_ROWS[by]
  const most = MAX_ROWS + always.length
  const count = (name: string) => (name === 'seen' ? seen : sql.raw(name))
  const sums = COUNTS.map((name) => {
    const [is_now, is_before] = [sql`day >= ${days.from}`, sql`day < ${days.from}`]
    return sql`sum(iif(${is_now}, ${count(name)}, 0)) as ${sql.raw(name)},
      sum(iif(${is_before}, ${count(name)}, 0)) as ${sql.raw(`${name}_before`)}`
  })
  const period = before ? alignedPeriod(grain, days, before) : PERIOD[grain]
  const found = await store.db.all<Row>(sql`
    select ${period} as period, ${names}, ${sql.join(sums, sql`, `)}
    from ${table}
    where shop_id = ${store.shop_id} and day between ${(before ?? days).from} and ${days.to} and ${rows}
    group by 1, ${names}
    order by 1 desc, (${names}) in (select ${parts} from json_each(${JSON.stringify(always)})) desc, shown desc, ${names}
    limit ${most + 1}`)
  return cutAt(
    found.map((row) => rowOf(row, by)),
    most,
  )
}

/**
 * First day of the period that contains a day, counted from the first day of the range, or of the range before: so the same days of both
 * ranges are compared, and weeks begin on the weekday of the range.
 */
function alignedPeriod(grain: Grain, { from, to }: Days, before: Days): SQL {
  if (grain === 'all') return PERIOD.all
  const nth = sql`(day - ${before.from}) % ${to - from + 1}`
  const first = grain === 'day' ? nth : sql`cast((${nth}) / 7 as integer) * 7`
  return sql`date((${from} + ${first}) * 86400, 'unixepoch')`
}

const rowOf = (row: Row, by: FunnelBy): FunnelRow => ({
  period: String(row.period),
  keys: Object.fromEntries(FUNNEL_COLUMNS[by].map((name) => [name, String(row[name])])),
  now: countsOf(row, ''),
  before: countsOf(row, '_before'),
})

const countsOf = (row: Row, end: string): Counts => {
  const of = (name: string) => Number(row[`${name}${end}`])
  return {
    shown: of('shown'),
    seen: of('seen'),
    clicked: of('clicked'),
    added: of('added'),
    dismissed: of('dismissed'),
  }
}

/** The first day of which anything is counted, in days since 1970; without any event the present day. @param now UTC milliseconds */
export async function readFirstDay(store: Store, now: number): Promise<number> {
  const found = await store.db.get<{ day: number | null }>(
    sql`select min(day) as day from event_days where shop_id = ${store.shop_id}`,
  )
  return found?.day ?? Math.floor(now / DAY)
}
