import type { Intent, Placement, Source } from '../../vocabulary/panels.ts'
import type { PIN_MODES, Strength } from '../../vocabulary/rules.ts'

/** What rules know of an item. Money in minor units of the shop's currency; null where the shop does not say. */
export type ItemFacts = {
  item_id: string
  price: number | null
  cost: number | null
  /** Pieces. */
  stock: number | null
  brand: string | null
  /** Category path, widest first, its parts divided by ` > `; '' for none. */
  category: string
  product_type: string | null
  tags: readonly string[]
  collections: readonly string[]
  attributes: Readonly<Record<string, string>>
}

/** Facts of an item of which only the id and the price are known: enough for rules that compare no more. */
export const bareFacts = (item_id: string, price: number | null): ItemFacts => ({
  ...{ item_id, price, cost: null, stock: null, brand: null, category: '', product_type: null },
  ...{ tags: [], collections: [], attributes: {} },
})

/** A range, both ends included. */
export type Range = { from?: number | undefined; to?: number | undefined }

/** A test of items. All given parts must hold; within a part one of the values. Texts are compared without case. */
export type ItemTest = {
  item_ids?: readonly string[] | undefined
  /** A category, with those below it. */
  categories?: readonly string[] | undefined
  brands?: readonly string[] | undefined
  product_types?: readonly string[] | undefined
  tags?: readonly string[] | undefined
  collections?: readonly string[] | undefined
  attribute?: { name: string; values: readonly string[] } | undefined
  price?: Range | undefined
}

/** What a rule does; places count from 1. */
export type RuleAction =
  | { kind: 'pin'; item_id: string; place: number; mode: (typeof PIN_MODES)[number] }
  | { kind: 'pin_matching'; items: ItemTest; place: number }
  | { kind: 'include'; item_ids: readonly string[] }
  | { kind: 'never_show' | 'hide' | 'only'; items: ItemTest }
  | { kind: 'boost' | 'bury'; items: ItemTest; strength: Strength }
  | { kind: 'same' | 'different'; property: string }
  /** Percent of the price of the item on the page. */
  | ({ kind: 'price_band' } & Range)
  | { kind: 'least_margin'; percent: number }
  | { kind: 'least_stock'; pieces: number }
  | { kind: 'push_slow'; cover_days: number; strength: Strength }
  | { kind: 'at_most'; property: string; items: number }
  | { kind: 'sources'; sources: readonly Source[] }

/** When a rule applies. All given parts must hold; within a part one of the values. */
export type RuleConditions = {
  placements?: readonly Placement[] | undefined
  intents?: readonly Intent[] | undefined
  /** The item on the page. */
  seed?: ItemTest | undefined
  /** An item of the cart, and the sum of the prices of its different items in minor units. */
  cart?: { items?: ItemTest | undefined; value?: Range | undefined } | undefined
  customer?: 'known' | 'unknown' | undefined
  groups?: readonly string[] | undefined
  markets?: readonly string[] | undefined
  /** Language tags; `de` holds for `de-AT` as well. */
  locales?: readonly string[] | undefined
  /** 1 for Monday to 7 for Sunday, in the shop's time zone. */
  weekdays?: readonly number[] | undefined
  /** Minutes since midnight in the shop's time zone, from ≤ t < to; across midnight if `to` is not above `from`. */
  hours?: { from: number; to: number } | undefined
}

/** A rule in force. */
export type Rule = {
  rule_id: string
  /** The higher one wins among rules of one scope. */
  priority: number
  /** UTC milliseconds of the last change; the newer rule wins among equals. */
  changed_at: number
  action: RuleAction
  when: RuleConditions
  /** UTC milliseconds, from ≤ t < to; null for no limit. */
  starts_at: number | null
  ends_at: number | null
}

/** The panel that is asked for, as far as conditions know it. */
export type Situation = {
  placement: Placement
  intent: Intent
  /** The item on the page; undefined for other pages. */
  seed: ItemFacts | undefined
  cart: readonly ItemFacts[]
  isKnownCustomer: boolean
  group: string | undefined
  market: string | undefined
  locale: string
  /** UTC milliseconds. */
  now: number
  /** The same in the shop's time zone: 1 for Monday to 7 for Sunday, and minutes since midnight. */
  weekday: number
  minute: number
  /** Days of orders that were counted, for sales a day; undefined when unknown. */
  window_days: number | undefined
}
