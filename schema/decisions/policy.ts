import * as v from 'valibot'
import { OUTBOUND_CHANNELS } from '../../vocabulary/decisions/offers.ts'
import { between } from '../numbers.ts'
import { id } from '../shapes.ts'

const days = between(0, 730)
const clock = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time such as 21:30.'))
const list = <S extends v.GenericSchema>(one: S, most: number) =>
  v.optional(
    v.pipe(
      v.array(one),
      v.minLength(1, 'Give at least one value, or leave the part out.'),
      v.maxLength(most),
    ),
  )

/** Whose contacts a window counts together: each customer's own, or those of all buyers of an account. */
const WINDOW_SCOPES = ['customer', 'account'] as const

/** At most `max` contacts in any `days` days. Each part that is given narrows the contacts that count. */
const contactWindow = v.strictObject({
  /** By default `customer`. A customer of no account has with `account` a window of their own. */
  scope: v.optional(v.picklist(WINDOW_SCOPES, `Give one of: ${WINDOW_SCOPES.join(', ')}.`)),
  channels: list(v.picklist(OUTBOUND_CHANNELS), OUTBOUND_CHANNELS.length),
  offer_ids: list(id, 50),
  /** Category paths; those below them are included. */
  categories: list(v.pipe(v.string(), v.minLength(1), v.maxLength(500)), 50),
  /** The window holds for customers of this group (of the shop's own customer groups). */
  groups: list(id, 50),
  max: between(0, 1_000),
  days: between(1, 730),
})

/** Days for which an offer rests; 0 for no rest. */
const rests = v.strictObject({
  accepted: v.optional(days, 30),
  rejected: v.optional(days, 90),
  /** Of the offer's category, after a refusal. */
  rejected_category: v.optional(days, 30),
  /** After it was ignored twice within 30 days. */
  ignored: v.optional(days, 60),
  /** On pages, after it was seen three times within 7 days without an answer. */
  seen: v.optional(days, 10),
})

const DEFAULT_WINDOWS = [
  { channels: [...OUTBOUND_CHANNELS], max: 2, days: 90 },
  { channels: ['email' as const], max: 1, days: 7 },
]

/** How often and when the shop makes offers. Without a decision of the merchant: two offers in any 90 days, one e-mail a week. */
export const contactPolicy = v.strictObject({
  windows: v.optional(
    v.pipe(v.array(contactWindow), v.maxLength(50, 'Give at most 50 windows.')),
    DEFAULT_WINDOWS,
  ),
  rests: v.optional(rests, {}),
  /**
   * By the clock of the customer's time zone, or of the shop's where it is unknown; across midnight if `to` is not after `from`. Two equal
   * times are no quiet hours.
   */
  quiet_hours: v.optional(v.strictObject({ from: clock, to: clock }), {
    from: '21:00',
    to: '08:00',
  }),
  /** Days without contacts: 2026-12-24, or 12-24 for every year. */
  blackout_days: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          v.string(),
          v.regex(
            /^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
            'Give a day such as 2026-12-24, or 12-24 for every year.',
          ),
        ),
      ),
      v.maxLength(366),
    ),
    [],
  ),
  /** Hours between two contacts on any outbound channel. */
  least_gap_hours: v.optional(between(0, 8_760), 24),
  /** Days for which a decision is valid, unless its offer ends before. */
  decision_days: v.optional(between(1, 90), 14),
  /** Outbound channels that need no consent of the customer, where the law allows it. */
  without_consent: v.optional(
    v.pipe(v.array(v.picklist(OUTBOUND_CHANNELS)), v.maxLength(OUTBOUND_CHANNELS.length)),
    [],
  ),
  /** Share of the decisions in which the offer is drawn, so that the shop learns about others than the best. */
  explore_share: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(0.05, 'Give at most 0.05.')), 0.02),
  /** Share of the customers who get no contacts on outbound channels, so that what all of them bring can be measured. */
  holdout_share: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(0.2, 'Give at most 0.2.')), 0),
  /** Minor units that one contact costs, by channel. */
  contact_costs: v.optional(
    v.pipe(
      v.record(v.picklist(OUTBOUND_CHANNELS), between(0, 1_000_000)),
      v.maxEntries(OUTBOUND_CHANNELS.length),
    ),
    {},
  ),
  /** Share of the price that is taken as the margin of an item without a cost. */
  assumed_margin: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.3),
})
export type ContactPolicySettings = v.InferOutput<typeof contactPolicy>
