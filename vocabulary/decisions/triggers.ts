/** A trigger fires only while it is on. */
export const TRIGGER_STATUS = ['off', 'on'] as const
export type TriggerStatus = (typeof TRIGGER_STATUS)[number]

/**
 * What a trigger reacts to. `order`: an order was placed. `due`: something that the customer buys again is due. `lapse`: the usual gap
 * between the customer's orders has passed. `viewed_item`: the price of an item that a signed-in customer viewed fell, or the item is in
 * stock again. `attribute`: a number that the merchant says of the customer rose to a threshold. `anniversary`: of the first order.
 * `date`: a date that the merchant says of the customer, such as a birthday. `event`: the merchant posted an event of this name.
 */
export const TRIGGER_TYPES = [
  'order',
  'due',
  'lapse',
  'viewed_item',
  'attribute',
  'anniversary',
  'date',
  'event',
] as const
export type TriggerType = (typeof TRIGGER_TYPES)[number]

/** What can happen to an item that a customer viewed. */
export const ITEM_CHANGES = ['price_drop', 'back_in_stock'] as const

/** What takes a trigger's reason away: any order after the cause, or an order of one of the cause's items. */
export const CANCEL_ON = ['order', 'bought_items'] as const

/** What a further step follows: a refusal of the step before it, or that nobody answered it. */
export const STEP_AFTER = ['refused', 'silence'] as const

/**
 * How far a step of a firing is. `waiting`: its time is to come. `decided`: there is a decision that can be delivered. `ended`: the
 * decision was answered or is over. `control`: would have been decided, and is not, so that the two can be compared. `cancelled`: its
 * reason has gone. `withheld`: something was against the contact. `late`: it was known too late.
 */
export const FIRING_STATES = [
  'waiting',
  'decided',
  'ended',
  'control',
  'cancelled',
  'withheld',
  'late',
] as const
export type FiringState = (typeof FIRING_STATES)[number]

/**
 * Why a firing was cancelled. `ordered`, `bought_items`: see CANCEL_ON. `event_cancelled`: the merchant said so. `order_cancelled`: the
 * order is gone or does not count. `below`: the number fell below its threshold. `trigger_off`: the trigger was off when its time came.
 */
export const CANCEL_REASONS = [
  'ordered',
  'bought_items',
  'event_cancelled',
  'order_cancelled',
  'below',
  'trigger_off',
] as const
export type CancelReason = (typeof CANCEL_REASONS)[number]

/** Why a firing was withheld, besides the codes of decisions. `repeated`: it fired under another key of the same person. */
export const TRIGGER_WITHHELD = [
  'not_in_condition',
  'repeated',
  'no_offer',
  'no_such_customer',
  'open_decision',
] as const
