import { controlArm } from '../../../engine/measure/arms.ts'
import { type Buyers, compare, hasEnoughData, verdictOf } from '../../../engine/measure/compare.ts'
import { difference, ratioDifference } from '../../../engine/measure/effect.ts'
import { benjaminiHochberg } from '../../../engine/measure/false-discovery.ts'
import { momentsOf, type Pairs, pairsOf } from '../../../engine/measure/moments.ts'
import { MISMATCH, sampleRatio } from '../../../engine/measure/sample-ratio.ts'
import type { Arm, Experiment } from '../../../schema/outcomes/experiments.ts'
import type { Results } from '../../../schema/outcomes/results.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { isCounted } from '../../../vocabulary/orders.ts'
import { DAY } from '../../../vocabulary/time.ts'
import type { Store } from '../../store/open.ts'
import {
  type Exposed,
  type KnownOutcome,
  knownOf,
  readLineItems,
  readOutcomes,
} from '../../store/outcomes/outcomes.ts'
import { type NetValue, netValueOf } from '../net-value.ts'
import { provedOf } from '../proved-orders.ts'

/** Purchases of one visitor after the exposure, and in the 90 days before it; money and `orders` in the shop's currency. */
type VisitorPurchases = {
  buys: number
  orders: number
  foreign_orders: number
  revenue: number
  margin: number
  past_orders: number
  past_revenue: number
}

/** One arm: the number of exposed visitors, and the purchases of those who bought before or after. */
type ArmOutcome = { arm: Arm; visitors: number; left_out: number; brought: VisitorPurchases[] }

const PAST_WINDOW = 90 * DAY

/** A paid or pending order and its net value; undefined in another currency than the shop's. */
type Order = Pick<KnownOutcome, 'visitor' | 'arm' | 'exposed_at' | 'bought_at'> & {
  worth: NetValue | undefined
}

/**
 * Results of an experiment: each arm compared with the control, from the exposure of each visitor on.
 * @param now UTC milliseconds
 */
export async function resultsOf(
  store: Store,
  shop: Shop,
  experiment: Experiment,
  now: number,
): Promise<Results> {
  const { exposed, claimed, signed } = await readOutcomes(store, experiment)
  const until = experiment.stopped_at ?? now
  const joined = knownOf(claimed)
  const proved = await provedOf(store, joined)
  const taken = new Set(proved.rows.map(({ order_id }) => order_id))
  const known: KnownOutcome[] = [...proved.rows, ...onceEach(signed, taken)]
  const counted = known.filter(({ status }) => isCounted(status))
  const isOurs = ({ currency }: KnownOutcome) => currency === shop.currency
  const lineItems = await readLineItems(store, counted.filter(isOurs))
  const orders = counted.map((one): Order => {
    const { visitor, arm, exposed_at, bought_at } = one
    return {
      visitor,
      arm,
      exposed_at,
      bought_at,
      worth: isOurs(one) ? netValueOf(one, lineItems) : undefined,
    }
  })
  const groups = experiment.arms.map((arm) => groupOf(arm, exposed, orders, until))
  const control = groups.find(({ arm }) => arm === controlArm(experiment.arms))
  const p = sampleRatio(
    groups.map(({ visitors }) => visitors),
    experiment.arms.map(({ share }) => share),
  )
  const as_drawn = p >= MISMATCH
  const revenue = orders.reduce((sum, { worth }) => sum + (worth?.revenue ?? 0), 0)
  const with_cost = orders.reduce((sum, { worth }) => sum + (worth?.revenue_with_cost ?? 0), 0)
  return {
    experiment_id: experiment.experiment_id,
    status: experiment.status,
    as_of: now,
    currency: shop.currency,
    arms: groups.map(armView),
    sample_ratio: { p, as_drawn },
    comparisons: groups
      .filter((group) => control && group !== control)
      .map((group) => comparisonOf(group, control ?? group, experiment.plan.planned_visitors, as_drawn)),
    purchases_joined: claimed.length === 0 ? null : joined.length / claimed.length,
    purchases_unproved: proved.unproved,
    orders_of_other_currencies: groups.reduce(
      (sum, group) => sum + total(group, ({ foreign_orders }) => foreign_orders),
      0,
    ),
    cost_known: revenue === 0 ? null : with_cost / revenue,
  }
}

/** Orders that are not taken, each once. */
const onceEach = (orders: readonly KnownOutcome[], taken: Set<string>): KnownOutcome[] =>
  orders.filter(({ order_id }) => !taken.has(order_id) && taken.add(order_id))

function groupOf(arm: Arm, exposed: readonly Exposed[], orders: readonly Order[], until: number): ArmOutcome {
  const visitors = (seen: number) =>
    exposed.find((one) => one.arm === arm.arm && one.seen_before === seen)?.visitors ?? 0
  const brought = new Map<string, VisitorPurchases>()
  for (const { visitor, arm: name, exposed_at, bought_at, worth } of orders) {
    if (name !== arm.arm) continue
    const sums = brought.get(visitor) ?? NOTHING
    if (bought_at >= exposed_at && bought_at <= until) brought.set(visitor, withOrder(sums, worth))
    else if (bought_at < exposed_at && bought_at >= exposed_at - PAST_WINDOW) {
      const past_revenue = sums.past_revenue + (worth?.revenue ?? 0)
      brought.set(visitor, { ...sums, past_orders: sums.past_orders + 1, past_revenue })
    }
  }
  return { arm, visitors: visitors(0), left_out: visitors(1), brought: [...brought.values()] }
}

const NOTHING: VisitorPurchases = {
  ...{ buys: 0, orders: 0, foreign_orders: 0, revenue: 0, margin: 0 },
  ...{ past_orders: 0, past_revenue: 0 },
}

const withOrder = (sums: VisitorPurchases, worth: NetValue | undefined): VisitorPurchases =>
  worth
    ? {
        ...sums,
        buys: 1,
        orders: sums.orders + 1,
        revenue: sums.revenue + worth.revenue,
        margin: sums.margin + worth.margin,
      }
    : { ...sums, buys: 1, foreign_orders: sums.foreign_orders + 1 }

const total = (group: ArmOutcome, of: (one: VisitorPurchases) => number) =>
  group.brought.reduce((sum, one) => sum + of(one), 0)

function armView(group: ArmOutcome): Results['arms'][number] {
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

/** Moments of two measures over all visitors of an arm; visitors without a purchase count as zeros. */
const pairs = (
  { brought, visitors }: ArmOutcome,
  y: (one: VisitorPurchases) => number,
  x: (one: VisitorPurchases) => number,
): Pairs =>
  pairsOf(
    brought.map((one) => [y(one), x(one)] as const),
    Math.max(0, visitors - brought.length),
  )

/** Numbers of buyers for whom `isIn` holds. */
const buyersOf = (
  arm: ArmOutcome,
  control: ArmOutcome,
  isIn: (one: VisitorPurchases) => boolean,
): Buyers => ({
  arm: arm.brought.filter(isIn).length,
  control: control.brought.filter(isIn).length,
})

/** Whether the visitor has an order in the shop's currency. */
const isPaying = ({ orders }: VisitorPurchases): boolean => orders > 0

function comparisonOf(
  arm: ArmOutcome,
  control: ArmOutcome,
  planned: number,
  as_drawn: boolean,
): Results['comparisons'][number] {
  const buyers = buyersOf(arm, control, ({ buys }) => buys > 0)
  const paying = buyersOf(arm, control, isPaying)
  const measured = (
    y: (one: VisitorPurchases) => number,
    x: (one: VisitorPurchases) => number,
    who: Buyers,
  ): Results['comparisons'][number]['revenue'] => {
    const found = compare(pairs(arm, y, x), pairs(control, y, x), who, planned)
    return { ...found, verdict: as_drawn ? verdictOf(found) : 'not_as_drawn' }
  }
  const past = ({ past_revenue }: VisitorPurchases) => past_revenue
  const ratio = (group: ArmOutcome) =>
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
      buyers,
    ),
    revenue: measured(({ revenue }) => revenue, past, paying),
    margin: measured(({ margin }) => margin, past, paying),
    order_value:
      (hasEnoughData(ratio(arm).y, ratio(control).y, paying) &&
        ratioDifference(ratio(arm), ratio(control))) ||
      null,
    segments: segmentsOf(arm, control, as_drawn),
  }
}

/** Segments of visitors by whether they bought before the exposure, which was known at the draw. */
function segmentsOf(
  arm: ArmOutcome,
  control: ArmOutcome,
  as_drawn: boolean,
): Results['comparisons'][number]['segments'] {
  const parts = [
    ['returning', ({ past_orders }: VisitorPurchases) => past_orders > 0, 0],
    ['new', ({ past_orders }: VisitorPurchases) => past_orders === 0, 1],
  ] as const
  const effects = parts.map(([segment, isIn, others]) => {
    const moments = ({ brought, visitors }: ArmOutcome) =>
      momentsOf(
        brought.filter(isIn).map(({ revenue }) => revenue),
        others * Math.max(0, visitors - brought.length),
      )
    const [a, c] = [moments(arm), moments(control)]
    const buyers = buyersOf(arm, control, (one) => isIn(one) && isPaying(one))
    return { segment, effect: difference(a, c), tells: as_drawn && hasEnoughData(a, c, buyers) }
  })
  const counts = benjaminiHochberg(effects.map(({ effect, tells }) => (tells ? effect.p : 1)))
  return effects.map(({ segment, effect }, at) => ({ segment, effect, counts: counts[at] ?? false }))
}
