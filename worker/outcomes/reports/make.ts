import { burstsOf } from '../../../engine/measure/bursts.ts'
import type { Report, ReportName, ReportQuery } from '../../../schema/outcomes/reports.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { DAY } from '../../../vocabulary/time.ts'
import type { Store } from '../../store/open.ts'
import { readPageCounts } from '../../store/outcomes/page-days.ts'
import { countBusy, readDays } from '../../store/outcomes/reports.ts'
import { OVER_BUDGET } from '../beacons.ts'
import { claims } from './claims.ts'
import { exploration } from './exploration.ts'
import { coverage, funnel, refusals } from './funnel.ts'
import type { Asked, Body } from './range.ts'
import { attribution, incremental, orders } from './value.ts'

const USUAL_RANGE = 28

const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

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
  const { columns, rows, notes = [] } = await MAKERS[name]({ store, shop, days, query, now })
  const bursts = burstsOf(await readDays(store, days)).map(({ day, events, usual }) => ({
    code: 'burst',
    text: `${events} events arrived on ${dateOf(day)}, instead of the usual ${usual}. The cause may be a sale, or someone who sends events to influence the counts.`,
  }))
  const { events_refused } = await readPageCounts(store, days.from * DAY, (days.to + 1) * DAY)
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
  const range = { from: dateOf(days.from), to: dateOf(days.to) }
  return { report: name, ...range, currency: shop.currency, columns, rows, notes: [...notes, ...bursts] }
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
