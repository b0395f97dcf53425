import { minimumDetectableEffect, permanentHoldout, visitorsNeeded } from './power.ts'

/** Holdout shares in the table. */
const SHARES = [0.05, 0.1, 0.2, 0.5] as const
/** Relative change of the conversion rate for which the durations are computed. */
const TARGET_LIFT = 0.05
/** Conversion rate while the shop's own is unknown: typical of online shops. */
const DEFAULT_CONVERSION = 0.02
const MAX_WEEKS = 104
const WEEKS_PER_MONTH = 30 / 7
/** Below, the width of an interval is no plan. */
const MIN_PLANNED_VISITORS = 1_000

/** A shop's traffic; 0 where it is unknown. */
export type Traffic = { orders_a_month: number; visitors_a_week: number; buyers_a_week: number }

/** Minimum detectable effect and duration for one holdout share. */
export type PowerRow = {
  share: number
  visible_in_4_weeks: number | null
  weeks_to_see_5_percent: number | null
}

/** Plans an experiment; the fields are documented in the API schema (schema/outcomes/experiments.ts). */
export function planOf({ orders_a_month, visitors_a_week, buyers_a_week }: Traffic) {
  const known = visitors_a_week > 0 && buyers_a_week > 0
  const conversion = known ? Math.min(0.9, buyers_a_week / visitors_a_week) : DEFAULT_CONVERSION
  const visitors = known
    ? visitors_a_week
    : Math.max(visitors_a_week, orders_a_month / WEEKS_PER_MONTH / DEFAULT_CONVERSION)
  const weeks = (share: number): number | null => {
    const needed =
      visitors > 0 ? visitorsNeeded(conversion, TARGET_LIFT, share) / visitors : Number.POSITIVE_INFINITY
    return needed > MAX_WEEKS ? null : Math.ceil(needed)
  }
  return {
    orders_a_month,
    visitors_a_week: Math.round(visitors),
    conversion,
    power: SHARES.map(
      (share): PowerRow => ({
        share,
        visible_in_4_weeks: minimumDetectableEffect(conversion, 4 * visitors, share),
        weeks_to_see_5_percent: weeks(share),
      }),
    ),
    proposed_holdout: permanentHoldout(orders_a_month),
    weeks_of_half: weeks(0.5),
    planned_visitors: Math.max(MIN_PLANNED_VISITORS, Math.round(4 * visitors)),
  }
}
