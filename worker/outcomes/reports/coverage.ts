import { MAX_ROWS, readCoverage, readRefusals } from '../../store/outcomes/reports.ts'
import { type Asked, type Body, shareOf } from './range.ts'

/** Said of a report with more rows than one has. */
export const CUT_OFF = {
  code: 'cut_off',
  text: `There are more than ${MAX_ROWS} rows. The oldest are left out, and within one period those with the lowest counts. Use a shorter range (\`from\`, \`to\`) or a coarser \`grain\`.`,
}

const byPeriod = (a: { period: string }, b: { period: string }): number =>
  Number(a.period > b.period) - Number(a.period < b.period)

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
