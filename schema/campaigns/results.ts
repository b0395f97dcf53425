import * as v from 'valibot'
import { whole } from '../numbers.ts'

const estimate = v.object({
  value: v.number(),
  /** 95 % interval that stays valid however often it is read. */
  low: v.number(),
  high: v.number(),
})

const arm = v.object({
  role: v.picklist(['contact', 'control']),
  /** Members whose turn has come. */
  customers: whole,
  buyers: whole,
  orders: whole,
  /** Net of tax, shipping, discounts and refunds, minor units. */
  revenue: whole,
  /** Revenue less cost of the items; a share of the revenue where the cost is unknown. */
  margin: whole,
})

/** What a campaign has brought so far. Money in minor units. */
export const campaignResults = v.object({
  as_of: whole,
  arms: v.array(arm),
  /** Members who were to be contacted and were not, by reason. */
  withheld: v.array(v.object({ code: v.string(), customers: whole })),
  decided: whole,
  delivered: whole,
  accepted: whole,
  rejected: whole,
  /** Contacts whose customers have withdrawn a consent since. */
  opted_out: whole,
  /** Pieces that were given back, of those who were contacted. */
  returned: whole,
  contact_cost: whole,
  /** Difference to the control a customer; null before both have enough buyers. */
  margin: v.nullable(estimate),
  /** Share of buyers, the difference to the control. */
  buyers: v.nullable(estimate),
  /** Incremental margin of all who were contacted less the cost of contacts; incentives are in the margin already. */
  net: v.nullable(
    v.object({ ...estimate.entries, per_contact: v.number(), per_cost: v.nullable(v.number()) }),
  ),
  /** Members of both roles whom another campaign contacted in the same days: what that did cannot be told apart. */
  also_contacted: whole,
})
export type CampaignResults = v.InferOutput<typeof campaignResults>
