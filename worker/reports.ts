import { ATTRIBUTION_MODELS, attribute } from '../engine/measure/attribution.ts'
import { burstsOf } from '../engine/measure/bursts.ts'
import type { Report, ReportName, ReportQuery, ReportRow } from '../schema/reports.ts'
import type { Shop } from '../schema/shops.ts'
import { type Credit, pathsOf, readAttributed } from './attributed.ts'
import { resultsOf } from './results.ts'
import { listExperiments } from './store/experiments.ts'
import type { Store } from './store/open.ts'
import { type Days, funnelColumns, readCoverage, readDays, readFunnel } from './store/reports.ts'

const DAY = 86_400_000
const USUAL_RANGE = 28

/** What a report is made of. */
type Asked = { store: Store; shop: Shop; days: Days; query: ReportQuery; now: number }
type Body = Pick<Report, 'columns' | 'rows'> & { notes?: Report['notes'] }

const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** Makes a report. @param now UTC milliseconds */
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
    text: `On ${dateOf(day)} came ${events} events, usually ${usual}: a sale, or somebody who wants to be counted.`,
  }))
  const range = { from: dateOf(days.from), to: dateOf(days.to) }
  return { report: name, ...range, currency: shop.currency, columns, rows, notes: [...notes, ...bursts] }
}

const percent = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

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

async function funnel(asked: Asked): Promise<Body> {
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

async function coverage({ store, days, query }: Asked): Promise<Body> {
  const rows = await readCoverage(store, query.grain, days)
  const all = new Map<string, number>()
  for (const { period, shown } of rows) all.set(period, (all.get(period) ?? 0) + shown)
  return {
    columns: ['period', 'source', 'shown', 'share'],
    rows: rows.map((row) => ({ ...row, share: percent(row.shown, all.get(row.period) ?? 0) })),
  }
}

async function attribution({ store, shop, days, query }: Asked): Promise<Body> {
  const { totals, lines } = await readAttributed(store, days, query.window, shop.currency)
  const channel = ({ placement, intent }: Credit) => `${placement} ${intent}`
  const by = (value: Parameters<typeof pathsOf>[2]) =>
    ATTRIBUTION_MODELS.map((model) => attribute(pathsOf(lines, channel, value), model))
  const [revenue, margin] = [by((line) => line.revenue), by((line) => line.margin)]
  const channels = [...new Set(revenue.flatMap((credited) => [...credited.keys()]))].sort()
  const columns = ATTRIBUTION_MODELS.flatMap((model) => [`revenue_${model}`, `margin_${model}`])
  const rows = channels.map((name) => {
    const [placement = '', intent = ''] = name.split(' ')
    const figures = ATTRIBUTION_MODELS.flatMap((model, at) => [
      [`revenue_${model}`, revenue[at]?.get(name) ?? 0],
      [`margin_${model}`, margin[at]?.get(name) ?? 0],
    ])
    return { placement, intent, ...Object.fromEntries(figures) }
  })
  return {
    columns: ['placement', 'intent', ...columns],
    rows,
    notes: [
      {
        code: 'orders_joined',
        text: `${totals.told} of ${totals.standing} orders are known to belong to a visitor; the others are credited by their lines alone.`,
      },
      {
        code: 'not_incremental',
        text: 'Credited is not caused: what would have been bought anyway only a holdout tells.',
      },
    ],
  }
}

/** Experiments that one report reads. */
const MOST_EXPERIMENTS = 20

/** What each holdout says that the panels bring, beside what attribution credits them with. */
async function incremental({ store, shop, days, query, now }: Asked): Promise<Body> {
  const { lines } = await readAttributed(store, days, query.window, shop.currency)
  const credited = attribute(
    pathsOf(
      lines,
      ({ placement }) => placement,
      (line) => line.revenue,
    ),
    'last',
  )
  const rows: ReportRow[] = []
  for (const experiment of await listExperiments(store, '~', MOST_EXPERIMENTS)) {
    if (experiment.started_at === null || !experiment.arms.some(({ holdout }) => holdout)) continue
    const { arms, comparisons, sample_ratio } = await resultsOf(store, shop, experiment, now)
    for (const { arm, revenue, margin } of comparisons) {
      const visitors = arms.find((one) => one.arm === arm)?.visitors ?? 0
      const whole = (one: number | undefined) => (one === undefined ? null : Math.round(one * visitors))
      rows.push({
        experiment_id: experiment.experiment_id,
        placement: experiment.placement,
        arm,
        visitors,
        verdict: sample_ratio.as_drawn ? revenue.verdict : 'not_as_drawn',
        revenue: whole(revenue.effect.value),
        revenue_low: whole(revenue.always?.low),
        revenue_high: whole(revenue.always?.high),
        margin: whole(margin.effect.value),
        margin_low: whole(margin.always?.low),
        margin_high: whole(margin.always?.high),
        attributed: credited.get(experiment.placement) ?? 0,
      })
    }
  }
  return {
    columns: [
      ...[
        'experiment_id',
        'placement',
        'arm',
        'visitors',
        'verdict',
        'revenue',
        'revenue_low',
        'revenue_high',
      ],
      ...['margin', 'margin_low', 'margin_high', 'attributed'],
    ],
    rows,
    notes:
      rows.length > 0
        ? []
        : [
            {
              code: 'no_holdout',
              text: 'No holdout has run: POST /v1/experiments proposes one of the right size.',
            },
          ],
  }
}

async function orders({ store, shop, days, query }: Asked): Promise<Body> {
  const { totals, lines } = await readAttributed(store, days, query.window, shop.currency)
  const { orders: all, standing, refunded, cancelled, pieces, gross } = totals
  return {
    columns: [
      ...['orders', 'standing', 'refunded', 'cancelled', 'order_value', 'items_an_order', 'returns'],
      ...['with_suggestion', 'pieces_suggested'],
    ],
    rows: [
      {
        orders: all,
        standing,
        refunded,
        cancelled,
        order_value: percent(gross, standing),
        items_an_order: percent(pieces, standing),
        returns: percent(refunded, all),
        with_suggestion: new Set(lines.map(({ order_id }) => order_id)).size,
        pieces_suggested: lines.reduce((sum, { line }) => sum + line.quantity, 0),
      },
    ],
  }
}

async function refusals({ store, days, query }: Asked): Promise<Body> {
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

const MAKERS: Readonly<Record<ReportName, (asked: Asked) => Promise<Body>>> = {
  funnel,
  coverage,
  attribution,
  incremental,
  orders,
  refusals,
  pairs: (asked) => funnel({ ...asked, query: { ...asked.query, by: 'pair' } }),
}
