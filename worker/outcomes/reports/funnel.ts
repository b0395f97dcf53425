import { attribute } from '../../../engine/measure/attribution.ts'
import { poissonInterval } from '../../../engine/numbers/intervals.ts'
import {
  type FunnelRow,
  funnelColumns,
  MAX_ROWS,
  readCoverage,
  readFunnel,
  readRefusals,
} from '../../store/outcomes/reports.ts'
import { type Credit, pathsOf, readAttributed } from '../attributed-lines.ts'
import { type Asked, type Body, shareOf } from './range.ts'

/** Purchases by last touch, keyed by the values of a funnel's columns as JSON. */
async function boughtBy({ store, shop, days, query }: Asked, columns: readonly string[]) {
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

const RATES = ['click_rate', 'click_rate_low', 'click_rate_high'] as const

/**
 * Clicks for each view with their 95 % interval; null without views. A view may bring several clicks, so that clicks are counted
 * events and not a share.
 */
function clickRate({ seen, clicked }: FunnelRow): Record<(typeof RATES)[number], number | null> {
  const { low, high } = poissonInterval(clicked)
  return {
    click_rate: shareOf(clicked, seen),
    click_rate_low: shareOf(low, seen),
    click_rate_high: shareOf(high, seen),
  }
}

/** The funnel: shown, seen, clicked, added and bought, including purchases of items not seen in the range. */
export async function funnel(asked: Asked): Promise<Body> {
  const { store, days, query } = asked
  const names = funnelColumns(query.by)
  const sold = query.grain === 'all' && query.by !== 'arm' ? await boughtBy(asked, names) : undefined
  const keys = [...(sold?.count.keys() ?? [])].sort().map((key): string[] => JSON.parse(key))
  const { rows, is_cut } = await readFunnel(store, query.by, query.grain, days, keys)
  const keyOf = (row: FunnelRow) => JSON.stringify(names.map((name) => row[name]))
  const counted = new Set(rows.map(keyOf))
  const unseen = keys
    .filter((key) => !counted.has(JSON.stringify(key)))
    .map((key): FunnelRow => {
      const columnValues = Object.fromEntries(names.map((name, at) => [name, key[at] ?? '']))
      return { period: '', ...columnValues, ...NOTHING }
    })
  return {
    columns: [
      ...['period', ...names, 'shown', 'seen', 'clicked', 'added', 'dismissed', 'bought', 'revenue'],
      ...RATES,
    ],
    rows: [...rows, ...unseen].sort(oldestFirst).map((row) => ({
      ...row,
      ...clickRate(row),
      bought: sold ? (sold.count.get(keyOf(row)) ?? 0) : null,
      revenue: sold ? (sold.revenue.get(keyOf(row)) ?? 0) : null,
    })),
    notes: is_cut ? [CUT_OFF] : [],
  }
}

/** Dates in ascending order, and the most shown first within one. */
const oldestFirst = (a: FunnelRow, b: FunnelRow): number => byPeriod(a, b) || b.shown - a.shown

const byPeriod = (a: { period: string }, b: { period: string }): number =>
  Number(a.period > b.period) - Number(a.period < b.period)

const CUT_OFF = {
  code: 'cut_off',
  text: `There are more than ${MAX_ROWS} rows. The oldest are left out, and within one period those with the lowest counts. Use a shorter range (\`from\`, \`to\`) or a coarser \`grain\`.`,
}

/** Panels by the source that filled them. */
export async function coverage({ store, days, query }: Asked): Promise<Body> {
  const rows = await readCoverage(store, query.grain, days)
  const all = new Map<string, number>()
  for (const { period, shown } of rows) all.set(period, (all.get(period) ?? 0) + shown)
  return {
    columns: ['period', 'source', 'shown', 'share'],
    rows: rows.map((row) => ({ ...row, share: shareOf(row.shown, all.get(row.period) ?? 0) })),
  }
}

/** Items that shoppers dismissed. */
export async function refusals({ store, days, query }: Asked): Promise<Body> {
  const { rows, is_cut } = await readRefusals(store, query.grain, days)
  return {
    columns: ['period', 'item_id', 'seen', 'dismissed', 'refusals_per_1000'],
    rows: rows.sort(byPeriod).map(({ seen, dismissed, ...row }) => ({
      ...row,
      seen,
      dismissed,
      refusals_per_1000: seen === 0 ? null : (1000 * dismissed) / seen,
    })),
    notes: is_cut ? [CUT_OFF] : [],
  }
}
