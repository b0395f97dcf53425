import * as v from 'valibot'
import { VERDICTS } from '../../vocabulary/experiments.ts'
import { whole } from '../numbers.ts'
import { EXPERIMENT_STATUS } from './experiments.ts'

/** An estimate with its standard error, its 95 % interval and its p-value. */
export const estimate = v.object({
  value: v.number(),
  error: v.number(),
  low: v.number(),
  high: v.number(),
  p: v.number(),
})

export type Estimate = v.InferOutput<typeof estimate>

/** Comparison of one metric of an arm with the control. Money in minor units for each visitor. */
const comparison = v.object({
  arm: v.number(),
  control: v.number(),
  /** Arm − control, adjusted by revenue before the exposure (CUPED); fixed-horizon interval. */
  effect: estimate,
  /** The same with the always-valid interval; null with too few visitors. */
  always: v.nullable(estimate),
  /** Smallest effect that today's visitors would show, in 8 of 10 cases; null with too few visitors. */
  detectable: v.nullable(v.number()),
  /** Relative to the control; null with too few visitors, or if a mean is not clearly above 0. The interval is that of the logarithm of the ratio. */
  lift: v.nullable(estimate),
  /** Share of the variance that remains after CUPED. */
  variance_left: v.number(),
  verdict: v.picklist(VERDICTS),
})

const measures = {
  /** Share of visitors who bought. */
  conversion: comparison,
  /** Net of tax, shipping, discounts, cancellations and refunds. */
  revenue: comparison,
  /** Margin of lines with a known cost. */
  margin: comparison,
}

/** Current results of an experiment. */
export const results = v.object({
  experiment_id: v.string(),
  status: v.picklist(EXPERIMENT_STATUS),
  as_of: whole,
  currency: v.string(),
  arms: v.array(
    v.object({
      arm: v.string(),
      holdout: v.boolean(),
      /** Exposed visitors without those who had seen a panel before the draw. */
      visitors: whole,
      left_out: whole,
      /** Buyers in any currency; orders, revenue and margin are in the shop's currency. */
      buyers: whole,
      orders: whole,
      revenue: v.number(),
      margin: v.number(),
      /** Visitors with orders before the draw that were known to be theirs at the draw. */
      with_past: whole,
    }),
  ),
  /** Sample ratio test of the arms; below p = 0.001 the results are not valid. */
  sample_ratio: v.object({ p: v.number(), as_drawn: v.boolean() }),
  /** Each arm compared with the control, which is the holdout, else the first arm. */
  comparisons: v.array(
    v.object({
      arm: v.string(),
      control: v.string(),
      ...measures,
      /** Revenue for each order, arm − control; null with too few visitors. */
      order_value: v.nullable(estimate),
      /** Revenue for each visitor by segment; `counts`: significant at the false discovery rate, with enough visitors. */
      segments: v.array(v.object({ segment: v.string(), effect: estimate, counts: v.boolean() })),
    }),
  ),
  /** Share of the purchases reported by browsers that name an order. */
  purchases_joined: v.nullable(v.number()),
  /** Orders that browsers claimed without a proof that they are theirs: they decide nothing. */
  purchases_unproved: whole,
  /** Orders since the draw in other currencies: they count as buyers, but not in revenue. */
  orders_of_other_currencies: whole,
  /** Share of the revenue with a known cost. */
  cost_known: v.nullable(v.number()),
})
export type Results = v.InferOutput<typeof results>
