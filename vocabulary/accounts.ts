/**
 * What an account does with a family of items. `bought`: it buys the family, and the next purchase is not overdue. `lapsed`: it has
 * bought the family, and the next purchase is overdue. `never`: it has not bought it.
 */
export const CELL_STATES = ['bought', 'lapsed', 'never'] as const
export type CellState = (typeof CELL_STATES)[number]

/** What only a person can know of an account and a family: it buys the family elsewhere, or the family is not for it. */
export const CELL_MARKS = ['elsewhere', 'not_eligible'] as const
export type CellMark = (typeof CELL_MARKS)[number]

/** What became of an opening that a rep has talked about. `later`: the customer asks to be called again. */
export const OUTCOMES = ['accepted', 'rejected', 'later'] as const
export type OutcomeKind = (typeof OUTCOMES)[number]

/** On which a rep talks to an account: face to face, or by telephone, which is a contact of the contact policy. */
export const REP_CHANNELS = ['rep', 'call'] as const
export type RepChannel = (typeof REP_CHANNELS)[number]

/** Why an account is worth a call now, the most pressing first. */
export const CALL_REASONS = [
  'follow_up',
  'quote_open',
  'contract_ends',
  'order_overdue',
  'family_lapsed',
  'planned',
  'order_due',
  'spend_falls',
  'white_space',
] as const
export type CallReason = (typeof CALL_REASONS)[number]

/** What is known against an account, or what may end the business with it. */
export const ACCOUNT_RISKS = [
  'order_overdue',
  'spend_falls',
  'one_family',
  'one_buyer',
  'contract_ends',
  'complaint',
] as const
export type AccountRisk = (typeof ACCOUNT_RISKS)[number]

/** Why an opening is not shown. */
export const OPENING_BLOCKS = [
  'rejected',
  'accepted',
  'not_eligible',
  'later',
  'sold_out',
  'complaint',
  'do_not_offer',
] as const
export type OpeningBlock = (typeof OPENING_BLOCKS)[number]

/** The id under which answers to an opening stand among the decisions about a buyer; no offer of a shop can have it. */
export const OPENING_OFFER = 'account:opening'

/** States of a quote. */
export const QUOTE_STATES = ['open', 'won', 'lost'] as const
