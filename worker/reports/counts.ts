import { attribute } from '../../engine/measure/attribution.ts'
import { type Credit, pathsOf, readAttributed } from '../attributed.ts'
import { funnelColumns, readCoverage, readFunnel } from '../store/reports.ts'
import { type Asked, type Body, shareOf } from './asked.ts'

/** What was bought by last touch, under the names of a funnel's columns. */
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

/** What was shown, seen, clicked, added and bought. */
export async function funnel(asked: Asked): Promise<Body> {
  const { store, days, query } = asked
  const names = funnelColumns(query.by)
  const rows = await readFunnel(store, query.by, query.grain, days)
  const sold = query.grain === 'all' && query.by !== 'arm' ? await boughtBy(asked, names) : undefined
  return {
    columns: ['period', ...names, 'shown', 'seen', 'clicked', 'added', 'dismissed', 'bought', 'revenue'],
    rows: rows.map((row) => {
      const key = JSON.stringify(names.map((name) => row[name]))
      return {
        ...row,
        bought: sold ? (sold.count.get(key) ?? 0) : null,
        revenue: sold ? (sold.revenue.get(key) ?? 0) : null,
      }
    }),
  }
}

/** Which rung of the ladder filled the panels. */
export async function coverage({ store, days, query }: Asked): Promise<Body> {
  const rows = await readCoverage(store, query.grain, days)
  const all = new Map<string, number>()
  for (const { period, shown } of rows) all.set(period, (all.get(period) ?? 0) + shown)
  return {
    columns: ['period', 'source', 'shown', 'share'],
    rows: rows.map((row) => ({ ...row, share: shareOf(row.shown, all.get(row.period) ?? 0) })),
  }
}

/** What shoppers sent away. */
export async function refusals({ store, days, query }: Asked): Promise<Body> {
  const rows = await readFunnel(store, 'item', query.grain, days)
  return {
    columns: ['period', 'item_id', 'seen', 'dismissed', 'refusals_per_1000'],
    rows: rows
      .filter(({ dismissed }) => dismissed > 0)
      .map(({ period, seen, dismissed, item_id = '' }) => ({
        period,
        item_id,
        seen,
        dismissed,
        refusals_per_1000: seen === 0 ? null : (1000 * dismissed) / seen,
      })),
  }
}
