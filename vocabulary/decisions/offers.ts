/** Ways on which an offer can reach a person. */
export const CHANNELS = ['web', 'email', 'sms', 'push', 'post', 'call', 'till', 'rep', 'agent'] as const
export type Channel = (typeof CHANNELS)[number]

/** Channels on which the shop begins the conversation, so that each offer is a contact; on the others the customer has come. */
export const OUTBOUND_CHANNELS = ['email', 'sms', 'push', 'post', 'call'] as const
export type OutboundChannel = (typeof OUTBOUND_CHANNELS)[number]

const OUTBOUND: ReadonlySet<string> = new Set(OUTBOUND_CHANNELS)
export const isOutbound = (channel: Channel): channel is OutboundChannel => OUTBOUND.has(channel)

export const OFFER_KINDS = ['cross_sell', 'upgrade', 'downgrade', 'replenish', 'win_back'] as const
export type OfferKind = (typeof OFFER_KINDS)[number]

/** Only `live` offers are made; each status follows the one before it, and an ended offer begins again as a draft. */
export const OFFER_STATUS = ['draft', 'approved', 'live', 'ended'] as const
export type OfferStatus = (typeof OFFER_STATUS)[number]

/**
 * What became of a decision. `open`: made, and not yet shown or sent. `delivered`: shown or sent. `ignored`: delivered, and over
 * without an answer. `expired`: over before it was delivered. `withdrawn`: the offer is no longer allowed or available.
 */
export const DECISION_STATUS = [
  'open',
  'delivered',
  'accepted',
  'rejected',
  'ignored',
  'expired',
  'withdrawn',
] as const
export type DecisionStatus = (typeof DECISION_STATUS)[number]

export const RESPONSES = ['accepted', 'rejected', 'viewed', 'ignored'] as const
export type ResponseKind = (typeof RESPONSES)[number]

/** Why a customer refuses. */
export const REFUSAL_REASONS = [
  'price_sensitivity',
  'shipping_cost',
  'shipping_speed',
  'product_fit',
  'trust_security',
  'returns_policy',
  'payment_options',
  'comparison',
  'timing_deferred',
  'already_have',
  'other',
] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** The stages at which an offer can be withheld, in their order. */
export const DECISION_STAGES = ['applicability', 'eligibility', 'suitability', 'consent', 'policy'] as const
export type DecisionStage = (typeof DECISION_STAGES)[number]

/** Why an offer is withheld, by stage. A test that lacks a fact withholds, under `…_unknown`. */
export const WITHHELD = {
  applicability: ['channel', 'not_yet_valid', 'no_longer_valid', 'market', 'no_item', 'no_text', 'no_code'],
  eligibility: ['not_eligible', 'eligibility_unknown', 'not_a_follow_up', 'owned'],
  suitability: [
    'do_not_offer',
    'complaint',
    'too_young',
    'age_unknown',
    'below_margin_floor',
    'margin_unknown',
    'no_value',
  ],
  consent: ['no_consent', 'consent_unknown', 'objected'],
  policy: [
    'already_sent',
    'window',
    'account_window',
    'least_gap',
    'no_time',
    'accepted_lately',
    'rejected_lately',
    'category_rejected_lately',
    'ignored_often',
    'seen_often',
    'conflict',
    'open_decision',
    'held_out',
  ],
} as const satisfies Record<DecisionStage, readonly string[]>
export type WithheldCode = (typeof WITHHELD)[DecisionStage][number]
