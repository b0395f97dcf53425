import * as v from 'valibot'
import {
  ACCOUNT_RISKS,
  CALL_REASONS,
  CELL_MARKS,
  CELL_STATES,
  OPENING_BLOCKS,
} from '../../vocabulary/accounts.ts'
import { CHANNELS, REFUSAL_REASONS } from '../../vocabulary/decisions/offers.ts'
import { whole } from '../numbers.ts'
import { accountView } from './accounts.ts'
import { buyerView } from './buyers.ts'
import { outcomeView } from './outcomes.ts'
import { openingReason } from './white-space.ts'

/** Openings of a rep's page. */
export const OPENINGS_SHOWN = 3

const callReason = v.object({
  reason: v.picklist(CALL_REASONS),
  /** When it is or was, UTC milliseconds; null for a reason without a time. */
  at: v.nullable(whole),
  /** Family, quote or plan that it is about; '' for none. */
  about: v.string(),
})

/** An item with the price of the account. */
const accountItem = v.object({
  item_id: v.string(),
  title: v.string(),
  url: v.nullable(v.string()),
  image_url: v.nullable(v.string()),
  /** Minor units: of the account's customer group where it has one; null for none. */
  price: v.nullable(whole),
  /** The listed price, where the account's is another one. */
  list_price: v.nullable(whole),
  availability: v.string(),
  stock: v.nullable(whole),
  /** Parts without which it does not work, by title. */
  required_parts: v.array(v.string()),
})
export type AccountItem = v.InferOutput<typeof accountItem>

/** An opening of the rep's page. */
const opening = v.object({
  family: v.string(),
  state: v.picklist(CELL_STATES),
  probability: v.number(),
  margin: whole,
  margin_low: whole,
  margin_high: whole,
  /** The margin is a share of the price, because the items have no cost. */
  margin_assumed: v.boolean(),
  gap: whole,
  reasons: v.array(openingReason),
  items: v.array(accountItem),
  use_cases: v.array(v.string()),
  questions: v.array(v.string()),
  /** Answers to refusals that customers gave for this family, the most frequent first. */
  objections: v.array(v.object({ reason: v.picklist(REFUSAL_REASONS), answer: v.string(), times: whole })),
  mark: v.nullable(v.picklist(CELL_MARKS)),
  mark_note: v.string(),
})
export type BriefOpening = v.InferOutput<typeof opening>

/** An opening that is not shown. */
const blocked = v.object({
  family: v.string(),
  block: v.picklist(OPENING_BLOCKS),
  reason: v.nullable(v.picklist(REFUSAL_REASONS)),
  /** Channel on which it was said; null where nobody said it. */
  channel: v.nullable(v.picklist(CHANNELS)),
  at: v.nullable(whole),
  until: v.nullable(whole),
})
export type BlockedOpening = v.InferOutput<typeof blocked>

const audit = v.object({
  orders: whole,
  first_order_at: v.nullable(whole),
  last_order_at: v.nullable(whole),
  days_between_orders: v.nullable(v.number()),
  next_order_at: v.nullable(whole),
  spent: whole,
  spent_before: v.nullable(whole),
  trend: v.nullable(v.object({ percent: v.number(), low: v.number(), high: v.number() })),
  largest_family_share: v.number(),
  concentration: v.number(),
  margin_share: v.nullable(v.number()),
  wallet_share: v.nullable(v.number()),
  /** Accounts that buy alike and were compared with; 0 when there are fewer than ten. */
  peers: whole,
  risks: v.array(v.picklist(ACCOUNT_RISKS)),
  families: v.array(
    v.object({
      family: v.string(),
      state: v.picklist(CELL_STATES),
      orders: whole,
      last_at: whole,
      spent: whole,
      next_at: v.nullable(whole),
    }),
  ),
})

/** Everything that a rep needs to know before a talk. Money in minor units, times in UTC milliseconds. */
export const accountBrief = v.object({
  account: accountView,
  currency: v.string(),
  /** Null before the first analysis. */
  computed_at: v.nullable(whole),
  horizon_days: whole,
  buyers: v.array(buyerView),
  why_now: v.array(callReason),
  openings: v.array(opening),
  /** Further openings, by family, the best first. */
  more: v.array(v.object({ family: v.string(), margin: whole, probability: v.number() })),
  blocked: v.array(blocked),
  outcomes: v.array(outcomeView),
  /** Last contacts with its buyers on any channel. */
  contacts: v.array(
    v.object({ at: whole, channel: v.picklist(CHANNELS), what: v.string(), status: v.string() }),
  ),
  audit: v.nullable(audit),
  marks: v.array(v.object({ family: v.string(), mark: v.picklist(CELL_MARKS), note: v.string(), at: whole })),
})
export type AccountBrief = v.InferOutput<typeof accountBrief>
export type AccountAudit = v.InferOutput<typeof audit>
export type WhyNow = v.InferOutput<typeof callReason>

/** Items to quote or to order again. */
export const itemListQuery = v.strictObject({
  of: v.optional(v.picklist(['openings', 'usual'], 'Give one of: openings, usual.'), 'usual'),
  form: v.optional(v.picklist(['json', 'csv'], 'Give one of: json, csv.'), 'json'),
})
export const itemList = v.object({
  items: v.array(v.object({ ...accountItem.entries, quantity: whole })),
  /** Link that fills the cart of the shop with them; null where its platform has none. */
  cart_url: v.nullable(v.string()),
})

/** A call that is worth making. */
export const callView = v.object({
  account_id: v.string(),
  name: v.string(),
  tier: v.nullable(v.string()),
  rep: v.nullable(v.string()),
  why_now: v.array(callReason),
  /** The best opening; null for none. */
  family: v.nullable(v.string()),
  probability: v.nullable(v.number()),
  margin: whole,
  last_contact_at: v.nullable(whole),
})
export type CallView = v.InferOutput<typeof callView>

/** The calls of a day. */
export const callList = v.object({
  items: v.array(callView),
  /** Accounts that would be worth a call, and must not have one now, by the reason. */
  withheld: v.array(v.object({ code: v.string(), accounts: whole })),
})
export const callQuery = v.strictObject({
  rep: v.optional(v.pipe(v.string(), v.maxLength(60))),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^([1-9]\d?|100)$/, 'Give a whole number from 1 to 100.'),
      v.transform(Number),
    ),
    '20',
  ),
})
