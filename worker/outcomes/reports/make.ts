import { burstsOf } from '../../../engine/measure/bursts.ts'
import type { Report, ReportName, ReportQuery } from '../../../schema/outcomes/reports.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { DAY } from '../../../vocabulary/time.ts'
import type { Store } from '../../store/open.ts'
import { readPageCounts } from '../../store/outcomes/page-days.ts'
import { countBusy, type Days, readDays } from '../../store/outcomes/reports.ts'
import { OVER_BUDGET } from '../beacons.ts'
import { claims } from './claims.ts'
import { coverage, refusals } from './coverage.ts'
import { exploration } from './exploration.ts'
import { funnel } from './funnel.ts'
import { type Asked, type Body, dateOf, rangeBefore } from './range.ts'
import { attribution, incremental, orders } from './value.ts'

const USUAL_RANGE = 28

/**
 * Makes a report.
 * @param now UTC milliseconds
 */
export async function makeReport(
  store: Store,
  shop: Shop,
  name: ReportName,
  query: ReportQuery,
  now: number,
): Promise<Report> {
  const to = query.to ?? Math.floor(now / DAY)
  const days = { from: query.from ?? to - USUAL_RANGE + 1, to }
  check(days, query)
  const before = query.against && rangeBefore(days)
  const whole = { from: before?.from ?? days.from, to }
  const { columns, rows, series, notes = [] } = await MAKERS[name]({ store, shop, days, query, now })
  // Figures of an experiment are of its own time, whatever the range.
  const daily = name === 'incremental' ? [] : await readDays(store, days)
  const bursts = burstsOf(daily).map(({ day, events, usual }) => ({
    code: 'burst',
    text: `${events} events arrived on ${dateOf(day)}, instead of the usual ${usual}. The cause may be a sale, or someone who sends events to influence the counts.`,
  }))
  const { events_refused } = await readPageCounts(store, whole.from * DAY, (days.to + 1) * DAY)
  const dropped = events_refused[OVER_BUDGET] ?? 0
  if (dropped > 0) {
    notes.push({
      code: 'sampled',
      text: `${dropped} events were beyond the budget of the shop, so a part of the visitors was counted for all. \`events_a_day\` in the settings raises it; look at bursts first, because anybody can send events.`,
    })
  }
  const busy = await countBusy(store)
  if (busy > 0) {
    notes.push({
      code: 'busy_visitors',
      text: `${busy} visitors interacted with suggestions more often within a month than people do. Without orders they have no effect on the lists.`,
    })
  }
  return {
    report: name,
    ...datesOf(days),
    ...(before && { before: datesOf(before) }),
    ...{ currency: shop.currency, columns, rows, notes: [...notes, ...bursts] },
    ...(series && { series }),
  }
}

const datesOf = ({ from, to }: Days) => ({ from: dateOf(from), to: dateOf(to) })

/** @throws {PairwellError} `invalid_input` for a range that ends before it begins, and for months against the range before */
function check({ from, to }: Days, { against, grain, series }: ReportQuery): void {
  const refused =
    from > to
      ? { field: 'from', message: 'The range ends before it begins: give a `from` up to `to`.' }
      : against && grain === 'month'
        ? {
            field: 'grain',
            message: 'Months have different lengths: give all, week or day with against=before.',
          }
        : series && grain !== 'all'
          ? { field: 'series', message: 'A series stands beside the whole range: leave out `grain`.' }
          : undefined
  if (refused) throw new PairwellError('invalid_input', refused.message, { issues: [refused] })
}

const MAKERS: Readonly<Record<ReportName, (asked: Asked) => Promise<Body>>> = {
  funnel,
  coverage,
  attribution,
  incremental,
  orders,
  refusals,
  exploration,
  claims,
  pairs: (asked) => funnel({ ...asked, query: { ...asked.query, by: 'pair' } }),
}
