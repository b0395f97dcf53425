import { compare, verdictOf } from '../engine/measure/compare.ts'
import { discoveries } from '../engine/measure/discoveries.ts'
import { difference, ratioDifference } from '../engine/measure/effect.ts'
import { momentsOf, type Pairs, pairsOf } from '../engine/measure/moments.ts'
import { MISMATCH, sampleRatio } from '../engine/measure/sample-ratio.ts'
import type { Arm, Experiment } from '../schema/experiments.ts'
import type { Results } from '../schema/results.ts'
import type { Shop } from '../schema/shops.ts'
import { controlOf } from './arms.ts'
import type { Store } from './store/open.ts'
import { type Exposed, type Outcome, readNamed, readOutcomes, type ToldOrder } from './store/outcomes.ts'
import { STANDS, type Worth, worthOf } from './worth.ts'

/** What one visitor brought since it was drawn, and in the time before. */
type Brought = {
  buys: number
  orders: number
  revenue: number
  margin: number
  past_orders: number
  past_revenue: number
}

/** One arm: how many are compared, and those of them who bought at any time. */
type Group = { arm: Arm; visitors: number; left_out: number; brought: Brought[] }

const PAST = 90 * 86_400_000

type Orders = { visitor: string; arm: string; exposed_at: number; order: ToldOrder; worth: Worth }[]

/** What an experiment has shown. @param now UTC milliseconds */
export async function resultsOf(
  store: Store,
  shop: Shop,
  experiment: Experiment,
  now: number,
): Promise<Results> {
  const { exposed, outcomes } = await readOutcomes(store, experiment)
  const until = experiment.stopped_at ?? now
  const known = outcomes.filter((one): one is Outcome & ToldOrder => one.order_id !== null)
  const counted = known.filter(
    ({ status, currency }) => STANDS.includes(status) && currency === shop.currency,
  )
  const named = await readNamed(store, counted)
  const orders: Orders = counted.map(({ visitor, arm, exposed_at, ...order }) => ({
    visitor,
    arm,
    exposed_at,
    order,
    worth: worthOf(order, named),
  }))
  const groups = experiment.arms.map((arm) => groupOf(arm, exposed, orders, until))
  const control = groups.find(({ arm }) => arm === controlOf(experiment.arms))
  const p = sampleRatio(
    groups.map(({ visitors }) => visitors),
    experiment.arms.map(({ share }) => share),
  )
  const revenue = orders.reduce((sum, { worth }) => sum + worth.revenue, 0)
  const with_cost = orders.reduce((sum, { worth }) => sum + worth.revenue_with_cost, 0)
  return {
    experiment_id: experiment.experiment_id,
    status: experiment.status,
    as_of: now,
    currency: shop.currency,
    arms: groups.map(armView),
    sample_ratio: { p, as_drawn: p >= MISMATCH },
    comparisons: groups
      .filter((group) => control && group !== control)
      .map((group) => comparisonOf(group, control ?? group, experiment.plan.planned_visitors)),
    purchases_joined: outcomes.length === 0 ? null : known.length / outcomes.length,
    cost_known: revenue === 0 ? null : with_cost / revenue,
  }
}

function groupOf(arm: Arm, exposed: readonly Exposed[], orders: Orders, until: number): Group {
  const visitors = (seen: number) =>
    exposed.find((one) => one.arm === arm.arm && one.seen_before === seen)?.visitors ?? 0
  const brought = new Map<string, Brought>()
  for (const { visitor, arm: name, exposed_at, order, worth } of orders) {
    if (name !== arm.arm || order.ordered_at === null) continue
    const sums = brought.get(visitor) ?? NOTHING
    const { ordered_at } = order
    if (ordered_at >= exposed_at && ordered_at <= until) brought.set(visitor, withOrder(sums, worth))
    else if (ordered_at < exposed_at && ordered_at >= exposed_at - PAST) {
      const past_revenue = sums.past_revenue + worth.revenue
      brought.set(visitor, { ...sums, past_orders: sums.past_orders + 1, past_revenue })
    }
  }
  return { arm, visitors: visitors(0), left_out: visitors(1), brought: [...brought.values()] }
}

const NOTHING: Brought = { buys: 0, orders: 0, revenue: 0, margin: 0, past_orders: 0, past_revenue: 0 }

const withOrder = (sums: Brought, worth: Worth): Brought => ({
  ...sums,
  buys: 1,
  orders: sums.orders + 1,
  revenue: sums.revenue + worth.revenue,
  margin: sums.margin + worth.margin,
})

const total = (group: Group, of: (one: Brought) => number) =>
  group.brought.reduce((sum, one) => sum + of(one), 0)

function armView(group: Group): Results['arms'][number] {
  const { arm, visitors, left_out } = group
  return {
    arm: arm.arm,
    holdout: arm.holdout,
    visitors,
    left_out,
    buyers: total(group, ({ buys }) => buys),
    orders: total(group, ({ orders }) => orders),
    revenue: total(group, ({ revenue }) => revenue),
    margin: total(group, ({ margin }) => margin),
    with_past: group.brought.filter(({ past_orders }) => past_orders > 0).length,
  }
}

/** Two measures of every visitor of a group: those who bought nothing are zeros. */
const pairs = (
  { brought, visitors }: Group,
  y: (one: Brought) => number,
  x: (one: Brought) => number,
): Pairs =>
  pairsOf(
    brought.map((one) => [y(one), x(one)] as const),
    Math.max(0, visitors - brought.length),
  )

function comparisonOf(arm: Group, control: Group, planned: number): Results['comparisons'][number] {
  const buyers = { arm: total(arm, ({ buys }) => buys), control: total(control, ({ buys }) => buys) }
  const measured = (y: (one: Brought) => number, x: (one: Brought) => number) => {
    const found = compare(pairs(arm, y, x), pairs(control, y, x), buyers, planned)
    return { ...found, verdict: verdictOf(found) }
  }
  const past = ({ past_revenue }: Brought) => past_revenue
  const ratio = (group: Group) =>
    pairs(
      group,
      ({ revenue }) => revenue,
      ({ orders }) => orders,
    )
  return {
    arm: arm.arm.arm,
    control: control.arm.arm,
    conversion: measured(
      ({ buys }) => buys,
      ({ past_orders }) => past_orders,
    ),
    revenue: measured(({ revenue }) => revenue, past),
    margin: measured(({ margin }) => margin, past),
    order_value: ratioDifference(ratio(arm), ratio(control)) ?? null,
    segments: segmentsOf(arm, control),
  }
}

/** Those who had bought before, and those who had not: told apart by what was known at the draw. */
function segmentsOf(arm: Group, control: Group): Results['comparisons'][number]['segments'] {
  const parts = [
    ['returning', ({ past_orders }: Brought) => past_orders > 0, 0],
    ['new', ({ past_orders }: Brought) => past_orders === 0, 1],
  ] as const
  const effects = parts.map(([segment, isIn, others]) => {
    const moments = ({ brought, visitors }: Group) =>
      momentsOf(
        brought.filter(isIn).map(({ revenue }) => revenue),
        others * Math.max(0, visitors - brought.length),
      )
    return { segment, effect: difference(moments(arm), moments(control)) }
  })
  const counts = discoveries(effects.map(({ effect }) => effect.p))
  return effects.map((one, at) => ({ ...one, counts: counts[at] ?? false }))
}
