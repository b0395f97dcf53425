import { ATTRIBUTION_MODELS, attribute } from '../../../engine/measure/attribution.ts'
import type { Experiment } from '../../../schema/outcomes/experiments.ts'
import type { Report, ReportRow } from '../../../schema/outcomes/reports.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { readHoldouts } from '../../store/outcomes/experiments.ts'
import { readSold } from '../../store/outcomes/reports.ts'
import { type Credit, pathsOf, readAttributed } from '../attributed-lines.ts'
import { resultsOf } from '../experiments/results.ts'
import { type Asked, type Body, shareOf } from './range.ts'

/** Attribution of purchases by all models side by side. */
export async function attribution({ store, shop, days, query }: Asked): Promise<Body> {
  const { totals, claims, lines } = await readAttributed(store, days, query.window, shop.currency)
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
        text: `${claims.proved} of ${totals.standing} orders are linked to a visitor; the others are attributed by the properties of their lines only.`,
      },
      ...unprovedNote(claims.unproved),
      {
        code: 'not_incremental',
        text: 'Attribution is not causation: only a holdout shows what would have been bought without the panels.',
      },
    ],
  }
}

/** Says how many claims on orders decide nothing; none if there are none. */
const unprovedNote = (unproved: number): Report['notes'] =>
  unproved === 0
    ? []
    : [
        {
          code: 'unproved_claims',
          text: `${unproved} orders were claimed by browsers that could not prove them: they count for no panel. Send the items and the value with each purchase, and the order token of your server (docs/EMBED.md).`,
        },
      ]

/** Maximum experiments that one report reads. */
const MAX_EXPERIMENTS = 20

/** Revenue by last touch of an experiment's own panel, from its start to its end, or until now. */
async function creditedTo(
  { store, shop, query, now }: Asked,
  { placement, intent, started_at, stopped_at }: Experiment,
): Promise<number> {
  const [start, end] = [started_at ?? now, stopped_at ?? now]
  const days = { from: Math.floor(start / DAY), to: Math.floor(end / DAY) }
  const { lines } = await readAttributed(store, days, query.window, shop.currency)
  const paths = pathsOf(
    lines.filter(({ at }) => at >= start && at <= end),
    (touch) => `${touch.placement} ${touch.intent}`,
    (line) => line.revenue,
  )
  return attribute(paths, 'last').get(`${placement} ${intent}`) ?? 0
}

/** Incremental revenue by each holdout, beside the revenue that attribution credits to the panels. */
export async function incremental(asked: Asked): Promise<Body> {
  const { store, shop, now } = asked
  const rows: ReportRow[] = []
  for (const experiment of await readHoldouts(store, MAX_EXPERIMENTS)) {
    const attributed = await creditedTo(asked, experiment)
    const { arms, comparisons } = await resultsOf(store, shop, experiment, now)
    for (const { arm, revenue, margin } of comparisons) {
      const visitors = arms.find((one) => one.arm === arm)?.visitors ?? 0
      const whole = (one: number | undefined) => (one === undefined ? null : Math.round(one * visitors))
      rows.push({
        experiment_id: experiment.experiment_id,
        placement: experiment.placement,
        arm,
        visitors,
        verdict: revenue.verdict,
        revenue: whole(revenue.effect.value),
        revenue_low: whole(revenue.always?.low),
        revenue_high: whole(revenue.always?.high),
        margin: whole(margin.effect.value),
        margin_low: whole(margin.always?.low),
        margin_high: whole(margin.always?.high),
        attributed,
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
              text: 'No holdout has run. Plan an experiment; one of a suitable size is proposed.',
            },
          ],
  }
}

/** The half of the items that sold least, without those that sold the median number. */
function slowest(sold: ReadonlyMap<string, number>): ReadonlySet<string> {
  const sorted = [...sold.values()].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0
  return new Set([...sold].filter(([, pieces]) => pieces < middle).map(([item_id]) => item_id))
}

/** Orders by status, and the number after a touch of a panel. */
export async function orders({ store, shop, days, query }: Asked): Promise<Body> {
  const { totals, lines } = await readAttributed(store, days, query.window, shop.currency)
  const { orders: all, standing, refunded, cancelled, pieces, priced, gross } = totals
  const slow = slowest(await readSold(store, days))
  const suggested = (of: (item_id: string) => boolean) =>
    lines.reduce((sum, { line }) => sum + (of(line.item_id) ? line.quantity : 0), 0)
  return {
    columns: [
      ...['orders', 'standing', 'refunded', 'cancelled', 'order_value', 'items_an_order', 'returns'],
      ...['with_suggestion', 'pieces_suggested', 'slow_movers_suggested'],
    ],
    rows: [
      {
        orders: all,
        standing,
        refunded,
        cancelled,
        order_value: shareOf(gross, priced),
        items_an_order: shareOf(pieces, standing),
        returns: shareOf(refunded, all),
        with_suggestion: new Set(lines.map(({ order_id }) => order_id)).size,
        pieces_suggested: suggested(() => true),
        slow_movers_suggested: suggested((item_id) => slow.has(item_id)),
      },
    ],
    notes:
      standing === priced
        ? []
        : [
            {
              code: 'other_currencies',
              text: `Orders in currencies other than ${shop.currency}, which are left out of order_value and of the suggested revenue: ${standing - priced}.`,
            },
          ],
  }
}
