import * as v from 'valibot'
import { CARD_ACTIONS } from '../../vocabulary/catalogue.ts'
import { OUTCOMES } from '../../vocabulary/outcomes.ts'
import { INTENTS, LAYOUTS, PLACEMENTS, SOURCES } from '../../vocabulary/panels.ts'
import { gain } from '../models/lists.ts'
import { whole } from '../numbers.ts'
import { panelTexts } from '../shop/panels.ts'

const money = v.object({
  /** Minor units: 1999 is 19.99 EUR, but 1999 JPY. */
  amount: whole,
  currency: v.string(),
  /** Digits of the minor unit, if not 2: 0 for JPY. */
  digits: v.optional(whole),
})

/** Public evidence: words or a rounded share, never counts. */
const publicEvidence = v.object({
  level: v.picklist(['share', 'words']),
  /** "About 1 in `share` buyers also bought this"; only with level `share`. */
  share: v.optional(v.number()),
  /** The item on the page or in the cart with the highest weight; '' for a best seller. */
  seed_item_id: v.string(),
})

/** Evidence of an alternative for the holder of the secret key: buyers of the seed, those who later bought this item, and visitors of both. */
const switching = v.object({
  owners: whole,
  switches: whole,
  /** Visitors who opened the pages of both on one day, by its first digit: 300 of 342. Only with the source `viewed`, or if they gave the place. */
  viewers: v.optional(whole),
  /** switches / owners, with Wilson's 95 % interval. */
  share: v.object({ value: v.number(), low: v.number(), high: v.number() }),
})

/** Counts for the holder of the secret key. */
const counts = v.object({
  /** Orders of the window with both items. */
  co_orders: whole,
  /** Orders of the window with the seed. */
  seed_orders: whole,
  /** Orders of the window with the suggested item. */
  item_orders: whole,
  /** All orders of the window. */
  orders: whole,
  /** co_orders / seed_orders, with Wilson's 95 % interval. */
  share: v.object({ value: v.number(), low: v.number(), high: v.number() }),
  /** Ratio of co_orders to the number expected by chance. */
  lift: v.number(),
})

/** Names of a variant by which a shop system's cart finds it; absent if unknown, or equal to `variant_id`. */
const platformIds = { sku: v.optional(v.string()), platform_id: v.optional(v.string()) }

export const recommendedItem = v.object({
  item_id: v.string(),
  /** What the card's button does: it adds to the cart (if absent), or leads to the item's page, to choose or to look. */
  action: v.optional(v.picklist(CARD_ACTIONS)),
  /** Variant to add to the cart: the cheapest available one. */
  variant_id: v.optional(v.string()),
  /** Its SKU, and its id in the shop system's cart. */
  ...platformIds,
  /** Variants to choose from, if there are several; at most 30. */
  variants: v.optional(
    v.array(
      v.object({
        variant_id: v.string(),
        ...platformIds,
        title: v.string(),
        price: v.optional(money),
      }),
    ),
  ),
  title: v.string(),
  url: v.nullable(v.string()),
  image_url: v.nullable(v.string()),
  price: v.optional(money),
  /** Lowest price of the last 30 days, if known and above `price`: only then is a price struck through. */
  prior_price_30d: v.optional(money),
  /** `out_of_stock` only where the shop shows such items, after all others. */
  availability: v.picklist(['in_stock', 'backorder', 'out_of_stock']),
  /** 1 / position for the public; the score within its source for the holder of the secret key. */
  score: v.number(),
  source: v.picklist(SOURCES),
  /** The evidence as a sentence, in the panel's language. */
  reason: v.string(),
  /** What the evidence is based on, for "Why this?". */
  why: v.optional(v.string()),
  evidence: publicEvidence,
  counts: v.optional(counts),
  switching: v.optional(switching),
  /** Gains of an alternative over the item on the page, in words and as data, and the price difference. */
  gain: v.optional(
    v.object({
      text: v.string(),
      parts: v.array(gain),
      price_difference: v.optional(money),
      /** The price difference in words, if `text` does not contain it. */
      difference: v.optional(v.string()),
    }),
  ),
  /** For items that a known customer buys repeatedly: when the next is due (UTC milliseconds), and the number of purchases. */
  due: v.optional(v.object({ due_at: whole, times: whole, days: whole })),
  disclosure: v.optional(v.string()),
  age_limit: v.optional(whole),
  /** Number of the item's family; only in panels whose cards can be dismissed. */
  family: v.optional(whole),
})

export type RecommendedItem = v.InferOutput<typeof recommendedItem>

const panel = v.object({
  layout: v.picklist(LAYOUTS),
  title: v.string(),
  /** All texts of the widget in the panel's language. */
  texts: panelTexts,
  /** BCP 47; locale of prices. */
  locale: v.string(),
  /** Present for right-to-left languages. */
  dir: v.optional(v.literal('rtl')),
  /** Maximum number of columns of a grid; without it the shop's style sheet decides. */
  columns: v.optional(whole),
  /** Items without a picture or a link are shown as text cards. */
  pictures: v.optional(v.literal('optional')),
  /** Cards can be dismissed. */
  not_for_me: v.optional(v.literal(true)),
  /** Share of visitors with consent who get a spare item in the last position (exploration). */
  explore: v.optional(v.number()),
  /** Value of a cart from which delivery is free. */
  free_shipping: v.optional(money),
  /** Code that is applied with a bundle. */
  discount_code: v.optional(v.string()),
})

/** One arm of a panel's experiment; absent fields are those of the enclosing answer. */
const answeredArm = v.object({
  arm: v.string(),
  /** Share of all visitors; the shares of the arms follow each other from 0, and the rest is in no arm. */
  share: v.number(),
  /** Shows nothing, and reports when the panel would have been seen. */
  holdout: v.boolean(),
  recommendation_id: v.optional(v.string()),
  panel: v.optional(panel),
  items: v.optional(v.array(recommendedItem)),
  spare: v.optional(v.array(recommendedItem)),
})

/** One answer. Equal answers have equal `recommendation_id`s. */
export const recommendation = v.object({
  recommendation_id: v.string(),
  placement: v.picklist(PLACEMENTS),
  intent: v.picklist(INTENTS),
  /** '' before the first mining run. */
  model_id: v.string(),
  panel,
  /** The item on the page, for a bundle; absent if it is not available. */
  seed: v.optional(recommendedItem),
  items: v.array(recommendedItem),
  spare: v.array(recommendedItem),
  /** The widget draws an arm for visitors with consent; all others see the answer without it. */
  experiment: v.optional(
    v.object({
      experiment_id: v.string(),
      /** The signed-in customer draws the arm, not the browser. */
      unit: v.optional(v.literal('customer')),
      arms: v.array(answeredArm),
    }),
  ),
  /** Only with the secret key and `trace=1`. */
  trace: v.optional(
    v.array(
      v.object({
        item_id: v.string(),
        /** In the panel's language. */
        title: v.string(),
        source: v.picklist(SOURCES),
        score: v.number(),
        /** Absent where no order of the seed is known. */
        counts: v.optional(counts),
        seed_item_id: v.string(),
        /** Parts of its score, by cart item or by name. */
        parts: v.record(v.string(), v.number()),
        gains: v.optional(v.array(gain)),
        losses: v.optional(v.array(gain)),
        /** Outcome of the candidate. */
        outcome: v.picklist(OUTCOMES),
        /** The merchandising rule that placed or rejected it. */
        rule_id: v.optional(v.string()),
      }),
    ),
  ),
})

export type Recommendation = v.InferOutput<typeof recommendation>

/** All panels of a page. */
export const recommendations = v.object({
  /** Common id of the panels. */
  recommendation_id: v.string(),
  panels: v.array(recommendation),
})

export type PageAnswer = v.InferOutput<typeof recommendations>

/** One panel, or all panels of a page. */
export const anyAnswer = v.union([recommendation, recommendations])

export type AnyAnswer = Recommendation | PageAnswer
