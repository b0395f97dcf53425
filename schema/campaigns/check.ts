import * as v from 'valibot'
import { CHANNELS, DECISION_STAGES } from '../../vocabulary/decisions/offers.ts'
import { whole } from '../numbers.ts'

/** The limits of a plan. */
export const LIMIT_KINDS = ['budget', 'capacity', 'stock', 'minimum'] as const

const limit = {
  kind: v.picklist(LIMIT_KINDS),
  /** The channel, offer or segment; '' for the budget. */
  name: v.string(),
}

/** What a campaign is expected to do, before anybody is contacted. Money in minor units. */
export const campaignCheck = v.object({
  as_of: whole,
  /** Customers of the audience, and those of them to whom something can be offered. */
  audience: whole,
  eligible: whole,
  /** Those who get none, by the last reason that remained. */
  blocked: v.array(v.object({ stage: v.picklist(DECISION_STAGES), code: v.string(), customers: whole })),
  /** Customers who are members of other campaigns that run or wait. */
  overlaps: v.array(v.object({ campaign_id: v.string(), name: v.string(), customers: whole })),
  contacts: whole,
  control: whole,
  /** Those for whom the limits leave no room. */
  spare: whole,
  offers: v.array(v.object({ offer_id: v.string(), channel: v.picklist(CHANNELS), contacts: whole })),
  /** Expected cost of contacts and incentives. */
  cost: whole,
  /** Expected net worth in the unit of the goal, with the 95 % interval of chance alone. */
  worth: v.object({ value: v.number(), low: v.number(), high: v.number() }),
  /** By how much at most another plan within the same limits could be better, as a share; null when that is not known. */
  gap: v.nullable(v.number()),
  /** Each limit, what of it is used, and what one more unit of it would bring. */
  limits: v.array(
    v.object({
      ...limit,
      limit: v.number(),
      used: v.number(),
      price: v.number(),
      /** What the plan would be worth more without it. */
      costs: v.number(),
    }),
  ),
  /** Worth of the best plan for other budgets; empty without a budget. */
  curve: v.array(v.object({ budget: v.number(), worth: v.number() })),
  /** What the worth of a contact is estimated by. */
  basis: v.picklist(['prior', 'uplift', 'response', 'average']),
  /** What the control can show. */
  power: v.object({
    /** Smallest difference of margin a customer that would be seen with a probability of 80 %, minor units; null without a control. */
    smallest_effect: v.nullable(v.number()),
    /** Difference that the plan expects, minor units a customer; null where the goal is no margin. */
    expected_effect: v.nullable(v.number()),
    /** Days from the start until the last purchase counts. */
    days: whole,
  }),
})
export type CampaignCheck = v.InferOutput<typeof campaignCheck>
