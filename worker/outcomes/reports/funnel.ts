import { grouped } from '../../../engine/data/grouped.ts'
import { attribute } from '../../../engine/measure/attribution.ts'
import type { Report, ReportQuery, ReportRow } from '../../../schema/outcomes/reports.ts'
import { DAY } from '../../../vocabulary/time.ts'
import type { Store } from '../../store/open.ts'
import { RETENTION_DAYS } from '../../store/outcomes/events.ts'
import {
  COUNTS,
  type Counts,
  type FunnelRow,
  type Ranges,
  readFirstDay,
  readFunnel,
} from '../../store/outcomes/funnel.ts'
import { type Cut, type Days, FUNNEL_COLUMNS } from '../../store/outcomes/reports.ts'
import { type Credit, pathsOf, readAttributed } from '../attributed-lines.ts'
import { clickRate, rateAgainst } from './click-rate.ts'
import { CUT_OFF } from './coverage.ts'
import { type Asked, type Body, dateOf, rangeBefore } from './range.ts'

/** Purchases by last touch, keyed by the values of a funnel's columns as JSON. */
type Sold = { count: ReadonlyMap<string, number>; revenue: ReadonlyMap<string, number> }

async function boughtBy({ store, shop, days, query }: Asked, columns: readonly string[]): Promise<Sold> {
  const { lines } = await readAttributed(store, days, query.window, shop.currency)
  const channel = (touch: Credit) =>
    JSON.stringify(columns.map((name) => Object.entries(touch).find(([field]) => field === name)?.[1] ?? ''))
  const count = attribute(
    pathsOf(lines, channel, ({ quantity }) => quantity),
    'last',
  )
  const revenue = attribute(
    pathsOf(lines, channel, (line) => line.revenue),
    'last',
  )
  return { count, revenue }
}

const NOTHING = { shown: 0, seen: 0, clicked: 0, added: 0, dismissed: 0 }

/** The funnel: shown, seen, clicked, added and bought, including purchases of items not seen in the range. */
export async function funnel(asked: Asked): Promise<Body> {
  const { store, days, query, now } = asked
  const before = query.against && rangeBefore(days)
  const names = FUNNEL_COLUMNS[query.by]
  const isSold = query.grain === 'all' && query.by !== 'arm'
  const sold = isSold ? await boughtBy(asked, names) : undefined
  const soldBefore = isSold && before ? await boughtBy({ ...asked, days: before }, names) : undefined
  const keys = [...new Set([...(sold?.count.keys() ?? []), ...(soldBefore?.count.keys() ?? [])])].sort()
  const wanted = keys.map((key): string[] => JSON.parse(key))
  const { rows, is_cut, series } = await readRows(store, query, { days, before }, wanted)
  const counted = new Set(rows.map(keyOf))
  const unseen = keys
    .filter((key) => !counted.has(key))
    .map((key): FunnelRow => {
      const values: string[] = JSON.parse(key)
      const columnValues = Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']))
      return { period: '', keys: columnValues, now: NOTHING, before: NOTHING }
    })
  const reach = before && reachOf(asked, before, await readFirstDay(store, now))
  const all = [...rows, ...unseen].sort(oldestFirst)
  return {
    columns: ['period', ...names, ...FIGURES, ...(reach ? FIGURES_BEFORE : [])],
    rows: all.map((row) => rowOf(row, reach, sold, soldBefore)),
    ...(series && { series: series.sort(oldestFirst).map((row) => rowOf(row, reach)) }),
    notes: [...(is_cut ? [CUT_OFF] : []), ...(reach?.notes ?? [])],
  }
}

/** The name of a figure of the range before: `seen_before`, `click_rate_before_low`. */
const nameBefore = (name: string): string => name.replace(/(_low|_high)?$/, '_before$1')

const FIGURES = [...COUNTS, 'bought', 'revenue', 'click_rate', 'click_rate_low', 'click_rate_high']
const FIGURES_BEFORE = [
  ...FIGURES.map(nameBefore),
  ...['click_rate_change', 'click_rate_change_low', 'click_rate_change_high'],
]

type Rows = Cut<FunnelRow> & { series?: FunnelRow[] }

/** Reads a funnel; with a series both from one pass over the counts, unless the periods have too many rows to be summed. */
async function readRows(
  store: Store,
  { by, grain, series: each }: ReportQuery,
  ranges: Ranges,
  wanted: string[][],
): Promise<Rows> {
  if (!each) return await readFunnel(store, by, grain, ranges, wanted)
  const series = await readFunnel(store, by, each, ranges, wanted)
  const whole = series.is_cut
    ? await readFunnel(store, by, 'all', ranges, wanted)
    : { rows: summed(series.rows), is_cut: false }
  return { rows: whole.rows, is_cut: series.is_cut || whole.is_cut, series: series.rows }
}

/** The rows of all periods together. */
function summed(rows: readonly FunnelRow[]): FunnelRow[] {
  const groups = grouped(rows, keyOf)
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    const sum = (of: 'now' | 'before') => own.reduce((sum, row) => plus(sum, row[of]), NOTHING)
    return first ? [{ period: '', keys: first.keys, now: sum('now'), before: sum('before') }] : []
  })
}

const plus = (a: Counts, b: Counts): Counts => ({
  shown: a.shown + b.shown,
  seen: a.seen + b.seen,
  clicked: a.clicked + b.clicked,
  added: a.added + b.added,
  dismissed: a.dismissed + b.dismissed,
})

/** A row of the report. @param reach undefined where nothing is compared */
const rowOf = (row: FunnelRow, reach: Reach | undefined, sold?: Sold, soldBefore?: Sold): ReportRow => ({
  ...{ period: row.period, ...row.keys, ...row.now, ...clickRate(row.now), ...boughtOf(row, sold) },
  ...(reach && figuresBefore(row, reach, soldBefore)),
})

const keyOf = ({ keys }: FunnelRow): string => JSON.stringify(Object.values(keys))

const boughtOf = (row: FunnelRow, sold: Sold | undefined): ReportRow => ({
  bought: sold ? (sold.count.get(keyOf(row)) ?? 0) : null,
  revenue: sold ? (sold.revenue.get(keyOf(row)) ?? 0) : null,
})

/** How much of the range before is counted, and what is said of the rest. */
type Reach = { isKnown: boolean; notes: Report['notes'] }

/** The same figures of the range before, and the change of the click rate; nulls where nothing was counted then. */
function figuresBefore(row: FunnelRow, { isKnown }: Reach, sold: Sold | undefined): ReportRow {
  if (!isKnown) return Object.fromEntries(FIGURES_BEFORE.map((name) => [name, null]))
  const figures = { ...row.before, ...clickRate(row.before), ...boughtOf(row, sold) }
  return {
    ...Object.fromEntries(Object.entries(figures).map(([name, value]) => [nameBefore(name), value])),
    ...rateAgainst(row.now, row.before),
  }
}

/** @param first the first day of which anything of the shop is counted */
function reachOf({ query: { by }, now }: Asked, before: Days, first: number): Reach {
  const isOfItems = by === 'source' || by === 'item' || by === 'pair'
  const kept = Math.floor(now / DAY) - (isOfItems ? RETENTION_DAYS.items : RETENTION_DAYS.panels)
  const since = Math.max(first, kept)
  if (since <= before.from) return { isKnown: true, notes: [] }
  const isKnown = since <= before.to
  const [known, all] = [before.to - since + 1, before.to - before.from + 1]
  const why = since === kept ? 'Figures of this kind are kept' : 'Events are counted'
  const then = isKnown
    ? `so ${known} of the ${all} days before are known: compare rates, not numbers.`
    : 'so there is nothing with which this range could be compared.'
  const code = isKnown ? 'before_incomplete' : 'nothing_before'
  return { isKnown, notes: [{ code, text: `${why} from ${dateOf(since)} on, ${then}` }] }
}

/** Dates in ascending order, and the most shown first within one. */
const oldestFirst = (a: FunnelRow, b: FunnelRow): number =>
  Number(a.period > b.period) - Number(a.period < b.period) || b.now.shown - a.now.shown
