import { sql } from 'drizzle-orm'
import type { Store } from '../open.ts'
import { COUNTS, type Counts } from './funnel.ts'
import { type Days, PANELS } from './reports.ts'

/** Rows of `event_days` that are read for one item at most. The table has no index by item: it would be written with each event. */
const MAX_READ = 300_000

/** Counts of the panels on an item's page, and of the item in panels, with the first day of which all rows were read. */
export type ItemDays = { from: number; seed: Counts; suggested: Counts }

type Row = { day: number; rows: number } & Record<string, number>

/** Counts of one item, newest days first: of a shop with very many rows fewer days than asked. */
export async function readItemDays(
  store: Store,
  item_id: string,
  { from, to }: Days,
  most = MAX_READ,
): Promise<ItemDays> {
  const isPanel = sql`seed_item_id = ${item_id} and item_id = '' and ${PANELS.rows}`
  const sums = COUNTS.map((name) => {
    const ofPanel = name === 'seen' ? PANELS.seen : sql.raw(name)
    return sql`sum(iif(${isPanel}, ${ofPanel}, 0)) as ${sql.raw(`seed_${name}`)},
      sum(iif(item_id = ${item_id}, ${sql.raw(name)}, 0)) as ${sql.raw(`suggested_${name}`)}`
  })
  const rows = await store.db.all<Row>(sql`
    select day, count(*) as rows, ${sql.join(sums, sql`, `)} from (
      select * from event_days where shop_id = ${store.shop_id} and day between ${from} and ${to}
      order by day desc limit ${most})
    group by day order by day desc`)
  const read = rows.reduce((sum, { rows }) => sum + rows, 0)
  // Of the oldest day a part was left out, unless it is the only one.
  const whole = read === most && rows.length > 1 ? rows.slice(0, -1) : rows
  const oldest = whole.at(-1)?.day ?? to
  return {
    from: read === most ? oldest : from,
    seed: countsOf(whole, 'seed'),
    suggested: countsOf(whole, 'suggested'),
  }
}

function countsOf(rows: readonly Row[], role: 'seed' | 'suggested'): Counts {
  const total = (name: string) => rows.reduce((sum, row) => sum + (row[`${role}_${name}`] ?? 0), 0)
  return {
    shown: total('shown'),
    seen: total('seen'),
    clicked: total('clicked'),
    added: total('added'),
    dismissed: total('dismissed'),
  }
}
