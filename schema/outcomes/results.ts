import * as v from 'valibot'
import { EXPERIMENT_STATUS } from './experiments.ts'

/** A number with its standard error, its 95 % interval and the chance of it were there nothing. */
export const estimate = v.object({
  value: v.number(),
  error: v.number(),
  low: v.number(),
  high: v.number(),
  p: v.number(),
})

/** What can be said; by the interval that may be looked at every day. Of arms that are not as they were drawn nothing can. */
export const VERDICTS = ['helps', 'harms', 'too_early', 'not_as_drawn'] as const

/** One measure of an arm beside the control. Money in minor units a visitor. */
const comparison = v.object({
  arm: v.number(),
  control: v.number(),
  /** Arm less control, adjusted for what visitors spent before (CUPED); good for one look. */
  effect: estimate,
  /** The same, good however often it is looked at; null while too few have come. */
  always: v.nullable(estimate),
  /** Relative to the control; null while too few have come, or the control's mean is not clearly above 0. */
  lift: v.nullable(estimate),
  /** Share of the variance that the past leaves. */
  variance_left: v.number(),
  verdict: v.picklist(VERDICTS),
})

const measures = {
  /** Visitors who bought. */
  conversion: comparison,
  /** Net of tax, shipping, discounts and what was cancelled or refunded. */
  revenue: comparison,
  /** Of lines whose cost is known. */
  margin: comparison,
}

/** What an experiment has shown so far. */
export const results = v.object({
  experiment_id: v.string(),
  status: v.picklist(EXPERIMENT_STATUS),
  as_of: v.number(),
  currency: v.string(),
  arms: v.array(
    v.object({
      arm: v.string(),
      holdout: v.boolean(),
      /** Who is compared; those who had seen a panel before the draw are not. */
      visitors: v.number(),
      left_out: v.number(),
      /** Whatever they paid in; orders, revenue and margin are of the shop's currency. */
      buyers: v.number(),
      orders: v.number(),
      revenue: v.number(),
      margin: v.number(),
      /** Visitors with orders before they were drawn, as far as it was known then whose they are. */
      with_past: v.number(),
    }),
  ),
  /** Are the arms as large as they were to be? Below 0.001 nothing that is measured means anything. */
  sample_ratio: v.object({ p: v.number(), as_drawn: v.boolean() }),
  /** Each arm beside the control: the holdout, else the first. */
  comparisons: v.array(
    v.object({
      arm: v.string(),
      control: v.string(),
      ...measures,
      /** Revenue an order, arm less control; null while too few have come. */
      order_value: v.nullable(estimate),
      /** Revenue a visitor among parts of the visitors; `counts` where enough have come and it is more than chance. */
      segments: v.array(v.object({ segment: v.string(), effect: estimate, counts: v.boolean() })),
    }),
  ),
  /** Share of purchases that were told by a browser and are known as orders. */
  purchases_joined: v.nullable(v.number()),
  /** Orders since the draw in other currencies: whoever gave them is a buyer, what they brought counts nowhere. */
  orders_of_other_currencies: v.number(),
  /** Share of the revenue whose cost is known. */
  cost_known: v.nullable(v.number()),
})
export type Results = v.InferOutput<typeof results>
