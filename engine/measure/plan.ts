import { smallestVisible, stayingHoldout, visitorsNeeded } from './power.ts'

/** Shares that a merchant is told about. */
const SHARES = [0.05, 0.1, 0.2, 0.5] as const
/** Change of the conversion rate that is worth waiting for. */
const WORTH = 0.05
/** Visitors that buy, while nobody knows: what shops report. */
const USUAL_CONVERSION = 0.02
const MOST_WEEKS = 104
const MONTH_IN_WEEKS = 30 / 7
/** Below, the width of an interval is no plan. */
const FEWEST_PLANNED = 1_000

/** What is known of a shop's traffic. */
export type Traffic = { orders_a_month: number; visitors_a_week: number; buyers_a_week: number }

/** What a share would be able to see, and by when. */
export type PowerRow = {
  share: number
  visible_in_4_weeks: number | null
  weeks_to_see_5_percent: number | null
}

/** What an experiment of this shop can tell; its fields are documented at the API (schema/outcomes/experiments.ts). */
export function planOf({ orders_a_month, visitors_a_week, buyers_a_week }: Traffic) {
  const known = visitors_a_week > 0 && buyers_a_week > 0
  const conversion = known ? Math.min(0.9, buyers_a_week / visitors_a_week) : USUAL_CONVERSION
  const visitors = known
    ? visitors_a_week
    : Math.max(visitors_a_week, orders_a_month / MONTH_IN_WEEKS / USUAL_CONVERSION)
  const weeks = (share: number): number | null => {
    const needed =
      visitors > 0 ? visitorsNeeded(conversion, WORTH, share) / visitors : Number.POSITIVE_INFINITY
    return needed > MOST_WEEKS ? null : Math.ceil(needed)
  }
  return {
    orders_a_month,
    visitors_a_week: Math.round(visitors),
    conversion,
    power: SHARES.map(
      (share): PowerRow => ({
        share,
        visible_in_4_weeks: smallestVisible(conversion, 4 * visitors, share),
        weeks_to_see_5_percent: weeks(share),
      }),
    ),
    proposed_holdout: stayingHoldout(orders_a_month),
    weeks_of_half: weeks(0.5),
    planned_visitors: Math.max(FEWEST_PLANNED, Math.round(4 * visitors)),
  }
}
